//! The catalogue generator: turns one `locales/<slice>.toml` into typed Rust functions.
//!
//! Used by `build.rs`, and compiled into the tests of `i18n` so that each refusal below is a test.
//! Must not hold texts, and must not guess: what is missing or differs is an error with file, key and language.
//! Why our own: docs/decisions/0002-catalogue.md.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toml::{Table, Value};

/// The languages and their plural categories (CLDR, whole numbers), both in the order in which `i18n::texts` looks for them.
const LANGUAGES: [(&str, &[&str]); 4] = [
    ("en", &["one", "other"]),
    ("ro", &["one", "few", "other"]),
    ("ru", &["one", "few", "many"]),
    ("zh", &["other"]),
];

const KEYWORDS: [&str; 38] = [
    "as", "async", "await", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern", "false",
    "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "priv",
    "pub", "ref", "return", "static", "struct", "trait", "true", "type", "use", "where",
];

/// Between two languages of a text, and between two plural forms of a language.
const LANGUAGE_END: &str = "\u{1f}";
const FORM_END: &str = "\u{1e}";
/// Where the first, the second, … parameter stands.
const HOLES: &str = "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}";

/// A piece of a text: literal words, or the name of a placeholder.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Hole(&'a str),
}

/// One language's text: the same for every number, or one per plural category.
enum Text<'a> {
    Plain(Vec<Piece<'a>>),
    Plural(Vec<(&'static str, Vec<Piece<'a>>)>),
}

/// The Rust source of one slice's module body, or what is wrong with `source` (to be shown with the file's name).
pub fn generate(source: &str) -> Result<String, String> {
    let table: Table = source.parse().map_err(|error| format!("is not TOML: {error}"))?;
    let mut out = String::from("use domain::Locale;\n");
    for (key, entry) in &table {
        if !is_name(key) {
            return Err(format!("[{key}]: a key is made of a-z, 0-9 and _"));
        }
        function(key, entry, &mut out).map_err(|problem| format!("[{key}] {problem}"))?;
    }
    Ok(out)
}

fn function(key: &str, entry: &Value, out: &mut String) -> Result<(), String> {
    let entry = entry.as_table().ok_or("must be a table of languages")?;
    if let Some(odd) = entry.keys().find(|k| LANGUAGES.iter().all(|(code, ..)| code != k)) {
        return Err(format!("knows no language `{odd}`"));
    }
    let mut texts = Vec::new();
    for (code, categories) in LANGUAGES {
        let value = entry.get(code).ok_or(format!("has no text in `{code}`"))?;
        let text = read(code, value, categories).map_err(|problem| format!("in `{code}`: {problem}"))?;
        texts.push((code, text));
    }
    let holes = same_holes(&texts)?;
    if holes.len() > HOLES.len() {
        return Err(format!("has more than {} placeholders", HOLES.len()));
    }
    if texts
        .iter()
        .any(|(_, t)| matches!(t, Text::Plural(_)) != holes.contains(&"n"))
    {
        return Err(
            "counts in some texts only: {n} and a table per plural category go together, in every language".into(),
        );
    }
    write_function(key, &texts, &holes, out);
    Ok(())
}

/// Reads one language's value and holds it against the categories that the language has.
fn read<'a>(code: &str, value: &'a Value, categories: &[&'static str]) -> Result<Text<'a>, String> {
    match value {
        Value::String(text) => Ok(Text::Plain(pieces(code, text)?)),
        Value::Table(forms) => {
            // Russian has `other` for fractions; {n} is whole, so it may be given and is not used.
            let known = |c: &str| categories.contains(&c) || (code == "ru" && c == "other");
            if let Some(odd) = forms.keys().find(|c| !known(c)) {
                return Err(format!("has no plural category `{odd}`"));
            }
            let mut out = Vec::new();
            for &category in categories {
                let form = forms.get(category).and_then(Value::as_str);
                let form = form.ok_or(format!("lacks the plural category `{category}`"))?;
                let parts = pieces(code, form)?;
                // Only where `one` means the number 1 alone may the text spell it ("One item").
                let spelled = category == "one" && matches!(code, "en" | "ro");
                if !spelled && !parts.contains(&Piece::Hole("n")) {
                    return Err(format!("`{category}` stands for many numbers and must show {{n}}"));
                }
                out.push((category, parts));
            }
            Ok(Text::Plural(out))
        }
        _ => Err("must be a text, or a table of plural categories".into()),
    }
}

/// Splits at `{name}`; refuses what can only be a slip.
fn pieces<'a>(code: &str, text: &'a str) -> Result<Vec<Piece<'a>>, String> {
    if text.trim().is_empty() || text.trim() != text {
        return Err(format!("is empty, or begins or ends with a space: {text:?}"));
    }
    if text.contains(|c: char| c.is_control() && c != '\n') {
        return Err("holds a character that cannot be seen".into());
    }
    if code == "ro" && text.contains(['ş', 'ţ', 'Ş', 'Ţ']) {
        return Err("writes ş or ţ with a cedilla; Romanian has ș and ț with a comma".into());
    }
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or("has a { without }")?;
        if !is_name(name) {
            return Err(format!("`{{{name}}}` is no placeholder"));
        }
        if !before.is_empty() {
            out.push(Piece::Words(before));
        }
        out.push(Piece::Hole(name));
        rest = tail;
    }
    if rest.contains('}') || out.iter().any(|p| matches!(p, Piece::Words(w) if w.contains('}'))) {
        return Err("has a } without {".into());
    }
    if !rest.is_empty() {
        out.push(Piece::Words(rest));
    }
    Ok(out)
}

