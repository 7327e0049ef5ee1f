//! Words, tones and icons for pools, keys and figures. Pure functions; no markup.

use domain::tags::{KeyWord, LabelSheet, PoolWord, ProductKind, SalesBy, SalesLine};
use domain::{Locale, Money};

use crate::t::trade as text;
use crate::ui::{Glyph, Tone};

/// Tone, icon and word of a pool's state.
pub fn pool(l: Locale, word: PoolWord) -> (Tone, Glyph, &'static str) {
    match word {
        PoolWord::Ordered => (Tone::Warn, Glyph::Clock, text::pool_ordered(l)),
        PoolWord::Priced => (Tone::Warn, Glyph::Document, text::pool_priced(l)),
        PoolWord::Paid => (Tone::Active, Glyph::Check, text::pool_paid(l)),
        PoolWord::OnInvoice => (Tone::Active, Glyph::Document, text::pool_on_invoice(l)),
        PoolWord::Approved => (Tone::Active, Glyph::Shield, text::pool_approved(l)),
        PoolWord::Generating => (Tone::Active, Glyph::Clock, text::pool_generating(l)),
        PoolWord::Issued => (Tone::Good, Glyph::Check, text::pool_issued(l)),
        PoolWord::Refused => (Tone::Bad, Glyph::Ban, text::pool_refused(l)),
        PoolWord::Cancelled => (Tone::Neutral, Glyph::Return, text::pool_cancelled(l)),
    }
}

/// Tone and word of what a key is.
pub fn key(l: Locale, word: KeyWord) -> (Tone, &'static str) {
    match word {
        KeyWord::Printed => (Tone::Neutral, text::key_printed(l)),
        KeyWord::Sold => (Tone::Active, text::key_sold(l)),
        KeyWord::Active => (Tone::Good, text::key_active(l)),
        KeyWord::Lapsed => (Tone::Warn, text::key_lapsed(l)),
        KeyWord::Blocked => (Tone::Bad, text::key_blocked(l)),
    }
}

/// The word for one thing of this kind.
pub fn kind(l: Locale, kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Keyring => crate::t::bureau::one_keyring(l),
        ProductKind::Sticker => crate::t::bureau::one_sticker(l),
        ProductKind::Card => crate::t::bureau::one_card(l),
    }
}

/// What a sheet of labels is called.
pub fn sheet(l: Locale, sheet: LabelSheet) -> &'static str {
    match sheet {
        LabelSheet::Sticker65 => text::sheet_sticker_65(l),
        LabelSheet::Sticker40 => text::sheet_sticker_40(l),
        LabelSheet::Sticker24 => text::sheet_sticker_24(l),
        LabelSheet::Keyring20 => text::sheet_keyring_20(l),
        LabelSheet::Card10 => text::sheet_card_10(l),
    }
}

/// By what figures are summed up.
pub fn by(l: Locale, by: SalesBy) -> &'static str {
    match by {
        SalesBy::Month => text::by_month(l),
        SalesBy::Dealer => text::by_dealer(l),
        SalesBy::Product => text::by_product(l),
        SalesBy::Region => text::by_region(l),
    }
}

/// What a line of figures is about, as people call it.
pub fn label(l: Locale, by: SalesBy, line: &SalesLine) -> String {
    if let Some(name) = &line.product {
        return name.get(l).to_owned();
    }
    match (by, line.label.as_str()) {
        (SalesBy::Dealer, "") => text::own_shop(l).to_owned(),
        (_, "") => text::no_region(l).to_owned(),
        (SalesBy::Month, label) => month(label),
        (_, label) => label.to_owned(),
    }
}

/// `2026-03` as `03/2026`, the same in all languages and short enough to stand below a column.
fn month(label: &str) -> String {
    match label.split_once('-') {
        Some((year, month)) => [month, "/", year].concat(),
        None => label.to_owned(),
    }
}

/// Sums in several currencies, in one line; a dash for none.
pub fn sums(l: Locale, all: &[Money]) -> String {
    let written: Vec<String> = all.iter().filter(|m| m.minor != 0).map(|m| m.written(l)).collect();
    if written.is_empty() {
        "\u{2013}".to_owned()
    } else {
        written.join(" + ")
    }
}

/// A share as people write it: 125 thousandths are `12.5 %`.
pub fn percent(l: Locale, permille: u32) -> String {
    let whole = (permille / 10).to_string();
    let point = if matches!(l, Locale::En | Locale::Zh) { "." } else { "," };
    match permille % 10 {
        0 => [whole.as_str(), " %"].concat(),
        tenth => [whole.as_str(), point, &tenth.to_string(), " %"].concat(),
    }
}

/// A share as a form takes it: `12.5`.
pub fn percent_typed(permille: u32) -> String {
    match permille % 10 {
        0 => (permille / 10).to_string(),
        tenth => [(permille / 10).to_string().as_str(), ".", &tenth.to_string()].concat(),
    }
}

/// A whole number of the backend as the screens count.
pub fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;
    use std::collections::BTreeSet;

    #[test]
    fn every_state_has_a_word_of_its_own() {
        for l in Locale::ALL {
            let words: BTreeSet<_> = PoolWord::ALL.iter().map(|w| pool(l, *w).2).collect();
            assert_eq!(words.len(), PoolWord::ALL.len(), "{l:?}");
            let words: BTreeSet<_> = KeyWord::ALL.iter().map(|w| key(l, *w).1).collect();
            assert_eq!(words.len(), KeyWord::ALL.len(), "{l:?}");
            let words: BTreeSet<_> = LabelSheet::ALL.iter().map(|s| sheet(l, *s)).collect();
            assert_eq!(words.len(), LabelSheet::ALL.len(), "{l:?}");
        }
    }

    #[test]
    fn figures_are_written_for_people() {
        assert_eq!(month("2026-03"), "03/2026");
        assert_eq!(percent(Locale::Ro, 125), "12,5 %");
        assert_eq!(percent_typed(125), "12.5");
        assert_eq!(percent_typed(200), "20");
        let both = [
            Money::new(100, Currency::Ron),
            Money::new(0, Currency::Usd),
            Money::new(200, Currency::Eur),
        ];
        assert_eq!(sums(Locale::Ro, &both), "1,00\u{a0}RON + 2,00\u{a0}€");
        assert_eq!(sums(Locale::En, &[]), "\u{2013}");
    }
}
