//! How one gets to the bank: in words beside the place, and with photos on a page of its own, so that they cost nothing before
//! somebody asks for them.

use domain::Locale;
use domain::custody::PickupItem;
use domain::ids::PlacePhotoId;
use domain::lockers::WayView;
use leptos::prelude::*;

use super::card::grouped;
use crate::lockers::documents::way::shown;
use crate::site::frame::{Frame, Head, page};
use crate::t;
use crate::t::way as text;
use crate::ui::{Detail, DetailList, Glyph, LinkButton, MapLink, PageHeader};

/// The words, and the way to the photos; none when there is neither. `ways` and a bank's id make the address of the page.
pub(super) fn on_the_card(l: Locale, item: &PickupItem, ways: &str) -> Option<AnyView> {
    let words = shown::directions(l, l, &item.way);
    let count = i64::try_from(item.way.captioned(l).count()).unwrap_or_default();
    let photos = (count > 0).then(|| {
        let href = [ways, &item.bank.to_string()].concat();
        view! { <p class="way-more"><LinkButton href icon=Glyph::Camera>{text::see_photos(l, count)}</LinkButton></p> }
    });
    if words.is_none() && photos.is_none() {
        return None;
    }
    Some(view! { {words} {photos} }.into_any())
}

/// The way to a bank at which something waits for the reader. It works without a script, and can be printed.
pub fn pickup_way(frame: &Frame<'_>, view: &WayView) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::read_lead(l));
    page(frame, head, || {
        let back = (frame.to("/pickup"), text::to_pickup(l).to_owned());
        let base = [frame.to("/pickup/way/").as_str(), &view.bank.to_string(), "/photos/"].concat();
        let address = |photo: PlacePhotoId| [base.as_str(), &photo.to_string()].concat();
        let words = shown::directions(l, l, &view.way);
        let nothing = words
            .is_none()
            .then(|| view! { <p class="quiet-text">{text::nothing_for_you(l)}</p> });
        let photos = shown::photos(l, l, &view.way, &address);
        view! {
            <div class="pickup way">
                <PageHeader title=text::title(l) eyebrow=view.place.name.clone() own_eyebrow=true back/>
                {words}
                {nothing}
                <div class="card pickup-place"><DetailList details=place(l, view)/></div>
                {photos}
            </div>
        }
        .into_any()
    })
}

fn place(l: Locale, view: &WayView) -> Vec<Detail> {
    let place = &view.place;
    let address = [place.name.as_str(), ", ", &place.address, ", ", &place.city].concat();
    let (tel, number) = (["tel:", &place.hotline].concat(), grouped(&place.hotline));
    vec![
        Detail::new(
            t::pickup::place(l),
            view! { <MapLink address latitude=place.latitude longitude=place.longitude/> },
        ),
        Detail::own(t::pickup::hours(l), place.opening_hours.clone()),
        Detail::new(t::ui::hotline(l), view! { <a class="number" href=tel>{number}</a> }),
    ]
}
