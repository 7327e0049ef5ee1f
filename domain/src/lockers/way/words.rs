//! The same words in up to four languages, and which of them a reader is shown.

use crate::Locale;

/// The same words in up to four languages; any of them may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InLanguages([Option<String>; 4]);

impl InLanguages {
    /// What is said for each language.
    pub fn of(words: impl FnMut(Locale) -> Option<String>) -> Self {
        Self(Locale::ALL.map(words))
    }

    /// The words in this very language.
    pub fn get(&self, language: Locale) -> Option<&str> {
        let at = Locale::ALL.iter().position(|one| *one == language)?;
        self.0.get(at)?.as_deref()
    }

    /// Whether nothing is said in any language.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// What a reader is shown, and in which language that is: their own; else the one that is `first` here; else the first
    /// of ours that there is. Nothing when nothing is said in any.
    pub fn shown(&self, reader: Locale, first: Option<Locale>) -> Option<(Locale, &str)> {
        let wished = [Some(reader), first].into_iter().flatten();
        let mut order = wished.chain(Locale::ALL);
        order.find_map(|language| Some((language, self.get(language)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(languages: &[Locale]) -> InLanguages {
        InLanguages::of(|l| languages.contains(&l).then(|| l.code().to_owned()))
    }

    #[test]
    fn a_reader_is_shown_their_own_language_else_the_places_else_any() {
        use Locale::{En, Ro, Ru, Zh};
        let check = |languages: &[Locale], reader, first, expected: Option<Locale>| {
            let words = said(languages);
            let shown = words.shown(reader, first);
            assert_eq!(shown.map(|(l, _)| l), expected, "{languages:?} {reader:?} {first:?}");
            assert_eq!(shown.map(|(_, text)| text), expected.map(Locale::code));
        };
        check(&[En, Ro], Ro, Some(En), Some(Ro));
        check(&[En, Ro], Zh, Some(Ro), Some(Ro));
        check(&[En, Ro], Zh, None, Some(En));
        check(&[Ru, Zh], Ro, Some(En), Some(Ru));
        check(&[Zh], En, None, Some(Zh));
        check(&[], En, Some(Ro), None);
        assert!(said(&[]).is_empty() && !said(&[Zh]).is_empty());
    }
}
