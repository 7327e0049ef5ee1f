//! Which account may do what on which topic. Pure functions; whoever calls them keeps to the answer. What is not allowed
//! here by name is denied.

use backend::mqtt::{LISTENED, SERVER_CLIENT_PREFIX, SHARE_PREFIX};
use domain::lockers::protocol::{MAX_BYTES, Stream, Topic};

use super::account::Account;

/// May the account connect under this client id? A bank only under its own id; a node of the server under the server's
/// prefix, which no bank's id has.
pub fn may_connect_as(account: Account, client_id: &str) -> bool {
    match account {
        Account::Server => client_id.len() > SERVER_CLIENT_PREFIX.len() && client_id.starts_with(SERVER_CLIENT_PREFIX),
        Account::Bank(bank) => client_id == bank.to_string(),
    }
}

/// May the account publish to this topic?
pub fn may_publish(account: Account, topic: &str) -> bool {
    match (account, Topic::parse(topic)) {
        (Account::Server, Some(topic)) => topic.stream == Stream::Commands,
        (Account::Bank(own), Some(topic)) => topic.bank == own && topic.stream != Stream::Commands,
        (_, None) => false,
    }
}

/// May the account have the broker keep a message on this topic? Only a bank its state and presence: a kept command
/// would be obeyed late, a kept event counted again.
pub fn may_retain(account: Account, topic: &str) -> bool {
    let kept = |topic: Topic| matches!(topic.stream, Stream::State | Stream::Presence);
    Topic::parse(topic).is_some_and(kept) && may_publish(account, topic)
}

/// May the account leave this last will? As if it published it now.
pub fn may_leave_will(account: Account, topic: &str, retain: bool, payload_len: usize) -> bool {
    payload_len <= MAX_BYTES && may_publish(account, topic) && (!retain || may_retain(account, topic))
}

/// May the account subscribe with this filter? The server all banks' events, state or presence, also shared among its
/// nodes; a bank its own commands. Nobody any other wildcard.
pub fn may_subscribe(account: Account, filter: &str) -> bool {
    match account {
        Account::Server => heard_stream(filter).is_some(),
        Account::Bank(bank) => {
            Topic::parse(filter)
                == Some(Topic {
                    bank,
                    stream: Stream::Commands,
                })
        }
    }
}

/// The stream that a filter of the server listens to, of all banks.
pub(super) fn heard_stream(filter: &str) -> Option<Stream> {
    let filter = match filter.strip_prefix(SHARE_PREFIX) {
        None => filter,
        Some(shared) => shared.split_once('/').filter(|(group, _)| is_group(group))?.1,
    };
    LISTENED.into_iter().find(|stream| Topic::filter(*stream) == filter)
}

