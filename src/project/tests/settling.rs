use super::*;

#[test]
fn a_minimum_of_three_is_the_floor() {
    assert_eq!(project(&format!("{SMALLEST}[privacy]\nminimum = 3\n")).privacy.minimum, 3);
    assert_eq!(only("[privacy]\nminimum = 2\n").code, Code::BadValue);
    assert_eq!(only("[privacy]\nminimum = 5\nminimum-distribution = 4\n").code, Code::BadValue);
    assert_eq!(project(&format!("{SMALLEST}[privacy]\nminimum = 12\n")).privacy.minimum_distribution, 12);
}

/// The minimums of the own team, the partnership and everyone, then of a distribution, by these lines of `[privacy]`.
fn minimums(lines: &str) -> [u64; 4] {
    let of = project(&format!("{SMALLEST}[privacy]\n{lines}\n")).minimums;
    [of.own_team, of.partnership, of.public, of.distribution]
}

#[test]
fn a_minimum_takes_those_of_wider_circles_along_that_are_not_written() {
    assert_eq!(minimums(""), [5, 10, 20, 10]);
    assert_eq!(minimums("minimum = 3"), [3, 10, 20, 10]);
    assert_eq!(minimums("minimum = 12"), [12, 12, 20, 12]);
    assert_eq!(minimums("minimum = 25"), [25, 25, 25, 25]);
    assert_eq!(minimums("minimum-partnership = 30"), [5, 30, 30, 10]);
    assert_eq!(minimums("minimum = 4\nminimum-partnership = 4\nminimum-public = 4"), [4, 4, 4, 10]);
    assert_eq!(minimums("minimum-public = 15\nminimum-distribution = 5"), [5, 10, 15, 5]);
}

#[test]
fn a_wider_circle_cannot_have_a_lower_minimum_and_each_is_told_with_its_mend() {
    for (lines, said) in [
        ("minimum-partnership = 4", "`minimum-partnership` is 4, lager dan `minimum` (5)."),
        ("minimum-public = 9", "`minimum-public` is 9, lager dan `minimum-partnership` (10)."),
        (
            "minimum = 30\nminimum-public = 20",
            "`minimum-public` is 20, lager dan `minimum-partnership` (30).",
        ),
    ] {
        let fault = only(&format!("[privacy]\n{lines}\n"));
        assert_eq!((fault.code, fault.headline.nl.as_str()), (Code::BadValue, said));
        assert!(fault.help.is_some());
    }
    for key in ["minimum-partnership", "minimum-public"] {
        let fault = only(&format!("[privacy]\n{key} = 2\n"));
        assert!(fault.code == Code::BadValue && fault.headline.nl.contains(key), "{}", fault.headline.nl);
    }
    assert_eq!(minimums("minimum = 5\nminimum-partnership = 5\nminimum-public = 5"), [5, 5, 5, 10]);
}

#[test]
fn bounds_lie_where_they_can_lie_and_the_ends_belong_to_it() {
    for sound in [
        "statistic = \"mean\"\nat-least = 1\nunit = \"points\"",
        "statistic = \"mean\"\nat-least = 5\nunit = \"points\"",
        "statistic = \"favourable-share\"\nat-most = 100\nunit = \"percent\"",
        "statistic = \"favourable-share\"\nat-most = 1\nunit = \"percent\"",
        "statistic = \"response-rate\"\nat-least = 0\nunit = \"percent\"",
    ] {
        project(&format!("{SMALLEST}{}", threshold(sound)));
    }
    for off in [
        "statistic = \"mean\"\nat-least = 5.1\nunit = \"points\"",
        "statistic = \"mean\"\nat-least = 0.9\nunit = \"points\"",
        "statistic = \"favourable-share\"\nat-most = 101\nunit = \"percent\"",
        "statistic = \"favourable-share\"\nat-least = 0.7\nunit = \"percent\"",
        "statistic = \"mean\"\nat-least = 70\nunit = \"percent\"",
        "statistic = \"mean\"\nat-least = 3\nat-most = 4\nunit = \"points\"",
        "statistic = \"mean\"\nat-least = 3\nunit = \"points\"\nreview-by = 2025-01-02",
    ] {
        let fault = only(&threshold(off));
        assert_eq!(fault.code, Code::BadValue, "{off}: {}", drawn(std::slice::from_ref(&fault)));
    }
    assert_eq!(only(&threshold("statistic = \"mean\"\nunit = \"points\"")).code, Code::MissingKey);
    let bipolar =
        threshold("statistic = \"mean\"\nat-least = 3\nunit = \"points\"").replace("eens-5", "hoogte-5");
    assert_eq!(only(&bipolar).code, Code::BadValue);
}

