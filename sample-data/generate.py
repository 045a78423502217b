#!/usr/bin/env python3
"""Writes the exports of Opleidingsschool De Waterlijn, a partnership that does not exist.

    python3 sample-data/generate.py

Everything is invented: the partnership, the schools, the people, the answers. Python's standard library is all it
needs, and every run writes the same bytes. The tables below ARE the data: what share of whom gave which answer, how
many were asked in which school, what was left blank. Chance only decides which respondent gives which of those
answers, so each finding that the sample is to show is there by design; LEESMIJ.md says which one is where.
"""

import io
import math
import random
import shutil
import unicodedata
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

SEED = "De Waterlijn"
FOLDER = Path(__file__).resolve().parent

# --- Who was asked, and who answered --------------------------------------------------------------------------------
# Per round and role, per school: (asked, finished, begun but not finished). Only LimeSurvey exports the unfinished.
# De Klimop stays below five in every table of 2026, so De Drie Zeeën is withheld with it. Of the mentors one in five
# answered in 2026: the thin voice.

SCHOOLS = ["Noord", "Zuid", "De Brug", "Het Baken", "Oosterhoek", "Weidezicht", "De Drie Zeeën", "De Klimop"]

RESPONSE = {
    ("2025-voorjaar", "student"): [
        (30, 19, 2), (28, 17, 1), (21, 12, 1), (17, 10, 1), (14, 8, 0), (11, 6, 1), (9, 5, 0), (5, 2, 0)],
    ("2025-voorjaar", "werkplekbegeleider"): [
        (28, 13, 0), (25, 11, 0), (19, 9, 0), (15, 7, 0), (12, 6, 0), (10, 4, 0), (8, 3, 0), (5, 1, 0)],
    ("2025-voorjaar", "schoolopleider"): [
        (4, 3, 0), (3, 2, 0), (3, 2, 0), (2, 1, 0), (2, 1, 0), (2, 1, 0), (1, 1, 0), (1, 0, 0)],
    ("2026-voorjaar", "student"): [
        (32, 22, 2), (30, 19, 2), (22, 14, 1), (18, 11, 1), (14, 8, 1), (12, 8, 0), (10, 7, 0), (6, 3, 1)],
    ("2026-voorjaar", "werkplekbegeleider"): [
        (30, 7, 0), (26, 5, 0), (20, 4, 0), (16, 3, 0), (13, 3, 0), (11, 2, 0), (9, 2, 0), (6, 0, 0)],
    ("2026-voorjaar", "schoolopleider"): [
        (4, 4, 0), (4, 3, 0), (3, 2, 0), (2, 2, 0), (2, 2, 0), (2, 1, 0), (2, 1, 0), (1, 1, 0)],
}

# --- What they answered ---------------------------------------------------------------------------------------------
# Shares are per cent of the valid answers, lowest option first, AS ANSWERED: `turn` -1 marks a statement that is worded
# the other way round. `missing` is per cent of the respondents asked: (weet niet, n.v.t., left blank). A round without
# shares (None) leaves the column in the export, empty.
# indicator, role, column, scale, turn, shares 2025, shares 2026, missing

E, T, B, M = "eens-5", "tevreden-5", "lesbezoek", "cijfer-10"
S, W, O = "student", "werkplekbegeleider", "schoolopleider"

