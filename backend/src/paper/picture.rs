//! Pictures on papers: a PNG, decoded once, drawn as often as wanted.
//!
//! What must not be here: where a picture comes from, and whether it may be shown.

use krilla::geom::{Size, Transform};
use krilla::image::Image;

use super::letters::POINT;
use super::writer::Sheet;
use crate::fault::{Fault, Result};

/// A picture, ready to be drawn. Cloning shares its pixels.
#[derive(Clone)]
pub struct Picture {
    image: Image,
    /// Width over height.
    shape: f32,
}

/// The most bytes that decoding may take.
const MOST: usize = 64 << 20;

impl Picture {
    /// Decodes a PNG of any kind.
    ///
    /// # Errors
    /// `Broken` for what is none.
    #[expect(clippy::cast_precision_loss, reason = "sides of pictures are far below 2^24")]
    pub fn from_png(bytes: &[u8]) -> Result<Self> {
        let damaged = || Fault::broken("paper.picture", "reading a picture");
        let mut decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), png::Limits { bytes: MOST });
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().map_err(|e| damaged().because(e))?;
        let mut pixels = vec![0; reader.output_buffer_size().ok_or_else(damaged)?];
        let frame = reader.next_frame(&mut pixels).map_err(|e| damaged().because(e))?;
        let pixels = &pixels[..frame.buffer_size()];
        let rgba: Vec<u8> = match frame.color_type {
            png::ColorType::Rgba => pixels.to_vec(),
            png::ColorType::Rgb => pixels.chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect(),
            png::ColorType::GrayscaleAlpha => pixels.chunks_exact(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect(),
            png::ColorType::Grayscale => pixels.iter().flat_map(|p| [*p, *p, *p, 255]).collect(),
            png::ColorType::Indexed => return Err(damaged()),
        };
        let (wide, high) = (frame.width, frame.height);
        if wide == 0 || high == 0 || rgba.len() != wide as usize * high as usize * 4 {
            return Err(damaged());
        }
        Ok(Self {
            image: Image::from_rgba8(rgba, wide, high),
            shape: wide as f32 / high as f32,
        })
    }
}

impl Sheet<'_> {
    /// Draws a picture as large as it fits into a box of millimetres, in the middle of it, undistorted.
    pub fn picture(&mut self, picture: &Picture, [x, y, wide, high]: [f32; 4]) {
        let (width, height) = if picture.shape > wide / high {
            (wide, wide / picture.shape)
        } else {
            (high * picture.shape, high)
        };
        let (left, top) = (x + (wide - width) / 2.0, y + (high - height) / 2.0);
        if let Some(size) = Size::from_wh(width / POINT, height / POINT) {
            self.surface
                .push_transform(&Transform::from_translate(left / POINT, top / POINT));
            self.surface.draw_image(picture.image.clone(), size);
            self.surface.pop();
        }
    }
}
