"""Random projects, each from its seed: what a partnership could have, with the groups that give people away.

Tiny groups, groups of one mind, people in no group, teams inside schools, statements skipped, one newcomer, leaver or
changer between two reports, responses left out for their quality, a minimum that changes, reports for wider circles of
readers, scales of two and of seven.
`Project(seed)` holds the truth; `write(folder)` writes per run the folder that `datadialoog check` reads. `Plan` steers
what is drawn, for the proofs that a protection is needed.
"""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

SCALES = {
    "eens-5": ["helemaal mee oneens", "mee oneens", "neutraal", "mee eens", "helemaal mee eens"],
    "eens-4": ["helemaal mee oneens", "mee oneens", "mee eens", "helemaal mee eens"],
    "janee": ["dat niet", "dat wel"],
    "zeven": ["nul", "amper", "soms", "half", "vaak", "haast steeds", "steeds"],
}
OWN = ["janee", "zeven"]
FAVOURABLE = {"eens-5": (4, 5), "eens-4": (3, 4), "janee": (2,), "zeven": (5, 6, 7)}
UNFAVOURABLE = {"eens-5": (1, 2), "eens-4": (1, 2), "janee": (1,), "zeven": (1, 2, 3)}
ROLES = ["student", "begeleider", "opleider", "leider"]
NAMES = ["Noord", "Zuid", "Oost", "West", "Baken", "Brug", "Klimop", "Linde"]
TEAMS = "ABCDEFGHIJKLMNOP"
STEPS = ["same", "one", "one", "few", "few", "batch", "removed", "corrected", "moved", "minimum"]
DONT_KNOW = "weet niet"
FROM = "2023-01-01"
# For whom a report is, the narrowest circle first; each also reads what is for a wider one.
CIRCLES = ["own-team", "partnership", "public"]
USUAL = {"partnership": 10, "public": 20}


@dataclass
class Plan:
    """What a project must have, where it may not be left to chance."""

    minimum: tuple = (3, 4, 5, 5, 5, 6, 8)
    whole: tuple = (0, 8, 10, 10)
    schools: tuple = (2, 8)
    items: tuple = (1, 1, 2, 3, 4)
    scales: tuple = ("eens-5", "eens-5", "eens-5", "eens-4", "janee", "zeven")
    moods: tuple = (15, 10, 10, 65)
    skip: float = 0.04
    size: tuple = (2, 7)
    tiny: float = 0.25
    steps: tuple | None = None
    # How many of the projects publish for others than the own team too.
    wider: float = 0.0


class Atom:
    """People of one finest cell who came in one run and left in one: nothing published tells them apart."""

    def __init__(self, round_id, role, groups, came, left, left_out=False):
        self.key = (round_id, role, tuple(sorted(groups.items())), came, left, left_out)
        self.round, self.role, self.groups, self.came, self.left = round_id, role, groups, came, left
        self.left_out = left_out

    def stands_in(self, run, slice_id):
        key, _, value = slice_id.partition(":")
        there = self.came <= run < self.left and not self.left_out
        return there and (slice_id == "all" or self.role == value and key == "role" or self.groups.get(key) == value)


class Person:
    def __init__(self, round_id, role, groups, answers, came=0, left_out=False, timed=False):
        # With times beside it a row says that somebody was there, also without an answer.
        self.timed = timed
        self.round, self.role, self.groups, self.answers = round_id, role, groups, answers
        self.came, self.left, self.left_out = came, 99, left_out
        # The same person, after an answer was corrected.
        self.became = None

    def counts(self):
        """Whether the row is a respondent: one in which nothing stands is none."""
        return self.timed or bool(self.groups) or any(answer is not None for answer in self.answers.values())

    def atom(self):
        return Atom(self.round, self.role, self.groups, self.came, self.left, self.left_out)


