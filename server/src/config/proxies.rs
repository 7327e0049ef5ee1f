//! Whose `X-Forwarded-For` is believed, and so where a visitor comes from.

use std::net::{IpAddr, Ipv6Addr};

/// The proxies in front of us.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    base: u128,
    bits: u32,
}

impl Proxies {
    /// Reads addresses (`10.0.0.7`) and networks (`10.0.0.0/8`, `fd00::/8`).
    ///
    /// # Errors
    /// The first entry that is neither.
    pub fn parse(entries: &[String]) -> Result<Self, String> {
        let parsed = entries
            .iter()
            .map(|entry| Network::parse(entry).ok_or_else(|| entry.clone()));
        parsed.collect::<Result<_, _>>().map(Self)
    }

    /// Where a visitor comes from: the peer, or, if the peer is one of our proxies, the last address of
    /// `X-Forwarded-For` that is none of them. What is to the left of that one could be anything.
    pub fn visitor(&self, peer: IpAddr, forwarded_for: Option<&str>) -> IpAddr {
        let mut visitor = peer.to_canonical();
        let mut chain = forwarded_for.unwrap_or_default().rsplit(',');
        while self.trusts(visitor) {
            let Some(Ok(next)) = chain.next().map(|text| text.trim().parse::<IpAddr>()) else {
                break;
            };
            visitor = next.to_canonical();
        }
        visitor
    }

    /// Whether this is one of our proxies.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let bits = to_bits(address);
        self.0.iter().any(|network| network.holds(bits))
    }
}

impl Network {
    fn parse(entry: &str) -> Option<Self> {
        let (address, length) = match entry.trim().split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
            None => (entry.trim(), None),
        };
        let address: IpAddr = address.parse().ok()?;
        // An IPv4 network is kept as the IPv6 network that its mapped addresses form.
        let (most, before) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
        let length = length.unwrap_or(most);
        (length <= most).then(|| Self {
            base: to_bits(address),
            bits: before + length,
        })
    }

    fn holds(self, address: u128) -> bool {
        let differs = self.base ^ address;
        differs.leading_zeros() >= self.bits
    }
}

fn to_bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => Ipv6Addr::to_bits(v6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(entries: &[&str]) -> Proxies {
        Proxies::parse(&entries.iter().map(|e| (*e).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn only_our_proxies_are_believed() {
        let ours = proxies(&["10.0.0.0/8", "::1"]);
        let check = |peer: &str, header: Option<&str>, expected: &str| {
            let visitor = ours.visitor(peer.parse().unwrap(), header);
            assert_eq!(visitor.to_string(), expected, "{peer} {header:?}");
        };
        check("203.0.113.9", Some("1.2.3.4"), "203.0.113.9");
        check("10.1.2.3", None, "10.1.2.3");
        check("10.1.2.3", Some("198.51.100.1"), "198.51.100.1");
        check("::ffff:10.1.2.3", Some("198.51.100.1"), "198.51.100.1");
        check("::1", Some("6.6.6.6, 198.51.100.1, 10.9.9.9"), "198.51.100.1");
        check("::1", Some("nonsense"), "::1");
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for wrong in ["", "proxy.example", "10.0.0.0/33", "::/129", "10.0.0.0/x"] {
            assert_eq!(Proxies::parse(&[wrong.to_owned()]), Err(wrong.to_owned()));
        }
    }
}
