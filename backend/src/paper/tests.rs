//! Papers: lines keep to their room, every language has its letters, a file is a PDF.

use domain::{Locale, Moment, Timestamp};

use super::letters::runs;
use super::{Ink, Paper, Weight, width, wrap};

#[test]
fn every_language_has_its_letters() {
    let text =
        "\u{2212}Receipt 1.234,50 € – Chitanță: ăâîșț ĂÂÎȘȚ; Квитанция № 5, 1 234,50 ₽ ёЁ; 收据（编号）¥88.00，共计。";
    for weight in [Weight::Regular, Weight::Bold] {
        let missing: Vec<char> = runs(text, weight)
            .iter()
            .flat_map(|run| run.glyphs.iter().zip(run.text.chars()))
            .filter(|(glyph, _)| glyph.glyph_id.to_u32() == 0)
            .map(|(_, c)| c)
            .collect();
        assert!(missing.is_empty(), "{weight:?}: {missing:?}");
    }
}

#[test]
fn lines_keep_to_their_room_and_lose_nothing() {
    let texts = [
        "A key’s cover for one year, renewed before its end, with everything that belongs to it",
        "钥匙保障服务一年，在到期之前续期，包含所有相关服务，谢谢。",
        "Donaudampfschifffahrtsgesellschaftskapitänswitwenpensionsauszahlungsstelle",
        "first\nsecond",
    ];
    for text in texts {
        let lines = wrap(text, 10.0, Weight::Regular, 40.0);
        assert!(lines.len() > 1, "{lines:?}");
        for line in &lines {
            assert!(width(line, 10.0, Weight::Regular) <= 40.0, "{line}");
        }
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeeze(&lines.concat()), squeeze(text));
    }
    // A comma does not begin a line.
    assert!(
        wrap(&"保，".repeat(20), 10.0, Weight::Regular, 20.0)
            .iter()
            .all(|l| !l.starts_with('，'))
    );
}

#[test]
fn a_file_is_a_pdf_and_small() {
    let written = Moment::utc(Timestamp(1_795_349_100_000_000)).civil();
    let mut paper = Paper::new("收据", Locale::Zh, written);
    paper
        .page(210.0, 297.0, |sheet| {
            sheet.text(
                20.0,
                30.0,
                12.0,
                Weight::Bold,
                Ink::TEXT,
                "Chitanță Квитанция 收据 2026-000123",
            );
            sheet.text_right(190.0, 40.0, 12.0, Weight::Regular, Ink::QUIET, "49,00 RON");
            sheet.frame([20.0, 50.0, 40.0, 40.0], 0.3, Ink::LINE);
            sheet
                .qr(22.0, 52.0, 36.0, "https://locker.example.org/k/7QK4M2XP")
                .unwrap();
        })
        .unwrap();
    let file = paper.finish().unwrap();
    assert!(file.starts_with(b"%PDF-"));
    assert!(file.len() < 60_000, "{}", file.len());
    let same = Paper::new("x", Locale::En, written).page(0.0, 10.0, |_| {});
    assert_eq!(same.err().map(|f| f.code()), Some("paper.page"));
}