/// The smallest project with groups and two roles, and an indicator put to both with one threshold of these lines.
fn compared(lines: &str, groups: &str) -> String {
    let smallest = SMALLEST.replace("role = \"student\"\n", &format!("role = \"student\"\n{groups}\n"));
    let source = "[[source]]\nround = \"r\"\nfiles = [\"g.csv\"]\nrole = \"mentor\"\n";
    let own = threshold(lines).replace("student = \"Q\"", "student = \"Q\", mentor = \"Q\"");
    format!("{smallest}{source}{own}")
}

#[test]
fn what_compares_has_bounds_as_wide_as_it_can_be() {
    let school = "groups = { school = \"S\" }";
    for sound in [
        "statistic = \"agreement\"\nat-least = -1\nunit = \"coefficient\"",
        "statistic = \"agreement\"\nat-least = 1\nunit = \"coefficient\"",
        "statistic = \"role-gap\"\nat-most = 0\nunit = \"points\"",
        "statistic = \"role-gap\"\nat-most = 4\nunit = \"points\"\nrole = \"mentor\"",
        "statistic = \"lowest-group-share\"\nat-least = 100\nunit = \"percent\"",
        "statistic = \"change\"\nat-least = -4\nunit = \"points\"",
        "statistic = \"change\"\nat-least = -100\nunit = \"percent\"",
        "statistic = \"change\"\nat-least = 0\nunit = \"percent\"\nrole = \"student\"",
    ] {
        project(&compared(sound, school));
    }
    for off in [
        "statistic = \"agreement\"\nat-least = 1.1\nunit = \"coefficient\"",
        "statistic = \"agreement\"\nat-least = 0.4\nunit = \"points\"",
        "statistic = \"role-gap\"\nat-most = 4.1\nunit = \"points\"",
        "statistic = \"role-gap\"\nat-most = -0.1\nunit = \"points\"",
        "statistic = \"lowest-group-share\"\nat-least = 101\nunit = \"percent\"",
        "statistic = \"lowest-group-share\"\nat-least = 60\nunit = \"percent\"\nrole = \"student\"",
        "statistic = \"change\"\nat-least = -4.1\nunit = \"points\"",
        "statistic = \"change\"\nat-least = -101\nunit = \"percent\"",
        "statistic = \"change\"\nat-least = 0\nunit = \"points\"\ngrouping = \"school\"",
    ] {
        let found = faults(&compared(off, school));
        assert_eq!(found.len(), 1, "{off}: {}", drawn(&found));
        assert_eq!(found[0].code, Code::BadValue, "{off}");
    }
}

#[test]
fn the_lowest_group_names_its_grouping_where_there_is_more_than_one() {
    let lowest = |more: &str, groups: &str| {
        compared(
            &format!("statistic = \"lowest-group-share\"\nat-least = 60\nunit = \"percent\"\n{more}"),
            groups,
        )
    };
    let (one, two) = ("groups = { school = \"S\" }", "groups = { school = \"S\", year = \"Y\" }");
    let named = |text: &str| {
        let project = project(text);
        project.indicators[0].thresholds[0].grouping.as_ref().map(|key| key.as_str().to_owned())
    };
    assert_eq!(named(&lowest("", one)).as_deref(), Some("school"));
    assert_eq!(named(&lowest("grouping = \"year\"", two)).as_deref(), Some("year"));
    let code = |text: &str| faults(text).first().map(|fault| fault.code);
    assert_eq!(code(&lowest("", two)), Some(Code::MissingKey));
    assert_eq!(code(&lowest("grouping = \"yaer\"", two)), Some(Code::UnknownName));
    assert_eq!(code(&lowest("", "")), Some(Code::BadValue), "there are no groups");
    let text = lowest("grouping = \"year\"", two);
    assert_eq!(project(&effective(&project(&text))), project(&text), "written out again it is the same");
}

