use super::Section;
use super::notice::THIN;
use super::view::View;
use crate::domain::{Lang, Project, Readers, WeighBy};
use crate::text::{and_list, decimal, percent};

/// How the figures were made, for who wants to check them.
pub(super) fn methods(view: &View<'_>) -> Vec<Section> {
    let lang = view.lang;
    let project = view.project();
    let level = decimal(lang, project.level * 100.0, 0);
    let (minimum, whole) = (project.privacy.minimum, project.privacy.minimum_distribution);
    let readers = project.readers.title().get(lang).to_owned();
    let points = decimal(lang, project.noticeable.points, 1);
    let (dont_know, thin) = (percent(lang, project.noticeable.dont_know), percent(lang, THIN));
    let section = |title: (&str, &str), paragraphs: Vec<String>| Section {
        title: lang.pick(title.0, title.1).to_owned(),
        paragraphs,
    };
    vec![
        section(("Van antwoorden naar cijfers", "From answers to figures"), answers(lang)),
        section(
            ("Hoe zeker we zijn", "How sure we are"),
            certainty(lang, &level).into_iter().chain(weighing(view)).collect(),
        ),
        section(("Oordelen", "Verdicts"), verdicts(lang)),
        section(
            ("Wat we opmerken", "What we notice"),
            vec![
                lang.pick(
                    format!("Een verschil tussen rollen op dezelfde vraag noemen we als het minstens {points} punt is én groter dan door toeval te verklaren is (toets van Welch; de p-waarden van alle vergelijkingen in deze ronde zijn samen bijgesteld volgens Benjamini en Hochberg, grens 5%)."),
                    format!("A difference between roles on the same item is named when it is at least {points} points and larger than chance explains (Welch's test; the p values of all comparisons of this round are adjusted together after Benjamini and Hochberg, limit 5%)."),
                ),
                lang.pick(
                    format!("Antwoorden liggen ‘aan twee kanten’ als de eensgezindheid A van Van der Eijk lager is dan 0,2 en er aan elke kant minstens een vijfde van de antwoorden staat, en minstens 3; bij minder dan 10 antwoorden zeggen we het niet. Dat velen ‘weet ik niet’ antwoorden, zeggen we vanaf {dont_know}. Van een rol horen we weinig als haar respons lager is dan {thin} van die van de anderen samen."),
                    format!("Answers lie ‘on two sides’ where Van der Eijk's agreement A is below 0.2 and at least a fifth of the answers, and at least 3, stand on each side; of fewer than 10 answers we do not say it. ‘Many don't know’ begins at {dont_know}. A role is barely heard when its response is below {thin} of that of the others together."),
                ),
            ],
        ),
        section(("Wat we naast elkaar zetten", "What we set beside each other"), beside(lang)),
        section(
            ("Niemand herkenbaar", "Nobody recognisable"),
            vec![
                lang.pick(
                    format!("Dit verslag is gemaakt voor {readers}. Er staat geen cijfer in over minder dan {minimum} mensen, en geen hele verdeling over minder dan {whole}. Een groep die zou volgen uit het totaal min de andere groepen, is ook weggelaten. Dat geldt voor elke vorm van dit verslag."),
                    format!("This report is made for {readers}. It has no figure about fewer than {minimum} people, and no whole distribution about fewer than {whole}. A group that would follow from the total minus the others is left out as well. This holds for every form of this report."),
                ),
                circles(lang, project),
                lang.pick(
                    format!("Ook twee verslagen naast elkaar verraden niemand: we houden bij wat gepubliceerd is. Kwamen er sindsdien minder dan {minimum} mensen bij een groep (minder dan {whole} waar een verdeling staat), dan houdt die groep de cijfers van toen, met ‘stand van’ en de datum erbij. Verdwijnen of veranderen er antwoorden, dan houdt de hele ronde de cijfers van toen."),
                    format!("Two reports side by side give nobody away either: what was published is kept track of. A group in which fewer than {minimum} people came in since (fewer than {whole} where there is a distribution) keeps the figures of then, with ‘as of’ and the date beside them. Where answers vanish or change, the whole round keeps those of then."),
                ),
            ],
        ),
    ]
}

