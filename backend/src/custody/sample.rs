//! A message to somebody who does not exist, for whoever looks what theirs will be like.
//!
//! What must not be here: a real recipient, a real code, or a link that opens anything.

use domain::Locale;
use domain::custody::Item;
use domain::lockers::Place;
use domain::notices::Template;
use serde_json::{Value, json};

use super::tell::{About, facts};
use crate::house::{House, end_of_day};

/// Seen at once to be none: real codes are mixed.
const CODE: &str = "ABC 123";
/// Whoever was told of a new end has so many days.
const DAYS: u16 = 3;

/// What such a message would say here, whatever it asks for.
pub(crate) fn sample(house: &House, place: &Place, organisation: &str, template: Template, locale: Locale) -> Value {
    let now = house.now();
    let about = About {
        name: recipient(locale),
        item: Item::Passport.wire(),
        organisation,
        compartment: 7,
        deadline: end_of_day(&place.time_zone, now, DAYS),
    };
    let mut data = facts(place, &about, now);
    // The clean page, as in all messages but the first: it shows what one's own browser may see.
    data["link"] = json!(format!("{}/{}/pickup", house.settings.public_url, locale.code()));
    data["last"] = json!(false);
    data["by_fault"] = json!(false);
    data["office"] = Value::Null;
    if matches!(template, Template::Ready | Template::CodeReplaced | Template::NewCode) {
        data["code"] = json!(CODE);
    }
    data
}

/// A name that everybody takes for an example.
const fn recipient(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "Jane Smith",
        Locale::Ro => "Ion Popescu",
        Locale::Ru => "Иван Петров",
        Locale::Zh => "李明",
    }
}