#[test]
fn a_gap_between_roles_asks_for_two_roles() {
    let fault = only(&threshold("statistic = \"role-gap\"\nat-most = 0.5\nunit = \"points\""));
    assert_eq!(fault.code, Code::BadValue);
    let bipolar = compared("statistic = \"role-gap\"\nat-most = 0.5\nunit = \"points\"", "");
    let bipolar = bipolar.replace("eens-5", "hoogte-5");
    assert_eq!(faults(&bipolar).first().map(|fault| fault.code), Some(Code::BadValue), "it has no mean");
    let change =
        threshold("statistic = \"change\"\nat-least = 0\nunit = \"points\"").replace("eens-5", "hoogte-5");
    assert_eq!(only(&change).code, Code::BadValue);
}

#[test]
fn a_higher_rung_may_not_ask_less() {
    let higher = |line: &str| {
        let more = threshold("statistic = \"mean\"\nat-least = 3.5\nunit = \"points\"");
        format!(
            "{more}[[indicator.threshold]]\nrung = \"ambition\"\nstatistic = \"mean\"\n{line}\nunit = \"points\"\n\
             why = \"w\"\nowner = \"o\"\nagreed-on = 2025-01-02\n"
        )
    };
    project(&format!("{SMALLEST}{}", higher("at-least = 3.5")));
    assert_eq!(only(&higher("at-least = 3.4")).code, Code::RungsOutOfOrder);
    assert_eq!(only(&higher("at-most = 4")).code, Code::RungsOutOfOrder);
    assert_eq!(only(&higher("at-least = 3.4").replace("ambition", "basis")).code, Code::DuplicateName);
    project(&format!("{SMALLEST}{}", higher("at-least = 3.4\nrole = \"student\"")));
}

#[test]
fn a_scale_of_odd_length_says_which_option_is_neutral() {
    let scale = |rest: &str| format!("[[scale]]\nid = \"s\"\noptions = [\"a\", \"b\", \"c\"]\n{rest}");
    let settled = project(&format!("{SMALLEST}{}", scale("neutral = \"b\"\n")));
    let own = settled.scales.get(&ScaleId::new("s")).expect("declared");
    assert_eq!((&own.favourable[..], &own.unfavourable[..], own.neutral), (&[3][..], &[1][..], Some(2)));
    assert_eq!(only(&scale("")).code, Code::MissingKey);
    assert_eq!(only(&scale("neutral = \"a\"\n")).code, Code::BadValue);
    assert_eq!(only(&scale("neutral = \"d\"\n")).code, Code::UnknownName);
    assert_eq!(only(&scale("neutral = \"b\"\nfavourable = [\"b\"]\n")).code, Code::BadValue);
    assert_eq!(only(&scale("neutral = \"b\"\ncodes = [\"1\", \"2\"]\n")).code, Code::BadValue);
    assert_eq!(only(&scale("neutral = \"b\"\nfavourable = [\"x\"]\n")).code, Code::UnknownName);
    assert_eq!(
        only(
            &scale("kind = \"bipolar\"\nid = \"t\"\n")
                .replacen("id = \"s\"\n", "", 1)
                .replace("\"t\"", "\"eens-5\"")
        )
        .code,
        Code::DuplicateName
    );
    assert_eq!(only("[[scale]]\nid = \"s\"\noptions = [\"a\"]\n").code, Code::BadValue);
    assert_eq!(only("[[scale]]\nid = \"s\"\noptions = [\"a\", \"A\"]\n").code, Code::DuplicateName);
}

