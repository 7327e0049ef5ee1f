//! Questions and answers of the public site. Some are ready-made; the bureau changes, hides and adds to them.
//!
//! What must not be here: the words of the ready-made ones. They are texts of the screens.

use serde::{Deserialize, Serialize};

use super::InFour;
use crate::ids::QuestionId;
use crate::{FormCheck, Refusal, RefusalCode};

/// Under which heading a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionPart {
    /// For who found something.
    Finders,
    /// For who has tags.
    Owners,
    /// About money and data.
    Money,
}

impl QuestionPart {
    /// All of them, as they stand below each other.
    pub const ALL: [Self; 3] = [Self::Finders, Self::Owners, Self::Money];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Finders => "finders",
            Self::Owners => "owners",
            Self::Money => "money",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.wire() == text)
    }
}

/// A ready-made question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the question of that name in the texts of the site")]
pub enum ReadyMade {
    Found,
    Name,
    Reward,
    Locker,
    NoTag,
    Activate,
    Lapsed,
    Transfer,
    Cost,
    Data,
    Card,
}

impl ReadyMade {
    /// All of them, in the order in which they stand.
    pub const ALL: [Self; 11] = [
        Self::Found,
        Self::Name,
        Self::Reward,
        Self::Locker,
        Self::NoTag,
        Self::Activate,
        Self::Lapsed,
        Self::Transfer,
        Self::Cost,
        Self::Data,
        Self::Card,
    ];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Name => "name",
            Self::Reward => "reward",
            Self::Locker => "locker",
            Self::NoTag => "no-tag",
            Self::Activate => "activate",
            Self::Lapsed => "lapsed",
            Self::Transfer => "transfer",
            Self::Cost => "cost",
            Self::Data => "data",
            Self::Card => "card",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.wire() == text)
    }

    /// Under which heading it stands.
    pub const fn part(self) -> QuestionPart {
        match self {
            Self::Found | Self::Name | Self::Reward | Self::Locker | Self::NoTag => QuestionPart::Finders,
            Self::Activate | Self::Lapsed | Self::Transfer => QuestionPart::Owners,
            Self::Cost | Self::Data | Self::Card => QuestionPart::Money,
        }
    }

    /// Where it stands under its heading: tens, so that others fit in between.
    pub fn place(self) -> u16 {
        let before = Self::ALL
            .iter()
            .take_while(|one| **one != self)
            .filter(|one| one.part() == self.part());
        (u16::try_from(before.count()).unwrap_or_default() + 1) * 10
    }
}

/// A question in the bureau's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Which.
    pub id: QuestionId,
    /// Under which heading.
    pub part: QuestionPart,
    /// In whose place it stands; none: it is one of their own.
    pub stands_for: Option<ReadyMade>,
    /// The smaller, the higher it stands.
    pub place: u16,
    /// What is asked.
    pub question: InFour,
    /// What is answered.
    pub answer: InFour,
    /// Whether visitors see it; if not, they see neither it nor the ready-made one in whose place it stands.
    pub shown: bool,
}

/// A form: a question and its answer. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionForm {
    /// The question to change; empty for a new one.
    pub id: String,
    /// [`QuestionPart::wire`]; what stands for a ready-made one stands under its heading.
    pub part: String,
    /// [`ReadyMade::wire`], or empty.
    pub stands_for: String,
    /// 1 to 999.
    pub place: String,
    /// What is asked.
    pub question: InFour,
    /// What is answered.
    pub answer: InFour,
    /// Whether visitors see it.
    pub shown: bool,
}

impl QuestionForm {
    /// Checks the form; gives whether it changes a question that is there, and the question. A new one gets the id `new`.
    ///
    /// # Errors
    /// `Form` with every field that must change; texts at `question_en`, `answer_en` and so on.
    pub fn check(&self, new: QuestionId) -> Result<(bool, Question), Refusal> {
        let mut form = FormCheck::default();
        let choice = RefusalCode::NotAChoice;
        let known = match self.id.trim() {
            "" => None,
            id => form.take("id", id.parse::<QuestionId>().map_err(|_| choice)),
        };
        let stands_for = match self.stands_for.as_str() {
            "" => None,
            wire => form.take("stands_for", ReadyMade::from_wire(wire).ok_or(choice)),
        };
        let part = match stands_for {
            Some(ready) => Some(ready.part()),
            None => form.take("part", QuestionPart::from_wire(&self.part).ok_or(choice)),
        };
        let place = form.take("place", super::product::number(&self.place, 1, 999));
        let question = self.question.check_lines(&mut form, "question", true);
        let answer = self.answer.check_paragraphs(&mut form, "answer", 2_000);
        if self.answer.en.trim().is_empty() {
            form.refuse("answer_en", RefusalCode::Missing);
        }
        form.finish()?;
        let (Some(part), Some(place)) = (part, place) else {
            return Err(Refusal::act(RefusalCode::Form));
        };
        let question = Question {
            id: known.unwrap_or(new),
            part,
            stands_for,
            place,
            question,
            answer,
            shown: self.shown,
        };
        Ok((known.is_some(), question))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> QuestionForm {
        let said = |en: &str| InFour {
            en: en.to_owned(),
            ..InFour::default()
        };
        QuestionForm {
            part: "owners".to_owned(),
            place: "15".to_owned(),
            question: said("May I wash it?"),
            answer: said("Brass, yes."),
            shown: true,
            ..QuestionForm::default()
        }
    }

    #[test]
    fn ready_made_ones_stand_in_tens_under_their_heading() {
        assert_eq!((ReadyMade::Found.place(), ReadyMade::NoTag.place()), (10, 50));
        assert_eq!((ReadyMade::Activate.place(), ReadyMade::Card.place()), (10, 30));
        for one in ReadyMade::ALL {
            assert_eq!(ReadyMade::from_wire(one.wire()), Some(one));
        }
    }

    #[test]
    fn a_form_says_what_must_change() {
        let new = QuestionId(uuid::Uuid::from_u128(7));
        let (known, question) = form().check(new).unwrap();
        assert_eq!(
            (known, question.id, question.part, question.place),
            (false, new, QuestionPart::Owners, 15)
        );
        let there = QuestionForm {
            id: QuestionId(uuid::Uuid::from_u128(8)).to_string(),
            ..form()
        };
        let (known, question) = there.check(new).unwrap();
        assert!(known && question.id != new);
        let ready = QuestionForm {
            stands_for: "cost".to_owned(),
            part: "finders".to_owned(),
            ..form()
        };
        assert_eq!(
            ready.check(new).unwrap().1.part,
            QuestionPart::Money,
            "it stays where it was"
        );
        let wrong = QuestionForm {
            part: "elsewhere".to_owned(),
            place: "0".to_owned(),
            question: InFour::default(),
            answer: InFour::default(),
            ..form()
        };
        let refused = wrong.check(new).unwrap_err();
        for field in ["part", "place", "question_en", "answer_en"] {
            assert!(refused.at(field).is_some(), "{field}");
        }
    }
}
