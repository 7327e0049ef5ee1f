//! Who connects to the broker. How accounts and their secrets are kept is not known here.

use async_trait::async_trait;
use domain::ids::BankId;

/// An account of the broker, known after its password was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// The server itself, any of its nodes.
    Server,
    /// One locker bank.
    Bank(BankId),
}

/// Who may connect: supplied by whoever keeps the accounts.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// The account of this name, if the password is right and the account may connect now; `None` otherwise, also when
    /// it cannot be found out at the moment.
    ///
    /// It is asked at each connect, so a revoked password is refused at the next one;
    /// [`Broker::disconnect`](super::Broker::disconnect) ends a standing connection. It should compare in constant time
    /// and take as long for unknown names, and must answer well within ten seconds.
    async fn check(&self, username: &str, password: &[u8]) -> Option<Account>;
}

impl Account {
    /// The account as one word, for the broker crate, which remembers sessions by it.
    pub(super) fn tag(self) -> String {
        match self {
            Self::Server => "server".to_owned(),
            Self::Bank(bank) => format!("bank:{bank}"),
        }
    }

    /// The account a word of [`Account::tag`] stands for.
    pub(super) fn from_tag(tag: &str) -> Option<Self> {
        match tag.split_once(':') {
            None if tag == "server" => Some(Self::Server),
            Some(("bank", bank)) => bank.parse().ok().map(Self::Bank),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_its_account_and_nothing_else_does() {
        let bank = "01920000-0000-7000-8000-000000000001".parse().unwrap();
        for account in [Account::Server, Account::Bank(bank)] {
            assert_eq!(Account::from_tag(&account.tag()), Some(account));
        }
        for unknown in ["", "admin", "bank:", "bank:server", "server:"] {
            assert_eq!(Account::from_tag(unknown), None, "{unknown:?}");
        }
    }
}
