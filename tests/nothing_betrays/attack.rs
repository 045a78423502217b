//! Attacks on documents of figures: what follows from what is published about groups that are withheld?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Round, indicator and slice.
pub type At = (String, String, String);

/// Everything that several documents show together.
pub struct Published<'a> {
    slices: BTreeMap<At, &'a Value>,
    responses: BTreeMap<(String, String), &'a Value>,
}

impl<'a> Published<'a> {
    /// What these documents show: what one of them shows is known.
    pub fn of(documents: &[&'a Value]) -> Self {
        let mut published = Self { slices: BTreeMap::new(), responses: BTreeMap::new() };
        for document in documents {
            for (at, row) in slices(document) {
                if !published.slices.get(&at).is_some_and(|known| is_shown(&known["figures"]["mean"])) {
                    published.slices.insert(at, row);
                }
            }
            for (at, row) in responses(document) {
                if !published.responses.get(&at).is_some_and(|known| is_shown(&known["rate"])) {
                    published.responses.insert(at, row);
                }
            }
        }
        published
    }

    /// Half of the last decimal in which means are printed: how far one may be from the true one. 0: not rounded.
    fn slack(&self) -> f64 {
        let decimals =
            |value: f64| format!("{value}").split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let means = self.slices.values().flat_map(|row| {
            let items = list(&row["items"]).iter().map(|item| &item["mean"]["value"]);
            items.chain([&row["figures"]["mean"]["value"]])
        });
        match means.filter_map(Value::as_f64).map(decimals).max() {
            Some(most) if most <= 5 => 0.5 * 0.1_f64.powi(i32::try_from(most).unwrap_or(0)),
            _ => 0.0,
        }
    }
}

/// The slices of every indicator in a document.
pub fn slices(document: &Value) -> Vec<(At, &Value)> {
    let mut found = Vec::new();
    for round in list(&document["rounds"]) {
        for indicator in list(&round["indicators"]) {
            for row in list(&indicator["slices"]) {
                found.push(((text(&round["round"]), text(&indicator["id"]), text(&row["slice"])), row));
            }
        }
    }
    found
}

pub fn responses(document: &Value) -> Vec<((String, String), &Value)> {
    let rounds = list(&document["rounds"]).iter();
    rounds
        .flat_map(|round| list(&round["response"]).iter().map(move |row| (round, row)))
        .map(|(round, row)| ((text(&round["round"]), text(&row["slice"])), row))
        .collect()
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

pub fn is_shown(figure: &Value) -> bool {
    figure["state"] == "value"
}

fn n(figure: &Value) -> i64 {
    figure["n"].as_i64().unwrap_or(0)
}

/// Every number of people that the figures of a slice rest on: with any answer, with a score, and per statement.
pub fn sizes(real: &Value) -> Vec<i64> {
    let own = ["any", "scored"].into_iter().map(|measure| real[measure].as_i64().unwrap_or(0));
    own.chain(list(&real["items"]).iter().map(n)).collect()
}

pub fn is_small(sizes: &[i64], minimum: i64) -> bool {
    sizes.iter().any(|&size| 0 < size && size < minimum)
}

/// Whether there is any number in a value, however deep.
fn holds_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Array(values) => values.iter().any(holds_number),
        Value::Object(members) => members.values().any(holds_number),
        _ => false,
    }
}

/// Slices that are withheld and yet hold a number, and slices that are too small and yet are shown.
pub fn shown_outright(document: &Value, truth: &Value) -> Vec<String> {
    let minimum = truth["minimum"].as_i64().expect("a minimum");
    let whole = truth["minimum_distribution"].as_i64().expect("a minimum");
    let mut found = Vec::new();
    for ((round, slice), row) in responses(document) {
        let size = truth["rounds"][&round]["respondents"][&slice].as_i64().unwrap_or(0);
        let hidden = !is_shown(&row["rate"]) || is_small(&[size], minimum);
        if hidden && holds_number(row) {
            found.push(format!("{round}, response of {slice}: {row}"));
        }
    }
    for (at, row) in slices(document) {
        let real = &truth["rounds"][&at.0]["indicators"][&at.1][&at.2];
        // Of few people the mean may be withheld beside a share that is shown.
        let share = &row["figures"]["favourable-share"]["state"];
        let hidden = ["too-few", "withheld"].contains(&text(share).as_str());
        let small = is_small(&sizes(real), minimum);
        let divided = list(&row["items"]).iter().any(|item| item["divided"] == true);
        if (hidden || small) && (holds_number(row) || divided) {
            found.push(format!("{at:?}: {row}"));
        }
        let counted = list(&row["items"]).iter().any(|item| item["counts"].is_array());
        if counted && is_small(&sizes(real), whole) {
            found.push(format!("{at:?}: a distribution of fewer than {whole}"));
        }
        if hidden || small {
            found.extend(beside(document, &at).into_iter().map(|what| format!("{at:?}: {what}")));
        }
    }
    found
}

