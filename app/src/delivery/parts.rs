//! What the pages of deliveries are put together from: the cards of one delivery, the parts of the form.

use domain::lockers::{BankSummary, BankView};
use leptos::ev::Event;
use leptos::prelude::*;

use crate::delivery::look;
use crate::delivery::shown::Shown;
use crate::i18n::{date_time, use_locale};
use crate::lockers::look::{bank_choice, drawing, size_choices};
use crate::portal::act::{Act, ActProblem};
use crate::portal::form::FormState;
use crate::portal::look::delivery_href;
use crate::portal::reason::ReasonDialog;
use crate::t;
use crate::ui::{
    Banner, Button, ButtonLook, ChoiceField, Detail, DetailList, DoorGrid, Glyph, MapLink, StatusBadge, Stepper, Tag,
    TagSize, Timeline, Tone, When,
};

/// A part of a long form: what it is about on one side, its fields on the other.
#[component]
pub fn FormPart(
    /// What it is about.
    title: &'static str,
    /// What helps to fill it in.
    text: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="delivery-part card">
            <div class="delivery-part-head">
                <h2>{title}</h2>
                <p class="quiet-text">{text}</p>
            </div>
            <div class="delivery-part-fields">{children()}</div>
        </section>
    }
}

/// Which bank, and how big a compartment; the sizes on offer follow the bank.
#[component]
pub fn BankAndSize(banks: Vec<BankSummary>, form: FormState) -> impl IntoView {
    let l = use_locale();
    let first = banks.iter().find(|bank| bank.free > 0 && bank.connection.is_online());
    let chosen = RwSignal::new(first.map_or_else(String::new, |bank| bank.id.to_string()));
    let size = RwSignal::new(String::new());
    let cards = banks.iter().map(|bank| bank_choice(l, bank)).collect();
    let value = chosen.get_untracked();
    let pick = move |target: RwSignal<String>| move |event: Event| target.set(event_target_value(&event));
    let sizes = move || {
        let id = chosen.get();
        let bank = banks.iter().find(|bank| bank.id.to_string() == id);
        let choices = size_choices(l, bank);
        // Kept if it can still be had, so that changing the bank loses nothing that was chosen.
        let kept = size.get_untracked();
        let value = choices
            .iter()
            .find(|c| c.value == kept && !c.disabled)
            .or_else(|| choices.iter().find(|c| !c.disabled))
            .map_or_else(String::new, |c| c.value.clone());
        view! {
            <ChoiceField
                name="size"
                label=t::delivery::size(l)
                hint=t::delivery::size_hint(l)
                choices
                value
                error=form.error("size")
                required=true
                on:change=pick(size)
            />
        }
    };
    view! {
        <ChoiceField
            name="bank"
            label=t::delivery::bank(l)
            choices=cards
            value=value
            error=form.error("bank")
            required=true
            on:change=pick(chosen)
        />
        {sizes}
    }
}

/// The number of the door, where the thing is, and the one button.
#[component]
pub fn DoorCard(delivery: Memo<Shown>, act: Act, open: Callback<()>) -> impl IntoView {
    let l = use_locale();
    let panel = Memo::new(move |_| delivery.read().panel.clone());
    let has_button = Memo::new(move |_| panel.read().button.is_some());
    // What was refused just now says more than what went wrong before.
    let trouble = move || panel.read().trouble.clone().filter(|_| act.problem().read().is_none());
    let reserved = Memo::new(move |_| {
        let announced = delivery.read().state == domain::delivery::DeliveryState::Announced;
        announced && panel.read().trouble.is_none()
    });
    let number = delivery.with_untracked(|d| d.compartment.to_string());
    let busy = Signal::derive(move || act.pending().get() || panel.read().button.as_ref().is_some_and(|b| b.busy));
    let label = move || panel.read().button.as_ref().map(|b| b.label.clone());
    let button = move || {
        has_button.get().then(|| {
            view! {
                <Button
                    look=ButtonLook::Primary
                    kind="button"
                    icon=Glyph::Key
                    pending=busy
                    disabled=act.asleep()
                    on:click=move |_| open.run(())
                >
                    {label}
                </Button>
            }
        })
    };
    view! {
        <section class="card delivery-door" class:delivery-door-open=move || panel.read().tone == Tone::Active>
            <div class="delivery-door-tag">
                <Tag number size=TagSize::Large label=t::delivery::compartment(l)/>
                {move || {
                    reserved
                        .get()
                        .then(|| view! { <StatusBadge tone=Tone::Active icon=Glyph::Tag label=t::delivery::available(l)/> })
                }}
            </div>
            <div class="delivery-door-words">
                <div role="status" aria-live="polite">
                    <h2>{move || panel.read().title.clone()}</h2>
                    <p>{move || panel.read().text.clone()}</p>
                </div>
                {move || trouble().map(|(tone, title, text)| view! { <Banner tone title>{text}</Banner> })}
                <Offline delivery/>
                <ActProblem act/>
                {button}
            </div>
            <Road delivery/>
        </section>
    }
}

/// Says at once when the bank has no connection, while that matters.
#[component]
fn Offline(delivery: Memo<Shown>) -> impl IntoView {
    let l = use_locale();
    let offline = Memo::new(move |_| {
        let d = delivery.read();
        !d.online && look::under_way(d.state)
    });
    move || {
        offline.get().then(|| {
            view! {
                <Banner tone=Tone::Warn title=t::delivery::bank_offline_title(l)>{t::delivery::bank_offline_text(l)}</Banner>
            }
        })
    }
}

