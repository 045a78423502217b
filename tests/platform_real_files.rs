//! Exports that other people made, through the whole program and against figures that other programs computed; read where
//! they happen to be at hand.

use std::path::{Path, PathBuf};

use datadialoog::diagnostics::Code;
use datadialoog::disclosure::{Rule, Rules};
use datadialoog::ingest::{ColumnUse, Hints, Limits, labelled, open};
use datadialoog::pipeline::{NoProgress, Order, examine};
use serde_json::Value;

fn real(file: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(file);
    if path.exists() {
        Some(path)
    } else {
        println!("skipped: {} is not here", path.display());
        None
    }
}

fn reference(file: &str) -> Option<Value> {
    let text = std::fs::read_to_string(real(&format!("reference/{file}.json"))?).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

/// The results of a project of one source, whose lines of the project file are `source` and what follows it.
fn results(export: &Path, source: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let name = export.file_name().unwrap();
    std::fs::copy(export, folder.path().join(name)).unwrap();
    let name = name.to_string_lossy();
    let project = format!(
        "[partnership]\nname = \"n\"\npurpose = \"p\"\n[privacy]\nminimum = 3\nminimum-distribution = 3\n\
         [[round]]\nid = \"r\"\ndate = 2026-01-01\n[[source]]\nround = \"r\"\nrole = \"student\"\nfiles = [\"{name}\"]\n{source}"
    );
    let path = folder.path().join("datadialoog.toml");
    std::fs::write(&path, project).unwrap();
    // What is compared is what was read; some of these people all answered alike.
    let rules = Rules::without(&[Rule::Unanimity, Rule::Intervals]);
    let order = Order { rules, ..Order::on("2026-02-01".parse().unwrap()) };
    let examined = examine(&path, &order, &NoProgress).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
    serde_json::to_value(&examined.value.results).unwrap()
}

fn indicator(id: &str, scale: &str, column: &str) -> String {
    let column = toml::Value::String(column.to_owned());
    format!(
        "[[indicator]]\nid = \"{id}\"\ntitle = \"{id}\"\nscale = \"{scale}\"\nitems = [{{ columns = {{ student = {column} }} }}]\n"
    )
}

/// Holds the only item of an indicator in a slice against the figures of another program.
fn hold(results: &Value, indicator: &str, slice: &str, expected: &Value) {
    let place = format!("{indicator}, {slice}");
    let named = |of: &Value, key: &str, name: &str| of[key].as_str() == Some(name);
    let all = results["rounds"][0]["indicators"].as_array().unwrap();
    let found = all.iter().find(|found| named(found, "id", indicator)).unwrap_or_else(|| panic!("{place}"));
    let slices = found["slices"].as_array().unwrap();
    let slice = slices.iter().find(|found| named(found, "slice", slice));
    let item = &slice.unwrap_or_else(|| panic!("{place}: {slices:#?}"))["items"][0];
    let counts: Vec<u64> = item["counts"].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    let wanted = expected["counts"].as_object().unwrap();
    let mut wanted: Vec<(u64, u64)> =
        wanted.iter().map(|(category, count)| (category.parse().unwrap(), count.as_u64().unwrap())).collect();
    wanted.sort();
    assert_eq!(counts, wanted.iter().map(|(_, count)| *count).collect::<Vec<_>>(), "{place}");
    for (figure, name) in [("mean", "mean"), ("favourable_share", "favourable_pct")] {
        let (found, wanted) = (&item[figure], expected[name].as_f64().unwrap());
        let wanted = if name == "favourable_pct" { wanted / 100.0 } else { wanted };
        assert!((found["value"].as_f64().unwrap() - wanted).abs() < 1e-9, "{place}: {figure} {found}");
        assert_eq!(found["n"], expected["n"], "{place}");
    }
    assert!(
        (item["mean"]["sd"].as_f64().unwrap() - expected["sd"].as_f64().unwrap()).abs() < 1e-9,
        "{place}"
    );
}

#[test]
fn a_real_export_of_microsoft_forms_gives_the_figures_of_other_programs() {
    let Some(expected) = reference("msforms_es") else { return };
    let texts = expected["item_texts"].as_object().unwrap();
    let mut source = "missing = { \"No sé\" = \"dont-know\" }\n[[scale]]\nid = \"acuerdo\"\noptions = [\"Muy en desacuerdo\", \
                      \"En desacuerdo\", \"Algo de acuerdo\", \"De acuerdo\", \"Muy de acuerdo\"]\n\
                      neutral = \"Algo de acuerdo\"\n"
        .to_owned();
    for (item, text) in texts {
        source.push_str(&indicator(item, "acuerdo", text.as_str().unwrap()));
    }
    for file in ["uso_R_UMAI.xlsx", "uso_R_UMAI.xls", "uso_R_UMAI.ods"] {
        let Some(path) = real(&format!("msforms/{file}")) else { return };
        let results = results(&path, &format!("platform = \"microsoft-forms\"\n{source}"));
        for (item, expected) in expected["items"].as_object().unwrap() {
            hold(&results, item, "all", expected);
        }
    }
}

#[test]
fn a_real_export_of_limesurvey_gives_the_figures_of_other_programs_as_texts_and_as_codes() {
    let Some(expected) = reference("limesurvey_fr") else { return };
    let scale = |id: &str, options: [&str; 4], codes: Option<[&str; 4]>| {
        let codes = codes.map_or(String::new(), |codes| format!("codes = {codes:?}\n"));
        format!("[[scale]]\nid = \"{id}\"\noptions = {options:?}\n{codes}")
    };
    let welcome = ["Accueil laisse à désirer", "Moyen", "Bien", "Excellent"];
    let offer = ["L'offre devrait être améliorée", "Moyenne", "Bonne", "Excellente"];
    let texts = [
        "groups = { langue = \"Langue\" }\n".to_owned(),
        scale("accueil", welcome, None),
        scale("offre", offer, None),
        indicator("accueil", "accueil", "Globalement, comment jugez-vous l'accueil?"),
        indicator("offre", "offre", "Comment jugez-vous l'offre pour des activités de loisirs}?"),
    ];
    let codes = [
        "groups = { langue = \"langue\" }\n".to_owned(),
        scale("accueil", welcome, Some(["mauvais", "moyen", "bien", "excellent"])),
        scale("offre", offer, Some(["mauvais", "moyen", "bien", "super"])),
        indicator("accueil", "accueil", "accueil"),
        indicator("offre", "offre", "offre_activites_loisirs"),
    ];
    for (file, source) in [
        ("results-survey4914.xlsx", &texts),
        ("results-survey4914.xls", &texts),
        ("results-survey4914.ods", &texts),
        ("results-survey4914-prep.xlsx", &codes),
        ("results-survey4914.tsv", &codes),
    ] {
        let Some(path) = real(&format!("limesurvey/fr/{file}")) else { return };
        let results = results(&path, &source.concat());
        for (item, figures) in expected["items"].as_object().unwrap() {
            hold(&results, item, "all", figures);
            for (language, group) in expected["groups"]["langue"].as_object().unwrap() {
                hold(&results, item, &format!("langue:{language}"), &group["items"][item]);
            }
        }
    }
}

#[test]
fn real_r_syntax_gives_the_columns_of_its_data_their_codes_and_meanings() {
    for (survey, coded, labelled_columns) in [("survey_100001", 300, 70), ("survey_998192", 43, 28)] {
        let Some(data) = real(&format!("limesurvey/limonaid/{survey}_R_data_file.csv")) else { return };
        let syntax = data.with_file_name(format!("{survey}_R_syntax_file.R"));
        let limits = Limits::default();
        let opened = open(&data, "data.csv", &Hints::default(), &limits).unwrap();
        let fitted = labelled(opened, &syntax, "syntax.R", &limits);
        let asked = fitted.value.headings.iter().filter(|heading| heading.column_use == ColumnUse::Answer);
        let with_code = asked.filter(|heading| heading.code.is_some()).count();
        let labels = fitted.value.labels.len();
        assert!(
            with_code >= coded && labels >= labelled_columns,
            "{survey}: {with_code} codes, {labels} labels"
        );
        assert!(fitted.notes.iter().any(|note| note.code == Code::LabelsUsed), "{survey}");
        let long = fitted.value.headings.iter().map(|heading| heading.text.chars().count()).max();
        assert!(long.is_some_and(|long| survey != "survey_998192" || long > 1000), "{survey}: {long:?}");
    }
}
