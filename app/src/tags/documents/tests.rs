//! Every page of dealers and managers, rendered in every language. Tests only.

use std::collections::BTreeSet;
use std::path::Path;

use domain::accounts::Profile;
use domain::tags::{
    DealerKey, KeyFilter, KeyWord, LabelText, OfferForm, Orderable, PoolActs, PoolFilter, PoolOrder, PoolWord,
    ProductForm,
};
use domain::{Error, Locale, Page, RefusalCode};

use super::bureau::{self, DealerPage, DealersPage, OfferPage, ProductPage, ProductsPage};
use super::dealer::{self, KeysPage, LabelPage, Overview};
use super::samples::{a_key, application, dealer_view, four, lei, product, sales, view_of};
use super::{OrderPage, PoolPage, PoolsPage, order, pool, pools};
use crate::documents::Frame;
use crate::site::samples::{self, NOW, id};
use crate::ui::gallery::bundle;

fn at<'a>(l: Locale, path: &'static str, files: &'a crate::portal::root::SiteFiles) -> Frame<'a> {
    samples::frame(l, path, files)
}

fn of_dealers(l: Locale, profile: &Profile) -> Vec<(&'static str, String)> {
    let files = samples::files();
    let goods = [Orderable {
        product: product(),
        price: Some(domain::tags::DealerPrice {
            product: id(1),
            price: lei(900),
        }),
    }];
    let form = PoolOrder {
        product: id::<domain::ids::ProductId>(1).to_string(),
        quantity: "1000".into(),
        note: "<i>".into(),
        once: "0190aaaa-bbbb".into(),
    };
    let bad = PoolOrder {
        quantity: "many".into(),
        ..PoolOrder::default()
    };
    let (acts, fetch) = (
        PoolActs {
            pay: true,
            put_on_invoice: true,
            cancel: true,
            ..PoolActs::default()
        },
        PoolActs {
            fetch: true,
            ..PoolActs::default()
        },
    );
    let (making, priced, issued) = (
        view_of(PoolWord::Generating, PoolActs::default()),
        view_of(PoolWord::Priced, acts),
        view_of(PoolWord::Issued, fetch),
    );
    let list = Page {
        rows: vec![making.row.clone(), priced.row.clone()],
        next: Some(domain::Cursor("x y".into())),
    };
    let keys = Page {
        rows: vec![DealerKey {
            id: id(9),
            key: a_key(),
            pool: "P-1042".into(),
            product: four(),
            word: KeyWord::Sold,
            sold: Some(NOW),
        }],
        next: None,
    };
    let refusal = Error::from(RefusalCode::WrongState);
    let (dealer, sales) = (dealer_view(), sales());
    let filter = PoolFilter::default();
    let key_filter = KeyFilter::default();
    let ordering = |form, refusal| OrderPage {
        goods: &goods,
        form,
        refusal,
        manager: false,
    };
    let one = |view, refusal| PoolPage {
        view,
        refusal,
        manager: false,
    };
    vec![
        (
            "dealer",
            dealer::overview(
                &at(l, "/dealer", &files),
                profile,
                Overview {
                    dealer: &dealer,
                    sales: &sales,
                    pools: &list.rows,
                },
            ),
        ),
        (
            "dealer-pools",
            pools(
                &at(l, "/dealer/pools", &files),
                profile,
                PoolsPage {
                    pools: &list,
                    filter: &filter,
                    manager: false,
                },
            ),
        ),
        (
            "dealer-new",
            order(&at(l, "/dealer/pools/new", &files), profile, ordering(&bad, None)),
        ),
        (
            "dealer-price",
            order(&at(l, "/dealer/pools/new", &files), profile, ordering(&form, None)),
        ),
        (
            "dealer-pool-making",
            pool(&at(l, "/dealer/pools/x", &files), profile, one(&making, None)),
        ),
        (
            "dealer-pool-priced",
            pool(&at(l, "/dealer/pools/x", &files), profile, one(&priced, Some(&refusal))),
        ),
        (
            "dealer-pool-issued",
            pool(&at(l, "/dealer/pools/x", &files), profile, one(&issued, None)),
        ),
        (
            "dealer-keys",
            dealer::keys(
                &at(l, "/dealer/keys", &files),
                profile,
                KeysPage {
                    keys: &keys,
                    filter: &key_filter,
                    report: "</textarea><script>",
                    refusal: Some(&refusal),
                    reported: Some(5),
                },
            ),
        ),
        (
            "dealer-payments",
            dealer::payments(&at(l, "/dealer/payments", &files), profile, &[], &list.rows),
        ),
        (
            "dealer-label",
            dealer::label(
                &at(l, "/dealer/label", &files),
                profile,
                LabelPage {
                    dealer: &dealer,
                    form: &LabelText::default(),
                    refusal: None,
                    logo_refusal: Some(&refusal),
                    saved: true,
                },
            ),
        ),
    ]
}

