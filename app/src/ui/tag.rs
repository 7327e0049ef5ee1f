//! The brass number tag of the cloakroom: door numbers and codes. Nothing else is set in brass.

use leptos::prelude::*;

/// How large a tag is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagSize {
    /// In a line of text or a table.
    #[default]
    Small,
    /// In a list or a card.
    Medium,
    /// The matter of the page: drawn with the hole it hangs by.
    Large,
    /// Read from two metres away, at the kiosk.
    Huge,
}

impl TagSize {
    const fn classes(self) -> (&'static str, &'static str) {
        match self {
            Self::Small => ("tag", "plate"),
            Self::Medium => ("tag tag-medium", "plate plate-medium"),
            Self::Large => ("tag tag-large", "plate plate-large"),
            Self::Huge => ("tag tag-huge", "plate plate-huge"),
        }
    }
}

/// A number (of a door) on a brass disc.
#[component]
pub fn Tag(
    /// What is stamped on it.
    #[prop(into)]
    number: String,
    /// How large.
    #[prop(optional)]
    size: TagSize,
    /// What the number is, read aloud before it: "compartment".
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    view! {
        <span class=size.classes().0>
            {label.map(|l| view! { <span class="unseen">{l} " "</span> })}
            <span class="tag-number">{number}</span>
        </span>
    }
}

/// A code or key on a brass plate, in groups that the eye can hold. Copied, it has no gaps.
#[component]
pub fn CodePlate(
    /// The code as it is typed, without separators.
    #[prop(into)]
    code: String,
    /// How large.
    #[prop(optional)]
    size: TagSize,
) -> impl IntoView {
    let groups = groups(&code).map(|g| view! { <span class="plate-group">{g.to_owned()}</span> });
    view! { <span class=size.classes().1>{groups.collect_view()}</span> }
}

/// Cuts a code into groups of three if it divides by three, else of four.
pub fn groups(code: &str) -> impl Iterator<Item = &str> {
    let letters = code.chars().count();
    let size = if letters.is_multiple_of(3) { 3 } else { 4 };
    let cut = move |text: &str| text.char_indices().nth(size).map_or(text.len(), |(i, _)| i);
    let mut rest = code;
    std::iter::from_fn(move || {
        let (group, tail) = rest.split_at(cut(rest));
        rest = tail;
        (!group.is_empty()).then_some(group)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_fall_into_groups() {
        let check = |code, expected: &[&str]| assert_eq!(groups(code).collect::<Vec<_>>(), expected);
        check("K7Q4MX", &["K7Q", "4MX"]);
        check("7QK4M2XP", &["7QK4", "M2XP"]);
        check("ABCDE", &["ABCD", "E"]);
        check("", &[]);
        check("жлб", &["жлб"]);
    }
}
