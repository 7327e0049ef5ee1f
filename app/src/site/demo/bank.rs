//! The bank view of the demo: a simulated bank as it stands, and the hands of the human before it.

use domain::Locale;
use domain::lockers::{BankView, DoorView};
use leptos::prelude::*;

use super::drawing::{drawing, said};
use super::simulated::{SimAct, SimBank, SimDoor};
use crate::lockers::look;
use crate::site::frame::{Frame, Head, Script, page};
use crate::t::demo as text;
use crate::ui::{Banner, Button, ButtonLook, Glyph, LinkButton, PageHeader, StatusBadge, Tag, TagSize, Tone};

/// One bank: `bank` is what the house knows of it, `sim` what stands there (none if the simulator does not answer),
/// `chosen` the door that was pressed in the drawing (`?door=7`).
///
/// Forms POST to the same address with `act` and, unless it is about the bank as a whole, `door`; `server` answers 303 to
/// `?door=<door>`. `/demo.js` asks `/status` below this address ([`super::demo_status`]) twice a second and
/// fetches this page anew when it changed.
pub fn demo_bank(frame: &Frame<'_>, bank: &BankView, sim: Option<&SimBank>, chosen: Option<u16>) -> String {
    let l = frame.locale;
    let address = frame.to(&["/demo/banks/", &bank.id.to_string()].concat());
    let title = text::bank_title(l, &bank.place.name);
    let way_back = (frame.to("/demo"), text::title(l).to_owned());
    let status = [&address, "/status"].concat();
    let head = Head::private([&title, " · Cloakroom"].concat(), text::bank_lead(l)).with(Some(Script::Demo));
    let address_line = [bank.place.address.as_str(), ", ", &bank.place.city].concat();
    page(frame, head, || {
        let ways = ways(frame, bank, &address);
        view! {
            <div class="public-wide stack stack-l">
                <PageHeader title lead=text::bank_lead(l) eyebrow=address_line own_eyebrow=true back=way_back>
                    {ways}
                </PageHeader>
                <div class="sim-view" data-live=status data-now=super::demo_status(bank, sim)>
                    {match sim {
                        Some(sim) => standing(l, bank, sim, chosen, &address),
                        None => away(l, &address),
                    }}
                </div>
            </div>
        }
        .into_any()
    })
}

/// The kiosk of this bank, the inbox, and this page once more.
fn ways(frame: &Frame<'_>, bank: &BankView, address: &str) -> AnyView {
    let l = frame.locale;
    view! {
        <form method="post" action=frame.to("/demo/kiosk")>
            <input type="hidden" name="bank" value=bank.id.to_string()/>
            <Button icon=Glyph::Bank>{text::kiosk(l)}</Button>
        </form>
        <LinkButton href=frame.to("/demo/inbox") icon=Glyph::Envelope>{text::inbox(l)}</LinkButton>
        <LinkButton href=address.to_owned() look=ButtonLook::Quiet>{text::reload(l)}</LinkButton>
    }
    .into_any()
}

fn away(l: Locale, address: &str) -> AnyView {
    let address = address.to_owned();
    view! {
        <Banner tone=Tone::Warn title=text::sim_away_title(l)>
            <p>{text::sim_away_text(l)}</p>
            <LinkButton href=address>{text::reload(l)}</LinkButton>
        </Banner>
    }
    .into_any()
}

fn standing(l: Locale, bank: &BankView, sim: &SimBank, chosen: Option<u16>, address: &str) -> AnyView {
    let seen = |view: &DoorView| {
        let found = sim.doors.iter().find(|d| d.number == view.number);
        found.copied().unwrap_or(SimDoor::shut(view.number))
    };
    let doors: Vec<(DoorView, SimDoor)> = bank.doors.iter().map(|d| (d.clone(), seen(d))).collect();
    let to_door = |number: u16| [address, "?door=", &number.to_string(), "#door"].concat();
    let picture = drawing(l, &doors, &bank.panels, to_door);
    let at_hand = doors.iter().filter(|(_, d)| d.open || chosen == Some(d.number));
    let at_hand: Vec<AnyView> = at_hand.map(|(view, door)| hands(l, view, *door, address)).collect();
    let nothing = at_hand
        .is_empty()
        .then(|| view! { <p class="card quiet-text">{text::choose_door(l)}</p> });
    view! {
        {plug(l, bank, sim, address)}
        <div class="sim-split">
            <section class="sim-hands" id="door" tabindex="-1">
                <h2>{text::hand_title(l)}</h2>
                {at_hand}
                {nothing}
            </section>
            <div class="sim-picture">{picture}</div>
        </div>
    }
    .into_any()
}

/// Power, what the house sees of it, and what can be done to the bank as a whole.
fn plug(l: Locale, bank: &BankView, sim: &SimBank, address: &str) -> AnyView {
    let (power_tone, power) = match (sim.plugged, sim.mains) {
        (false, _) => (Tone::Bad, text::power_off(l)),
        (true, false) => (Tone::Warn, text::power_battery(l)),
        (true, true) => (Tone::Good, text::power_on(l)),
    };
    let (seen_tone, seen_icon, seen) = if bank.connection.is_online() {
        (Tone::Good, Glyph::Check, text::house_sees_online(l))
    } else {
        (Tone::Warn, Glyph::Offline, text::house_sees_offline(l))
    };
    let troubles = bank.troubles.iter().map(|trouble| {
        let label = text::house_sees_trouble(l, look::trouble(l, *trouble));
        view! { <StatusBadge tone=Tone::Bad label icon=Glyph::Alert/> }
    });
    let acts = SimAct::at_whole(sim).into_iter().map(|act| {
        let look = match act {
            SimAct::Tamper => ButtonLook::Danger,
            _ => ButtonLook::Secondary,
        };
        press(l, act, look)
    });
    view! {
        <form class="sim-plug card" method="post" action=address.to_owned()>
            <div class="row">
                <StatusBadge tone=power_tone label=power icon=Glyph::Power/>
                <StatusBadge tone=seen_tone label=seen icon=seen_icon/>
                {troubles.collect_view()}
            </div>
            <div class="sim-acts">{acts.collect_view()}</div>
        </form>
    }
    .into_any()
}

/// What hands can do with one door.
fn hands(l: Locale, view: &DoorView, door: SimDoor, address: &str) -> AnyView {
    let acts = SimAct::at(door).into_iter().map(|act| {
        let look = match act {
            SimAct::Put | SimAct::Take => ButtonLook::Primary,
            SimAct::Force => ButtonLook::Danger,
            SimAct::Jam | SimAct::Unjam => ButtonLook::Quiet,
            _ => ButtonLook::Secondary,
        };
        press(l, act, look)
    });
    view! {
        <form class="card sim-door" method="post" action=address.to_owned()>
            <input type="hidden" name="door" value=door.number.to_string()/>
            <Tag number=door.number.to_string() size=TagSize::Medium/>
            <h3>{said(l, view, door)}</h3>
            <div class="sim-acts">{acts.collect_view()}</div>
        </form>
    }
    .into_any()
}

fn press(l: Locale, act: SimAct, look: ButtonLook) -> impl IntoView {
    view! { <Button look icon=act.glyph() name="act" value=act.wire()>{act.word(l)}</Button> }
}
