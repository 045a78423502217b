#!/usr/bin/env python3
"""agree.py OURS PEER...: our results (`check --format json`) and the peers' figures are the same, or it says where not.

Peers must be the same to 1e-9 in everything. Of ours, whatever is published unrounded must be the same to 1e-9: n of the
scores, the favourable share, and per statement n, mean, standard deviation, favourable share and counts. The mean of
scores over several statements is published to one decimal, and their standard deviation not at all: exact, the two
would tell what a single person who skipped a statement said. The mean is held against that decimal. Figures that are
not shown because too few people are in a slice are counted and passed over.
"""

import json
import math
import sys

CLOSE = 1e-9
HALF_A_DECIMAL = 0.05 + CLOSE


class Account:
    def __init__(self):
        self.exact = self.printed = self.withheld = self.wrong = 0

    def same(self, where, ours, theirs, within=CLOSE):
        if within == CLOSE:
            self.exact += 1
        else:
            self.printed += 1
        if ours is None or theirs is None or not abs(ours - theirs) <= within:
            self.wrong += 1
            if self.wrong <= 20:
                print(f"not the same: {where}: {ours} and {theirs}", file=sys.stderr)


def moments(counts):
    """n, mean, standard deviation with n - 1 and favourable share of one statement, from its counts."""
    n = sum(counts)
    mean = sum(option * count for option, count in enumerate(counts, start=1)) / n
    squares = sum(count * (option - mean) ** 2 for option, count in enumerate(counts, start=1))
    return n, mean, math.sqrt(squares / (n - 1)), (counts[3] + counts[4]) / n


def between_peers(account, first, other, name):
    if first.keys() != other.keys():
        account.wrong += 1
        print(f"not the same: {name}: other slices", file=sys.stderr)
    for of_slice in first.keys() & other.keys():
        for indicator, figure in first[of_slice].items():
            theirs = other[of_slice][indicator]
            where = f"{name}, {of_slice}, {indicator}"
            for key in ("n", "mean", "sd", "favourable"):
                account.same(f"{where}, {key}", figure[key], theirs[key])
            for at, (one, two) in enumerate(zip(figure["counts"], theirs["counts"], strict=True), start=1):
                for a, b in zip(one, two, strict=True):
                    account.same(f"{where}, statement {at}", a, b)


def with_ours(account, ours, peer):
    seen = set()
    for indicator in ours["rounds"][-1]["indicators"]:
        several = len(indicator["items"]) > 1
        for found in indicator["slices"]:
            name, key = found["slice"], indicator["id"].upper()
            seen.add((name, key))
            theirs, where = peer[name][key], f"ours, {name}, {key}"
            mean, share = found["figures"]["mean"], found["figures"]["favourable-share"]
            if mean["state"] != "value":
                account.withheld += 1
                continue
            account.same(f"{where}, n", mean["n"], theirs["n"])
            account.same(f"{where}, mean", mean["value"], theirs["mean"], HALF_A_DECIMAL if several else CLOSE)
            of_few = any(item["counts"] is None for item in found["items"])
            if of_few:
                account.withheld += 1
                continue
            account.same(f"{where}, favourable", share["value"], theirs["favourable"])
            for at, (item, counts) in enumerate(zip(found["items"], theirs["counts"], strict=True), start=1):
                for a, b in zip(item["counts"], counts, strict=True):
                    account.same(f"{where}, statement {at}, count", a, b)
                n, mean, sd, favourable = moments(counts)
                account.same(f"{where}, statement {at}, n", item["mean"]["n"], n)
                account.same(f"{where}, statement {at}, mean", item["mean"]["value"], mean)
                account.same(f"{where}, statement {at}, sd", item["mean"]["sd"], sd)
                account.same(f"{where}, statement {at}, favourable", item["favourable_share"]["value"], favourable)
    missing = {(name, key) for name, figures in peer.items() for key in figures} - seen
    if missing:
        account.wrong += len(missing)
        print(f"not among ours: {sorted(missing)[:5]}", file=sys.stderr)


def main():
    (ours, _), (first, name), *others = [(json.load(open(path, encoding="utf-8")), path) for path in sys.argv[1:]]
    account = Account()
    with_ours(account, ours, first)
    for other, name in others:
        between_peers(account, first, other, name)
    words = f"{account.exact} figures the same to 1e-9, {account.printed} to the decimal that is published"
    print(f"{words}, {account.withheld} not shown, {account.wrong} not the same")
    sys.exit(1 if account.wrong else 0)


main()
