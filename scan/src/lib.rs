//! Finds a QR in a picture of a camera and says what stands in it.
//!
//! What must not be here: what a QR means, and any trace of a picture after it was looked at.

use rqrr::PreparedImage;

/// No QR has fewer squares a side, and a square is a point at least.
const SMALLEST: usize = 21;

/// What a QR in this picture says. Where there are several, one that can be read.
///
/// `pixels` are red, green, blue and opacity of each point, line after line, as a browser's canvas gives them.
pub fn read(pixels: &[u8], width: usize) -> Option<String> {
    let (points, []) = pixels.as_chunks::<4>() else {
        return None;
    };
    let height = points.len().checked_div(width)?;
    if width < SMALLEST || height < SMALLEST || width * height != points.len() {
        return None;
    }
    let grey: Vec<u8> = points.iter().copied().map(brightness).collect();
    let light = |x: usize, y: usize| grey[y * width + x];
    // Dark on light is how we draw it; a telephone that turns its colours round at night shows light on dark.
    find(width, height, light).or_else(|| find(width, height, |x, y| 255 - light(x, y)))
}

fn find(width: usize, height: usize, light: impl Fn(usize, usize) -> u8) -> Option<String> {
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, light);
    let grids = picture.detect_grids();
    let mut texts = grids.iter().filter_map(|grid| grid.decode().ok());
    texts.find_map(|(_, text)| (!text.is_empty()).then_some(text))
}

/// How bright an eye finds it; the weights add up to 256.
fn brightness([red, green, blue, _]: [u8; 4]) -> u8 {
    let sum = u16::from(red) * 77 + u16::from(green) * 150 + u16::from(blue) * 29;
    sum.to_be_bytes()[0]
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, EcLevel, QrCode};

    use super::*;

    /// As long as the secret in a recipient's QR.
    const DIGITS: &str = "1382910475560921837465019283746501928374";
    const WIDTH: i32 = 640;
    const HEIGHT: i32 = 480;

    /// How a QR is held before the camera.
    #[derive(Debug, Clone, Copy)]
    struct Held {
        /// Points a side of one of its squares, in tenths.
        square: i32,
        /// Cosine and sine of how far it is turned, in thousandths.
        turn: (i32, i32),
        /// How bright its dark squares are, its light ones, and what is behind it.
        light: (u8, u8, u8),
        /// By how much a point may be brighter or darker than that.
        noise: u8,
    }

    const WELL: Held = Held {
        square: 60,
        turn: (1000, 0),
        light: (20, 235, 120),
        noise: 0,
    };

    /// What the camera sees, as a canvas gives it: a QR in the middle. Sums are whole, in two-thousandths of a point.
    fn picture(text: &str, held: Held) -> Vec<u8> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let side = i32::try_from(code.width()).unwrap();
        let (cosine, leaning) = held.turn;
        let (dark, light, behind) = held.light;
        let square = held.square * 200;
        let place = |far: i32| (far + side * square / 2).div_euclid(square);
        let inside = |n: i32| (0..side).contains(&n);
        let quiet = |n: i32| (-4..side + 4).contains(&n);
        let mut chance = 7_u32;
        let mut pixels = Vec::new();
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let (across, down) = (2 * x + 1 - WIDTH, 2 * y + 1 - HEIGHT);
                let column = place(across * cosine + down * leaning);
                let row = place(down * cosine - across * leaning);
                let plain = if inside(column) && inside(row) {
                    let at = (usize::try_from(column).unwrap(), usize::try_from(row).unwrap());
                    if code[at] == Color::Dark { dark } else { light }
                } else if quiet(column) && quiet(row) {
                    light
                } else {
                    behind
                };
                chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let most = i32::from(held.noise);
                let shaken = i32::from(plain) + i32::from(chance.to_be_bytes()[0]) * most / 128 - most;
                let point = u8::try_from(shaken.clamp(0, 255)).unwrap();
                pixels.extend([point, point, point, 255]);
            }
        }
        pixels
    }

    fn look(pixels: &[u8]) -> Option<String> {
        read(pixels, 640)
    }

    fn check(held: Held) {
        assert_eq!(look(&picture(DIGITS, held)).as_deref(), Some(DIGITS), "{held:?}");
    }

    #[test]
    fn a_qr_is_read_from_near_and_from_far() {
        for square in [30, 45, 60, 120] {
            check(Held { square, ..WELL });
        }
    }

    #[test]
    fn a_qr_is_read_however_it_is_turned() {
        for turn in [(956, 292), (707, 707), (0, 1000), (-819, 574), (-1000, 0)] {
            check(Held { turn, ..WELL });
        }
    }

    #[test]
    fn a_qr_is_read_in_bad_light() {
        // A dimmed screen, a washed-out sheet of paper, light squares on dark ones.
        for light in [(10, 60, 30), (120, 220, 160), (235, 20, 120)] {
            check(Held { light, ..WELL });
        }
        check(Held { noise: 40, ..WELL });
    }

    #[test]
    fn a_camera_that_shows_a_mirror_image_reads_too() {
        let mut pixels = picture(DIGITS, WELL);
        let (points, _) = pixels.as_chunks_mut::<4>();
        for line in points.chunks_exact_mut(640) {
            line.reverse();
        }
        assert_eq!(look(&pixels).as_deref(), Some(DIGITS));
    }

    #[test]
    fn colours_do_not_matter() {
        let mut pixels = picture(DIGITS, WELL);
        for point in pixels.as_chunks_mut::<4>().0 {
            // Green on a pale blue.
            *point = if point[0] < 100 {
                [0, 90, 40, 255]
            } else {
                [200, 225, 255, 255]
            };
        }
        assert_eq!(look(&pixels).as_deref(), Some(DIGITS));
    }

    #[test]
    fn other_peoples_codes_are_read_as_they_are() {
        let address = "https://example.org/menu";
        assert_eq!(look(&picture(address, WELL)).as_deref(), Some(address));
    }

    #[test]
    fn where_no_whole_qr_is_nothing_is_read() {
        let empty = Held {
            light: (120, 120, 120),
            ..WELL
        };
        assert_eq!(look(&picture(DIGITS, empty)), None);
        assert_eq!(look(&picture(DIGITS, Held { noise: 120, ..empty })), None);
        let mut covered = picture(DIGITS, WELL);
        for line in covered.chunks_exact_mut(4 * 640) {
            line[..4 * 320].fill(120);
        }
        assert_eq!(look(&covered), None);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let line = 4 * 640;
        for (bytes, width) in [(0, 0), (0, 640), (7, 1), (20 * line, 640), (30 * line + 4, 640)] {
            assert_eq!(read(&vec![0; bytes], width), None, "{bytes} {width}");
        }
    }
}
