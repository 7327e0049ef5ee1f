//! A receipt as a page: what was handed over, its history, the files to keep, and how anybody checks them.

use domain::Locale;
use domain::accounts::Profile;
use domain::custody::Ending;
use domain::proofs::{ReceiptOf, ReceiptView};
use leptos::prelude::*;

use crate::delivery::history::line;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::date_time;
use crate::site::{item_noun, page};
use crate::t::proofs as text;
use crate::ui::{
    Banner, ButtonLook, Detail, DetailList, Glyph, Icon, LinkButton, MapLink, PageHeader, Timeline, TimelineItem, Tone,
};

/// The recipient's receipt.
pub fn pickup_receipt(frame: &Frame<'_>, receipt: &ReceiptView, key: &str) -> String {
    let l = frame.locale;
    page(frame, head(l, receipt), || {
        let back = (frame.to("/pickup"), text::back_pickup(l).to_owned());
        body(frame, receipt, key, back)
    })
}

/// The depositor's receipt.
pub fn delivery_receipt(frame: &Frame<'_>, profile: &Profile, receipt: &ReceiptView, key: &str) -> String {
    let l = frame.locale;
    portal_page(frame, profile, head(l, receipt), || {
        let delivery = ["/employee/deliveries/", &receipt.consignment.to_string()].concat();
        let back = (frame.to(&delivery), text::back_delivery(l).to_owned());
        body(frame, receipt, key, back)
    })
}

fn title(l: Locale, receipt: &ReceiptView) -> &'static str {
    match (receipt.of, receipt.ending) {
        (_, Ending::Returned | Ending::Cancelled) => text::title_returned(l),
        (ReceiptOf::Pickup, Ending::Collected) => text::title_pickup(l),
        (ReceiptOf::Delivery, Ending::Collected) => text::title_delivery(l),
    }
}

fn head(l: Locale, receipt: &ReceiptView) -> Head {
    Head::private([title(l, receipt), " · Cloakroom"].concat(), text::description(l))
}

fn body(frame: &Frame<'_>, receipt: &ReceiptView, key: &str, back: (String, String)) -> AnyView {
    let l = frame.locale;
    let here = frame.to(frame.path);
    let (pdf, file) = ([&here, "/receipt.pdf"].concat(), [&here, "/receipt.json"].concat());
    let items: Vec<TimelineItem> = receipt.history.iter().map(|entry| line(l, entry)).collect();
    let late = receipt
        .linked_late
        .then(|| view! { <Banner tone=Tone::Neutral title=text::late_title(l)><p>{text::late_text(l)}</p></Banner> });
    view! {
        <div class="stack stack-l proof">
            <PageHeader title=title(l, receipt) eyebrow=item_noun(l, receipt.item) back>
                <LinkButton href=file icon=Glyph::Download>{text::file(l)}</LinkButton>
                <LinkButton href=pdf look=ButtonLook::Primary icon=Glyph::Print>{text::paper(l)}</LinkButton>
            </PageHeader>
            {late}
            <section class="card"><DetailList details=details(l, receipt)/></section>
            <section class="card stack">
                <h2>{text::history(l)}</h2>
                <Timeline label=text::history(l) items/>
            </section>
            {check(l, receipt, key)}
        </div>
    }
    .into_any()
}

fn details(l: Locale, receipt: &ReceiptView) -> Vec<Detail> {
    let p = &receipt.place;
    let address = [p.name.as_str(), ", ", &p.address, ", ", &p.city].concat();
    let ended = match receipt.ending {
        Ending::Collected => text::ended_collected(l),
        Ending::Returned => text::ended_returned(l),
        Ending::Cancelled => text::ended_cancelled(l),
    };
    let mut details = vec![
        Detail::own(text::recipient(l), receipt.recipient.clone()),
        Detail::own(text::organisation(l), receipt.organisation.clone()),
        Detail::new(
            text::place(l),
            view! { <MapLink address latitude=p.latitude longitude=p.longitude/> },
        ),
        Detail::new(text::compartment(l), receipt.compartment.to_string()),
        Detail::new(text::stored(l), date_time(l, receipt.stored)),
        Detail::new(ended, date_time(l, receipt.ended)),
    ];
    if let Some(reference) = &receipt.reference {
        details.insert(0, Detail::own(text::reference(l), reference.clone()));
    }
    details
}

/// How anybody checks the file, and against what.
fn check(l: Locale, receipt: &ReceiptView, key: &str) -> AnyView {
    let details = vec![
        Detail::own(
            text::head(l),
            view! { <code class="proof-hash">{receipt.head.clone()}</code> },
        ),
        Detail::own(text::key(l), view! { <code class="proof-hash">{key.to_owned()}</code> }),
    ];
    view! {
        <section class="card stack">
            <h2><Icon glyph=Glyph::Shield/> " " {text::check_title(l)}</h2>
            <p>{text::check_text(l)}</p>
            <p translate="no"><code class="proof-hash">"cloakroom verify receipt.json"</code></p>
            <DetailList details/>
        </section>
    }
    .into_any()
}
