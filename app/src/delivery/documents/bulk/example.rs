//! A file to begin with, in the reader's language. A test reads it as it reads everybody's.

use domain::Locale;
use domain::custody::Item;
use domain::delivery::bulk::{Column, cell_written};

use super::look;
use crate::delivery::look::item_name;

/// The example: a spreadsheet opens it as it is (hence the mark at its beginning, and the semicolons).
pub fn example(l: Locale) -> String {
    let row = |cells: [&str; 7]| [cells.map(cell_written).join(";").as_str(), "\r\n"].concat();
    let item = |item| item_name(l, item);
    let rows = [
        row(Column::ALL.map(|column| look::column(l, column))),
        row([
            "Ion Popescu",
            "ion.popescu@example.org",
            "+40 721 555 010",
            Locale::Ro.name(),
            item(Item::IdentityCard),
            "EX-2026-001",
            "",
        ]),
        row([
            "Mary Miller",
            "",
            "+44 7700 900 123",
            Locale::En.name(),
            item(Item::Passport),
            "EX-2026-002",
            "M",
        ]),
        row([
            "Олег Петров",
            "oleg.petrov@example.org",
            "",
            Locale::Ru.name(),
            item(Item::DrivingLicence),
            "EX-2026-003",
            "",
        ]),
    ];
    ["\u{feff}", &rows.concat()].concat()
}
