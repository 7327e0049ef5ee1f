//! The cards of one bank: a door, the connection, the kiosk screens, the account at the broker.

use std::time::Duration;

use domain::ids::{BankId, CompartmentId};
use domain::lockers::{BankView, DoorView, Service};
use leptos::prelude::*;

use crate::i18n::use_locale;
use crate::lockers::api::BankTicket;
use crate::lockers::{api, look};
use crate::portal::act::{Act, ActProblem};
use crate::portal::copy::CopyBlock;
use crate::portal::follow::Followed;
use crate::portal::reason::ReasonDialog;
use crate::portal::sure::SureDialog;
use crate::t;
use crate::ui::{Banner, Button, ButtonLook, CodePlate, Detail, DetailList, Glyph, MapLink, Tag, TagSize, Tone};

/// How long a pairing code lives, in seconds.
const PAIRING_LIFE: u32 = 15 * 60;

/// The door that was pressed in the drawing: its particulars, out of service and back.
#[component]
pub fn DoorDetail(
    bank: RwSignal<BankView>,
    chosen: RwSignal<Option<u16>>,
    may_manage: bool,
    act: Act,
    set_service: Callback<(CompartmentId, Option<String>)>,
    test_door: Callback<CompartmentId>,
) -> impl IntoView {
    let l = use_locale();
    let open = RwSignal::new(false);
    let sure = RwSignal::new(false);
    let door = Memo::new(move |_| {
        let number = chosen.get()?;
        bank.read().doors.iter().find(|door| door.number == number).cloned()
    });
    let number = move || door.read().as_ref().map_or_else(String::new, |d| d.number.to_string());
    let title = Signal::derive(move || t::lockers::out_title(l, &number()));
    let test_title = Signal::derive(move || t::lockers::test_title(l, &number()));
    let test_confirm = Signal::derive(move || t::lockers::test_confirm(l, &number()));
    let try_it = Callback::new(move |()| {
        if let Some(door) = door.get_untracked() {
            test_door.run(door.id);
        }
    });
    let take_out = Callback::new(move |reason: String| {
        if let Some(door) = door.get_untracked() {
            set_service.run((door.id, Some(reason)));
        }
    });
    let shown = move || match door.get() {
        None => view! { <p class="quiet-text">{t::lockers::press_a_door(l)}</p> }.into_any(),
        Some(door) => {
            let take_in = Callback::new(move |id| set_service.run((id, None)));
            let words = door.clone();
            let buttons = may_manage.then(|| {
                let test = door.may_be_tested().then(|| view! { <TestButton act sure/> });
                view! { <div class="row"><ServiceButton door act open take_in/> {test}</div> }
            });
            view! { <DoorWords door=words/> {buttons} }.into_any()
        }
    };
    view! {
        <div class="lockers-door" role="status" aria-live="polite">{shown}</div>
        // While the dialog is open, it says what is the matter.
        {move || (!open.get()).then(|| view! { <ActProblem act/> })}
        <ReasonDialog
            id="out-of-service"
            title
            text=t::lockers::out_text(l)
            confirm=t::lockers::take_out(l)
            open
            act
            on_confirm=take_out
        />
        <SureDialog
            id="test-opening"
            title=test_title
            text=t::lockers::test_text(l)
            confirm=test_confirm
            open=sure
            on_confirm=try_it
        />
    }
}

#[component]
fn DoorWords(door: DoorView) -> impl IntoView {
    let l = use_locale();
    let size = [door.size.wire(), " · ", look::size_hint(l, door.size)].concat();
    let service = match door.service {
        Service::In => t::lockers::service_in(l).to_owned(),
        Service::Out { reason } => t::lockers::service_out(l, &reason),
    };
    let faults = door
        .faults
        .iter()
        .map(|fault| look::fault(l, *fault))
        .collect::<Vec<_>>();
    let faults = if faults.is_empty() {
        t::lockers::no_faults(l).to_owned()
    } else {
        faults.join(" · ")
    };
    let mut details = vec![
        Detail::new(t::lockers::size(l), size),
        Detail::new(t::lockers::door_switch(l), look::door_state(l, door.door)),
        Detail::new(t::lockers::use_now(l), look::claim(l, door.claim)),
        Detail::new(t::lockers::service(l), service),
        Detail::new(t::lockers::faults(l), faults),
    ];
    if let Some(words) = look::clearing(l, door.clearing) {
        details.push(Detail::new(t::lockers::clearing(l), words));
    }
    if let Some(test) = door.test {
        details.push(Detail::new(t::lockers::test_door(l), look::test_words(l, test)));
    }
    view! {
        <Tag number=door.number.to_string() size=TagSize::Medium label=t::lockers::compartment(l)/>
        <DetailList details/>
    }
}

