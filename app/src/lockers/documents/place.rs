//! The manager's page on which name, place, hours and hotline of a bank are corrected.

use domain::accounts::Profile;
use domain::lockers::{PlaceChange, PlaceForm, PlaceView};
use domain::{Error, Locale, RefusalCode};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::lockers::look::field_label;
use crate::lockers::place_fields::{place_fields, zone_example};
use crate::portal::look::{bank_href, place_href};
use crate::t::place as text;
use crate::ui::{Banner, Button, ButtonLook, Detail, DetailList, FormErrors, Glyph, PageHeader, Tone, form_errors};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct PlacePage<'a> {
    /// What is kept.
    pub view: &'a PlaceView,
    /// The form as typed, or as kept.
    pub form: &'a PlaceChange,
    /// Why it was not saved.
    pub refusal: Option<&'a Error>,
    /// Whether it was just saved.
    pub saved: bool,
}

/// The page.
pub fn place(frame: &Frame<'_>, profile: &Profile, page: PlacePage<'_>) -> String {
    let l = frame.locale;
    let title = [text::title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::lead(l)), || {
        let back = (bank_href(l, page.view.bank), text::back(l).to_owned());
        let name = page.view.place.name.clone();
        let saved = page
            .saved
            .then(|| view! { <Banner tone=Tone::Good title=text::saved(l)/> });
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l) eyebrow=name own_eyebrow=true back/>
                {saved}
                {changed(l, page)}
                <div class="split">{form(l, page)} {effects(l)}</div>
            </div>
        }
        .into_any()
    })
}

/// Whether somebody else saved since the form was begun.
fn is_changed(error: &Error) -> bool {
    error.is(RefusalCode::Changed)
}

/// That somebody else saved, and what: so that nobody undoes it without knowing.
fn changed(l: Locale, page: PlacePage<'_>) -> Option<AnyView> {
    page.refusal.filter(|error| is_changed(error))?;
    let kept = PlaceForm::from(&page.view.place);
    let fields = page.form.place.unlike(&page.view.place).into_iter();
    let details: Vec<Detail> = fields
        .filter_map(|field| Some(Detail::own(field_label(l, field)?, kept.value(field).to_owned())))
        .collect();
    let banner = view! {
        <Banner tone=Tone::Warn title=text::changed_title(l)>
            <p>{text::changed_text(l)}</p>
            <DetailList details/>
        </Banner>
    };
    Some(banner.into_any())
}

fn form(l: Locale, page: PlacePage<'_>) -> AnyView {
    let wrong = page.refusal.filter(|error| !is_changed(error));
    let labels: Vec<(&str, &str)> = PlaceForm::FIELDS
        .into_iter()
        .filter_map(|field| Some((field, field_label(l, field)?)))
        .collect();
    let errors = wrong.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = |field: &'static str| Signal::stored(wrong.and_then(|e| field_error(l, e, field)));
    let between = if l == Locale::Zh { "。" } else { ". " };
    let zone_hint = [zone_example(l).as_str(), between, text::zone_hint(l)].concat();
    view! {
        <form class="form card" method="post" action=place_href(l, page.view.bank) novalidate>
            <input type="hidden" name="version" value=page.form.version.clone()/>
            <FormErrors errors/>
            {place_fields(l, &page.form.place, &error, zone_hint)}
            <Button look=ButtonLook::Primary icon=Glyph::Check>{text::save(l)}</Button>
        </form>
    }
    .into_any()
}

