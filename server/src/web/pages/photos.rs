//! Photos in forms and in pages: what was sent, read within limits; what is shown, so that nothing in it can run.
//!
//! What must not be here: whose photo it is. The ports decide that.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use domain::photos::{MOST, Photo, Upload};
use serde::de::DeserializeOwned;
use serde::de::value::{Error as Unfit, MapDeserializer};

/// The most bytes of all other fields of a form together.
const MOST_WORDS: usize = 64 * 1024;

/// A form with a photo. What came after a part that could not be read counts as left empty, as with [`crate::web::Typed`].
#[derive(Default)]
pub(super) struct Sent {
    words: Vec<(String, String)>,
    /// What the field `photo` held.
    pub photo: Upload,
}

impl Sent {
    /// Reads a form to its end. A photo that is too large is left out while it comes; the words around it are kept.
    pub(super) async fn read(mut form: Multipart) -> Self {
        let mut sent = Self::default();
        let mut left = MOST_WORDS;
        while let Ok(Some(mut field)) = form.next_field().await {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "photo" {
                sent.photo = match bytes(&mut field, MOST).await {
                    Some(bytes) => Upload::of(bytes),
                    None => Upload::too_large(),
                };
            } else if let Some(bytes) = bytes(&mut field, left).await {
                left -= bytes.len();
                sent.words.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        sent
    }

    /// The other fields, as typed.
    pub(super) fn words<T: DeserializeOwned + Default>(&self) -> T {
        let pairs = self.words.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        T::deserialize(MapDeserializer::<_, Unfit>::new(pairs)).unwrap_or_default()
    }
}

/// The bytes of a field; none if there are more. They are read to their end all the same, so that the rest of the form comes.
pub(super) async fn bytes(field: &mut Field<'_>, most: usize) -> Option<Vec<u8>> {
    let mut kept = Some(Vec::new());
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                kept = kept.filter(|kept| kept.len() + chunk.len() <= most);
                if let Some(kept) = &mut kept {
                    kept.extend_from_slice(&chunk);
                }
            }
            Ok(None) => return kept,
            Err(_) => return None,
        }
    }
}

/// A photo for a page. A browser that was led to it directly must not run what might be in it.
pub(super) fn shown(photo: Photo) -> Response {
    let mut answer = photo.bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(photo.media.wire()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let alone = HeaderValue::from_static("default-src 'none'; sandbox");
    headers.insert(header::CONTENT_SECURITY_POLICY, alone);
    answer
}

/// As [`shown`], of a place: what it shows is no secret of anybody's, and whoever looks again on the way need not load it
/// again. Within the hour one that was taken away is gone there, too.
pub(super) fn shown_for_an_hour(photo: Photo) -> Response {
    let mut answer = shown(photo);
    let hour = HeaderValue::from_static("private, max-age=3600");
    answer.headers_mut().insert(header::CACHE_CONTROL, hour);
    answer
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Inner {
        place: String,
    }

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Outer {
        step: String,
        #[serde(flatten)]
        inner: Inner,
    }

    #[test]
    fn words_become_the_fields_of_a_form() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let sent = Sent {
            words: vec![pair("step", "last"), pair("place", "Gară & co"), pair("else", "x")],
            photo: Upload::default(),
        };
        let outer: Outer = sent.words();
        assert_eq!((outer.step.as_str(), outer.inner.place.as_str()), ("last", "Gară & co"));
    }
}
