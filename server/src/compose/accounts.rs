//! Who may connect to the embedded broker: banks by their account, and this very process by a password made at its start.

use std::sync::Arc;

use async_trait::async_trait;
use backend::secrets::same;
use domain::accounts::Secret;
use domain::ids::BankId;
use domain::lockers::LockersPort;

use crate::broker::{Account, Accounts};

/// The name of the server's own account.
pub(super) const SERVER: &str = "cloakroom-server";

/// Asks the lockers slice.
pub(super) struct BrokerAccounts {
    pub lockers: Arc<dyn LockersPort>,
    /// The server's password; nobody else ever sees it.
    pub server_password: Secret,
}

#[async_trait]
impl Accounts for BrokerAccounts {
    async fn check(&self, username: &str, password: &[u8]) -> Option<Account> {
        if username == SERVER {
            let right = same(password, self.server_password.expose().as_bytes());
            return right.then_some(Account::Server);
        }
        let bank: BankId = username.parse().ok()?;
        let password = Secret::new(std::str::from_utf8(password).ok()?);
        // Away is logged by the port; the bank tries again.
        let right = self.lockers.bank_account(bank, &password).await.unwrap_or(false);
        right.then_some(Account::Bank(bank))
    }
}
