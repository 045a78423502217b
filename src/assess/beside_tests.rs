//! What is set beside what, from answers through the disclosure room to results.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::sync::Arc;

    use jiff::civil::date;

    use crate::assess::{
        Figure, Incomparable, IndicatorResults, Published, Results, Setting, Verdict, VerdictResults, assess,
    };
    use crate::coding::built_in_scales;
    use crate::disclosure::{Merged, Rule, Rules, Scoring, Terms, clear};
    use crate::domain::{
        Answer, CodedBatch, GroupKey, GroupValue, IndicatorId, Missing, Population, RespondentCell, RoleId,
        RoundId, Scale, Slice, Statistic,
    };
    use crate::project;
    use crate::statistics::needed_items;
    use crate::tally::{Counter, IndicatorPlan, Tally, TallyPlan};

    /// Round, role, school, and answers from 1 up; 0 is left blank.
    type Person = (&'static str, &'static str, &'static str, Vec<u8>);

    fn people(
        round: &'static str,
        role: &'static str,
        school: &'static str,
        answers: &[&[u8]],
    ) -> Vec<Person> {
        answers.iter().map(|answers| (round, role, school, answers.to_vec())).collect()
    }

    /// So many people who gave the same answers.
    fn alike(count: usize, answers: &[u8]) -> Vec<&[u8]> {
        vec![answers; count]
    }

    /// So many people whose answers to one or more statements differ: 2, 3, 4, 5 and again.
    fn spread(count: usize, statements: usize, up: u8) -> Vec<Vec<u8>> {
        let answer = |place: usize| (2 + (place % 4) as u8 + up).min(5);
        (0..count).map(|place| (0..statements).map(|item| answer(place + item / 2)).collect()).collect()
    }

    fn refs(rows: &[Vec<u8>]) -> Vec<&[u8]> {
        rows.iter().map(Vec::as_slice).collect()
    }

    const HEAD: &str = "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"een\"\ndate = 2025-04-01\n\
                        [[round]]\nid = \"twee\"\ndate = 2026-04-01\n";

    fn project_file(scale: &str, items: &[&[&str]], thresholds: &str) -> String {
        let mut text = HEAD.to_owned();
        for round in ["een", "twee"] {
            for role in ["a", "b", "c"] {
                text += &format!(
                    "[[source]]\nround = \"{round}\"\nfiles = [\"{round}-{role}.csv\"]\nrole = \"{role}\"\n\
                     groups = {{ school = \"S\" }}\n"
                );
            }
        }
        let items: Vec<String> = items
            .iter()
            .enumerate()
            .map(|(item, roles)| {
                let columns: Vec<String> = roles.iter().map(|role| format!("{role} = \"Q{item}\"")).collect();
                format!("{{ columns = {{ {} }} }}", columns.join(", "))
            })
            .collect();
        text + &format!(
            "[[indicator]]\nid = \"i\"\ntitle = \"t\"\nscale = \"{scale}\"\nitems = [{}]\n{thresholds}",
            items.join(", ")
        )
    }

    fn threshold(lines: &str) -> String {
        format!(
            "[[indicator.threshold]]\nrung = \"basis\"\nwhy = \"w\"\nowner = \"o\"\nagreed-on = 2025-01-02\n{lines}\n"
        )
    }

    fn scale_of(id: &str) -> Scale {
        built_in_scales().iter().find(|scale| scale.id.as_str() == id).expect("a scale").clone()
    }

    fn results(text: &str, scale: &Scale, people: &[Person]) -> Results {
        let project = match project::read(text, project::FILE_NAME, Path::new("map")) {
            Ok(checked) => checked.value,
            Err(faults) => panic!("{faults:?}"),
        };
        let indicator = project.indicators.first().expect("an indicator");
        let items = indicator.items.len();
        let plan = TallyPlan {
            indicators: vec![IndicatorPlan {
                id: indicator.id.clone(),
                items: (0..items).collect(),
                scale: scale.clone(),
            }],
        };
        let mut tally = Tally::default();
        for round in &project.rounds {
            let of_round: Vec<&Person> =
                people.iter().filter(|person| person.0 == round.id.as_str()).collect();
            let cell = |person: &&Person| RespondentCell {
                role: RoleId::new(person.1),
                groups: vec![Some(person.2).filter(|school| !school.is_empty()).map(GroupValue::new)],
            };
            let byte = |person: &&Person, item: usize| match person.3.get(item).copied().unwrap_or(0) {
                0 => Answer::missing(Missing::NotAnswered).byte(),
                category => category,
            };
            let batch = CodedBatch {
                cells: Arc::new(of_round.iter().map(cell).collect()),
                cell: (0..of_round.len() as u32).collect(),
                items: (0..items).map(|item| of_round.iter().map(|one| byte(one, item)).collect()).collect(),
            };
            let mut counter = Counter::new(&plan);
            counter.count(&batch).expect("it counts");
            tally.merge(counter.finish(&round.id, &[GroupKey::new("school")]));
        }
        let rounds: Vec<RoundId> = project.rounds.iter().map(|round| round.id.clone()).collect();
        let needed = needed_items(indicator.valid_items, items as u16);
        let scoring = BTreeMap::from([(indicator.id.clone(), Scoring { needed, ..Scoring::default() })]);
        // Groups of whom all answer alike are easy to reckon with.
        let rules = Rules::without(&[Rule::Unanimity]);
        let population = Population::default();
        let terms = Terms {
            privacy: &project.privacy,
            scoring: &scoring,
            population: &population,
            merged: &Merged::default(),
            rules,
        };
        let cleared = clear(&tally, &rounds, terms);
        let scales = BTreeMap::from([(indicator.id.clone(), scale.clone())]);
        let as_of = date(2026, 12, 1);
        assess(
            Setting { project: &project, scales: &scales, population: &population, as_of, rules },
            &cleared,
        )
    }

    fn last(results: &Results) -> &IndicatorResults {
        let round = results.rounds.last().expect("a round");
        round.indicators.iter().find(|found| found.id == IndicatorId::new("i")).expect("the indicator")
    }

    fn only_verdict(results: &Results) -> VerdictResults {
        let verdicts = &last(results).thresholds[0].verdicts;
        assert_eq!(verdicts.len(), 1, "{verdicts:?}");
        verdicts[0].clone()
    }

    const BESIDE: Figure = Figure::NotComparable { why: Incomparable::NothingBeside };
    const OTHERS: Figure = Figure::NotComparable { why: Incomparable::OtherStatements };

    fn role(name: &str) -> Slice {
        Slice::Role(RoleId::new(name))
    }

    fn school(name: &str) -> Slice {
        Slice::Group { key: GroupKey::new("school"), value: GroupValue::new(name) }
    }

    #[test]
    fn the_largest_gap_between_roles_is_held_against_its_bound() {
        let (low, mid, high) = (spread(30, 1, 0), spread(30, 1, 1), spread(30, 1, 3));
        let mut all = people("twee", "a", "N", &refs(&low));
        all.extend(people("twee", "b", "N", &refs(&mid)));
        all.extend(people("twee", "c", "N", &refs(&high)));
        let lines = "statistic = \"role-gap\"\nat-most = 0.5\nunit = \"points\"";
        let file =
            |more: &str| project_file("eens-5", &[&["a", "b", "c"]], &threshold(&format!("{lines}\n{more}")));
        let found = results(&file(""), &scale_of("eens-5"), &all);
        let verdict = only_verdict(&found);
        let gap = verdict.figure.estimate().expect("a gap");
        assert!((gap.value - 47.0 / 30.0).abs() < 1e-9 && gap.n == 60, "{gap:?}");
        assert_eq!((verdict.slice.clone(), verdict.verdict), (Slice::All, Verdict::NotMet));
        assert_eq!(last(&found).thresholds[0].compared, Some(3));
        let of_b = results(&file("role = \"b\""), &scale_of("eens-5"), &all);
        let verdict = only_verdict(&of_b);
        assert_eq!(verdict.slice, role("b"));
        assert!(verdict.figure.estimate().is_some_and(|gap| gap.value < 1.0));
        let pair = &last(&found).comparisons.roles[0];
        assert!(pair.difference.large && pair.difference.discernible && !pair.difference.rounded);
    }

    #[test]
    fn roles_that_were_asked_other_statements_are_not_comparable() {
        let rows = spread(30, 2, 0);
        let mut all = people("twee", "a", "N", &refs(&rows));
        all.extend(people("twee", "b", "N", &refs(&rows)));
        let lines = threshold("statistic = \"role-gap\"\nat-most = 0.5\nunit = \"points\"");
        let found =
            results(&project_file("eens-5", &[&["a", "b"], &["a"]], &lines), &scale_of("eens-5"), &all);
        let verdict = only_verdict(&found);
        assert_eq!((verdict.figure, verdict.verdict), (OTHERS, Verdict::ToBeJudged));
        // One that a whole role left open is as if it had not been put to it.
        let left_open: Vec<Vec<u8>> = rows.iter().map(|row| vec![row[0], 0]).collect();
        let mut all = people("twee", "a", "N", &refs(&rows));
        all.extend(people("twee", "b", "N", &refs(&left_open)));
        let same = project_file("eens-5", &[&["a", "b"], &["a", "b"]], &lines);
        assert_eq!(only_verdict(&results(&same, &scale_of("eens-5"), &all)).figure, OTHERS);
    }

    #[test]
    fn a_role_that_is_withheld_leaves_a_gap_that_is_unknown() {
        let rows = spread(30, 1, 0);
        let mut all = people("twee", "a", "N", &refs(&rows));
        all.extend(people("twee", "b", "N", &alike(4, &[1])));
        let lines = threshold("statistic = \"role-gap\"\nat-most = 0.5\nunit = \"points\"");
        let found = results(&project_file("eens-5", &[&["a", "b"]], &lines), &scale_of("eens-5"), &all);
        let verdict = only_verdict(&found);
        assert!(verdict.figure.estimate().is_none(), "{verdict:?}");
        assert!(matches!(verdict.verdict, Verdict::TooFew | Verdict::Withheld));
        assert_eq!(last(&found).thresholds[0].compared, Some(0));
        assert!(last(&found).comparisons.roles.iter().all(|pair| pair.difference.p_value.is_none()));
    }

    #[test]
    fn the_lowest_group_is_the_lowest_of_those_that_may_be_shown() {
        let mut all = people("twee", "a", "N", &refs(&spread(20, 1, 0)));
        all.extend(people("twee", "a", "O", &refs(&spread(20, 1, 1))));
        all.extend(people("twee", "a", "Z", &alike(3, &[1])));
        all.extend(people("twee", "a", "W", &alike(3, &[1])));
        let lines = threshold("statistic = \"lowest-group-share\"\nat-least = 50\nunit = \"percent\"");
        let found = results(&project_file("eens-5", &[&["a"]], &lines), &scale_of("eens-5"), &all);
        let verdict = only_verdict(&found);
        let lowest = verdict.figure.estimate().expect("a share");
        assert_eq!((lowest.value, lowest.n, verdict.verdict), (0.5, 40, Verdict::ProbablyMet));
        assert_eq!(last(&found).thresholds[0].compared, Some(2), "of two small groups nothing is known");
        assert_eq!(last(&found).thresholds[0].grouping, Some(GroupKey::new("school")));
        let small: Vec<Person> = all.iter().filter(|one| ["Z", "W"].contains(&one.2)).cloned().collect();
        let verdict =
            only_verdict(&results(&project_file("eens-5", &[&["a"]], &lines), &scale_of("eens-5"), &small));
        assert_eq!((verdict.figure.estimate(), verdict.verdict), (None, Verdict::Withheld));
    }

    #[test]
    fn a_change_needs_an_earlier_round_with_the_same_statements() {
        let (low, high) = (spread(40, 2, 0), spread(40, 2, 1));
        let now = people("twee", "a", "N", &refs(&high));
        let lines = threshold("statistic = \"change\"\nat-least = 0.1\nunit = \"points\"\nrole = \"a\"");
        let file = project_file("eens-5", &[&["a", "b"], &["a", "b"]], &lines);
        let scale = scale_of("eens-5");
        let verdict =
            |earlier: Vec<Person>| only_verdict(&results(&file, &scale, &[now.clone(), earlier].concat()));
        let none = verdict(Vec::new());
        assert_eq!((none.figure, none.verdict), (BESIDE, Verdict::ToBeJudged));
        let others = verdict(people("een", "b", "N", &refs(&low)));
        assert_eq!(others.figure, BESIDE, "another role answered then");
        let one_left: Vec<Vec<u8>> = low.iter().map(|row| vec![row[0], 0]).collect();
        assert_eq!(verdict(people("een", "a", "N", &refs(&one_left))).figure, OTHERS);
        let rose = verdict(people("een", "a", "N", &refs(&low)));
        let change = rose.figure.estimate().expect("a change");
        assert_eq!((change.value, change.n), (0.8, 40), "0.75, of which readers see the two means rounded");
        assert_eq!(rose.verdict, Verdict::Met);
        let few = verdict(people("een", "a", "N", &alike(4, &[3, 3])));
        assert_eq!((few.figure, few.verdict), (Figure::TooFew, Verdict::TooFew));
    }

    #[test]
    fn the_first_round_has_no_trend_and_the_second_has_one_in_each_slice_and_unit() {
        let rows = spread(40, 1, 0);
        let all = [people("een", "a", "N", &refs(&rows)), people("twee", "a", "N", &refs(&rows))].concat();
        let found = results(&project_file("eens-5", &[&["a"]], ""), &scale_of("eens-5"), &all);
        assert!(found.rounds[0].indicators[0].comparisons.trends.is_empty());
        let trends = &last(&found).comparisons.trends;
        assert_eq!(trends.len(), 6, "everyone, the role and the school, in points and as a share");
        for trend in trends {
            let change = trend.difference.figure.estimate().expect("a change");
            assert_eq!((change.value, trend.difference.p_value), (0.0, Some(1.0)));
            assert!(!trend.difference.large && !trend.difference.discernible);
        }
    }

    #[test]
    fn a_group_stands_beside_everyone_who_is_not_in_it() {
        let (low, high) = (spread(20, 1, 0), spread(30, 1, 1));
        let mut all = people("twee", "a", "N", &refs(&low));
        all.extend(people("twee", "b", "O", &refs(&high)));
        let found = results(&project_file("eens-5", &[&["a", "b"]], ""), &scale_of("eens-5"), &all);
        let rests = &last(&found).comparisons.rests;
        let of = |name: &str, statistic| {
            rests.iter().find(|one| one.slice == school(name) && one.statistic == statistic).expect("a rest")
        };
        let north = of("N", Statistic::Mean);
        let rest = north.rest.estimate().expect("shown");
        let own = last(&found).slices.iter().find(|one| one.slice == school("O")).expect("a slice");
        assert_eq!(Some(rest.value), own.figures[&Statistic::Mean].estimate().map(|mean| mean.value));
        let (one, other) = (of("N", Statistic::FavourableShare), of("O", Statistic::FavourableShare));
        let value =
            |found: &crate::assess::RestDifference| found.difference.figure.estimate().expect("one").value;
        assert!((value(one) + value(other)).abs() < 1e-12, "two groups mirror each other");
    }

    #[test]
    fn where_the_rest_is_too_small_no_group_stands_beside_it() {
        // The four without a school make the smallest school go, and so there is nothing to set beside.
        let mut all = people("twee", "a", "N", &refs(&spread(20, 1, 0)));
        all.extend(people("twee", "a", "", &alike(4, &[1])));
        let found = results(&project_file("eens-5", &[&["a"]], ""), &scale_of("eens-5"), &all);
        assert!(last(&found).comparisons.rests.is_empty());
    }

    #[test]
    fn a_scale_with_its_ideal_in_the_middle_has_no_mean_no_share_and_no_difference() {
        let rows = spread(30, 2, 0);
        let mut all = people("twee", "a", "N", &refs(&rows));
        all.extend(people("een", "a", "N", &refs(&rows)));
        all.extend(people("twee", "b", "O", &refs(&rows)));
        let lines = threshold("statistic = \"agreement\"\nat-least = -1\nunit = \"coefficient\"");
        let file = project_file("hoogte-5", &[&["a", "b"], &["a", "b"]], &lines);
        let found = results(&file, &scale_of("hoogte-5"), &all);
        let found = last(&found);
        for slice in &found.slices {
            for statistic in [Statistic::Mean, Statistic::Median, Statistic::FavourableShare] {
                assert_eq!(slice.figures[&statistic], Figure::Undefined, "{statistic:?}");
            }
            assert!(slice.figures[&Statistic::Agreement].estimate().is_some());
            assert!(slice.items.iter().all(|item| item.mean == Figure::Undefined));
        }
        let comparisons = &found.comparisons;
        assert!(
            comparisons.roles.is_empty() && comparisons.rests.is_empty() && comparisons.trends.is_empty()
        );
        assert!(found.gaps.is_empty() && found.reliability.is_empty());
        let verdict = &found.thresholds[0].verdicts[0];
        assert_eq!(verdict.verdict, Verdict::ProbablyMet, "without an interval nobody is sure");
    }

    #[test]
    fn agreement_is_of_all_answers_together_and_undefined_on_two_options() {
        let all = people("twee", "a", "N", &alike(12, &[1, 5]));
        let found = results(&project_file("eens-5", &[&["a"], &["a"]], ""), &scale_of("eens-5"), &all);
        let agreement = |results: &Results| last(results).slices[0].figures[&Statistic::Agreement].clone();
        let pooled = agreement(&found);
        let pooled = pooled.estimate().expect("shown");
        assert_eq!((pooled.value, pooled.n, pooled.answers), (-1.0, 12, 24));
        assert_eq!(
            last(&found).slices[0].items[0].agreement,
            Some(1.0),
            "each statement by itself is unanimous"
        );
        let mut two = scale_of("eens-5");
        two.options.truncate(2);
        (two.favourable, two.unfavourable, two.neutral) = (vec![2], vec![1], None);
        let all = people("twee", "a", "N", &alike(12, &[1]));
        assert_eq!(
            agreement(&results(&project_file("eens-5", &[&["a"]], ""), &two, &all)),
            Figure::Undefined
        );
    }

    #[test]
    fn nobody_one_person_and_everyone_silent_have_nothing_beside_them() {
        let file = project_file(
            "eens-5",
            &[&["a", "b"]],
            &threshold("statistic = \"change\"\nat-least = 0\nunit = \"percent\""),
        );
        for all in [
            people("twee", "a", "N", &alike(1, &[3])),
            people("twee", "a", "N", &alike(12, &[0])),
            [people("een", "a", "N", &alike(12, &[0])), people("twee", "a", "N", &alike(12, &[0]))].concat(),
        ] {
            let found = results(&file, &scale_of("eens-5"), &all);
            let comparisons = &last(&found).comparisons;
            let differences = comparisons.roles.iter().map(|one| &one.difference);
            let differences = differences.chain(comparisons.rests.iter().map(|one| &one.difference));
            for one in differences.chain(comparisons.trends.iter().map(|one| &one.difference)) {
                assert!(one.figure.estimate().is_none() && one.p_value.is_none(), "{one:?}");
            }
            assert!(last(&found).reliability.is_empty());
        }
    }

    #[test]
    fn all_alike_differ_without_an_interval_of_the_mean_and_shares_of_all_and_none_have_one() {
        let mut all = people("een", "a", "N", &alike(20, &[1]));
        all.extend(people("twee", "a", "N", &alike(20, &[5])));
        let found = results(&project_file("eens-5", &[&["a"]], ""), &scale_of("eens-5"), &all);
        let trend = |statistic| {
            let mut trends = last(&found).comparisons.trends.iter();
            trends.find(|one| one.slice == Slice::All && one.statistic == statistic).expect("a trend").clone()
        };
        let mean = trend(Statistic::Mean);
        let change = mean.difference.figure.estimate().expect("a change");
        assert_eq!((change.value, change.interval, mean.difference.p_value), (4.0, None, None));
        let share = trend(Statistic::FavourableShare);
        let change = share.difference.figure.estimate().expect("a change");
        assert!(
            change.value == 1.0 && change.interval.is_some_and(|span| span.low > 0.5 && span.high == 1.0)
        );
    }

    #[test]
    fn reliability_begins_at_ten_people_who_answered_everything() {
        let file = project_file("eens-5", &[&["a"], &["a"], &["a"]], "");
        let found = |complete: usize, partly: usize| {
            let mut rows = spread(complete, 3, 0);
            rows.extend(vec![vec![3, 3, 0]; partly]);
            results(&file, &scale_of("eens-5"), &people("twee", "a", "N", &refs(&rows)))
        };
        assert!(last(&found(9, 11)).reliability.is_empty());
        let ten = found(10, 12);
        let slices: Vec<&Slice> = last(&ten).reliability.iter().map(|one| &one.slice).collect();
        assert_eq!(slices, [&Slice::All, &role("a")], "a group has none");
        let alpha = last(&ten).reliability[0].alpha.estimate().expect("shown");
        assert_eq!((alpha.n, alpha.answers), (10, 30));
        assert!(alpha.interval.is_some_and(|span| span.low < alpha.value && alpha.value < span.high));
        assert_eq!(last(&ten).reliability[0].without.len(), 3);
        let published = Published::of(&ten, Rules::all());
        let rounded = last(published.results()).reliability[0].alpha.estimate().expect("shown").value;
        assert!((rounded * 100.0 - (rounded * 100.0).round()).abs() < 1e-9);
        let one = project_file("eens-5", &[&["a"]], "");
        let single = results(&one, &scale_of("eens-5"), &people("twee", "a", "N", &refs(&spread(30, 1, 0))));
        assert!(last(&single).reliability.is_empty(), "one statement hangs together with nothing");
    }

    #[test]
    fn what_is_published_of_scores_tells_no_more_than_the_rounded_means() {
        let (mut low, high) = (spread(33, 3, 0), spread(41, 3, 1));
        low[2][1] = 0;
        let mut all = people("een", "a", "N", &refs(&low));
        all.extend(people("twee", "a", "N", &refs(&high)));
        let lines = threshold("statistic = \"change\"\nat-least = 0\nunit = \"points\"\nrole = \"a\"");
        let found =
            results(&project_file("eens-5", &[&["a"], &["a"], &["a"]], &lines), &scale_of("eens-5"), &all);
        let published = Published::of(&found, Rules::all());
        let found = last(published.results());
        let trend =
            found.comparisons.trends.iter().find(|one| one.statistic == Statistic::Mean).expect("one");
        let now = found.slices[0].figures[&Statistic::Mean].estimate().expect("shown").value;
        let then = trend.before.estimate().expect("shown").value;
        let change = trend.difference.figure.estimate().expect("shown");
        assert!((change.value - (now - then)).abs() < 1e-9 && trend.difference.rounded);
        assert!([0.001, 0.01, 0.05, 0.1, 1.0].contains(&trend.difference.p_value.expect("tested")));
        let held = found.thresholds[0].verdicts[0].figure.estimate().expect("shown");
        assert_eq!(held.value, change.value, "the threshold's figure is rounded as the trend is");
    }

    #[test]
    fn what_a_reader_is_told_of_a_difference_lies_on_the_side_of_the_bound_where_it_is() {
        // Means of 3.34 and 3.36 are read as 3.3 and 3.4: read so they differ by 0.1, and in truth by 0.02.
        let rows = |threes: usize, fours: usize| {
            let mut rows = vec![vec![3, 3]; threes];
            rows.extend(vec![vec![4, 4]; fours]);
            rows
        };
        let all =
            [people("een", "a", "N", &refs(&rows(66, 34))), people("twee", "a", "N", &refs(&rows(64, 36)))];
        let told = |bound: &str| {
            let lines =
                format!("statistic = \"change\"\nat-least = {bound}\nunit = \"points\"\nrole = \"a\"");
            let file = project_file("eens-5", &[&["a", "b"], &["a", "b"]], &threshold(&lines));
            let found = results(&file, &scale_of("eens-5"), &all.concat());
            let published = only_verdict(Published::of(&found, Rules::all()).results()).figure;
            let value = |figure: &Figure| figure.estimate().expect("shown").value;
            (value(&only_verdict(&found).figure), value(&published))
        };
        assert_eq!(told("0").0, 0.1);
        let (said, published) = told("0.05");
        assert!((said - 0.02).abs() < 1e-9 && published == 0.1, "{said} is short of 0.05, and so it is told");
    }

    #[test]
    fn all_looks_of_a_round_are_one_family() {
        let mut all = people("een", "a", "N", &refs(&spread(30, 1, 0)));
        all.extend(people("twee", "a", "N", &refs(&spread(30, 1, 0))));
        all.extend(people("twee", "b", "O", &refs(&spread(30, 1, 1))));
        let found = results(&project_file("eens-5", &[&["a", "b"]], ""), &scale_of("eens-5"), &all);
        let found = last(&found);
        let gap = &found.gaps[0];
        let looks = 1
            + found.comparisons.roles.len()
            + found.comparisons.rests.len()
            + found.comparisons.trends.len();
        let (raw, adjusted) = (gap.p_value.expect("tested"), gap.adjusted_p_value.expect("adjusted"));
        assert!(looks > 8 && adjusted >= raw && adjusted <= raw * looks as f64);
        assert!(gap.hedges_g.is_some_and(|g| g > 0.0) && gap.cliffs_delta.is_some_and(|delta| delta > 0.0));
        assert!(gap.cliffs_delta_interval.is_some_and(|span| span.low < span.high));
        let pair = &found.comparisons.roles[0].difference;
        assert_eq!(pair.adjusted_p_value, Some(adjusted), "the same comparison twice counts the same");
    }
}
