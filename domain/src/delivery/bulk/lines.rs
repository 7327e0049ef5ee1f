//! The lines of a list: what is wrong with each, as the form of a single delivery says it, and what was corrected.

use std::collections::HashSet;

use uuid::Uuid;

use super::super::{CheckedDelivery, NewDelivery, Recipient};
use super::{Column, item_of, locale_of, size_of};
use crate::custody::Item;
use crate::ids::BankId;
use crate::lockers::{Reach, Size};
use crate::{FieldError, RefusalCode, ShortText};

/// One line of a list, as it stands in the file or was corrected since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkLine {
    /// Its number, as the spreadsheet shows it.
    pub number: u32,
    /// Left out: neither checked nor entered.
    pub out: bool,
    /// What stands in it. Bank and `once` are those of the whole list, and empty here.
    pub words: NewDelivery,
}

/// A line that passed its check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedLine {
    /// Who gets it.
    pub recipient: Recipient,
    /// What it is.
    pub item: Item,
    /// By which number it is found.
    pub reference: ShortText,
    /// How big.
    pub size: Size,
}

impl CheckedLine {
    /// As the delivery that it becomes.
    pub fn into_delivery(self, bank: BankId, once: String) -> CheckedDelivery {
        CheckedDelivery {
            recipient: self.recipient,
            item: self.item,
            reference: Some(self.reference),
            bank,
            size: self.size,
            reach: Reach::Any,
            once,
        }
    }
}

/// What became of a line's check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineCheck {
    /// It can be entered.
    Fine(CheckedLine),
    /// What must change, by the names of the fields.
    Wrong(Vec<FieldError>),
    /// It is left out.
    Out,
}

/// By what lines are checked beside their words.
pub struct Terms<'a> {
    /// How big a compartment where a line says nothing.
    pub size: Size,
    /// The biggest that the bank has.
    pub largest: Size,
    /// Why a number, as [`folded_reference`] writes it, cannot be entered once more.
    pub known: &'a dyn Fn(&str) -> Option<RefusalCode>,
}

