//! What is kept of a picture: what can be seen, and nothing that the camera wrote beside it about place, time and owner.
//!
//! The files are taken apart by their own marks and put together again from the parts that are drawn. What must not be here:
//! decoding. Who may see a picture, the services decide.

use super::Media;

const PNG_SIGN: &[u8] = &[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];

/// The kind, and the picture without what the camera wrote beside it; none for everything that is no whole JPEG, PNG or
/// `WebP`.
pub(super) fn cleaned(bytes: &[u8]) -> Option<(Media, Vec<u8>)> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        jpeg(bytes).map(|kept| (Media::Jpeg, kept))
    } else if bytes.starts_with(PNG_SIGN) {
        png(bytes).map(|kept| (Media::Png, kept))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes).map(|kept| (Media::Webp, kept))
    } else {
        None
    }
}

/// Segments up to the end of the picture; what follows it (more pictures, a film) is left out, too.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = vec![0xFF, 0xD8];
    let (mut at, mut frame, mut scan, mut turned) = (2, false, false, None);
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // More than one mark may stand before the next.
            0xFF => at += 1,
            0xD9 => break,
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
                let end = (at + 2).checked_add(length).filter(|_| length >= 2)?;
                let inside = bytes.get(at + 4..end)?;
                if marker == 0xE1 && turned.is_none() {
                    turned = orientation(inside);
                }
                if is_drawn(marker, inside) {
                    kept.extend_from_slice(&bytes[at..end]);
                }
                frame |= matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF);
                at = end;
                if marker == 0xDA {
                    scan = true;
                    let end = end_of_scan(bytes, at)?;
                    kept.extend_from_slice(&bytes[at..end]);
                    at = end;
                }
            }
        }
    }
    kept.extend_from_slice(&[0xFF, 0xD9]);
    if let Some(turned) = turned {
        let tag = oriented(turned);
        kept.splice(2..2, tag);
    }
    (frame && scan).then_some(kept)
}

/// Whether a segment is needed to draw: tables, frames, scans, and the two marks that say how colours are meant.
fn is_drawn(marker: u8, inside: &[u8]) -> bool {
    match marker {
        0xC0..=0xCF | 0xDA..=0xDF => true,
        0xE0 => inside.starts_with(b"JFIF\0"),
        0xEE => inside.starts_with(b"Adobe"),
        _ => false,
    }
}

/// Where the data of a scan end: at the next mark that is none of its own.
fn end_of_scan(bytes: &[u8], begin: usize) -> Option<usize> {
    let rest = bytes.get(begin..)?;
    let next = rest
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))?;
    Some(begin + next)
}

/// How a telephone was held: the one thing of its notes without which the picture lies on its side.
fn orientation(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let big = match tiff.get(..2)? {
        b"MM" => true,
        b"II" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(usize::from(if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }))
    };
    let four = |at: usize| {
        let (one, other) = (two(at)?, two(at + 2)?);
        Some(if big { one << 16 | other } else { other << 16 | one })
    };
    let folder = four(4)?;
    let entries = two(folder)?.min(200);
    let entry = (0..entries)
        .map(|n| folder + 2 + 12 * n)
        .find(|at| two(*at) == Some(0x0112))?;
    let value = two(entry + 8)?;
    u8::try_from(value).ok().filter(|value| (2..=8).contains(value))
}

/// A note that says nothing but how the picture is turned.
fn oriented(value: u8) -> Vec<u8> {
    let mut tag = vec![0xFF, 0xE1, 0, 34];
    tag.extend_from_slice(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    tag.extend_from_slice(&[value, 0, 0, 0, 0, 0, 0]);
    tag
}

/// The chunks that are drawn, up to the end.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = PNG_SIGN.to_vec();
    let (mut at, mut first, mut drawn) = (PNG_SIGN.len(), true, false);
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let kind = bytes.get(at + 4..at + 8)?;
        let end = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        let chunk = bytes.get(at..end)?;
        if first && kind != b"IHDR" {
            return None;
        }
        first = false;
        drawn |= kind == b"IDAT";
        if matches!(
            kind,
            b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB"
        ) {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return drawn.then_some(kept);
        }
        at = end;
    }
}

