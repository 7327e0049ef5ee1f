//! Every page of owners, rendered in every language. Tests only.

use domain::accounts::Profile;
use domain::payments::{PaymentRow, Phase, Purpose};
use domain::tags::{
    ActivationForm, CatalogueItem, CoverView, FreeKey, KeyFact, KeyHistory, KeyWord, MyKey, MyKeyView, OfferedKey,
    ProductKind, PurchaseForm, PurchaseView, Thing, ThingForm, ThingKind, TransferView,
};
use domain::{Error, FieldError, Locale, Refusal, RefusalCode, ShortText, Span};

use super::{
    Act, ActivatePage, BuyPage, MinePage, PurchasesPage, Report, TakePage, ThingPage, activate, buy, filled, mine,
    purchases, take_over, thing,
};
use crate::documents::Frame;
use crate::portal::root::SiteFiles;
use crate::site::samples::{self, NOW, id, later};
use crate::tags::documents::samples::{a_key, four, lei, product};

fn at<'a>(l: Locale, path: &'static str, files: &'a SiteFiles) -> Frame<'a> {
    samples::frame(l, path, files)
}

fn profile(l: Locale) -> Profile {
    Profile {
        locale: l,
        ..samples::profile()
    }
}

fn key(word: KeyWord, cover: CoverView, lost: bool) -> MyKey {
    MyKey {
        id: id(1),
        key: a_key(),
        thing: Thing {
            kind: ThingKind::Keys,
            name: ShortText::parse("<b>Office</b>").unwrap(),
            description: Some("</textarea><script>alert(1)</script>".into()),
            reward: Some(lei(5_000)),
        },
        word,
        cover,
        lost: lost.then_some(NOW),
    }
}

fn paid() -> CoverView {
    CoverView::Paid {
        until: later(Span::days(200)),
        days_left: 200,
        left_percent: 55,
    }
}

fn view(row: MyKey, transfer: bool) -> MyKeyView {
    let facts = [
        KeyFact::Sold,
        KeyFact::Activated { by_telephone: true },
        KeyFact::CoverPaid {
            days: 365,
            amount: lei(2_990),
        },
        KeyFact::Lost,
        KeyFact::TransferOffered,
    ];
    let history = facts.map(|what| KeyHistory {
        at: NOW,
        what,
        by: Some("Ioana Marin".into()),
    });
    MyKeyView {
        row,
        product: four(),
        kind: ProductKind::Keyring,
        cover_price: lei(2_990),
        cover_now: lei(2_390),
        cover_days: 365,
        auto_renew: transfer,
        pictured: transfer,
        transfer: transfer.then(|| TransferView {
            email: domain::Email::parse("maria@example.org").unwrap(),
            until: later(Span::days(7)),
        }),
        history: history.to_vec(),
    }
}

fn reports() -> Vec<Report> {
    let report = |number: &str, open| Report {
        number: number.into(),
        key: a_key().grouped(),
        open,
        at: NOW,
    };
    vec![report("2026-0012", true), report("2026-0003", false)]
}

fn at_field(field: &str, code: RefusalCode) -> Error {
    let field = FieldError {
        field: field.into(),
        code,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field]).into()
}

fn things(l: Locale) -> Vec<(&'static str, String)> {
    let (files, me) = (samples::files(), profile(l));
    let keys = [
        key(KeyWord::Active, paid(), false),
        key(KeyWord::Active, paid(), true),
        key(KeyWord::Lapsed, CoverView::Over { since: NOW }, false),
        key(KeyWord::Blocked, CoverView::Never, false),
    ];
    let (none, all) = (
        MinePage {
            keys: &[],
            reports: &[],
        },
        reports(),
    );
    let some = MinePage {
        keys: &keys,
        reports: &all,
    };
    let slip = at_field("promo_code", RefusalCode::WrongPromoCode);
    let no_mail = at_field("email", RefusalCode::NotAnEmail);
    let (quiet, loud) = (view(keys[0].clone(), false), view(keys[1].clone(), true));
    let blocked = view(keys[3].clone(), false);
    let one = |view, form, refusal, typed, done| {
        let what = ThingPage {
            view,
            reports: &all,
            form,
            typed,
            refusal,
            done,
        };
        thing(&at(l, "/owner/keys/x", &files), &me, what)
    };
    let (kept, promo) = (filled(&quiet), Some((Act::Renew, &slip)));
    let refused = Some((Act::Transfer, &no_mail));
    vec![
        ("mine-empty", mine(&at(l, "/owner", &files), &me, none)),
        ("mine", mine(&at(l, "/owner", &files), &me, some)),
        ("thing", one(&quiet, &kept, None, "", "saved")),
        ("thing-promo", one(&quiet, &kept, promo, "<i>SPRING", "")),
        ("thing-refused", one(&quiet, &kept, refused, "no mail", "")),
        ("thing-lost", one(&loud, &kept, None, "", "lost")),
        ("thing-blocked", one(&blocked, &kept, None, "", "<script>")),
    ]
}

