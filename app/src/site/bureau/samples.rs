//! Believable goods, offers and partners for the tests and the preview. Tests only.

use domain::tags::{CatalogueItem, DealerApplicationForm, Discount, InFour, OfferView, Partner, Product, ProductKind};
use domain::{Currency, Locale, Money, Span};

use super::{Catalogue, PartnersPage, ProductPage, QuestionsPage, catalogue, partners, product, questions};
use crate::site::frame::Frame;
use crate::site::preview::wrong_form;
use crate::site::samples::{self, NOW, id, later};

fn four(en: &str, ro: &str, ru: &str, zh: &str) -> InFour {
    InFour {
        en: en.into(),
        ro: ro.into(),
        ru: ru.into(),
        zh: zh.into(),
    }
}

fn lei(minor: i64) -> Money {
    Money::new(minor, Currency::Ron)
}

fn item(n: usize, kind: ProductKind, name: InFour, price: i64, now: i64) -> CatalogueItem {
    CatalogueItem {
        product: Product {
            id: id(n),
            slug: format!("tag-{n}"),
            kind,
            name,
            text: four(
                "A brass disc.\nIt is stamped, not printed.",
                "Un disc de alamă.\nEste ștanțat, nu tipărit.",
                "Латунный диск.\nНомер выбит, а не напечатан.",
                "黄铜圆牌。\n编号为压印而非印刷。",
            ),
            price: lei(price),
            dealer_price: Some(lei(900)),
            cover_price: lei(2_990),
            cover_days: 365,
            included_days: if n == 2 { 30 } else { 365 },
            vat_permille: 190,
            sold_here: n != 3,
            listed: true,
            pictured: n == 2,
        },
        price_now: lei(now),
        cover_now: lei(2_541),
        in_stock: true,
        partners: vec!["Cheia de Aur".into()],
    }
}

pub fn items() -> Vec<CatalogueItem> {
    vec![
        item(
            1,
            ProductKind::Keyring,
            four("Brass keyring", "Breloc de alamă", "Латунный брелок", "黄铜钥匙扣"),
            4_900,
            4_165,
        ),
        item(
            2,
            ProductKind::Sticker,
            four(
                "Sticker for devices",
                "Abțibild pentru dispozitive",
                "Наклейка для техники",
                "设备贴纸",
            ),
            1_900,
            1_900,
        ),
        item(
            3,
            ProductKind::Card,
            four(
                "Card for the wallet",
                "Card pentru portofel",
                "Карточка в кошелёк",
                "钱包卡片",
            ),
            2_500,
            2_500,
        ),
    ]
}

pub fn offers() -> Vec<OfferView> {
    let offer = |n, code: Option<&str>, discount| OfferView {
        id: id(n),
        title: four("For the long winter", "Pentru iarna lungă", "К долгой зиме", "冬季优惠"),
        text: four(
            "For keys under the snow.",
            "Pentru chei sub zăpadă.",
            "Чтобы ключи не пропали в снегу.",
            "雪下的钥匙也能找到。",
        ),
        discount,
        product: code.is_none().then(|| id(1)),
        product_name: code.is_none().then(|| items()[0].product.name.clone()),
        promo_code: code.map(str::to_owned),
        from: NOW,
        until: later(Span::days(20)),
        most: None,
        used: 0,
        public: true,
        running: true,
    };
    vec![
        offer(1, None, Discount::Share { permille: 150 }),
        offer(2, Some("IARNA26"), Discount::Amount { amount: lei(1_000) }),
    ]
}

pub fn shops() -> Vec<Partner> {
    vec![Partner {
        id: id(1),
        name: "Cheia de Aur".into(),
        city: "București".into(),
        address: "Str. Lipscani 12".into(),
        website: Some("https://cheia.example".into()),
        has_logo: true,
        products: vec![items()[0].product.name.clone()],
    }]
}