fn of_managers(l: Locale, profile: &Profile) -> Vec<(&'static str, String)> {
    let files = samples::files();
    let (product, dealer, sales) = (product(), dealer_view(), sales());
    let products = [product.clone()];
    let acts = PoolActs {
        approve: true,
        refuse: true,
        price: true,
        ..PoolActs::default()
    };
    let (paid, refused) = (
        view_of(PoolWord::Paid, acts),
        view_of(PoolWord::Refused, PoolActs::default()),
    );
    let offers = crate::site::bureau_samples::offers();
    let (empty_product, empty_offer) = (ProductForm::default(), OfferForm::default());
    let wrong_product = Error::from(empty_product.check().unwrap_err());
    let wrong_offer = Error::from(empty_offer.check().unwrap_err());
    let dealer_form = DealerPage::form_of(Some(&dealer));
    let wrong_dealer = Error::from(domain::tags::DealerForm::default().check().unwrap_err());
    let applications = [application()];
    let list = Page {
        rows: vec![paid.row.clone()],
        next: None,
    };
    let filter = PoolFilter {
        state: Some(PoolWord::Paid),
        ..PoolFilter::default()
    };
    let people = [("p".to_owned(), "Chen Wei".to_owned())];
    let one = |view| PoolPage {
        view,
        refusal: None,
        manager: true,
    };
    let dealing = |form, refusal| DealerPage {
        dealer: Some(&dealer),
        form,
        products: &products,
        offices: &[],
        people: &people,
        refusal,
        saved: true,
    };
    vec![
        (
            "manager-pools",
            pools(
                &at(l, "/manager/pools", &files),
                profile,
                PoolsPage {
                    pools: &list,
                    filter: &filter,
                    manager: true,
                },
            ),
        ),
        (
            "manager-pool-paid",
            pool(&at(l, "/manager/pools/x", &files), profile, one(&paid)),
        ),
        (
            "manager-pool-refused",
            pool(&at(l, "/manager/pools/x", &files), profile, one(&refused)),
        ),
        (
            "manager-products",
            bureau::products(
                &at(l, "/manager/products", &files),
                profile,
                ProductsPage {
                    products: &products,
                    offers: &offers,
                    parcels: &[],
                    refusal: None,
                },
            ),
        ),
        (
            "manager-product",
            bureau::product(
                &at(l, "/manager/products/x", &files),
                profile,
                ProductPage {
                    product: Some(&product),
                    form: &ProductPage::form_of(Some(&product)),
                    refusal: None,
                    saved: true,
                },
            ),
        ),
        (
            "manager-product-refused",
            bureau::product(
                &at(l, "/manager/products/new", &files),
                profile,
                ProductPage {
                    product: None,
                    form: &empty_product,
                    refusal: Some(&wrong_product),
                    saved: false,
                },
            ),
        ),
        (
            "manager-offer",
            bureau::offer(
                &at(l, "/manager/offers/x", &files),
                profile,
                OfferPage {
                    form: &OfferPage::form_of(&offers[0]),
                    products: &products,
                    refusal: None,
                    saved: false,
                },
            ),
        ),
        (
            "manager-offer-refused",
            bureau::offer(
                &at(l, "/manager/offers/new", &files),
                profile,
                OfferPage {
                    form: &empty_offer,
                    products: &products,
                    refusal: Some(&wrong_offer),
                    saved: false,
                },
            ),
        ),
        (
            "manager-dealers",
            bureau::dealers(
                &at(l, "/manager/dealers", &files),
                profile,
                DealersPage {
                    dealers: std::slice::from_ref(&dealer),
                    applications: &applications,
                    refusal: None,
                },
            ),
        ),
        (
            "manager-dealer",
            bureau::dealer(
                &at(l, "/manager/dealers/x", &files),
                profile,
                dealing(&dealer_form, Some(&wrong_dealer)),
            ),
        ),
        (
            "manager-sales",
            bureau::sales(&at(l, "/manager/sales", &files), profile, Some(&sales), None),
        ),
    ]
}

