//! Pictures that dealers and managers give us: small, of a kind we know by its bytes, and kept as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::tags::Download;
use domain::{Outcome, RefusalCode};

/// The media type of a PNG.
pub(super) const PNG: &str = "image/png";
const JPEG: &str = "image/jpeg";
const MOST_LOGO: usize = 256 * 1024;
const MOST_PICTURE: usize = 512 * 1024;
/// The widest and highest logo that is drawn on labels.
const MOST_PIXELS: u32 = 4_000;

/// A logo as it is kept; none for no bytes. It must be a PNG that can be read to its end, since labels draw it.
pub(super) fn logo(bytes: &[u8]) -> Outcome<Option<String>> {
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() > MOST_LOGO {
        return Err(RefusalCode::TooLarge.into());
    }
    readable_png(bytes)?;
    Ok(Some(STANDARD.encode(bytes)))
}

fn readable_png(bytes: &[u8]) -> Outcome<()> {
    let refused = RefusalCode::NotAPicture;
    let limits = png::Limits { bytes: 64 << 20 };
    let mut reader = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), limits)
        .read_info()
        .map_err(|_| refused)?;
    if reader.info().width > MOST_PIXELS || reader.info().height > MOST_PIXELS {
        return Err(RefusalCode::TooLarge.into());
    }
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(refused)?];
    reader.next_frame(&mut pixels).map_err(|_| refused)?;
    Ok(())
}

/// A product's picture as it is kept: media type and base64; none for no bytes.
pub(super) fn picture(bytes: &[u8]) -> Outcome<Option<(&'static str, String)>> {
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() > MOST_PICTURE {
        return Err(RefusalCode::TooLarge.into());
    }
    let media = if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        JPEG
    } else {
        readable_png(bytes)?;
        PNG
    };
    Ok(Some((media, STANDARD.encode(bytes))))
}

/// What is kept, for showing.
pub(super) fn show(kept: Option<(String, String)>, name: &str) -> Outcome<Download> {
    let (media, text) = kept.ok_or(RefusalCode::NotFound)?;
    let bytes = STANDARD.decode(text).map_err(|_| RefusalCode::NotFound)?;
    let (media, ending) = if media == JPEG { (JPEG, "jpg") } else { (PNG, "png") };
    Ok(Download {
        name: format!("{name}.{ending}"),
        media,
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_kept() {
        let refused = |bytes: &[u8]| logo(bytes).unwrap_err().refusal().unwrap().code;
        assert_eq!(refused(b"<svg onload=alert(1)>"), RefusalCode::NotAPicture);
        assert_eq!(refused(&[0x89, b'P', b'N', b'G', 1, 2, 3]), RefusalCode::NotAPicture);
        assert_eq!(refused(&vec![0; MOST_LOGO + 1]), RefusalCode::TooLarge);
        assert_eq!(logo(&[]).unwrap(), None);
        let jpeg = picture(&[0xFF, 0xD8, 0xFF, 0xE0]).unwrap().unwrap();
        assert_eq!(show(Some((jpeg.0.to_owned(), jpeg.1)), "a").unwrap().name, "a.jpg");
    }
}
