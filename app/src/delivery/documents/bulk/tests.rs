//! The documents of lists, in every language and every state that they know.

use domain::custody::Item;
use domain::delivery::bulk::{
    AtTheBank, BankWaiting, BatchRow, BatchView, BulkDesk, BulkForm, BulkLine, BulkPreview, Column, DepositRow,
    FileTrouble, LineCheck, PreviewLine, Terms, WaitingLine, check, item_of, locale_of, read,
};
use domain::delivery::{DeliveryState, Doing, DoorPhase};
use domain::lockers::{Purpose, Size};
use domain::{Error, Locale, Refusal, RefusalCode, Span};

use super::*;
use crate::delivery::look::{field_label, item_name};
use crate::documents::Frame;
use crate::site::samples::{NOW, banks, files, frame, id, later, profile};

fn everywhere(show: impl Fn(&Frame<'_>, Locale) -> String) -> Vec<String> {
    let files = files();
    let all = Locale::ALL.map(|l| show(&frame(l, "/employee/bulk", &files), l));
    for (l, html) in Locale::ALL.into_iter().zip(&all) {
        assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{l:?}");
        assert!(html.ends_with("</body></html>"), "{l:?}");
        assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
        for bad in [" style=", "<script>", "null", "Some(", "{"] {
            assert!(!html.contains(bad), "{l:?}: {bad}");
        }
    }
    all.to_vec()
}

fn batch(waiting: u32) -> BatchRow {
    BatchRow {
        id: id(5),
        bank: id(0),
        place: "Primăria · București".into(),
        made: NOW,
        made_by: "Elena Ionescu".into(),
        until: later(Span::days(30)),
        waiting,
        deposited: 2,
    }
}

fn desk(waiting: u32) -> BulkDesk {
    let banks = banks().into_iter().map(|bank| BankWaiting { bank, waiting });
    BulkDesk {
        banks: banks.collect(),
        batches: if waiting == 0 { Vec::new() } else { vec![batch(waiting)] },
    }
}

/// What people read in the form, they may write over the columns of a list and into its lines.
#[test]
fn the_words_of_the_form_are_understood_in_a_list() {
    for l in Locale::ALL {
        for column in Column::ALL {
            let label = field_label(l, column.field()).unwrap();
            assert_eq!(Column::from_head(label), Some(column), "{l:?} {label}");
        }
        for item in Item::DOCUMENTS {
            let name = item_name(l, item);
            assert_eq!(item_of(name), Some(item), "{l:?} {name}");
        }
        assert_eq!(locale_of(l.name()), Some(l));
    }
}

#[test]
fn the_example_is_a_list_that_can_be_entered() {
    for l in Locale::ALL {
        let lines = read(example(l).as_bytes()).unwrap().lines;
        let terms = Terms {
            size: Size::S,
            largest: Size::M,
            known: &|_| None,
        };
        let checks = check(&lines, &terms);
        assert_eq!(checks.len(), 3);
        for one in checks {
            assert!(matches!(one, LineCheck::Fine(_)), "{l:?} {one:?}");
        }
    }
}

#[test]
fn what_waits_is_shown_where_it_goes() {
    let waiting = desk(3);
    let page = BulkDeskPage {
        desk: &waiting,
        dropped: Some(7),
    };
    for html in everywhere(|frame, _| bulk_desk(frame, &profile(), page)) {
        assert_eq!(html.matches("/employee/bulk/at/").count(), 3);
        assert!(html.contains("data-live=\"desk\""));
    }
    let nothing = desk(0);
    let page = BulkDeskPage {
        desk: &nothing,
        dropped: None,
    };
    for html in everywhere(|frame, _| bulk_desk(frame, &profile(), page)) {
        assert!(!html.contains("/employee/bulk/at/"));
    }
}

#[test]
fn every_trouble_with_a_file_has_its_own_words() {
    let desk = desk(0);
    let form = BulkForm {
        size: "M".into(),
        ..BulkForm::default()
    };
    let troubles = [
        FileTrouble::Empty,
        FileTrouble::TooLarge,
        FileTrouble::TooManyLines,
        FileTrouble::NotUtf8,
        FileTrouble::NoSeparator,
        FileTrouble::SameColumn(Column::Name),
        FileTrouble::MissingColumn(Column::Name),
        FileTrouble::MissingColumn(Column::Email),
        FileTrouble::Quotes { line: 7 },
        FileTrouble::TooManyCells { line: 7 },
    ];
    for l in Locale::ALL {
        let mut said: Vec<String> = troubles.iter().map(|one| super::look::trouble(l, one)).collect();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), troubles.len(), "{l:?}");
    }
    let refused = Error::from(form.check().unwrap_err());
    for trouble in &troubles {
        let page = BulkNewPage {
            desk: &desk,
            form: &form,
            trouble: Some(trouble),
            refusal: Some(&refused),
        };
        for html in everywhere(|frame, _| bulk_new(frame, &profile(), page)) {
            assert!(html.contains("id=\"file-error\"") && html.contains("id=\"bank-error\""));
            assert!(html.contains("multipart/form-data") && html.contains("example.csv"));
        }
    }
    let none = BulkDesk {
        banks: Vec::new(),
        batches: Vec::new(),
    };
    let page = BulkNewPage {
        desk: &none,
        form: &form,
        trouble: None,
        refusal: None,
    };
    for html in everywhere(|frame, _| bulk_new(frame, &profile(), page)) {
        assert!(!html.contains("type=\"file\""));
    }
}