/// The placeholders in the order of the English text, if every language has the same.
fn same_holes<'a>(texts: &[(&str, Text<'a>)]) -> Result<Vec<&'a str>, String> {
    let mut order: Vec<&str> = Vec::new();
    for (code, text) in texts {
        let forms: Vec<&Vec<Piece<'a>>> = match text {
            Text::Plain(parts) => vec![parts],
            Text::Plural(forms) => forms.iter().rev().map(|(_, parts)| parts).collect(),
        };
        for parts in forms {
            let here: Vec<&str> = parts
                .iter()
                .filter_map(|p| if let Piece::Hole(h) = p { Some(*h) } else { None })
                .collect();
            if order.is_empty() && *code == "en" {
                for hole in &here {
                    if !order.contains(hole) {
                        order.push(hole);
                    }
                }
            }
            // A spelled-out `one` may lack {n}; `read` has already seen to all others.
            let plural = matches!(text, Text::Plural(_));
            let set = |list: &[&'a str]| {
                list.iter()
                    .copied()
                    .filter(|h| !(plural && *h == "n"))
                    .collect::<BTreeSet<_>>()
            };
            if set(&here) != set(&order) {
                return Err(format!(
                    "in `{code}`: placeholders {here:?} differ from the English {order:?}"
                ));
            }
        }
    }
    Ok(order)
}

/// One call with all languages in one text, as `i18n::texts` reads it: a function with four arms would be five times the wasm.
fn write_function(key: &str, texts: &[(&str, Text<'_>)], holes: &[&str], out: &mut String) {
    let name = ident(key);
    let mut arguments = String::from("l: Locale");
    for hole in holes {
        let kind = if *hole == "n" { "i64" } else { "&str" };
        let _ = write!(arguments, ", {}: {kind}", ident(hole));
    }
    let all: Vec<String> = texts.iter().map(|(_, text)| packed(text, holes)).collect();
    let all = all.join(LANGUAGE_END);
    let _ = writeln!(out, "\n/// {}", english(&texts[0].1));
    if holes.is_empty() {
        let _ = writeln!(
            out,
            "pub fn {name}({arguments}) -> &'static str {{\n    crate::i18n::texts::pick(l, {all:?})\n}}"
        );
        return;
    }
    let list: Vec<String> = holes
        .iter()
        .map(|h| if *h == "n" { "&shown".to_owned() } else { ident(h) })
        .collect();
    let list = list.join(", ");
    let _ = writeln!(out, "pub fn {name}({arguments}) -> String {{");
    if holes.contains(&"n") {
        let _ = writeln!(
            out,
            "    let shown = crate::i18n::number(l, n);\n    crate::i18n::texts::count(l, n, {all:?}, &[{list}])\n}}"
        );
    } else {
        let _ = writeln!(out, "    crate::i18n::texts::fill(l, {all:?}, &[{list}])\n}}");
    }
}

fn packed(text: &Text<'_>, holes: &[&str]) -> String {
    let one = |parts: &[Piece<'_>]| -> String { parts.iter().map(|part| packed_piece(part, holes)).collect() };
    match text {
        Text::Plain(parts) => one(parts),
        Text::Plural(forms) => {
            let forms: Vec<String> = forms.iter().map(|(_, parts)| one(parts)).collect();
            forms.join(FORM_END)
        }
    }
}

fn packed_piece(part: &Piece<'_>, holes: &[&str]) -> String {
    match part {
        Piece::Words(words) => (*words).to_owned(),
        Piece::Hole(name) => {
            let at = holes.iter().position(|hole| hole == name).unwrap_or_default();
            HOLES.get(at..=at).unwrap_or_default().to_owned()
        }
    }
}

/// The English text on one line, as the function's documentation.
fn english(text: &Text<'_>) -> String {
    let parts = match text {
        Text::Plain(parts) => parts,
        Text::Plural(forms) => &forms[forms.len() - 1].1,
    };
    let mut line = String::from("`");
    for part in parts {
        match part {
            Piece::Words(w) => line.push_str(&w.replace('\n', " ").replace('`', "'")),
            Piece::Hole(h) => {
                let _ = write!(line, "{{{h}}}");
            }
        }
    }
    line + "`"
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn ident(name: &str) -> String {
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}
