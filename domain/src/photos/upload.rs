//! A photo on its way in, checked once, and on its way out.
//!
//! What must not be here: decoding. A file is taken apart by its own marks (`cleaned.rs`), never drawn.

use std::fmt;

use super::cleaned;
use crate::RefusalCode;

/// The most bytes of a photo that are taken: more than a telephone's camera makes.
pub const MOST: usize = 8_000_000;

/// What a form sent as its photo. None is an answer, too: browsers send an empty file for it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Upload(Sent);

#[derive(Clone, Default, PartialEq, Eq)]
enum Sent {
    #[default]
    Nothing,
    Bytes(Vec<u8>),
    TooLarge,
}

impl Upload {
    /// These bytes; none of them is no photo.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self(if bytes.is_empty() {
            Sent::Nothing
        } else {
            Sent::Bytes(bytes)
        })
    }

    /// More than [`MOST`] came; they were not kept.
    pub const fn too_large() -> Self {
        Self(Sent::TooLarge)
    }

    /// Whether anything was sent.
    pub fn is_there(&self) -> bool {
        self.0 != Sent::Nothing
    }

    /// What is kept of it.
    ///
    /// # Errors
    /// `Missing` when nothing was sent; `TooLarge`; `NotAPicture` for everything that is no whole JPEG, PNG or `WebP`.
    pub fn check(&self) -> Result<CleanPhoto, RefusalCode> {
        match &self.0 {
            Sent::Nothing => Err(RefusalCode::Missing),
            Sent::TooLarge => Err(RefusalCode::TooLarge),
            Sent::Bytes(bytes) if bytes.len() > MOST => Err(RefusalCode::TooLarge),
            Sent::Bytes(bytes) => {
                let (media, bytes) = cleaned::cleaned(bytes).ok_or(RefusalCode::NotAPicture)?;
                Ok(CleanPhoto { media, bytes })
            }
        }
    }
}

/// Says how much came, never what.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Sent::Nothing => f.write_str("no photo"),
            Sent::TooLarge => f.write_str("a photo that is too large"),
            Sent::Bytes(bytes) => write!(f, "a photo of {} bytes", bytes.len()),
        }
    }
}

/// Which kind of picture it is, by its bytes and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the kinds name themselves")]
pub enum Media {
    Jpeg,
    Png,
    Webp,
}

impl Media {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Webp];

    /// The name in the database and in a header.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.wire() == text)
    }

    /// The ending of a file.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// A photo without what the camera wrote beside it: no place, no time, no owner. Only [`Upload::check`] makes one.
#[derive(Clone, PartialEq, Eq)]
pub struct CleanPhoto {
    media: Media,
    bytes: Vec<u8>,
}

impl CleanPhoto {
    /// Which kind.
    pub const fn media(&self) -> Media {
        self.media
    }

    /// What is kept.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Says how much, never what.
impl fmt::Debug for CleanPhoto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.media.wire(), self.bytes.len())
    }
}

/// A photo as it is shown to whoever may see it.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// Which kind.
    pub media: Media,
    /// The picture.
    pub bytes: Vec<u8>,
}

/// Says how much, never what.
impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.media.wire(), self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_too_much_and_no_picture_are_told_apart() {
        assert_eq!(Upload::of(Vec::new()).check(), Err(RefusalCode::Missing));
        assert!(!Upload::of(Vec::new()).is_there());
        assert_eq!(Upload::too_large().check(), Err(RefusalCode::TooLarge));
        assert_eq!(Upload::of(vec![0; MOST + 1]).check(), Err(RefusalCode::TooLarge));
        assert_eq!(Upload::of(b"<svg/>".to_vec()).check(), Err(RefusalCode::NotAPicture));
        let shown = format!("{:?}", Upload::of(b"secret".to_vec()));
        assert_eq!(shown, "a photo of 6 bytes");
    }
}
