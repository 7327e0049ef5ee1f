//! Sales by month, dealer, product or region.

use domain::accounts::Profile;
use domain::tags::{Sales, SalesBy};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::t::trade as text;
use crate::tags::documents::figures;
use crate::tags::documents::parts::{head, months, refused, sheet};
use crate::tags::look;
use crate::ui::{Glyph, LinkButton, PageHeader};

/// The page. Its filter is a GET of `by`, `from`, `until` (months, `2026-03`); `…/sales.csv` and `.xlsx` take the same.
/// Without figures, `refusal` says why.
pub fn sales(frame: &Frame<'_>, profile: &Profile, sales: Option<&Sales>, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let place = frame.to("/manager/sales");
    sheet(frame, profile, head(text::sales_title(l)), || {
        let files = sales.map(|sales| {
            let query = format!("?by={}&from={}&until={}", sales.by.wire(), sales.from, sales.until);
            let file = |name: &str| [place.as_str(), name, &query].concat();
            view! {
                <LinkButton href=file("/sales.csv") icon=Glyph::Download download="">{text::file_csv_short(l)}</LinkButton>
                <LinkButton href=file("/sales.xlsx") icon=Glyph::Download download="">{text::file_xlsx_short(l)}</LinkButton>
            }
        });
        let shown = sales.map(|sales| view! { {figures::charts(l, sales)}{figures::table(l, sales)} });
        view! {
            <PageHeader title=text::sales_title(l) lead=text::sales_lead(l)>{files}</PageHeader>
            {filter(l, place.clone(), sales)}
            {refused(l, refusal)}
            {shown}
        }
        .into_any()
    })
}

fn filter(l: Locale, action: String, sales: Option<&Sales>) -> AnyView {
    let options = SalesBy::ALL
        .map(|by| (by.wire().to_owned(), look::by(l, by).to_owned()))
        .to_vec();
    let chosen = sales.map_or(SalesBy::default(), |sales| sales.by).wire();
    let from_to = sales.map(|sales| (sales.from.clone(), sales.until.clone()));
    months(l, action, options, chosen, from_to.unwrap_or_default())
}
