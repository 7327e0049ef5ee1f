//! The file: cut anywhere, damaged, rewritten, and held by one process only.

use std::fs;

use bank::journal::{Found, Journal, JournalError};
use bank::records::Record;

use crate::stage::{Desk, START, directory, unlock};

fn open(dir: &std::path::Path) -> Found {
    Journal::open(dir).unwrap()
}

#[test]
fn cut_at_every_byte_of_the_last_line_only_that_line_is_lost() {
    let dir = directory("cut");
    let lines = ["[1]", "[2,\"ü\"]", "[3,\"the last line\"]"];
    let mut found = open(&dir);
    assert!(found.gap, "there was none");
    for line in lines {
        found.journal.append(line, true).unwrap();
    }
    drop(found);
    let file = dir.join("journal");
    let whole = fs::read(&file).unwrap();
    let kept = whole.len() - (lines[2].len() + 18);
    for cut in kept..whole.len() {
        fs::write(&file, &whole[..cut]).unwrap();
        let mut found = open(&dir);
        assert_eq!(found.lines, lines[..2], "cut at {cut}");
        assert!(!found.gap);
        found.journal.append("[4]", true).unwrap();
        drop(found);
        assert_eq!(open(&dir).lines, [lines[0], lines[1], "[4]"], "cut at {cut}");
    }
    fs::write(&file, &whole).unwrap();
    assert_eq!(open(&dir).lines, lines);
}

#[test]
fn every_cut_of_a_real_journal_leaves_a_state_that_once_was() {
    let mut desk = Desk::new();
    desk.order(&unlock(1, 2, START));
    desk.door(2, domain::lockers::protocol::Level::Open);
    let dir = directory("real");
    let mut found = open(&dir);
    let mut ends = vec![0];
    for line in &desk.lines {
        found.journal.append(line, true).unwrap();
        ends.push(found.journal.len());
    }
    drop(found);
    let file = dir.join("journal");
    let whole = fs::read(&file).unwrap();
    for cut in 0..=whole.len() {
        fs::write(&file, &whole[..cut]).unwrap();
        let complete = ends.iter().filter(|end| **end <= cut as u64).count() - 1;
        let found = open(&dir);
        assert_eq!(
            Record::read(&found.lines).unwrap(),
            Record::read(&desk.lines[..complete]).unwrap()
        );
    }
}

#[test]
fn damage_in_the_middle_is_set_aside_and_owned_up_to() {
    let dir = directory("damage");
    let mut found = open(&dir);
    for line in ["[1]", "[2]", "[3]"] {
        found.journal.append(line, true).unwrap();
    }
    drop(found);
    let file = dir.join("journal");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, &bytes).unwrap();
    let found = open(&dir);
    assert_eq!(
        (found.lines.clone(), found.gap),
        (vec!["[1]".to_owned(), "[3]".to_owned()], true)
    );
    assert_eq!(fs::read(dir.join("journal.damaged")).unwrap(), bytes);
    drop(found);
    assert!(!open(&dir).gap, "it was owned up to once");
}

#[test]
fn a_rewritten_journal_says_the_same() {
    let mut desk = Desk::new();
    desk.order(&unlock(1, 2, START));
    desk.door(2, domain::lockers::protocol::Level::Open);
    let dir = directory("rewritten");
    let mut found = open(&dir);
    for line in &desk.lines {
        found.journal.append(line, true).unwrap();
    }
    found.journal.replace(&desk.controller.record().to_lines()).unwrap();
    found
        .journal
        .append("[{\"change\":\"taken\",\"boot\":1,\"seq\":1}]", true)
        .unwrap();
    drop(found);
    let record = Record::read(&open(&dir).lines).unwrap();
    let mut expected = desk.controller.record().clone();
    expected.queue.taken(1, 1);
    assert_eq!(record, expected);
}

#[test]
fn one_process_at_a_time() {
    let dir = directory("lock");
    let held = open(&dir);
    assert!(matches!(Journal::open(&dir), Err(JournalError::Taken(_))));
    drop(held);
    assert!(Journal::open(&dir).is_ok());
}

#[test]
fn a_line_of_a_newer_program_is_not_guessed_at() {
    assert!(Record::read(&["[{\"change\":\"opened_all\"}]".to_owned()]).is_err());
}
