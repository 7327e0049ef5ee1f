//! What is kept of how one gets to a bank.

use super::InLanguages;
use crate::Locale;
use crate::ids::{BankId, PlacePhotoId};
use crate::lockers::Place;

/// How one gets to a bank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WayThere {
    /// In words.
    pub directions: Directions,
    /// Photos of the place, in the order in which they are shown.
    pub photos: Vec<PlacePhoto>,
}

impl WayThere {
    /// So many photos of a place: more than that nobody looks at on the way.
    pub const MOST_PHOTOS: usize = 4;

    /// The photos that are shown to a reader, each with its caption: one without any words is not shown, for whoever does
    /// not see it would be told nothing.
    pub fn captioned(&self, reader: Locale) -> impl Iterator<Item = Caption<'_>> {
        let first = self.directions.first;
        self.photos.iter().filter_map(move |photo| {
            let (language, words) = photo.captions.shown(reader, first)?;
            Some(Caption {
                photo: photo.id,
                language,
                words,
            })
        })
    }
}

/// A photo with the words under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caption<'a> {
    /// Which photo.
    pub photo: PlacePhotoId,
    /// In which language the words are.
    pub language: Locale,
    /// What can be seen on it: also for whoever does not see it.
    pub words: &'a str,
}

/// How one gets to a bank, in words: plain text, lines are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directions {
    /// In up to four languages.
    pub words: InLanguages,
    /// The language for readers in whose own nothing is written.
    pub first: Option<Locale>,
}

impl Directions {
    /// What a reader is shown, and in which language.
    pub fn shown(&self, reader: Locale) -> Option<(Locale, &str)> {
        self.words.shown(reader, self.first)
    }
}

/// A photo of the place (not the picture itself).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacePhoto {
    /// Which.
    pub id: PlacePhotoId,
    /// What can be seen on it, in up to four languages.
    pub captions: InLanguages,
}

/// A bank with the way there.
#[derive(Debug, Clone, PartialEq)]
pub struct WayView {
    /// Which bank.
    pub bank: BankId,
    /// Where it stands.
    pub place: Place,
    /// How one gets there.
    pub way: WayThere,
}

/// Which way a photo moves among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It changes places with the one before it.
    Earlier,
    /// It changes places with the one after it.
    Later,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_without_words_is_not_shown() {
        let id = |n| PlacePhotoId(uuid::Uuid::from_u128(n));
        let photo = |n, words: Option<&str>| PlacePhoto {
            id: id(n),
            captions: InLanguages::of(|l| words.filter(|_| l == Locale::Ro).map(str::to_owned)),
        };
        let way = WayThere {
            directions: Directions::default(),
            photos: vec![photo(1, None), photo(2, Some("Intrarea"))],
        };
        let shown: Vec<_> = way.captioned(Locale::Zh).collect();
        let expected = Caption {
            photo: id(2),
            language: Locale::Ro,
            words: "Intrarea",
        };
        assert_eq!(shown, [expected]);
    }
}