class Project:
    def __init__(self, seed, plan=None):
        self.seed, self.random, self.plan = seed, random.Random(seed), plan or Plan(wider=0.35)
        draw, plan = self.random, self.plan
        minimum = draw.choice(plan.minimum)
        self.minima = [(minimum, max(minimum, draw.choice(plan.whole)))]
        self.rounds = [f"ronde-{at}" for at in range(1, draw.choice([1, 1, 2, 3]) + 1)]
        self.roles = ROLES[: draw.randint(2, 4)]
        self.schools = NAMES[: draw.randint(*plan.schools)]
        self.region = {school: draw.choice(["Hoog", "Laag"]) for school in self.schools}
        # Regions hold schools, teams lie inside them, cohorts run across.
        self.keys = ["school", *draw.sample(["regio", "cohort", "team"], draw.choice([0, 0, 1, 1, 2]))]
        self.flawed = draw.random() < 0.12
        self.indicators = [self.indicator(at) for at in range(draw.randint(1, 3))]
        self.moods = {}
        self.people = [person for round_id in self.rounds for person in self.crowd(round_id)]
        steps = plan.steps or [draw.choice(STEPS) for _ in range(draw.choice([0, 0, 1, 1, 2]))]
        self.steps = ["first", *steps]
        for run, step in enumerate(self.steps[1:], 1):
            self.minima.append(self.minima[-1])
            self.step(run, step)
        self.readers, self.keys_of_wider = self.circles()
        self.with_asked = draw.random() < 0.6
        self.asked = self.count_asked() if self.with_asked else {}

    def circles(self):
        """Per run for whom it is, and how much higher the minimum of a wider circle is than the own team's, where the
        project file says so. Drawn apart, so that it changes nothing else."""
        draw = random.Random(f"{self.seed} readers")
        if draw.random() >= self.plan.wider:
            return ["own-team"] * len(self.steps), {}
        more = draw.choice([(), (), (0, 0), (1, 3), (3, 12)])
        return [draw.choice(CIRCLES) for _ in self.steps], dict(zip(USUAL, more))

    def written(self, run):
        """The minimums of wider circles that stand in the project file of a run."""
        return {circle: self.minima[run][0] + more for circle, more in self.keys_of_wider.items()}

    def promised(self, run, circle=None):
        """The minimum of a circle in a run, for figures and for distributions; of that run's own readers if not said."""
        least, whole = self.minima[run]
        written, circle = self.written(run), circle or self.readers[run]
        for wider in CIRCLES[1 : CIRCLES.index(circle) + 1]:
            least = written.get(wider, max(USUAL[wider], least))
        return least, max(whole, least)

    def read_by(self, circle):
        """The runs that a circle reads."""
        return [run for run, readers in enumerate(self.readers) if CIRCLES.index(readers) >= CIRCLES.index(circle)]

    def attackers(self):
        """The circles that read something which no wider one reads: the others read the same, and were promised less."""
        return [circle for circle in CIRCLES if circle in self.readers]

    def lowest(self, circle):
        """The lowest minimum that a circle was promised, for figures and for distributions."""
        least, whole = zip(*(self.promised(run, circle) for run in self.read_by(circle)), strict=True)
        return min(least), min(whole)

    def indicator(self, at):
        draw = self.random
        roles = self.roles if draw.random() < 0.7 else draw.sample(self.roles, draw.randint(1, len(self.roles)))
        items = draw.choice(self.plan.items)
        return {"id": f"ind-{at}", "scale": draw.choice(self.plan.scales), "roles": sorted(roles), "items": items}

    def items(self):
        return [(one, place) for one in self.indicators for place in range(one["items"])]

    # --- who, and what they answer

    def crowd(self, round_id):
        draw, people, plan = self.random, [], self.plan
        for at, role in enumerate(self.roles):
            for school in [*self.schools, ""]:
                kind = draw.random()
                if school == "":
                    size = draw.choice([0, 0, 0, 1, 2, 4, 7])
                elif kind < plan.tiny + 0.15 * at:
                    size = draw.randint(0, 2)
                else:
                    size = draw.randint(*plan.size) if kind < 0.75 else draw.randint(6, 18)
                people += [self.person(round_id, role, school) for _ in range(size)]
        return people

    def person(self, round_id, role, school, came=0):
        draw, groups = self.random, {"school": school} if school else {}
        if "regio" in self.keys and school:
            groups["regio"] = self.region[school]
        if "cohort" in self.keys and draw.random() < 0.9:
            groups["cohort"] = draw.choice(["jaar 1", "jaar 1", "jaar 2"])
        # Teams lie inside schools; the larger schools have two.
        if "team" in self.keys and school:
            at = self.schools.index(school)
            groups["team"] = f"ploeg {TEAMS[2 * at + (at % 2 == 0 and draw.random() < 0.3)]}"
        answers = {}
        for one, place in self.items():
            if role in one["roles"]:
                answers[one["id"], place] = self.answer(round_id, role, school, one, place)
        return Person(round_id, role, groups, answers, came, self.flawed and draw.random() < 0.08, self.flawed)

    def answer(self, round_id, role, school, one, place):
        """A category; 0 for don't know, None where it was skipped."""
        draw, size = self.random, len(SCALES[one["scale"]])
        at = (round_id, role, school, one["id"], place)
        if at not in self.moods:
            mood = draw.choices(["same", "nearly", "side", "any"], self.plan.moods)[0]
            self.moods[at] = (mood, draw.randint(1, size))
        mood, category = self.moods[at]
        chance = draw.random()
        if chance < self.plan.skip:
            return None
        if chance < self.plan.skip * 1.5:
            return 0
        if mood == "same" or mood == "nearly" and draw.random() < 0.85:
            return category
        if mood == "side":
            return draw.choice(FAVOURABLE[one["scale"]])
        return min(size, max(1, round(draw.gauss(0.5 + size * 0.62, 1.1))))

    # --- what changes between two runs

    def step(self, run, step):
        draw, last = self.random, self.rounds[-1]
        least, whole = self.minima[-1]
        there = [p for p in self.people if p.round == last and p.left == 99]
        new = {"one": 1, "few": draw.randint(2, max(2, least - 1)), "batch": draw.randint(8, 25)}.get(step, 0)
        if step == "few" and draw.random() < 0.5:
            place = (draw.choice(self.roles), draw.choice(self.schools))
            self.people += [self.person(last, *place, run) for _ in range(new)]
        else:
            places = [(draw.choice(self.roles), draw.choice(self.schools)) for _ in range(new)]
            self.people += [self.person(last, *place, run) for place in places]
        if step == "minimum":
            # For other readers: the own team, the partnership, the public.
            least = draw.choice([3, 5, 10])
            self.minima[-1] = (least, max(least, whole))
        if step in ("removed", "corrected", "moved") and there:
            gone = draw.choice(there)
            gone.left = run
            if step == "moved":
                other = self.person(last, gone.role, draw.choice(self.schools), run)
                other.answers, other.left_out = dict(gone.answers), gone.left_out
                self.people.append(other)
            if step == "corrected":
                answers, groups = dict(gone.answers), dict(gone.groups)
                if answers:
                    at = draw.choice(sorted(answers))
                    size = next(len(SCALES[one["scale"]]) for one in self.indicators if one["id"] == at[0])
                    answers[at] = (answers[at] or 0) % size + 1
                gone.became = Person(last, gone.role, groups, answers, run, gone.left_out, gone.timed)
                self.people.append(gone.became)

    def count_asked(self):
        most = Counter()
        for run in range(len(self.steps)):
            most = most | Counter((p.round, p.role, p.groups.get("school", "")) for p in self.there(run))
        asked = Counter()
        for (round_id, role, school), n in sorted(most.items()):
            # Who left the school out was asked at one.
            asked[round_id, role, school or self.schools[0]] += n + self.random.choice([0, 0, 1, 2, 5])
        return asked

    # --- the truth

    def there(self, run):
        return [p for p in self.people if p.came <= run < p.left]

    def day(self, run):
        return f"2026-{6 + run:02d}-15"

    # --- the files

    def write(self, folder):
        """The folders of the runs, in order."""
        return [self.write_run(run, Path(folder) / f"run-{run}") for run in range(len(self.steps))]

    def write_run(self, run, folder):
        (folder / "exports").mkdir(parents=True, exist_ok=True)
        (folder / "datadialoog.toml").write_text(self.toml(run), encoding="utf-8")
        if self.with_asked:
            lines = ["ronde;rol;school;aantal", *(f"{';'.join(at)};{n}" for at, n in self.asked.items())]
            (folder / "populatie.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        there = self.there(run)
        for round_id in self.rounds:
            for role in self.roles:
                rows = [p for p in there if p.round == round_id and p.role == role]
                random.Random(f"{self.seed} {run} {role}").shuffle(rows)
                self.export(folder / "exports" / f"{round_id}-{role}.csv", role, rows)
        return folder

    def export(self, path, role, rows):
        items = [(one, place) for one, place in self.items() if role in one["roles"]]
        when = ["Start time", "Completion time"] if self.flawed else []
        lines = [["ID" if self.flawed else "Nr", *when, *self.keys,
                  *(f"{one['id']} vraag {place + 1}" for one, place in items)]]  # fmt: skip
        for at, person in enumerate(rows, 1):
            day = "2022-12-01" if person.left_out else "2023-02-01"
            line = [str(at), *(f"{day} 10:{minute:02d}:00" for minute in ((0, 9) if self.flawed else ()))]
            line += [person.groups.get(key, "") for key in self.keys]
            for one, place in items:
                answer = person.answers.get((one["id"], place))
                line.append({None: "", 0: DONT_KNOW}.get(answer) if not answer else SCALES[one["scale"]][answer - 1])
            lines.append(line)
        path.write_text("".join(";".join(line) + "\n" for line in lines), encoding="utf-8")

    def thresholds(self, one):
        """Bounds that shown figures may lie on either side of; drawn apart, so that they change nothing else."""
        draw = random.Random(f"{self.seed} {one['id']} thresholds")
        for statistic in draw.sample(["favourable-share", "unfavourable-share", "lowest-group-share"], draw.choice([0, 1, 2])):
            grouping = f'grouping = "{draw.choice(self.keys)}"\n' if statistic == "lowest-group-share" else ""
            yield (
                f'  [[indicator.threshold]]\n  rung = "{draw.choice(["basis", "good-enough", "ambition"])}"\n'
                f'  statistic = "{statistic}"\n  at-least = {draw.randint(5, 95)}\n  unit = "percent"\n  {grouping}'
                '  why = "Zo willen wij het."\n  owner = "stuurgroep"\n  agreed-on = 2025-06-20\n'
            )

    def toml(self, run):
        least, whole = self.minima[run]
        text = [
            '[partnership]\nname = "Verzonnen"\npurpose = "Niemand is terug te lezen."\nlanguage = "nl"\n',
            f"[privacy]\nminimum = {least}\nminimum-distribution = {whole}\n"
            + "".join(f"minimum-{circle} = {n}\n" for circle, n in self.written(run).items()),
        ]
        # Drawn apart, so that it changes nothing else.
        by = random.Random(f"{self.seed} weighed").choice(["role", "school", None]) if self.with_asked else None
        text += [f'[response]\nweigh-by = "{by}"\n'] if by else []
        text += [f'[[role]]\nid = "{role}"\none = "{role}"\nmany = "{role}s"\n' for role in self.roles]
        text += [f'[[round]]\nid = "{name}"\ndate = {2023 + at}-04-15\n' for at, name in enumerate(self.rounds)]
        groups = ", ".join(f'{key} = "{key}"' for key in self.keys)
        flawed = f'leave-out = ["outside-dates"]\nfrom = {FROM}\n' if self.flawed else ""
        for round_id in self.rounds:
            for role in self.roles:
                text.append(
                    f'[[source]]\nround = "{round_id}"\nfiles = ["exports/{round_id}-{role}.csv"]\n'
                    f'platform = "{"microsoft-forms" if self.flawed else "table"}"\n'
                    f'role = "{role}"\ngroups = {{ {groups} }}\ndelimiter = ";"\n{flawed}'
                    + ('asked = "populatie.csv"\n' if self.with_asked else "")
                )
        for name in sorted({one["scale"] for one in self.indicators} & set(OWN)):
            options, lists = SCALES[name], []
            for categories in (range(1, len(options) + 1), FAVOURABLE[name], UNFAVOURABLE[name]):
                lists.append(", ".join(f'"{options[k - 1]}"' for k in categories))
            text.append('[[scale]]\nid = "{}"\noptions = [{}]\nfavourable = [{}]\nunfavourable = [{}]\n'.format(name, *lists))
            neither = set(range(1, len(options) + 1)) - {*FAVOURABLE[name], *UNFAVOURABLE[name]}
            text[-1] += "".join(f'neutral = "{options[k - 1]}"\n' for k in neither)
        for one in self.indicators:
            text.append(
                f'[[indicator]]\nid = "{one["id"]}"\ntitle = "Titel {one["id"]}"\nguarantee = "leeromgeving"\n'
                f'view = "doel"\nscale = "{one["scale"]}"\nitems = ['
            )
            for place in range(one["items"]):
                columns = ", ".join(f'{role} = "{one["id"]} vraag {place + 1}"' for role in one["roles"])
                text.append(f'  {{ text = "{one["id"]} vraag {place + 1}.", columns = {{ {columns} }} }},')
            text.append("]\n")
            text += self.thresholds(one)
        return "\n".join(text)