ANSWERS = [
    # 1 De lerende leraar. beroepsbeeld: clearly good enough.
    ("beroepsbeeld", S, "BER[SQ001]", E, 1, (3, 8, 20, 47, 22), (2, 7, 18, 50, 23), (1, 0, 1)),
    ("beroepsbeeld", S, "BER[SQ002]", E, 1, (3, 9, 23, 44, 21), (3, 8, 22, 45, 22), (2, 0, 0)),
    ("beroepsbeeld", S, "BER[SQ003]", E, 1, (3, 9, 21, 45, 22), (2, 8, 20, 46, 24), (3, 0, 1)),
    ("beroepsbeeld", W, "Ik kan uitleggen wat wij op onze school een goede leraar vinden", E, 1,
     (2, 7, 19, 51, 21), (0, 8, 19, 50, 23), (0, 0, 0)),
    ("beroepsbeeld", W, "Collega's die begeleiden, hebben hetzelfde beeld van een goede leraar", E, 1,
     (4, 9, 24, 46, 17), (4, 8, 23, 46, 19), (4, 0, 0)),
    ("beroepsbeeld", W, "Ik praat met mijn student over wat voor leraar hij of zij wil worden", E, 1,
     (2, 7, 17, 48, 26), (0, 8, 19, 46, 27), (0, 0, 0)),
    ("beroepsbeeld", O, "Ik kan uitleggen wat wij als partners een goede leraar vinden", E, 1,
     (0, 9, 18, 55, 18), (0, 6, 19, 50, 25), (0, 0, 0)),
    ("beroepsbeeld", O, "Op mijn school hebben we één beeld van een goede leraar", E, 1,
     (0, 18, 27, 37, 18), (0, 13, 25, 43, 19), (0, 0, 0)),
    ("beroepsbeeld", O, "Studenten en begeleiders praten over wat voor leraar de student wil worden", E, 1,
     (0, 9, 27, 46, 18), (0, 13, 19, 49, 19), (6, 0, 0)),
    # leervraag: the ambition is reached, and it rose.
    ("leervraag", S, "LEE[SQ001]", E, 1, (2, 8, 14, 50, 26), (1, 3, 6, 52, 38), (0, 0, 1)),
    ("leervraag", S, "LEE[SQ002]", E, -1, (25, 49, 15, 9, 2), (40, 49, 7, 3, 1), (1, 1, 0)),

    # 2 De leeromgeving. begeleiding: just good enough for students; on feedback the two roles differ.
    ("begeleiding", S, "BEG[SQ001]", E, 1, (5, 14, 22, 40, 19), (4, 12, 19, 42, 23), (0, 0, 1)),
    ("begeleiding", S, "BEG[SQ002]", E, 1, (8, 21, 27, 33, 11), (8, 20, 25, 35, 12), (1, 0, 0)),
    ("begeleiding", S, "BEG[SQ003]", E, 1, (4, 10, 22, 43, 21), (3, 9, 20, 44, 24), (2, 0, 1)),
    ("begeleiding", S, "BEG[SQ004]", E, -1, (17, 37, 24, 16, 6), (20, 38, 22, 15, 5), (0, 0, 1)),
    ("begeleiding", W, "Ik maak tijd vrij voor mijn student als dat nodig is", E, 1,
     (3, 11, 22, 44, 20), (4, 12, 19, 46, 19), (0, 0, 0)),
    ("begeleiding", W, "Ik geef feedback waar mijn student mee verder kan", E, 1,
     (0, 4, 14, 55, 27), (0, 4, 11, 50, 35), (0, 0, 0)),
    ("begeleiding", W, "Ik vertel waarom ik in de les doe wat ik doe", E, 1,
     (2, 7, 20, 48, 23), (0, 8, 19, 46, 27), (0, 0, 4)),
    # veilig-leren: undecided, just below; VEI[SQ002] divides the students behind a fair mean.
    ("veilig-leren", S, "VEI[SQ001]", E, 1, (4, 11, 22, 43, 20), (4, 11, 20, 44, 21), (0, 0, 0)),
    ("veilig-leren", S, "VEI[SQ002]", E, 1, (9, 16, 21, 36, 18), (19, 17, 6, 21, 37), (0, 0, 1)),
    ("veilig-leren", S, "VEI[SQ003]", E, -1, (15, 34, 22, 22, 7), (14, 34, 20, 24, 8), (3, 0, 0)),
    # lesbezoek: clearly not yet, and it fell; mentors count more visits than students do.
    ("lesbezoek", S, "LES1", B, 1, (8, 40, 36, 16), (14, 50, 26, 10), (0, 0, 1)),
    ("lesbezoek", S, "LES2", B, 1, (7, 37, 38, 18), (11, 48, 28, 13), (0, 1, 1)),
    ("lesbezoek", W, "Hoe vaak bezoekt u een les van uw student?", B, 1,
     (4, 26, 42, 28), (0, 23, 42, 35), (0, 4, 0)),
    ("lesbezoek", W, "Hoe vaak bespreekt u een les met uw student na?", B, 1,
     (4, 28, 41, 27), (4, 31, 42, 23), (0, 4, 0)),
    # theorie-praktijk: the basis is met, good enough hangs in the balance.
    ("theorie-praktijk", S, "THE[SQ001]", E, 1, (7, 17, 26, 37, 13), (6, 16, 26, 38, 14), (1, 0, 1)),
    ("theorie-praktijk", S, "THE[SQ002]", E, 1, (8, 18, 25, 36, 13), (7, 17, 25, 37, 14), (2, 2, 0)),
    ("theorie-praktijk", O, "Wat studenten op de opleiding leren, past bij wat wij op school doen", E, 1,
     (0, 18, 27, 46, 9), (0, 13, 31, 44, 12), (0, 0, 0)),
    ("theorie-praktijk", O, "Onderzoek van studenten gaat over een vraag die leeft op mijn school", E, 1,
     (9, 18, 27, 37, 9), (6, 13, 31, 38, 12), (0, 0, 0)),

    # 3 De organisatie. afspraken: few are dissatisfied, clearly good enough.
    ("afspraken", S, "AFS[SQ001]", T, 1, (3, 9, 26, 45, 17), (2, 7, 24, 48, 19), (1, 0, 0)),
    ("afspraken", S, "AFS[SQ002]", T, 1, (4, 9, 28, 43, 16), (2, 8, 27, 45, 18), (4, 0, 1)),
    ("afspraken", S, "AFS[SQ003]", T, 1, (3, 8, 24, 46, 19), (1, 6, 22, 50, 21), (0, 0, 1)),
    ("afspraken", W, "Hoe tevreden bent u over de duidelijkheid van wie wat doet?", T, 1,
     (2, 9, 26, 46, 17), (0, 8, 27, 46, 19), (0, 0, 0)),
    ("afspraken", W, "Hoe tevreden bent u over het contact met de opleiding?", T, 1,
     (4, 9, 28, 44, 15), (4, 8, 27, 46, 15), (4, 0, 0)),
    ("afspraken", W, "Hoe tevreden bent u over de informatie vóór de start?", T, 1,
     (2, 9, 26, 46, 17), (4, 4, 27, 46, 19), (0, 0, 0)),
    ("afspraken", O, "Tevreden over: de duidelijkheid van wie wat doet", T, 1,
     (0, 9, 27, 46, 18), (0, 6, 25, 50, 19), (0, 0, 0)),
    ("afspraken", O, "Tevreden over: het contact met de opleiding", T, 1,
     (0, 9, 18, 55, 18), (0, 6, 19, 50, 25), (0, 0, 0)),
    ("afspraken", O, "Tevreden over: de informatie vóór de start", T, 1,
     (0, 9, 27, 46, 18), (0, 6, 25, 50, 19), (0, 0, 0)),
    # tijd: data without a threshold.
    ("tijd", W, "Ik krijg genoeg uren om mijn student te begeleiden", E, 1,
     (12, 30, 24, 26, 8), (15, 31, 23, 23, 8), (0, 0, 0)),
    ("tijd", W, "Begeleiden doe ik vooral in mijn eigen tijd", E, -1,
     (9, 17, 22, 35, 17), (8, 15, 19, 38, 20), (4, 0, 0)),
    ("tijd", O, "Werkplekbegeleiders krijgen bij ons genoeg uren om te begeleiden", E, 1,
     (9, 27, 27, 28, 9), (6, 31, 25, 25, 13), (0, 0, 0)),
    ("tijd", O, "Begeleiden gebeurt bij ons vooral in eigen tijd", E, -1,
     (9, 18, 27, 37, 9), (6, 19, 25, 38, 12), (0, 0, 0)),
    # inductie: a norm without data; the page was switched off in 2026, the export kept its columns.
    ("inductie", O, "Elke starter heeft in het eerste jaar een vaste begeleider", E, 1,
     (0, 9, 18, 46, 27), None, (0, 0, 0)),
    ("inductie", O, "Ideeën van starters veranderen iets aan ons onderwijs", E, 1,
     (9, 18, 27, 37, 9), None, (0, 0, 0)),

    # 4 De kwaliteitscultuur. gehoord: GEH[SQ002] is the question to which many say 'weet niet'; the norm is due.
    ("gehoord", S, "GEH[SQ001]", E, 1, (6, 15, 29, 38, 12), (5, 13, 27, 41, 14), (1, 0, 1)),
    ("gehoord", S, "GEH[SQ002]", E, 1, (9, 20, 36, 27, 8), (7, 18, 36, 30, 9), (26, 9, 1)),
    ("gehoord", S, "GEH[SQ003]", E, 1, (6, 16, 28, 38, 12), (5, 14, 27, 40, 14), (2, 0, 0)),
    ("gehoord", W, "Mijn mening telt mee in hoe wij hier opleiden", E, 1,
     (4, 13, 28, 41, 14), (4, 12, 27, 42, 15), (0, 0, 0)),
    ("gehoord", W, "Er is iets gedaan met wat wij vorig jaar in de vragenlijst zeiden", E, 1,
     (7, 19, 35, 30, 9), (6, 17, 38, 33, 6), (31, 0, 0)),
    ("gehoord", W, "We praten op school samen over hoe het opleiden beter kan", E, 1,
     (4, 15, 28, 39, 14), (4, 15, 27, 39, 15), (0, 0, 0)),
    ("gehoord", O, "Mijn mening telt mee in hoe wij hier opleiden", E, 1,
     (0, 9, 27, 46, 18), (0, 13, 25, 43, 19), (0, 0, 0)),
    ("gehoord", O, "Er is iets gedaan met wat de vragenlijst vorig jaar liet zien", E, 1,
     (0, 18, 37, 36, 9), (0, 19, 31, 37, 13), (13, 0, 0)),
    ("gehoord", O, "We praten op school samen over hoe het opleiden beter kan", E, 1,
     (0, 9, 27, 46, 18), (0, 13, 25, 43, 19), (0, 0, 0)),
    # rapportcijfer: a mark from 1 to 10.
    ("rapportcijfer", S, "CIJ", M, 1,
     (0, 0, 1, 3, 6, 18, 36, 27, 8, 1), (0, 0, 1, 2, 4, 12, 32, 34, 12, 3), (0, 0, 1)),
    ("rapportcijfer", W, "Welk rapportcijfer geeft u het samen opleiden op uw school?", M, 1,
     (0, 0, 0, 2, 6, 17, 37, 30, 8, 0), (0, 0, 0, 0, 8, 12, 38, 34, 8, 0), (0, 0, 0)),
    ("rapportcijfer", O, "Rapportcijfer", M, 1,
     (0, 0, 0, 0, 9, 18, 37, 27, 9, 0), (0, 0, 0, 0, 6, 13, 37, 31, 13, 0), (0, 0, 0)),
]