/// What holds for other circles of readers.
fn circles(lang: Lang, project: &Project) -> String {
    let others = Readers::ALL.into_iter().filter(|readers| *readers != project.readers);
    let others: Vec<String> = others
        .map(|readers| {
            let (who, minimum) = (readers.title(), project.minimums.of(readers).minimum);
            lang.pick(
                format!("voor {} vanaf {minimum} mensen", who.nl),
                format!("for {} from {minimum} people up", who.en),
            )
        })
        .collect();
    let others = and_list(lang, &others);
    if project.readers == Readers::Public {
        return lang.pick(
            format!("Hoe meer mensen een verslag lezen, hoe meer antwoorden een cijfer nodig heeft. Voor anderen is een eigen verslag te maken: {others}."),
            format!("The more people read a report, the more answers a figure needs. For others a report of their own can be made: {others}."),
        );
    }
    lang.pick(
        format!("Hoe meer mensen een verslag lezen, hoe meer antwoorden een cijfer nodig heeft. Voor anderen is een eigen verslag te maken: {others}. Geef dit verslag niet aan een ruimere kring door."),
        format!("The more people read a report, the more answers a figure needs. For others a report of their own can be made: {others}. Do not pass this one on to a wider circle."),
    )
}

fn answers(lang: Lang) -> Vec<String> {
    let texts = [
        (
            "Alleen geldige antwoorden tellen mee. Niet ingevuld, ‘weet ik niet’, ‘niet van toepassing’ en niet gevraagd zijn apart geteld en zitten in geen enkel gemiddelde of deel van de antwoorden.",
            "Only valid answers count. Not answered, ‘don't know’, ‘not applicable’ and not asked are counted apart and enter no mean and no share of the answers.",
        ),
        (
            "Het gemiddelde van een indicator is het gemiddelde van de scores van mensen; een score is het gemiddelde van iemands antwoorden. Het deel gunstige antwoorden is: alle gunstige antwoorden op de vragen samen, gedeeld door alle geldige antwoorden op die vragen.",
            "The mean of an indicator is the mean of people's scores; a score is the mean of somebody's answers. The favourable share is: all favourable answers to the items together, divided by all valid answers to them.",
        ),
        (
            "We oordelen over onafgeronde cijfers en ronden pas af bij het opschrijven. Zou een precies verschil iets verraden, dan is het dat van de afgeronde cijfers, met een ruimer interval.",
            "Verdicts were given on unrounded figures; rounding came when they were written down. Where an exact difference would give something away, it is that of the rounded figures, with a wider interval.",
        ),
    ];
    texts.map(|(nl, en)| lang.pick(nl, en).to_owned()).to_vec()
}

fn certainty(lang: Lang, level: &str) -> Vec<String> {
    vec![
        lang.pick(
            format!("‘Zo zeker zijn we’ is een interval met een betrouwbaarheid van {level}%. Bij een deel is dat een interval van Wilson. Bij een gemiddelde heeft het dezelfde vorm, met de spreiding van de scores en de t-verdeling; bij een mediaan gaat het om rangorden. Antwoorden van één persoon op meer vragen hangen samen; daar is rekening mee gehouden."),
            format!("‘How sure we are’ is a {level}% confidence interval: Wilson's for a share, the same form with the spread of the scores and Student's t for a mean, order statistics for a median. Answers of one person to several items hang together, and that is taken into account."),
        ),
        lang.pick(
            "Waar bekend is hoeveel mensen gevraagd zijn, is het interval smaller naarmate een groter deel antwoordde; antwoordde iedereen, dan is het een punt. Het interval gaat over toeval, niet over wie er wel of niet antwoordde.",
            "Where it is known how many were asked, the interval is narrower the larger the part that answered; if everyone did, it is a point. It is about chance, not about who did or did not answer.",
        )
        .to_owned(),
    ]
}

