//! What an organisation adds to its messages in words of its own: plain text beside ours, never instead of it.
//!
//! Code, place and end stand in our words, so no edit can lose them (docs/decisions/0032). What must not be here: how the
//! two are put together. The backend does that.

use serde::{Deserialize, Serialize};

use super::{Alphabet, Segments, Template};
use crate::base::text::several_lines;
use crate::{FormCheck, Locale, Refusal, RefusalCode, ShortText};

/// To what words are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OwnKind {
    /// The end of every mail about a document.
    Signature,
    /// One kind of message; see [`OwnKind::ALL`] for which.
    Message(Template),
}

impl OwnKind {
    /// All of them, in the order in which a document meets them. What support writes to one person is support's alone.
    pub const ALL: [Self; 13] = [
        Self::Signature,
        Self::Message(Template::Ready),
        Self::Message(Template::Reminder),
        Self::Message(Template::NewDeadline),
        Self::Message(Template::Moved),
        Self::Message(Template::CodeReplaced),
        Self::Message(Template::NewCode),
        Self::Message(Template::CodeByHand),
        Self::Message(Template::LeftInside),
        Self::Message(Template::Collected),
        Self::Message(Template::ShareUsed),
        Self::Message(Template::Withdrawn),
        Self::Message(Template::TakenBack),
    ];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Message(template) => template.wire(),
        }
    }

    /// Reads [`Self::wire`]; none for a message that takes no words.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.wire() == text)
    }

    /// The message that shows what the words look like.
    pub const fn shown_in(self) -> Template {
        match self {
            Self::Signature => Template::Ready,
            Self::Message(template) => template,
        }
    }

    /// The longest paragraph, in characters.
    pub const fn most(self) -> usize {
        match self {
            Self::Signature => 200,
            Self::Message(_) => 600,
        }
    }

    /// Whether there are words for its text message too.
    pub const fn has_ending(self) -> bool {
        matches!(self, Self::Message(_))
    }
}

/// Own words in one language, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWords {
    /// For the mail: a paragraph, or the signature; lines are kept.
    pub paragraph: Option<String>,
    /// For the text message: one line.
    pub ending: Option<String>,
}

impl OwnWords {
    /// Whether nothing is added.
    pub const fn is_empty(&self) -> bool {
        self.paragraph.is_none() && self.ending.is_none()
    }
}

/// The form of one kind: every language at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a paragraph and an ending for each language, as typed")]
pub struct OwnForm {
    pub paragraph_en: String,
    pub paragraph_ro: String,
    pub paragraph_ru: String,
    pub paragraph_zh: String,
    pub ending_en: String,
    pub ending_ro: String,
    pub ending_ru: String,
    pub ending_zh: String,
}

impl OwnForm {
    /// The name of a language's paragraph in the form.
    pub const fn paragraph_field(locale: Locale) -> &'static str {
        match locale {
            Locale::En => "paragraph_en",
            Locale::Ro => "paragraph_ro",
            Locale::Ru => "paragraph_ru",
            Locale::Zh => "paragraph_zh",
        }
    }

    /// The name of a language's ending in the form.
    pub const fn ending_field(locale: Locale) -> &'static str {
        match locale {
            Locale::En => "ending_en",
            Locale::Ro => "ending_ro",
            Locale::Ru => "ending_ru",
            Locale::Zh => "ending_zh",
        }
    }

    /// A language's paragraph as typed.
    pub fn paragraph(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.paragraph_en,
            Locale::Ro => &self.paragraph_ro,
            Locale::Ru => &self.paragraph_ru,
            Locale::Zh => &self.paragraph_zh,
        }
    }

    /// A language's ending as typed.
    pub fn ending(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.ending_en,
            Locale::Ro => &self.ending_ro,
            Locale::Ru => &self.ending_ru,
            Locale::Zh => &self.ending_zh,
        }
    }

    /// Fills in what is kept for a language.
    pub fn fill(&mut self, locale: Locale, words: OwnWords) {
        let (paragraph, ending) = match locale {
            Locale::En => (&mut self.paragraph_en, &mut self.ending_en),
            Locale::Ro => (&mut self.paragraph_ro, &mut self.ending_ro),
            Locale::Ru => (&mut self.paragraph_ru, &mut self.ending_ru),
            Locale::Zh => (&mut self.paragraph_zh, &mut self.ending_zh),
        };
        *paragraph = words.paragraph.unwrap_or_default();
        *ending = words.ending.unwrap_or_default();
    }

    /// Checks every language. What is left empty adds nothing.
    ///
    /// # Errors
    /// `Form` with the fields: `TooLong`, `OddCharacters`, `LinkInText` for what a phone would make a link of, and
    /// `SmsGrows` for an ending that could be more than one text message more.
    pub fn check(&self, kind: OwnKind) -> Result<[(Locale, OwnWords); 4], Refusal> {
        let mut form = FormCheck::default();
        let words = Locale::ALL.map(|locale| {
            let paragraph = several_lines(self.paragraph(locale), kind.most()).and_then(without_link);
            let paragraph = form.take_optional(Self::paragraph_field(locale), paragraph);
            let ending = if kind.has_ending() {
                form.take_optional(Self::ending_field(locale), ending(self.ending(locale)))
            } else {
                None
            };
            (locale, OwnWords { paragraph, ending })
        });
        form.finish()?;
        Ok(words)
    }
}

