//! A file out of a form.

use axum::extract::Multipart;

/// The bytes of the field `file`; none if there is no such field or the form cannot be read (it was too large).
pub(in crate::web::pages) async fn file(form: &mut Multipart) -> Option<Vec<u8>> {
    while let Ok(Some(field)) = form.next_field().await {
        if field.name() == Some("file") {
            return field.bytes().await.ok().map(|bytes| bytes.to_vec());
        }
    }
    None
}
