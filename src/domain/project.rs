use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Criterion, Indicator, IndicatorId, Lang, Limits, Meeting, Minimums, Phrase, Privacy, Readers, RoleId,
    RoundId, Scale, ScaleId, Source, WeighBy,
};

/// Who this is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partnership {
    /// Its name.
    pub name: String,
    /// What it is for, in its own words.
    pub purpose: String,
    /// The language of its readers.
    pub language: Lang,
}

/// From where on a difference is large enough to talk about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noticeable {
    /// Between means, in scale points; 0.3 by default.
    pub points: f64,
    /// Between shares, 0 to 1; 0.10 by default.
    pub share: f64,
    /// Of 'weet niet' and 'n.v.t.' among those who were asked and answered, 0 to 1; 0.20 by default.
    pub dont_know: f64,
}

impl Default for Noticeable {
    fn default() -> Self {
        Self { points: 0.3, share: 0.10, dont_know: 0.20 }
    }
}

/// A norm for the response that others published, by the size of the group. It is told as theirs and decides nothing:
/// when a response is good enough is the partnership's own to say, as a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseNorm {
    /// That of the JOB-monitor, for its indicator 'Rapportcijfer opleiding'.
    JobMonitor,
}

impl ResponseNorm {
    /// The key of the project file.
    pub fn key(self) -> &'static str {
        match self {
            ResponseNorm::JobMonitor => "job-monitor",
        }
    }

    /// Its points as published: people asked, and the share of them that should answer.
    ///
    /// Source: the JOB-monitor's indicator 'Rapportcijfer opleiding',
    /// <https://informatie-encyclopedie.nl/indicator/fc0639ee-a558-41ba-a049-e72a4d7d9f28>.
    pub fn points(self) -> &'static [(u64, f64)] {
        match self {
            ResponseNorm::JobMonitor => &[(5, 0.60), (100, 0.45), (1000, 0.22)],
        }
    }

    /// Whose it is and what it asks, after 'volgens' or 'by'.
    pub fn title(self) -> Phrase {
        match self {
            ResponseNorm::JobMonitor => Phrase::new(
                "de JOB-monitor (minstens 60% bij 5 mensen, 45% bij 100 en 22% bij 1000; ertussen rekenen we zelf)",
                "the JOB-monitor (at least 60% of 5 people, 45% of 100 and 22% of 1000; in between we work it out)",
            ),
        }
    }
}

/// What holds for open answers, where a partnership reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAnswers {
    /// Who looks at every remark and releases it or does not, as readers are told.
    pub released_by: String,
}

/// One round of measuring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its name.
    pub id: RoundId,
    /// When it was held.
    pub date: Date,
}

/// A settled project file: everything in it is valid and every name in it resolves.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// The folder that the files of the sources are relative to.
    pub folder: PathBuf,
    /// The project file's own name, as the user knows it.
    pub file: String,
    /// Who this is about.
    pub partnership: Partnership,
    /// From how many respondents something may be shown to whom.
    pub minimums: Minimums,
    /// For whom this run is made: for the own team, unless it is asked to be [`Project::made_for`] others.
    pub readers: Readers,
    /// From how many respondents something may be shown to those.
    pub privacy: Privacy,
    /// From where on a difference is large enough to talk about.
    pub noticeable: Noticeable,
    /// The response norm of others that is told for information; none if the file names none.
    pub response_norm: Option<ResponseNorm>,
    /// What figures of everyone are weighed by, beside the plain ones; none if the file names nothing.
    pub weigh_by: Option<WeighBy>,
    /// The level of every interval, 0.8 to 0.999; 0.95 by default.
    pub level: f64,
    /// How much a file may ask for.
    pub limits: Limits,
    /// Who releases open answers; `None`: none is read.
    pub remarks: Option<OpenAnswers>,
    /// What each role is called by readers; a role without an entry is called by its id.
    pub roles: BTreeMap<RoleId, RoleTitle>,
    /// The rounds, oldest first.
    pub rounds: Vec<Round>,
    /// The sources, in the order of the file.
    pub sources: Vec<Source>,
    /// The scales it declares itself, by name.
    pub scales: BTreeMap<ScaleId, Scale>,
    /// The indicators, in the order of the file.
    pub indicators: Vec<Indicator>,
    /// The reflective criteria, in the order of the file.
    pub criteria: Vec<Criterion>,
    /// The meetings, earliest first.
    pub meetings: Vec<Meeting>,
}

/// What readers call the people of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleTitle {
    /// One of them: `werkplekbegeleider`.
    pub one: String,
    /// More of them: `werkplekbegeleiders`.
    pub many: String,
}

impl Project {
    /// The same project for other readers, by the minimum that belongs to them.
    pub fn made_for(self, readers: Readers) -> Self {
        Self { readers, privacy: self.minimums.of(readers), ..self }
    }

    /// The indicator of that name.
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| &indicator.id == id)
    }

    /// The rounds that have a source and were held on or before a day, oldest first.
    pub fn rounds_until(&self, day: Date) -> impl DoubleEndedIterator<Item = &Round> {
        let has_source = |round: &Round| self.sources.iter().any(|source| source.round == round.id);
        self.rounds.iter().filter(move |round| round.date <= day && has_source(round))
    }

    /// Whether somebody in that role was asked something in that round.
    pub fn surveys(&self, round: &RoundId, role: &RoleId) -> bool {
        self.sources.iter().any(|source| &source.round == round && source.may_hold(role))
    }

    /// What readers call one, and more, of the people in a role.
    pub fn role_title(&self, role: &RoleId) -> RoleTitle {
        let own = || RoleTitle { one: role.to_string(), many: role.to_string() };
        self.roles.get(role).cloned().unwrap_or_else(own)
    }
}