/// So short that a text of the same alphabet never needs more than one message more with it than without: see the test. What
/// a wider or narrower alphabet does is seen where the whole text is known.
fn ending(text: &str) -> Result<String, RefusalCode> {
    let text = without_link(ShortText::parse(text)?.into())?;
    let size = Segments::of(&text);
    let most = match size.alphabet {
        Alphabet::Gsm7 => 120,
        Alphabet::Ucs2 => 60,
    };
    if size.units > most {
        return Err(RefusalCode::SmsGrows);
    }
    Ok(text)
}

/// Ends of names in other writings that phones know.
const OTHER_ENDS: [&str; 6] = ["рф", "рус", "бел", "укр", "срб", "бг"];

/// The only link in a message that carries a code is ours: whoever gets it must not have to choose. So nothing may stand in
/// own words that a mail program or a phone turns into one.
pub(crate) fn without_link(text: String) -> Result<String, RefusalCode> {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let address = text.contains("://") || text.to_lowercase().contains("www.");
    let named = letters
        .iter()
        .enumerate()
        .any(|(at, letter)| matches!(letter, '.' | '．') && is_name(&letters[..at], &letters[at + 1..]));
    if address || named {
        return Err(RefusalCode::LinkInText);
    }
    Ok(text)
}

/// Whether a dot between these is one inside a name such as `example.org`, and not one between two sentences.
fn is_name(before: &[char], after: &[char]) -> bool {
    let end: String = after.iter().take_while(|c| c.is_alphanumeric()).collect();
    let latin = (2..=24).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase());
    before.last().is_some_and(|c| c.is_alphanumeric()) && (latin || OTHER_ENDS.contains(&end.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> OwnForm {
        OwnForm {
            paragraph_ro: text.to_owned(),
            ..OwnForm::default()
        }
    }

    fn with_ending(text: &str) -> OwnForm {
        OwnForm {
            ending_ru: text.to_owned(),
            ..OwnForm::default()
        }
    }

    const READY: OwnKind = OwnKind::Message(Template::Ready);

    #[test]
    fn every_kind_has_a_name_and_a_text_message() {
        for kind in OwnKind::ALL {
            assert_eq!(OwnKind::from_wire(kind.wire()), Some(kind));
            assert!(kind.shown_in().has_sms(), "{kind:?}");
        }
        assert_eq!(OwnKind::from_wire("new_password"), None);
        assert_eq!(OwnKind::from_wire("help_answered"), None);
    }

    #[test]
    fn what_is_empty_adds_nothing_and_lines_are_kept() {
        let words = paragraph(" Aduceți buletinul.\r\nNu aduceți copii. ")
            .check(READY)
            .unwrap();
        let of = |locale| words.iter().find(|(own, _)| *own == locale).unwrap().1.clone();
        assert_eq!(
            of(Locale::Ro).paragraph.unwrap(),
            "Aduceți buletinul.\nNu aduceți copii."
        );
        assert!(of(Locale::En).is_empty() && of(Locale::Ru).is_empty() && of(Locale::Zh).is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let check = |form: OwnForm, kind, field, code| {
            let refusal = form.check(kind).unwrap_err();
            let said = (refusal.code, refusal.at(field));
            assert_eq!(said, (RefusalCode::Form, Some(code)), "{form:?}");
        };
        check(paragraph(&"ț".repeat(601)), READY, "paragraph_ro", RefusalCode::TooLong);
        let signed = paragraph(&"ț".repeat(201));
        check(signed, OwnKind::Signature, "paragraph_ro", RefusalCode::TooLong);
        let forged = paragraph("a\u{202E}b");
        check(forged, READY, "paragraph_ro", RefusalCode::OddCharacters);
        check(with_ending("a\nb"), READY, "ending_ru", RefusalCode::OddCharacters);
        check(with_ending(&"ж".repeat(61)), READY, "ending_ru", RefusalCode::SmsGrows);
        check(with_ending("bit.ly/x"), READY, "ending_ru", RefusalCode::LinkInText);
        assert!(paragraph(&"ț".repeat(600)).check(READY).is_ok());
        // A signature has no text message: what a forged form says of one is not kept.
        let words = with_ending("ж").check(OwnKind::Signature).unwrap();
        assert!(words.iter().all(|(_, words)| words.is_empty()));
    }

    #[test]
    fn nothing_that_a_phone_would_make_a_link_of_is_taken() {
        let taken = |text: &str| without_link(text.to_owned()).is_ok();
        for bad in [
            "https://a",
            "Vedeți primaria.ro",
            "EXAMPLE.ORG",
            "ghiseu@primaria.ro",
            "bit.ly/abc",
            "www.x",
            "госуслуги.рф",
            "a．com",
        ] {
            assert!(!taken(bad), "{bad}");
        }
        for good in [
            "Luni 10.30, str. Libertății nr.12, etajul 2.",
            "Vă așteptăm. Aduceți actul vechi.",
            "т.е. до пятницы. Тел. +40 21 555 01 00",
            "请携带身份证。谢谢。",
            "S.R.L., a.m., e.g.",
            "...",
        ] {
            assert!(taken(good), "{good}");
        }
    }

    #[test]
    fn an_ending_is_never_more_than_one_message_more() {
        for (letter, most) in [("a", 120), ("ж", 60)] {
            let own = ending(&letter.repeat(most)).unwrap();
            for length in 0..800 {
                let text = letter.repeat(length);
                let longer = [text.as_str(), "\n", own.as_str()].concat();
                assert!(Segments::of(&longer).count <= Segments::of(&text).count + 1, "{length}");
            }
        }
    }
}
