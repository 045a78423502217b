"""A linear programme with one set of lines and many goals: HiGHS goes on from where the goal before ended."""

import math

import highspy
import numpy as np

# No class of a random project has so many people; without an end the programme would be unbounded.
MOST = 400.0


class Contradiction(Exception):
    """The lines have no solution: the attacker has the world wrong."""


class Programme:
    def __init__(self, width):
        self.width, self.rows, self.low, self.high = width, [], [], []
        self.known, self.points, self.whole, self.runs = set(), [], [], 0
        self.solver = None

    def between(self, form, low, high):
        """Low and high ends of a sum; the same line twice is one."""
        at = np.flatnonzero(form)
        key = (at.tobytes(), form[at].tobytes(), low, high)
        if key not in self.known:
            self.known.add(key)
            self.rows.append((at, form[at]))
            self.low.append(low)
            self.high.append(high)

    def start(self):
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.width, len(self.rows)
        lp.col_cost_ = np.zeros(self.width)
        lp.col_lower_, lp.col_upper_ = np.zeros(self.width), np.full(self.width, MOST)
        lp.row_lower_ = np.array([-highspy.kHighsInf if low == -math.inf else low for low in self.low], dtype=float)
        lp.row_upper_ = np.array([highspy.kHighsInf if high == math.inf else high for high in self.high], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(at) for at, _ in self.rows])]).astype(np.int32)
        lp.a_matrix_.index_ = np.concatenate([at for at, _ in self.rows]).astype(np.int32)
        lp.a_matrix_.value_ = np.concatenate([values for _, values in self.rows])
        self.lp = lp
        self.matrix, self.lower, self.upper = np.zeros((len(self.rows), self.width)), np.array(self.low), np.array(self.high)
        for line, (at, values) in zip(self.matrix, self.rows, strict=True):
            line[at] = values
        self.solver = self.made()
        # The solution for one goal is one for the next, though not the best: the primal simplex goes on from it.
        self.solver.setOptionValue("simplex_strategy", 4)

    def made(self):
        solver = highspy.Highs()
        for name, value in (("log_to_console", False), ("output_flag", False), ("threads", 1), ("presolve", "off"), ("random_seed", 0)):
            solver.setOptionValue(name, value)
        solver.passModel(self.lp)
        return solver

    def keep(self, point):
        """A solution, which settles every target that it leaves open."""
        self.points.append(point)
        nearest = np.round(point)
        if np.abs(point - nearest).max() < 1e-6:
            self.whole.append(nearest)

    def least(self, goal):
        """The least that a sum can be."""
        self.runs += 1
        every = np.arange(self.width, dtype=np.int32)
        self.solver.changeColsCost(self.width, every, np.asarray(goal, dtype=float))
        self.solver.run()
        status = self.solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            # Once more from the beginning, before anything is said of it.
            self.solver.clearSolver()
            self.solver.run()
            status = self.solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise Contradiction(str(status))
        point = np.array(self.solver.getSolution().col_value)
        self.keep(point)
        return float(np.dot(goal, point))

    def least_in_whole(self, goal, enough=-math.inf, seconds=1.0, gap=None):
        """The least in whole people and answers, by branch and bound, and whether it went to the end: a solution no more
        than `enough` ends it, and so does the time. A solution found on the way settles as much as any other."""
        solver = self.made()
        every = np.arange(self.width, dtype=np.int32)
        solver.setOptionValue("presolve", "on")
        solver.setOptionValue("time_limit", seconds)
        # These cost a fifth of the time and find nothing sooner: a solution is known already.
        solver.setOptionValue("mip_heuristic_run_feasibility_jump", False)
        if enough > -math.inf:
            solver.setOptionValue("objective_target", enough + 1e-6)
        if gap is not None:
            solver.setOptionValue("mip_rel_gap", gap)
        goal = np.asarray(goal, dtype=float)
        solver.changeColsCost(self.width, every, goal)
        solver.changeColsIntegrality(self.width, every, np.full(self.width, highspy.HighsVarType.kInteger))
        solver.run()
        status = solver.getModelStatus()
        value = math.inf
        if solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            point = np.round(np.array(solver.getSolution().col_value))
            if self.holds(point):
                self.points.append(point)
                self.whole.append(point)
                value = float(np.dot(goal, point))
        return value, status == highspy.HighsModelStatus.kOptimal

    def holds(self, point):
        """Whether a rounded solution still is one."""
        sums = self.matrix @ point
        return bool(((sums > self.lower - 1e-6) & (sums < self.upper + 1e-6)).all())
