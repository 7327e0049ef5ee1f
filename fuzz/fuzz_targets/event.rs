//! Events of banks, as the server reads them.
#![no_main]

use cloakroom_fuzz::reads_back;
use domain::lockers::protocol::{Event, Fact};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    reads_back(data, Event::parse, Event::to_bytes);
    let Ok(event) = Event::parse(data) else { return };
    if matches!(event.fact, Fact::CommandResult { .. }) {
        let bytes = event.to_bytes().expect("it was read");
        let mut more: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        more["outcome"]["no_such_field"] = true.into();
        assert!(
            Event::parse(more.to_string().as_bytes()).is_err(),
            "an unknown field is refused: {more}"
        );
    }
});
