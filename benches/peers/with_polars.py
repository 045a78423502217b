#!/usr/bin/env python3
"""with_polars.py FILE: the figures of a CSV, XLSX or Parquet file with polars, as JSON.

One lazy query, run by the streaming engine: the file is read once, and only the columns that are asked for. Answers are
numbers from 1 as early as can be: in a CSV while it is parsed.
"""

import sys

import polars as pl

from survey import COLUMNS, DONT_KNOW, INDICATORS, OPTIONS, STATEMENTS, columns_of, roll_up

path = sys.argv[1]
if path.endswith(".csv"):
    options = pl.Enum([*OPTIONS, DONT_KNOW])
    texts = dict.fromkeys(["nummer", "ingevuld", "rol", "school", "opmerking"], pl.String)
    table = pl.scan_csv(path, separator=";", schema_overrides={**texts, **dict.fromkeys(COLUMNS, options)})
    codes = [pl.col(name).to_physical().cast(pl.Int8) for name in COLUMNS]
    numbers = [pl.when(code < len(OPTIONS)).then(code + 1) for code in codes]
else:
    wanted = ["rol", "school", *COLUMNS]
    table = pl.scan_parquet(path) if path.endswith(".parquet") else pl.read_excel(path, columns=wanted).lazy()
    number = {text: at for at, text in enumerate(OPTIONS, start=1)}
    numbers = [pl.col(name).replace_strict(number, default=None, return_dtype=pl.Int8) for name in COLUMNS]

scores, wanted = [], []
for indicator in INDICATORS:
    names = columns_of(indicator)
    given = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.Int8) for name in names)
    scores.append(pl.when(given * 2 >= STATEMENTS).then(pl.mean_horizontal(names)).alias(indicator))
    score = pl.col(indicator)
    wanted += [
        score.count().alias(f"{indicator} n"),
        score.mean().alias(f"{indicator} mean"),
        score.var(ddof=0).alias(f"{indicator} variance"),
    ]
    wanted += [(pl.col(name) == option).sum().alias(f"{name} {option}") for name in names for option in range(1, 6)]

table = table.select("rol", "school", *numbers).with_columns(scores)
cells = table.group_by("rol", "school").agg(wanted).collect(engine="streaming")


def of_cell(row):
    for indicator in INDICATORS:
        n = row[f"{indicator} n"]
        counts = [[row[f"{name} {option}"] for option in range(1, 6)] for name in columns_of(indicator)]
        yield indicator, (n, row[f"{indicator} mean"], (row[f"{indicator} variance"] or 0) * n, counts)


roll_up((row["rol"], row["school"], dict(of_cell(row))) for row in cells.iter_rows(named=True))
