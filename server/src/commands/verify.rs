//! Checks a receipt, without a database and without a network unless asked for one.

use std::process::ExitCode;

use backend::proofs::{ask_for_keys, public_key, signing_key, told_keys};
use backend::secrets::MasterKey;
use domain::custody::Ending;
use domain::proofs::{Receipt, verify};

use super::words::utc;
use crate::cli::{Common, VerifyArgs};
use crate::config::KeySource;
use crate::failure::{Doing, Failure};

/// `cloakroom verify`. Ends with an error unless the receipt is genuine.
pub(super) async fn run(common: &Common, args: &VerifyArgs) -> Result<ExitCode, Failure> {
    let file = std::fs::read(&args.file).doing(format!("read {}", args.file.display()))?;
    let keys = match (&args.key, &args.keys, &args.house) {
        (Some(key), _, _) => vec![public_key(key)?],
        (_, Some(path), _) => {
            let text = std::fs::read_to_string(path).doing(format!("read {}", path.display()))?;
            told_keys(&text)?
        }
        (_, _, Some(house)) => ask_for_keys(house).await?,
        (None, None, None) => vec![signing_key(&own_key(common)?).verifying_key()],
    };
    match verify(&file, &keys) {
        Ok(receipt) => {
            println!("{}", told(&receipt));
            Ok(ExitCode::SUCCESS)
        }
        Err(doubt) => {
            println!("NOT GENUINE: {doubt}.");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The key of the house on this machine.
fn own_key(common: &Common) -> Result<MasterKey, Failure> {
    let config = common.load()?;
    match &config.keys.master {
        KeySource::Text(text) => Ok(MasterKey::from_base64(text.expose())?),
        KeySource::File(path) | KeySource::OwnFile(path) if path.exists() => Ok(MasterKey::from_file(path)?),
        KeySource::File(_) | KeySource::OwnFile(_) => Err(Failure::new(
            "no house lives on this machine: say whose receipt it is, with --key, --keys or --house",
        )),
    }
}

fn told(receipt: &Receipt) -> String {
    let ended = match receipt.ending {
        Ending::Collected => "collected",
        Ending::Returned => "taken back",
        Ending::Cancelled => "taken out",
    };
    let withheld = receipt.events.iter().filter(|link| link.says.is_none()).count();
    let late = receipt
        .events
        .iter()
        .any(|link| link.linked_at - link.at > domain::Span::hours(1));
    let mut lines = vec![
        "GENUINE. Every byte is as the house gave it.".to_owned(),
        format!(
            "  what      {}, kept for {}",
            receipt.item.wire().replace('_', " "),
            receipt.organisation
        ),
        format!("  for       {}", receipt.recipient),
        format!("  where     {}, compartment {}", receipt.place, receipt.compartment),
        format!("  stored    {} UTC", utc(receipt.stored_at)),
        format!("  {ended:<9} {} UTC", utc(receipt.ended_at)),
        format!("  given     {} UTC by {}", utc(receipt.issued_at), receipt.house),
        format!(
            "  events    {}, each linked to the one before; the words of {withheld} are not told",
            receipt.events.len()
        ),
    ];
    if late {
        lines.push("  note      some events are older than the chain and were linked later".to_owned());
    }
    lines.join("\n")
}
