#!/usr/bin/env python3
"""with_pandas.py FILE: the figures of a CSV, XLSX or Parquet file with pandas, as JSON.

Answers are read as categories, so that each text is kept once and a column is an array of small numbers; from there it
is numpy. CSV is read by Arrow's parser, which uses every core, and XLSX by calamine, which is faster than openpyxl.
"""

import sys

import numpy as np
import pandas as pd

from survey import COLUMNS, OPTIONS, ROLES, SCHOOLS, of_arrays

path = sys.argv[1]
wanted = ["rol", "school", *COLUMNS]
if path.endswith(".csv"):
    import pyarrow as pa
    from pyarrow import csv

    as_category = {name: pa.dictionary(pa.int32(), pa.string()) for name in wanted}
    table = csv.read_csv(
        path,
        parse_options=csv.ParseOptions(delimiter=";"),
        convert_options=csv.ConvertOptions(include_columns=wanted, column_types=as_category),
    )
    frame = table.to_pandas()
elif path.endswith(".parquet"):
    import pyarrow.parquet as pq

    frame = pq.read_table(path, columns=wanted, read_dictionary=wanted).to_pandas()
else:
    frame = pd.read_excel(path, engine="calamine", usecols=wanted, dtype="category")


def positions(column, words, first):
    """Per row the position of its text among some words, counted from `first`; 0 for another text or none."""
    places = {word: at for at, word in enumerate(words, start=first)}
    of_category = np.array([places.get(text, 0) for text in column.cat.categories] + [0], dtype=np.int8)
    return of_category[column.cat.codes.to_numpy()]


answers = {name: positions(frame[name], OPTIONS, 1) for name in COLUMNS}
of_arrays(answers, positions(frame["rol"], ROLES, 0), positions(frame["school"], SCHOOLS, 0))
