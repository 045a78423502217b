use crate::domain::Phrase;

/// What kind of trouble an error is; each has its own exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultClass {
    /// The project file is missing or wrong.
    Project,
    /// A file cannot be read, or holds nothing to use.
    Input,
    /// A file reads, but no longer fits what the project file says of it.
    Drift,
    /// What was asked would give people away.
    Privacy,
    /// The outcome cannot be written.
    Output,
    /// The program itself is at fault.
    Program,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $class:ident, nl: $nl:literal, en: $en:literal;)+) => {
        /// The closed list of what can be noticed about the input; `explain CODE` tells more about each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* #[doc = $en] $name,)+ }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The name that is printed and that `explain` takes.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)+ }
            }

            /// What kind of trouble it is when it is an error.
            pub fn class(self) -> FaultClass {
                match self { $(Code::$name => FaultClass::$class,)+ }
            }

            /// What it means and how to mend it, a paragraph.
            pub fn explanation(self) -> Phrase {
                match self { $(Code::$name => Phrase::new($nl, $en),)+ }
            }
        }
    };
}

codes! {
    // The project file.
    ProjectMissing = "project-missing", Project,
        nl: "Er is geen projectbestand gevonden. Datadialoog verzint geen norm en geen indeling: maak er een met `datadialoog init BESTAND…`.",
        en: "There is no project file. Datadialoog invents no norm and no grouping: make one with `datadialoog init FILE…`.";
    ProjectUnreadable = "project-unreadable", Project,
        nl: "Het projectbestand is er wel, maar het besturingssysteem geeft het niet vrij: deze gebruiker mag het niet lezen, of het lezen ging mis.",
        en: "The project file is there, but the operating system does not give it out: this user may not read it, or reading failed.";
    ProjectSyntax = "project-syntax", Project,
        nl: "Het projectbestand is geen geldige TOML: een aanhalingsteken, haakje of = ontbreekt of staat te veel. De plaats staat erbij.",
        en: "The project file is not valid TOML: a quote, bracket or = is missing or one too many. The place is given.";
    UnknownKey = "unknown-key", Project,
        nl: "Een sleutel in het projectbestand bestaat niet. Een tikfout mag niet stil genegeerd worden; de dichtstbijzijnde bestaande sleutel staat erbij.",
        en: "A key of the project file does not exist. A typing error must not be ignored in silence; the nearest key is given.";
    MissingKey = "missing-key", Project,
        nl: "Een verplichte sleutel ontbreekt in het projectbestand.",
        en: "A required key is missing from the project file.";
    WrongType = "wrong-type", Project,
        nl: "Een waarde in het projectbestand is van een ander soort dan verwacht, bijvoorbeeld tekst waar een getal of datum hoort.",
        en: "A value of the project file is of another kind than expected, for instance text where a number or a date belongs.";
    UnknownName = "unknown-name", Project,
        nl: "Een naam in het projectbestand verwijst naar iets dat er niet in staat: een ronde, rol, schaal, indicator of keuze.",
        en: "A name in the project file refers to something that is not in it: a round, role, scale, indicator or choice.";
    DuplicateName = "duplicate-name", Project,
        nl: "Dezelfde naam staat twee keer in het projectbestand.",
        en: "The same name is given twice in the project file.";
    BadValue = "bad-value", Project,
        nl: "Een waarde in het projectbestand ligt buiten wat kan: een drempel buiten de schaal, een minimum onder 3, een lege tekst.",
        en: "A value of the project file lies outside what can be: a threshold off the scale, a minimum below 3, an empty text.";
    RungsOutOfOrder = "rungs-out-of-order", Project,
        nl: "De treden basis, goed genoeg en ambitie van één indicator staan niet in volgorde: een hogere trede vraagt minder dan een lagere.",
        en: "The rungs basis, good enough and ambition of one indicator are out of order: a higher rung asks less than a lower one.";
    ToFillIn = "to-fill-in", Project,
        nl: "In het projectbestand staat nog een voorbeeld dat `init` invulde, omdat het programma dit niet kan weten: de bedoeling, de naam of de dag van de meting.",
        en: "The project file still holds an example that `init` put there, because the program cannot know it: the purpose, the name or the day of measuring.";
    // The files of a source.
    FileMissing = "file-missing", Input,
        nl: "Een bestand dat in het projectbestand of op de opdrachtregel staat, is er niet.",
        en: "A file named in the project file or on the command line is not there.";
    NotAFile = "not-a-file", Input,
        nl: "Op deze plaats staat een map, een pijp of een apparaat, geen gewoon bestand.",
        en: "At this place there is a folder, a pipe or a device, not an ordinary file.";
    LockFile = "lock-file", Input,
        nl: "Naast een bestand dat open staat, zet Excel of LibreOffice een hulpbestand (`~$naam.xlsx`, `.~lock.naam.xlsx#`). Dat en verborgen bestanden (met een punt vooraan) worden niet gelezen: sluit het bestand in Excel.",
        en: "Beside a file that is open, Excel or LibreOffice puts a file of its own (`~$name.xlsx`, `.~lock.name.xlsx#`). Those and hidden files (with a dot in front) are not read: close the file in Excel.";
    NoPermission = "no-permission", Input,
        nl: "Het bestand mag niet gelezen worden door deze gebruiker.",
        en: "This user may not read the file.";
    FileUnreadable = "file-unreadable", Input,
        nl: "Het besturingssysteem gaf een fout bij het lezen van het bestand.",
        en: "The operating system gave an error on reading the file.";
    EmptyFile = "empty-file", Input,
        nl: "Het bestand is leeg. Vaak is de export afgebroken: exporteer opnieuw.",
        en: "The file is empty. Often the export was cut short: export again.";
    NoRows = "no-rows", Input,
        nl: "Er is een kopregel, maar er staan geen antwoorden onder.",
        en: "There is a heading row, but there are no answers below it.";
    NotATable = "not-a-table", Input,
        nl: "Het bestand is geen CSV en geen Excel-werkmap, wat de naam ook zegt.",
        en: "The file is neither CSV nor an Excel workbook, whatever its name says.";
    WorkbookBroken = "workbook-broken", Input,
        nl: "De Excel-werkmap is afgebroken of beschadigd. Open het bestand in Excel en sla het opnieuw op, of exporteer opnieuw.",
        en: "The Excel workbook is cut short or damaged. Open it in Excel and save it again, or export again.";
    FileBroken = "file-broken", Input,
        nl: "Het bestand is afgebroken of beschadigd: wat erin staat, past niet bij wat het zelf zegt te bevatten. Exporteer opnieuw, of sla het opnieuw op in het programma waar het uit komt.",
        en: "The file is cut short or damaged: what is in it does not fit what it says it holds. Export again, or save it again in the program it comes from.";
    WorkbookProtected = "workbook-protected", Input,
        nl: "De Excel-werkmap heeft een wachtwoord. Sla een kopie zonder wachtwoord op.",
        en: "The Excel workbook has a password. Save a copy without one.";
    DataFileBroken = "data-file-broken", Input,
        nl: "Het Parquet- of Arrow-bestand is afgebroken of beschadigd, of anders gemaakt dan hier te lezen is. Sla het opnieuw op, of exporteer als CSV.",
        en: "The Parquet or Arrow file is cut short or damaged, or made in a way that cannot be read here. Save it again, or export as CSV.";
    ColumnNested = "column-nested", Input,
        nl: "Een kolom uit het projectbestand bevat lijsten of samengestelde waarden in plaats van één antwoord per rij, of is opgeslagen op een manier die hier niet te lezen is.",
        en: "A column of the project file holds lists or composite values instead of one answer a row, or was saved in a way that cannot be read here.";
    TooLarge = "too-large", Input,
        nl: "Het bestand vraagt na uitpakken meer dan de grens toelaat. Een gewone export komt daar niet aan.",
        en: "Unpacked, the file asks for more than the limit allows. An ordinary export does not get there.";
    SheetUnclear = "sheet-unclear", Input,
        nl: "De werkmap heeft meer dan één blad met gegevens. Noem het blad met `sheet = \"…\"`.",
        en: "The workbook has more than one sheet with data. Name the sheet with `sheet = \"…\"`.";
    SheetMissing = "sheet-missing", Drift,
        nl: "Het genoemde blad staat niet in de werkmap.",
        en: "The named sheet is not in the workbook.";
    HeaderMissing = "header-missing", Drift,
        nl: "Op de genoemde rij staat geen kopregel.",
        en: "There is no heading row at the named row.";
    DuplicateHeading = "duplicate-heading", Input,
        nl: "Twee kolommen hebben dezelfde kop; dan is niet te zeggen welke bedoeld wordt.",
        en: "Two columns have the same heading; which one is meant cannot be told.";
    BlankHeading = "blank-heading", Input,
        nl: "Een kolom met gegevens heeft geen kop.",
        en: "A column with values has no heading.";
    RaggedRow = "ragged-row", Input,
        nl: "Een rij heeft meer of minder velden dan de kopregel. Vaak is een aanhalingsteken of scheidingsteken zoekgeraakt.",
        en: "A row has more or fewer fields than the heading row. Often a quote or delimiter got lost.";
    UnclosedQuote = "unclosed-quote", Input,
        nl: "Een aanhalingsteken wordt geopend en niet gesloten; alles daarna zou één veld worden.",
        en: "A quote is opened and never closed; everything after it would become one field.";
    BadEncoding = "bad-encoding", Input,
        nl: "Het bestand bevat bytes die in de (genoemde of herkende) codering niets betekenen. Noem de codering met `encoding = \"…\"`.",
        en: "The file has bytes that mean nothing in the named or recognised encoding. Name it with `encoding = \"…\"`.";
    BrokenAccents = "broken-accents", Input,
        nl: "Letters met accenten zijn verminkt (`Ã©` voor é, of �): de CSV is ooit in de verkeerde codering geopend en opgeslagen. Exporteer opnieuw en sla de CSV niet op vanuit Excel.",
        en: "Letters with accents are broken (`Ã©` for é, or �): the CSV was once opened and saved in the wrong encoding. Export again, and do not save the CSV from Excel.";
    EncodingGuessed = "encoding-guessed", Input,
        nl: "De codering is niet met zekerheid te zien; ze is geraden en staat bij de methode.",
        en: "The encoding cannot be seen with certainty; it was guessed and is given with the methods.";
    CellError = "cell-error", Input,
        nl: "Een cel bevat een fout van Excel in plaats van een antwoord.",
        en: "A cell holds an error of Excel instead of an answer.";
    HeaderFound = "header-found", Input,
        nl: "Boven de koppen staan regels die geen koppen zijn, zoals een titel. Ze zijn niet gelezen; klopt dat niet, noem dan de rij met `header-row`.",
        en: "Above the headings there are rows that are no headings, such as a title. They were not read; if that is wrong, name the row with `header-row`.";
    EmptyRows = "empty-rows", Input,
        nl: "Tussen de antwoorden staan rijen waarin niets is ingevuld. In een CSV van een enquêteprogramma tellen ze als respondent zonder antwoorden, in een gewone tabel en een werkmap niet; lege rijen aan het eind tellen nergens mee.",
        en: "Between the answers there are rows in which nothing is filled in. In a CSV of a survey tool they count as respondents without answers, in a plain table and a workbook they do not; empty rows at the end count nowhere.";
    RepeatedHeadings = "repeated-headings", Input,
        nl: "Tussen de antwoorden staan de koppen nog een keer. Meestal zijn twee exports onder elkaar geplakt. Haal die rij weg, of noem beide bestanden apart bij `files`: ze tellen dan op.",
        en: "The headings stand once more among the answers. Most often two exports were pasted one below the other. Remove that row, or name both files under `files`: they then add up.";
    SheetFound = "sheet-found", Input,
        nl: "De werkmap heeft meer bladen met gegevens, en een daarvan draagt de koppen van een enquêteprogramma. Dat blad is gelezen; is een ander bedoeld, noem het dan met `sheet = \"…\"`.",
        en: "The workbook has several sheets with data, and one of them has the headings of a survey tool. That sheet was read; if another is meant, name it with `sheet = \"…\"`.";
    HiddenSheet = "hidden-sheet", Input,
        nl: "De werkmap heeft een verborgen blad. Dat is niet gelezen; noem het met `sheet = \"…\"` als het toch bedoeld is.",
        en: "The workbook has a hidden sheet. It was not read; name it with `sheet = \"…\"` if it is meant after all.";
    SheetPassedOver = "sheet-passed-over", Input,
        nl: "De werkmap heeft nog een blad dat niet is gelezen. Noem het met `sheet = \"…\"` als het bedoeld is.",
        en: "The workbook has another sheet that was not read. Name it with `sheet = \"…\"` if it is meant.";
    TotalsRow = "totals-row", Input,
        nl: "De onderste rij van het blad begint met een woord als 'Totaal' of 'Gemiddelde'. Zo'n rij is geen respondent, maar telt wel mee zolang ze er staat: er wordt nooit stil een rij weggelaten.",
        en: "The last row of the sheet begins with a word such as 'Total' or 'Average'. Such a row is no respondent, but counts as long as it stands there: no row is ever dropped in silence.";
    MergedUnseen = "merged-unseen", Input,
        nl: "Samengevoegde cellen zijn in dit soort werkmap niet te zien. Staan de koppen in samengevoegde cellen, sla het bestand dan op als .xlsx.",
        en: "Merged cells cannot be seen in this kind of workbook. If the headings stand in merged cells, save the file as .xlsx.";
    WeightNotUsed = "weight-not-used", Input,
        nl: "Het SPSS-bestand heeft een weegvariabele. Antwoorden worden hier niet gewogen: ieder antwoord telt één keer.",
        en: "The SPSS file has a weight variable. Answers are not weighted here: every answer counts once.";
    CompletionUnknown = "completion-unknown", Input,
        nl: "Niet te zien is welke antwoorden zijn afgerond: de kolom daarvoor ontbreekt. Alle rijen tellen mee.",
        en: "Which responses were finished cannot be seen: the column for it is missing. All rows count.";
    LabelsUsed = "labels-used", Input,
        nl: "Een bestand naast de export, de structuur van de enquête (.lss) of R-syntaxis, zegt wat de codes betekenen. De antwoorden zijn ermee vertaald; in het projectbestand staat het bij de bron als `labels`.",
        en: "A file beside the export, the survey's structure (.lss) or R syntax, says what the codes mean. The answers are translated with it; the project file names it with the source as `labels`.";
    LabelsUnreadable = "labels-unreadable", Input,
        nl: "Het bestand dat zegt wat de codes betekenen, is niet te lezen. Gelezen wordt de structuur van een LimeSurvey-enquête (.lss) of de R-syntaxis die LimeSurvey exporteert.",
        en: "The file that says what the codes mean cannot be read. Read are the structure of a LimeSurvey survey (.lss) and the R syntax that LimeSurvey exports.";
    LabelsUnclear = "labels-unclear", Input,
        nl: "Naast de export liggen meer bestanden die kunnen zeggen wat de codes betekenen. Er is er geen gebruikt: noem het goede met `labels = \"…\"`.",
        en: "Beside the export lie several files that may say what the codes mean. None was used: name the right one with `labels = \"…\"`.";
    CodesWithoutLabels = "codes-without-labels", Input,
        nl: "In een kolom staan antwoordcodes zoals A1, en niets zegt wat ze betekenen. Leg de structuur van de enquête (.lss) naast de export, exporteer met volledige antwoorden, of schrijf de codes bij een eigen schaal: `codes = [\"A1\", …]`.",
        en: "A column holds answer codes such as A1, and nothing says what they mean. Put the survey's structure (.lss) beside the export, export with full answers, or write the codes with a scale of your own: `codes = [\"A1\", …]`.";
    // Data against the project file.
    LabelsMisfit = "labels-misfit", Drift,
        nl: "Het bestand dat zegt wat de codes betekenen, past niet helemaal bij de export: over sommige kolommen zegt het niets. Die blijven zoals ze zijn.",
        en: "The file that says what the codes mean does not wholly fit the export: of some columns it says nothing. Those stay as they are.";
    LabelsTurned = "labels-turned", Drift,
        nl: "Het bestand geeft maar een deel van de codes een label, en die labels lopen anders dan de schaal: 1 is bijvoorbeeld ‘helemaal mee eens’. Een code zonder label zou dan als het verkeerde antwoord gelezen worden.",
        en: "The file gives only some of its codes a label, and those labels run otherwise than the scale: 1 is ‘strongly agree’, for instance. A code without a label would then be read as the wrong answer.";
    ColumnMissing = "column-missing", Drift,
        nl: "Een kolom uit het projectbestand staat niet in het bestand. De export is veranderd of de naam is anders geschreven.",
        en: "A column of the project file is not in the file. The export has changed, or the name is written otherwise.";
    SourceDrifted = "source-drifted", Drift,
        nl: "De bestanden van een bron passen niet meer bij wat het projectbestand ervan zegt: kolommen zijn weg, nieuw of hernoemd, of hun antwoorden staan op een andere schaal. Alles staat in één melding.",
        en: "The files of a source no longer fit what the project file says of them: columns are gone, new or renamed, or their answers are on another scale. All of it stands in one message.";
    ColumnThere = "column-there", Drift,
        nl: "De bron zegt met `absent` dat een vraag toen niet gesteld is, maar de kolom staat in het bestand.",
        en: "The source says with `absent` that a question was not put then, but the column is in the file.";
    ColumnUnused = "column-unused", Drift,
        nl: "Geen indicator gebruikt deze kolom, hoewel er antwoorden op een schaal in staan.",
        en: "No indicator uses this column, although it holds answers on a scale.";
    PlatformMismatch = "platform-mismatch", Drift,
        nl: "Het bestand komt niet van het platform dat het projectbestand noemt.",
        en: "The file does not come from the platform that the project file names.";
    UnknownAnswer = "unknown-answer", Drift,
        nl: "Een antwoord staat op geen enkele bekende schaal van de vraag. Het wordt nooit stil weggelaten: zeg in het projectbestand wat het betekent.",
        en: "An answer is on no known scale of the question. It is never dropped in silence: say in the project file what it means.";
    FarCode = "far-code", Drift,
        nl: "In een kolom met codes ligt een getal ver van de andere, zoals 99 naast 1 tot en met 5. Zo'n getal betekent meestal dat er geen antwoord is. Zeg met `missing = { \"99\" = \"not-answered\" }` wat het is, anders wordt het als onbekend antwoord gemeld.",
        en: "In a column of codes one number lies far from the others, such as 99 beside 1 to 5. Such a number usually says that there is no answer. Say with `missing = { \"99\" = \"not-answered\" }` what it is, or else it is reported as an unknown answer.";
    ScaleUnclear = "scale-unclear", Drift,
        nl: "De antwoorden van een vraag passen op geen schaal, of op meer dan één.",
        en: "The answers to a question fit no scale, or more than one.";
    ScaleDiffers = "scale-differs", Drift,
        nl: "De vragen van één indicator staan op verschillende schalen; die worden niet stil omgerekend.",
        en: "The items of one indicator are on different scales; they are not rescaled in silence.";
    UnknownRole = "unknown-role", Drift,
        nl: "Een tekst in de rolkolom is geen rol van het project.",
        en: "A text in the role column is no role of the project.";
    NobodyLeft = "nobody-left", Input,
        nl: "Na het coderen blijft geen enkele respondent over.",
        en: "After coding no respondent is left.";
    AskedTooFew = "asked-too-few", Drift,
        nl: "Er zijn meer antwoorden dan er mensen gevraagd zijn: de populatie of de groepsnaam klopt niet.",
        en: "There are more answers than people who were asked: the population or the group's name is wrong.";
    AskedUnknownGroup = "asked-unknown-group", Drift,
        nl: "Een groep komt wel voor in de antwoorden, maar niet in het populatiebestand. Let op de schrijfwijze.",
        en: "A group occurs in the answers and not in the population file. Mind the spelling.";
    AskedUnreadable = "asked-unreadable", Input,
        nl: "Het populatiebestand heeft niet de kolommen die het nodig heeft, of een aantal is geen geheel getal.",
        en: "The population file lacks a column that it needs, or a number is not whole.";
    TooManyGroups = "too-many-groups", Privacy,
        nl: "Een groepskolom heeft zo veel verschillende waarden dat het een naam of vrije tekst lijkt.",
        en: "A grouping column has so many values that it looks like a name or free text.";
    SameRespondents = "same-respondents", Drift,
        nl: "Twee bronnen bevatten hetzelfde bestand; de antwoorden zouden dubbel tellen.",
        en: "Two sources hold the same file; the answers would count twice.";
    QuestionMissing = "question-missing", Drift,
        nl: "Een vraag uit het projectbestand staat op geen enkele rij van het bestand. De export is veranderd of de vraag is anders geschreven.",
        en: "A question of the project file stands on no row of the file. The export has changed, or the question is written otherwise.";
    RowIncomplete = "row-incomplete", Input,
        nl: "Op een rij ontbreekt van wie het antwoord is, of welke vraag of welk antwoord het is. Zo'n rij wordt niet stil weggelaten.",
        en: "A row does not say whose answer it is, or to which question, or which answer was counted. Such a row is not dropped in silence.";
    AnsweredTwice = "answered-twice", Input,
        nl: "In een bestand met één antwoord per rij staat een vraag twee keer bij dezelfde persoon. Twee gelijke antwoorden tellen als één; twee verschillende zijn een fout, want niet te zeggen is welk geldt.",
        en: "In a file with one answer a row, a question stands twice with the same person. Two equal answers count as one; two different ones are an error, since which holds cannot be told.";
    RespondentDiffers = "respondent-differs", Input,
        nl: "In een bestand met één antwoord per rij zeggen twee rijen van dezelfde persoon iets anders over rol, groep of afronding. Op alle rijen van één persoon hoort hetzelfde te staan.",
        en: "In a file with one answer a row, two rows of the same person say different things about role, group or completion. All rows of one person are to say the same.";
    CountUnreadable = "count-unreadable", Input,
        nl: "In een getelde tabel staat ergens geen aantal of percentage dat te gebruiken is. Een lege cel wordt niet als 0 gelezen: schrijf 0 als niemand dit antwoord gaf.",
        en: "A counted table holds something that is no count or per cent to use. An empty cell is not read as 0: write 0 if nobody gave this answer.";
    PercentImpossible = "percent-impossible", Input,
        nl: "De procenten van een getelde tabel kunnen niet van hele aantallen mensen komen, of zijn samen geen 100, ook niet met afronding. Vaak ontbreekt een antwoord, klopt het aantal mensen niet, of zijn de procenten gewogen.",
        en: "The per cents of a counted table cannot come from whole numbers of people, or do not add up to 100, even allowing for rounding. Often an answer is missing, the number of people is wrong, or the per cents are weighted.";
    CountedTwice = "counted-twice", Drift,
        nl: "In getelde tabellen staan dezelfde mensen twee keer: een vraag twee keer bij één groep, een rij met het totaal naast de groepen, of twee tabellen over dezelfde groep.",
        en: "Counted tables hold the same people twice: a question twice for one group, a row with the total beside the groups, or two tables about the same group.";
    CountedAndSingle = "counted-and-single", Drift,
        nl: "Een indicator heeft voor dezelfde rol in dezelfde ronde antwoorden uit een getelde tabel én uit een bestand met antwoorden per persoon. Ze zouden dubbel tellen: kies er een.",
        en: "For one role in one round, an indicator has answers from a counted table and from a file with answers per person. They would count twice: choose one.";
    OnlyCounts = "only-counts", Input,
        nl: "Een getelde tabel zegt per stelling hoe vaak elk antwoord gegeven is, en niet welke antwoorden van één persoon zijn. Van een indicator met meer stellingen is dan alleen het aandeel van alle antwoorden te geven, zonder interval; geen gemiddelde score, geen mediaan. Per stelling zijn alle cijfers er wel.",
        en: "A counted table says for each statement how often each answer was given, not which answers are one person's. Of an indicator with several statements only the share of all answers can then be given, without an interval; no mean score, no median. Each statement by itself has all its figures.";
    LooksLong = "looks-long", Drift,
        nl: "In dit bestand lijkt een rij geen respondent te zijn, maar één antwoord (`shape = \"long\"`) of een telling (`shape = \"counted\"`). Zeg het bij de bron in het projectbestand.",
        en: "In this file a row looks to be no respondent, but one answer (`shape = \"long\"`) or a count (`shape = \"counted\"`). Say so at the source in the project file.";
    IncompleteLeftOut = "incomplete-left-out", Input,
        nl: "Antwoorden van mensen die begonnen maar niet afrondden, zijn niet meegeteld. Met `incomplete = \"use\"` tellen ze mee.",
        en: "Responses that were begun and not finished are left out. With `incomplete = \"use\"` they count.";
    QualityNoticed = "quality-noticed", Input,
        nl: "Van sommige vragenlijsten valt iets op: een voorvertoning, dezelfde vragenlijst twee keer, wel erg snel ingevuld, buiten de afgesproken dagen, of overal dezelfde optie. Ze tellen mee, tenzij de bron ze met `leave-out` weglaat.",
        en: "Something stands out about some responses: a preview, the same response twice, filled in very fast, outside the agreed days, or one option throughout. They count, unless the source leaves them out with `leave-out`.";
    QualityLeftOut = "quality-left-out", Input,
        nl: "Vragenlijsten zijn weggelaten om hun kwaliteit, zoals de bron met `leave-out` vraagt; voorvertoningen tellen zonder die sleutel al niet mee. Het verslag zegt het erbij.",
        en: "Responses were left out for their quality, as `leave-out` of the source asks; previews do not count even without that key. The report says so.";
    QualityUnseen = "quality-unseen", Drift,
        nl: "De bron vraagt om iets te letten wat dit bestand niet laat zien: er is geen kolom met de duur, de dag of het kenmerk van een antwoord, of de waarden zijn niet te lezen.",
        en: "The source asks to watch something that this file does not show: there is no column with the duration, the day or the identifier of a response, or its values cannot be read.";
    PersonalColumn = "personal-column", Privacy,
        nl: "Een kolom met persoonsgegevens is overgeslagen voordat er iets bewaard werd.",
        en: "A column with personal data was skipped before anything was kept.";
    // Open answers.
    RemarksOff = "remarks-off", Project,
        nl: "Open antwoorden worden alleen gelezen als het projectbestand dat zegt: met een blok `[remarks]`, waarin staat wie ze bekijkt en vrijgeeft, en met `remarks` bij de bron, waarin staat welke kolommen het zijn.",
        en: "Open answers are read only where the project file says so: with a block `[remarks]`, which says who looks at them and releases them, and with `remarks` at the source, which says which columns they are.";
    TooFewRemarks = "too-few-remarks", Privacy,
        nl: "Er schreven te weinig mensen iets: wie weet wie er meededen, zou weten wie wat schreef. Dat geldt per rol, en ook voor wat er na het bekijken nog bij kwam.",
        en: "Too few people wrote something: whoever knows who took part would know who wrote what. That holds for each role, and also for what came in after somebody had looked.";
    RemarkRelease = "remark-release", Input,
        nl: "Een regel van het bestand waarin open antwoorden vrijgegeven worden, is niet te gebruiken: er staat geen ja of nee, de opmerking is leeg of dubbel, of er staat weer iets in waaraan iemand te vinden is, zoals een adres, een nummer, een school of een groep. Kan iets in de regel een naam zijn, dan wordt dat alleen gemeld.",
        en: "A line of the file in which open answers are released cannot be used: there is neither yes nor no, the remark is empty or there twice, or something is in it again by which somebody can be found, such as an address, a number, a school or a group. What may be a name is only told.";
    RemarkChanged = "remark-changed", Drift,
        nl: "Een vrijgegeven regel hoort bij geen opmerking van de exports (meer): de exports, de vraag of het merk zijn veranderd. Wat niemand zo bekeken heeft, komt niet in een verslag.",
        en: "A released line belongs to no remark of the exports (any more): the exports, the question or the mark have changed. What nobody has looked at in this form is not in any report.";
    // Asking and writing.
    NothingToShow = "nothing-to-show", Privacy,
        nl: "Er zijn te weinig respondenten om ook maar iets te laten zien zonder mensen herkenbaar te maken.",
        en: "There are too few respondents to show anything at all without giving people away.";
    RegisterDamaged = "register-damaged", Privacy,
        nl: "Het register, waarin staat wat al gepubliceerd is, is beschadigd of door iets anders dan datadialoog veranderd. Zonder te weten wat er al gepubliceerd is, kan een nieuw verslag samen met het vorige mensen verraden. Zet het register terug uit een reservekopie. Is er geen, haal dan de eerdere verslagen terug bij wie ze heeft en zet het register weg: dan begint het tellen opnieuw, en wie een eerder verslag bewaart, kan de verschillen uitrekenen.",
        en: "The register, which holds what has been published, is damaged or was changed by something else than datadialoog. Without knowing what was published, a new report together with the one before may give people away. Put the register back from a backup. If there is none, take the earlier reports back from whoever has them and move the register away: counting then begins anew, and whoever keeps an earlier report can work out the differences.";
    RegisterMissing = "register-missing", Privacy,
        nl: "In de uitvoermap of een map ernaast, of in een map bij het projectbestand, staat een verslag waarvan een register is bijgehouden, maar dat register staat niet meer naast het projectbestand. Zet het terug. Is het echt weg, haal dan de eerdere verslagen terug, zet hun mappen weg en maak het verslag opnieuw; weet dat wie een eerder verslag bewaart, de verschillen kan uitrekenen.",
        en: "The output folder or one beside it, or a folder near the project file, holds a report of which a register was kept, but that register is no longer beside the project file. Put it back. If it is truly gone, take the earlier reports back, move their folders away and make the report again; know that whoever keeps an earlier report can work out the differences.";
    GroupsMerged = "groups-merged", Privacy,
        nl: "Groepen met te weinig antwoorden om apart te tonen zijn samengenomen en staan als één groep in het verslag, met hun namen erbij, omdat het projectbestand dat toestaat met `merge` onder `[privacy]`. Soms gaat een groep mee die net groot genoeg is: zonder die groep zou het aantal van allemaal samen verraden hoeveel mensen er in een kleine groep antwoordden. Helpt ook dat niet, dan wordt er niets samengenomen en blijven groepen weg; ook dat wordt gemeld. Wat in een verslag van een ronde samengenomen is, blijft dat in die ronde.",
        en: "Groups with too few answers to be shown by themselves were put together and stand in the report as one group, with their names beside it, because the project file allows it with `merge` under `[privacy]`. Sometimes a group that is just large enough goes with them: without it the number of all of them together would tell how many people answered in a small group. Where even that does not help, nothing is put together and groups are left out; that is told too. What was put together in a report of a round stays together in that round.";
    EarlierFigures = "earlier-figures", Privacy,
        nl: "Sinds een eerder verslag kwamen er zo weinig mensen bij dat uit het verschil van beide verslagen hun antwoorden te lezen zijn. Wat daarover gaat, houdt de cijfers van toen, met de datum erbij, tot er genoeg bij zijn gekomen.",
        en: "Since an earlier report so few people came in that their answers could be read from the difference of both reports. What is about them keeps the figures of then, with the date beside them, until enough have come in.";
    NotOnlyAdditions = "not-only-additions", Privacy,
        nl: "Sinds een eerder verslag zijn er niet alleen mensen bij gekomen: er zijn er weg, antwoorden zijn veranderd of mensen tellen in een andere groep. Van hoeveel mensen de cijfers dan verschillen, is niet te zeggen. Daarom houdt de hele ronde de cijfers van toen. Komen er weer genoeg antwoorden bij, dan gaat de ronde vanzelf verder. Was het eerdere verslag fout, haal het dan terug bij wie het heeft en zet daarna het register weg: alles wordt dan getoond zoals het nu is, en wie het eerdere verslag bewaart, kan de verschillen uitrekenen.",
        en: "Since an earlier report people were not only added: some are gone, answers were changed or people count in another group. By how many people the figures then differ cannot be said. So the whole round keeps the figures of then. Once enough answers come in again, the round goes on by itself. If the earlier report was wrong, take it back from whoever has it and then move the register away: everything is then shown as it is now, and whoever keeps the earlier report can work out the differences.";
    UnknownTopic = "unknown-topic", Project,
        nl: "`explain` kent deze naam niet: geef een code of een indicator.",
        en: "`explain` does not know this name: give a code or an indicator.";
    OutputFailed = "output-failed", Output,
        nl: "De uitvoer kan niet geschreven worden. Wat er stond, staat er nog.",
        en: "The output cannot be written. What was there is still there.";
    OutputNotOurs = "output-not-ours", Output,
        nl: "Op de plaats van de uitvoer staan bestanden die datadialoog niet gemaakt heeft; die worden niet overschreven.",
        en: "The output folder holds files that datadialoog did not make; they are not overwritten.";
    OutputForOthers = "output-for-others", Output,
        nl: "In de map voor het verslag staat een verslag voor andere lezers: voor het eigen team, het partnerschap of iedereen. Het wordt niet vervangen, want wie die map deelt, zou ineens een ander verslag delen. Kies een andere map met `--out`, of maak het verslag voor dezelfde lezers met `--readers`.",
        en: "The folder for the report holds a report for other readers: the own team, the partnership or everyone. It is not replaced, since whoever shares that folder would suddenly share another report. Choose another folder with `--out`, or make the report for the same readers with `--readers`.";
    ProgramFault = "program-fault", Program,
        nl: "Het programma zelf maakte een fout. Dit ligt niet aan uw bestanden; meld het met de regel die erbij staat.",
        en: "The program itself went wrong. This is not about your files; report it with the line that goes with it.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own_and_an_explanation_in_both_languages() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            let explanation = code.explanation();
            assert!(explanation.nl.ends_with('.') && explanation.en.ends_with('.'), "{}", code.id());
            assert!(code.id().chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        }
    }
}