/// A name by which nodes share: with nothing in it that means something in a filter.
fn is_group(name: &str) -> bool {
    !name.is_empty() && !name.contains(['+', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const B1: &str = "01920000-0000-7000-8000-00000000000a";
    const B2: &str = "01920000-0000-7000-8000-00000000000b";

    const NOBODY: [bool; 3] = [false; 3];
    const SERVER: [bool; 3] = [true, false, false];
    const BANK_1: [bool; 3] = [false, true, false];
    const BANK_2: [bool; 3] = [false, false, true];

    fn accounts() -> [Account; 3] {
        [
            Account::Server,
            Account::Bank(B1.parse().unwrap()),
            Account::Bank(B2.parse().unwrap()),
        ]
    }

    /// Each row: a text in which `1` and `2` in braces stand for the banks, and who may.
    fn hold(what: &str, table: &[(&str, [bool; 3])], rule: impl Fn(Account, &str) -> bool) {
        for (text, expected) in table {
            let text = text.replace("{1}", B1).replace("{2}", B2);
            let found = accounts().map(|account| rule(account, &text));
            assert_eq!(found, *expected, "{what} {text:?} for [server, bank 1, bank 2]");
        }
    }

    #[test]
    fn publishing() {
        hold(
            "publish",
            &[
                ("cloakroom/v1/banks/{1}/commands", SERVER),
                ("cloakroom/v1/banks/{1}/events", BANK_1),
                ("cloakroom/v1/banks/{1}/state", BANK_1),
                ("cloakroom/v1/banks/{1}/presence", BANK_1),
                ("cloakroom/v1/banks/{2}/commands", SERVER),
                ("cloakroom/v1/banks/{2}/events", BANK_2),
                ("cloakroom/v1/banks/{2}/state", BANK_2),
                ("cloakroom/v1/banks/{2}/presence", BANK_2),
                ("cloakroom/v1/banks/{1}/other", NOBODY),
                ("cloakroom/v1/banks/{1}/events/x", NOBODY),
                ("cloakroom/v1/banks/{1}/", NOBODY),
                ("cloakroom/v1/banks/{1}", NOBODY),
                ("cloakroom/v1/banks//events", NOBODY),
                ("cloakroom/v1/banks/+/commands", NOBODY),
                ("cloakroom/v1/banks/#", NOBODY),
                ("cloakroom/v1/banks/cloakroom-server-1/commands", NOBODY),
                ("cloakroom/v2/banks/{1}/events", NOBODY),
                ("/cloakroom/v1/banks/{1}/events", NOBODY),
                ("Cloakroom/v1/banks/{1}/events", NOBODY),
                ("$SYS/broker/uptime", NOBODY),
                ("", NOBODY),
            ],
            may_publish,
        );
    }

    #[test]
    fn retaining() {
        hold(
            "retain",
            &[
                ("cloakroom/v1/banks/{1}/commands", NOBODY),
                ("cloakroom/v1/banks/{1}/events", NOBODY),
                ("cloakroom/v1/banks/{1}/state", BANK_1),
                ("cloakroom/v1/banks/{2}/presence", BANK_2),
                ("elsewhere", NOBODY),
            ],
            may_retain,
        );
    }

    #[test]
    fn subscribing() {
        hold(
            "subscribe",
            &[
                ("cloakroom/v1/banks/+/events", SERVER),
                ("cloakroom/v1/banks/+/state", SERVER),
                ("cloakroom/v1/banks/+/presence", SERVER),
                ("$share/cloakroom/cloakroom/v1/banks/+/events", SERVER),
                ("$share/other/cloakroom/v1/banks/+/events", SERVER),
                ("$share//cloakroom/v1/banks/+/events", NOBODY),
                ("$share/+/cloakroom/v1/banks/+/events", NOBODY),
                ("$share/cloakroom", NOBODY),
                ("$share/cloakroom/$share/cloakroom/cloakroom/v1/banks/+/events", NOBODY),
                ("cloakroom/v1/banks/+/commands", NOBODY),
                ("$share/cloakroom/cloakroom/v1/banks/+/commands", NOBODY),
                ("cloakroom/v1/banks/+/+", NOBODY),
                ("cloakroom/v1/banks/#", NOBODY),
                ("#", NOBODY),
                ("+/+/+/+/+", NOBODY),
                ("$SYS/#", NOBODY),
                ("cloakroom/v1/banks/{1}/commands", BANK_1),
                ("cloakroom/v1/banks/{2}/commands", BANK_2),
                ("$share/x/cloakroom/v1/banks/{1}/commands", NOBODY),
                ("$share/cloakroom/cloakroom/v1/banks/{1}/commands", NOBODY),
                ("cloakroom/v1/banks/{1}/events", NOBODY),
                ("cloakroom/v1/banks/{1}/#", NOBODY),
                ("cloakroom/v1/banks/{1}/+", NOBODY),
                ("", NOBODY),
            ],
            may_subscribe,
        );
    }

    #[test]
    fn connecting() {
        hold(
            "connect as",
            &[
                ("{1}", BANK_1),
                ("{2}", BANK_2),
                ("{1}x", NOBODY),
                ("cloakroom-server-1", SERVER),
                ("cloakroom-server-", NOBODY),
                ("cloakroom", NOBODY),
                ("", NOBODY),
            ],
            may_connect_as,
        );
        assert!(
            !may_connect_as(accounts()[1], &B1.to_uppercase()),
            "another spelling is another client"
        );
    }

    #[test]
    fn last_wills() {
        let bank = accounts()[1];
        let topic = |bank: &str, stream: &str| format!("cloakroom/v1/banks/{bank}/{stream}");
        assert!(may_leave_will(bank, &topic(B1, "presence"), true, MAX_BYTES));
        assert!(may_leave_will(bank, &topic(B1, "events"), false, 1));
        assert!(!may_leave_will(bank, &topic(B1, "events"), true, 1));
        assert!(!may_leave_will(bank, &topic(B2, "presence"), true, 1));
        assert!(!may_leave_will(bank, &topic(B1, "commands"), false, 1));
        assert!(!may_leave_will(bank, &topic(B1, "presence"), true, MAX_BYTES + 1));
        assert!(!may_leave_will(Account::Server, &topic(B1, "presence"), true, 1));
    }
}
