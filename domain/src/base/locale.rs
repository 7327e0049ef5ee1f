//! The four languages Cloakroom speaks.

use serde::{Deserialize, Serialize};

/// A language of the screens, mails, text messages and errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English, also what an unknown wish falls back to.
    #[default]
    En,
    /// Romanian.
    Ro,
    /// Russian.
    Ru,
    /// Chinese, simplified.
    Zh,
}

impl Locale {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::En, Self::Ro, Self::Ru, Self::Zh];

    /// The code that stands in addresses and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ro => "ro",
            Self::Ru => "ru",
            Self::Zh => "zh",
        }
    }

    /// The tag for `lang` and `hreflang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-Hans",
            other => other.code(),
        }
    }

    /// What its speakers call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ro => "Română",
            Self::Ru => "Русский",
            Self::Zh => "中文",
        }
    }

    /// Reads a code as it stands in an address (`ro`), exactly.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The best of our languages for an `Accept-Language` header, by its weights; `None` if it names none of ours.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for wish in header.split(',').take(20) {
            let mut parts = wish.trim().split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight = parts
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(1000, parse_weight);
            let primary = tag.split(['-', '_']).next().unwrap_or_default();
            let Some(locale) = Self::from_code(primary) else {
                continue;
            };
            if weight > 0 && best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, l)| l)
    }
}

/// A weight like `0.8` in thousandths; nonsense counts as nothing.
fn parse_weight(text: &str) -> u16 {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut thousandths = if whole == "1" { 1000 } else { 0 };
    let mut unit = 100;
    for digit in fraction.chars().take(3).filter_map(|c| c.to_digit(10)) {
        thousandths += u16::try_from(digit).unwrap_or(0) * unit;
        unit /= 10;
    }
    thousandths.min(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_that_we_speak_wins() {
        let check = |header, expected| {
            assert_eq!(Locale::from_accept_language(header), expected, "{header}");
        };
        check("ro", Some(Locale::Ro));
        check("de, ru;q=0.7, en;q=0.8", Some(Locale::En));
        check("zh-CN,zh;q=0.9,en;q=0.8", Some(Locale::Zh));
        check("en;q=0, ro;q=0.1", Some(Locale::Ro));
        check("de-DE,fr", None);
        check("", None);
        check(";;;q=,,", None);
    }
}