fn preview(lines: Vec<BulkLine>) -> BulkPreview {
    let terms = Terms {
        size: Size::S,
        largest: Size::M,
        known: &|number| (number == "in").then_some(RefusalCode::InLockerAlready),
    };
    let checks = check(&lines, &terms);
    BulkPreview {
        bank: banks().remove(0),
        size: Size::S,
        lines: lines
            .into_iter()
            .zip(checks)
            .map(|(line, check)| PreviewLine { line, check })
            .collect(),
        room: 1,
    }
}

#[test]
fn every_line_is_shown_and_what_is_wrong_stands_beside_its_field() {
    let file = "name;email;phone;language;document;reference;size\n\
        Ion <script>;ion@example.org;;ro;ID;A-1;\n\
        Ana;ana@example.org;+40 721 555 010;en;passport;A-2;M\n\
        Vlad;;0721;Klingon;\"Lamp; \"\"new\"\"\";in;XL\n\
        Out;;;;;;";
    let mut lines = read(file.as_bytes()).unwrap().lines;
    lines[3].out = true;
    let form = BulkForm {
        bank: "b".into(),
        size: "S".into(),
        once: "once-list".into(),
        lines: lines.clone(),
    };
    let preview = preview(lines);
    let unused = ["Raum <i>".to_owned(), "Schuhgröße".to_owned()];
    let page = BulkPreviewPage {
        preview: &preview,
        form: &form,
        unused: &unused,
        tried: true,
    };
    for html in everywhere(|frame, _| bulk_preview(frame, &profile(), page)) {
        for field in ["phone-4", "locale-4", "item-4", "reference-4", "size-4"] {
            assert!(html.contains(&format!("id=\"{field}-error\"")), "{field}");
            assert!(
                html.contains(&format!("href=\"#{field}\"")),
                "the summary leads to {field}"
            );
        }
        for head in ["Raum &lt;i", "Schuhgröße"] {
            assert_eq!(
                html.matches(head).count(),
                2,
                "{head}: said, and kept for the next look"
            );
        }
        assert!(!html.contains("id=\"name-4-error\"") && !html.contains("id=\"name-2\""));
        for number in 2..=5 {
            assert_eq!(html.matches(&format!("name=\"out-{number}\"")).count(), 1, "{number}");
        }
        assert_eq!(html.matches(" checked").count(), 1, "only what is left out");
        assert!(
            html.contains("value=\"Lamp; &quot;new&quot;\""),
            "what is none of ours is not lost"
        );
    }
}

#[test]
fn a_list_with_nothing_left_says_so_when_it_is_entered() {
    let file = b"name;email;language;document;reference\nIon;i@example.org;ro;ID;A-1";
    let mut lines = read(file).unwrap().lines;
    lines[0].out = true;
    let form = BulkForm {
        lines: lines.clone(),
        ..BulkForm::default()
    };
    let preview = preview(lines);
    for (tried, alerts) in [(true, 1), (false, 0)] {
        let page = BulkPreviewPage {
            preview: &preview,
            form: &form,
            unused: &[],
            tried,
        };
        for html in everywhere(|frame, _| bulk_preview(frame, &profile(), page)) {
            assert_eq!(html.matches("form-errors-title").count(), alerts);
            assert!(!html.contains("name=\"unused\""));
        }
    }
}

