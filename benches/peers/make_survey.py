#!/usr/bin/env python3
"""make_survey.py FOLDER --format csv|xlsx|parquet|sav --rows N

Makes an invented survey export, and the project file that goes with it, in a folder. The same arguments give the same
answers on every machine (the chance in it is counted out here, not asked of a library), and the same bytes with the
same packages. Nobody in it exists.
"""

import argparse
import csv
import datetime
import pathlib

import numpy as np

from survey import COLUMNS, DONT_KNOW, INDICATORS, OPTIONS, ROLES, SCHOOLS, STATEMENTS, columns_of

BLOCK = 100_000
OPEN = ["", "", "Fijn dat iemand tijd voor mij had; graag vaker.", 'Ik mis "echte" feedback.', "Goed zo."]
TEXTS = np.array(["", *OPTIONS, DONT_KNOW], dtype=object)
CODE_OF_DONT_KNOW = 6
HEADINGS = ["nummer", "ingevuld", "school", "rol", *COLUMNS, "opmerking"]
STUDENTS, MENTORS = 0.55, 0.8


def chance(stream, first, count):
    """Numbers from 0 to 1, the same for the same stream and position. Source: splitmix64 of Steele, Lea and Flood."""
    with np.errstate(over="ignore"):
        state = (np.arange(first, first + count, dtype=np.uint64) + np.uint64(stream << 40)) * np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state ^= state >> np.uint64(31)
    return (state >> np.uint64(11)).astype(np.float64) / 2**53


def spread(stream, first, count):
    """About the normal distribution, by four numbers at a time."""
    return (sum(chance(stream * 8 + part, first, count) for part in range(4)) - 2) * np.sqrt(3)


def respondents(first, count):
    """School, role and answers of some respondents; an answer is 0 for none, 1 to 5, or 6 for 'weet niet'."""
    school = (chance(1, first, count) * len(SCHOOLS)).astype(np.int64)
    luck = chance(2, first, count)
    role = np.select([luck < STUDENTS, luck < MENTORS, luck < 0.9, luck < 0.97], [0, 1, 2, 3], 4)
    person = spread(3, first, count) * 0.6
    answers = []
    for at in range(len(COLUMNS)):
        middle = 3.2 + 0.12 * (at // STATEMENTS % 7) - 0.1 * role + 0.1 * (school % 5 - 2)
        answer = np.clip(np.rint(middle + person + spread(10 + at, first, count) * 0.9), 1, 5).astype(np.int64)
        luck = chance(100 + at, first, count)
        answer[luck < 0.04] = 0
        answer[luck > 0.985] = CODE_OF_DONT_KNOW
        answers.append(answer)
    return school, role, answers


def blocks(rows):
    for first in range(0, rows, BLOCK):
        count = min(BLOCK, rows - first)
        yield first, count, *respondents(first, count)


def moment(number):
    day = datetime.datetime(2026, 3, 2, 8) + datetime.timedelta(minutes=37 * number % 60_000)
    return day.strftime("%d-%m-%Y %H:%M")


def lines(rows):
    for first, count, school, role, answers in blocks(rows):
        texts = [TEXTS[answer] for answer in answers]
        for at in range(count):
            number = first + at
            row = [number + 1, moment(number), SCHOOLS[school[at]], ROLES[role[at]]]
            row.extend(column[at] for column in texts)
            row.append(OPEN[number % len(OPEN)])
            yield row


def make_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(lines(rows))


def make_xlsx(path, rows):
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    book.set_properties({"created": datetime.datetime(2026, 4, 14)})
    sheet = book.add_worksheet("Antwoorden")
    sheet.write_row(0, 0, HEADINGS)
    for at, row in enumerate(lines(rows), start=1):
        sheet.write_row(at, 0, row)
    book.close()


def make_parquet(path, rows):
    import pyarrow
    import pyarrow.parquet

    writer = None
    for first, count, school, role, answers in blocks(rows):
        numbers = range(first, first + count)
        columns = {
            "nummer": np.arange(first, first + count) + 1,
            "ingevuld": [moment(number) for number in numbers],
            "school": np.array(SCHOOLS, dtype=object)[school],
            "rol": np.array(ROLES, dtype=object)[role],
        }
        texts = np.array([None, *TEXTS[1:]], dtype=object)
        columns.update(zip(COLUMNS, (texts[answer] for answer in answers)))
        columns["opmerking"] = [OPEN[number % len(OPEN)] or None for number in numbers]
        table = pyarrow.table(columns)
        writer = writer or pyarrow.parquet.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    writer.close()


def make_sav(path, rows):
    import pandas
    import pyreadstat

    parts = []
    for first, count, school, role, answers in blocks(rows):
        numbers = range(first, first + count)
        columns = {"nummer": np.arange(first, first + count, dtype=np.float64) + 1, "school": school + 1.0, "rol": role + 1.0}
        columns.update((name, np.where(answer == 0, np.nan, answer)) for name, answer in zip(COLUMNS, answers))
        columns["opmerking"] = [OPEN[number % len(OPEN)] for number in numbers]
        parts.append(pandas.DataFrame(columns))
    answer_labels = {**{code: text for code, text in enumerate(OPTIONS, start=1)}, CODE_OF_DONT_KNOW: DONT_KNOW}
    labels = {column: answer_labels for column in COLUMNS}
    labels["school"] = {code: text for code, text in enumerate(SCHOOLS, start=1)}
    labels["rol"] = {code: text for code, text in enumerate(ROLES, start=1)}
    pyreadstat.write_sav(pandas.concat(parts), path, variable_value_labels=labels, compress=False)
    # The day and time of making stand in the header, and the same arguments give the same bytes.
    with open(path, "r+b") as file:
        file.seek(92)
        file.write(b"14 Apr 2609:30:00")


def project(file):
    text = f"""# Made by make_survey.py: nobody in it exists.

[partnership]
name = "Opleidingsschool De Meetlat (verzonnen)"
purpose = "Meten hoe snel er gemeten wordt."

[[round]]
id = "2026-voorjaar"
date = 2026-04-14

[[source]]
round = "2026-voorjaar"
files = ["{file}"]
role-column = "rol"
groups = {{ school = "school" }}
"""
    for indicator in INDICATORS:
        text += f'\n[[indicator]]\nid = "{indicator.lower()}"\ntitle = "Indicator {indicator}"\nscale = "eens-5"\nitems = [\n'
        for column in columns_of(indicator):
            text += "  { columns = { " + ", ".join(f'{role} = "{column}"' for role in ROLES) + " } },\n"
        text += "]\n"
    return text


def main():
    words = argparse.ArgumentParser(description="Makes an invented survey export and its project file.")
    words.add_argument("folder", type=pathlib.Path)
    words.add_argument("--format", choices=["csv", "xlsx", "parquet", "sav"], default="csv")
    words.add_argument("--rows", type=int, default=1_000_000)
    given = words.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    file = f"survey.{given.format}"
    make = {"csv": make_csv, "xlsx": make_xlsx, "parquet": make_parquet, "sav": make_sav}[given.format]
    make(given.folder / file, given.rows)
    (given.folder / "datadialoog.toml").write_text(project(file), encoding="utf-8")


main()