#[test]
fn a_mark_has_the_whole_numbers_from_one_and_no_others() {
    let scale = |options: &str| format!("[[scale]]\nid = \"s\"\nkind = \"mark\"\noptions = [{options}]\n");
    project(&format!("{SMALLEST}{}", scale("\"1\", \"2\", \"3\"")));
    for wrong in
        ["\"1\", \"1,5\", \"2\"", "\"0\", \"1\", \"2\"", "\"3\", \"2\", \"1\"", "\"slecht\", \"goed\""]
    {
        let fault = only(&scale(wrong));
        assert_eq!(fault.code, Code::BadValue, "{wrong}");
    }
    let fault = only(&scale("\"1\", \"1,5\", \"2\""));
    let help = fault.help.as_ref().expect("a remedy");
    assert!(fault.headline.nl.contains("`1,5`") && help.nl.contains("Rond halve cijfers"), "{fault:?}");
}

#[test]
fn a_source_says_once_whose_answers_it_holds() {
    let role = |line: &str| faults(&SMALLEST.replace("role = \"student\"\n", line));
    assert_eq!(places(&role("")), [(Code::MissingKey, 7, 1)]);
    assert_eq!(places(&role("role = \"student\"\nrole-column = \"Rol\"\n")), [(Code::BadValue, 11, 15)]);
    assert_eq!(
        places(&role("role = 3\n")),
        [(Code::WrongType, 10, 8)],
        "no second complaint about the same thing"
    );
    assert_eq!(places(&role("rol = \"student\"\n")), [(Code::UnknownKey, 10, 1)]);
}

#[test]
fn a_role_without_answers_cannot_be_asked_of() {
    let more = "[[role]]\nid = \"bestuurder\"\n[[indicator]]\nid = \"i\"\ntitle = \"t\"\n\
                items = [{ columns = { bestuurder = \"Q\" } }]\n";
    let fault = only(more);
    assert_eq!(fault.code, Code::UnknownName);
    assert!(fault.headline.nl.contains("Geen bron"), "{}", fault.headline.nl);
    assert_eq!(only("[[indicator]]\nid = \"i\"\ntitle = \"t\"\nitems = []\n").code, Code::BadValue);
}

#[test]
fn two_rounds_on_one_day_are_a_warning() {
    let text = format!("{SMALLEST}[[round]]\nid = \"r2\"\ndate = 2026-01-01\n");
    let checked = read(&text, "f", Path::new("")).expect("a project");
    assert_eq!(places(&checked.notes), [(Code::BadValue, 13, 8)]);
    assert!(!checked.has_errors());
}

#[test]
fn a_meeting_refers_to_what_is_there() {
    let meeting = |line: &str| {
        format!("[[meeting]]\nid = \"m\"\ntitle = \"t\"\ndate = 2026-01-01\nminutes = 60\n{line}\n")
    };
    project(&format!("{SMALLEST}{}", meeting("participants = [\"student\"]")));
    for (line, code) in [
        ("audience = { school = \"Noord\" }", Code::UnknownName),
        ("participants = [\"studnet\"]", Code::UnknownName),
        ("participants = [\"student\", \"student\"]", Code::DuplicateName),
        ("focus = [\"x\"]", Code::UnknownName),
        ("formats = [\"pdf\"]", Code::UnknownName),
        ("question = \" \"", Code::BadValue),
    ] {
        assert_eq!(only(&meeting(line)).code, code, "{line}");
    }
    assert_eq!(only(&meeting("").replace("60", "0")).code, Code::BadValue);
}

#[test]
fn a_source_that_contradicts_itself_is_reported() {
    for (line, code) in [
        ("asked = \"a.csv\"\nasked-number = 4", Code::BadValue),
        ("asked-number = 0", Code::BadValue),
        ("header-row = 0", Code::BadValue),
        ("delimiter = \";;\"", Code::BadValue),
        ("delimiter = \"a\"", Code::BadValue),
        ("role-values = { a = \"b\" }", Code::BadValue),
        ("missing = { \"Weet niet\" = \"dont-know\", \"weet niet\" = \"not-asked\" }", Code::DuplicateName),
        ("missing = { \"Weet niet\" = \"onbekend\" }", Code::UnknownName),
        ("encoding = \"\"", Code::BadValue),
        ("platform = \"formdesk\"", Code::UnknownName),
    ] {
        assert_eq!(only(line).code, code, "{line}");
    }
}

