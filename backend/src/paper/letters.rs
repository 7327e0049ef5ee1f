//! Letters: which font has a character, how wide it is, where a line may break.
//!
//! What must not be here: pages.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// How heavy letters are. Chinese has one weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// For reading.
    Regular,
    /// For finding.
    Bold,
}

/// One of the fonts in the program.
pub(super) struct Face {
    pub font: Font,
    letters: FontRef<'static>,
    units: f32,
    /// What was looked up before: a thousand labels say the same.
    known: RwLock<HashMap<char, Option<(u32, f32)>>>,
}

static FACES: OnceLock<Option<[Face; 3]>> = OnceLock::new();

/// Regular, bold, Chinese; none when a file was damaged before it was compiled in.
fn faces() -> Option<&'static [Face; 3]> {
    FACES
        .get_or_init(|| {
            Some([
                face(include_bytes!("../../fonts/NotoSans-Regular.ttf"))?,
                face(include_bytes!("../../fonts/NotoSans-Bold.ttf"))?,
                face(include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf"))?,
            ])
        })
        .as_ref()
}

fn face(bytes: &'static [u8]) -> Option<Face> {
    let font = Font::new(bytes.into(), 0)?;
    Some(Face {
        units: font.units_per_em(),
        letters: FontRef::new(bytes).ok()?,
        font,
        known: RwLock::default(),
    })
}

impl Face {
    /// The glyph of a character and its width in parts of the font size.
    fn glyph(&self, c: char) -> Option<(u32, f32)> {
        // Nothing is half written in it, so a panic elsewhere does not spoil it.
        let known = self
            .known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&c)
            .copied();
        known.unwrap_or_else(|| {
            let found = self.look_up(c);
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(c, found);
            found
        })
    }

    fn look_up(&self, c: char) -> Option<(u32, f32)> {
        let id = self.letters.charmap().map(c).filter(|id| id.to_u32() != 0)?;
        let width = self
            .letters
            .glyph_metrics(Size::unscaled(), LocationRef::default())
            .advance_width(id)?;
        Some((id.to_u32(), width / self.units))
    }
}

/// A stretch of text in one font.
pub(super) struct Run {
    pub face: &'static Face,
    pub glyphs: Vec<KrillaGlyph>,
    pub text: String,
    /// In parts of the font size.
    pub width: f32,
}

/// Cuts a line into stretches of one font each. What no font has becomes the box of the first.
pub(super) fn runs(text: &str, weight: Weight) -> Vec<Run> {
    let Some([regular, bold, chinese]) = faces() else {
        return Vec::new();
    };
    let own = if weight == Weight::Bold { bold } else { regular };
    let mut runs: Vec<Run> = Vec::new();
    for c in text.chars() {
        // The minus sign is none of Noto Sans's characters; its dash has the same width as a digit's.
        let shown = if c == '\u{2212}' { '\u{2013}' } else { c };
        let found = [own, regular, chinese]
            .into_iter()
            .find_map(|face| Some((face, face.glyph(shown)?)));
        let (face, (id, advance)) = found.unwrap_or((own, (0, 0.6)));
        if runs.last().is_none_or(|run| run.face.font != face.font) {
            runs.push(Run {
                face,
                glyphs: Vec::new(),
                text: String::new(),
                width: 0.0,
            });
        }
        if let Some(run) = runs.last_mut() {
            let from = run.text.len();
            run.text.push(c);
            let range = from..run.text.len();
            run.glyphs
                .push(KrillaGlyph::new(GlyphId::new(id), advance, 0.0, 0.0, 0.0, range, None));
            run.width += advance;
        }
    }
    runs
}

/// Millimetres in a typographic point.
pub(super) const POINT: f32 = 25.4 / 72.0;

/// How wide a line is, in millimetres, at a size in points.
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    runs(text, weight).iter().map(|run| run.width).sum::<f32>() * size * POINT
}

/// Breaks a text into lines no wider than so many millimetres: between words, between Chinese characters, and inside a
/// word that is wider than a line. A line break in the text stays one.
pub fn wrap(text: &str, size: f32, weight: Weight, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            if width(&[&line, piece.trim_end()].concat(), size, weight) <= room {
                line.push_str(piece);
                continue;
            }
            if !line.trim().is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            for c in piece.chars() {
                line.push(c);
                if width(line.trim_end(), size, weight) > room && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::take(&mut line));
                    line.push(c);
                }
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Words with the space after them, and single Chinese characters with the punctuation after them.
fn pieces(text: &str) -> Vec<&str> {
    let chinese = |c: char| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}');
    let closes = |c: char| matches!(c, '、' | '。' | '》' | '」' | '）' | '，' | '：' | '；' | '！' | '？');
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let cut = before.is_some_and(|b| (b == ' ' && c != ' ') || chinese(b) || chinese(c)) && !closes(c) && c != ' ';
        if cut {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(text.len());
    cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}
