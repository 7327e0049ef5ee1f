//! Labels as they are printed: key, QR to the finder page, "found me?", the number to call, the dealer's logo.
//!
//! Everything is in millimetres. What must not be here: the database, and words.

use domain::tags::LabelSheet;
use domain::{Civil, Locale};

use crate::fault::Result;
use crate::paper::{Ink, Paper, Picture, Sheet, Weight, width};

/// One label's own.
pub(super) struct Label {
    /// The key, grouped.
    pub key: String,
    /// Where its QR leads.
    pub address: String,
}

/// What all labels of a pool have alike.
pub(super) struct Look {
    pub locale: Locale,
    pub found_me: String,
    pub call: Option<String>,
    pub scan: String,
    pub thanks: String,
    pub logo: Option<Picture>,
}

/// Where a label lies on its sheet.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    y: f32,
    wide: f32,
    high: f32,
}

/// The smallest letters that a printer and a reader manage, in points.
const SMALLEST: f32 = 4.5;
/// The height of capitals in parts of a size in points, in millimetres.
const CAPITAL: f32 = 0.25;

/// All labels, sheet after sheet.
pub(super) fn pdf(kind: LabelSheet, look: &Look, labels: &[Label], title: &str, written: Civil) -> Result<Vec<u8>> {
    let mut paper = Paper::new(title, look.locale, written);
    let (wide, high) = (mm(LabelSheet::WIDTH), mm(LabelSheet::HEIGHT));
    for page in labels.chunks(usize::from(kind.per_sheet())) {
        let mut drawn = Ok(());
        paper.page(wide, high, |sheet| {
            drawn = page
                .iter()
                .enumerate()
                .try_for_each(|(n, label)| draw(sheet, kind, place(kind, n), look, label));
        })?;
        drawn?;
    }
    paper.finish()
}

fn mm(tenths: u16) -> f32 {
    f32::from(tenths) / 10.0
}

/// Row by row from the top left.
fn place(kind: LabelSheet, n: usize) -> Place {
    let grid = kind.grid();
    let n = u16::try_from(n).unwrap_or_default();
    let (column, row) = (n % grid.columns, n / grid.columns);
    Place {
        x: mm(grid.left + column * grid.across),
        y: mm(grid.top + row * grid.down),
        wide: mm(grid.width),
        high: mm(grid.height),
    }
}

fn draw(sheet: &mut Sheet<'_>, kind: LabelSheet, at: Place, look: &Look, label: &Label) -> Result<()> {
    if kind.is_cut() {
        cut_marks(sheet, at);
    }
    match kind {
        LabelSheet::Keyring20 => keyring(sheet, at, look, label),
        LabelSheet::Card10 => card(sheet, at, look, label),
        LabelSheet::Sticker65 | LabelSheet::Sticker40 | LabelSheet::Sticker24 => sticker(sheet, at, look, label),
    }
}

/// Short lines just outside the corners.
fn cut_marks(sheet: &mut Sheet<'_>, at: Place) {
    const LONG: f32 = 2.0;
    const THIN: f32 = 0.1;
    let mut lines = Vec::new();
    for x in [at.x, at.x + at.wide] {
        lines.push((x, at.y - LONG - 0.5, THIN, LONG));
        lines.push((x, at.y + at.high + 0.5, THIN, LONG));
    }
    for y in [at.y, at.y + at.high] {
        lines.push((at.x - LONG - 0.5, y, LONG, THIN));
        lines.push((at.x + at.wide + 0.5, y, LONG, THIN));
    }
    sheet.blocks(Ink::QUIET, lines.into_iter());
}

/// Writes a line as large as it fits into its room, no larger than `size`; gives the size that it took.
fn fitted(
    sheet: &mut Sheet<'_>,
    (x, y, room): (f32, f32, f32),
    size: f32,
    weight: Weight,
    ink: Ink,
    text: &str,
) -> f32 {
    let size = fit(text, size, weight, room);
    sheet.text(x, y, size, weight, ink, text);
    size
}

fn fit(text: &str, size: f32, weight: Weight, room: f32) -> f32 {
    let full = width(text, size, weight);
    if full > room {
        (size * room / full).max(SMALLEST)
    } else {
        size
    }
}

fn centred(sheet: &mut Sheet<'_>, (x, y, room): (f32, f32, f32), size: f32, weight: Weight, ink: Ink, text: &str) {
    let size = fit(text, size, weight, room);
    sheet.text_centred(x + room / 2.0, y, size, weight, ink, text);
}