# Asked only of students in their third or fourth year; LimeSurvey writes NULL for everyone else.
LATER_YEARS_ONLY = {"THE[SQ002]"}

# In which schools answers lie lower or higher than elsewhere, in standard deviations of the latent attitude.
SCHOOL_SHIFT = {
    ("2025-voorjaar", "veilig-leren"): {"Noord": -0.2, "Zuid": 0.2},
    ("2026-voorjaar", "veilig-leren"): {"Noord": -0.4, "Zuid": 0.3, "De Brug": 0.2},
    ("2026-voorjaar", "begeleiding"): {"Noord": -0.4, "Zuid": 0.3},
    ("2026-voorjaar", "lesbezoek"): {"Noord": -0.3},
}

# How answers of one person hang together: attitude in general, towards this indicator, and chance.
WEIGHT_PERSON, WEIGHT_INDICATOR, WEIGHT_CHANCE = 0.50, 0.55, 0.67

# --- How each tool words it -----------------------------------------------------------------------------------------

OPTIONS = {
    E: ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"],
    T: ["Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden"],
    B: ["Nooit", "Een enkele keer", "Maandelijks", "Wekelijks"],
    M: [str(mark) for mark in range(1, 11)],
}
# Weet niet, n.v.t., left blank. The mentors' own wording is on no list: the project file says what it means.
MISSING_TEXT = {
    S: ("Weet niet", "N.v.t.", ""),
    W: ("Daar heb ik geen beeld van", "Niet van toepassing", ""),
    O: ("weet niet", "n.v.t.", ""),
}

