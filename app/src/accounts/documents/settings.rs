//! What an owner settles about themselves: one page, a form per matter. What was typed and refused is shown again.
//!
//! What must not be here: keys and payments.

use domain::accounts::Profile;
use domain::accounts::owners::{ContactForm, PersonSettings, ProfileForm, QuietForm};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::guarded::{email_sheet, erase_sheet, export_sheet, password_sheet};
use super::sheet::{Question, Sheet, sheet};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{field_error, number};
use crate::site::public_page;
use crate::t;
use crate::ui::{Banner, ButtonLook, Drawing, ErrorPage, FieldKind, Glyph, LinkButton, PageHeader, SelectField, Tone};

/// The most telephones and trusted contacts that the page offers.
const PHONES: usize = 5;
const CONTACTS: usize = 3;
/// Time zones that are offered; one's own is added.
const ZONES: [&str; 16] = [
    "Europe/Bucharest",
    "Europe/Chisinau",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Europe/Berlin",
    "Europe/London",
    "Asia/Almaty",
    "Asia/Novosibirsk",
    "Asia/Yekaterinburg",
    "Asia/Vladivostok",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
];

/// The forms of the page; also the last part of the addresses that they POST to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the matters name themselves")]
pub enum Matter {
    Profile,
    Contacts,
    Quiet,
    Email,
    Password,
    Export,
    Erase,
}

impl Matter {
    /// The last part of its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Contacts => "contacts",
            Self::Quiet => "quiet",
            Self::Email => "email",
            Self::Password => "password",
            Self::Export => "export",
            Self::Erase => "erase",
        }
    }
}

/// What the page needs.
pub struct SettingsPage<'a> {
    /// As they are kept.
    pub settings: &'a PersonSettings,
    /// As typed, or as kept.
    pub profile: ProfileForm,
    /// As typed, or as kept.
    pub contacts: Vec<ContactForm>,
    /// As typed, or as kept.
    pub quiet: QuietForm,
    /// The new address as typed.
    pub email: String,
    /// What became of which form.
    pub refusal: Option<(Matter, &'a Error)>,
    /// What was done just now: `saved`, `mail` or nothing.
    pub done: &'a str,
}

impl<'a> SettingsPage<'a> {
    /// As they are kept.
    pub fn kept(settings: &'a PersonSettings) -> Self {
        let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        Self {
            profile: ProfileForm {
                name: settings.name.clone(),
                locale: settings.locale,
                phones: settings.phones.iter().map(domain::Phone::grouped).collect(),
            },
            contacts: settings
                .contacts
                .iter()
                .map(|contact| ContactForm {
                    name: contact.name.as_str().to_owned(),
                    phone: contact.phone.as_ref().map(domain::Phone::grouped).unwrap_or_default(),
                    email: contact.email.as_ref().map(ToString::to_string).unwrap_or_default(),
                })
                .collect(),
            quiet: QuietForm {
                from: settings.quiet.map(|quiet| time(quiet.from())).unwrap_or_default(),
                until: settings.quiet.map(|quiet| time(quiet.until())).unwrap_or_default(),
                time_zone: settings.time_zone.clone(),
            },
            email: String::new(),
            refusal: None,
            done: "",
            settings,
        }
    }

    pub(super) fn refused(&self, matter: Matter) -> Option<&'a Error> {
        self.refusal.filter(|(at, _)| *at == matter).map(|(_, error)| error)
    }
}

/// The page.
pub fn settings(frame: &Frame<'_>, profile: &Profile, page: &SettingsPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([t::owner::title(l), " · Cloakroom"].concat(), t::owner::lead(l));
    portal_page(frame, profile, head, || {
        let done = match page.done {
            "saved" => Some(t::owner::saved(l)),
            "mail" => Some(t::owner::mail_on_way(l)),
            _ => None,
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=t::owner::title(l) lead=t::owner::lead(l)/>
                {done.map(|words| view! { <Banner tone=Tone::Good title=words/> })}
                <div class="owner-settings">
                    {profile_sheet(frame, page)} {contacts_sheet(frame, page)} {quiet_sheet(frame, page)}
                    {email_sheet(frame, page)} {password_sheet(frame, page)} {export_sheet(frame, page)}
                    {erase_sheet(frame, page)}
                </div>
            </div>
        }
        .into_any()
    })
}

pub(super) fn action(frame: &Frame<'_>, matter: Matter) -> String {
    frame.to(&["/owner/settings/", matter.path()].concat())
}

