//! Choosing a file, a bank and a size; beside them, what the file looks like.

use domain::accounts::Profile;
use domain::custody::Item;
use domain::delivery::bulk::{BulkDesk, BulkForm, Column, FileTrouble};
use domain::lockers::Size;
use domain::{Error, Locale};
use leptos::prelude::*;

use super::look;
use crate::delivery::look::item_name;
use crate::delivery::parts::FormPart;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::lockers::look::{bank_choice, size_choices};
use crate::t;
use crate::t::bulk as text;
use crate::ui::{
    Button, ButtonLook, ChoiceField, Detail, DetailList, Drawing, Empty, FormError, FormErrors, Glyph, Icon,
    LinkButton, PageHeader, form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct BulkNewPage<'a> {
    /// The banks.
    pub desk: &'a BulkDesk,
    /// What was chosen before.
    pub form: &'a BulkForm,
    /// Why the file was not taken.
    pub trouble: Option<&'a FileTrouble>,
    /// What else was wrong.
    pub refusal: Option<&'a Error>,
}

/// The page.
pub fn bulk_new(frame: &Frame<'_>, profile: &Profile, page: BulkNewPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::new(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::new_lead(l)), || {
        let back = (frame.to("/employee/bulk"), text::title(l).to_owned());
        let body = if page.desk.banks.is_empty() {
            view! { <Empty drawing=Drawing::Bank title=t::delivery::no_banks_title(l) text=t::delivery::no_banks_text(l)/> }
                .into_any()
        } else {
            view! { {form(frame, page)} {about(frame)} }.into_any()
        };
        view! {
            <div class="stack stack-l bulk">
                <PageHeader title=text::new(l) lead=text::new_lead(l) back/>
                {body}
            </div>
        }
        .into_any()
    })
}

fn errors(l: Locale, page: BulkNewPage<'_>) -> Vec<FormError> {
    let labels = [("bank", t::delivery::bank(l)), ("size", t::delivery::size(l))];
    let mut all = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    if let Some(trouble) = page.trouble {
        all.insert(0, FormError::at("file", look::trouble(l, trouble)));
    }
    all
}

fn form(frame: &Frame<'_>, page: BulkNewPage<'_>) -> AnyView {
    let l = frame.locale;
    let error = |name| page.refusal.and_then(|e| field_error(l, e, name));
    let (wrong_bank, wrong_size) = (error("bank"), error("size"));
    // Nothing is reserved: a bank that is full now can be chosen too.
    let banks = page
        .desk
        .banks
        .iter()
        .map(|of| bank_choice(l, &of.bank).disabled(false));
    let banks: Vec<_> = banks.collect();
    let bank = if page.form.bank.is_empty() {
        page.desk.banks[0].bank.id.to_string()
    } else {
        page.form.bank.clone()
    };
    let size = Size::from_wire(&page.form.size).unwrap_or(Size::S).wire();
    let file = file_field(l, page.trouble.map(|trouble| look::trouble(l, trouble)));
    let action = frame.to("/employee/bulk/preview");
    view! {
        <form class="delivery-form" method="post" action=action enctype="multipart/form-data" novalidate>
            <FormErrors errors=errors(l, page)/>
            <FormPart title=text::file(l) text=text::about_text(l)>{file}</FormPart>
            <FormPart title=t::delivery::where_title(l) text=text::fit_text(l)>
                <ChoiceField name="bank" label=t::delivery::bank(l) choices=banks value=bank error=wrong_bank required=true/>
                <ChoiceField
                    name="size"
                    label=t::delivery::size(l)
                    hint=text::size_hint(l)
                    choices=size_choices(l, None)
                    value=size.to_owned()
                    error=wrong_size
                    required=true
                />
            </FormPart>
            <div class="form-actions delivery-submit">
                <Button look=ButtonLook::Primary icon=Glyph::Eye>{text::look(l)}</Button>
            </div>
        </form>
    }
    .into_any()
}

fn file_field(l: Locale, error: Option<String>) -> AnyView {
    let described = if error.is_some() {
        "file-hint file-error"
    } else {
        "file-hint"
    };
    let invalid = error.is_some().then_some("true");
    let wrong = error.map(|words| {
        view! { <p class="field-error" id="file-error"><Icon glyph=Glyph::Alert/> {words}</p> }
    });
    view! {
        <div class="field">
            <label class="field-label" for="file">{text::file(l)}</label>
            <p class="field-hint" id="file-hint">{text::file_hint(l, &look::most(l))}</p>
            <input
                class="input bulk-file"
                id="file"
                type="file"
                name="file"
                accept=".csv,text/csv"
                aria-describedby=described
                aria-invalid=invalid
            />
            {wrong}
        </div>
    }
    .into_any()
}

/// Column by column, what stands in it.
fn about(frame: &Frame<'_>) -> AnyView {
    let l = frame.locale;
    let languages = Locale::ALL.map(Locale::name).join(", ");
    let items = Item::DOCUMENTS.map(|item| item_name(l, item)).join(", ");
    let sizes = Size::ALL.map(Size::wire).join(", ");
    let details = Column::ALL.map(|column| {
        let name = look::column(l, column);
        match column {
            Column::Name => Detail::new(name, t::delivery::name_hint(l)),
            Column::Email => Detail::new(name, text::about_email(l)),
            Column::Phone => Detail::new(name, text::about_contact(l)),
            Column::Locale => Detail::own(name, languages.clone()),
            Column::Item => Detail::new(name, items.clone()),
            Column::Reference => Detail::new(name, text::about_reference(l)),
            Column::Size => Detail::own([name, " · ", t::ui::optional(l)].concat(), sizes.clone()),
        }
    });
    let details: Vec<Detail> = details.into_iter().collect();
    let example = frame.to("/employee/bulk/example.csv");
    view! {
        <section class="card stack bulk-about" aria-labelledby="about">
            <h2 id="about">{text::about_title(l)}</h2>
            <DetailList details/>
            <div class="row">
                <LinkButton href=example icon=Glyph::Download download="cloakroom-example.csv">{text::example(l)}</LinkButton>
            </div>
        </section>
    }
    .into_any()
}
