//! What is deployed fits the program: alerts name figures that exist, units name commands that exist, the page of settings
//! names all of them and no others.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use clap::CommandFactory as _;
use server::cli::Cli;
use server::metrics::{Metrics, Standing};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The words of this kind in a text.
fn words(text: &str, prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices(prefix) {
        let end = text[at..]
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .map_or(text.len(), |end| at + end);
        found.insert(text[at..end].to_owned());
    }
    found
}

#[test]
fn every_alert_is_about_a_figure_that_exists() {
    let metrics = Metrics::default();
    metrics.answered("GET", "/{lang}/pickup", 200, Duration::from_millis(3));
    metrics.taken("applied");
    metrics.published("sent");
    metrics.keys(std::iter::empty());
    let told = words(&metrics.render(true, true, Some(Standing::default())), "cloakroom_");
    let rules = read("deploy/prometheus/cloakroom.rules.yml");
    let expressions: String = rules
        .split("expr:")
        .skip(1)
        .map(|rest| rest.split("labels:").next().unwrap())
        .collect();
    let named = words(&expressions, "cloakroom_");
    assert!(named.len() >= 8, "the test looks in the wrong place: {named:?}");
    let unknown: Vec<_> = named.difference(&told).collect();
    assert!(unknown.is_empty(), "{unknown:?} of {told:?}");
    let operations = words(&read("docs/operations.md"), "cloakroom_");
    let unknown: Vec<_> = operations.difference(&told).collect();
    assert!(unknown.is_empty(), "docs/operations.md tells of {unknown:?}");
}

#[test]
fn units_and_images_call_commands_that_exist() {
    let commands: Vec<String> = Cli::command()
        .get_subcommands()
        .map(|one| one.get_name().to_owned())
        .collect();
    for name in [
        "deploy/systemd/cloakroom.service",
        "deploy/systemd/cloakroom-backup.service",
    ] {
        let unit = read(name);
        let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
        let parsed = Cli::command().try_get_matches_from(start.split_whitespace());
        assert!(parsed.is_ok(), "{name}: {start}");
    }
    let image = read("deploy/docker/Dockerfile");
    assert!(image.contains("CMD [\"serve\"]") && commands.iter().any(|name| name == "serve"));
}

#[test]
fn every_variable_of_the_deployment_is_a_setting() {
    let known = words(&read("docs/operations.md"), "CLOAKROOM_");
    for name in [
        "deploy/systemd/cloakroom.service",
        "deploy/systemd/cloakroom-backup.service",
        "deploy/docker/Dockerfile",
        "deploy/docker/compose.yaml",
        "deploy/docker/prepare",
        "docs/production.md",
    ] {
        let used = words(&read(name), "CLOAKROOM_");
        let unknown: Vec<_> = used.difference(&known).collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
}

#[test]
fn every_command_is_in_the_operators_page() {
    let page = read("docs/operations.md");
    let missing: Vec<String> = Cli::command()
        .get_subcommands()
        .map(|one| format!("cloakroom {}", one.get_name()))
        .filter(|name| !page.contains(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
