//! The demo's own page: one-click sign-in, the lockers, and the walk through one hand-over.

use domain::Locale;
use domain::accounts::Role;
use domain::lockers::{BankSummary, Connection};
use leptos::prelude::*;

use crate::site::frame::{Frame, Head, page};
use crate::t;
use crate::t::demo as text;
use crate::ui::{Button, ButtonLook, Glyph, Icon, LinkButton, PageHeader, StatusBadge, Tone};

/// A person of the demo, with the password that the demo made for them.
#[derive(Debug, Clone, Copy)]
pub struct DemoLogin<'a> {
    /// What they are.
    pub role: Role,
    /// Their name.
    pub name: &'a str,
    /// Their e-mail address.
    pub email: &'a str,
    /// Their password.
    pub password: &'a str,
}

/// The page. Forms: POST here with `role` signs in; POST to `/{lang}/demo/kiosk` with `bank` makes this browser that
/// bank's kiosk.
pub fn demo(frame: &Frame<'_>, logins: &[DemoLogin<'_>], banks: &[BankSummary]) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    let inbox = frame.to("/demo/inbox");
    page(frame, head, || {
        view! {
            <div class="public-wide stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)>
                    <LinkButton href=inbox icon=Glyph::Envelope look=ButtonLook::Primary>{text::inbox_open(l)}</LinkButton>
                </PageHeader>
                {roles(frame, logins)}
                {walk(l)}
                {lockers(frame, banks)}
                {passwords(l, logins)}
            </div>
        }
        .into_any()
    })
}

fn role_name(l: Locale, role: Role) -> &'static str {
    match role {
        Role::Owner => text::role_owner(l),
        Role::Dealer => text::role_dealer(l),
        Role::Courier => text::role_courier(l),
        Role::Dispatcher => text::role_dispatcher(l),
        Role::Employee => text::role_employee(l),
        Role::Manager => text::role_manager(l),
        Role::Support => text::role_support(l),
        Role::Administrator => text::role_administrator(l),
    }
}

fn does(l: Locale, role: Role) -> &'static str {
    match role {
        Role::Employee => text::does_employee(l),
        Role::Manager => text::does_manager(l),
        Role::Support => text::does_support(l),
        Role::Administrator => text::does_administrator(l),
        Role::Dealer => text::does_dealer(l),
        Role::Courier => text::does_courier(l),
        Role::Dispatcher => text::does_dispatcher(l),
        Role::Owner => text::does_owner(l),
    }
}

fn roles(frame: &Frame<'_>, logins: &[DemoLogin<'_>]) -> AnyView {
    let l = frame.locale;
    let cards = logins.iter().map(|login| {
        let role = login.role;
        let look = if role == Role::Employee {
            ButtonLook::Primary
        } else {
            ButtonLook::Secondary
        };
        view! {
            <li class="card demo-role">
                <h3>{role_name(l, role)}</h3>
                <p class="quiet-text small-text">{does(l, role)}</p>
                <form method="post" action=frame.to("/demo")>
                    <input type="hidden" name="role" value=role.wire()/>
                    <Button look>
                        {text::sign_in_as(l)} <span class="unseen">": " {role_name(l, role)}</span>
                    </Button>
                </form>
            </li>
        }
    });
    let cards = cards.collect_view();
    view! {
        <section class="stack">
            <h2>{text::roles_title(l)}</h2>
            <ul class="demo-roles">{cards}</ul>
        </section>
    }
    .into_any()
}

fn walk(l: Locale) -> AnyView {
    let steps = [text::walk_1(l), text::walk_2(l), text::walk_3(l), text::walk_4(l)];
    let steps = steps.map(|step| view! { <li>{step}</li> });
    view! {
        <section class="stack">
            <h2>{text::walk_title(l)}</h2>
            <ol class="demo-walk">{steps.collect_view()}</ol>
        </section>
    }
    .into_any()
}

fn lockers(frame: &Frame<'_>, banks: &[BankSummary]) -> AnyView {
    let l = frame.locale;
    let cards = banks.iter().map(|bank| {
        let (tone, icon, label) = match bank.connection {
            Connection::Online => (Tone::Good, Glyph::Check, t::site::bank_works(l)),
            Connection::Offline { .. } => (Tone::Warn, Glyph::Offline, t::site::bank_works_not(l)),
        };
        let id = bank.id.to_string();
        let view_address = frame.to(&["/demo/banks/", &id].concat());
        let (city, name) = (bank.place.city.clone(), bank.place.name.clone());
        view! {
            <li class="card demo-locker">
                <div class="row row-between">
                    <p class="eyebrow" translate="no">{city}</p>
                    <StatusBadge tone label icon/>
                </div>
                <h3 translate="no">{name}</h3>
                <div class="row">
                    <LinkButton href=view_address icon=Glyph::Eye>{text::bank_view(l)}</LinkButton>
                    <form method="post" action=frame.to("/demo/kiosk")>
                        <input type="hidden" name="bank" value=id/>
                        <Button icon=Glyph::Bank>{text::kiosk(l)}</Button>
                    </form>
                </div>
            </li>
        }
    });
    let cards = cards.collect_view();
    view! {
        <section class="stack">
            <h2>{text::banks_title(l)}</h2>
            <ul class="demo-lockers">{cards}</ul>
        </section>
    }
    .into_any()
}

/// The table of logins, for whoever wants to see the sign-in itself.
fn passwords(l: Locale, logins: &[DemoLogin<'_>]) -> AnyView {
    let rows = logins.iter().map(|login| {
        view! {
            <tr>
                <th scope="row">{role_name(l, login.role)}</th>
                <td translate="no">{login.name.to_owned()}</td>
                <td class="number" translate="no">{login.email.to_owned()}</td>
                <td class="number" translate="no">{login.password.to_owned()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <details class="card demo-logins">
            <summary><Icon glyph=Glyph::Key/>{text::logins_title(l)}</summary>
            <div class="demo-scroll" tabindex="0" role="region" aria-label=text::logins_title(l)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{text::role(l)}</th>
                            <th scope="col">{text::person(l)}</th>
                            <th scope="col">{text::login(l)}</th>
                            <th scope="col">{text::password(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
