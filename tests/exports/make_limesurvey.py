"""Makes the invented exports of LimeSurvey and Microsoft Forms that the tests read: the same answers in every form.

Run it in its own folder with Python 3 and xlsxwriter; it writes `limesurvey/` and `microsoft-forms/`, the same bytes
every time. The headings follow `Writer.php` and `viewHelper.php` of LimeSurvey: code `BEG[SQ001]`, Expression-Manager
code `BEG_SQ001`, text `Question [Subquestion]`, shortened to 15 characters and `.. `.
"""

import datetime
import pathlib
import random

import xlsxwriter

HERE = pathlib.Path(__file__).parent
SURVEY = 123456
RESPONDENTS = 30

AGREE = [
    ("A1", "Helemaal mee oneens"),
    ("A2", "Mee oneens"),
    ("A3", "Neutraal"),
    ("A4", "Mee eens"),
    ("A5", "Helemaal mee eens"),
    ("A6", "Weet ik (nog) niet"),
]
SCHOOLS = [("A1", "De Noordkaap"), ("A2", "Zuiderlicht"), ("A3", "’t Groene Hart")]
SUPPORT = [
    ("SQ001", "Mijn begeleider heeft genoeg tijd voor mij"),
    ("SQ002", "Ik krijg bruikbare feedback op mijn lessen"),
    ("SQ003", "Ik durf in de school vragen te stellen"),
    ("SQ004", "Wat ik op de opleiding leer, herken ik op school"),
]
DUAL = [("SQ001", "Lessen samen voorbereiden"), ("SQ002", "Lessen samen nabespreken")]
SOURCES = [("SQ001", "Mijn begeleider"), ("SQ002", "Medestudenten"), ("SQ003", "Het instituut")]

# code, kind, text (with the HTML of the editor), subquestions, answers
QUESTIONS = [
    ("SCHOOL", "L", "<p>Op welke school loop je stage?</p>", [], SCHOOLS),
    ("BEG", "F", "<p>Begeleiding op de werkplek:&nbsp;in hoeverre ben je het eens met deze stellingen?</p>", SUPPORT, AGREE),
    ("SAMEN", "1", "Samen leren", DUAL, AGREE[:5]),
    ("INTRO", "Y", "Kreeg je een introductie?", [], []),
    ("BRON", "M", "Bij wie ga je te rade?", SOURCES, []),
    ("CIJFER", "N", "Welk rapportcijfer geef je de begeleiding?", [], []),
    ("TIP", "T", "Wat wil je ons nog meegeven?", [], []),
    ("MAIL", "S", "<p>E-mailadres</p>", [], []),
]
HEADERS = ["Zo is het nu", "Zo zou het moeten zijn"]


def plain(text):
    for mark in ("<p>", "</p>"):
        text = text.replace(mark, "")
    return text.replace("&nbsp;", " ").replace("\u00a0", " ")


def columns():
    """Per column: code, EM code, question text, subquestion texts, answers by code."""
    found = []
    for code, kind, text, subs, answers in QUESTIONS:
        means = dict(answers)
        if kind == "L":
            found.append((code, code, text, [], {**means, "-oth-": "Anders"}))
            found.append((f"{code}[other]", f"{code}_other", text, ["Anders"], {}))
        elif kind == "1":
            for sub, said in subs:
                for scale in (0, 1):
                    found.append(
                        (f"{code}[{sub}][{scale + 1}]", f"{code}_{sub}_{scale}", text, [said, HEADERS[scale]], means)
                    )
        elif subs:
            yes = {"Y": "Ja", "N": "Nee"} if kind == "M" else means
            found += [(f"{code}[{sub}]", f"{code}_{sub}", text, [said], yes) for sub, said in subs]
        else:
            found.append((code, code, text, [], {"Y": "Ja", "N": "Nee"} if kind == "Y" else means))
    return found


OWN = [
    ("id", "Response ID", "Antwoord ID"),
    ("submitdate", "Date submitted", "Datum ingestuurd"),
    ("lastpage", "Last page", "Laatste pagina"),
    ("startlanguage", "Start language", "Starttaal"),
    ("seed", "Seed", "Seed"),
    ("startdate", "Date started", "Datum gestart"),
    ("datestamp", "Date last action", "Datum laatste actie"),
]


