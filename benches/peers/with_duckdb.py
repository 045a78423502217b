#!/usr/bin/env python3
"""with_duckdb.py FILE: the figures of a CSV or Parquet file with DuckDB, as JSON.

The answers become members of an enumeration once, in a CSV while it is parsed, and one query over them gives the figures
of every role in every school.
"""

import sys

import duckdb

from survey import COLUMNS, DONT_KNOW, INDICATORS, OPTIONS, STATEMENTS, columns_of, roll_up

path = sys.argv[1]
texts = ", ".join(f"'{text}'" for text in [*OPTIONS, DONT_KNOW])
if path.endswith(".parquet"):
    source = f"read_parquet('{path}')"
    answers = ", ".join(f"try_cast({name} as option) as {name}" for name in COLUMNS)
else:
    kinds = ", ".join(f"'{name}': 'option'" for name in COLUMNS)
    source = f"read_csv('{path}', delim = ';', header = true, types = {{{kinds}}})"
    answers = ", ".join(COLUMNS)


def number(name):
    return f"nullif((enum_code({name}) + 1)::tinyint, {len(OPTIONS) + 1}) as {name}"


def score(indicator):
    names = columns_of(indicator)
    given = "+".join(f"({name} is not null)::tinyint" for name in names)
    total = "+".join(f"coalesce({name}, 0)" for name in names)
    return f"case when ({given}) * 2 >= {STATEMENTS} then ({total})::double / ({given}) end as {indicator}"


wanted = []
for indicator in INDICATORS:
    wanted += [f"count({indicator})", f"avg({indicator})", f"var_pop({indicator})"]
    # countif is thirty times as fast here as count with a filter.
    wanted += [f"countif({name} = {option})" for name in columns_of(indicator) for option in range(1, 6)]

database = duckdb.connect()
database.execute(f"create type option as enum ({texts})")
database.execute(f"create temp table texts as select rol, school, {answers} from {source}")
database.execute(f"create temp table answers as select rol, school, {', '.join(map(number, COLUMNS))} from texts")
rows = database.execute(
    f"with scored as (select *, {', '.join(map(score, INDICATORS))} from answers) "
    f"select rol, school, {', '.join(wanted)} from scored group by rol, school"
).fetchall()


def of_cell(values):
    values = iter(values)
    for indicator in INDICATORS:
        n, mean, variance = next(values), next(values), next(values)
        counts = [[next(values) or 0 for _ in OPTIONS] for _ in range(STATEMENTS)]
        yield indicator, (n, mean, (variance or 0) * n, counts)


roll_up((role, school, dict(of_cell(values))) for role, school, *values in rows)
