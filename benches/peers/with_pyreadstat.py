#!/usr/bin/env python3
"""with_pyreadstat.py FILE: the figures of an SPSS file with pyreadstat and numpy, as JSON."""

import sys

import numpy as np
import pyreadstat

from survey import COLUMNS, OPTIONS, ROLES, SCHOOLS, of_arrays

columns, about = pyreadstat.read_sav(sys.argv[1], usecols=["rol", "school", *COLUMNS], output_format="dict")


def positions(name, words, first):
    """Per row the position of its value's label among some words, counted from `first`; 0 for another or none."""
    places = {word: at for at, word in enumerate(words, start=first)}
    labels = about.variable_value_labels[name]
    of_value = np.zeros(int(max(labels)) + 1, dtype=np.int8)
    for value, label in labels.items():
        of_value[int(value)] = places.get(label, 0)
    values = np.nan_to_num(np.asarray(columns[name], dtype=np.float64), nan=0).astype(np.int64)
    return of_value[values]


answers = {name: positions(name, OPTIONS, 1) for name in COLUMNS}
of_arrays(answers, positions("rol", ROLES, 0), positions("school", SCHOOLS, 0))