/// Where on its road the delivery is.
#[component]
fn Road(delivery: Memo<Shown>) -> impl IntoView {
    let l = use_locale();
    let step = Memo::new(move |_| look::step(delivery.read().state));
    let on_road = Memo::new(move |_| step.get().is_some());
    let steps = [
        t::delivery::step_entered(l),
        t::delivery::step_put_in(l),
        t::delivery::step_waiting(l),
        t::delivery::step_collected(l),
    ];
    move || {
        let steps = steps.map(str::to_owned).to_vec();
        let current = Signal::derive(move || step.get().unwrap_or_default());
        on_road.get().then(|| view! { <Stepper steps current/> })
    }
}

/// The bank as it stands, with the door of this delivery marked.
#[component]
pub fn BankCard(delivery: Memo<Shown>, bank: Memo<BankView>) -> impl IntoView {
    let l = use_locale();
    let number = delivery.with_untracked(|d| d.compartment);
    let doors = Signal::derive(move || {
        let bank = bank.read();
        bank.doors
            .iter()
            .map(|door| drawing(l, door, door.number == number))
            .collect::<Vec<_>>()
    });
    let panels = Signal::derive(move || bank.read().panels.clone());
    let place = bank.with_untracked(|b| b.place.clone());
    let address = [place.address.as_str(), ", ", &place.city].concat();
    view! {
        <section class="card stack">
            <h2 translate="no">{place.name.clone()}</h2>
            <MapLink address latitude=place.latitude longitude=place.longitude/>
            <DoorGrid title=place.name doors panels legend=true/>
        </section>
    }
}

/// Who gets what, until when, and who entered it.
#[component]
pub fn RecipientCard(delivery: Memo<Shown>) -> impl IntoView {
    let l = use_locale();
    let d = delivery.get_untracked();
    let dash = || view! { <span class="quiet-text">{t::portal::not_given(l)}</span> }.into_any();
    let email = d.recipient.email.map_or_else(dash, IntoAny::into_any);
    let phone = d.recipient.phone.map_or_else(dash, IntoAny::into_any);
    let own = |text: String| view! { <span translate="no">{text}</span> }.into_any();
    let reference = d.reference.map_or_else(dash, own);
    let until = move || {
        let (deadline, now, paused) = delivery.with(|d| (d.deadline, d.now, d.paused));
        match deadline {
            Some(moment) if paused => view! { {date_time(l, moment)} ". " {t::delivery::clock_stands(l)} }.into_any(),
            Some(moment) => view! { {date_time(l, moment)} " (" <When moment now=Some(now)/> ")" }.into_any(),
            None => view! { <span class="quiet-text">{t::delivery::deadline_later(l)}</span> }.into_any(),
        }
    };
    let told = move || {
        let told = delivery.read().told.clone();
        told.unwrap_or_else(|| t::delivery::told_not_yet(l).to_owned())
    };
    let mut details = vec![
        Detail::own(t::delivery::name(l), d.recipient.name),
        Detail::new(t::delivery::email(l), email),
        Detail::new(t::delivery::phone(l), phone),
        Detail::new(t::delivery::locale(l), d.recipient.language),
        Detail::new(t::delivery::item(l), look::item_name(l, d.item)),
        Detail::new(t::delivery::reference(l), reference),
        Detail::new(t::delivery::deadline(l), until),
        Detail::new(t::delivery::message(l), told),
        Detail::new(
            t::delivery::created_by(l),
            view! { <span translate="no">{d.created_by}</span> ", " <When moment=d.created/> },
        ),
    ];
    if d.low_door {
        details.push(Detail::new(t::delivery::door(l), t::delivery::low_door_asked(l)));
    }
    let may_care = Memo::new(move |_| delivery.read().may.care);
    let care_href = [delivery_href(l, d.id), "/care".to_owned()].concat();
    let care = move || {
        let href = care_href.clone();
        // A document of its own, outside of the pages that hydrate.
        may_care
            .get()
            .then(|| view! { <a class="button button-quiet" href=href rel="external">{t::delivery::care_link(l)}</a> })
    };
    view! {
        <section class="card stack" aria-labelledby="recipient">
            <h2 id="recipient">{t::delivery::recipient(l)}</h2>
            <DetailList details/>
            {care}
        </section>
    }
}

/// What happened to it, newest first.
#[component]
pub fn HistoryCard(delivery: Memo<Shown>) -> impl IntoView {
    let l = use_locale();
    let items = Signal::derive(move || delivery.read().history.clone());
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">{t::delivery::history(l)}</h2>
            <Timeline label=t::delivery::history(l) items/>
        </section>
    }
}

/// Cancelling, with a reason, while it may be cancelled.
#[component]
pub fn CancelCard(delivery: Memo<Shown>, act: Act, cancel: Callback<String>) -> impl IntoView {
    let l = use_locale();
    let open = RwSignal::new(false);
    let may = Memo::new(move |_| delivery.read().may.cancel);
    let button = move || {
        may.get().then(|| {
            view! {
                <Button
                    look=ButtonLook::Secondary
                    kind="button"
                    icon=Glyph::Ban
                    pending=act.pending()
                    disabled=act.asleep()
                    on:click=move |_| open.set(true)
                >
                    {t::delivery::cancel(l)}
                </Button>
            }
        })
    };
    view! {
        <div class="stack delivery-cancel">
            {button}
            <ReasonDialog
                id="cancel"
                title=t::delivery::cancel_title(l)
                text=t::delivery::cancel_text(l)
                confirm=t::delivery::cancel(l)
                open
                act
                on_confirm=cancel
            />
        </div>
    }
}
