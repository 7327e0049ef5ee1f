//! The arrows of the architecture, read from the sources: which crate may name which, and which slice which.

use std::collections::BTreeSet;

use crate::files::{Source, sources};

/// What a crate must not name. Whatever is not here is allowed to it.
const CRATES: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "app",
            "backend",
            "server",
            "bank",
            "frontend",
            "sqlx",
            "leptos",
            "axum",
            "tokio",
            "rumqttc",
            "reqwest",
            "getrandom",
        ],
    ),
    (
        "backend",
        &[
            "app",
            "server",
            "bank",
            "frontend",
            "leptos",
            "leptos_axum",
            "axum",
            "tower",
            "tower_http",
        ],
    ),
    (
        "app",
        &[
            "backend", "server", "bank", "frontend", "sqlx", "tokio", "rumqttc", "reqwest", "lettre",
        ],
    ),
    (
        "frontend",
        &["backend", "server", "bank", "domain", "sqlx", "axum", "tokio"],
    ),
    (
        "bank",
        &["app", "backend", "server", "frontend", "sqlx", "leptos", "axum"],
    ),
    ("server", &["frontend", "sqlx", "lettre", "rumqttc"]),
    ("failpoint", &["app", "backend", "server", "domain", "bank", "frontend"]),
    ("scan", &["app", "backend", "server", "domain", "bank", "frontend"]),
    (
        "tools/site",
        &["app", "backend", "server", "domain", "bank", "frontend"],
    ),
];

/// Which slice may use which, directly; what those may use follows. `accounts` and `notices` are for everybody.
const SLICES: &[(&str, &[&str])] = &[
    ("accounts", &["notices"]),
    ("notices", &["accounts"]),
    ("lockers", &["accounts", "photos"]),
    ("custody", &["lockers"]),
    ("delivery", &["custody"]),
    ("proofs", &["delivery", "custody"]),
    ("support", &["delivery", "custody"]),
    ("onsite", &["delivery", "custody"]),
    ("audit", &["proofs", "register"]),
    ("feedback", &["custody"]),
    ("payments", &["accounts"]),
    ("photos", &["accounts"]),
    ("tags", &["payments", "photos"]),
    ("found", &["tags", "custody", "payments"]),
    ("tickets", &["found"]),
    ("register", &["found", "tags"]),
    ("reports", &["tickets", "feedback"]),
];

/// Words in a line that come before `::`, and whether `crate::` stood before them.
fn named(line: &str) -> Vec<(bool, &str)> {
    let bytes = line.as_bytes();
    let word = |c: &u8| c.is_ascii_alphanumeric() || *c == b'_';
    let mut found = Vec::new();
    for (at, _) in line.match_indices("::") {
        let begin = bytes[..at]
            .iter()
            .rposition(|c| !word(c))
            .map_or(0, |before| before + 1);
        let before = &line[..begin];
        if begin == at || (before.ends_with("::") && !before.ends_with("crate::")) {
            continue;
        }
        found.push((before.ends_with("crate::"), &line[begin..at]));
    }
    found
}

/// What is in the braces of `use crate::{custody::X, db};`, which may go over several lines.
fn grouped(source: &Source) -> Vec<String> {
    let text: String = source.code().map(|(_, line)| line.trim()).collect::<Vec<_>>().join(" ");
    let groups = text
        .split("use crate::{")
        .skip(1)
        .filter_map(|rest| rest.split("};").next());
    let items = groups.flat_map(|group| group.split(',').map(str::to_owned).collect::<Vec<_>>());
    items
        .map(|item| item.trim().split("::").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn no_crate_names_one_that_it_must_not_know() {
    let mut wrong = Vec::new();
    for source in sources() {
        let (_, forbidden) = CRATES
            .iter()
            .find(|(krate, _)| *krate == source.krate())
            .expect("every crate has a row");
        for (number, line) in source.code() {
            for (inside, name) in named(line) {
                if !inside && forbidden.contains(&name) && !own_module(&source, name) {
                    wrong.push(format!("{}:{number}: {name}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `backend::demo` has a module `bank`, and naming it is no arrow. Nor is it one that real banks obey the real server in the
/// simulation, which is compiled for tests only.
fn own_module(source: &Source, name: &str) -> bool {
    if source.path.starts_with("backend/src/simulation/") && name == "bank" {
        return true;
    }
    let text = &source.text;
    let declared = ["mod ", name, ";"].concat();
    let imported = [" ", name, "}"].concat();
    text.contains(&declared)
        || text.contains(&["super::", name, ";"].concat())
        || text.contains(&imported)
        || text
            .lines()
            .any(|line| line.contains("use super::{") && line.contains(name))
}

#[test]
fn no_slice_uses_one_that_stands_above_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let slice = source.slice().to_owned();
        let known = |name: &str| SLICES.iter().any(|(slice, _)| *slice == name);
        if !["domain", "backend", "app"].contains(&source.krate()) || !known(&slice) || source.is_test() {
            continue;
        }
        let allowed = reach(&slice);
        let lines = source.code().flat_map(|(_, line)| named(line));
        let direct = lines.filter(|(inside, _)| *inside).map(|(_, name)| name.to_owned());
        for name in direct.chain(grouped(&source)).collect::<BTreeSet<_>>() {
            if known(&name) && !allowed.contains(name.as_str()) {
                wrong.push(format!("{}: {slice} uses {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Everything below a slice, and itself.
fn reach(slice: &str) -> BTreeSet<&'static str> {
    let mut reached = BTreeSet::from(["accounts", "notices"]);
    let mut ahead = vec![slice.to_owned()];
    while let Some(next) = ahead.pop() {
        let (own, below) = SLICES.iter().find(|(known, _)| *known == next).unwrap();
        if reached.insert(own) || reached.contains(own) {
            ahead.extend(
                below
                    .iter()
                    .filter(|name| !reached.contains(*name))
                    .map(|name| (*name).to_owned()),
            );
        }
        reached.insert(own);
    }
    reached
}

#[test]
fn only_the_slices_own_sql_is_used() {
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| source.krate() == "backend" && !source.is_test())
    {
        for (number, line) in source.code() {
            let foreign = SLICES
                .iter()
                .map(|(slice, _)| slice)
                .filter(|slice| **slice != source.slice());
            for slice in foreign {
                if line.contains(&format!("{slice}::sql::")) || line.contains(&format!("crate::{slice}::sql")) {
                    wrong.push(format!("{}:{number}: the SQL of {slice}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_are_found_where_they_stand() {
    assert_eq!(named("use backend::db::Db;"), [(false, "backend")]);
    assert_eq!(
        named("    crate::custody::order(tx)"),
        [(false, "crate"), (true, "custody")]
    );
    assert_eq!(named("let x = domain::Error::from(y);"), [(false, "domain")]);
    assert_eq!(named("a.collect::<Vec<_>>()"), [(false, "collect")]);
}

#[test]
fn a_slice_reaches_what_those_below_it_reach() {
    assert_eq!(reach("accounts"), BTreeSet::from(["accounts", "notices"]));
    assert_eq!(
        reach("delivery"),
        BTreeSet::from(["accounts", "custody", "delivery", "lockers", "notices", "photos"])
    );
}
