//! Topics: one spelling each, and no wildcard is one.
#![no_main]

use domain::lockers::protocol::{Stream, Topic};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some(topic) = Topic::parse(text) else { return };
    assert_eq!(topic.to_string(), text);
    for stream in Stream::ALL {
        let other = Topic { stream, ..topic };
        assert_eq!(Topic::parse(&other.to_string()), Some(other));
        assert_eq!(Topic::parse(&Topic::filter(stream)), None);
    }
});
