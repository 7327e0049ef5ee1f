//! What a manager types about the way to a bank, checked.
//!
//! The directions stand in the message that carries a code, where the only link is ours (docs/decisions/0032): so nothing of
//! which a phone would make a link is taken, here and under photos alike.

use serde::{Deserialize, Serialize};

use super::{Directions, InLanguages};
use crate::base::text::several_lines;
use crate::notices::without_link;
use crate::{FormCheck, Locale, Refusal, RefusalCode, ShortText};

/// The form: how one gets there, in every language at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "words for each language, as typed")]
pub struct DirectionsForm {
    pub words_en: String,
    pub words_ro: String,
    pub words_ru: String,
    pub words_zh: String,
    /// The code of the language for readers in whose own nothing is written; empty for none in particular.
    pub first: String,
}

impl DirectionsForm {
    /// The most characters in one language.
    pub const MOST: usize = 600;

    /// The name of a language's field.
    pub const fn field(language: Locale) -> &'static str {
        match language {
            Locale::En => "words_en",
            Locale::Ro => "words_ro",
            Locale::Ru => "words_ru",
            Locale::Zh => "words_zh",
        }
    }

    /// A language's words as typed.
    pub fn words(&self, language: Locale) -> &str {
        match language {
            Locale::En => &self.words_en,
            Locale::Ro => &self.words_ro,
            Locale::Ru => &self.words_ru,
            Locale::Zh => &self.words_zh,
        }
    }

    /// Checks every language. What is left empty is not said.
    ///
    /// # Errors
    /// `Form` with the fields: `TooLong`, `OddCharacters`, `LinkInText`, and `NotAChoice` for no language of ours.
    pub fn check(&self) -> Result<Directions, Refusal> {
        let mut form = FormCheck::default();
        let words = InLanguages::of(|language| {
            let words = several_lines(self.words(language), Self::MOST).and_then(without_link);
            form.take_optional(Self::field(language), words)
        });
        let first = match self.first.as_str() {
            "" => Err(RefusalCode::Missing),
            code => Locale::from_code(code).ok_or(RefusalCode::NotAChoice),
        };
        let first = form.take_optional("first", first);
        form.finish()?;
        Ok(Directions { words, first })
    }
}

impl From<&Directions> for DirectionsForm {
    fn from(kept: &Directions) -> Self {
        let words = |language| kept.words.get(language).unwrap_or_default().to_owned();
        Self {
            words_en: words(Locale::En),
            words_ro: words(Locale::Ro),
            words_ru: words(Locale::Ru),
            words_zh: words(Locale::Zh),
            first: kept.first.map_or("", Locale::code).to_owned(),
        }
    }
}

/// The form: what can be seen on a photo, in every language at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a caption for each language, as typed")]
pub struct CaptionForm {
    pub caption_en: String,
    pub caption_ro: String,
    pub caption_ru: String,
    pub caption_zh: String,
}

impl CaptionForm {
    /// The name of a language's field.
    pub const fn field(language: Locale) -> &'static str {
        match language {
            Locale::En => "caption_en",
            Locale::Ro => "caption_ro",
            Locale::Ru => "caption_ru",
            Locale::Zh => "caption_zh",
        }
    }

    /// A language's caption as typed.
    pub fn caption(&self, language: Locale) -> &str {
        match language {
            Locale::En => &self.caption_en,
            Locale::Ro => &self.caption_ro,
            Locale::Ru => &self.caption_ru,
            Locale::Zh => &self.caption_zh,
        }
    }

    /// Checks every language: one line each. What is left empty in all of them hides the photo.
    ///
    /// # Errors
    /// `Form` with the fields: `TooLong`, `OddCharacters`, `LinkInText`.
    pub fn check(&self) -> Result<InLanguages, Refusal> {
        let mut form = FormCheck::default();
        let captions = InLanguages::of(|language| {
            let line = ShortText::parse(self.caption(language)).map(String::from);
            form.take_optional(Self::field(language), line.and_then(without_link))
        });
        form.finish()?;
        Ok(captions)
    }
}

impl From<&InLanguages> for CaptionForm {
    fn from(kept: &InLanguages) -> Self {
        let caption = |language| kept.get(language).unwrap_or_default().to_owned();
        Self {
            caption_en: caption(Locale::En),
            caption_ro: caption(Locale::Ro),
            caption_ru: caption(Locale::Ru),
            caption_zh: caption(Locale::Zh),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_and_what_is_left_empty_is_not_said() {
        let form = DirectionsForm {
            words_ro: " Intrați prin curte.\r\nLa stânga. ".into(),
            words_zh: " \n".into(),
            first: "ro".into(),
            ..DirectionsForm::default()
        };
        let checked = form.check().unwrap();
        assert_eq!(checked.words.get(Locale::Ro), Some("Intrați prin curte.\nLa stânga."));
        assert_eq!(checked.words.get(Locale::Zh), None);
        assert_eq!(checked.first, Some(Locale::Ro));
        let again = DirectionsForm::from(&checked);
        assert_eq!(again.check().unwrap(), checked, "what is kept is taken again");
        assert_eq!(DirectionsForm::default().check().unwrap(), Directions::default());
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let form = DirectionsForm {
            words_en: "a".repeat(601),
            words_ro: "Vedeți primaria.ro".into(),
            words_ru: "а\u{202E}б".into(),
            words_zh: "走".repeat(600),
            first: "de".into(),
        };
        let refusal = form.check().unwrap_err();
        assert_eq!(refusal.at("words_en"), Some(RefusalCode::TooLong));
        assert_eq!(refusal.at("words_ro"), Some(RefusalCode::LinkInText));
        assert_eq!(refusal.at("words_ru"), Some(RefusalCode::OddCharacters));
        assert_eq!(refusal.at("first"), Some(RefusalCode::NotAChoice));
        assert_eq!(refusal.fields.len(), 4);
    }

    #[test]
    fn a_caption_is_one_line() {
        let form = CaptionForm {
            caption_en: "The door beside the chemist's".into(),
            caption_ru: "Вход\nсо двора".into(),
            ..CaptionForm::default()
        };
        let refusal = form.check().unwrap_err();
        assert_eq!(refusal.at("caption_ru"), Some(RefusalCode::OddCharacters));
        assert_eq!(refusal.fields.len(), 1);
        let form = CaptionForm {
            caption_ru: String::new(),
            ..form
        };
        let captions = form.check().unwrap();
        assert_eq!(CaptionForm::from(&captions), form);
        assert!(CaptionForm::default().check().unwrap().is_empty());
    }
}