#[test]
fn a_role_column_without_a_list_of_texts_takes_the_roles_that_are_asked_of() {
    let text = SMALLEST.replace("role = \"student\"", "role-column = \"Rol\"");
    let item = "[[indicator]]\nid = \"i\"\ntitle = \"t\"\nitems = [{ columns = { mentor = \"Q\" } }]\n";
    let settled = project(&format!("{text}{item}"));
    assert!(settled.roles.contains_key(&RoleId::new("mentor")));
    assert_eq!(project(&effective(&settled)), settled);
    let declared = faults(&format!("{text}[[role]]\nid = \"student\"\n{item}"));
    assert_eq!(places(&declared).iter().map(|(code, ..)| *code).collect::<Vec<_>>(), [Code::UnknownName]);
}

#[test]
fn one_unreadable_name_does_not_make_a_chain_of_complaints() {
    let text = SMALLEST.replace("id = \"r\"", "id = 1");
    assert_eq!(places(&faults(&text)), [(Code::WrongType, 5, 6)]);
    let text = SMALLEST.replace("[[round]]", "[[rond]]");
    assert_eq!(places(&faults(&text)), [(Code::UnknownKey, 4, 3)]);
}

#[test]
fn names_that_are_one_in_a_file_name_are_refused() {
    let indicator = |id: &str| {
        format!(
            "[[indicator]]\nid = \"{id}\"\ntitle = \"t\"\nitems = [{{ columns = {{ student = \"Q\" }} }}]\n"
        )
    };
    let meeting =
        |id: &str| format!("[[meeting]]\nid = \"{id}\"\ntitle = \"t\"\ndate = 2026-01-01\nminutes = 60\n");
    for (one, other) in [("team_1", "team-1"), ("A", "a"), ("bé", "bë")] {
        for make in [&indicator as &dyn Fn(&str) -> String, &meeting] {
            let fault = only(&(make(one) + &make(other)));
            assert_eq!(fault.code, Code::DuplicateName);
            assert!(fault.headline.nl.contains(one) && fault.headline.nl.contains(other), "{fault:?}");
            assert!(fault.help.expect("a reason").nl.contains("verwijzingen"));
        }
    }
    assert_eq!(only(&(meeting("a") + &meeting("a"))).headline.nl, "Er is al een gesprek `a`.");
    project(&format!("{SMALLEST}{}{}", indicator("team-1"), meeting("team_1")));
}

#[test]
fn a_grouping_cannot_bear_the_name_of_the_role_or_of_everyone() {
    for key in ["role", "rol", "all", "Rol"] {
        let fault = only_source(&format!("groups = {{ {key} = \"Q03\" }}"));
        assert_eq!(fault.code, Code::BadValue, "{key}");
        assert!(fault.help.expect("a reason").nl.contains("role-column"));
    }
}