/// Verdicts, gaps, comparisons and reliability that speak in numbers of a slice.
fn beside(document: &Value, at: &At) -> Vec<String> {
    let rounds = list(&document["rounds"]).iter().filter(|round| round["round"] == at.0);
    let indicators = rounds.flat_map(|round| list(&round["indicators"])).filter(|one| one["id"] == at.1);
    let mut found = Vec::new();
    for indicator in indicators {
        let verdicts =
            list(&indicator["thresholds"]).iter().flat_map(|threshold| list(&threshold["verdicts"]));
        let silent = [Value::from("too-few"), Value::from("withheld")];
        for verdict in verdicts.filter(|verdict| verdict["slice"] == at.2) {
            if holds_number(verdict) || !silent.contains(&verdict["verdict"]) {
                found.push(format!("verdict {verdict}"));
            }
        }
        let role = at.2.strip_prefix("role:");
        let of_role = |gap: &&Value| role.is_some_and(|role| gap["higher"] == role || gap["lower"] == role);
        found.extend(list(&indicator["gaps"]).iter().filter(of_role).map(|gap| format!("gap {gap}")));
        let comparisons = &indicator["comparisons"];
        let pairs = list(&comparisons["roles"]).iter();
        let of_pair = |pair: &&Value| role.is_some_and(|role| pair["one"] == role || pair["other"] == role);
        let own = |row: &&Value| row["slice"] == at.2;
        let beside = pairs.filter(of_pair).chain(list(&comparisons["rests"]).iter().filter(own));
        let beside =
            beside.chain(list(&comparisons["trends"]).iter().filter(own)).map(|one| &one["difference"]);
        let reliable = list(&indicator["reliability"]).iter().filter(own);
        found.extend(
            beside.chain(reliable).filter(|one| holds_number(one)).map(|one| format!("beside {one}")),
        );
    }
    found
}

/// One total and its parts: what is left when the parts that are shown are taken away, and who that is.
struct Remainder<'a> {
    what: String,
    people: i64,
    hidden: &'a [i64],
    minimum: i64,
}

impl Remainder<'_> {
    /// Nobody is left; or nobody small; or enough people, in at least two groups.
    fn gives_away(&self) -> Option<String> {
        let hidden: Vec<i64> = self.hidden.iter().copied().filter(|&size| size > 0).collect();
        assert_eq!(
            self.people,
            hidden.iter().sum::<i64>(),
            "{}: what is left is not who is hidden",
            self.what
        );
        let exposed = is_small(&hidden, self.minimum) && (self.people < self.minimum || hidden.len() < 2);
        exposed.then(|| format!("{}: {} people are left, in groups of {hidden:?}", self.what, self.people))
    }
}

/// Groups below the minimum that follow from a total minus what is shown: the response, every indicator, every
/// statement and every distribution, over the roles and over every grouping.
pub fn subtracted(published: &Published, truth: &Value) -> Vec<String> {
    let minimum = truth["minimum"].as_i64().expect("a minimum");
    let mut found = Vec::new();
    let rounds: BTreeSet<&String> = published.responses.keys().map(|(round, _)| round).collect();
    for round in rounds {
        let real = &truth["rounds"][round]["respondents"];
        for key in groupings(real) {
            let at = |slice: &str| published.responses.get(&(round.clone(), slice.to_owned()));
            let count = |row: &Value| row["respondents"].as_i64();
            let parts = members(real, &key);
            let shown = |slice: &String| at(slice).and_then(|row| count(row));
            if parts.iter().all(|slice| shown(slice).is_none()) {
                continue;
            }
            let hidden: Vec<i64> = parts
                .iter()
                .filter(|slice| shown(slice).is_none())
                .filter_map(|slice| real[slice].as_i64())
                .collect();
            let whole = at("all").and_then(|row| count(row)).expect("a total");
            let people = whole - parts.iter().filter_map(shown).sum::<i64>();
            let what = format!("{round}, response by {key}");
            found.extend(Remainder { what, people, hidden: &hidden, minimum }.gives_away());
        }
    }
    for ((round, indicator, slice), whole) in &published.slices {
        if slice == "all" && is_shown(&whole["figures"]["mean"]) {
            for key in groupings(&truth["rounds"][round]["respondents"]) {
                found.extend(subtracted_table(published, truth, round, indicator, whole, &key));
            }
        }
    }
    found
}

