//! The SQL of test openings of doors that are out of service.

use domain::Timestamp;
use domain::ids::{BankId, CompartmentId};
use domain::lockers::{TestOpening, TestResult};

use super::sql::CompartmentRow;
use crate::db::{Tx, exec};
use crate::fault::{Fault, Result};
use crate::house::moment;

impl CompartmentRow {
    /// How its newest test opening went; `zone` is the bank's.
    pub(super) fn test(&self, zone: &str) -> Result<Option<TestOpening>> {
        let (Some(at), Some(result)) = (self.test_at, &self.test_result) else {
            return Ok(None);
        };
        let result = serde_json::from_str(result)
            .map_err(|e| Fault::broken("lockers.test", "reading how a test opening went").because(e))?;
        Ok(Some(TestOpening {
            at: moment(zone, Timestamp(at)),
            result,
        }))
    }
}

fn body(result: TestResult) -> Result<String> {
    serde_json::to_string(&result)
        .map_err(|e| Fault::broken("lockers.test", "writing how a test opening went").because(e))
}

/// Begins a test opening; 0 when the compartment is in service, or anybody counts on it, or something lies inside. Whoever
/// puts it back into service at the same time waits for this row, and then finds the test under way.
pub(super) async fn begin(tx: &mut Tx, id: CompartmentId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE compartments SET test_under_way = 1, test_at = $2, test_result = $3, used = 1
         WHERE id = $1 AND out_reason IS NOT NULL AND claimed_by IS NULL AND COALESCE(item, 0) = 0",
        id,
        now,
        body(TestResult::Ordered)?
    )
}

/// Keeps how far it came.
pub(super) async fn note(tx: &mut Tx, bank: BankId, number: u16, result: TestResult, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "UPDATE compartments SET test_under_way = $3, test_at = $4, test_result = $5
         WHERE bank_id = $1 AND number = $2",
        bank,
        number,
        result.is_under_way(),
        now,
        body(result)?
    )?;
    Ok(())
}
