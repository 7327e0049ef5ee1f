//! What strangers try: messages that are none, guesses, and everybody pressing at once. Each in a short form that `make test`
//! runs and a long one that an environment variable asks for (`docs/operations.md` names neither: they are for us).
//!
//! | variable | says | usual | long |
//! | --- | --- | --- | --- |
//! | `CLOAKROOM_TEST_GUESSES` | how many guesses are made | 5,000 | 1,000,000 |
//! | `CLOAKROOM_TEST_CROWDS` | how often sixty-four submit one code at once | 6 | 200 |

mod crowd;
mod guesses;
mod messages;

/// What an environment variable asks for, or the usual.
fn asked(variable: &str, usual: usize) -> usize {
    std::env::var(variable)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}
