//! What people typed is never a formula.

use domain::{Currency, Money};

use super::{Cell, Table};

fn table() -> Table {
    Table {
        name: "Платежи: [2026]".into(),
        head: vec!["What".into(), "Amount".into(), "Count".into()],
        rows: vec![
            vec![
                "=HYPERLINK(\"x\")".into(),
                Money::new(-1_250, Currency::Ron).into(),
                3.into(),
            ],
            vec!["Привет, 你好".into(), Cell::Empty, Cell::from(None::<i64>)],
            vec!["@SUM".into(), Cell::Number(-4), "say \"so\"".into()],
            vec![Cell::Tenths(45), Cell::Tenths(-3), Cell::Tenths(30)],
        ],
    }
}

#[test]
fn a_csv_is_guarded_and_quoted() {
    let text = String::from_utf8(table().csv()).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(
        lines,
        [
            "What,Amount,Count",
            "\"'=HYPERLINK(\"\"x\"\")\",-12.50,3",
            "\"Привет, 你好\",,",
            "\"'@SUM\",-4,\"say \"\"so\"\"\"",
            "4.5,-0.3,3.0",
            ""
        ]
    );
}

#[test]
fn a_spreadsheet_is_one() {
    let file = table().xlsx().unwrap();
    assert!(file.starts_with(b"PK") && file.len() > 2_000);
}