#[component]
fn ServiceButton(door: DoorView, act: Act, open: RwSignal<bool>, take_in: Callback<CompartmentId>) -> impl IntoView {
    let l = use_locale();
    let id = door.id;
    let (icon, word) = match door.service {
        Service::In => (Glyph::Wrench, t::lockers::take_out(l)),
        Service::Out { .. } => (Glyph::Check, t::lockers::take_in(l)),
    };
    let is_in = door.service == Service::In;
    let press = move |_| {
        if is_in {
            open.set(true);
        } else {
            take_in.run(id);
        }
    };
    view! {
        <Button kind="button" icon pending=act.pending() disabled=act.asleep() on:click=press>
            {word}
        </Button>
    }
}

/// Tries a door that is out of service: with somebody on site, so it asks first.
#[component]
fn TestButton(act: Act, sure: RwSignal<bool>) -> impl IntoView {
    let l = use_locale();
    view! {
        <Button
            kind="button"
            icon=Glyph::DoorOpen
            pending=act.pending()
            disabled=act.asleep()
            on:click=move |_| sure.set(true)
        >
            {t::lockers::test_door(l)}
        </Button>
    }
}

/// Whether the bank is there, where it stands, what program it runs.
#[component]
pub fn ConnectionCard(bank: RwSignal<BankView>) -> impl IntoView {
    let l = use_locale();
    let place = bank.with_untracked(|b| b.place.clone());
    let address = [place.address.as_str(), ", ", &place.city].concat();
    let hotline = domain::Phone::parse(&place.hotline).map_or(place.hotline.clone(), |p| p.grouped());
    let state = move || {
        let now = bank.read().connection;
        look::offline_since(l, now).unwrap_or_else(|| t::lockers::online(l).to_owned())
    };
    let firmware = move || {
        let told = bank.read().firmware.clone();
        told.unwrap_or_else(|| t::lockers::firmware_unknown(l).to_owned())
    };
    let details = vec![
        Detail::new(t::lockers::connection(l), state),
        Detail::new(t::lockers::firmware(l), firmware),
        Detail::own(t::lockers::opening_hours(l), place.opening_hours),
        Detail::own(t::lockers::hotline(l), hotline),
        Detail::own(t::lockers::time_zone(l), place.time_zone),
    ];
    view! {
        <section class="card stack" aria-labelledby="connection">
            <h2 id="connection">{t::lockers::connection_title(l)}</h2>
            <DetailList details/>
            <MapLink address latitude=place.latitude longitude=place.longitude/>
        </section>
    }
}

/// The kiosk screens: a one-time code to pair one, and unpairing all.
#[component]
pub fn KioskCard(page: Followed<BankView>) -> impl IntoView {
    let l = use_locale();
    let id = page.shown.with_untracked(|bank| bank.id);
    let (pairing, unpairing) = (Act::new(), Act::new());
    let code = RwSignal::new(None::<String>);
    let sure = RwSignal::new(false);
    let kiosks = Memo::new(move |_| page.shown.read().kiosks);
    let pair = move |_| pairing.run(api::pairing_code(id), move |made| code.set(Some(made)));
    let unpair = Callback::new(move |()| unpairing.run(api::unpair_kiosks(id), move |()| page.refresh()));
    let paired = move || match kiosks.get() {
        0 => t::lockers::kiosks_none(l).to_owned(),
        some => t::lockers::kiosks(l, some.into()),
    };
    let unpair_button = move || {
        (kiosks.get() > 0).then(|| {
            view! {
                <Button
                    look=ButtonLook::Quiet
                    kind="button"
                    pending=unpairing.pending()
                    disabled=unpairing.asleep()
                    on:click=move |_| sure.set(true)
                >
                    {t::lockers::unpair(l)}
                </Button>
            }
        })
    };
    view! {
        <section class="card stack" aria-labelledby="kiosks">
            <h2 id="kiosks">{t::lockers::kiosks_title(l)}</h2>
            <p>{paired}</p>
            <div role="status" aria-live="polite">
                {move || code.get().map(|made| view! { <PairingCode made code/> })}
            </div>
            <ActProblem act=pairing/>
            <ActProblem act=unpairing/>
            <div class="row">
                <Button kind="button" icon=Glyph::Code pending=pairing.pending() disabled=pairing.asleep() on:click=pair>
                    {t::lockers::pair(l)}
                </Button>
                {unpair_button}
            </div>
            <SureDialog
                id="unpair"
                title=t::lockers::unpair_title(l)
                text=t::lockers::unpair_text(l)
                confirm=t::lockers::unpair(l)
                open=sure
                on_confirm=unpair
            />
        </section>
    }
}

