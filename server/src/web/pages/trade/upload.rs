//! A file out of a form.

use axum::extract::Multipart;

use super::super::photos;

/// More than any logo or product's picture may have; how much that is, their port says.
const MOST: usize = 2 * 1024 * 1024;

/// The bytes of the field `file`; none if there is no such field or it was too large.
pub(in crate::web::pages) async fn file(form: &mut Multipart) -> Option<Vec<u8>> {
    while let Ok(Some(mut field)) = form.next_field().await {
        if field.name() == Some("file") {
            return photos::bytes(&mut field, MOST).await;
        }
    }
    None
}
