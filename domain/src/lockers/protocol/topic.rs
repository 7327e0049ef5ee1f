//! The four topics of a bank.

use std::fmt;

use crate::ids::BankId;

/// Which of a bank's topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Server to bank; never retained.
    Commands,
    /// Bank to server, QoS 1.
    Events,
    /// Bank to all, retained.
    State,
    /// Bank (or its last will) to all, retained.
    Presence,
}

impl Stream {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Commands, Self::Events, Self::State, Self::Presence];

    /// The last level of the topic.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Commands => "commands",
            Self::Events => "events",
            Self::State => "state",
            Self::Presence => "presence",
        }
    }
}

/// One topic of one bank: `cloakroom/v1/banks/{bank}/{stream}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Topic {
    /// Whose.
    pub bank: BankId,
    /// Which.
    pub stream: Stream,
}

impl Topic {
    /// What stands before the bank.
    pub const PREFIX: &'static str = "cloakroom/v1/banks/";

    /// Reads a topic, exactly: no wildcard, no other spelling of the id.
    pub fn parse(topic: &str) -> Option<Self> {
        let (bank, stream) = topic.strip_prefix(Self::PREFIX)?.split_once('/')?;
        let bank: BankId = bank.parse().ok()?;
        let stream = Stream::ALL.into_iter().find(|s| s.wire() == stream)?;
        let parsed = Self { bank, stream };
        (parsed.to_string() == topic).then_some(parsed)
    }

    /// The filter that matches this stream of every bank.
    pub fn filter(stream: Stream) -> String {
        format!("{}+/{}", Self::PREFIX, stream.wire())
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}/{}", Self::PREFIX, self.bank, self.stream.wire())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn only_the_exact_spelling_is_a_topic() {
        let topic = Topic {
            bank: BankId(Uuid::from_u128(0xABCD)),
            stream: Stream::Events,
        };
        let text = topic.to_string();
        assert_eq!(Topic::parse(&text), Some(topic));
        for bad in [
            text.to_uppercase(),
            text.replace("events", "event"),
            format!("{text}/x"),
            format!("/{text}"),
            text.replace("v1", "v2"),
            Topic::filter(Stream::Events),
            text.replace('-', ""),
        ] {
            assert_eq!(Topic::parse(&bad), None, "{bad}");
        }
    }
}
