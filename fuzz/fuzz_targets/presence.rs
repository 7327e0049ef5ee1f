//! Whether a bank is there, as the server reads it: also the last will that a broker sends.
#![no_main]

use cloakroom_fuzz::reads_back;
use domain::lockers::protocol::Presence;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| reads_back(data, Presence::parse, Presence::to_bytes));
