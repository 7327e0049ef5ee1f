//! Where the reader is: what the address of this page says. The same on the server and in the browser.
//!
//! Every link loads a page anew: the server is quick, and so no browser needs to know any page but the one it shows.

use leptos::prelude::*;

/// What the address of this page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Here {
    path: String,
    query: Query,
    thing: Option<String>,
}

impl Here {
    /// At `path`, with what stood behind the question mark; `thing` is what the page's address names.
    pub fn new(path: impl Into<String>, query: &str, thing: Option<&str>) -> Self {
        Self {
            path: path.into(),
            query: Query::parse(query),
            thing: thing.map(str::to_owned),
        }
    }

    /// The path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What stands behind the question mark.
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// The id of the thing that this page is about, if its address names one.
    pub fn thing<T: std::str::FromStr>(&self) -> Option<T> {
        self.thing.as_deref().and_then(|id| id.parse().ok())
    }

    /// Path and query.
    pub fn whole(&self) -> String {
        [self.path.as_str(), &self.query.written()].concat()
    }
}

/// The address of this page.
pub fn use_here() -> Here {
    use_context::<Here>().unwrap_or_default()
}

/// Leaves for another page. In the browser only.
pub fn go(href: &str) {
    let _ = window().location().set_href(href);
}

/// What stands behind the question mark of an address: names and values, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what a browser wrote, without the question mark.
    pub fn parse(text: &str) -> Self {
        let pairs = text.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (read(name), read(value)))
                .collect(),
        )
    }

    /// The first value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The same with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// As it stands in an address, with its question mark; empty if there is nothing.
    pub fn written(&self) -> String {
        let mut out = String::new();
        for (name, value) in &self.0 {
            out.push(if out.is_empty() { '?' } else { '&' });
            write(name, &mut out);
            out.push('=');
            write(value, &mut out);
        }
        out
    }
}

fn read(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let coded = match (first, tail) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        match (first, coded) {
            (_, Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            (b'+', None) => bytes.push(b' '),
            (other, None) => bytes.push(*other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(sign: u8) -> Option<u8> {
    let value = char::from(sign).to_digit(16)?;
    u8::try_from(value).ok()
}

fn write(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_writes_is_read() {
        let query = Query::parse("?q=Ion+Pop%C4%83scu%20%26+fiii&state=stored&empty=&bare&q=second");
        assert_eq!(query.get("q"), Some("Ion Popăscu & fiii"));
        assert_eq!(query.get("state"), Some("stored"));
        assert_eq!((query.get("empty"), query.get("bare")), (Some(""), Some("")));
        assert_eq!(query.get("none"), None);
        assert_eq!(Query::parse(""), Query::default());
    }

    #[test]
    fn nonsense_is_read_as_it_stands() {
        assert_eq!(Query::parse("q=100%").get("q"), Some("100%"));
        assert_eq!(Query::parse("q=%zz%4").get("q"), Some("%zz%4"));
        assert_eq!(Query::parse("q=%ff").get("q"), Some("\u{fffd}"));
        assert_eq!(Query::parse("&&=x&").get(""), Some("x"));
    }

    #[test]
    fn what_was_written_is_read_again() {
        let query = Query::default().with("q", "чек №7 & 包裹 +%").with("from", "a/b=");
        assert_eq!(Query::parse(&query.written()), query);
        assert!(query.written().is_ascii());
        assert_eq!(Query::default().written(), "");
    }

    #[test]
    fn a_page_knows_its_thing() {
        let here = Here::new("/ro/manager/banks/7", "q=a+b", Some("7"));
        assert_eq!(here.thing::<u8>(), Some(7));
        assert_eq!(here.whole(), "/ro/manager/banks/7?q=a%20b");
        assert_eq!(Here::new("/ro/account", "", None).thing::<u8>(), None);
    }
}