YEARS = ["Jaar 1", "Jaar 2", "Jaar 3", "Jaar 4"]
# The questionnaire pages of LimeSurvey, by the first letters of their columns: `lastpage` tells how far somebody came.
PAGES = [("Q03", "Q04"), ("BER", "LEE"), ("BEG", "VEI", "LES"), ("THE", "AFS"), ("GEH", "CIJ", "OPEN")]
ROUND_START = {"2025-voorjaar": datetime(2025, 4, 15), "2026-voorjaar": datetime(2026, 4, 14)}

# Invented answers with invented names: what must never reach a report.
OPEN_GOOD = [
    "Fijn team, iedereen groet je in de gang.",
    "Mijn begeleider mevrouw Van Zandwijk denkt altijd mee.",
    "Ik mocht zelf een lessenserie maken over water.",
    "De nabespreking met meester Okkersen; daar leer ik het meest van.",
    "Niets bijzonders; het liep goed.",
    'Er is echt "tijd" voor vragen.\nOok als het druk is.',
    "De intervisie met de groep van schoolopleider Ilse Brandwacht.",
    "Dat ik mee mag naar de teamvergadering.",
]
OPEN_BETTER = [
    "Vaker een lesbezoek, nu is het er één keer van gekomen.",
    "Ik zou graag van meneer Tadelaar horen wat er goed ging, niet alleen wat fout ging.",
    "Laat van tevoren weten wie er komt kijken.",
    "Meer tijd; mijn begeleider heeft zelf een volle week.",
    "De opdrachten van de opleiding passen niet bij wat de klas nodig heeft.",
    "Bel me gerust: Jorrit Zwanenvanger, 06-00000000.",
    "-",
    "Wat gebeurt er met deze vragenlijst; vorig jaar hoorden we niets.",
]
FIRST_NAMES = [
    "Zoë", "André", "Noël", "Renée", "Joost", "Fatima", "Marieke", "Sjoerd", "Daniëlle", "Bilal", "Loes", "Ruben",
    "Aïsha", "Thijs", "Carmen", "Wouter", "Yara", "Gijs", "Nadia", "Hidde"]