/// What changes for whom, and what does not.
fn effects(l: Locale) -> AnyView {
    view! {
        <section class="card stack" aria-labelledby="effects">
            <h2 id="effects">{text::effects(l)}</h2>
            <p>{text::effects_now(l)}</p>
            <p>{text::effects_zone(l)}</p>
            <p>{text::effects_past(l)}</p>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::{FieldError, Refusal};

    use super::*;
    use crate::i18n::refusal_text;
    use crate::site::samples::{files, frame, id, places, profile};

    fn view() -> PlaceView {
        let [place, ..] = places();
        PlaceView {
            bank: id(0),
            version: 7,
            place,
        }
    }

    fn page<'a>(view: &'a PlaceView, form: &'a PlaceChange) -> PlacePage<'a> {
        PlacePage {
            view,
            form,
            refusal: None,
            saved: false,
        }
    }

    fn shown(l: Locale, page: PlacePage<'_>) -> String {
        let files = files();
        let html = place(&frame(l, "/manager/banks/x/place", &files), &profile(), page);
        assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
        for bad in [" style=", "<script>", "null", "Some(", "{"] {
            assert!(!html.contains(bad), "{l:?}: {bad}");
        }
        html
    }

    /// The opening tags of inputs that hold all of these.
    fn inputs(html: &str, parts: &[&str]) -> usize {
        let all = html.split("<input ").skip(1).filter_map(|rest| rest.split('>').next());
        all.filter(|tag| parts.iter().all(|part| tag.contains(part))).count()
    }

    #[test]
    fn the_form_is_filled_with_what_is_kept() {
        let view = view();
        let form = PlaceChange::from(&view);
        for l in Locale::ALL {
            let html = shown(l, page(&view, &form));
            for field in PlaceForm::FIELDS {
                let name = format!("name=\"{field}\"");
                assert_eq!(
                    inputs(&html, &[&name, "aria-describedby"]).max(inputs(&html, &[&name])),
                    1,
                    "{l:?} {field}"
                );
            }
            let hours = format!("value=\"{}\"", view.place.opening_hours);
            assert_eq!(inputs(&html, &["name=\"opening_hours\"", &hours]), 1, "{l:?}");
            assert_eq!(inputs(&html, &["name=\"version\"", "value=\"7\""]), 1, "{l:?}");
            assert!(
                html.contains(text::zone_hint(l)) && html.contains(text::effects_zone(l)),
                "{l:?}"
            );
            assert!(
                !html.contains(text::saved(l)) && !html.contains(text::changed_title(l)),
                "{l:?}"
            );
            let saved = PlacePage {
                saved: true,
                ..page(&view, &form)
            };
            assert!(shown(l, saved).contains(text::saved(l)), "{l:?}");
        }
    }

    #[test]
    fn what_was_refused_is_said_at_its_field_and_nothing_typed_is_lost() {
        let view = view();
        let mut form = PlaceChange::from(&view);
        form.place.name = "Gara <b>".into();
        form.place.hotline = "112".into();
        let wrong = FieldError {
            field: "hotline".into(),
            code: RefusalCode::NotAPhone,
        };
        let error = Error::Refused(Refusal::with_fields(RefusalCode::Form, vec![wrong]));
        for l in Locale::ALL {
            let refused = PlacePage {
                refusal: Some(&error),
                ..page(&view, &form)
            };
            let html = shown(l, refused);
            assert!(
                html.contains("id=\"hotline-error\"") && html.contains("href=\"#hotline\""),
                "{l:?}"
            );
            assert_eq!(inputs(&html, &["name=\"hotline\"", "value=\"112\""]), 1, "{l:?}");
            assert_eq!(inputs(&html, &["name=\"name\"", "value=\"Gara &lt;b"]), 1, "{l:?}");
            assert!(html.contains(refusal_text(l, RefusalCode::NotAPhone)), "{l:?}");
        }
    }

    #[test]
    fn what_somebody_else_saved_is_shown_before_it_can_be_overwritten() {
        let view = view();
        let mut form = PlaceChange::from(&view);
        form.place.opening_hours = "8–20".into();
        let error = Error::from(RefusalCode::Changed);
        for l in Locale::ALL {
            let refused = PlacePage {
                refusal: Some(&error),
                ..page(&view, &form)
            };
            let html = shown(l, refused);
            let banner = html.split(text::changed_title(l)).nth(1).unwrap();
            let banner = banner.split("<form").next().unwrap();
            assert!(banner.contains(&view.place.opening_hours), "{l:?}");
            assert!(
                !banner.contains(&view.place.city),
                "{l:?}: what is the same is not told"
            );
            assert_eq!(inputs(&html, &["name=\"opening_hours\"", "value=\"8–20\""]), 1, "{l:?}");
            assert!(!html.contains("-error\""), "{l:?}");
        }
    }
}