def respondents():
    """Rows of codes; None is a question that was not put to somebody."""
    chance = random.Random(SURVEY)
    rows = []
    for number in range(1, RESPONDENTS + 1):
        begun = datetime.datetime(2026, 4, 7, 9) + datetime.timedelta(hours=7 * number)
        ended = begun + datetime.timedelta(minutes=chance.randint(4, 15))
        done = number % 10 != 0
        own = [str(number), str(ended) if done else None, "4" if done else "2", "nl"]
        own += [str(chance.randint(10**6, 10**9)), str(begun), str(ended)]
        cells = []
        school = chance.choice(["A1", "A2", "A2", "A3", "-oth-" if number == 7 else "A1"])
        for code, _, _, _, means in columns():
            if code == "SCHOOL":
                cells.append(school)
            elif code == "SCHOOL[other]":
                cells.append("De Brug" if school == "-oth-" else "")
            elif code.startswith("BEG"):
                cells.append(chance.choices([*means, ""], [1, 2, 4, 9, 6, 2, 1])[0])
            elif code.startswith("SAMEN"):
                cells.append(chance.choice(list(means)))
            elif code == "INTRO":
                cells.append(chance.choice(["Y", "Y", "N"]))
            elif code.startswith("BRON"):
                cells.append(chance.choice(["Y", ""]))
            elif code == "CIJFER":
                cells.append(str(chance.choice([5, 6, 7, 7, 8, 8, 9])))
            elif code == "TIP":
                cells.append(chance.choice(["", "", "Meer \"samen\" lesgeven,\nechte lessen", "Prima zo"]))
            else:
                cells.append(f"student{number}@example.org")
        if not done:
            # What stands on pages that were never reached is not empty, it is not there.
            cells = [cell if place < 6 else None for place, cell in enumerate(cells)]
        timing = [f"{(ended - begun).total_seconds():.2f}", f"{chance.uniform(20, 90):.2f}"]
        rows.append((own, cells, timing))
    return rows


TIMING = [("interviewtime", "Total time", "Totale tijd"), ("groupTime77", "Group time: Begeleiding", "Group time: Begeleiding")]


def shortened(text):
    return text if len(text) <= 18 else text[:15] + ".. "


def headings(style, separator=". "):
    heads = []
    for code, english, dutch in OWN + TIMING:
        heads.append({"code": code, "em": code, "text": dutch, "short": english, "both": f"{code}{separator}{english}"}[style])
    asked = []
    for code, em, text, subs, _ in columns():
        said = plain(text) + "".join(f" [{sub}]" if place == 0 else f"[{sub}]" for place, sub in enumerate(subs))
        short = shortened(plain(text)) + (" " if subs else "") + "".join(f"[{shortened(sub)}]" for sub in subs)
        raw = text + "".join(f" [{sub}]" for sub in subs)
        asked.append({"code": code, "em": em, "text": said, "short": short, "both": f"{code}{separator}{raw}"}[style])
    return heads[: len(OWN)] + asked + heads[len(OWN) :]


def answers(long):
    rows = []
    for own, cells, timing in respondents():
        told = []
        for (_, _, _, _, means), cell in zip(columns(), cells):
            if long and cell == "" and set(means) == {"Y", "N"} and len(told) >= 10:
                told.append("Nee")
            else:
                told.append(means.get(cell, cell) if long and cell is not None else cell)
        rows.append(own + told + timing)
    return rows


def write_csv(path, heads, rows, separator=";"):
    def field(value):
        return "" if value is None else '"' + value.replace('"', '""') + '"'

    lines = [separator.join(map(field, row)) for row in [heads, *rows]]
    path.write_bytes(b"\xef\xbb\xbf" + ("\r\n".join(lines) + "\r\n\r\n").encode())


def write_xlsx(path, sheet, heads, rows):
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    book.set_properties({"created": datetime.datetime(2026, 5, 1)})
    page = book.add_worksheet(sheet[:31])
    page.write_row(0, 0, heads)
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.isdigit() and len(value) < 10:
                page.write_number(place, column, int(value))
            elif value not in (None, ""):
                page.write_string(place, column, value)
    book.close()


def cdata(name, value):
    return f"    <{name}><![CDATA[{value}]]></{name}>\n"


