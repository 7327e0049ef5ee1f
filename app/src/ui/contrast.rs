//! Holds every pair of text and ground in `style/tokens.css` against WCAG 2.2 AA, light and dark. Tests only.

use std::collections::HashMap;

/// Text on ground: 4.5 to 1.
const TEXT: &[(&str, &[&str])] = &[
    (
        "ink",
        &[
            "paper",
            "surface",
            "sunk",
            "felt-soft",
            "brass-soft",
            "red-soft",
            "amber-soft",
            "green-soft",
        ],
    ),
    ("ink-soft", &["paper", "surface", "sunk", "felt-soft"]),
    ("paper", &["ink"]),
    ("on-felt", &["felt", "felt-hover", "felt-press"]),
    ("felt-ink", &["paper", "surface", "sunk", "felt-soft"]),
    ("on-brass", &["brass-bright", "brass-mid", "brass"]),
    ("brass-ink", &["paper", "surface", "sunk", "brass-soft"]),
    ("on-red", &["red", "red-hover"]),
    ("red-ink", &["paper", "surface", "red-soft"]),
    ("amber-ink", &["paper", "surface", "amber-soft"]),
    ("green-ink", &["paper", "surface", "green-soft"]),
    ("rail-ink", &["rail", "rail-raised"]),
    ("rail-soft", &["rail", "rail-raised"]),
    ("rail-brass", &["rail", "rail-raised"]),
];

/// Borders of controls, focus rings, signs: 3 to 1.
const SIGNS: &[(&str, &[&str])] = &[
    ("line-strong", &["paper", "surface", "sunk"]),
    ("focus", &["paper", "surface", "sunk"]),
    ("rail-brass", &["rail"]),
    ("felt", &["paper", "surface"]),
    ("red", &["paper", "surface"]),
    ("brass-deep", &["paper", "surface"]),
    ("rail-soft", &["rail"]),
];

fn tokens() -> HashMap<String, [String; 2]> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../style/tokens.css");
    let css = std::fs::read_to_string(file).unwrap();
    let colours = css.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        let (light, dark) = value.trim_end_matches(");").split_once(", ")?;
        (light.starts_with('#') && dark.starts_with('#'))
            .then(|| (name.to_owned(), [light.to_owned(), dark.to_owned()]))
    });
    colours.collect()
}

fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let c = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_pair_in_use_can_be_read() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
    let tokens = tokens();
    let mut faint = Vec::new();
    for (pairs, least) in [(TEXT, 4.5), (SIGNS, 3.0)] {
        for (text, grounds) in pairs {
            for ground in *grounds {
                let themes = tokens[*text].iter().zip(&tokens[*ground]).zip(["light", "dark"]);
                for ((front, back), theme) in themes {
                    let ratio = contrast(front, back);
                    if ratio < least {
                        faint.push(format!("--{text} on --{ground} ({theme}): {ratio:.2}, needs {least}"));
                    }
                }
            }
        }
    }
    assert!(faint.is_empty(), "{faint:#?}");
}