fn pages(l: Locale) -> Vec<(&'static str, String)> {
    let profile = samples::profile();
    let mut all = of_dealers(l, &profile);
    all.extend(of_managers(l, &profile));
    all
}

#[test]
fn every_page_is_whole_in_every_language() {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site-preview");
    std::fs::create_dir_all(&target).unwrap();
    std::fs::write(target.join("main.css"), bundle("main.css")).unwrap();
    let english = pages(Locale::En);
    for l in Locale::ALL {
        for ((name, html), (_, en)) in pages(l).iter().zip(&english) {
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            for bad in [" style=", "<!>", "<script>", "<b>", "<i>", "null", "{n}", "None"] {
                assert!(!html.contains(bad), "{name}: {bad}");
            }
            let mut seen = BTreeSet::new();
            for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(seen.insert(id), "{name}: id {id} stands twice");
            }
            if l != Locale::En {
                speaks_its_own_language(name, html, en);
            }
            let html = html.replace(
                "<link rel=\"stylesheet\" href=\"\"",
                "<link rel=\"stylesheet\" href=\"main.css\"",
            );
            std::fs::write(target.join(format!("{name}.{}.html", l.code())), html).unwrap();
        }
    }
}

fn speaks_its_own_language(name: &str, html: &str, english: &str) {
    let phrases = |html: &str| -> BTreeSet<String> {
        html.split('<')
            // What somebody typed stays as it is.
            .filter(|piece| !piece.contains("translate=\"no\"") && !piece.starts_with("textarea"))
            .filter_map(|piece| piece.split_once('>').map(|(_, text)| text.trim().to_owned()))
            .filter(|text| text.split(' ').count() > 2 && text.is_ascii() && text.contains(char::is_alphabetic))
            .collect()
    };
    let same: Vec<_> = phrases(html).intersection(&phrases(english)).cloned().collect();
    assert!(same.is_empty(), "{name}: {same:?}");
}

#[test]
fn only_what_may_be_done_has_a_button() {
    let all = pages(Locale::En);
    let html = |name| {
        all.iter()
            .find(|(n, _)| *n == name)
            .map(|(_, html)| html.as_str())
            .unwrap()
    };
    assert!(html("dealer-pool-priced").contains("/dealer/pools/") && html("dealer-pool-priced").contains("/pay\""));
    for act in ["/pay\"", "/approve\"", "/refuse\"", "labels.pdf"] {
        assert!(!html("dealer-pool-making").contains(act), "{act}");
    }
    assert!(html("dealer-pool-making").contains("<progress"));
    assert!(html("dealer-pool-issued").contains("labels.pdf"));
    assert!(html("manager-pool-paid").contains("/approve\"") && html("manager-pool-paid").contains("/refuse\""));
    assert!(html("dealer-price").contains("name=\"once\" value=\"0190aaaa-bbbb\""));
    assert!(
        html("dealer-price").contains("RON\u{a0}9,000.00"),
        "the price is shown before the order"
    );
}
