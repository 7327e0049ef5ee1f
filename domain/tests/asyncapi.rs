//! Holds `docs/protocol.asyncapi.yaml` against the types: every example is parsed, written again and compared, every
//! counter-example is refused, and no kind, action, reason or topic is missing on either side.
//!
//! The file is read line by line, by its own conventions (examples are JSON on one line); no YAML parser is needed.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its examples must fail")]

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::BankId;
use domain::lockers::protocol::{
    Command, Event, KeyOrder, Presence, PublicKey, RefuseReason, Snapshot, Stream, Topic, check, check_key_order, seal,
    seal_key_order,
};
use ed25519_dalek::SigningKey;
use serde_json::Value;

const CONTRACT: &str = include_str!("../../docs/protocol.asyncapi.yaml");

/// Payloads by message; examples and counter-examples apart.
#[derive(Default)]
struct Messages {
    good: BTreeMap<String, Vec<String>>,
    bad: BTreeMap<String, Vec<String>>,
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn messages() -> Messages {
    let mut found = Messages::default();
    let mut name = String::new();
    let mut refused = false;
    let section = CONTRACT.lines().skip_while(|line| *line != "components:");
    let section = section
        .skip_while(|line| *line != "  messages:")
        .skip(1)
        .take_while(|line| indent(line) > 2);
    for line in section {
        let text = line.trim_start().trim_start_matches("- ");
        if indent(line) == 4 {
            text.trim_end_matches(':').clone_into(&mut name);
        } else if indent(line) == 6 {
            refused = text == "x-refused:";
        }
        if let Some(payload) = text.strip_prefix("payload: ") {
            let list = if refused { &mut found.bad } else { &mut found.good };
            list.entry(name.clone()).or_default().push(payload.to_owned());
        }
    }
    found
}

/// The words of the `enum` of a schema or of one of its properties: the first after the line that ends the path.
fn words(path: &[&str]) -> BTreeSet<String> {
    let mut lines = CONTRACT.lines().skip_while(|line| *line != "  schemas:");
    for key in path {
        lines.find(|line| line.trim() == format!("{key}:")).unwrap();
    }
    let line = lines.find(|line| line.trim_start().starts_with("enum: [")).unwrap();
    let list = line.split_once('[').unwrap().1.trim_end_matches(']');
    list.split(", ").map(str::to_owned).collect()
}

fn said(examples: &[String], pointer: &str) -> BTreeSet<String> {
    let values = examples.iter().map(|text| serde_json::from_str::<Value>(text).unwrap());
    values
        .filter_map(|value| value.pointer(pointer)?.as_str().map(str::to_owned))
        .collect()
}

/// Reads a payload and writes it again; `None` if it is refused.
fn again(message: &str, payload: &str) -> Option<Vec<u8>> {
    let bytes = payload.as_bytes();
    match message {
        "command" => serde_json::from_slice::<Command>(bytes)
            .ok()
            .map(|it| it.to_bytes().unwrap()),
        "keyOrder" => serde_json::from_slice::<KeyOrder>(bytes)
            .ok()
            .map(|it| it.to_bytes().unwrap()),
        "event" => Event::parse(bytes).ok().map(|it| it.to_bytes().unwrap()),
        "snapshot" => Snapshot::parse(bytes).ok().map(|it| it.to_bytes().unwrap()),
        "presence" => Presence::parse(bytes).ok().map(|it| it.to_bytes().unwrap()),
        other => panic!("{other} is no message of the protocol"),
    }
}

#[test]
fn every_example_is_read_and_written_as_it_stands() {
    let good = messages().good;
    assert_eq!(good.len(), 7, "{:?}", good.keys());
    for (message, payloads) in good.iter().filter(|(message, _)| !message.starts_with("sealed")) {
        for payload in payloads {
            let written = again(message, payload).unwrap_or_else(|| panic!("{message} is refused: {payload}"));
            let written: Value = serde_json::from_slice(&written).unwrap();
            assert_eq!(written, serde_json::from_str::<Value>(payload).unwrap(), "{message}");
        }
    }
}

#[test]
fn every_counter_example_is_refused() {
    let bad = messages().bad;
    assert_eq!(bad.len(), 5, "{:?}", bad.keys());
    for (message, payloads) in &bad {
        for payload in payloads {
            assert!(serde_json::from_str::<Value>(payload).is_ok(), "no JSON: {payload}");
            assert!(again(message, payload).is_none(), "{message} is taken: {payload}");
        }
    }
}

#[test]
fn the_sealed_example_is_the_signed_first_command() {
    let good = messages().good;
    let sealed = good["sealedCommand"][0].trim_matches('"');
    let key = SigningKey::from_bytes(&[1; 32]);
    let command: Command = serde_json::from_str(&good["command"][0]).unwrap();
    let signed = String::from_utf8(seal(&command, &key).unwrap()).unwrap();
    assert_eq!(sealed, signed, "left: in the file, right: as it should be");
    assert_eq!(check(sealed.as_bytes(), &[key.verifying_key()]), Ok(command));
}

#[test]
fn the_sealed_example_about_a_key_is_the_signed_first_one() {
    let good = messages().good;
    let sealed = good["sealedKeyOrder"][0].trim_matches('"');
    let key = SigningKey::from_bytes(&[1; 32]);
    let order: KeyOrder = serde_json::from_str(&good["keyOrder"][0]).unwrap();
    let signed = String::from_utf8(seal_key_order(&order, &key).unwrap()).unwrap();
    assert_eq!(sealed, signed, "left: in the file, right: as it should be");
    let public = PublicKey::from(&key.verifying_key());
    let checked = check_key_order(sealed.as_bytes(), &[key.verifying_key()]);
    assert_eq!(checked, Ok((order, public)));
    assert_eq!(
        check(sealed.as_bytes(), &[key.verifying_key()]),
        Err(RefuseReason::NotAuthentic)
    );
}

#[test]
fn no_word_is_missing_on_either_side() {
    let good = messages().good;
    let events = &good["event"];
    // An example of each: what the file names is what the types read, since each example was read.
    assert_eq!(said(&good["command"], "/action"), words(&["action"]));
    assert_eq!(said(&good["keyOrder"], "/order"), words(&["keyOrder", "order"]));
    assert_eq!(said(events, "/kind"), words(&["event", "kind"]));
    assert_eq!(said(events, "/button"), words(&["event", "button"]));
    assert_eq!(said(events, "/fault"), words(&["fault"]));
    assert_eq!(said(events, "/outcome/result"), words(&["outcome", "result"]));
    let reasons: BTreeSet<String> = RefuseReason::ALL
        .iter()
        .map(|reason| reason.wire().to_owned())
        .collect();
    assert_eq!(words(&["reason"]), reasons);
    // And the types read nothing that the file does not name: an unknown word is answered with all known ones.
    let known = |message: &str, from: &str| {
        let asked = good[message][0].replace(from, "\"no-such-word\"");
        let error = match message {
            "command" => serde_json::from_str::<Command>(&asked).unwrap_err().to_string(),
            _ => Event::parse(asked.as_bytes()).unwrap_err().to_string(),
        };
        let named = error.split('`').skip(3).step_by(2).map(str::to_owned);
        named.collect::<BTreeSet<_>>()
    };
    assert_eq!(known("command", "\"unlock\""), words(&["action"]));
    assert_eq!(known("event", "\"command_result\""), words(&["event", "kind"]));
    assert_eq!(known("event", "\"accepted\""), words(&["outcome", "result"]));
}

#[test]
fn the_topics_are_those_of_the_types() {
    let bank: BankId = "01935a00-0000-7000-8000-0000000000b1".parse().unwrap();
    let named: BTreeSet<String> = CONTRACT
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("address: "))
        .map(|address| address.replace("{bank}", &bank.to_string()))
        .collect();
    let ours: BTreeSet<String> = Stream::ALL
        .into_iter()
        .map(|stream| Topic { bank, stream }.to_string())
        .collect();
    assert_eq!(named, ours);
}
