//! Events of banks, as the server reads them.
#![no_main]

use cloakroom_fuzz::reads_back;
use domain::lockers::protocol::Event;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| reads_back(data, Event::parse, Event::to_bytes));