/// The code in large groups, and for how long it can still be used; gone when it cannot.
#[component]
fn PairingCode(made: String, code: RwSignal<Option<String>>) -> impl IntoView {
    let l = use_locale();
    let left = RwSignal::new(PAIRING_LIFE);
    Effect::new(move |_| {
        let tick = move || {
            let now = left.try_update(|seconds| {
                *seconds = seconds.saturating_sub(1);
                *seconds
            });
            if now == Some(0) {
                code.try_set(None);
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    let minutes = Memo::new(move |_| left.get().div_ceil(60));
    let site = window().location().origin().unwrap_or_default();
    let address = [site.as_str(), "/", l.code(), "/pair"].concat();
    view! {
        <div class="lockers-pairing">
            <CodePlate code=made size=TagSize::Large/>
            <p>{t::lockers::pair_text(l, &address)}</p>
            <p class="quiet-text">{move || t::lockers::pair_life(l, minutes.get().into())}</p>
        </div>
    }
}

/// The bank's account at the broker: a new password, shown once, with the command that uses it.
#[component]
pub fn AccountCard(id: BankId) -> impl IntoView {
    let l = use_locale();
    let act = Act::new();
    let sure = RwSignal::new(false);
    let ticket = RwSignal::new(None::<BankTicket>);
    let provision = Callback::new(move |()| act.run(api::provision(id), move |made| ticket.set(Some(made))));
    let shown = move || ticket.get().map(|ticket| view! { <Ticket ticket/> });
    view! {
        <section class="card stack" aria-labelledby="account">
            <h2 id="account">{t::lockers::account_title(l)}</h2>
            <p>{t::lockers::account_text(l)}</p>
            <div role="status" aria-live="polite">{shown}</div>
            <ActProblem act/>
            <div class="row">
                <Button
                    kind="button"
                    icon=Glyph::Key
                    pending=act.pending()
                    disabled=act.asleep()
                    on:click=move |_| sure.set(true)
                >
                    {t::lockers::provision(l)}
                </Button>
            </div>
            <SureDialog
                id="provision"
                title=t::lockers::provision_title(l)
                text=t::lockers::provision_text(l)
                confirm=t::lockers::provision(l)
                open=sure
                on_confirm=provision
            />
        </section>
    }
}

#[component]
fn Ticket(ticket: BankTicket) -> impl IntoView {
    let l = use_locale();
    let host = window().location().hostname().unwrap_or_default();
    let commands = look::run_commands(&ticket, &host);
    let details = vec![
        Detail::new(
            t::lockers::password(l),
            view! { <code class="lockers-secret">{ticket.password}</code> },
        ),
        Detail::new(
            t::lockers::verifying_key(l),
            view! { <code class="lockers-secret">{ticket.verifying_key}</code> },
        ),
    ];
    view! {
        <div class="stack">
            <Banner tone=Tone::Warn title=t::lockers::once_title(l)>{t::lockers::once_text(l)}</Banner>
            <DetailList details/>
            <p>{t::lockers::command_text(l)}</p>
            <CopyBlock label=t::lockers::command(l) text=commands/>
        </div>
    }
}
