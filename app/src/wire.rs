//! How a port's answer crosses to the browser: [`ApiError`] carries the code, never a text from inside.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tier", content = "what", rename_all = "snake_case")]
pub enum ApiError {
    /// The port's own answer.
    Port(domain::Error),
    /// The request did not get through, or what came back made no sense: try again.
    Unreachable,
}

impl From<domain::Error> for ApiError {
    fn from(error: domain::Error) -> Self {
        Self::Port(error)
    }
}

impl From<domain::RefusalCode> for ApiError {
    fn from(code: domain::RefusalCode) -> Self {
        Self::Port(code.into())
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Unreachable
    }
}

/// What every server function answers.
pub type Answer<T> = Result<T, ApiError>;