/// A reference number as numbers are compared: typed, scanned, in capitals or not.
pub fn folded_reference(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Checks every line.
pub fn check(lines: &[BulkLine], terms: &Terms<'_>) -> Vec<LineCheck> {
    let mut seen = HashSet::new();
    lines
        .iter()
        .map(|line| {
            if line.out {
                return LineCheck::Out;
            }
            let folded = folded_reference(&line.words.reference);
            let again = !folded.is_empty() && !seen.insert(folded.clone());
            let mark = if again {
                Some(RefusalCode::TwiceOnList)
            } else {
                (terms.known)(&folded)
            };
            check_line(&line.words, terms, mark)
        })
        .collect()
}

fn check_line(words: &NewDelivery, terms: &Terms<'_>, mark: Option<RefusalCode>) -> LineCheck {
    let typed = |text: &str| text.trim().to_owned();
    let own_size = (!words.size.trim().is_empty()).then_some(words.size.as_str());
    let form = NewDelivery {
        locale: locale_of(&words.locale).map_or_else(|| typed(&words.locale), |l| l.code().to_owned()),
        item: item_of(&words.item).map_or_else(|| typed(&words.item), |item| item.wire().to_owned()),
        size: own_size
            .map_or(Some(terms.size), size_of)
            .map_or_else(|| typed(&words.size), |s| s.wire().to_owned()),
        // Those of the whole list, which is checked as such.
        bank: BankId(Uuid::nil()).to_string(),
        once: "line-of-a-list".to_owned(),
        ..words.clone()
    };
    let (checked, mut errors) = match form.check() {
        Ok(checked) => (Some(checked), Vec::new()),
        Err(refusal) => (None, refusal.fields),
    };
    let mut refuse = |column: Column, code| {
        errors.push(FieldError {
            field: column.field().to_owned(),
            code,
        });
    };
    // Without a number nobody could find the line again.
    if words.reference.trim().is_empty() {
        refuse(Column::Reference, RefusalCode::Missing);
    }
    if let Some(code) = mark {
        refuse(Column::Reference, code);
    }
    if size_of(&form.size).is_some_and(|size| size > terms.largest) {
        refuse(Column::Size, RefusalCode::NoSuchSize);
    }
    match checked {
        Some(CheckedDelivery {
            recipient,
            item,
            reference: Some(reference),
            size,
            ..
        }) if errors.is_empty() => LineCheck::Fine(CheckedLine {
            recipient,
            item,
            reference,
            size,
        }),
        _ => LineCheck::Wrong(errors),
    }
}

/// Writes what was typed on the preview over the lines: `phone-17` is the mobile number of line 17; `out-17` leaves it out.
/// What names no line is passed over.
pub fn amend<'a>(lines: &mut [BulkLine], typed: impl IntoIterator<Item = (&'a str, &'a str)>) {
    for (name, text) in typed {
        let Some((field, number)) = name.split_once('-') else {
            continue;
        };
        let Ok(number) = number.parse::<u32>() else { continue };
        let Some(line) = lines.iter_mut().find(|line| line.number == number) else {
            continue;
        };
        if field == "out" {
            line.out = true;
        } else if let Some(column) = Column::from_field(field) {
            column.put(&mut line.words, text.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Locale;

    fn line(number: u32, cells: [&str; 7]) -> BulkLine {
        let mut line = BulkLine {
            number,
            ..BulkLine::default()
        };
        for (column, cell) in Column::ALL.into_iter().zip(cells) {
            column.put(&mut line.words, cell.to_owned());
        }
        line
    }

    fn good(number: u32, reference: &str) -> BulkLine {
        line(
            number,
            [
                "Ion Popescu",
                "ion@example.org",
                "",
                "română",
                "Carte de identitate",
                reference,
                "",
            ],
        )
    }

    fn checked(lines: &[BulkLine]) -> Vec<LineCheck> {
        let known = |reference: &str| (reference == "in/1").then_some(RefusalCode::InLockerAlready);
        let terms = Terms {
            size: Size::S,
            largest: Size::L,
            known: &known,
        };
        check(lines, &terms)
    }

    fn wrong(lines: &[BulkLine], at: usize) -> Vec<(String, RefusalCode)> {
        match checked(lines).remove(at) {
            LineCheck::Wrong(errors) => errors.into_iter().map(|e| (e.field, e.code)).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn at(field: &str, code: RefusalCode) -> (String, RefusalCode) {
        (field.to_owned(), code)
    }

    #[test]
    fn words_of_a_list_become_what_the_form_knows() {
        let LineCheck::Fine(fine) = checked(&[good(2, " R-1 ")]).remove(0) else {
            panic!("it is fine");
        };
        assert_eq!(fine.recipient.locale, Locale::Ro);
        assert_eq!(fine.item, Item::IdentityCard);
        assert_eq!((fine.reference.as_str(), fine.size), ("R-1", Size::S));
        let mut own = good(2, "R-1");
        own.words.size = "l".into();
        assert!(matches!(&checked(&[own])[0], LineCheck::Fine(fine) if fine.size == Size::L));
    }

    #[test]
    fn a_line_tells_all_that_is_wrong_at_once() {
        let bad = line(3, ["", "", "0721", "Klingon", "Lamp", "", "XL"]);
        assert_eq!(
            wrong(&[bad], 0),
            [
                at("name", RefusalCode::Missing),
                at("phone", RefusalCode::NotAPhone),
                at("locale", RefusalCode::NotAChoice),
                at("item", RefusalCode::NotAChoice),
                at("reference", RefusalCode::Missing),
                at("size", RefusalCode::NoSuchSize),
            ]
        );
        let empty = line(3, ["", "", "", "", "", "", "huge"]);
        assert_eq!(
            wrong(&[empty], 0),
            [
                at("name", RefusalCode::Missing),
                at("email", RefusalCode::NeedsContact),
                at("locale", RefusalCode::Missing),
                at("item", RefusalCode::Missing),
                at("size", RefusalCode::NotAChoice),
                at("reference", RefusalCode::Missing),
            ]
        );
    }

    #[test]
    fn a_number_is_on_a_list_once() {
        let mut lines = [good(2, "R-1"), good(3, " r-1"), good(4, "IN/1"), good(5, "R-2")];
        assert_eq!(wrong(&lines, 1), [at("reference", RefusalCode::TwiceOnList)]);
        assert_eq!(wrong(&lines, 2), [at("reference", RefusalCode::InLockerAlready)]);
        assert!(matches!(checked(&lines)[3], LineCheck::Fine(_)));
        // The first left out, the second is the only one.
        lines[0].out = true;
        assert_eq!(checked(&lines)[0], LineCheck::Out);
        assert!(matches!(checked(&lines)[1], LineCheck::Fine(_)));
    }

    #[test]
    fn corrections_reach_their_lines_and_nothing_else() {
        let mut lines = [good(2, "R-1"), good(17, "R-2")];
        let typed = [
            ("phone-17", "+40 721 555 010"),
            ("out-2", "on"),
            ("name-99", "x"),
            ("bank-17", "x"),
            ("once", "x"),
            ("name-x", "x"),
        ];
        amend(&mut lines, typed);
        assert!(lines[0].out && !lines[1].out);
        assert_eq!(lines[1].words.phone, "+40 721 555 010");
        assert_eq!(lines[1].words.name, "Ion Popescu");
        assert_eq!((lines[1].words.bank.as_str(), lines[1].words.once.as_str()), ("", ""));
    }
}