fn ways(l: Locale) -> Vec<(&'static str, String)> {
    let (files, me) = (samples::files(), profile(l));
    let free = FreeKey {
        key: a_key(),
        product: four(),
        kind: ProductKind::Keyring,
        included_days: 90,
        cover_price: lei(2_990),
        cover_days: 365,
    };
    let typed = ActivationForm {
        key: "<b>7QK4".into(),
        thing: ThingForm {
            thing: "\"><script>".into(),
            description: "</textarea><script>".into(),
            ..ThingForm::default()
        },
        ..ActivationForm::default()
    };
    let (unknown, missing) = (
        at_field("key", RefusalCode::UnknownKey),
        at_field("kind", RefusalCode::Missing),
    );
    let step = |free, refusal| {
        let what = ActivatePage {
            form: &typed,
            free,
            refusal,
        };
        activate(&at(l, "/owner/activate", &files), &me, what)
    };
    let offered = OfferedKey {
        key: a_key(),
        thing: "<b>Bike</b>".into(),
        from: "Maria <Pop>".into(),
        cover: paid(),
    };
    let own = Error::from(RefusalCode::WrongState);
    let take = |signed_in, refusal| {
        let frame = Frame {
            signed_in,
            ..at(l, "/offered", &files)
        };
        take_over(
            &frame,
            TakePage {
                offered: &offered,
                refusal,
            },
        )
    };
    vec![
        ("activate", step(None, None)),
        ("activate-unknown", step(None, Some(&unknown))),
        ("activate-thing", step(Some(&free), None)),
        ("activate-refused", step(Some(&free), Some(&missing))),
        ("take-visitor", take(None, None)),
        ("take", take(Some(&me), None)),
        ("take-own", take(Some(&me), Some(&own))),
    ]
}

fn money(l: Locale) -> Vec<(&'static str, String)> {
    let (files, me) = (samples::files(), profile(l));
    let item = CatalogueItem {
        product: product(),
        price_now: lei(3_900),
        cover_now: lei(2_990),
        in_stock: true,
        partners: Vec::new(),
    };
    let gone = CatalogueItem {
        in_stock: false,
        ..item.clone()
    };
    let form = PurchaseForm {
        name: "<b>Sarah".into(),
        promo_code: "<i>".into(),
        ..PurchaseForm::default()
    };
    let missing = at_field("address", RefusalCode::Missing);
    let buying = |item, refusal| {
        let what = BuyPage {
            item,
            form: &form,
            refusal,
        };
        buy(&at(l, "/owner/buy/brass-keyring", &files), &me, what)
    };
    let bought = |paid: bool, sent: bool| PurchaseView {
        product: four(),
        at: NOW,
        key: paid.then(a_key),
        amount: lei(3_900),
        paid,
        sent: sent.then_some(NOW),
        pay_at: (!paid).then(|| "/pay/abc".to_owned()),
    };
    let all = [bought(false, false), bought(true, false), bought(true, true)];
    let row = |phase| PaymentRow {
        id: id(5),
        opened: NOW,
        paid: (phase == Phase::Paid).then_some(NOW),
        what: "<b>Cover</b>".into(),
        purpose: Purpose::Cover,
        amount: lei(2_990),
        phase,
        receipt: None,
        incident: false,
        pay_path: "/pay/abc".into(),
    };
    let rows = [row(Phase::Waiting), row(Phase::Paid), row(Phase::Expired)];
    let mine = [key(KeyWord::Active, paid(), false)];
    let list = |purchases, keys, payments| {
        let what = PurchasesPage {
            purchases,
            keys,
            payments,
        };
        purchases_page(l, &files, &me, what)
    };
    vec![
        ("buy", buying(&item, None)),
        ("buy-refused", buying(&item, Some(&missing))),
        ("buy-gone", buying(&gone, None)),
        ("purchases-none", list(&[], &[], &[])),
        ("purchases", list(&all, &[], &rows)),
        ("purchases-active", list(&all, &mine, &rows)),
    ]
}