fn profile_sheet(frame: &Frame<'_>, page: &SettingsPage<'_>) -> AnyView {
    let l = frame.locale;
    let form = &page.profile;
    let mut questions = vec![Question {
        name: "name".to_owned(),
        label: t::owner::name(l).to_owned(),
        kind: FieldKind::Text,
        value: &form.name,
        hint: None,
        autocomplete: "name",
        required: true,
    }];
    let shown = (form.phones.len() + 1).clamp(2, PHONES);
    for at in 0..shown {
        questions.push(Question {
            name: format!("phones{at}"),
            label: t::owner::phone(l, &number(l, i64::try_from(at + 1).unwrap_or_default())),
            kind: FieldKind::Tel,
            value: form.phones.get(at).map_or("", String::as_str),
            hint: (at == 0).then(|| t::owner::phone_hint(l)),
            autocomplete: if at == 0 { "tel" } else { "off" },
            required: false,
        });
    }
    let options = Locale::ALL.map(|locale| (locale.code().to_owned(), locale.name().to_owned()));
    let chosen = form.locale.code().to_owned();
    let more = view! {
        <SelectField
            id="profile-locale"
            name="locale"
            label=t::owner::language(l)
            options=options.to_vec()
            value=chosen
            required=true
        />
    };
    sheet(
        l,
        Sheet {
            matter: Matter::Profile,
            action: action(frame, Matter::Profile),
            title: Some(t::owner::profile(l)),
            lead: None,
            questions,
            more: Some(more.into_any()),
            button: (t::owner::save(l), ButtonLook::Primary),
            refusal: page.refused(Matter::Profile),
        },
    )
}

fn contacts_sheet(frame: &Frame<'_>, page: &SettingsPage<'_>) -> AnyView {
    let l = frame.locale;
    let shown = (page.contacts.len() + 1).min(CONTACTS);
    let mut questions = Vec::new();
    for at in 0..shown {
        let typed = |part: fn(&ContactForm) -> &String| page.contacts.get(at).map_or("", |form| part(form).as_str());
        let n = number(l, i64::try_from(at + 1).unwrap_or_default());
        let phone = t::owner::contact_phone(l).to_owned();
        let email = t::owner::contact_email(l).to_owned();
        let parts = [
            (
                "name",
                t::owner::contact(l, &n),
                FieldKind::Text,
                typed(|form| &form.name),
            ),
            ("phone", phone, FieldKind::Tel, typed(|form| &form.phone)),
            ("email", email, FieldKind::Email, typed(|form| &form.email)),
        ];
        for (name, label, kind, value) in parts {
            questions.push(Question {
                name: format!("{name}{at}"),
                label,
                kind,
                value,
                hint: None,
                autocomplete: "off",
                required: false,
            });
        }
    }
    sheet(
        l,
        Sheet {
            matter: Matter::Contacts,
            action: action(frame, Matter::Contacts),
            title: Some(t::owner::contacts(l)),
            lead: Some(t::owner::contacts_lead(l)),
            questions,
            more: None,
            button: (t::owner::save(l), ButtonLook::Secondary),
            refusal: page.refused(Matter::Contacts),
        },
    )
}

fn quiet_sheet(frame: &Frame<'_>, page: &SettingsPage<'_>) -> AnyView {
    let l = frame.locale;
    let form = &page.quiet;
    let question = |name: &str, label: &str, value, hint| Question {
        name: name.to_owned(),
        label: label.to_owned(),
        kind: FieldKind::Text,
        value,
        hint,
        autocomplete: "off",
        required: false,
    };
    let mut zones: Vec<(String, String)> = ZONES.map(|zone| (zone.to_owned(), zone.replace('_', " "))).to_vec();
    if !ZONES.contains(&form.time_zone.as_str()) {
        zones.insert(0, (form.time_zone.clone(), form.time_zone.clone()));
    }
    let chosen = form.time_zone.clone();
    let error = page.refused(Matter::Quiet).and_then(|e| field_error(l, e, "time_zone"));
    let more = view! {
        <SelectField
            id="quiet-time_zone"
            name="time_zone"
            label=t::owner::time_zone(l)
            options=zones
            value=chosen
            error
            required=true
        />
    };
    let questions = vec![
        question(
            "from",
            t::owner::from(l),
            form.from.as_str(),
            Some(t::owner::time_hint(l)),
        ),
        question("until", t::owner::until(l), form.until.as_str(), None),
    ];
    sheet(
        l,
        Sheet {
            matter: Matter::Quiet,
            action: action(frame, Matter::Quiet),
            title: Some(t::owner::quiet(l)),
            lead: Some(t::owner::quiet_lead(l)),
            questions,
            more: Some(more.into_any()),
            button: (t::owner::save(l), ButtonLook::Secondary),
            refusal: page.refused(Matter::Quiet),
        },
    )
}

/// The last page that an owner sees of us.
pub fn erased(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let head = Head::private(
        [t::owner::erased_title(l), " · Cloakroom"].concat(),
        t::owner::erased_text(l),
    );
    let home = frame.to("/");
    public_page(frame, head, || {
        view! {
            <ErrorPage drawing=Drawing::Hooks title=t::owner::erased_title(l) text=t::owner::erased_text(l)>
                <LinkButton href=home look=ButtonLook::Primary icon=Glyph::Home>{t::site::to_home(l)}</LinkButton>
            </ErrorPage>
        }
        .into_any()
    })
}
