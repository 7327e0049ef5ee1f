//! Retained snapshots of banks, as the server reads them.
#![no_main]

use cloakroom_fuzz::reads_back;
use domain::lockers::protocol::Snapshot;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| reads_back(data, Snapshot::parse, Snapshot::to_bytes));