fn subtracted_table(
    published: &Published,
    truth: &Value,
    round: &str,
    indicator: &str,
    whole: &Value,
    key: &str,
) -> Vec<String> {
    let real = &truth["rounds"][round]["indicators"][indicator];
    let row = |slice: &String| {
        published.slices.get(&(round.to_owned(), indicator.to_owned(), slice.clone())).copied()
    };
    let all = members(real, key);
    let mut found = Vec::new();
    // One figure of the table: how many people it rests on in a row where it is shown, and in truth.
    let mut look =
        |what: String, of: &dyn Fn(&Value) -> Option<i64>, size: &dyn Fn(&String) -> i64, bound: &str| {
            let Some(total) = of(whole) else { return };
            let known = |slice: &&String| row(slice).and_then(of).is_some();
            let (shown, hidden): (Vec<&String>, Vec<&String>) = all.iter().partition(known);
            if shown.is_empty() {
                return;
            }
            let minimum = truth[bound].as_i64().expect("a minimum");
            let taken: i64 = shown.iter().filter_map(|slice| row(slice).and_then(of)).sum();
            let hidden: Vec<i64> = hidden.into_iter().map(size).collect();
            let what = format!("{round}, {indicator} by {key}, {what}");
            found.extend(Remainder { what, people: total - taken, hidden: &hidden, minimum }.gives_away());
        };
    let people = |figure: &Value| match text(&figure["state"]).as_str() {
        "too-few" | "withheld" | "" => None,
        _ => Some(n(figure)),
    };
    for (statistic, measure) in [("favourable-share", "any"), ("mean", "scored")] {
        look(
            measure.to_owned(),
            &|row| people(&row["figures"][statistic]),
            &|slice| real[slice][measure].as_i64().unwrap_or(0),
            "minimum",
        );
    }
    for place in 0..list(&whole["items"]).len() {
        let size = |slice: &String| n(&real[slice]["items"][place]);
        look(format!("statement {place}"), &|row| people(&row["items"][place]["mean"]), &size, "minimum");
        let answers = |row: &Value| -> Option<i64> {
            let counts = row["items"][place]["counts"].as_array()?;
            Some(counts.iter().filter_map(Value::as_i64).sum())
        };
        look(format!("distribution of statement {place}"), &answers, &size, "minimum_distribution");
    }
    found
}

/// The ways in which slices are made: by role, by school.
fn groupings(real: &Value) -> BTreeSet<String> {
    let slices = real.as_object().into_iter().flat_map(|slices| slices.keys());
    slices.filter_map(|slice| slice.split_once(':')).map(|(key, _)| key.to_owned()).collect()
}

/// The slices of one grouping, and those in no group of it.
pub fn members(real: &Value, key: &str) -> Vec<String> {
    let slices = real.as_object().into_iter().flat_map(|slices| slices.keys());
    slices.filter(|slice| slice.split_once(':').is_some_and(|(of, _)| of == key)).cloned().collect()
}

/// Slices in which the mean of the scores and the means of the statements together give the answers of fewer people
/// than the minimum: those who did not answer, or were not asked, every statement.
pub fn half_answered(published: &Published, truth: &Value) -> Vec<String> {
    let minimum = truth["minimum"].as_i64().expect("a minimum");
    let slack = published.slack();
    let mut found = Vec::new();
    for (at, row) in &published.slices {
        let (mean, items) = (&row["figures"]["mean"], list(&row["items"]));
        let incomplete =
            truth["rounds"][&at.0]["indicators"][&at.1][&at.2]["incomplete"].as_i64().unwrap_or(0);
        let withheld = items.iter().any(|item| item["mean"]["state"] == "withheld");
        if items.len() < 2 || withheld || !is_small(&[incomplete], minimum) || !is_shown(mean) {
            continue;
        }
        // From where to where questions times the sum of scores, minus the sums of the statements, may lie.
        let ends = |figure: &Value| {
            let (value, n) = (figure["value"].as_f64().unwrap_or(0.0), n(figure) as f64);
            ((value - slack) * n, (value + slack) * n)
        };
        // The rule is known: scores over several statements are rounded to one decimal, statements are exact.
        let questions = items.len() as f64;
        let (score, people) = (mean["value"].as_f64().unwrap_or(0.0), n(mean) as f64);
        let is_rounded = (score * 10.0 - (score * 10.0).round()).abs() < 1e-9;
        let rough = if is_rounded { slack.max(0.05) } else { slack };
        let (mut low, mut high) =
            (questions * (score - rough) * people, questions * (score + rough) * people);
        for (from, to) in items.iter().map(|item| ends(&item["mean"])) {
            low -= (to + 1e-6).floor();
            high -= (from - 1e-6).ceil();
        }
        // Whoever answered m of k questions adds (k - m)/m times the sum of those m answers: few values are possible.
        let per_answer = (1..items.len()).fold(1, least_common_multiple) as f64;
        let possible = (high * per_answer + 1e-6).floor() - (low * per_answer - 1e-6).ceil() + 1.0;
        if possible == 1.0 {
            found.push(format!("{at:?}: {:.2} comes from {incomplete} people", (low + high) / 2.0));
        }
    }
    found
}

fn least_common_multiple(a: usize, b: usize) -> usize {
    let divisor = |mut a: usize, mut b: usize| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    a / divisor(a, b) * b
}