/// How figures of everyone are weighed, where this report has any that are.
fn weighing(view: &View<'_>) -> Option<String> {
    let lang = view.lang;
    if view.round.indicators.iter().all(|indicator| indicator.weighted.is_empty()) {
        return None;
    }
    let weigh_by = view.project().weigh_by.as_ref()?;
    let by = weigh_by.title(lang);
    let each = match weigh_by {
        WeighBy::Role => lang.pick("elke rol", "each role"),
        WeighBy::Grouping(_) => lang.pick("elke groep", "each group"),
    };
    Some(lang.pick(
        format!("Naast cijfers over iedereen staat een cijfer gewogen naar {by}: daarin telt {each} even zwaar als onder de mensen die gevraagd zijn (poststratificatie). Het is alleen gemaakt van cijfers die zelf getoond zijn, zoals ze getoond zijn; wie niet apart getoond is, telt samen als één deel. Het aantal antwoorden is daarbij dat van Kish. Oordelen gaan over het ongewogen cijfer."),
        format!("Beside figures of everyone stands one weighed by {by}: in it {each} counts as heavily as among the people asked (post-stratification). It is made of nothing but figures that are shown, as they are shown; those who are not shown apart count together as one part. Its number of responses is Kish's. Verdicts are on the unweighed figure."),
    ))
}

fn verdicts(lang: Lang) -> Vec<String> {
    vec![
        lang.pick(
            "De norm is van het partnerschap zelf. ‘Goed genoeg’: het hele interval haalt de norm. ‘Waarschijnlijk goed genoeg’: het cijfer haalt de norm, het interval niet helemaal. ‘Waarschijnlijk nog niet’: het cijfer haalt de norm niet, het interval reikt er wel aan. ‘Nog niet’: het hele interval haalt de norm niet. Precies op de norm is goed genoeg.",
            "The norm is the partnership's own. ‘Good enough’: the whole interval meets the norm. ‘Probably good enough’: the figure meets it, the interval not wholly. ‘Probably not yet’: the figure misses it, the interval reaches it. ‘Not yet’: the whole interval misses it. Exactly at the norm is good enough.",
        )
        .to_owned(),
    ]
}

fn beside(lang: Lang) -> Vec<String> {
    let texts = [
        (
            "Een groep staat naast alle anderen samen, niet naast een totaal waar zij zelf in zit. Een ronde staat naast de ronde ervoor; de twee tellen als losse steekproeven, en alleen dezelfde vragen worden vergeleken. Bij gemiddelden hoort het interval van Welch, bij delen dat van Newcombe.",
            "A group is set beside all others together, not beside a total that it is part of. A round is set beside the round before; the two count as independent samples, and only the same items are compared. Means have Welch's interval, shares Newcombe's.",
        ),
        (
            "Van rollen vergelijken we het gemiddelde als hun dezelfde vragen gesteld zijn. Het grootste verschil van een paar is uitgekozen en valt daardoor gemiddeld wat groter uit dan het is. Het laagste deel van een groep gaat over de groepen die getoond mogen worden; welke groep het is, staat er niet bij, en van de andere weten we niets.",
            "Roles are compared on their mean where the same items were put to them. The largest difference of several pairs is a chosen one, and so tends to be somewhat larger than it truly is. The lowest share of a group is about the groups that may be shown; which group it is, is not said, and of the others nothing is known.",
        ),
        (
            "Eensgezindheid is de A van Van der Eijk over alle geldige antwoorden op de vragen samen: −1 is twee kampen, 0 is gelijk verspreid, 1 is allemaal gelijk. Er is geen interval bij dat voor kleine groepen klopt; een oordeel erover is daarom nooit zeker.",
            "Agreement is Van der Eijk's A over all valid answers to the items together: −1 is two camps, 0 evenly spread, 1 all alike. There is no interval for it that holds for small groups, so a verdict on it is never sure.",
        ),
    ];
    texts.map(|(nl, en)| lang.pick(nl, en).to_owned()).to_vec()
}