def table(name, rows):
    text = f" <{name}>\n  <fields>\n"
    for field in rows[0] if rows else []:
        text += f"   <fieldname>{field}</fieldname>\n"
    text += "  </fields>\n  <rows>\n"
    for row in rows:
        text += "   <row>\n" + "".join(cdata(key, value) for key, value in row.items()) + "   </row>\n"
    return text + f"  </rows>\n </{name}>\n"


def structure(version):
    """The survey's structure: until version 3 every row has its language, from 4 on texts stand apart."""
    questions, subquestions, texts, replies, reply_texts, attributes = [], [], [], [], [], []
    number, reply = 10, 100
    for order, (code, kind, text, subs, options) in enumerate(QUESTIONS, 1):
        parent = number
        base = {"qid": number, "parent_qid": 0, "sid": SURVEY, "gid": 77, "type": kind, "title": code}
        base |= {"other": "Y" if kind == "L" else "N", "question_order": order, "scale_id": 0}
        questions.append((base, text))
        number += 1
        for place, (sub, said) in enumerate(subs, 1):
            base = {"qid": number, "parent_qid": parent, "sid": SURVEY, "gid": 77, "type": "T", "title": sub}
            base |= {"question_order": place, "scale_id": 0}
            subquestions.append((base, said))
            number += 1
        for scale in (0, 1) if kind == "1" else (0,):
            for place, (answer, said) in enumerate(options, 1):
                reply += 1
                replies.append(({"qid": parent, "code": answer, "sortorder": place, "scale_id": scale}, said, reply))
        if kind == "1":
            for name, header in zip(("dualscale_headerA", "dualscale_headerB"), HEADERS):
                attributes.append({"qid": parent, "attribute": name, "value": header, "language": "nl"})
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType>\n'
    head += f" <DBVersion>{version}</DBVersion>\n <languages>\n  <language>nl</language>\n </languages>\n"
    groups = [{"gid": 77, "sid": SURVEY, "group_name": "Begeleiding", "group_order": 1, "language": "nl"}]
    surveys = [{"sid": SURVEY, "language": "nl", "format": "G"}]
    if version < 400:
        local = lambda row, text: {**row, "question": text, "language": "nl"}
        answer_rows = [{**row, "answer": said, "language": "nl"} for row, said, _ in replies]
        parts = [
            table("answers", answer_rows),
            table("groups", groups),
            table("questions", [local(*row) for row in questions]),
            table("subquestions", [local(*row) for row in subquestions]),
        ]
    else:
        for row, text in questions + subquestions:
            texts.append({"id": len(texts) + 1, "qid": row["qid"], "question": text, "language": "nl"})
        for row, said, aid in replies:
            reply_texts.append({"id": aid + 1000, "aid": aid, "answer": said, "language": "nl"})
        parts = [
            table("answers", [{"aid": aid, **row} for row, _, aid in replies]),
            table("answer_l10ns", reply_texts),
            table("groups", groups),
            table("questions", [row for row, _ in questions]),
            table("subquestions", [row for row, _ in subquestions]),
            table("question_l10ns", texts),
        ]
    parts += [table("question_attributes", attributes), table("surveys", surveys)]
    return head + "".join(parts) + "</document>\n"


def r_syntax():
    """As `R_syntax_file.R`: codes of columns, `[Subquestion] Question`, levels and labels."""
    text = f'data <- read.csv("survey_{SURVEY}_R_data_file.csv", quote = "\'\\"", na.strings=c("", "\\"\\""), stringsAsFactors=FALSE, fileEncoding="UTF-8-BOM")\n\n\n'
    quoted = lambda said: '"' + said.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\'") + '"'
    place = 0
    for code, _, _ in OWN:
        place += 1
        text += f"# LimeSurvey Field type: A\ndata[, {place}] <- as.character(data[, {place}])\n"
        text += f'attributes(data)$variable.labels[{place}] <- "{code}"\nnames(data)[{place}] <- "{code}"\n'
    for code, em, question, subs, means in columns():
        place += 1
        label = "".join(f"[{sub}] " for sub in subs) + plain(question)
        levels = ",".join(quoted(value) for value in means if value != "-oth-")
        labels = ", ".join(quoted(said) for value, said in means.items() if value != "-oth-")
        name = em[:-2] + "#" + em[-1] if code.endswith("]") and "][" in code else em
        text += f"# LimeSurvey Field type: A\ndata[, {place}] <- as.character(data[, {place}])\n"
        text += f"attributes(data)$variable.labels[{place}] <- {quoted(label)}\n"
        if levels:
            text += f"data[, {place}] <- factor(data[, {place}], levels=c({levels}),labels=c({labels}))\n"
        text += f'names(data)[{place}] <- "{name}"\n'
    return text


