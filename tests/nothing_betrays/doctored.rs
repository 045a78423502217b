//! Documents in which one protection is undone: proof that the attacker is awake.

use serde_json::{Value, json};

use super::attack::{is_shown, is_small, list, sizes, text};

/// A document that betrays somebody.
pub struct Doctored {
    /// What was undone.
    pub what: String,
    /// Whether a small group is shown as it is; else it follows from a total.
    pub outright: bool,
    /// The document.
    pub document: Value,
}

/// Every slice that is withheld, shown with its true figures, one at a time; and every distribution of an indicator.
pub fn documents(document: &Value, truth: &Value) -> Vec<Doctored> {
    let mut found = Vec::new();
    for (r, round) in list(&document["rounds"]).iter().enumerate() {
        let real = &truth["rounds"][text(&round["round"])];
        for (place, row) in list(&round["response"]).iter().enumerate() {
            if row["rate"]["state"] != "withheld" {
                continue;
            }
            let mut copy = document.clone();
            let there = &mut copy["rounds"][r]["response"][place];
            there["respondents"] = real["respondents"][text(&row["slice"])].clone();
            there["rate"] = json!({ "state": "value" });
            let what = format!("{}: response of {}", round["round"], row["slice"]);
            let respondents = real["respondents"][text(&row["slice"])].as_i64().unwrap_or(0);
            let outright = is_small(&[respondents], truth["minimum"].as_i64().expect("a minimum"));
            found.push(Doctored { what, outright, document: copy });
        }
        for (i, indicator) in list(&round["indicators"]).iter().enumerate() {
            let real = &real["indicators"][text(&indicator["id"])];
            let slices = list(&indicator["slices"]);
            // The document does not say which of the groups it withholds are the small ones.
            let minimum = truth["minimum"].as_i64().expect("a minimum");
            let hidden = |row: &&Value| {
                let state = text(&row["figures"]["favourable-share"]["state"]);
                ["too-few", "withheld"].contains(&state.as_str())
            };
            let small = |row: &Value| is_small(&sizes(&real[text(&row["slice"])]), minimum);
            let key = |row: &Value| text(&row["slice"]).split(':').next().unwrap_or_default().to_owned();
            for (s, row) in slices.iter().enumerate().filter(|(_, row)| hidden(row)) {
                let outright = small(row);
                let beside = slices.iter().filter(hidden).filter(|own| key(own) == key(row) && *own != row);
                let alone = beside.map(small).collect::<Vec<_>>() == [true];
                if !outright && !alone {
                    continue;
                }
                let mut copy = document.clone();
                reveal(
                    &mut copy["rounds"][r]["indicators"][i]["slices"][s],
                    &real[text(&row["slice"])],
                    outright,
                );
                let what = format!("{}, {}: {}", round["round"], indicator["id"], row["slice"]);
                found.push(Doctored { what, outright, document: copy });
            }
            let mut copy = document.clone();
            let mut undone = false;
            for (s, row) in slices.iter().enumerate().filter(|(_, row)| is_shown(&row["figures"]["mean"])) {
                for (place, item) in list(&row["items"]).iter().enumerate() {
                    if item["counts"].is_null() && is_shown(&item["mean"]) {
                        let counts = &real[text(&row["slice"])]["items"][place]["counts"];
                        copy["rounds"][r]["indicators"][i]["slices"][s]["items"][place]["counts"] =
                            counts.clone();
                        undone = true;
                    }
                }
            }
            if undone {
                let what = format!("{}, {}: every distribution", round["round"], indicator["id"]);
                found.push(Doctored { what, outright: true, document: copy });
            }
        }
    }
    found
}

/// Fills in the true number of people, and a mean. A complement is made to look shown in every measure.
fn reveal(row: &mut Value, real: &Value, outright: bool) {
    let value = |n: &Value| json!({ "state": "value", "value": 3.0, "n": n });
    if outright {
        row["items"][0]["mean"] = value(&real["items"][0]["n"]);
        return;
    }
    row["figures"]["mean"] = value(&real["scored"]);
    row["figures"]["favourable-share"] = value(&real["any"]);
    for (place, item) in list(&real["items"]).iter().enumerate() {
        row["items"][place]["mean"] = value(&item["n"]);
    }
}

/// A page and a chart that say a number of a school that is withheld.
pub fn pages() -> (String, String) {
    let page =
        "<h4>Lesbezoek</h4>\n<table><tr><th>De Klimop</th><td>2,7</td></tr></table>\n| De Klimop | 2,7 |\n";
    let svg = "<svg id=\"dd-tijd-rollen\"><text x=\"20\" y=\"200\">De Klimop</text><circle cx=\"9\" cy=\"194\" r=\"8\"/></svg>";
    (page.to_owned(), svg.to_owned())
}
