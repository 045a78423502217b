"""Targets of the linear programme: how many people a small set has, what is certain of its answers, groups of one mind."""

import math

import numpy as np
from projects import FAVOURABLE, UNFAVOURABLE


def up(values):
    return np.ceil(values - 1e-6) + 0.0


def down(values):
    return np.floor(values + 1e-6)


class Many:
    """The number of people in a small set: its range must be the minimum wide."""

    def __init__(self, bounds, sets):
        self.bounds, self.programme = bounds, bounds.programme
        self.n = sets @ bounds.any
        small = (self.n > 0) & (self.n < bounds.attack.minimum)
        self.sets, self.n = sets[small], self.n[small]
        self.seen, self.low, self.high = 0, self.n.copy(), self.n.copy()

    def look(self):
        for point in self.programme.points[self.seen :]:
            people = self.sets @ point[-self.bounds.width :]
            self.low, self.high = np.minimum(self.low, people), np.maximum(self.high, people)
        self.seen = len(self.programme.points)

    def run(self):
        attack, least = self.bounds.attack, self.bounds.attack.minimum
        attack.tried["count"] += len(self.sets)
        for at, set_ in enumerate(self.sets):
            form = self.bounds.people(set_)
            for sign in (-1, 1):
                self.look()
                if down(self.high[at]) - up(self.low[at]) >= least:
                    break
                self.programme.least(sign * form)
            self.look()
            low, high = up(self.low[at]), down(self.high[at])
            if high - low < least:
                text = f"{self.n[at]:.0f} people are {low:.0f} to {high:.0f}: {self.bounds.names(set_)}"
                attack.success("count", self.bounds.where, text)