def limesurvey(folder):
    folder.mkdir(exist_ok=True)
    short, long = answers(False), answers(True)
    write_csv(folder / f"results-survey{SURVEY}.csv", headings("code"), short)
    write_xlsx(folder / f"results-survey{SURVEY}.xlsx", "Samen opleiden, aankomende leraren", headings("code"), short)
    write_csv(folder / "codes-en-antwoorden.csv", headings("code"), long, ",")
    write_csv(folder / "volledige-tekst.csv", headings("text"), long)
    write_xlsx(folder / "volledige-tekst.xlsx", "Samen opleiden", headings("text"), long)
    write_csv(folder / "code-en-tekst.csv", headings("both", " => "), long)
    write_csv(folder / f"em-survey-{SURVEY}.csv", headings("em"), short)
    write_csv(folder / f"verkort-survey-{SURVEY}.csv", headings("short"), short)
    underscored = [text.replace(" ", "_") for text in headings("both", ": ")]
    write_csv(folder / "liggend-streepje.csv", [text.replace(":_", ": ", 1) for text in underscored], long)
    (folder / f"limesurvey_survey_{SURVEY}.lss").write_text(structure(623))
    old = folder / "oud"
    old.mkdir(exist_ok=True)
    (old / "enquete.lss").write_text(structure(359))
    write_csv(old / "enquete.csv", headings("code"), short)
    syntax = folder / "r"
    syntax.mkdir(exist_ok=True)
    write_csv(syntax / f"survey_{SURVEY}_R_data_file.csv", headings("text"), short, ",")
    (syntax / f"survey_{SURVEY}_R_syntax_file.R").write_text(r_syntax())


def forms(folder):
    folder.mkdir(exist_ok=True)
    chance = random.Random(7)
    own = ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging"]
    asked = ["Op welke school werk je?\u00a0", *[said + " " for _, said in SUPPORT], "Toelichting", "Bij wie ga je te rade?", "Toelichting2"]
    rows = []
    for number in range(1, RESPONDENTS + 1):
        begun = datetime.datetime(2026, 4, 7, 9) + datetime.timedelta(hours=5 * number)
        row = [str(number), begun.strftime("%m/%d/%y %H:%M:%S"), (begun + datetime.timedelta(minutes=6)).strftime("%m/%d/%y %H:%M:%S")]
        row += [f"wpb{number}@example.org", f"Begeleider {number}", ""]
        row.append(chance.choice(SCHOOLS)[1])
        row += [chance.choice(AGREE)[1] for _ in SUPPORT]
        row.append(chance.choice(["", "Gaat goed"]))
        row.append("".join(said + ";" for _, said in SOURCES if chance.random() < 0.6))
        row.append("")
        rows.append(row)
    write_xlsx(folder / "begeleiders.xlsx", "Sheet1", own + asked, rows)
    quiz = ["Totaal aantal punten", "Quiz feedback", "Wat is een leervraag?", "Punten - Wat is een leervraag?", "Feedback - Wat is een leervraag?"]
    graded = [row[:6] + ["1", "", chance.choice(["Ja", "Nee"]), "1", ""] for row in rows]
    write_csv(folder / "toets.csv", own + quiz, graded, ",")
    broken = ["Coördinatie op school", "Reële taken", "Ik ben tevreden"]
    told = [row[:6] + [chance.choice(AGREE)[1] for _ in broken] for row in rows]
    text = "\r\n".join(";".join(row) for row in [own + broken, *told]) + "\r\n"
    (folder / "verminkt.csv").write_bytes(text.encode().decode("cp1252").encode())


limesurvey(HERE / "limesurvey")
forms(HERE / "microsoft-forms")
