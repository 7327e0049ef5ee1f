//! The names by which the server listens at the broker. The topics themselves are the domain's.

use domain::lockers::protocol::{Stream, Topic};

use super::link::Share;

/// Put before a group's name and a filter, it makes the members of the group share the messages instead of each getting
/// all.
///
/// A broker sends no retained messages to a shared subscription: nodes that share learn the state of a bank when it is
/// next published, and keep it in the database.
pub const SHARE_PREFIX: &str = "$share/";

/// Client ids of the server begin so, and those of banks never do: a bank cannot take over the server's session.
pub const SERVER_CLIENT_PREFIX: &str = "cloakroom-server-";

/// What the server listens to, of all banks.
pub const LISTENED: [Stream; 3] = [Stream::Events, Stream::State, Stream::Presence];

/// The filters the server subscribes with.
pub(super) fn listened_filters(share: &Share) -> [String; 3] {
    LISTENED.map(|stream| match share {
        Share::Alone => Topic::filter(stream),
        Share::WithOtherNodes { group } => format!("{SHARE_PREFIX}{group}/{}", Topic::filter(stream)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_stand_below_the_share_when_nodes_share() {
        assert_eq!(listened_filters(&Share::Alone)[0], "cloakroom/v1/banks/+/events");
        let group = "nobody-guesses".to_owned();
        assert_eq!(
            listened_filters(&Share::WithOtherNodes { group })[2],
            "$share/nobody-guesses/cloakroom/v1/banks/+/presence"
        );
    }
}
