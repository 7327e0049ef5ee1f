//! The slip: code and QR on paper, in the recipient's language, for somebody whom no message reaches.

use domain::accounts::Profile;
use domain::custody::CodeForm;
use domain::delivery::SlipView;
use leptos::prelude::*;

use crate::delivery::look::item_name;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::date_time;
use crate::portal::look::delivery_href;
use crate::t;
use crate::t::care as text;
use crate::ui::{Banner, CodePlate, Detail, DetailList, PageHeader, QrCode, Tag, TagSize, Tone};

/// The page. On paper only the slip is left of it. It holds secrets: it must not be stored by anybody.
pub fn slip(frame: &Frame<'_>, profile: &Profile, slip: &SlipView) -> String {
    let l = frame.locale;
    let title = [text::slip_title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::slip_lead(l)), || {
        let back = (delivery_href(l, slip.id), text::back(l).to_owned());
        view! {
            <div class="stack stack-l">
                <div class="slip-around">
                    <PageHeader title=text::slip_title(l) lead=text::slip_lead(l) back/>
                    <Banner tone=Tone::Warn title=text::slip_once(l)/>
                </div>
                {paper(slip)}
            </div>
        }
        .into_any()
    })
}

/// What is printed.
fn paper(slip: &SlipView) -> AnyView {
    let l = slip.locale;
    let own = |words: String| view! { <span translate="no">{words}</span> };
    let place = &slip.place;
    let address = [place.name.as_str(), ", ", &place.address, ", ", &place.city].concat();
    let hotline = domain::Phone::parse(&place.hotline).map_or_else(|_| place.hotline.clone(), |p| p.grouped());
    let mut details = vec![
        Detail::new(t::pickup::place(l), own(address)),
        Detail::new(t::pickup::hours(l), own(place.opening_hours.clone())),
        Detail::new(text::now_until(l), date_time(l, slip.deadline)),
        Detail::new(t::pickup::from_whom(l), own(slip.organisation.clone())),
        Detail::new(t::pickup::for_whom(l), own(slip.recipient.clone())),
    ];
    details.push(Detail::new(t::ui::hotline(l), own(hotline)));
    view! {
        <section class="slip card" lang=l.tag()>
            <header class="slip-head">
                <div>
                    <p class="eyebrow">{item_name(l, slip.item)}</p>
                    <p class="slip-waits">{text::slip_waits(l)}</p>
                </div>
                <Tag number=slip.compartment.to_string() size=TagSize::Large label=t::pickup::compartment(l)/>
            </header>
            <div class="slip-ways">
                <div>
                    <p><strong>{t::pickup::way_qr(l)}</strong></p>
                    <QrCode data=slip.qr.digits() title=t::pickup::qr_name(l)/>
                </div>
                <div>
                    <p><strong>{t::pickup::way_code(l)}</strong></p>
                    <div translate="no">
                        <CodePlate code=slip.code.expose().to_owned() size=TagSize::Large/>
                    </div>
                    {(slip.code.form() == CodeForm::Digits).then(|| view! { <p>{t::pickup::then_digits(l)}</p> })}
                    <p class="small-text">{t::pickup::keep_secret(l)}</p>
                </div>
            </div>
            <DetailList details/>
        </section>
    }
    .into_any()
}
