//! Private links and drop seeds. They are derived from the case under the master key, so that each message can carry the
//! link again; the database keeps keyed hashes, and opens nothing for whoever takes it. What must not be here: logs.

use domain::custody::LinkSecret;
use domain::found::Side;
use domain::ids::CaseId;

use crate::house::House;
use crate::secrets::MasterKey;

/// The private link of one side of a case.
pub(super) fn link(key: &MasterKey, case: CaseId, side: Side) -> LinkSecret {
    let input = [case.0.as_bytes().as_slice(), side.wire().as_bytes()].concat();
    shortened(key.derive_bytes("found.link.make", &input))
}

/// Under which a link is found.
pub(super) fn link_hash(key: &MasterKey, link: &LinkSecret) -> String {
    key.lookup_hash("found.link", &link.to_bytes())
}

/// The whole address of a side's page.
pub(super) fn address(house: &House, case: CaseId, side: Side, locale: domain::Locale) -> String {
    let secret = link(&house.key, case, side).expose();
    format!("{}/{}/c/{secret}", house.settings.public_url, locale.code())
}

/// What code and QR of the `n`th locker drop of a case are made of.
pub(super) fn drop_seed(key: &MasterKey, case: CaseId, n: i64) -> LinkSecret {
    let input = [case.0.as_bytes().as_slice(), &n.to_be_bytes()].concat();
    shortened(key.derive_bytes("found.drop.make", &input))
}

/// Under which a finder's address or number is found again.
pub(super) fn contact_hash(key: &MasterKey, text: &str) -> String {
    key.lookup_hash("found.contact", text.as_bytes())
}

/// Where a report came from, for limits.
pub(super) fn from_hash(key: &MasterKey, address: &str) -> String {
    key.lookup_hash("found.address", address.as_bytes())
}

fn shortened(bytes: [u8; 32]) -> LinkSecret {
    let mut short = [0; 16];
    short.copy_from_slice(&bytes[..16]);
    LinkSecret::from_bytes(short)
}
