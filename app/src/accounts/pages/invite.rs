//! Inviting a colleague: who, where the link goes, in which language, as what.

use domain::Locale;
use domain::accounts::Invite;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::accounts::{api, look};
use crate::i18n::use_locale;
use crate::portal::form::{FormState, Typed};
use crate::portal::look::Page;
use crate::portal::{title, use_seat};
use crate::t;
use crate::ui::{
    Button, ButtonLook, Choice, ChoiceField, Field, FieldKind, FormErrors, Glyph, Icon, PageHeader, Toasts,
};

/// Inviting a colleague.
#[component]
pub fn InvitePage() -> impl IntoView {
    let l = use_locale();
    title(t::accounts::invite_title(l));
    let back = (Page::People.href(l), t::accounts::people_title(l).to_owned());
    view! {
        <PageHeader title=t::accounts::invite_title(l) lead=t::accounts::invite_lead(l) back/>
        <InviteForm/>
    }
}

fn read(typed: &Typed) -> Invite {
    Invite {
        name: typed.text("name"),
        email: typed.text("email"),
        locale: Locale::from_code(&typed.text("locale")).unwrap_or_default(),
        roles: typed.all("roles"),
    }
}

#[component]
fn InviteForm() -> impl IntoView {
    let l = use_locale();
    let form = FormState::new(look::field_label);
    let submit = move |event: SubmitEvent| {
        let Some(typed) = Typed::take(&event) else { return };
        let request = read(&typed);
        form.send_and_go(request.check(), api::invite_person(request.clone()), move |_| {
            Toasts::good_there(t::accounts::invited(l));
            Page::People.href(l)
        });
    };
    let languages = Locale::ALL.map(|l| Choice::new(l.code(), l.name())).to_vec();
    view! {
        <form class="form" method="post" on:submit=submit novalidate>
            <FormErrors errors=form.summary()/>
            <Field
                name="name"
                label=t::accounts::name(l)
                error=form.error("name")
                autocomplete="off"
                required=true
                maxlength=120
            />
            <Field
                name="email"
                label=t::accounts::email(l)
                hint=t::accounts::invite_email_hint(l)
                kind=FieldKind::Email
                error=form.error("email")
                autocomplete="off"
                required=true
                maxlength=250
            />
            <ChoiceField
                name="locale"
                label=t::accounts::locale(l)
                choices=languages
                value=l.code().to_owned()
                error=form.error("locale")
                required=true
            />
            <RoleBoxes error=form.error("roles")/>
            <div class="form-actions">
                <Button look=ButtonLook::Primary icon=Glyph::Send pending=form.act.pending() disabled=form.act.asleep()>
                    {t::accounts::invite_send(l)}
                </Button>
            </div>
        </form>
    }
}

/// The roles that the reader may give, as boxes to tick; a person may have several.
#[component]
fn RoleBoxes(error: Signal<Option<String>>) -> impl IntoView {
    let l = use_locale();
    let own = use_seat().profile.map(|profile| profile.roles).unwrap_or_default();
    let boxes = look::roles_to_give(&own).into_iter().map(|role| {
        view! {
            <label class="choice-card">
                <input type="checkbox" name="roles" value=role.wire()/>
                <span class="choice-words">
                    <span class="choice-label">{look::role_name(l, role)}</span>
                    <span class="choice-hint">{look::role_hint(l, role)}</span>
                </span>
            </label>
        }
    });
    let described = move || error.read().is_some().then_some("roles-error");
    view! {
        <fieldset class="field choice accounts-roles" id="roles" aria-describedby=described>
            <legend class="field-label">{t::accounts::roles(l)}</legend>
            <div class="choice-cards">{boxes.collect_view()}</div>
            {move || error.get().map(|text| view! { <p class="field-error" id="roles-error"><Icon glyph=Glyph::Alert/>{text}</p> })}
        </fieldset>
    }
}