#[test]
fn a_path_with_backslashes_is_refused_with_the_path_that_was_meant() {
    for written in [r"'exports\a.csv'", r#""exports\\a.csv""#] {
        let fault = only_source(&format!("asked = {written}"));
        assert_eq!(fault.code, Code::BadValue);
        assert!(fault.help.expect("help").nl.contains("exports/a.csv"), "{written}");
    }
    let fault = faults(&SMALLEST.replace("\"f.csv\"", r#""exports\test.csv""#)).remove(0);
    assert!(
        fault.help.expect("help").nl.contains("exports/test.csv"),
        "a tab stands where `\\t` was written"
    );
}

/// The one fault of the smallest project with a line more in its source.
fn only_source(line: &str) -> Diagnostic {
    only(&format!("{line}\n"))
}

#[test]
fn what_a_source_says_of_the_quality_of_responses_has_to_hold_together() {
    for (lines, code, nl) in [
        ("leave-out = [\"previews\"]", Code::UnknownName, "`previews`"),
        ("leave-out = \"preview\"", Code::WrongType, "`leave-out`"),
        ("leave-out = [\"preview\", \"preview\"]", Code::DuplicateName, "`preview`"),
        ("leave-out = [\"too-fast\"]", Code::MissingKey, "`fastest-seconds`"),
        ("leave-out = [\"outside-dates\"]", Code::MissingKey, "`from`"),
        ("fastest-seconds = 0", Code::BadValue, "`fastest-seconds` is 0"),
        ("fastest-seconds = \"90 s\"", Code::WrongType, "`fastest-seconds`"),
        ("fastest-second = 90", Code::UnknownKey, "`fastest-second`"),
        ("from = \"2026-03-01\"", Code::WrongType, "`from`"),
        ("from = 2026-04-15\nuntil = 2026-03-01", Code::BadValue, "vóór `from`"),
        ("unused = [\"V61\", \"V61\"]", Code::DuplicateName, "`V61`"),
        ("unused = [\"\"]", Code::BadValue, "`unused`"),
        ("absent = [\"Q9\"]", Code::UnknownName, "`Q9`"),
        ("remarks = { \"Nog iets?\" = \"Q9\" }", Code::BadValue, "open antwoorden"),
        ("remarks = [\"Q9\"]", Code::WrongType, "`remarks`"),
    ] {
        let fault = only(&format!("{lines}\n"));
        assert_eq!(fault.code, code, "{lines}");
        assert!(fault.headline.nl.contains(nl), "{lines}: {}", fault.headline.nl);
        assert!(fault.headline.en != fault.headline.nl, "{lines}");
    }
    let day = "from = 2026-03-01\nuntil = 2026-03-01\nleave-out = [\"outside-dates\"]\n";
    let settled = project(&format!("{SMALLEST}{day}"));
    assert_eq!(project(&effective(&settled)), settled);
    assert_eq!(project(&format!("{SMALLEST}leave-out = []\n")).sources[0].quality.leave_out.len(), 0);
}

#[test]
fn a_column_that_is_absent_is_one_that_an_indicator_asks_for() {
    let item =
        "[[indicator]]\nid = \"i\"\ntitle = \"t\"\nitems = [{ columns = { student = \"BEG[SQ007]\" } }]\n";
    let settled = project(&format!("{SMALLEST}absent = [\"BEG[SQ007]\"]\n{item}"));
    assert_eq!(settled.sources[0].absent, ["BEG[SQ007]"]);
    assert_eq!(project(&effective(&settled)), settled);
    let fault = only(&format!("absent = [\"BEG[SQ006]\"]\n{item}"));
    assert_eq!(fault.code, Code::UnknownName);
    assert!(fault.excerpt.expect("an excerpt").label.nl.contains("BEG[SQ007]"));
}

#[test]
fn what_is_weighed_by_is_a_role_or_a_grouping_of_which_it_is_known_how_many_were_asked() {
    let with = |by: &str, asked: &str| {
        let source = format!("role = \"student\"\ngroups = {{ school = \"S\" }}\n{asked}\n");
        format!("{}[response]\nweigh-by = \"{by}\"\n", SMALLEST.replace("role = \"student\"\n", &source))
    };
    let (file, number) = ("asked = \"p.csv\"", "asked-number = 40");
    let by = |text: &str| project(text).weigh_by.map(|by| by.key().to_owned());
    assert_eq!(by(SMALLEST), None);
    for (name, asked) in [("role", file), ("role", number), ("school", file)] {
        let text = with(name, asked);
        assert_eq!(by(&text).as_deref(), Some(name));
        assert_eq!(project(&effective(&project(&text))), project(&text), "written out again it is the same");
    }
    let code = |text: &str| faults(text).first().map(|fault| fault.code);
    assert_eq!(code(&with("schol", file)), Some(Code::UnknownName));
    assert_eq!(code(&with("role", "")), Some(Code::MissingKey));
    assert_eq!(
        code(&with("school", number)),
        Some(Code::MissingKey),
        "one number does not say how many per school"
    );
    let second = "[[source]]\nround = \"r\"\nfiles = [\"g.csv\"]\nrole = \"mentor\"\n";
    let half = format!("{}{second}", with("role", file));
    assert_eq!(by(&half).as_deref(), Some("role"), "one source without is a warning");
}