fn purchases_page(l: Locale, files: &SiteFiles, me: &Profile, what: PurchasesPage<'_>) -> String {
    purchases(&at(l, "/owner/purchases", files), me, what)
}

fn pages(l: Locale) -> Vec<(&'static str, String)> {
    [things(l), ways(l), money(l)].concat()
}

fn of<'a>(all: &'a [(&'static str, String)], name: &str) -> &'a str {
    let found = all.iter().find(|(own, _)| *own == name);
    found.map(|(_, html)| html.as_str()).unwrap()
}

#[test]
fn every_page_is_whole_in_every_language_and_nothing_typed_becomes_markup() {
    for l in Locale::ALL {
        for (name, html) in pages(l) {
            let name = format!("{name} {l:?}");
            assert!(html.ends_with("</html>"), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert!(html.contains(&format!("<html lang=\"{}\"", l.tag())), "{name}");
            for bad in ["<b>", "<i>", "<script>", " style=", "null", "01890a5d-ac96</"] {
                assert!(!html.contains(bad), "{name}: {bad}");
            }
            let mut ids: Vec<&str> = html
                .split(" id=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{name}: an id stands twice");
        }
    }
}

#[test]
fn no_language_borrows_the_words_of_another() {
    let english = pages(Locale::En);
    for l in [Locale::Ro, Locale::Ru, Locale::Zh] {
        for (name, html) in pages(l) {
            for words in [
                "Looked after",
                "Activate a tag",
                "Reward for the finder",
                "Payments and receipts",
            ] {
                assert!(!html.contains(words), "{name} {l:?}: {words}");
            }
            assert_ne!(html, of(&english, name));
        }
    }
}

#[test]
fn what_was_typed_is_kept_and_what_is_wrong_is_named() {
    let all = pages(Locale::En);
    let typed = of(&all, "activate-unknown");
    assert!(
        typed.contains("id=\"key-error\"") && typed.contains("value=\"&lt;b&gt;7QK4\""),
        "{typed}"
    );
    assert!(
        typed.contains("name=\"thing\" value=\"&quot;&gt;&lt;script&gt;\""),
        "the thing travels along"
    );
    let second = of(&all, "activate-refused");
    assert!(
        second.contains("id=\"kind-error\"") && second.contains("action=\"/en/owner/activate/thing\""),
        "{second}"
    );
    let promo = of(&all, "thing-promo");
    assert!(
        promo.contains("id=\"promo_code-error\"") && promo.contains("value=\"&lt;i&gt;SPRING\""),
        "{promo}"
    );
    let mut folds = promo.split("<details").filter_map(|rest| rest.split('>').next());
    let open = folds.any(|tag| tag.contains("owner-more") && tag.contains("open"));
    assert!(open, "an error is not folded away");
    assert!(of(&all, "thing-refused").contains("id=\"email-error\""));
    assert!(of(&all, "buy-refused").contains("id=\"address-error\""));
}

#[test]
fn a_page_offers_what_can_be_done_now() {
    let all = pages(Locale::En);
    let acts = |name| {
        let html = of(&all, name);
        Act::ALL.map(|act| html.contains(&format!("/{}\"", act.path())))
    };
    assert_eq!(acts("thing"), [true, true, true, true, false, true, true, false]);
    assert_eq!(
        acts("thing-lost"),
        [true, true, true, false, true, true, true, true],
        "an offer is taken back first"
    );
    assert_eq!(
        acts("thing-blocked"),
        [false, false, true, true, false, true, true, false],
        "nobody pays for a blocked key"
    );
    assert!(
        of(&all, "mine").contains("/en/case/2026-0012"),
        "what was found leads to its case"
    );
    assert!(of(&all, "thing").contains("/en/case/2026-0003"));
    assert!(
        !of(&all, "thing").contains("Ioana Marin"),
        "who of us did it is for the desk"
    );
    assert!(of(&all, "take-visitor").contains("/en/sign-up?next=/en/offered"));
    assert!(of(&all, "purchases").contains("/en/owner/activate?key="));
    assert!(!of(&all, "purchases-active").contains("/en/owner/activate?key="));
    assert!(!of(&all, "buy-gone").contains("<form class=\"form card\""));
}
