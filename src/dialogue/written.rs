use super::model::{QuestionRemarks, RemarksSection};
use crate::domain::{Lang, phrase};
use crate::remarks::ReleasedRemark;

/// What people wrote themselves, for the table: of every question the remarks that a person released, and what they are
/// not. `None` where nothing was released.
pub fn written(lang: Lang, released: &[ReleasedRemark], by: &str) -> Option<RemarksSection> {
    let mut questions: Vec<QuestionRemarks> = Vec::new();
    for remark in released {
        match questions.last_mut().filter(|last| last.question == remark.question()) {
            Some(last) => last.remarks.push(remark.clone()),
            None => questions.push(QuestionRemarks {
                question: remark.question().to_owned(),
                remarks: vec![remark.clone()],
            }),
        }
    }
    let introduction = [
        phrase!(
            "Dit schreven mensen in hun eigen woorden. Van wie een opmerking is, van welke school en uit welke rol, staat er met opzet niet bij. De volgorde zegt niets.",
            "This is what people wrote in their own words. Whose remark it is, from which school and in which role, is left out on purpose. The order says nothing."
        ),
        phrase!(
            "Namen, scholen, adressen en nummers zijn weggehaald voor zover ze herkend zijn; daar staat nu bijvoorbeeld [naam]. Anoniem is een opmerking daarmee nog niet: misschien herkennen we toch iemand. Dan praten we over wat er staat, en niet over wie het schreef.",
            "Names, schools, addresses and numbers were taken out as far as they were recognised; in their place stands for instance [name]. That does not make a remark anonymous: we may recognise somebody all the same. Then we talk about what it says, and not about who wrote it."
        ),
        phrase!(
            "Deze opmerkingen zijn een voor een gelezen en vrijgegeven door {by}. Het hoeven niet alle opmerkingen te zijn, en hoeveel mensen er zo over denken, is er niet aan te zien.",
            "These remarks were read one by one and released by {by}. They need not be all remarks, and how many people think so cannot be seen from them."
        ),
    ];
    let introduction = introduction.iter().map(|sentence| sentence.get(lang).to_owned()).collect();
    (!questions.is_empty()).then_some(RemarksSection { introduction, questions })
}
