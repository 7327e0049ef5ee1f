//! Where the broker is and who we are there: `mqtt://user:password@host:port`. Nothing here connects.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

/// Where a broker is and the account to use there.
///
/// Its `Debug` and `Display` never show the password.
#[derive(Clone, PartialEq, Eq)]
pub struct BrokerAddress {
    pub(super) tls: bool,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) account: Option<(String, String)>,
}

/// Why a text is not the address of a broker. Never repeats the text, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Neither `mqtt://` nor `mqtts://`.
    #[error("a broker's address begins with mqtt:// or mqtts://")]
    Scheme,
    /// No host, or something in it that cannot be a host.
    #[error("the broker's address has no valid host")]
    Host,
    /// Not a number from 1 to 65535.
    #[error("the broker's port is not a number from 1 to 65535")]
    Port,
    /// A user without password, or a broken `%` escape in either.
    #[error("the broker's user and password must be given as user:password, percent-encoded")]
    Account,
    /// Something after the port.
    #[error("nothing may follow the broker's port")]
    Rest,
}

impl BrokerAddress {
    /// A broker at a socket address of this machine or network, without TLS.
    pub fn plain(at: SocketAddr, user: &str, password: &str) -> Self {
        let host = match at {
            SocketAddr::V4(v4) => v4.ip().to_string(),
            SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
        };
        Self {
            tls: false,
            host,
            port: at.port(),
            account: Some((user.to_owned(), password.to_owned())),
        }
    }
}

impl FromStr for BrokerAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let (tls, rest) = match (text.strip_prefix("mqtt://"), text.strip_prefix("mqtts://")) {
            (Some(rest), _) => (false, rest),
            (_, Some(rest)) => (true, rest),
            _ => return Err(AddressError::Scheme),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (account, place) = match rest.rsplit_once('@') {
            Some((account, place)) => (Some(parse_account(account)?), place),
            None => (None, rest),
        };
        if place.contains(['/', '?', '#']) {
            return Err(AddressError::Rest);
        }
        let (host, port) = split_port(place)?;
        let port = match port {
            Some(port) => port.parse().ok().filter(|port| *port != 0).ok_or(AddressError::Port)?,
            None if tls => 8883,
            None => 1883,
        };
        Ok(Self {
            tls,
            host: host.to_owned(),
            port,
            account,
        })
    }
}

impl fmt::Display for BrokerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "mqtts" } else { "mqtt" };
        match &self.account {
            Some((user, _)) => write!(f, "{scheme}://{user}:***@{}:{}", self.host, self.port),
            None => write!(f, "{scheme}://{}:{}", self.host, self.port),
        }
    }
}

impl fmt::Debug for BrokerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BrokerAddress({self})")
    }
}

fn split_port(place: &str) -> Result<(&str, Option<&str>), AddressError> {
    let (host, port) = match place.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((address, after)) => {
            address.parse::<std::net::Ipv6Addr>().map_err(|_| AddressError::Host)?;
            let port = match after.strip_prefix(':') {
                Some(port) => Some(port),
                None if after.is_empty() => None,
                None => return Err(AddressError::Host),
            };
            (&place[..address.len() + 2], port)
        }
        None => match place.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (place, None),
        },
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if host.is_empty() || !host.chars().all(fits) {
        return Err(AddressError::Host);
    }
    Ok((host, port))
}

fn parse_account(account: &str) -> Result<(String, String), AddressError> {
    let (user, password) = account.split_once(':').ok_or(AddressError::Account)?;
    let user = percent_decode(user)
        .filter(|user| !user.is_empty())
        .ok_or(AddressError::Account)?;
    let password = percent_decode(password).ok_or(AddressError::Account)?;
    Ok((user, password))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<BrokerAddress, AddressError> {
        text.parse()
    }

    #[test]
    fn reads_scheme_account_host_and_port() {
        let cases = [
            ("mqtt://localhost", false, "localhost", 1883, None),
            ("mqtts://broker.example/", true, "broker.example", 8883, None),
            ("mqtt://u:p@10.0.0.1:1999", false, "10.0.0.1", 1999, Some(("u", "p"))),
            (
                "mqtt://u:p%40%3a%2Fx@[::1]:1883",
                false,
                "[::1]",
                1883,
                Some(("u", "p@:/x")),
            ),
            ("mqtt://u:a@b@host", false, "host", 1883, Some(("u", "a@b"))),
        ];
        for (text, tls, host, port, account) in cases {
            let address = parse(text).unwrap();
            assert_eq!(
                (address.tls, address.host.as_str(), address.port),
                (tls, host, port),
                "{text}"
            );
            let account = account.map(|(user, password)| (user.to_owned(), password.to_owned()));
            assert_eq!(address.account, account, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_an_address() {
        let cases = [
            ("http://localhost", AddressError::Scheme),
            ("localhost:1883", AddressError::Scheme),
            ("mqtt://", AddressError::Host),
            ("mqtt://a b", AddressError::Host),
            ("mqtt://[::1]x", AddressError::Host),
            ("mqtt://[nonsense]:1", AddressError::Host),
            ("mqtt://host:0", AddressError::Port),
            ("mqtt://host:70000", AddressError::Port),
            ("mqtt://host:", AddressError::Port),
            ("mqtt://user@host", AddressError::Account),
            ("mqtt://:pass@host", AddressError::Account),
            ("mqtt://u:%zz@host", AddressError::Account),
            ("mqtt://host/path", AddressError::Rest),
            ("mqtt://host?x=1", AddressError::Rest),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn never_shows_the_password() {
        let address = parse("mqtt://node:s3cret@host").unwrap();
        assert_eq!(format!("{address}"), "mqtt://node:***@host:1883");
        assert!(!format!("{address:?}").contains("s3cret"));
    }
}
