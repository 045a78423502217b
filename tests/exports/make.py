"""Makes one export per survey tool, as that tool writes it: `python make.py` in this folder.

Everybody in it is invented, the answers are drawn with a fixed seed, and the same files come out every time.
`questback/antwoorden.xlsx` asks for xlsxwriter; `spss/studenten.sav` for pandas and
pyreadstat; without them those files are left as they are.
"""

import csv
import io
import random
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
FIRST = "Anouk Bram Chaima Daan Esra Femke Gijs Hanna Imane Joost Karin Lotte Milan Noor Olaf Puck Quinten Roos Sem Tess Umar Vera Wout Xandra Youssef Zoë Aniek Boris Casper Dewi".split()
LAST = "Verzonnen Bedacht Fictief Denkbeeld Nergens".split()
SCHOOLS = ["De Ontdekking", "Het Kompas", "’t Venster"]
ROLES = ["student", "werkplekbegeleider"]
BLOCK = "Begeleiding op de werkplek"
STATEMENTS = [
    "Ik krijg genoeg tijd voor de begeleiding",
    "De afspraken over de begeleiding zijn duidelijk",
    "We bespreken lessen aan de hand van een vraag",
    "School en opleiding werken goed samen",
    "Ik kan ergens terecht als het niet loopt",
    "Ik leer van wat collega’s laten zien",
]
SCALE = ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"]
UNKNOWN = "Weet niet"
HELP = ["Lesbezoek", "Intervisie", "Gesprek met de schoolopleider", "Meelopen met een collega"]
OPEN = [
    "Meer tijd op vrijdag zou helpen{}.",
    "Niets, het gaat goed zo{}.",
    "De reis is lang;\nde dagen ook{}.",
    'De "startweek" was fijn{}, dat mag blijven.',
    "Graag eerder een rooster{}, en minder papier.",
    "Een vast moment om lessen na te bespreken{}.",
]
WHEN = ["", " in het begin", " voor de meivakantie", " na de toetsweek", " in de bovenbouw", " aan het eind van de dag"]


def respondents(seed, count=30):
    """Per respondent everything a tool could ask for or note by itself."""
    draw = random.Random(seed)
    people = []
    for number in range(count):
        first, last = FIRST[number % len(FIRST)], draw.choice(LAST)
        begun = datetime(2026, 4, 7, 8, 30) + timedelta(minutes=draw.randrange(11 * 24 * 60))
        took = draw.randrange(140, 900)
        mood = draw.choice([2, 3, 3, 4])
        answers = []
        for _ in STATEMENTS:
            code = min(5, max(1, mood + draw.choice([-1, 0, 0, 1])))
            answers.append(None if draw.random() < 0.06 else 0 if draw.random() < 0.08 else code)
        chosen = sorted(draw.sample(range(len(HELP)), draw.choice([1, 1, 2, 2, 3])))
        people.append(
            {
                "number": number + 1,
                "first": first,
                "last": last,
                "mail": f"{first}.{last}@school.example".lower().replace("ë", "e"),
                "ip": f"192.0.2.{number + 1}",
                "token": "".join(draw.choice("abcdefghkmnpqrstuvwxyz23456789") for _ in range(15)),
                "role": ROLES[0] if draw.random() < 0.6 else ROLES[1],
                "school": draw.choice(SCHOOLS),
                "answers": answers,
                "chosen": [HELP[choice] for choice in chosen],
                "open": draw.choice(OPEN).format(draw.choice(WHEN)) if draw.random() < 0.7 else "",
                "begun": begun,
                "ended": begun + timedelta(seconds=took),
                "took": took,
            }
        )
    return people


def said(code, unknown=UNKNOWN):
    return "" if code is None else unknown if code == 0 else SCALE[code - 1]


def write(name, rows, delimiter=",", bom=True, end="\r\n", quoting=csv.QUOTE_MINIMAL):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(("\ufeff" if bom else "").encode() + text.getvalue().encode())


def day(moment):
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def dutch(moment):
    return f"{moment.day}-{moment.month}-{moment.year} {moment.hour}:{moment:%M:%S}"


