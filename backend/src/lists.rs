//! What lists have alike: a search whose words are no pattern, and pages of which each begins where the last one ended.

use domain::{Cursor, Page};

use crate::fault::Result;

/// A LIKE pattern for "contains", with `!` as the escape.
pub(crate) fn contains(text: &str) -> String {
    let escaped = text
        .to_lowercase()
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{escaped}%")
}

/// A page of at most so many of these rows. One more was read, to know whether there are others; `place` says where a row
/// stands in the list, `shown` makes of it what people see.
///
/// # Errors
/// What `shown` says.
pub(crate) fn page<R, V>(
    mut rows: Vec<R>,
    most: i64,
    place: impl FnOnce(&R) -> String,
    shown: impl FnMut(R) -> Result<V>,
) -> Result<Page<V>> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| more).map(|row| Cursor(place(row)));
    let rows = rows.into_iter().map(shown).collect::<Result<_>>()?;
    Ok(Page { rows, next })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_no_pattern() {
        assert_eq!(contains("100% A_b!"), "%100!% a!_b!!%");
    }

    #[test]
    fn the_row_too_many_tells_of_the_next_page_and_is_not_shown() {
        let pages = |count: i32| page((0..count).collect(), 3, ToString::to_string, |row: i32| Ok(row * 10)).unwrap();
        let all = pages(3);
        assert_eq!((all.rows, all.next), (vec![0, 10, 20], None));
        let first = pages(4);
        assert_eq!(
            (first.rows, first.next),
            (vec![0, 10, 20], Some(Cursor("2".to_owned())))
        );
        assert_eq!(pages(0).next, None);
    }
}