LAST_NAMES = [
    "Zandwijker", "Okkerman", "Tadelhof", "Brandwachter", "Zwanenvoort", "Kievitsdal", "Molenwijk", "Rietgors",
    "Waterhoen", "Polderman", "Dijkvogel", "Sluisveld", "Veenbrink", "Haringwerf", "Stormduin"]

# --- Drawing --------------------------------------------------------------------------------------------------------


def stream(*names):
    """A source of chance of its own for each purpose, so that a change in one table moves nothing else."""
    return random.Random("/".join((SEED, *names)))


def bell(chance):
    """A draw that is near enough to normal, made of exact additions so that every machine agrees."""
    return math.fsum(chance.random() for _ in range(12)) - 6.0


def ranked(chance, things):
    """The things in an order of chance."""
    draws = [(chance.random(), place) for place in range(len(things))]
    return [things[place] for _, place in sorted(draws)]


def quota(shares, total):
    """Whole numbers in proportion to `shares` that add up to `total`; the largest remainders are rounded up."""
    exact = [share * total / sum(shares) for share in shares]
    counts = [int(part) for part in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: (counts[i] - exact[i], i))
    for i in by_remainder[: total - sum(counts)]:
        counts[i] += 1
    return counts


def respondents(round_id, role):
    """Those who began, in the order in which they began."""
    chance = stream("respondents", round_id, role)
    people = []
    for school, (_, finished, unfinished) in zip(SCHOOLS, RESPONSE[round_id, role], strict=True):
        for nth in range(finished + unfinished):
            people.append({"school": school, "finished": nth < finished, "person": bell(chance)})
    people = ranked(chance, people)
    # Between eight in the morning and ten at night, over four weeks.
    moments = sorted((int(chance.random() * 28), 8 * 3600 + int(chance.random() * 14 * 3600)) for _ in people)
    for number, (person, (day, second)) in enumerate(zip(people, moments, strict=True), start=1):
        begun = ROUND_START[round_id] + timedelta(days=day, seconds=second)
        person.update(number=number, begun=begun, seconds=240 + int(chance.random() * 600), answers={})
        person["year"] = YEARS[int(chance.random() * 4)]
    return people