/// QR on the left, words on the right; the logo in the corner where there is room for it.
fn sticker(sheet: &mut Sheet<'_>, at: Place, look: &Look, label: &Label) -> Result<()> {
    // Sheets of stickers are seldom fed straight: nothing stands nearer to an edge than this.
    let edge = 2.0;
    let side = (at.high - 2.0 * edge).min(at.wide * 0.42);
    // Four modules of quiet zone are about an eighth of the code.
    let quiet = side * 0.04;
    let top = at.y + (at.high - side) / 2.0;
    sheet.qr(at.x + edge + quiet, top + quiet, side - 2.0 * quiet, &label.address)?;
    let x = at.x + edge + side + 1.6;
    let room = at.x + at.wide - edge - x;
    let tall = at.high > 30.0;
    let big = if tall { 15.0 } else { 11.0 };
    let middle = at.y + at.high / 2.0;
    let key_size = fit(&label.key, big, Weight::Bold, room);
    let half = key_size * CAPITAL / 2.0;
    sheet.text(x, middle + half, key_size, Weight::Bold, Ink::TEXT, &label.key);
    let small = if tall { 9.0 } else { 6.5 };
    let above = middle - half - small * 0.18;
    fitted(sheet, (x, above, room), small, Weight::Bold, Ink::FELT, &look.found_me);
    let mut below = middle + half + small * 0.42;
    if let Some(call) = &look.call {
        fitted(sheet, (x, below, room), small, Weight::Regular, Ink::TEXT, call);
        below += small * 0.42;
    }
    fitted(
        sheet,
        (x, below, room),
        small * 0.9,
        Weight::Regular,
        Ink::QUIET,
        &look.scan,
    );
    if let Some(logo) = &look.logo
        && at.high >= 25.0
    {
        let room_above = above - small * CAPITAL - 0.8 - (at.y + edge);
        sheet.picture(logo, [x, at.y + edge, room, room_above.max(2.0)]);
    }
    Ok(())
}

/// Folded in the middle: key, words and logo in front, the QR behind (upside down on the sheet is not needed: it has no
/// way up).
fn keyring(sheet: &mut Sheet<'_>, at: Place, look: &Look, label: &Label) -> Result<()> {
    let (half, edge) = (at.high / 2.0, 2.5);
    let room = at.wide - 2.0 * edge;
    let x = at.x + edge;
    let mut y = at.y + edge;
    if let Some(logo) = &look.logo {
        sheet.picture(logo, [x, y, room, 7.0]);
        y += 7.6;
    } else {
        y += 3.0;
    }
    centred(sheet, (x, y + 3.0, room), 8.0, Weight::Bold, Ink::FELT, &look.found_me);
    centred(sheet, (x, y + 9.0, room), 15.0, Weight::Bold, Ink::TEXT, &label.key);
    if let Some(call) = &look.call {
        centred(sheet, (x, y + 13.0, room), 7.0, Weight::Regular, Ink::TEXT, call);
    }
    let dashes = (0..10_u8).map(|n| (at.x + f32::from(n) * at.wide / 10.0, at.y + half, at.wide / 20.0, 0.1));
    sheet.blocks(Ink::QUIET, dashes);
    let code = half - 2.0 * edge;
    let left = at.x + (at.wide - code) / 2.0;
    sheet.qr(left, at.y + half + edge, code, &label.address)
}

/// QR on the right, everything else on the left.
fn card(sheet: &mut Sheet<'_>, at: Place, look: &Look, label: &Label) -> Result<()> {
    let edge = 5.0;
    let code = 32.0;
    sheet.block(at.x, at.y, at.wide, 2.0, Ink::FELT);
    let left = at.x + at.wide - edge - code;
    sheet.qr(left, at.y + (at.high - code) / 2.0 + 1.0, code, &label.address)?;
    let x = at.x + edge;
    let room = left - 4.0 - x;
    if let Some(logo) = &look.logo {
        sheet.picture(logo, [x, at.y + edge + 1.0, room.min(28.0), 10.0]);
    }
    let middle = at.y + at.high / 2.0 + 2.0;
    fitted(
        sheet,
        (x, middle - 5.0, room),
        11.0,
        Weight::Bold,
        Ink::FELT,
        &look.found_me,
    );
    fitted(
        sheet,
        (x, middle + 2.0, room),
        17.0,
        Weight::Bold,
        Ink::TEXT,
        &label.key,
    );
    let mut y = middle + 8.0;
    if let Some(call) = &look.call {
        fitted(sheet, (x, y, room), 9.0, Weight::Regular, Ink::TEXT, call);
        y += 4.5;
    }
    fitted(sheet, (x, y, room), 8.0, Weight::Regular, Ink::QUIET, &look.scan);
    fitted(
        sheet,
        (x, y + 4.5, room),
        8.0,
        Weight::Regular,
        Ink::QUIET,
        &look.thanks,
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::tags::TagKey;
    use domain::{Moment, Timestamp};

    use super::*;

    #[test]
    fn a_thousand_labels_fit_into_a_mail() {
        let look = Look {
            locale: Locale::Ru,
            found_me: "Нашли меня?".to_owned(),
            call: Some("Звоните +40 21 318 03 30".to_owned()),
            scan: "или отсканируйте код".to_owned(),
            thanks: "Спасибо!".to_owned(),
            logo: None,
        };
        let label = |n| {
            let key = TagKey::nth(n);
            Label {
                key: key.grouped(),
                address: format!("https://tags.example.org/f/{}", key.plain()),
            }
        };
        let labels: Vec<Label> = (0..1_000).map(label).collect();
        let written = Moment::utc(Timestamp(1_795_349_100_000_000)).civil();
        let file = pdf(LabelSheet::Sticker65, &look, &labels, "P-1", written).unwrap();
        assert!(file.starts_with(b"%PDF-"));
        assert!(file.len() < 5_000_000, "{}", file.len());
    }
}
