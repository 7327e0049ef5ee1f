//! Every component on one page, to be looked at: the test writes `target/gallery-{light,dark}.html`. Tests only.
#![cfg(feature = "ssr")]

use std::path::Path;

use domain::Locale;
use leptos::prelude::*;

mod samples;

/// A style entry with its `@import`s inlined, the way the site builder does it.
pub(crate) fn bundle(entry: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    let mut out = String::new();
    for line in std::fs::read_to_string(folder.join(entry)).unwrap().lines() {
        if let Some((file, layer)) = line
            .strip_prefix("@import \"")
            .and_then(|rest| rest.split_once("\" layer("))
        {
            let css = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
            out.extend(["@layer ", layer.trim_end_matches(");"), " {\n", &css, "\n}\n"]);
        } else {
            out += line;
            out.push('\n');
        }
    }
    out
}

fn page(theme: &str, l: Locale, view: impl FnOnce() -> AnyView) -> String {
    let body = Owner::new().with(|| {
        provide_context(l);
        view().to_html()
    });
    format!(
        "<!doctype html><html lang=\"{}\" data-theme=\"{theme}\"><head><meta charset=\"utf-8\"><title>Gallery</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>{}</style></head><body>{body}</body></html>",
        l.tag(),
        bundle("main.css")
    )
}

#[test]
fn the_gallery_is_written() {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    for theme in ["light", "dark"] {
        for (name, l, view) in [
            ("gallery", Locale::En, samples::portal as fn() -> AnyView),
            ("gallery-forms", Locale::Ro, samples::forms),
            ("gallery-public", Locale::Ru, samples::public),
            ("gallery-kiosk", Locale::Zh, samples::kiosk),
            ("gallery-kiosk-open", Locale::Ru, samples::kiosk_open),
        ] {
            let html = page(theme, l, view);
            assert!(
                !html.contains(" style="),
                "inline styles are forbidden by the security policy"
            );
            assert_unique_ids(&html);
            std::fs::write(target.join(format!("{name}-{theme}.html")), html).unwrap();
        }
    }
}

fn assert_unique_ids(html: &str) {
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    ids.sort_unstable();
    let doubled: Vec<_> = ids.windows(2).filter(|w| w[0] == w[1]).collect();
    assert!(doubled.is_empty(), "{doubled:?}");
}