def answer(round_id, role, people):
    """Fills in every closed question of a role: the category, or -1 (weet niet), -2 (n.v.t.) or -3 (left blank)."""
    attitudes = {}
    for indicator, asked_role, column, _, turn, before, latest, missing in ANSWERS:
        if asked_role != role:
            continue
        shares = before if round_id == "2025-voorjaar" else latest
        if shares is None:
            continue
        if indicator not in attitudes:
            chance = stream("attitude", round_id, role, indicator)
            attitudes[indicator] = [bell(chance) for _ in people]
        # Who did not finish came no further than the first two pages.
        early = column.startswith(PAGES[1])
        asked = [i for i, person in enumerate(people) if person["finished"] or early]
        if column in LATER_YEARS_ONLY:
            asked = [i for i in asked if people[i]["year"] in YEARS[2:]]
        chance = stream("item", round_id, role, column)
        finished = [i for i in ranked(chance, asked) if people[i]["finished"]]
        silent = {}
        for kind, percent in zip((-1, -2, -3), missing, strict=True):
            for i in finished[len(silent) :][: round(percent * len(finished) / 100)]:
                silent[i] = kind
        # The unfinished answer too, apart from the quota: they are left out of the figures.
        for i in asked:
            if not people[i]["finished"]:
                people[i]["answers"][column] = 2 + int(chance.random() * 3)
        shift = SCHOOL_SHIFT.get((round_id, indicator), {})
        leaning = {
            i: WEIGHT_PERSON * people[i]["person"]
            + WEIGHT_INDICATOR * attitudes[indicator][i]
            + WEIGHT_CHANCE * bell(chance)
            + shift.get(people[i]["school"], 0.0)
            for i in asked
        }
        valid = sorted((i for i in finished if i not in silent), key=lambda i: turn * leaning[i])
        counts = quota(shares, len(valid))
        categories = [category for category, count in enumerate(counts, start=1) for _ in range(count)]
        for i, category in zip(valid, categories, strict=True):
            people[i]["answers"][column] = category
        for i, kind in silent.items():
            people[i]["answers"][column] = kind


def wording(role, scale, value):
    """The text of an answer as the tool of that role exports it."""
    if value < 0:
        return MISSING_TEXT[role][-value - 1]
    return OPTIONS[scale][value - 1]


def remark(chance, answers, share):
    """An answer to an open question, or nothing."""
    return answers[int(chance.random() * len(answers))] if chance.random() < share else ""


# --- Writing --------------------------------------------------------------------------------------------------------