/// The chunks that are drawn; the head no longer promises the others.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    let (mut at, mut drawn) = (12, false);
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let end = size.checked_add(8).filter(|end| *end <= bytes.len())?;
    while at + 8 <= end {
        let kind = bytes.get(at..at + 4)?;
        let length = usize::try_from(u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        let next = (at + 8).checked_add(length)?.checked_add(length % 2)?;
        let chunk = bytes.get(at..next.min(end)).filter(|_| next <= end + 1)?;
        drawn |= matches!(kind, b"VP8 " | b"VP8L" | b"ANMF");
        if matches!(kind, b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF") {
            let begin = kept.len();
            kept.extend_from_slice(chunk);
            if kind == b"VP8X"
                && let Some(promised) = kept.get_mut(begin + 8)
            {
                // Colour profile, Exif, XMP.
                *promised &= !(0x20 | 0x08 | 0x04);
            }
        }
        at = next;
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    drawn.then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, inside: &[u8]) -> Vec<u8> {
        let length = u16::try_from(inside.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), inside].concat()
    }

    fn exif(value: u8) -> Vec<u8> {
        let tiff = [
            b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(),
            &[value, 0, 0, 0, 0, 0, 0, 0],
            b"GPS 44.4268 N 26.1025 E",
        ];
        segment(0xE1, &tiff.concat())
    }

    fn a_jpeg(notes: &[u8]) -> Vec<u8> {
        [
            &[0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x02").as_slice(),
            notes,
            &segment(0xFE, b"a word of the camera"),
            &segment(0xDB, &[0; 65]),
            &segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
            &segment(0xDA, &[1, 1, 0, 0, 63, 0]),
            &[0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56],
            &[0xFF, 0xD9],
            b"a film that the telephone put behind",
        ]
        .concat()
    }

    fn has(bytes: &[u8], needle: &[u8]) -> bool {
        bytes.windows(needle.len()).any(|window| window == needle)
    }

    #[test]
    fn a_jpeg_loses_what_the_camera_wrote_and_stays_upright() {
        let (media, kept) = cleaned(&a_jpeg(&exif(6))).unwrap();
        assert_eq!(media, Media::Jpeg);
        for gone in [b"GPS".as_slice(), b"a word", b"a film"] {
            assert!(!has(&kept, gone));
        }
        assert!(has(&kept, b"JFIF") && kept.ends_with(&[0x56, 0xFF, 0xD9]));
        assert_eq!(orientation(&kept[6..]), Some(6), "only how it was held");
        // Cleaned twice is cleaned once.
        assert_eq!(cleaned(&kept).unwrap().1, kept);
        let upright = cleaned(&a_jpeg(&exif(1))).unwrap().1;
        assert!(!has(&upright, b"Exif"));
    }

    #[test]
    fn a_png_keeps_what_is_drawn() {
        let chunk = |kind: &[u8; 4], inside: &[u8]| {
            let length = u32::try_from(inside.len()).unwrap().to_be_bytes();
            [length.as_slice(), kind, inside, &[0; 4]].concat()
        };
        let whole = [
            PNG_SIGN,
            &chunk(b"IHDR", &[0; 13]),
            &chunk(b"tEXt", b"Author Ion"),
            &chunk(b"eXIf", b"GPS"),
            &chunk(b"IDAT", &[1, 2, 3]),
            &chunk(b"IEND", &[]),
            b"behind",
        ]
        .concat();
        let (media, kept) = cleaned(&whole).unwrap();
        assert_eq!(media, Media::Png);
        assert!(has(&kept, b"IDAT") && !has(&kept, b"Ion") && !has(&kept, b"GPS") && !has(&kept, b"behind"));
    }

    #[test]
    fn a_webp_keeps_what_is_drawn_and_promises_no_more() {
        let chunk = |kind: &[u8; 4], inside: &[u8]| {
            let length = u32::try_from(inside.len()).unwrap().to_le_bytes();
            let pad: &[u8] = if inside.len() % 2 == 1 { &[0] } else { &[] };
            [kind.as_slice(), &length, inside, pad].concat()
        };
        let inside = [
            b"WEBP".to_vec(),
            chunk(b"VP8X", &[0x2C, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            chunk(b"VP8 ", &[1, 2, 3]),
            chunk(b"EXIF", b"GPS 44"),
            chunk(b"XMP ", b"owner"),
        ]
        .concat();
        let size = u32::try_from(inside.len()).unwrap().to_le_bytes();
        let (media, kept) = cleaned(&[b"RIFF".as_slice(), &size, &inside].concat()).unwrap();
        assert_eq!(media, Media::Webp);
        assert!(!has(&kept, b"GPS") && !has(&kept, b"owner") && has(&kept, b"VP8 "));
        assert_eq!(kept[20], 0, "no profile, no notes");
        assert_eq!(cleaned(&kept).unwrap().1, kept);
    }

    #[test]
    fn what_is_no_picture_is_refused_wherever_it_is_cut() {
        for bytes in [
            b"<svg onload=alert(1)>".as_slice(),
            b"",
            b"GIF89a",
            b"RIFF\xff\xff\xff\xffWEBP",
            b"%PDF-1.7",
        ] {
            assert_eq!(cleaned(bytes), None);
        }
        let whole = a_jpeg(&exif(6));
        let end = whole.windows(2).position(|pair| pair == [0xFF, 0xD9]).unwrap();
        for cut in 0..=end {
            assert_eq!(cleaned(&whole[..cut]), None, "{cut}");
        }
    }
}
