//! The fields that say where a bank stands: the same where it is set up and where that is corrected.

use domain::Locale;
use domain::lockers::PlaceForm;
use leptos::prelude::*;

use super::look;
use crate::t;
use crate::ui::{Field, FieldKind};

/// All of them, each with what stands in it and what is wrong with it. `zone_hint` says what hangs on the time zone.
pub fn place_fields(
    l: Locale,
    form: &PlaceForm,
    error: &dyn Fn(&'static str) -> Signal<Option<String>>,
    zone_hint: String,
) -> AnyView {
    let line = |name: &'static str, kind: FieldKind, hint: Option<String>| {
        let label = look::field_label(l, name).unwrap_or_default();
        let value = form.value(name).to_owned();
        let error = error(name);
        // An empty hint would be announced, so the two are built apart.
        match hint {
            Some(hint) => view! {
                <Field name label kind value hint error autocomplete="off" required=true maxlength=120/>
            }
            .into_any(),
            None => {
                view! { <Field name label kind value error autocomplete="off" required=true maxlength=120/> }.into_any()
            }
        }
    };
    let text = FieldKind::Text;
    view! {
        {line("name", text, Some(t::lockers::name_hint(l).to_owned()))}
        {line("address", text, None)}
        {line("city", text, None)}
        <div class="form-pair">
            {line("latitude", text, Some(t::lockers::example(l, "44.4268")))}
            {line("longitude", text, Some(t::lockers::example(l, "26.1025")))}
        </div>
        {line("time_zone", text, Some(zone_hint))}
        {line("opening_hours", text, Some(t::lockers::opening_hours_hint(l).to_owned()))}
        {line("hotline", FieldKind::Tel, Some(t::lockers::hotline_hint(l).to_owned()))}
    }
    .into_any()
}

/// What a time zone looks like.
pub fn zone_example(l: Locale) -> String {
    t::lockers::example(l, "Europe/Bucharest")
}
