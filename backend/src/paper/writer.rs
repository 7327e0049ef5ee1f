//! Writing a PDF: pages, and what is drawn on them. Everything is in millimetres from the top left of the page.
//!
//! What must not be here: fonts, and what stands on a paper.

use domain::{Civil, Locale};
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;

use super::letters::{POINT, Weight, runs, width};
use crate::fault::{Fault, Result};

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// The colour of text.
    pub const TEXT: Self = Self(0x16, 0x21, 0x1f);
    /// For what matters less.
    pub const QUIET: Self = Self(0x5a, 0x66, 0x63);
    /// The house's green.
    pub const FELT: Self = Self(0x0f, 0x5c, 0x4c);
    /// Lines and frames.
    pub const LINE: Self = Self(0xc9, 0xc1, 0xb3);
    /// A QR code's modules.
    pub const BLACK: Self = Self(0, 0, 0);
}

/// A document of pages.
pub struct Paper {
    document: Document,
}

/// One page, while it is drawn.
pub struct Sheet<'a> {
    pub(super) surface: Surface<'a>,
}

impl Paper {
    /// An empty document. `written` is what its properties say.
    pub fn new(title: &str, locale: Locale, written: Civil) -> Self {
        let mut document = Document::new();
        let date = DateTime::new(u16::try_from(written.year).unwrap_or_default())
            .month(written.month)
            .day(written.day)
            .hour(written.hour)
            .minute(written.minute)
            .second(written.second);
        document.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .language(locale.tag().to_owned())
                .creator("Cloakroom".to_owned())
                .creation_date(date),
        );
        Self { document }
    }

    /// Adds a page of this width and height in millimetres: A4 is 210 by 297.
    ///
    /// # Errors
    /// `Broken` for a page without an area: a defect of the caller.
    pub fn page(&mut self, wide: f32, high: f32, draw: impl FnOnce(&mut Sheet<'_>)) -> Result<()> {
        let settings = PageSettings::from_wh(wide / POINT, high / POINT)
            .ok_or_else(|| Fault::broken("paper.page", "beginning a page that has no area"))?;
        let mut page = self.document.start_page_with(settings);
        let mut sheet = Sheet {
            surface: page.surface(),
        };
        draw(&mut sheet);
        drop(sheet);
        page.finish();
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// `Broken` when it cannot be written: a defect of ours or of the fonts.
    pub fn finish(self) -> Result<Vec<u8>> {
        self.document
            .finish()
            .map_err(|error| Fault::broken("paper.finish", format!("writing a PDF: {error:?}")))
    }
}

impl Sheet<'_> {
    /// Writes a line that begins at `x`, on the base line `y`, with a size in points. Gives where it ends.
    pub fn text(&mut self, x: f32, y: f32, size: f32, weight: Weight, ink: Ink, text: &str) -> f32 {
        self.fill(ink);
        let mut at = x / POINT;
        for run in runs(text, weight) {
            let start = Point::from_xy(at, y / POINT);
            let font = run.face.font.clone();
            self.surface
                .draw_glyphs(start, &run.glyphs, font, &run.text, size, false);
            at += run.width * size;
        }
        at * POINT
    }

    /// As [`Self::text`], ending at `x`.
    pub fn text_right(&mut self, x: f32, y: f32, size: f32, weight: Weight, ink: Ink, text: &str) {
        self.text(x - width(text, size, weight), y, size, weight, ink, text);
    }

    /// As [`Self::text`], with `x` in its middle.
    pub fn text_centred(&mut self, x: f32, y: f32, size: f32, weight: Weight, ink: Ink, text: &str) {
        self.text(x - width(text, size, weight) / 2.0, y, size, weight, ink, text);
    }

    /// Fills a rectangle. Lines are thin rectangles.
    pub fn block(&mut self, x: f32, y: f32, wide: f32, high: f32, ink: Ink) {
        self.blocks(ink, std::iter::once((x, y, wide, high)));
    }

    /// Fills many rectangles `(x, y, wide, high)` as one shape.
    pub fn blocks(&mut self, ink: Ink, all: impl Iterator<Item = (f32, f32, f32, f32)>) {
        let mut path = PathBuilder::new();
        for (x, y, wide, high) in all {
            if let Some(rect) = Rect::from_xywh(x / POINT, y / POINT, wide / POINT, high / POINT) {
                path.push_rect(rect);
            }
        }
        if let Some(path) = path.finish() {
            self.fill(ink);
            self.surface.draw_path(&path);
        }
    }

    /// Draws the frame of a rectangle, `thick` millimetres inwards.
    pub fn frame(&mut self, [x, y, wide, high]: [f32; 4], thick: f32, ink: Ink) {
        let sides = [
            (x, y, wide, thick),
            (x, y + high - thick, wide, thick),
            (x, y, thick, high),
            (x + wide - thick, y, thick, high),
        ];
        self.blocks(ink, sides.into_iter());
    }

    /// Draws a QR code so many millimetres wide, without its quiet zone: leave four modules free around it.
    ///
    /// # Errors
    /// `Broken` when the text is too long for any QR code.
    #[expect(clippy::cast_precision_loss, reason = "a QR code has at most 177 modules a side")]
    pub fn qr(&mut self, x: f32, y: f32, wide: f32, text: &str) -> Result<()> {
        let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)
            .map_err(|error| Fault::broken("paper.qr", "drawing a QR code").because(error))?;
        let side = code.width();
        let module = wide / side as f32;
        let colors = code.to_colors();
        // What is dark beside each other is one bar: a third of the shapes.
        let mut bars = Vec::new();
        for (row, modules) in colors.chunks(side).enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|a, b| a == b) {
                if run.first() == Some(&qrcode::Color::Dark) {
                    let (left, top) = (x + column as f32 * module, y + row as f32 * module);
                    // A hair larger than its modules, so that printers leave no light between two dark ones.
                    bars.push((left, top, module * (run.len() as f32 + 0.01), module * 1.01));
                }
                column += run.len();
            }
        }
        self.blocks(Ink::BLACK, bars.into_iter());
        Ok(())
    }

    fn fill(&mut self, Ink(r, g, b): Ink) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: rgb::Color::new(r, g, b).into(),
            ..Fill::default()
        }));
    }
}