class Statement:
    """The answers to one statement."""

    def __init__(self, bounds, place, sets):
        self.bounds, self.place, self.programme = bounds, place, bounds.programme
        self.attack, scale = bounds.attack, bounds.one["scale"]
        n = sets @ bounds.valid[place]
        order = np.argsort(n, kind="stable")
        order = order[n[order] > 0]
        self.sets, self.n = sets[order], n[order]
        favourable = bounds.weights(FAVOURABLE[scale])
        # What may be common to a set: an answer, being favourable or not, being unfavourable or not.
        named = {f"{k}": bounds.weights([k]) for k in range(1, bounds.size + 1)}
        self.categories = list(range(len(named)))
        unfavourable = bounds.weights(UNFAVOURABLE[scale])
        named |= {"favourable": favourable, "unfavourable": unfavourable, "neither": 1 - favourable - unfavourable}
        self.names, self.kinds = list(named), np.array(list(named.values()))
        self.low = np.full((len(self.sets), len(self.names)), np.inf)
        self.low_whole, self.few, self.most = self.low.copy(), self.low.copy(), -self.low
        self.seen = self.seen_whole = 0
        self.budget = bounds.MOST
        self.band = self.banded()
        self.look()

    def sums(self, point):
        """Per set and kind how many answers."""
        bounds = self.bounds
        answers = point[: -bounds.width].reshape(bounds.width, bounds.places, bounds.size)[:, self.place, :]
        return self.sets @ (answers @ self.kinds.T), self.sets @ answers.sum(axis=1)

    def look(self):
        for point in self.programme.points[self.seen :]:
            sums, every = self.sums(point)
            self.low = np.minimum(self.low, sums)
            # How many answered otherwise, at the most.
            self.most = np.maximum(self.most, every[:, None] - sums)
        for point in self.programme.whole[self.seen_whole :]:
            self.low_whole = np.minimum(self.low_whole, self.sums(point)[0])
        self.seen, self.seen_whole = len(self.programme.points), len(self.programme.whole)

    def form(self, at, kind):
        return self.bounds.form(self.sets[at], self.place, self.kinds[kind])

    def others(self, at, kind):
        return self.bounds.form(self.sets[at], self.place, 1 - self.kinds[kind])

    def in_fractions(self):
        """What linear programmes leave certain of the small sets: per set and question what came of it, where something is
        left for `run` to say or to search."""
        self.small = np.flatnonzero(self.n < self.attack.minimum)
        self.attack.tried["answers"] += len(self.small)
        self.attack.tried["of one mind"] += len(self.n) - len(self.small)
        self.questions = (("answers", self.categories), ("share", self.sides()))
        self.allowed = {what: self.allowed_of(kinds) for what, kinds in self.questions}
        self.proven = set()
        if not self.attack.fractions:
            return
        self.proven = {(at, what) for at in self.small for what, kinds in self.questions if self.certain(at, kinds, what)}

    def open(self, what, kinds):
        """Which sets no solution in whole people and answers has settled."""
        return (self.low_whole[:, kinds].sum(axis=1) > self.allowed[what]) & (self.n < self.attack.minimum)

    def wanted(self, random):
        """What a solution should have little of to settle what is open, each weighted at random: per class and answer;
        and of how many sets."""
        self.look()
        weight, left = np.zeros(self.low.shape), 0
        for what, kinds in self.questions:
            open_ = self.open(what, kinds)
            left += int(open_.sum())
            weight[np.ix_(open_, kinds)] += random.random((int(open_.sum()), len(kinds)))
        return self.sets.T @ weight @ self.kinds, left

    def run(self):
        self.look()
        open_ = {what: self.open(what, kinds) for what, kinds in self.questions}
        for at in self.small:
            for what, kinds in self.questions:
                if (at, what) in self.proven:
                    self.told(at, kinds, up(self.low[at, kinds]), what)
                elif not (open_[what][at] and self.in_whole(at, kinds, what)):
                    continue
                break
        for at in np.flatnonzero(self.n >= self.attack.minimum):
            self.alike(at)
        if self.budget <= 0:
            self.attack.tried["statements left before the end"] += 1
        self.solved()

    def sides(self):
        return [self.names.index(name) for name in ("favourable", "unfavourable", "neither")]

    def banded(self):
        """Per set and kind whether a published band says of a group in which the set lies that all, or all but one,
        answered so, or so among others: where nobody else chose those others, the band is about the one answer. People
        of whom nobody answered, such as those who were not asked, are nobody of whom anything is told."""
        sets = self.sets * (self.bounds.valid[self.place] > 0)
        found = np.zeros(self.low.shape, dtype=bool)
        own = [{k + 1 for k in range(self.bounds.size) if row[k]} for row in self.kinds]
        for of, place, categories in self.bounds.nearly:
            if place == self.place:
                about = np.array([categories <= kind or kind <= categories for kind in own])
                found |= (sets <= of + 1e-9).all(axis=1)[:, None] & about
        return found

    def allowed_of(self, kinds):
        """Per set how many answers may be certain: all but two, so that none of them knows the others'. Within a group
        whose band is published, all but one."""
        told = (self.n >= 2) & self.band[:, kinds].any(axis=1)
        return np.where(told, self.n - 1, np.maximum(0, self.n - 2))

    def certain(self, at, kinds, what):
        """Whether more answers of a small set are certain than may be, by the programme."""
        bound, done = self.allowed[what][at], set()
        while up(self.low[at, kinds]).sum() > bound:
            left = [kind for kind in kinds if self.low[at, kind] > 1e-6 and kind not in done]
            if not left:
                return True
            if self.budget <= 0:
                return False
            self.budget -= 1
            self.programme.least(self.form(at, left[0]))
            done.add(left[0])
            self.look()
        return False

    def in_whole(self, at, kinds, what):
        """Where solutions in fractions leave it open: whether those in whole people and answers do."""
        bounds, done, bound = self.bounds, set(), self.allowed[what][at]
        if len(bounds.truth) > bounds.TABLE:
            return False
        self.attack.tried["whole numbers"] += 1
        while True:
            low = self.low_whole[at, kinds]
            if low.sum() <= bound:
                return False
            left = [kind for kind in kinds if self.low_whole[at, kind] > 0 and kind not in done]
            if not left:
                return self.told(at, kinds, low, f"{what} in whole numbers")
            if bounds.searches <= 0:
                self.attack.tried["whole numbers left"] += 1
                return False
            bounds.searches -= 1
            self.attack.tried["searches"] += 1
            # As few as leave the others enough.
            enough = bound - (low.sum() - self.low_whole[at, left[0]])
            value, ended = self.programme.least_in_whole(self.form(at, left[0]), max(0, enough))
            if not ended and value > enough:
                self.attack.tried["searches without an end"] += 1
                return False
            done.add(left[0])
            self.look()

    def told(self, at, kinds, low, what):
        parts = ", ".join(f"{n:.0f} x {self.names[kind]}" for kind, n in zip(kinds, low, strict=True) if n > 0)
        text = f"of {self.n[at]:.0f} answers are certain {parts}: {self.bounds.names(self.sets[at])}"
        self.attack.success(what, f"{self.bounds.where} item {self.place}", text)
        return True

    def alike(self, at):
        """Whether it is certain that all, or all but one, of a set gave the same answer; and, where a band says so, which
        of the two it is."""
        for kind, name in enumerate(self.names):
            if name == "neither" or self.most[at, kind] > 1 + 1e-6:
                continue
            others = self.others(at, kind)
            if self.band[at, kind]:
                self.settled(at, kind, others)
                continue
            if self.budget <= 0:
                return
            self.budget -= 1
            most = -self.programme.least(-others)
            self.look()
            if most < 2 - 1e-6:
                text = f"of {self.n[at]:.0f} at most {math.floor(most + 1e-6)} did not answer {self.names[kind]}: "
                text += self.bounds.names(self.sets[at])
                kind = "everyone alike" if most < 1 - 1e-6 else "all but one alike"
                self.attack.success(kind, f"{self.bounds.where} item {self.place}", text)
                return

    def settled(self, at, kind, others):
        """A band says all or all but one: nothing may say which."""
        self.attack.tried["bands"] += 1
        if self.budget <= 0:
            return
        self.budget -= 1
        most = math.floor(-self.programme.least(-others) + 1e-6)
        least = math.ceil(self.programme.least(others) - 1e-6) if most > 0 else 0
        self.look()
        if most == least:
            how = "all" if most == 0 else "all but one"
            text = f"{how} of {self.n[at]:.0f} answered {self.names[kind]}: {self.bounds.names(self.sets[at])}"
            self.attack.success("band settled", f"{self.bounds.where} item {self.place}", text)

    def solved(self):
        """A distribution that is not shown and yet has one solution."""
        bounds = self.bounds
        if bounds.size == 2:
            # A share of two answers is their distribution, and may be shown from the minimum on.
            return
        for at, row in bounds.rows.items():
            mask = bounds.world.masks.get(at)
            if mask is None or row["items"][self.place]["counts"] is not None:
                continue
            set_ = (self.inside(mask)).astype(float)
            n = set_ @ bounds.valid[self.place]
            if not 0 < n < self.attack.whole or not bounds.shows(row):
                continue
            self.attack.tried["distribution solved"] += 1
            forms = [bounds.form(set_, self.place, self.kinds[kind]) for kind in self.categories]
            if all(self.pinned(form) for form in forms):
                text = f"{at[1]}: the distribution of {n:.0f} answers"
                self.attack.success("distribution solved", f"{bounds.where} item {self.place}", text)

    def inside(self, mask):
        return self.bounds.parts @ mask >= self.bounds.parts.sum(axis=1) - 1e-9

    def pinned(self, form):
        def known():
            values = np.array(self.programme.points) @ form
            return math.ceil(values.min() - 1e-6) == math.floor(values.max() + 1e-6)

        if not known():
            return False
        self.programme.least(form)
        if not known():
            return False
        self.programme.least(-form)
        return known()