#[test]
fn a_list_shows_what_waits_and_what_can_be_done() {
    let line = WaitingLine {
        number: 2,
        recipient: "Ion <script>".into(),
        item: Item::Passport,
        reference: "A-1".into(),
        size: Size::M,
    };
    let view = BatchView {
        row: batch(1),
        lines: vec![line],
        others: banks().split_off(1),
    };
    let refused = Error::from(Refusal::with_fields(
        RefusalCode::Form,
        vec![domain::FieldError {
            field: "bank".into(),
            code: RefusalCode::NoSuchSize,
        }],
    ));
    for done in ["entered", "moved", "nonsense"] {
        let page = BatchPage {
            view: &view,
            done,
            refusal: Some(&refused),
        };
        for html in everywhere(|frame, _| bulk_batch(frame, &profile(), page)) {
            for part in [
                "/drop\"",
                "/elsewhere\"",
                "/employee/bulk/at/",
                "id=\"bank-error\"",
                "A-1",
            ] {
                assert!(html.contains(part), "{part}");
            }
        }
    }
    let over = BatchView {
        row: batch(0),
        lines: Vec::new(),
        others: Vec::new(),
    };
    let page = BatchPage {
        view: &over,
        done: "",
        refusal: None,
    };
    for html in everywhere(|frame, _| bulk_batch(frame, &profile(), page)) {
        assert!(!html.contains("/drop\"") && !html.contains("/employee/bulk/at/"));
    }
}

fn deposited(n: usize, state: DeliveryState, phase: DoorPhase, purpose: Option<Purpose>) -> DepositRow {
    DepositRow {
        id: id(n),
        recipient: "Ion <script>".into(),
        item: Item::Passport,
        reference: Some("A-1".into()),
        compartment: 7,
        state,
        doing: Doing { phase, purpose },
    }
}

fn at_the_bank(open: Vec<u16>, last: Vec<DepositRow>) -> AtTheBank {
    AtTheBank {
        bank: banks().remove(1),
        waiting: 4,
        open,
        last,
    }
}

#[test]
fn the_field_is_ready_whatever_happens_at_the_doors() {
    let why = RefusalCode::DoorDidNotOpen;
    let mut last = vec![
        deposited(1, DeliveryState::AtTheDoor, DoorPhase::Opening, Some(Purpose::Deposit)),
        deposited(2, DeliveryState::AtTheDoor, DoorPhase::Open, Some(Purpose::Deposit)),
        deposited(3, DeliveryState::Announced, DoorPhase::Failed { why }, None),
        deposited(4, DeliveryState::Announced, DoorPhase::NothingInside, None),
    ];
    let settled = DeliveryState::ALL.into_iter().enumerate();
    last.extend(settled.map(|(n, state)| deposited(10 + n, state, DoorPhase::Idle, None)));
    let view = at_the_bank(vec![7], last);
    let refusal = Refusal::still_open(7);
    let page = DepositPage {
        view: &view,
        said: "R-<9>",
        refusal: Some(&refusal),
    };
    for html in everywhere(|frame, _| deposit(frame, &profile(), page)) {
        let field = html.find("autofocus").unwrap();
        assert!(
            field < html.find("data-live=\"said\"").unwrap(),
            "it lies outside of what is exchanged"
        );
        assert!(html.contains("R-&lt;9&gt;"));
        assert_eq!(html.matches("/other-door").count(), 1, "only where a door did not open");
    }
}

#[test]
fn an_open_door_that_was_closed_meanwhile_is_not_scolded_for() {
    let refusal = Refusal::still_open(7);
    let said = |open: Vec<u16>, last: Vec<DepositRow>| {
        let view = at_the_bank(open, last);
        let page = DepositPage {
            view: &view,
            said: "R-9",
            refusal: Some(&refusal),
        };
        let html = everywhere(|frame, _| deposit(frame, &profile(), page)).remove(0);
        html.contains(crate::t::bulk::shut_now(Locale::En))
    };
    let moving = || deposited(1, DeliveryState::AtTheDoor, DoorPhase::Opening, Some(Purpose::Deposit));
    assert!(said(Vec::new(), Vec::new()));
    assert!(!said(vec![7], Vec::new()));
    assert!(!said(Vec::new(), vec![moving()]));
}
