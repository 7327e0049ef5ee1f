//! For whom browsers make passkeys, and use them: the name of the house on the web.

use domain::accounts::second_step::Party;
use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder, WebauthnError};

use crate::fault::{Fault, Result};
use crate::house::House;

/// What the browser's own windows call us, where it says more than the name of the host.
const NAME: &str = "Cloakroom";

/// What checks answers of browsers; none where the public address is one that browsers make no passkeys for.
pub(super) fn webauthn(house: &House) -> Result<Option<Webauthn>> {
    let Some(party) = Party::of(&house.settings.public_url) else {
        return Ok(None);
    };
    let odd = || Fault::broken("passkeys.party", "reading the public address");
    let origin = Url::parse(&party.origin).map_err(|error| odd().because(error))?;
    // As browsers write it: a name in other letters than Latin ones has another form there.
    let id = origin.domain().unwrap_or(&party.id);
    let built = WebauthnBuilder::new(id, &origin).and_then(|builder| builder.rp_name(NAME).build());
    built.map(Some).map_err(|error| broken("preparing passkeys", &error))
}

/// What went wrong inside: no answer of a browser is the cause.
pub(super) fn broken(doing: &str, error: &WebauthnError) -> Fault {
    Fault::broken("passkeys.webauthn", format!("{doing}: {error}"))
}
