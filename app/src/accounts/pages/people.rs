//! The colleagues: who they are, what they may do, whether they can sign in; inviting again, switching off and on.

use domain::accounts::PersonView;
use domain::ids::PersonId;
use leptos::prelude::*;

use crate::accounts::{api, look};
use crate::i18n::use_locale;
use crate::portal::act::{Act, ActProblem};
use crate::portal::follow::{Followed, follow};
use crate::portal::loaded::loaded;
use crate::portal::look::Page;
use crate::portal::sure::SureDialog;
use crate::portal::{title, use_here, use_seat};
use crate::t;
use crate::ui::{
    Button, ButtonLook, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, SearchForm, StatusBadge,
    Toasts, Tone, WhenHere,
};

/// The colleagues.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let l = use_locale();
    title(t::accounts::people_title(l));
    let search = use_here().query().get("q").unwrap_or_default().to_owned();
    let searched = search.clone();
    view! {
        <PageHeader title=t::accounts::people_title(l) lead=t::accounts::people_lead(l)>
            <LinkButton href=Page::Invite.href(l) look=ButtonLook::Primary icon=Glyph::Plus>
                {t::accounts::invite_button(l)}
            </LinkButton>
        </PageHeader>
        <SearchForm action=Page::People.href(l) value=search.clone() hint=t::accounts::search_hint(l)/>
        {loaded(move || api::people(searched), move |people| view! { <People people search/> }.into_any())}
    }
}

/// What is asked before an account is switched.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Switch {
    person: PersonId,
    name: String,
    enable: bool,
}

/// What the rows of the table can do.
#[derive(Clone, Copy)]
struct Doing {
    list: Followed<Vec<PersonView>>,
    act: Act,
    asked: RwSignal<Option<Switch>>,
    open: RwSignal<bool>,
}

#[component]
fn People(people: Vec<PersonView>, search: String) -> impl IntoView {
    let l = use_locale();
    let list = follow(people, None, move || api::people(search.clone()));
    let doing = Doing {
        list,
        act: Act::new(),
        asked: RwSignal::new(None),
        open: RwSignal::new(false),
    };
    let own = use_seat().profile.map(|profile| profile.person);
    let table = move || {
        let rows = list.shown.get().into_iter();
        let rows = rows.map(|person| row(person, own, doing)).collect();
        let columns = vec![
            Column::new(t::accounts::name(l)),
            Column::new(t::accounts::email(l)),
            Column::new(t::accounts::roles(l)),
            Column::new(t::accounts::state(l)),
            Column::new(t::accounts::last_seen(l)),
            Column::new(t::accounts::acts(l)),
        ];
        view! { <DataTable caption=t::accounts::people_title(l) columns rows empty=nobody/> }
    };
    view! {
        <ActProblem act=doing.act/>
        {table}
        <SwitchDialog doing/>
    }
}

fn nobody() -> AnyView {
    let l = use_locale();
    view! {
        <Empty drawing=Drawing::Search title=t::accounts::nobody_title(l) text=t::accounts::nobody_text(l)>
            <LinkButton href=Page::People.href(l)>{t::accounts::show_all(l)}</LinkButton>
        </Empty>
    }
    .into_any()
}

fn row(person: PersonView, own: Option<PersonId>, doing: Doing) -> Row {
    let l = use_locale();
    let acts = view! { <Acts person=person.clone() own=own == Some(person.id) doing/> }.into_any();
    let (tone, icon, label) = look::person_state(l, person.state);
    let seen = match person.last_seen {
        Some(moment) => view! { <WhenHere moment/> }.into_any(),
        None => view! { <span class="quiet-text">{t::accounts::never_seen(l)}</span> }.into_any(),
    };
    Row::new(vec![
        view! { <strong translate="no">{person.name}</strong> }.into_any(),
        view! { <span class="accounts-email" translate="no">{person.email}</span> }.into_any(),
        look::role_names(l, &person.roles).into_any(),
        view! { <StatusBadge tone icon label/> }.into_any(),
        seen,
        acts,
    ])
}

#[component]
fn Acts(person: PersonView, own: bool, doing: Doing) -> impl IntoView {
    let l = use_locale();
    let toasts = use_context::<Toasts>();
    let acts = look::person_acts(person.state, own);
    let id = person.id;
    let again = move |_| {
        doing.act.run(api::invite_again(id), move |()| {
            if let Some(toasts) = toasts {
                toasts.say(Tone::Good, t::accounts::invited_again(l));
            }
        });
    };
    let whose = person.name.clone();
    let again = acts.invite_again.then(|| {
        view! {
            <Button look=ButtonLook::Quiet kind="button" icon=Glyph::Send disabled=doing.act.asleep() on:click=again>
                {t::accounts::invite_again(l)}
                <span class="unseen">": " {whose}</span>
            </Button>
        }
    });
    let switch = acts.switch.map(|enable| {
        let whose = person.name.clone();
        let asked = Switch {
            person: id,
            name: person.name,
            enable,
        };
        let ask = move |_| {
            doing.asked.set(Some(asked.clone()));
            doing.open.set(true);
        };
        let (word, icon) = if enable {
            (t::accounts::switch_on(l), Glyph::Power)
        } else {
            (t::accounts::switch_off(l), Glyph::Ban)
        };
        view! {
            <Button look=ButtonLook::Quiet kind="button" icon disabled=doing.act.asleep() on:click=ask>
                {word}
                <span class="unseen">": " {whose}</span>
            </Button>
        }
    });
    let yourself = own.then(|| view! { <span class="quiet-text small-text">{t::accounts::yourself(l)}</span> });
    view! { <div class="accounts-acts">{again} {switch} {yourself}</div> }
}

#[component]
fn SwitchDialog(doing: Doing) -> impl IntoView {
    let l = use_locale();
    let say = move |on: fn(domain::Locale, &str) -> String, off: fn(domain::Locale, &str) -> String| {
        Signal::derive(move || {
            doing.asked.read().as_ref().map_or_else(String::new, |asked| {
                if asked.enable {
                    on(l, &asked.name)
                } else {
                    off(l, &asked.name)
                }
            })
        })
    };
    let title = say(t::accounts::switch_on_title, t::accounts::switch_off_title);
    let text = say(t::accounts::switch_on_text, t::accounts::switch_off_text);
    let confirm = say(
        |l, _| t::accounts::switch_on(l).to_owned(),
        |l, _| t::accounts::switch_off(l).to_owned(),
    );
    let on_confirm = Callback::new(move |()| {
        if let Some(asked) = doing.asked.get_untracked() {
            doing.act.run(api::set_enabled(asked.person, asked.enable), move |()| {
                doing.list.refresh();
            });
        }
    });
    view! { <SureDialog id="switch" title text confirm open=doing.open on_confirm/> }
}
