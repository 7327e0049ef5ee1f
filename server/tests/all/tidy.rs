//! Rules of the house that no lint knows, read from its files.

use crate::files::{Source, root, server_tests, sources};

/// Lines of a file without the tests at its end.
const FILE: usize = 400;
/// Lines of a function.
const FUNCTION: usize = 60;
/// Lines of a component, or of another function that is mostly markup.
const COMPONENT: usize = 80;

/// Longer than the rule allows, each for a reason.
const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[
    (
        "app/src/ui/icon.rs",
        "path",
        "one drawing a line: a table, written as a match so that none is missing",
    ),
    (
        "app/src/i18n/refusals.rs",
        "refusal_text",
        "a table: one line for each code, so that a new one does not build without its texts",
    ),
];

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_first_what_lives_in_it() {
    let silent = sources().into_iter().filter(|source| !source.text.starts_with("//! "));
    assert_none(&silent.map(|source| source.path).collect::<Vec<_>>());
}

#[test]
fn no_file_is_too_long_to_be_read_at_once() {
    let lines = |source: &Source| source.text.lines().take_while(|line| *line != "mod tests {").count();
    let long = sources().into_iter().filter(|source| lines(source) > FILE);
    assert_none(
        &long
            .map(|source| format!("{}: {}", source.path, lines(&source)))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn no_style_sheet_is_too_long_to_be_read_at_once() {
    let (mut sheets, mut long) = (0, Vec::new());
    for folder in ["style", "style/components", "style/slices"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "css") {
                continue;
            }
            sheets += 1;
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            if lines > FILE {
                long.push(format!("{}: {lines}", path.display()));
            }
        }
    }
    assert!(sheets > 30, "this test must not be content with an empty folder");
    assert_none(&long);
}

#[test]
fn no_function_is_too_long_to_be_read_at_once() {
    let mut long = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (name, lines, markup) in functions(source) {
            let most = if markup { COMPONENT } else { FUNCTION };
            let excused = LONG_FUNCTIONS
                .iter()
                .any(|(path, known, _)| *path == source.path && *known == name);
            if lines > most && !excused {
                long.push(format!("{}: {name}: {lines}", source.path));
            }
        }
    }
    assert_none(&long);
}

/// Name, length, and whether it is mostly markup. By indentation, as rustfmt writes it.
fn functions(source: &Source) -> Vec<(String, usize, bool)> {
    let lines: Vec<&str> = source.code().map(|(_, line)| line).collect();
    let mut found = Vec::new();
    for (begin, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let Some(name) = function_name(line.trim_start()) else {
            continue;
        };
        let end = [" ".repeat(indent).as_str(), "}"].concat();
        let Some(length) = lines[begin..].iter().position(|line| *line == end) else {
            continue;
        };
        // A declaration in a trait has no end of its own.
        if lines[begin..begin + length]
            .iter()
            .any(|line| line.ends_with(';') && indent_of(line) == indent)
        {
            continue;
        }
        let markup = lines[begin..begin + length].iter().any(|line| line.contains("view! {"));
        found.push((name.to_owned(), length + 1, markup));
    }
    found
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line;
    for word in ["pub(crate) ", "pub(super) ", "pub ", "const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let rest = rest.strip_prefix("fn ")?;
    rest.split(['(', '<']).next()
}

#[test]
fn markup_keeps_to_the_content_policy_and_to_the_escaping_components() {
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| source.krate() == "app" && !source.is_test())
    {
        for (number, line) in source.code() {
            let own = source.path == "app/src/ui/text_area.rs";
            for (sign, why) in [
                (" style=", "inline style"),
                ("<textarea", "not escaped by Leptos"),
                ("<style", "inline style"),
            ] {
                if line.contains(sign) && !(own && sign == "<textarea") {
                    wrong.push(format!("{}:{number}: {sign} ({why})", source.path));
                }
            }
            if line.contains(" onclick=") || line.contains("javascript:") {
                wrong.push(format!("{}:{number}: inline script", source.path));
            }
        }
    }
    assert_none(&wrong);
}

/// The server has no SQL. One file of its tests has: what two processes did together is known to their database alone.
#[test]
fn one_file_of_the_servers_tests_speaks_sql() {
    const SPEAKS: &str = "server/tests/all/nodes/database.rs";
    let signs = [
        "sqlx",
        "SELECT ",
        "INSERT INTO ",
        "DELETE FROM ",
        "CREATE DATABASE ",
        "DROP ",
    ];
    let speaks = |source: &Source| {
        source
            .code()
            .any(|(_, line)| signs.iter().any(|sign| line.contains(sign)))
    };
    let speakers: Vec<String> = server_tests()
        .into_iter()
        .filter(speaks)
        .map(|source| source.path)
        .collect();
    assert_eq!(speakers, [SPEAKS]);
}

/// See docs/decisions/0010: then there is nothing to clear at a kiosk's reset.
#[test]
fn pages_leave_nothing_in_the_browser() {
    let stores = [
        "local_storage",
        "session_storage",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "caches.",
    ];
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| ["app", "frontend"].contains(&source.krate()))
        // One message of the house for the next page of a portal, gone once it is read; a kiosk has none.
        .filter(|source| source.path != "app/src/ui/toast.rs")
    {
        for (number, line) in source.code() {
            if stores.iter().any(|store| line.contains(store)) {
                wrong.push(format!("{}:{number}: keeps something in the browser", source.path));
            }
        }
    }
    assert_none(&wrong);
}

/// The small scripts too. One keeps something: whether a kiosk's screen is silent, which is nothing about a person.
#[test]
fn scripts_leave_nothing_in_the_browser_but_whether_a_kiosk_is_silent() {
    let folder = root().join("public");
    let mut scripts = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "js") {
            continue;
        }
        scripts += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        let keeps: Vec<&str> = text
            .lines()
            .filter(|line| {
                [
                    "localStorage",
                    "sessionStorage",
                    "indexedDB",
                    "caches.",
                    "document.cookie",
                ]
                .iter()
                .any(|store| line.contains(store))
            })
            .collect();
        if path.ends_with("public/kiosk.js") {
            assert!(
                keeps
                    .iter()
                    .all(|line| line.contains("localStorage") && line.contains("SOUND")),
                "{keeps:#?}"
            );
        } else {
            assert!(keeps.is_empty(), "{}: {keeps:#?}", path.display());
        }
    }
    assert!(scripts > 3, "this test must not be content with an empty folder");
}

#[test]
fn no_module_is_a_drawer_for_everything() {
    let drawers = ["utils", "util", "helpers", "helper", "common", "manager", "misc", "v2"];
    let named = |source: &Source| {
        let name = source
            .path
            .trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        drawers.contains(&name.as_str())
    };
    assert_none(
        &sources()
            .into_iter()
            .filter(named)
            .map(|source| source.path)
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_map_is_a_map() {
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs") && !source.is_test())
    {
        for (name, lines, _) in functions(source) {
            if lines > 40 {
                wrong.push(format!(
                    "{}: {name} ({lines} lines) belongs into a file of its own",
                    source.path
                ));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn functions_are_measured_from_their_first_line_to_their_brace() {
    let source = Source {
        path: "x/src/y.rs".to_owned(),
        text: "pub async fn one(\n    a: u8,\n) -> u8 {\n    a\n}\n\ntrait T {\n    fn two();\n    fn three() {\n    }\n}\n".to_owned(),
    };
    let measured: Vec<(String, usize)> = functions(&source)
        .into_iter()
        .map(|(name, lines, _)| (name, lines))
        .collect();
    assert_eq!(measured, [("one".to_owned(), 5), ("three".to_owned(), 2)]);
}
