//! How telephone numbers are grouped for reading: as each country writes its own, and in plain groups elsewhere.
//!
//! What must not be here: what is a telephone number. That is [`crate::Phone`].

/// How many digits of a number (without `+`) are its country's code.
fn country_length(digits: &str) -> usize {
    match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        [b'2', b'1' | b'2' | b'3' | b'5' | b'6' | b'9', ..]
        | [b'3', b'5' | b'7' | b'8', ..]
        | [b'4', b'2', ..]
        | [b'5', b'0' | b'9', ..]
        | [b'6', b'7'..=b'9', ..]
        | [b'8', b'0' | b'5' | b'7' | b'8', ..]
        | [b'9', b'6' | b'7' | b'9', ..] => 3,
        _ => 2,
    }
}

/// The groups of a number behind its country's code; none where we do not know how they write it.
fn known(country: &str, rest: &str) -> Option<&'static [usize]> {
    let first = rest.as_bytes().first()?;
    Some(match (country, rest.len(), first) {
        ("7" | "90", 10, _) => &[3, 3, 2, 2],
        ("33", 9, _) => &[1, 2, 2, 2, 2],
        ("373", 8, _) => &[2, 3, 3],
        ("375" | "380", 9, _) => &[2, 3, 2, 2],
        // Bucharest is 21 or 31; elsewhere and with mobiles, three threes.
        ("40", 9, b'2' | b'3') if rest.as_bytes().get(1) == Some(&b'1') => &[2, 3, 2, 2],
        // London, and mobiles; the rest has codes of three to five digits.
        ("44", 10, b'2') => &[2, 4, 4],
        ("44", 10, b'7') => &[4, 3, 3],
        // Mobiles are 1xx; the great cities 10 and 2x; other cities have three digits, and seven or eight of their own.
        ("86", 11, _) => &[3, 4, 4],
        ("86", 10, _) if rest.starts_with("10") || *first == b'2' => &[2, 4, 4],
        ("1" | "86", 10, _) => &[3, 3, 4],
        _ => return None,
    })
}

/// Threes from the left, without a lonely digit or pair at the end.
const fn plain(left: usize) -> &'static [usize] {
    match left {
        5 => &[2, 3],
        6 => &[3, 3],
        7 => &[3, 4],
        8 => &[4, 4],
        9 => &[3, 3, 3],
        10 => &[3, 3, 4],
        11 => &[3, 4, 4],
        12 => &[3, 3, 3, 3],
        13 => &[3, 3, 3, 4],
        14 => &[3, 3, 4, 4],
        _ => &[4],
    }
}

/// The digits of a number in E.164 (without `+`), grouped: `+40 721 555 010`.
pub(super) fn grouped(digits: &str) -> String {
    let (country, mut rest) = digits.split_at(country_length(digits).min(digits.len()));
    let groups = known(country, rest).unwrap_or_else(|| plain(rest.len()));
    let mut out = ["+", country].concat();
    for group in groups {
        let (group, more) = rest.split_at((*group).min(rest.len()));
        out.push(' ');
        out.push_str(group);
        rest = more;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_is_grouped_as_it_writes_its_numbers() {
        for number in [
            "+1 212 555 0123",
            "+7 495 123 45 67",
            "+7 912 345 67 89",
            "+33 1 23 45 67 89",
            "+373 22 555 010",
            "+375 29 123 45 67",
            "+380 44 123 45 67",
            "+40 21 318 03 23",
            "+40 721 555 010",
            "+40 264 555 010",
            "+44 20 7946 0958",
            "+44 7700 900 123",
            "+86 755 8291 8333",
            "+86 138 0013 8000",
            "+86 10 6552 9988",
            "+86 574 555 0100",
            "+90 212 555 01 00",
            "+49 3012 3456",
        ] {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(grouped(&digits), number);
        }
    }

    #[test]
    fn no_digit_is_lost_or_left_alone() {
        for country in ["1", "7", "40", "49", "86", "373", "852", "99"] {
            for length in 8..=15 {
                let digits: String = country.chars().chain("123456789012345".chars()).take(length).collect();
                let shown = grouped(&digits);
                let back: String = shown.chars().filter(char::is_ascii_digit).collect();
                assert_eq!(back, digits);
                let last = shown.rsplit(' ').next().unwrap_or_default();
                assert!(last.len() >= 2 && shown.contains(' '), "{shown}");
            }
        }
    }
}
