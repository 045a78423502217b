"""The proof that the attacker is awake: with a protection switched off, something falls that does not fall with it on.

Each protection has projects that need it, from fixed seeds. Two of them are hidden behind others: what is withheld for
being small would also be withheld for following from the rest. Those are switched off together with the protections that
stand in for them, and held against the same projects with only those off; which, is printed.
"""

import tempfile
from collections import Counter
from multiprocessing import Pool

from breaks import Attack, Example
from projects import Plan, Project


class Proof:
    """A protection, the protections that hide it and are off on both sides, and projects that need it."""

    def __init__(self, rule, falls, plan=None, hidden=(), deep=False, seed=0):
        self.rule, self.falls, self.plan = rule, falls, plan or Plan()
        self.hidden, self.deep, self.seed = list(hidden), deep, seed

    @property
    def name(self):
        return f"{self.rule} (beside {', '.join(self.hidden)} off)" if self.hidden else self.rule


TWO_RUNS = Plan(steps=("one",), tiny=0.0, size=(6, 12))
SKIP = Plan(items=(2, 3), skip=0.02, tiny=0.0, size=(5, 9), minimum=(5,), whole=(5,))
ALIKE = Plan(moods=(60, 20, 10, 10), skip=0.0)
PROOFS = [
    Proof("minimum", {"shown"}, hidden=("complement", "linked", "unanimity", "intervals")),
    Proof("minimum-distribution", {"distribution shown"}, hidden=("complement", "linked", "unanimity", "intervals")),
    Proof("complement", {"subtraction", "subtraction of distributions"}, hidden=("linked", "intervals")),
    Proof("linked", {"subtraction", "subtraction of distributions"}, hidden=("intervals",)),
    Proof("unanimity", {"everyone alike", "all but one alike"}, ALIKE, hidden=("intervals",), deep=True),
    Proof("intervals", {"count", "answers", "share"}, deep=True),
    Proof("skippers", {"skippers"}, SKIP, hidden=("intervals",)),
    Proof("merging", {"reasons", "groups put together"}, Plan(merge=1.0)),
    Proof("rounding", {"distribution solved", "skippers"}, SKIP, hidden=("intervals",)),
    Proof("ledger", {"subtraction of reports"}, TWO_RUNS, hidden=("intervals",)),
]


def fallen(work):
    """How many projects until the protection proves to be needed, and what fell without it."""
    path, proof, projects = work
    example = Example(path)
    before = Counter()
    for first in range(proof.seed, proof.seed + projects, 5):
        made = {seed: Project(seed, proof.plan) for seed in range(first, min(first + 5, proof.seed + projects))}
        with tempfile.TemporaryDirectory() as folder:
            without, _ = example.publish(made, [*proof.hidden, proof.rule], f"{folder}/without")
            with_, _ = example.publish(made, proof.hidden, f"{folder}/with")
        for seed, project in made.items():
            found = [one for one in Attack(project, without[seed], proof.deep).run().won if one[0] in proof.falls]
            if not found:
                continue
            held = set(Attack(project, with_[seed], proof.deep).run().won)
            new = [one for one in found if one not in held]
            if new:
                return seed, seed - proof.seed + 1, new[0], before
            before.update(kind for kind, _ in held if kind in proof.falls)
    return None, projects, None, before


def whole_numbers(example, projects=3):
    """What fractions prove certain of answers, the search in whole numbers must prove too, where it has to do without."""
    made = {seed: Project(seed) for seed in range(projects)}
    with tempfile.TemporaryDirectory() as folder:
        documents, _ = example.publish(made, ["intervals"], folder)
    proven, found = (
        {
            (seed, kind.removesuffix(" in whole numbers"), text)
            for seed, project in made.items()
            for kind, text in Attack(project, documents[seed], fractions=fractions).run().won
            if kind.removesuffix(" in whole numbers") in ("answers", "share")
        }
        for fractions in (True, False)
    )
    return len(proven), len(proven & found)


def awake(example, jobs, projects=40):
    print(f"{'protection off':78}{'projects':>9}  what fell", flush=True)
    held = 0
    with Pool(jobs) as pool:
        for proof, (seed, n, fell, before) in zip(
            PROOFS, pool.imap(fallen, [(example.path, proof, projects) for proof in PROOFS]), strict=True
        ):
            if fell:
                held += 1
                print(f"{proof.name:78}{n:>9}  seed {seed}, {fell[0]}: {fell[1][:100]}", flush=True)
            else:
                # Either the attacker sleeps, or the protection does nothing yet.
                also = f"falls with it on too: {dict(before)}" if before else "nothing fell"
                print(f"{proof.name:78}{'none of ' + str(n):>9}  {also}", flush=True)
    proven, found = whole_numbers(example)
    print(f"of {proven} successes with fractions the search in whole numbers alone finds {found}", flush=True)
    print(f"{held} of {len(PROOFS)} protections: without it something falls that it holds")
    return 0 if held >= 7 and 0 < proven == found else 1
