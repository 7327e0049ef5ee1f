//! What files people bring, and what is read in them.

use super::*;
use proptest::prelude::*;

const HEAD: &str = "name;email;phone;language;document;reference;size";

fn one(text: &str) -> NewDelivery {
    read(text.as_bytes()).unwrap().lines.remove(0).words
}

fn trouble(text: &str) -> FileTrouble {
    read(text.as_bytes()).unwrap_err()
}

#[test]
fn a_list_is_read_however_a_spreadsheet_saved_it() {
    let files = [
        "Nume,E-mail,Telefon mobil,Limba,Document,Număr de referință\nIon,a@b.ro,,ro,pașaport,R 1\n",
        "\u{feff}Name;E-mail;Mobile phone;Language;Document;Reference number;;\r\nIon;a@b.ro;;ro;pașaport;R 1;;\r\n;;;;;;;\r\n",
        "sep=;\nимя;почта;язык;документ;номер\n\n\"Ion\";a@b.ro;ro;pașaport;\"R 1\"",
        "\n编号,姓名,电子邮箱,语言,文件\rR 1,\"Ion\" ,a@b.ro,ro,pașaport\r",
    ];
    for file in files {
        let words = one(file);
        assert_eq!(
            [&words.name, &words.email, &words.locale, &words.item, &words.reference],
            ["Ion", "a@b.ro", "ro", "pașaport", "R 1"],
            "{file}"
        );
    }
}

#[test]
fn quotation_marks_hold_together_what_belongs_together() {
    let words = one(&[HEAD, "\n\"Pop; Ion, \"\"Nelu\"\"\";;;ro;ID; Nr. \"7\" ;"].concat());
    assert_eq!(words.name, "Pop; Ion, \"Nelu\"");
    assert_eq!(words.reference, " Nr. \"7\" ");
}

#[test]
fn lines_have_the_numbers_that_the_spreadsheet_shows() {
    let lines = read([HEAD, "\nA;;;;;1\n\n;;\n\"B\nC\";;;;;2\nD;;;;;3"].concat().as_bytes())
        .unwrap()
        .lines;
    let numbers: Vec<u32> = lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [2, 5, 6]);
}

#[test]
fn what_is_no_list_is_refused_with_the_reason() {
    let head = |rest: &str| [HEAD, rest].concat();
    assert_eq!(trouble(" \r\n "), FileTrouble::Empty);
    assert_eq!(trouble(&head("\n;;;\n")), FileTrouble::Empty);
    assert_eq!(trouble("Name\nIon"), FileTrouble::NoSeparator);
    assert_eq!(trouble("name;nume"), FileTrouble::SameColumn(Column::Name));
    assert_eq!(trouble("name;email"), FileTrouble::MissingColumn(Column::Locale));
    assert_eq!(
        trouble("name;language;document;reference"),
        FileTrouble::MissingColumn(Column::Email)
    );
    assert_eq!(trouble(&head("\nA\nB;\"C")), FileTrouble::Quotes { line: 3 });
    assert_eq!(trouble(&head("\n\"A\"B;C")), FileTrouble::Quotes { line: 2 });
    assert_eq!(trouble(&head("\nA;;;;;;;x")), FileTrouble::TooManyCells { line: 2 });
    assert_eq!(trouble(&head(&"\nA".repeat(201))), FileTrouble::TooManyLines);
    assert_eq!(read(head(&"\nA".repeat(200)).as_bytes()).unwrap().lines.len(), 200);
    assert_eq!(trouble(&"x".repeat(MOST_BYTES + 1)), FileTrouble::TooLarge);
}

#[test]
fn what_is_none_of_ours_is_left_out_and_told() {
    let file = "shoe;name;Room;email;language;document;;reference;room\n\
        42;Ion;12 B;a@b.ro;ro;ID;;R 1;12 B\n\
        ;Ana;;b@b.ro;en;ID;;R 2";
    let BulkFile { lines, unused } = read(file.as_bytes()).unwrap();
    assert_eq!(unused, ["shoe", "Room", "room"]);
    let words = &lines[0].words;
    assert_eq!(
        [&words.name, &words.email, &words.locale, &words.item, &words.reference],
        ["Ion", "a@b.ro", "ro", "ID", "R 1"]
    );
    assert!(words.phone.is_empty() && lines.len() == 2);
    // What it says twice, it says once; and no more than anybody reads.
    let many: Vec<String> = (0..100).map(|n| format!(";x{n};x{n}")).collect();
    let told = read([HEAD, &many.concat(), "\nA"].concat().as_bytes()).unwrap().unused;
    assert_eq!(told.len(), MOST_UNUSED);
    assert_eq!(told[..2], ["x0", "x1"]);
    // A column that is needed is missed all the same, and so is a head over something.
    assert_eq!(trouble("name;shoe"), FileTrouble::MissingColumn(Column::Locale));
    assert_eq!(
        trouble(&[HEAD, ";;\nA;;;;;;;x"].concat()),
        FileTrouble::TooManyCells { line: 2 }
    );
}

#[test]
fn another_encoding_is_no_text_of_ours() {
    for bytes in [
        b"\xFF\xFEn\0a\0m\0e\0".as_slice(),
        b"n\0a\0m\0e\0;\0",
        b"Nume;\xFEar\xE3",
        b"PK\x03\x04\x14\0\x06\0\x08\0",
    ] {
        assert_eq!(read(bytes), Err(FileTrouble::NotUtf8));
    }
}

fn any_line() -> impl Strategy<Value = (u32, [String; 7])> {
    (0_u32..4, proptest::array::uniform7("[a\";,\r\n țХ文]{0,12}"))
}

proptest! {
    #[test]
    fn nothing_that_is_sent_can_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(BulkFile { lines, unused }) = read(&bytes) {
            prop_assert!(!lines.is_empty() && lines.len() <= MOST_LINES);
            prop_assert!(unused.len() <= MOST_UNUSED);
        }
    }

    #[test]
    fn nothing_that_is_written_can_break_it(text in "[a\";,\r\n ]{0,60}") {
        if let Ok(file) = read([HEAD, "\n", &text].concat().as_bytes()) {
            prop_assert!(file.lines.iter().all(|line| line.number >= 2));
        }
    }

    #[test]
    fn what_is_written_is_read_again(many in proptest::collection::vec(any_line(), 1..20)) {
        let mut at = 2;
        let mut lines = Vec::new();
        for (gap, cells) in many {
            let mut words = NewDelivery::default();
            for (column, cell) in Column::ALL.into_iter().zip(cells) {
                column.put(&mut words, cell);
            }
            // An empty line is no line.
            words.name.push('x');
            lines.push(BulkLine { number: at + gap, out: false, words });
            at += gap + 1;
        }
        let unused = Vec::new();
        prop_assert_eq!(read(written(&lines).as_bytes()), Ok(BulkFile { lines, unused }));
    }
}
