//! The QR code as a PNG, black on white, with the quiet zone of four modules that scanners need.
//!
//! What must not be here: what the digits mean.

use qrcode::{Color, EcLevel, QrCode};

use crate::fault::{Fault, Result};

const QUIET: usize = 4;
/// Dots per module.
const SCALE: usize = 8;

/// Draws these digits.
///
/// # Errors
/// `Broken` when they do not fit into a QR code.
pub(super) fn qr(digits: &str) -> Result<Vec<u8>> {
    let fault = || Fault::broken("notices.qr", "drawing a QR code");
    let code =
        QrCode::with_error_correction_level(digits, EcLevel::M).map_err(|error| fault().because(error.to_string()))?;
    let modules = code.width();
    let colors = code.to_colors();
    let side = (modules + 2 * QUIET) * SCALE;
    // One bit per dot, rows padded to whole bytes; 1 is white.
    let mut dots = Vec::with_capacity(side * side.div_ceil(8));
    for y in 0..side {
        let mut row = vec![0_u8; side.div_ceil(8)];
        for x in 0..side {
            let module = |n: usize| (n / SCALE).checked_sub(QUIET).filter(|n| *n < modules);
            let dark = module(x)
                .zip(module(y))
                .is_some_and(|(x, y)| colors.get(y * modules + x) == Some(&Color::Dark));
            if !dark {
                row[x / 8] |= 0x80 >> (x % 8);
            }
        }
        dots.extend(row);
    }
    let side = u32::try_from(side).map_err(|error| fault().because(error))?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&dots))
        .map_err(|error| fault().because(error))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_shows_the_modules_and_a_quiet_zone() {
        let digits = "0123456789012345678901234567890123456789";
        let file = qr(digits).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut dots = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut dots).unwrap();
        let code = QrCode::with_error_correction_level(digits, EcLevel::M).unwrap();
        let side = (code.width() + 2 * QUIET) * SCALE;
        assert_eq!(usize::try_from(info.width).unwrap(), side);
        let white = |x: usize, y: usize| dots[y * info.line_size + x / 8] & (0x80 >> (x % 8)) != 0;
        for y in 0..side {
            for x in 0..side {
                let inside = |n: usize| n >= QUIET * SCALE && n < side - QUIET * SCALE;
                let expected = if inside(x) && inside(y) {
                    code[(x / SCALE - QUIET, y / SCALE - QUIET)] == Color::Light
                } else {
                    true
                };
                assert_eq!(white(x, y), expected, "{x} {y}");
            }
        }
    }
}
