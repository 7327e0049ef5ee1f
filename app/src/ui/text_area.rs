//! The only `<textarea>` of the whole program.
//!
//! Leptos 0.8 writes the children of a `<textarea>` into the page unescaped. Here the text goes in
//! as escaped inner HTML, on the server and in the browser alike. Nothing else may use the element.

use leptos::prelude::*;

use super::field::Around;

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its name in the form; also its id, unless `id` says otherwise.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether an answer is needed.
    #[prop(optional)]
    required: bool,
    /// How many lines are seen.
    #[prop(default = 3)]
    rows: u8,
    /// The most letters it takes.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// An id of its own, where two forms of one page use the same name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let around = Around {
        id: id.clone(),
        label,
        hint,
        error,
        required,
    };
    let (described, invalid) = (around.described(), around.invalid());
    around.view(view! {
        <textarea
            class="input"
            id=id
            name=name
            rows=rows.to_string()
            required=required
            maxlength=maxlength.map(|n| n.to_string())
            aria-invalid=invalid
            aria-describedby=described
            inner_html=escaped(&value)
        ></textarea>
    })
}

/// The text as inner HTML of a `<textarea>`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    // The parser drops one line break right after the opening tag; only a page from the server has that tag.
    if cfg!(feature = "ssr") && text.starts_with('\n') {
        out.push('\n');
    }
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_cannot_leave_the_box() {
        let html = Owner::new().with(|| {
            view! { <TextArea name="note" label="Note" value="</textarea><script>alert(1)</script> & more"/> }.to_html()
        });
        assert!(!html.contains("<script>"), "{html}");
        assert!(
            html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</textarea>"),
            "{html}"
        );
    }

    #[test]
    fn no_other_file_uses_the_element() {
        fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found);
                } else if path.extension().is_some_and(|x| x == "rs")
                    && !path.ends_with("ui/text_area.rs")
                    && std::fs::read_to_string(&path).unwrap().contains("<textarea")
                {
                    found.push(path.display().to_string());
                }
            }
        }
        let mut found = Vec::new();
        walk(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        assert!(found.is_empty(), "use ui::TextArea in {found:?}");
    }
}
