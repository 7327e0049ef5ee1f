//! What the bureau writes itself, in the four languages: names and texts of products and offers, what a label says.

use serde::{Deserialize, Serialize};

use crate::{FormCheck, Locale, RefusalCode, ShortText};

/// A text in the four languages. English is never empty; another that is falls back to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InFour {
    /// English.
    pub en: String,
    /// Romanian.
    pub ro: String,
    /// Russian.
    pub ru: String,
    /// Chinese, simplified.
    pub zh: String,
}

impl InFour {
    /// The text for this language, or the English one.
    pub fn get(&self, locale: Locale) -> &str {
        match self.own(locale).trim() {
            "" => &self.en,
            text => text,
        }
    }

    /// The text as typed for exactly this language; may be empty.
    pub fn own(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Ro => &self.ro,
            Locale::Ru => &self.ru,
            Locale::Zh => &self.zh,
        }
    }

    /// Sets the text of one language, as a form reads field after field.
    pub fn set(&mut self, locale: Locale, text: impl Into<String>) {
        let place = match locale {
            Locale::En => &mut self.en,
            Locale::Ro => &mut self.ro,
            Locale::Ru => &mut self.ru,
            Locale::Zh => &mut self.zh,
        };
        *place = text.into();
    }

    /// Whether nothing was typed in any language.
    pub fn is_empty(&self) -> bool {
        Locale::ALL.into_iter().all(|locale| self.own(locale).trim().is_empty())
    }

    /// One line per language. Errors stand at `{field}_en` and so on; English is `Missing` when it is `needed`.
    pub(super) fn check_lines(&self, form: &mut FormCheck, field: &str, needed: bool) -> Self {
        let mut checked = Self::default();
        for locale in Locale::ALL {
            let at = format!("{field}_{}", locale.code());
            let line = ShortText::parse(self.own(locale));
            let line = if needed && locale == Locale::En {
                form.take(&at, line)
            } else {
                form.take_optional(&at, line)
            };
            checked.set(locale, line.map(String::from).unwrap_or_default());
        }
        checked
    }

    /// Paragraphs per language, at most `most` characters each.
    pub(super) fn check_paragraphs(&self, form: &mut FormCheck, field: &str, most: usize) -> Self {
        let mut checked = Self::default();
        for locale in Locale::ALL {
            let at = format!("{field}_{}", locale.code());
            let text = form.take_optional(&at, paragraphs(self.own(locale), most));
            checked.set(locale, text.unwrap_or_default());
        }
        checked
    }
}

/// A text of several lines, trimmed, without marks that forge what is read.
///
/// # Errors
/// `Missing` when nothing is left, `TooLong` over `most` characters, `OddCharacters`.
pub(super) fn paragraphs(text: &str, most: usize) -> Result<String, RefusalCode> {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    if text.chars().count() > most {
        return Err(RefusalCode::TooLong);
    }
    let odd = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    if text.chars().any(odd) {
        return Err(RefusalCode::OddCharacters);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_translated_is_english() {
        let mut text = InFour {
            en: "Keyring".into(),
            ..InFour::default()
        };
        assert_eq!(text.get(Locale::Ro), "Keyring");
        text.set(Locale::Ro, "Breloc");
        assert_eq!((text.get(Locale::Ro), text.own(Locale::Zh)), ("Breloc", ""));
    }

    #[test]
    fn paragraphs_keep_their_lines_and_nothing_that_forges() {
        assert_eq!(paragraphs(" a\r\nb ", 10), Ok("a\nb".to_owned()));
        assert_eq!(paragraphs("a\u{202E}b", 10), Err(RefusalCode::OddCharacters));
        assert_eq!(paragraphs("abc", 2), Err(RefusalCode::TooLong));
        assert_eq!(paragraphs(" \n", 2), Err(RefusalCode::Missing));
    }
}
