//! The few words that files, labels and receipts of tags need beside the templates of notices: `tags.json` of each
//! language. What must not be here: words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::Locale;
use domain::tags::TagKey;
use serde::Deserialize;

/// The words of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    cover: String,
    tag: String,
    pool: String,
    pub found_me: String,
    call: String,
    pub or_scan: String,
    pub thanks: String,
    pub key: String,
    pub address: String,
    pub product: String,
    pub pool_column: String,
    pub state: String,
    states: BTreeMap<String, String>,
    pub keys: String,
}

static ALL: LazyLock<[Option<Wording>; 4]> = LazyLock::new(|| {
    [
        include_str!("../../templates/en/tags.json"),
        include_str!("../../templates/ro/tags.json"),
        include_str!("../../templates/ru/tags.json"),
        include_str!("../../templates/zh/tags.json"),
    ]
    .map(|text| serde_json::from_str(text).ok())
});

/// The words of this language.
///
/// # Errors
/// `Broken` when its file is damaged; a test reads all four.
pub(super) fn wording(locale: Locale) -> crate::fault::Result<&'static Wording> {
    let at = Locale::ALL.into_iter().position(|own| own == locale);
    at.and_then(|at| ALL[at].as_ref())
        .ok_or_else(|| crate::fault::Fault::broken("tags.wording", "reading the words of a language"))
}

impl Wording {
    /// What a payment of cover is for.
    pub fn cover(&self, key: TagKey, days: u16) -> String {
        self.cover
            .replace("{key}", &key.grouped())
            .replace("{days}", &days.to_string())
    }

    /// What a payment of a tag is for.
    pub fn tag(&self, product: &str, key: TagKey) -> String {
        self.tag.replace("{product}", product).replace("{key}", &key.grouped())
    }

    /// What a payment of a pool is for.
    pub fn pool(&self, n: u32, product: &str, pool: &str) -> String {
        self.pool
            .replace("{n}", &n.to_string())
            .replace("{product}", product)
            .replace("{pool}", pool)
    }

    /// Whom a finder calls.
    pub fn call(&self, phone: &str) -> String {
        self.call.replace("{phone}", phone)
    }

    /// The word for a key's state.
    pub fn state(&self, wire: &str) -> &str {
        self.states.get(wire).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::tags::KeyWord;

    #[test]
    fn every_language_has_every_word() {
        let key = TagKey::nth(1);
        for locale in Locale::ALL {
            let words = wording(locale).unwrap();
            for word in KeyWord::ALL {
                assert!(!words.state(word.wire()).is_empty(), "{locale:?} {word:?}");
            }
            let all = [
                words.cover(key, 365),
                words.tag("Keyring", key),
                words.pool(5, "Keyring", "P-1"),
                words.call("+40 21 555 0100"),
            ];
            assert!(
                all.iter().all(|text| !text.contains('{') && !text.is_empty()),
                "{all:?}"
            );
        }
    }
}
