//! Reporting: which key, then one question at a time. What was answered travels along in the form; nothing is kept before
//! the last question is answered.

use domain::found::{CaseNumber, NewReport, Wants};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::i18n::{country, field_error};
use crate::photos::PhotoField;
use crate::site::frame::{Frame, Head, for_owners, page};
use crate::t;
use crate::t::found as text;
use crate::ui::{
    Button, ButtonLook, Choice, ChoiceField, Field, FieldKind, FormErrors, Glyph, LinkButton, PageHeader, SelectField,
    TextArea, form_errors,
};

/// Which question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Where it is.
    Place,
    /// How to reach the finder.
    Contact,
    /// Reward or thanks, and words.
    Wants,
    /// What it looks like; may be left out. The last one: browsers do not carry a chosen file along.
    Photo,
}

impl Step {
    /// The name in the form.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Contact => "contact",
            Self::Wants => "wants",
            Self::Photo => "photo",
        }
    }

    /// Reads [`Self::wire`]; anything else is the first question.
    pub fn from_wire(text: &str) -> Self {
        match text {
            "contact" => Self::Contact,
            "wants" => Self::Wants,
            "photo" => Self::Photo,
            _ => Self::Place,
        }
    }

    const fn number(self) -> i64 {
        match self {
            Self::Place => 1,
            Self::Contact => 2,
            Self::Wants => 3,
            Self::Photo => 4,
        }
    }

    /// The question before; the first one stays.
    #[must_use]
    pub const fn before(self) -> Self {
        match self {
            Self::Place | Self::Contact => Self::Place,
            Self::Wants => Self::Contact,
            Self::Photo => Self::Wants,
        }
    }

    /// The question after; the last one stays.
    #[must_use]
    pub const fn after(self) -> Self {
        match self {
            Self::Place => Self::Contact,
            Self::Contact => Self::Wants,
            Self::Wants | Self::Photo => Self::Photo,
        }
    }

    /// The question of which a field is part.
    pub fn of_field(field: &str) -> Option<Self> {
        match field {
            "place" | "postcode" | "country" => Some(Self::Place),
            "name" | "email" | "phone" => Some(Self::Contact),
            "wants" | "words" => Some(Self::Wants),
            "photo" => Some(Self::Photo),
            _ => None,
        }
    }
}

/// Typing a key. `typed` is what was typed before, `refusal` what is wrong with it.
pub fn found_key(frame: &Frame<'_>, typed: &str, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let labels = [("key", text::key(l))];
    let error = refusal.and_then(|e| field_error(l, e, "key"));
    let errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let action = frame.to("/found");
    let head = Head::public([text::title(l), " · Cloakroom"].concat(), text::description(l));
    page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=text::title(l) lead=text::description(l)/>
                <form class="form card" method="get" action=action novalidate>
                    <FormErrors errors/>
                    <Field
                        name="key"
                        label=text::key(l)
                        hint=text::key_hint(l)
                        value=typed.to_owned()
                        error=error
                        autocomplete="off"
                        required=true
                        maxlength=40_u32
                    />
                    <Button look=ButtonLook::Primary icon=Glyph::ArrowRight>{text::go_on(l)}</Button>
                </form>
            </div>
        }
        .into_any()
    })
}

/// What the page of a question needs.
#[derive(Clone, Copy)]
pub struct ReportPage<'a> {
    /// What was answered so far; `key` as printed, grouped.
    pub form: &'a NewReport,
    /// The countries that the bureau's offices answer for.
    pub countries: &'a [String],
    /// Which question.
    pub step: Step,
    /// What is wrong with the last answer.
    pub refusal: Option<&'a Error>,
}

/// One question of a report.
pub fn found_report(frame: &Frame<'_>, what: ReportPage<'_>) -> String {
    let l = frame.locale;
    let labels = labels(l);
    let errors = what.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let last = what.step == Step::Photo;
    let (end, coded) = if last {
        ("/report", Some("multipart/form-data"))
    } else {
        ("", None)
    };
    let action = frame.to(&["/found/", &what.form.key, end].concat());
    let other = frame.to("/found");
    let own = for_owners(frame, &["/owner/activate?key=", &what.form.key].concat());
    let title = text::report_title(l, &what.form.key);
    let head = Head::private([title.as_str(), " · Cloakroom"].concat(), text::description(l));
    page(frame, head, || {
        let (question, fields) = match what.step {
            Step::Place => (text::where_title(l), place(l, what)),
            Step::Contact => (text::contact_title(l), contact(l, what)),
            Step::Wants => (text::wants_title(l), wants(l, what)),
            Step::Photo => (text::photo_title(l), photo(l, what)),
        };
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=title lead=text::report_lead(l)/>
                <form class="form card" method="post" action=action enctype=coded novalidate>
                    <p class="eyebrow">{text::step(l, &what.step.number().to_string())}</p>
                    <h2>{question}</h2>
                    <FormErrors errors/>
                    <input type="hidden" name="step" value=what.step.wire()/>
                    {carried(what)}
                    {fields}
                    {buttons(l, what.step)}
                </form>
                <p><a href=other>{text::other_key(l)}</a></p>
                <p><a href=own>{text::own_tag(l)}</a></p>
            </div>
        }
        .into_any()
    })
}

fn buttons(l: Locale, step: Step) -> AnyView {
    let last = step == Step::Photo;
    let (label, icon) = if last {
        (text::send(l), Glyph::Send)
    } else {
        (text::go_on(l), Glyph::ArrowRight)
    };
    let skip = last.then(|| {
        view! { <Button icon=Glyph::ArrowRight name="go" value="skip">{text::send_bare(l)}</Button> }
    });
    let back = (step != Step::Place).then(|| {
        view! { <Button look=ButtonLook::Quiet icon=Glyph::ArrowLeft name="go" value="back">{text::back(l)}</Button> }
    });
    view! {
        <div class="found-buttons">
            <Button look=ButtonLook::Primary icon name="go" value="on">{label}</Button>
            {skip}
            {back}
        </div>
    }
    .into_any()
}