/// The pages of the bureau in one language, by name.
pub fn pages<'a>(at: impl Fn(&'static str) -> Frame<'a>) -> Vec<(&'static str, String)> {
    let (goods, all_offers, all_shops) = (items(), offers(), shops());
    let typed = DealerApplicationForm {
        firm: "<b>Cheia</b>".into(),
        message: "</textarea><script>".into(),
        ..DealerApplicationForm::default()
    };
    let empty = DealerApplicationForm::default();
    let found = |items, search, kind| {
        let what = Catalogue {
            items,
            offers: &all_offers,
            search,
            kind,
            preview: false,
        };
        catalogue(&at("/catalogue"), what)
    };
    let apply = |form, refusal, sent| {
        let what = PartnersPage {
            partners: &all_shops,
            form,
            refusal,
            sent,
            preview: false,
        };
        partners(&at("/partners"), what)
    };
    let wrong = wrong_form();
    vec![
        ("catalogue", found(&goods, "", None)),
        ("catalogue-cards", found(&goods, "", Some(ProductKind::Card))),
        ("catalogue-nothing", found(&[], "\"><script>", None)),
        (
            "product",
            product(
                &at("/catalogue/tag-1"),
                ProductPage {
                    item: &goods[0],
                    preview: false,
                },
            ),
        ),
        (
            "product-pictured",
            product(
                &at("/catalogue/tag-2"),
                ProductPage {
                    item: &goods[1],
                    preview: false,
                },
            ),
        ),
        (
            "product-elsewhere",
            product(
                &at("/catalogue/tag-3"),
                ProductPage {
                    item: &goods[2],
                    preview: false,
                },
            ),
        ),
        ("partners", apply(&empty, None, false)),
        ("partners-refused", apply(&typed, Some(&wrong), false)),
        ("partners-sent", apply(&empty, None, true)),
        (
            "questions",
            questions(
                &at("/questions"),
                QuestionsPage {
                    own: &[],
                    preview: false,
                },
            ),
        ),
    ]
}

/// Public pages say their own address, in all languages, and have a title and a description of their own.
#[test]
fn every_page_is_found_in_its_own_language() {
    let files = samples::files();
    for l in Locale::ALL {
        let at = |path| Frame {
            demo: false,
            bureau: true,
            ..samples::frame(l, path, &files)
        };
        let all = pages(at);
        for (name, html) in &all {
            assert!(!html.contains("noindex"), "{name}");
            for other in Locale::ALL {
                let alternate = format!(
                    "hreflang=\"{}\" href=\"https://cloakroom.example/{}/",
                    other.tag(),
                    other.code()
                );
                assert!(html.contains(&alternate), "{name}: {alternate}");
            }
            assert!(
                html.contains(&format!(
                    "rel=\"canonical\" href=\"https://cloakroom.example/{}/",
                    l.code()
                )),
                "{name}"
            );
            assert!(!html.contains("<script"), "{name}");
            assert!(!html.contains("<b>"), "{name}");
        }
        let title = |html: &str| {
            html.split("<title>")
                .nth(1)
                .and_then(|t| t.split('<').next())
                .map(str::to_owned)
        };
        let description = |html: &str| {
            let rest = html.split("name=\"description\" content=\"").nth(1)?;
            rest.split('"').next().map(str::to_owned)
        };
        for (a, b) in [
            ("catalogue", "product"),
            ("product", "partners"),
            ("partners", "questions"),
        ] {
            let page = |name| {
                all.iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, html)| html.as_str())
                    .unwrap_or_default()
            };
            assert_ne!(title(page(a)), title(page(b)));
            assert_ne!(description(page(a)), description(page(b)));
            assert!(description(page(a)).is_some_and(|d| d.chars().count() > 20), "{a}");
        }
    }
}

#[test]
fn only_what_can_be_had_is_offered() {
    let files = samples::files();
    let frame = samples::frame(Locale::En, "/catalogue/tag-1", &files);
    let goods = items();
    let buys = |item: &CatalogueItem| product(&frame, ProductPage { item, preview: false }).contains("/en/owner/buy/");
    assert!(buys(&goods[0]));
    let visitors = product(
        &frame,
        ProductPage {
            item: &goods[0],
            preview: false,
        },
    );
    assert!(
        visitors.contains("href=\"/en/sign-up?next=/en/owner/buy/"),
        "a visitor becomes an owner first"
    );
    assert!(!buys(&goods[2]), "our shop does not sell it");
    let mut gone = goods[0].clone();
    gone.in_stock = false;
    assert!(!buys(&gone));
}

#[test]
fn a_preview_of_the_partners_says_that_it_is_one_and_is_not_found() {
    let (files, all_shops) = (samples::files(), shops());
    for l in Locale::ALL {
        let what = PartnersPage {
            partners: &all_shops,
            form: &DealerApplicationForm::default(),
            refusal: None,
            sent: false,
            preview: true,
        };
        let html = partners(&samples::frame(l, "/partners", &files), what);
        assert!(
            html.contains("noindex") && html.contains(crate::t::bureau::preview_title(l)),
            "{l:?}"
        );
        assert!(html.contains("id=\"shops\""), "{l:?}");
    }
}

#[test]
fn what_was_typed_is_kept_and_what_is_wrong_is_named() {
    let files = samples::files();
    let all = pages(|path| samples::frame(Locale::En, path, &files));
    let html = &all.iter().find(|(name, _)| *name == "partners-refused").unwrap().1;
    assert!(html.contains("value=\"&lt;b&gt;Cheia&lt;/b&gt;\""), "{html}");
    assert!(
        html.contains("id=\"email-error\"") && html.contains("href=\"#email\""),
        "{html}"
    );
}
