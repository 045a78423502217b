"""Random tables small enough to solve exactly: one round, one indicator, a few roles at a few schools.

Every group answers evenly over the scale, so that nobody is of one mind, and what is withheld is withheld because of how
many people there are. `Table(seed)` holds the people; `write(folder)` the project that `datadialoog check` reads.
"""

import random
from collections import Counter
from pathlib import Path

SCALE = ["helemaal mee oneens", "mee oneens", "neutraal", "mee eens", "helemaal mee eens"]
ROLES = ["student", "begeleider", "opleider"]
SCHOOLS = ["Noord", "Zuid", "Oost", "West", "Baken", "Brug"]
DAY = "2026-06-15"


class Table:
    """The people of one project, per finest cell (role, groups), and who of them answered."""

    def __init__(self, seed):
        self.seed, draw = seed, random.Random(f"table {seed}")
        self.draw = draw
        self.minimum = draw.choice([3, 5, 5, 5, 5, 6, 8])
        self.minimum_distribution = max(self.minimum, draw.choice([self.minimum, 8, 10, 10, 10]))
        self.roles, self.schools = ROLES[: draw.randint(2, 3)], SCHOOLS[: draw.randint(3, 6)]
        self.region = {school: draw.choice(["Hoog", "Laag"]) for school in self.schools}
        self.keys = ["school"] + draw.choice([[], [], ["regio"]])
        self.items = draw.choice([1, 1, 2])
        # Of some tables of one statement a few people leave it blank: then two numbers have to be kept.
        self.blank = 0.06 if self.items == 1 and draw.random() < 0.3 else 0.0
        without_school = draw.random() < 0.4
        small = draw.choice([0.2, 0.4, 0.6])
        self.people = []
        for at, role in enumerate(self.roles):
            for school in [*self.schools, *([""] if without_school else [])]:
                kind = draw.random() - 0.1 * at
                if school == "":
                    size = draw.choice([0, 0, 1, 2, 4, 7])
                elif kind < small:
                    size = draw.randint(0, 3)
                else:
                    size = draw.randint(2, 7) if kind < 0.75 else draw.randint(6, 18)
                self.people += self.crowd(role, school, size)
            if all(person[0] != role for person in self.people):
                self.people += self.crowd(role, self.schools[0], 4)

    def crowd(self, role, school, size):
        groups = {}
        if school:
            groups = {"school": school} | ({"regio": self.region[school]} if "regio" in self.keys else {})
        spread = [self.draw.sample(range(5), 5) for _ in range(self.items)]
        for at in range(size):
            blank = self.draw.random() < self.blank and bool(school)
            yield role, groups, [None if blank else spread[item][at % 5] for item in range(self.items)]

    def slices(self):
        """Per slice with people in it the cells it holds; a cell is a role and its groups."""
        found = {"all": set()}
        for role, groups, _ in self.people:
            cell = (role, *(groups.get(key, "") for key in self.keys))
            for slice_id in ("all", f"role:{role}", *(f"{key}:{value}" for key, value in groups.items())):
                found.setdefault(slice_id, set()).add(cell)
        return found

    def measures(self):
        """The numbers of people per cell that figures rest on: the respondents, and those who answered."""
        everyone, answered = Counter(), Counter()
        for role, groups, answers in self.people:
            cell = (role, *(groups.get(key, "") for key in self.keys))
            everyone[cell] += 1
            answered[cell] += any(answer is not None for answer in answers)
        return [everyone] if everyone == answered else [everyone, answered]

    def answers(self, item):
        """How many in each cell chose each category of a statement."""
        counts = [Counter() for _ in SCALE]
        for role, groups, answers in self.people:
            if answers[item] is not None:
                counts[answers[item]][role, *(groups.get(key, "") for key in self.keys)] += 1
        return counts

    def write(self, folder):
        folder = Path(folder)
        (folder / "exports").mkdir(parents=True)
        (folder / "datadialoog.toml").write_text(self.toml(), encoding="utf-8")
        for role in self.roles:
            lines = [["Nr", *self.keys, *(f"vraag {item + 1}" for item in range(self.items))]]
            of_role = [person for person in self.people if person[0] == role]
            random.Random(f"{self.seed} {role}").shuffle(of_role)
            for at, (_, groups, answers) in enumerate(of_role, 1):
                told = ["" if answer is None else SCALE[answer] for answer in answers]
                lines.append([str(at), *(groups.get(key, "") for key in self.keys), *told])
            text = "".join(";".join(line) + "\n" for line in lines)
            (folder / "exports" / f"{role}.csv").write_text(text, encoding="utf-8")
        return folder

    def toml(self):
        groups = ", ".join(f'{key} = "{key}"' for key in self.keys)
        text = [
            '[partnership]\nname = "Verzonnen"\npurpose = "Niemand is terug te lezen."\nlanguage = "nl"\n',
            f"[privacy]\nminimum = {self.minimum}\nminimum-distribution = {self.minimum_distribution}\n",
            '[[round]]\nid = "ronde"\ndate = 2026-04-15\n',
        ]
        text += [f'[[role]]\nid = "{role}"\none = "{role}"\nmany = "{role}s"\n' for role in self.roles]
        text += [
            f'[[source]]\nround = "ronde"\nfiles = ["exports/{role}.csv"]\nplatform = "table"\nrole = "{role}"\n'
            f'groups = {{ {groups} }}\ndelimiter = ";"\n'
            for role in self.roles
        ]
        text.append(
            '[[indicator]]\nid = "ind"\ntitle = "Titel"\nguarantee = "leeromgeving"\nview = "doel"\nscale = "eens-5"\nitems = ['
        )
        for item in range(1, self.items + 1):
            columns = ", ".join(f'{role} = "vraag {item}"' for role in self.roles)
            text.append(f'  {{ text = "Vraag {item}.", columns = {{ {columns} }} }},')
        return "\n".join([*text, "]\n"])
