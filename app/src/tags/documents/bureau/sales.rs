//! Sales by month, dealer, product or region.

use domain::accounts::Profile;
use domain::tags::{Sales, SalesBy};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::t::trade as text;
use crate::tags::documents::figures;
use crate::tags::documents::parts::{head, refused, sheet};
use crate::tags::look;
use crate::ui::{Button, Field, Glyph, LinkButton, PageHeader, SelectField};

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
    let value = sales.map_or(SalesBy::default(), |sales| sales.by).wire();
    let from = sales.map(|sales| sales.from.clone()).unwrap_or_default();
    let until = sales.map(|sales| sales.until.clone()).unwrap_or_default();
    view! {
        <form class="search" method="get" action=action>
            <div class="trade-filter"><SelectField name="by" label=text::by(l) options value required=true/></div>
            <div class="trade-filter"><Field name="from" label=text::from_month(l) value=from required=true maxlength=7/></div>
            <div class="trade-filter"><Field name="until" label=text::until_month(l) value=until required=true maxlength=7/></div>
            <Button icon=Glyph::Search>{text::show(l)}</Button>
        </form>
    }
    .into_any()
}
