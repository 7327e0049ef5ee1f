//! A house without administrator: the operator gets a one-time link, on standard output and nowhere else.

use super::Parts;
use crate::failure::Failure;

/// Prints the link once, at the first start. Later ones come from `cloakroom admin invite`.
pub(super) async fn administrator(parts: &Parts, public_url: &str) -> Result<(), Failure> {
    if parts.house.settings.demo {
        return Ok(());
    }
    if let Some(secret) = parts.accounts.ensure_first_administrator(None).await? {
        println!("There is no administrator yet. This link makes one; it works once, for 72 hours:");
        println!("  {public_url}/en/invitation/{}", secret.expose());
    }
    Ok(())
}
