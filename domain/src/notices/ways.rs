//! How messages leave the house: what an administrator is shown of it, and the message that is sent for a test.
//!
//! What must not be here: a password, a key, or whom any waiting message is for.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Channel;
use crate::accounts::Actor;
use crate::{Email, FormCheck, Moment, Outcome, Phone, Refusal, RefusalCode};

/// How a way out is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetUp {
    /// Nobody said how: such messages wait.
    Unset,
    /// Messages stay in the house, in the demo's inbox.
    Captured,
    /// They are handed to another machine.
    Out {
        /// Its name, with the port if one was given.
        host: String,
        /// Whom mails are from; text messages are from whoever the gateway says.
        from: Option<String>,
        /// What keeps others from reading along.
        cover: Cover,
    },
}

/// What keeps others from reading along on the way to that machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything is said, or nothing is said at all.
    StartTls,
    /// TLS if the other side offers it.
    IfOffered,
    /// Nothing.
    Plain,
}

/// Why a message did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody said how such messages leave.
    NotConfigured,
    /// The address cannot be one.
    Address,
    /// The other side does not take this message or this recipient.
    Refused,
    /// The other side does not know our account.
    SignIn,
    /// The connection cannot be encrypted, or the certificate is not trusted.
    Tls,
    /// No answer in time.
    Timeout,
    /// Nobody listens there.
    Unreachable,
    /// The other side says not now.
    NotNow,
    /// The text itself cannot be made from its template.
    Wording,
    /// Something inside.
    Inside,
}

impl Trouble {
    /// All of them, for the test that each has its words.
    pub const ALL: [Self; 10] = [
        Self::NotConfigured,
        Self::Address,
        Self::Refused,
        Self::SignIn,
        Self::Tls,
        Self::Timeout,
        Self::Unreachable,
        Self::NotNow,
        Self::Wording,
        Self::Inside,
    ];

    /// What the code of a failed try means, as the outbox keeps it.
    pub fn of(code: &str) -> Self {
        match code {
            "not_configured" => Self::NotConfigured,
            "mail.address" => Self::Address,
            "mail.refused" | "sms.refused" => Self::Refused,
            "mail.sign_in" | "sms.sign_in" => Self::SignIn,
            "mail.tls" => Self::Tls,
            "timeout" | "mail.timeout" | "sms.timeout" => Self::Timeout,
            "mail.unreachable" | "sms.unreachable" => Self::Unreachable,
            "mail.not_now" | "sms.not_now" => Self::NotNow,
            "wording" => Self::Wording,
            _ => Self::Inside,
        }
    }
}

/// What did not work last, and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastTrouble {
    /// Why.
    pub what: Trouble,
    /// When it is tried again; nothing where the message was given up.
    pub again_at: Option<Moment>,
    /// When the message was given up.
    pub given_up_at: Option<Moment>,
}

/// The outbox of one channel, for all organisations of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// So many messages wait.
    pub waiting: i64,
    /// So many of them wait for the end of somebody's quiet hours.
    pub held: i64,
    /// Since when the oldest of the others waits.
    pub oldest: Option<Moment>,
    /// When one left last, within the 90 days that are kept.
    pub last_sent: Option<Moment>,
    /// So many were given up in the last seven days.
    pub given_up: i64,
    /// What is the matter with one that waits; else with the last one that was given up.
    pub trouble: Option<LastTrouble>,
}

/// One way out of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    /// For which messages.
    pub channel: Channel,
    /// How it is set up.
    pub set_up: SetUp,
    /// What waits there.
    pub queue: Queue,
}

/// A form: send a message for a test.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestMessage {
    /// [`Channel::wire`].
    pub channel: String,
    /// An address or a number, as typed.
    pub to: String,
}

impl TestMessage {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with the fields `channel` and `to`.
    pub fn check(&self) -> Result<(Channel, String), Refusal> {
        let mut form = FormCheck::default();
        let channel = form.take(
            "channel",
            Channel::from_wire(&self.channel).ok_or(RefusalCode::NotAChoice),
        );
        let to = match channel {
            Some(Channel::Sms) => form
                .take("to", Phone::parse(&self.to))
                .map(|phone| phone.as_str().to_owned()),
            _ => form
                .take("to", Email::parse(&self.to))
                .map(|email| email.as_str().to_owned()),
        };
        form.finish()?;
        channel.zip(to).ok_or(Refusal::act(RefusalCode::Form))
    }
}

/// What came of a message that was sent for a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tested {
    /// How it travelled.
    pub channel: Channel,
    /// To whom.
    pub to: String,
    /// Why it did not leave; nothing if the other side took it.
    pub trouble: Option<Trouble>,
    /// What the other side said: one line, shortened, without anything secret of ours.
    pub said: Option<String>,
}

/// What the outside may ask about the ways out.
#[async_trait]
pub trait WaysOutPort: Send + Sync {
    /// How mails and text messages leave the house, and what waits.
    async fn ways(&self, actor: &Actor) -> Outcome<Vec<WayOut>>;

    /// Sends a message at once, past the queue but in the same way, and says what came of it. `Form` with `to`; `SlowDown`
    /// after six within an hour.
    async fn test(&self, actor: &Actor, form: &TestMessage) -> Outcome<Tested>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_goes_to_what_can_be_reached_by_its_channel() {
        let check = |channel: &str, to: &str| {
            let form = TestMessage {
                channel: channel.to_owned(),
                to: to.to_owned(),
            };
            form.check()
        };
        assert_eq!(
            check("sms", "+40 721 555 010"),
            Ok((Channel::Sms, "+40721555010".to_owned()))
        );
        assert_eq!(
            check("email", " ana@example.org "),
            Ok((Channel::Email, "ana@example.org".to_owned()))
        );
        let at = |channel, to| check(channel, to).unwrap_err().at("to");
        assert_eq!(at("sms", "ana@example.org"), Some(RefusalCode::NotAPhone));
        assert_eq!(at("email", "+40721555010"), Some(RefusalCode::NotAnEmail));
        assert_eq!(at("email", " "), Some(RefusalCode::Missing));
        let odd = check("pigeon", "ana@example.org").unwrap_err();
        assert_eq!(odd.at("channel"), Some(RefusalCode::NotAChoice));
    }

    #[test]
    fn a_code_that_nobody_knows_is_something_inside() {
        assert_eq!(Trouble::of("mail.sign_in"), Trouble::SignIn);
        assert_eq!(Trouble::of("sms.timeout"), Trouble::Timeout);
        assert_eq!(Trouble::of("captured"), Trouble::Inside);
    }
}
