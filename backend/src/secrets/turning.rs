//! The files of a turn of signing keys: the next one and the old one, beside the one that signs.
//!
//! What must not be here: when one takes the place of another. A human at the machine does that.

use std::fs;
use std::path::{Path, PathBuf};

use domain::lockers::HouseKeys;
use domain::lockers::protocol::PublicKey;

use super::SigningKeyFile;
use crate::fault::{Fault, Result};
use crate::outside::Chance;

/// Where they lie: `signing.next.key` and `signing.old.key` beside `signing.key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnFiles {
    signing: PathBuf,
    next: PathBuf,
    old: PathBuf,
}

/// The keys that are there now.
#[derive(Clone)]
pub struct KeyRing {
    /// Signs commands.
    pub signing: SigningKeyFile,
    /// Will sign them.
    pub next: Option<SigningKeyFile>,
    /// Signed them before.
    pub old: Option<SigningKeyFile>,
}

fn moving(doing: &'static str, path: &Path) -> impl Fn(std::io::Error) -> Fault {
    move |error| Fault::unavailable("secrets.file", format!("{doing} the key file {}", path.display())).because(error)
}

fn there(path: &Path) -> Result<Option<SigningKeyFile>> {
    if fs::exists(path).map_err(moving("looking for", path))? {
        SigningKeyFile::from_file(path).map(Some)
    } else {
        Ok(None)
    }
}

impl TurnFiles {
    /// Those beside this file.
    pub fn beside(signing: &Path) -> Self {
        Self {
            signing: signing.to_owned(),
            next: signing.with_extension("next.key"),
            old: signing.with_extension("old.key"),
        }
    }

    /// Where the next key lies.
    pub fn next_path(&self) -> &Path {
        &self.next
    }

    /// Where the old key lies.
    pub fn old_path(&self) -> &Path {
        &self.old
    }

    /// The next key, if there is one.
    ///
    /// # Errors
    /// `Unavailable` when the file cannot be read, `Broken` when it is not 32 bytes.
    pub fn next(&self) -> Result<Option<SigningKeyFile>> {
        there(&self.next)
    }

    /// The old key, if there is one.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn old(&self) -> Result<Option<SigningKeyFile>> {
        there(&self.old)
    }

    /// What is there beside the key that signs.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn ring(&self, signing: &SigningKeyFile) -> Result<KeyRing> {
        Ok(KeyRing {
            signing: signing.clone(),
            next: self.next()?,
            old: self.old()?,
        })
    }

    /// Makes the next key (mode 0600). One that is there is never replaced: then it is given.
    ///
    /// # Errors
    /// As [`SigningKeyFile::from_file_or_new`].
    pub fn make_next(&self, chance: &dyn Chance) -> Result<SigningKeyFile> {
        SigningKeyFile::from_file_or_new(&self.next, chance)
    }

    /// The next key signs from the next start on, and the one that signs now is the old one. An old one that is still there
    /// is never replaced.
    ///
    /// # Errors
    /// `Unavailable` when a file cannot be renamed, `Broken` when there is an old one, or no next.
    pub fn turn(&self) -> Result<()> {
        // A turn that was cut short has left the key that signs under both names.
        let kept = fs::read(&self.old).ok();
        let begun = kept.is_some() && kept == fs::read(&self.signing).ok();
        if !self.next.exists() || (self.old.exists() && !begun) {
            return Err(Fault::broken(
                "secrets.turn",
                "turning the keys: there must be a next one and no old one",
            ));
        }
        if !begun {
            // Linked first: whatever fails, the key that signs now is there under one name at least.
            fs::hard_link(&self.signing, &self.old).map_err(moving("keeping", &self.signing))?;
        }
        fs::rename(&self.next, &self.signing).map_err(moving("renaming", &self.next))
    }

    /// Deletes the old key.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be deleted.
    pub fn end_old(&self) -> Result<()> {
        fs::remove_file(&self.old).map_err(moving("deleting", &self.old))
    }
}

impl KeyRing {
    /// One key and no other.
    pub fn only(signing: SigningKeyFile) -> Self {
        Self {
            signing,
            next: None,
            old: None,
        }
    }

    /// The public halves.
    pub fn public(&self) -> HouseKeys {
        HouseKeys {
            signing: self.signing.public_key(),
            next: self.next.as_ref().map(SigningKeyFile::public_key),
            old: self.old.as_ref().map(SigningKeyFile::public_key),
        }
    }

    /// The key with this public half, to sign what banks are told of keys. The next one signs nothing yet.
    pub fn signer(&self, public: PublicKey) -> Option<&SigningKeyFile> {
        [Some(&self.signing), self.old.as_ref()]
            .into_iter()
            .flatten()
            .find(|key| key.public_key() == public)
    }
}
