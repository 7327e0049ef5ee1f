//! Passwords: argon2id (19 MiB, two passes, one lane), off the async threads and few at a time, so that
//! a crowd at the sign-in page cannot take all memory.
//!
//! What must not be here: rules about what a good password is. Those are the domain's.

use std::sync::Arc;

use argon2::password_hash::Error as HashError;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::Semaphore;

use crate::fault::{Fault, Result};
use crate::outside::Chance;

/// Hashes computed at once: 19 MiB and one core each.
const AT_ONCE: usize = 2;
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The hash of a password that nobody has, with the same cost as a real one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Makes and checks password hashes. Clones share the queue.
#[derive(Clone)]
pub struct Passwords {
    gate: Arc<Semaphore>,
    chance: Arc<dyn Chance>,
}

impl Passwords {
    /// A queue of its own; a process wants one.
    pub fn new(chance: Arc<dyn Chance>) -> Self {
        Self {
            gate: Arc::new(Semaphore::new(AT_ONCE)),
            chance,
        }
    }

    /// The PHC string to keep for this password.
    ///
    /// # Errors
    /// `Broken` when it cannot be computed.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let salt: [u8; 16] = self.chance.bytes();
        let password = password.to_owned();
        self.off_thread(move || {
            argon2()?
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map(|hash| hash.to_string())
        })
        .await
    }

    /// Whether this password belongs to this PHC string.
    ///
    /// # Errors
    /// `Broken` when the stored string is not one.
    pub async fn verify(&self, password: &str, phc: &str) -> Result<bool> {
        let (password, phc) = (password.to_owned(), phc.to_owned());
        self.off_thread(move || {
            let hash = PasswordHash::new(&phc)?;
            match argon2()?.verify_password(password.as_bytes(), &hash) {
                Ok(()) => Ok(true),
                Err(HashError::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// For an account that does not exist: takes as long as [`Self::verify`], and is never right.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub async fn verify_dummy(&self, password: &str) -> Result<bool> {
        self.verify(password, NOBODY).await.map(|_| false)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T> {
        let fault = || Fault::broken("secrets.password", "computing a password's hash");
        let place = Arc::clone(&self.gate)
            .acquire_owned()
            .await
            .map_err(|error| fault().because(error))?;
        tokio::task::spawn_blocking(move || {
            // Held inside: a request that is given up must not free the place while the work goes on.
            let _place = place;
            work()
        })
        .await
        .map_err(|error| fault().because(error))?
        .map_err(|error| fault().because(error.to_string()))
    }
}

fn argon2() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
