//! Long lists are read in pages by cursor, never by counting from the start.

use serde::{Deserialize, Serialize};

/// Where the next page begins: opaque to everybody but the query that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

impl Cursor {
    /// Where an address says that the page begins; when it says nothing, that is at the first row.
    pub fn said(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, in the list's order.
    pub rows: Vec<T>,
    /// Where to go on, if there is more.
    pub next: Option<Cursor>,
}
