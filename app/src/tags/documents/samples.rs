//! Believable pools, dealers, products and figures for the tests of these pages. Tests only.

use domain::tags::{
    ApplicationState, ApplicationView, DealerView, InFour, KeyWord, LabelText, PoolActs, PoolHistory, PoolRow,
    PoolState, PoolView, PoolWord, Product, ProductKind, Sales, SalesBy, SalesLine, TagKey,
};
use domain::{Currency, Locale, Money, Span};

use crate::site::samples::{NOW, id, later};

pub(super) fn lei(minor: i64) -> Money {
    Money::new(minor, Currency::Ron)
}

pub(super) fn four() -> InFour {
    InFour {
        en: "Brass keyring".into(),
        ro: "Breloc de alamă".into(),
        ru: "Латунный брелок".into(),
        zh: "黄铜钥匙扣".into(),
    }
}

pub(super) fn product() -> Product {
    Product {
        id: id(1),
        slug: "brass-keyring".into(),
        kind: ProductKind::Keyring,
        name: four(),
        text: four(),
        price: lei(4_900),
        dealer_price: Some(lei(900)),
        cover_price: lei(2_990),
        cover_days: 365,
        included_days: 365,
        vat_permille: 190,
        sold_here: true,
        listed: true,
        pictured: true,
    }
}

pub(super) fn view_of(word: PoolWord, may: PoolActs) -> PoolView {
    let row = PoolRow {
        id: id(1),
        number: "P-1042".into(),
        dealer: Some("Cheia de Aur".into()),
        product: four(),
        kind: ProductKind::Keyring,
        quantity: 5_000,
        made: 2_100,
        word,
        total: Some(lei(900_000)),
        ordered: NOW,
    };
    let fact = |word| PoolHistory {
        at: NOW,
        word,
        by: Some("Chen Wei".into()),
    };
    PoolView {
        row,
        dealer_id: Some(id(2)),
        product_id: id(1),
        state: match word {
            PoolWord::Refused => PoolState::Refused {
                at: NOW.at,
                reason: "<b>no</b>".into(),
            },
            _ => PoolState::Generating { since: NOW.at },
        },
        unit: Some(lei(900)),
        note: Some("</form><script>".into()),
        owed: word == PoolWord::Issued,
        ordered_by: "Chen Wei".into(),
        counts: vec![(KeyWord::Active, 12), (KeyWord::Lapsed, 3)],
        may,
        history: vec![fact(PoolWord::Ordered), fact(word)],
    }
}

pub(super) fn dealer_view() -> DealerView {
    DealerView {
        id: id(2),
        name: "Cheia de Aur".into(),
        contract: Some("C-7".into()),
        contract_until: Some(later(Span::days(90))),
        address: "Str. Lipscani 12".into(),
        city: "București".into(),
        website: Some("https://cheia.example".into()),
        email: domain::Email::parse("cheia@example.org").unwrap(),
        phone: None,
        locale: Locale::Ro,
        office: None,
        commission_permille: 125,
        credit: Some(lei(500_000)),
        most_keys: 10_000,
        listed: true,
        active: false,
        label: LabelText::default(),
        has_logo: true,
        prices: Vec::new(),
        people: Vec::new(),
    }
}

pub(super) fn sales() -> Sales {
    let line = |label: &str, n: u64| SalesLine {
        label: label.into(),
        product: None,
        issued: 500,
        sold: n * 10,
        activated: n * 7,
        covers: n * 3,
        pool_money: vec![lei(90_000)],
        cover_money: vec![lei(8_970)],
        commission: vec![lei(1_121)],
    };
    Sales {
        by: SalesBy::Month,
        from: "2026-09".into(),
        until: "2026-11".into(),
        lines: vec![line("2026-09", 2), line("2026-10", 5), line("2026-11", 9)],
        total: line("", 16),
    }
}

pub(super) fn application() -> ApplicationView {
    ApplicationView {
        id: id(5),
        firm: "Велоклуб".into(),
        name: "Иван".into(),
        email: domain::Email::parse("ivan@example.org").unwrap(),
        phone: None,
        city: "Москва".into(),
        website: None,
        message: Some("200 <b>велосипедов</b>".into()),
        locale: Locale::Ru,
        at: NOW,
        state: ApplicationState::New,
        dealer: None,
    }
}

pub(super) fn a_key() -> TagKey {
    // Whatever the check character is: one of the alphabet's fits.
    let found = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
        .chars()
        .find_map(|c| TagKey::parse(&format!("7QK4M2X{c}")).ok());
    found.unwrap()
}
