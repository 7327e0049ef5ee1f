//! The filter over a manager's figures: its address and its form. Also for the figures of the slices above.
//!
//! What must not be here: what can be chosen.

use leptos::prelude::*;

use crate::ui::{Button, Glyph, SelectField};

/// An address with these fields in it. They are ids, months, stars and cursors: letters, digits and few signs; what else was
/// typed is left out.
pub(crate) fn address(place: &str, fields: &[(&str, &str)]) -> String {
    let mut href = String::from(place);
    for (n, (name, value)) in fields.iter().enumerate() {
        href.push(if n == 0 { '?' } else { '&' });
        href.push_str(name);
        href.push('=');
        let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        href.extend(value.chars().filter(plain));
    }
    href
}

/// One thing to choose.
pub(crate) struct Choice {
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    value: String,
    own: bool,
}

impl Choice {
    /// A field of the address, its question, what can be chosen (value and words), and what is chosen.
    pub(crate) const fn new(
        name: &'static str,
        label: &'static str,
        options: Vec<(String, String)>,
        value: String,
    ) -> Self {
        Self {
            name,
            label,
            options,
            value,
            own: false,
        }
    }

    /// The same where the words are names of their own, which no machine may translate.
    pub(crate) fn of_names(self) -> Self {
        Self { own: true, ..self }
    }
}

/// The form: a GET of what is chosen; `show` stands on its button.
pub(crate) fn form(place: &str, choices: Vec<Choice>, show: &'static str) -> AnyView {
    let fields = choices.into_iter().map(|choice| {
        let Choice {
            name,
            label,
            options,
            value,
            own,
        } = choice;
        view! {
            <div class="trade-filter">
                <SelectField name label options value names=own required=true/>
            </div>
        }
    });
    let fields = fields.collect_view();
    view! {
        <form class="search" method="get" action=place.to_owned()>
            {fields}
            <Button icon=Glyph::Search>{show}</Button>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_only_plain_signs() {
        let check = |value, expected: &str| {
            let href = address("/ro/manager/usage", &[("bank", "b-1"), ("month", value)]);
            assert_eq!(href, ["/ro/manager/usage?bank=b-1&month=", expected].concat());
        };
        check("2026-03", "2026-03");
        check("", "");
        check("\"><script>&x=/?#", "scriptx");
    }
}