def limesurvey(round_id, people, first_id):
    """LimeSurvey's CSV: UTF-8 with a mark, `;`, CRLF, everything quoted, NULL as an empty field without quotes."""
    columns = [(row[2], row[3]) for row in ANSWERS if row[1] == S]
    heading = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "Q03", "Q04"]
    heading += [column for column, _ in columns] + ["OPEN1", "OPEN2"]
    rows = [heading]
    for person in people:
        chance = stream("limesurvey", round_id, str(person["number"]))
        done = person["begun"] + timedelta(seconds=person["seconds"])
        last_page = len(PAGES) if person["finished"] else 2
        reached = tuple(prefix for page in PAGES[:last_page] for prefix in page)
        token = "".join("abcdefghkmnpqrstuvwxyz23456789"[int(chance.random() * 30)] for _ in range(15))
        row = [
            str(first_id + person["number"]), f"{done}" if person["finished"] else None, str(last_page), "nl",
            str(int(chance.random() * 2**31)), token, f"{person['begun']}", f"{done}", person["school"], person["year"]]
        for column, scale in columns:
            value = person["answers"].get(column) if column.startswith(reached) else None
            row.append(None if value is None else wording(S, scale, value))
        for answers in (OPEN_GOOD, OPEN_BETTER):
            row.append(remark(chance, answers, 0.45) if person["finished"] else None)
        rows.append(row)
    lines = [";".join("" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return b"\xef\xbb\xbf" + "".join(line + "\r\n" for line in lines).encode() + b"\r\n"


def plain_table(round_id, people):
    """What Dutch Excel saves as CSV: Windows-1252, `;`, CRLF, decimal commas, quotes only where they are needed."""
    columns = [(row[2], row[3]) for row in ANSWERS if row[1] == O]
    heading = ["Nr", "Ingevuld op", "School", "Uren begeleiding per week"]
    rows = [[*heading, *(column for column, _ in columns), "Toelichting"]]
    for person in people:
        chance = stream("table", round_id, str(person["number"]))
        hours = f"{(3 + int(chance.random() * 14)) / 2:.1f}".replace(".", ",")
        row = [str(person["number"]), person["begun"].strftime("%d-%m-%Y"), person["school"], hours]
        for column, scale in columns:
            value = person["answers"].get(column)
            text = "" if value is None else wording(O, scale, value).lower()
            row.append(f"{text},0" if scale == M and text else text)
        row.append(remark(chance, OPEN_GOOD if person["number"] % 2 else OPEN_BETTER, 0.5))
        rows.append(row)

    def field(cell):
        return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ';"\n') else cell

    return "".join(";".join(map(field, row)) + "\r\n" for row in rows).encode("cp1252")


def forms_workbook(round_id, people):
    """The Dutch workbook of Microsoft Forms: names and addresses in front, question texts as headings, serial dates."""
    columns = [(row[2], row[3]) for row in ANSWERS if row[1] == W]
    heading = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"]
    if round_id == "2026-voorjaar":
        heading.append("Tijd van laatste wijziging")
    heading.append("Op welke school werkt u?\u00a0")
    # Forms leaves a no-break space behind a heading where somebody pasted the text.
    heading += [column + ("\u00a0" if nth % 4 == 1 else "") for nth, (column, _) in enumerate(columns)]
    heading += ["Wat gaat er goed in het samen opleiden op uw school?", "Wat kan volgend jaar beter?\u00a0"]

    chance = stream("names", round_id)
    names = ranked(chance, [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES])
    rows = [heading]
    for person, name in zip(people, names, strict=False):
        chance = stream("forms", round_id, str(person["number"]))
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        done = person["begun"] + timedelta(seconds=person["seconds"])
        row = [person["number"], person["begun"], done, plain.replace(" ", ".") + "@example.org", name]
        row += [""] * (len(heading) - len(columns) - 2 - len(row) - 1) + [person["school"]]
        for column, scale in columns:
            value = person["answers"].get(column)
            number = scale == M and value is not None and value > 0
            row.append(value if number else "" if value is None else wording(W, scale, value))
        rows.append([*row, remark(chance, OPEN_GOOD, 0.4), remark(chance, OPEN_BETTER, 0.4)])
    return workbook(rows)


def workbook(rows):
    """The smallest workbook there is: stored, not packed, and with one fixed time, so that its bytes never change."""
    strings, uses = {}, 0
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for nth, value in enumerate(row):
            place = f"{column_letters(nth)}{number}"
            if isinstance(value, datetime):
                serial = (value - datetime(1899, 12, 30)).total_seconds() / 86400
                cells.append(f'<c r="{place}" s="1"><v>{serial:.9f}</v></c>')
            elif isinstance(value, int):
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
            elif value:
                uses += 1
                cells.append(f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    extent = f"A1:{column_letters(len(rows[0]) - 1)}{len(rows)}"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="{extent}"/>'
        f'<sheetData>{"".join(lines)}</sheetData></worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="m/d/yy\\ h:mm:ss"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}" count="{uses}" uniqueCount="{len(strings)}">'
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        + "</sst>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
    return buffer.getvalue()


def column_letters(nth):
    """A, B … Z, AA …: the letters of a column, counted from 0."""
    letters = ""
    nth += 1
    while nth:
        nth, rest = divmod(nth - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def population():
    """How many were asked, per round, role and school."""
    lines = ["ronde;rol;school;aantal"]
    for (round_id, role), cells in RESPONSE.items():
        for school, (asked, finished, unfinished) in zip(SCHOOLS, cells, strict=True):
            assert asked >= finished + unfinished, (round_id, role, school)
            lines.append(f"{round_id};{role};{school};{asked}")
    return "".join(line + "\r\n" for line in lines).encode()


def main():
    files = {"populatie.csv": population()}
    for round_id in ROUND_START:
        year = round_id[:4]
        people = {role: respondents(round_id, role) for role in (S, W, O)}
        for role, group in people.items():
            answer(round_id, role, group)
        if year == "2025":
            files["exports/studenten-2025.csv"] = limesurvey(round_id, people[S], 0)
        else:
            # Two institutes ran the same questionnaire: two files that add up.
            chance = stream("institute", round_id)
            institute = [chance.random() < 0.7 for _ in people[S]]
            for name, of_hogeschool, first_id in (("hogeschool", True, 100), ("universiteit", False, 400)):
                group = [person for person, here in zip(people[S], institute, strict=True) if here == of_hogeschool]
                files[f"exports/studenten-2026-{name}.csv"] = limesurvey(round_id, group, first_id)
        files[f"exports/werkplekbegeleiders-{year}.xlsx"] = forms_workbook(round_id, people[W])
        files[f"exports/schoolopleiders-{year}.csv"] = plain_table(round_id, people[O])
    for name, content in files.items():
        path = FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    # Reports of other answers, and the register of them, would hold back figures of these.
    (FOLDER / "datadialoog.register.json").unlink(missing_ok=True)
    for report in ("verslag", "report"):
        shutil.rmtree(FOLDER / report, ignore_errors=True)


if __name__ == "__main__":
    main()