def limesurvey():
    """Every value quoted, and nothing at all for a question that was not reached."""
    names = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr"]
    codes = [f"BEG[SQ00{at}]" for at in range(1, 7)]
    rows = [names + ["ROL", "SCHOOL"] + codes + ["HULP[1]", "HULP[2]", "OPEN", "interviewtime"]]
    for person in respondents(1):
        done = person["number"] % 11 != 0
        own = [person["number"] + 16, day(person["ended"]) if done else None, 3 if done else 1, "nl"]
        own += [1200000 + person["number"] * 37, person["token"], day(person["begun"]), day(person["ended"]), person["ip"]]
        helped = [["Nee", "Ja"][option in person["chosen"]] for option in HELP[:2]]
        answers = [said(code) for code in person["answers"]] + helped + [person["open"].replace("\n", " ")]
        reached = answers if done else [None] * len(answers)
        rows.append(own + [person["role"], person["school"]] + reached + [f"{person['took']}.5"])
    lines = [";".join("" if cell is None else '"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows]
    path = HERE / "limesurvey" / "antwoorden.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n\r\n").encode())


def microsoft_forms():
    """As Excel saves the workbook of Forms as a text: semicolons, and one behind every choice."""
    rows = [["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging", "Wat is je rol?"]]
    rows[0] += ["Op welke school ben je?\u00a0"] + STATEMENTS + ["Welke hulp kreeg je?", "Wat kan er beter?"]
    for person in respondents(2):
        row = [person["number"], dutch(person["begun"]), dutch(person["ended"]), person["mail"]]
        row += [f"{person['first']} {person['last']}", "", person["role"], person["school"]]
        row += [said(code) for code in person["answers"]]
        rows.append(row + ["".join(choice + ";" for choice in person["chosen"]), person["open"]])
    write("microsoft-forms/antwoorden.csv", rows, delimiter=";")


QUALTRICS = [
    ("StartDate", "Begindatum", "startDate"),
    ("EndDate", "Einddatum", "endDate"),
    ("Status", "Responstype", "status"),
    ("IPAddress", "IP-adres", "ipAddress"),
    ("Progress", "Voortgang", "progress"),
    ("Duration (in seconds)", "Duur (in seconden)", "duration"),
    ("Finished", "Voltooid", "finished"),
    ("RecordedDate", "Opgenomen datum", "recordedDate"),
    ("ResponseId", "Respons-ID", "_recordId"),
    ("RecipientLastName", "Achternaam ontvanger", "recipientLastName"),
    ("RecipientFirstName", "Voornaam ontvanger", "recipientFirstName"),
    ("RecipientEmail", "E-mail ontvanger", "recipientEmail"),
    ("ExternalReference", "Externe gegevensreferentie", "externalDataReference"),
    ("LocationLatitude", "Locatie breedtegraad", "locationLatitude"),
    ("LocationLongitude", "Locatie lengtegraad", "locationLongitude"),
    ("DistributionChannel", "Distributiekanaal", "distributionChannel"),
    ("UserLanguage", "Gebruikerstaal", "userLanguage"),
]