fn labels(l: Locale) -> [(&'static str, &'static str); 10] {
    [
        ("key", text::key(l)),
        ("place", text::place(l)),
        ("country", text::country(l)),
        ("postcode", text::postcode(l)),
        ("name", text::name(l)),
        ("email", text::email(l)),
        ("phone", text::phone(l)),
        ("wants", text::wants_label(l)),
        ("words", text::words(l)),
        ("photo", t::photos::photo(l)),
    ]
}

/// What other questions answered, hidden; and a field that only machines fill in.
fn carried(what: ReportPage<'_>) -> AnyView {
    let f = what.form;
    let all = [
        ("place", &f.place, Step::Place),
        ("country", &f.country, Step::Place),
        ("postcode", &f.postcode, Step::Place),
        ("name", &f.name, Step::Contact),
        ("email", &f.email, Step::Contact),
        ("phone", &f.phone, Step::Contact),
        ("wants", &f.wants, Step::Wants),
        ("words", &f.words, Step::Wants),
    ];
    let hidden = all
        .into_iter()
        .filter(|(_, _, step)| *step != what.step)
        .map(|(name, value, _)| {
            view! { <input type="hidden" name=name value=value.clone()/> }
        });
    let hidden = hidden.collect_view();
    let once = f.once.clone();
    view! {
        <input type="hidden" name="once" value=once/>
        {hidden}
    }
    .into_any()
}

fn error(what: ReportPage<'_>, l: Locale, field: &str) -> Option<String> {
    what.refusal.and_then(|e| field_error(l, e, field))
}

fn place(l: Locale, what: ReportPage<'_>) -> AnyView {
    let f = what.form;
    // Of one country nobody needs to be asked which.
    let country = (what.countries.len() > 1).then(|| {
        let named = what.countries.iter().map(|code| (code.clone(), country(l, code)));
        let mut options: Vec<(String, String)> = named.collect();
        options.sort_by(|a, b| a.1.cmp(&b.1));
        options.insert(0, (String::new(), text::country_elsewhere(l).to_owned()));
        let (value, error) = (f.country.clone(), error(what, l, "country"));
        view! { <SelectField name="country" label=text::country(l) options value error/> }
    });
    view! {
        <p class="quiet-text">{text::where_hint(l)}</p>
        <Field name="place" label=text::place(l) value=f.place.clone() error=error(what, l, "place") maxlength=120_u32/>
        {country}
        <Field
            name="postcode"
            label=text::postcode(l)
            hint=text::postcode_hint(l)
            value=f.postcode.clone()
            error=error(what, l, "postcode")
            autocomplete="postal-code"
            maxlength=12_u32
        />
    }
    .into_any()
}

fn contact(l: Locale, what: ReportPage<'_>) -> AnyView {
    let f = what.form;
    view! {
        <p class="quiet-text">{text::contact_hint(l)}</p>
        <Field name="name" label=text::name(l) value=f.name.clone() error=error(what, l, "name") autocomplete="name"/>
        <Field
            name="email"
            label=text::email(l)
            kind=FieldKind::Email
            value=f.email.clone()
            error=error(what, l, "email")
            autocomplete="email"
        />
        <Field
            name="phone"
            label=text::phone(l)
            hint=text::phone_hint(l)
            kind=FieldKind::Tel
            value=f.phone.clone()
            error=error(what, l, "phone")
            autocomplete="tel"
        />
        <div class="found-trap" aria-hidden="true">
            <label for="website">{text::leave_empty(l)}</label>
            <input id="website" name="website" type="text" tabindex="-1" autocomplete="off" value=f.website.clone()/>
        </div>
    }
    .into_any()
}

fn wants(l: Locale, what: ReportPage<'_>) -> AnyView {
    let chosen = if what.form.wants.is_empty() {
        Wants::Thanks.wire().to_owned()
    } else {
        what.form.wants.clone()
    };
    let choices = vec![
        Choice::new(Wants::Thanks.wire(), text::wants_thanks(l)),
        Choice::new(Wants::Reward.wire(), text::wants_reward(l)),
    ];
    view! {
        {trap(what)}
        <ChoiceField name="wants" label=text::wants_label(l) choices value=chosen error=error(what, l, "wants")/>
        <TextArea
            name="words"
            label=text::words(l)
            value=what.form.words.clone()
            error=error(what, l, "words")
            maxlength=600_u32
        />
    }
    .into_any()
}

fn trap(what: ReportPage<'_>) -> AnyView {
    let website = what.form.website.clone();
    view! { <input type="hidden" name="website" value=website/> }.into_any()
}

fn photo(l: Locale, what: ReportPage<'_>) -> AnyView {
    let again = what.refusal.is_some() && what.form.photo.check().is_ok();
    view! {
        {trap(what)}
        <p class="quiet-text">{text::photo_hint(l)}</p>
        <PhotoField label=t::photos::photo(l) error=error(what, l, "photo") again/>
    }
    .into_any()
}

/// The report belongs to a case that is already open; its link went to the address that was given then.
pub fn found_known(frame: &Frame<'_>, number: CaseNumber) -> String {
    let l = frame.locale;
    let head = Head::private([text::known_title(l), " · Cloakroom"].concat(), text::description(l));
    let home = frame.to("/");
    page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=text::known_title(l) lead=text::known_text(l, &number.to_string())/>
                <p><LinkButton href=home icon=Glyph::Home>{text::go_on(l)}</LinkButton></p>
            </div>
        }
        .into_any()
    })
}