def qualtrics(coded):
    """Three heading rows; two previews and some that were not finished. With codes, -99 is seen and not answered."""
    questions = [("Q1", "Wat is uw rol?", "QID1"), ("Q2", "Op welke school werkt u?", "QID2")]
    questions += [(f"Q3_{at}", f"{BLOCK} - {text}", f"QID3_{at}") for at, text in enumerate(STATEMENTS, 1)]
    questions += [("Q4", "Welke hulp kreeg u? - Selected Choice", "QID4"), ("Q5", "Wat kan er beter?", "QID5_TEXT")]
    columns = QUALTRICS + questions
    zone = ',"timeZone":"Europe/Amsterdam"'
    rows = [[name for name, _, _ in columns], [text for _, text, _ in columns]]
    rows.append(['{"ImportId":"' + key + '"' + (zone if "Date" in key else "") + "}" for _, _, key in columns])
    for person in respondents(3, 34):
        number = person["number"]
        preview, done = number in (1, 2), number % 9 != 0
        status = (1 if preview else 0) if coded else "Survey Preview" if preview else "IP Address"
        finished = int(done) if coded else str(done)
        row = [day(person["begun"]), day(person["ended"]), status, person["ip"], 100 if done else 40, person["took"]]
        row += [finished, day(person["ended"]), f"R_{person['token']}", person["last"], person["first"], person["mail"], ""]
        row += ["51.8425", "5.8528", "preview" if preview else "anonymous", "NL"]
        if coded:
            row += [ROLES.index(person["role"]) + 1, SCHOOLS.index(person["school"]) + 1]
            row += [-99 if code is None else 6 if code == 0 else code for code in person["answers"]]
            row += [",".join(str(HELP.index(choice) + 1) for choice in person["chosen"])]
        else:
            row += [person["role"], person["school"]] + [said(code) for code in person["answers"]]
            row += [",".join(person["chosen"])]
        row.append(person["open"])
        if not done:
            row[-6:] = ["", "", "", "", "", ""]
        rows.append(row)
    write(f"qualtrics/{'codes' if coded else 'teksten'}.csv", rows, end="\n")


def google_forms():
    """A time stamp first, a grid as block and statement, choices joined by a comma."""
    rows = [["Tijdstempel", "E-mailadres", "Wat is uw rol?", "Op welke school werkt u?"]]
    rows[0] += [f"{BLOCK} [{text}]" for text in STATEMENTS] + ["Welke hulp kreeg u?", "Wat kan er beter?"]
    for person in respondents(4):
        row = [dutch(person["ended"]), person["mail"], person["role"], person["school"]]
        row += [said(code) for code in person["answers"]]
        rows.append(row + [", ".join(person["chosen"]), person["open"]])
    write("google-forms/antwoorden.csv", rows, bom=False, quoting=csv.QUOTE_ALL)


def surveymonkey():
    """Two heading rows: a question, blanks where it goes on, and below it its parts."""
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
    own += ["Last Name", "Custom Data 1"]
    block = f"{BLOCK},\nin hoeverre bent u het eens?"
    rows = [own + ["Wat is uw rol?", "Op welke school werkt u?", block] + [""] * 5, [""] * len(own)]
    rows[1] += ["Response", "Response"] + STATEMENTS
    rows[0] += ["Welke hulp kreeg u?", "", "", "", "Wat kan er beter?", "Contactgegevens", ""]
    rows[1] += HELP + ["Open-Ended Response", "Name", "Email Address"]
    for person in respondents(5):
        row = [11800000000 + person["number"] * 7919, 446111201, f"{person['begun']:%m/%d/%Y %I:%M:%S %p}"]
        row += [f"{person['ended']:%m/%d/%Y %I:%M:%S %p}", person["ip"], "", "", "", "", person["role"], person["school"]]
        row += [said(code) for code in person["answers"]]
        row += [choice if choice in person["chosen"] else "" for choice in HELP]
        wants = person["number"] % 5 == 0
        row += [person["open"], f"{person['first']} {person['last']}" if wants else "", person["mail"] if wants else ""]
        rows.append(row)
    write("surveymonkey/antwoorden.csv", rows, bom=False, end="\n")


def questback():
    """A workbook of three sheets: answers, groups of questions, and what is known of the survey."""
    rows = [["Respondent ID", "1: Wat is uw rol?", "2: Op welke school werkt u?"]]
    rows[0] += [f"{at}: {text}" for at, text in enumerate(STATEMENTS, 3)] + ["9: Wat kan er beter?", "10: E-mailadres"]
    for person in respondents(6):
        row = [person["number"], person["role"], person["school"]] + [said(code) for code in person["answers"]]
        rows.append(row + [person["open"], person["mail"] if person["number"] % 4 == 0 else ""])
    write("questback/antwoorden.csv", rows, delimiter=";")
    try:
        import xlsxwriter
    except ImportError:
        return
    book = xlsxwriter.Workbook(HERE / "questback" / "antwoorden.xlsx")
    book.set_properties({"created": datetime(2026, 4, 20)})
    for name, cells in [
        ("Data", rows),
        ("Vraaggroepen", [["1: =Over u"], ["3: =" + BLOCK], ["9: =Tot slot"]]),
        ("Info", [["Titel", "Samen opleiden 2026"], ["Taal", "nl"], ["Antwoorden", len(rows) - 1]]),
    ]:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(cells):
            sheet.write_row(at, 0, row)
    book.close()


def table():
    """A wide table of codes, as a national survey hands it out: 9 and 99 for no answer, labels beside codes."""
    codes = [f"stage_{at:02}" for at in range(1, 7)]
    rows = [["respnr", "brin", "brin_label", "rol", "jaar"] + codes + ["cijfer"]]
    draw = random.Random(8)
    for person in respondents(7):
        school = SCHOOLS.index(person["school"])
        row = [person["number"], f"0{school}XY", person["school"], person["role"], draw.choice([2024, 2025])]
        row += [9 if code is None else 99 if code == 0 else code for code in person["answers"]]
        rows.append(row + [draw.choice([5, 6, 7, 7, 8, 8, 9])])
    write("tabel/codes.csv", rows, delimiter=";", bom=False)


def long():
    """One answer a row, questions of every kind below one another, as Parantion and some databases export."""
    rows = [["ResultID", "ResultDate", "Rol", "School", "Vraag", "Antwoord"]]
    draw = random.Random(9)
    for person in respondents(10):
        own = [f"r{person['number']:03}", day(person["ended"]), person["role"], person["school"]]
        for text, code in zip(STATEMENTS, person["answers"]):
            if code is not None:
                rows.append(own + [text, said(code)])
        rows.append(own + ["Welk rapportcijfer geeft u de begeleiding?", draw.choice([5, 6, 7, 7, 8, 8, 9])])
        if person["open"]:
            rows.append(own + ["Wat kan er beter?", person["open"]])
    write("lang/antwoorden.csv", rows, delimiter=";")


def counted():
    """A table that somebody counted: a statement a row, an option a column."""
    rows = [["Stelling"] + SCALE + [UNKNOWN]]
    people = respondents(11)
    for at, text in enumerate(STATEMENTS):
        answers = [person["answers"][at] for person in people]
        rows.append([text] + [answers.count(code) for code in (1, 2, 3, 4, 5, 0)])
    write("geteld/studenten.csv", rows, delimiter=";")


def spss():
    """Value labels and declared missing values; without pyreadstat the file is left as it is."""
    try:
        import pandas
        import pyreadstat
    except ImportError:
        return
    codes = [f"beg_{at}" for at in range(1, 7)]
    people = respondents(12)
    frame = pandas.DataFrame({"respnr": [float(person["number"]) for person in people]})
    frame["school"] = [float(SCHOOLS.index(person["school"]) + 1) for person in people]
    for at, name in enumerate(codes):
        given = [person["answers"][at] for person in people]
        frame[name] = [None if code is None else 9.0 if code == 0 else float(code) for code in given]
    frame["toelichting"] = [person["open"].replace("\n", " ") for person in people]
    path = HERE / "spss" / "studenten.sav"
    path.parent.mkdir(exist_ok=True)
    scale = {float(code): text for code, text in enumerate(SCALE, 1)} | {9.0: UNKNOWN}
    labels = {name: scale for name in codes} | {"school": {float(at): name for at, name in enumerate(SCHOOLS, 1)}}
    names = ["Nummer", "Op welke school werkt u?"] + STATEMENTS + ["Wilt u iets toelichten?"]
    missing = {name: [9.0] for name in codes}
    pyreadstat.write_sav(frame, path, column_labels=names, variable_value_labels=labels, missing_ranges=missing)
    # Byte 92 is where the day and the time of writing begin.
    made = path.read_bytes()
    path.write_bytes(made[:92] + b"20 Apr 2612:00:00" + made[109:])


if __name__ == "__main__":
    limesurvey()
    microsoft_forms()
    qualtrics(coded=False)
    qualtrics(coded=True)
    google_forms()
    surveymonkey()
    questback()
    table()
    long()
    counted()
    spss()
