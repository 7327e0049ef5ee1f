//! Text messages by any gateway that speaks HTTP: an address, headers and the body with `{to}` and `{text}` in it.
//!
//! What must not be here: words, trying again, and any one gateway's habits.

use std::time::Duration;

use async_trait::async_trait;
use domain::notices::{Cover, SetUp};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Response, StatusCode, Url, redirect};

use super::heard::{heard, host, password};
use super::texts::Rendered;
use super::transport::{SendError, Transport, Tried};
use crate::fault::{Fault, Result};

const PATIENCE: Duration = Duration::from_secs(15);
/// So much of an answer is read for a test.
const ANSWER: usize = 2048;

/// How the body is written, which decides how values are escaped in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyForm {
    /// `{"to": "{to}", "text": "{text}"}`
    Json,
    /// `to={to}&text={text}`
    Form,
}

/// How to reach the gateway. It holds a key, so it cannot be printed.
#[derive(Clone)]
pub struct SmsConfig {
    /// Where to POST to.
    pub url: String,
    /// Headers of each request, such as `Authorization`.
    pub headers: Vec<(String, String)>,
    /// How the body is written.
    pub form: BodyForm,
    /// The body, with `{to}` and `{text}` (inside quotes, in JSON).
    pub body: String,
}

/// Sends text messages by an HTTP gateway.
pub struct SmsGateway {
    client: Client,
    url: Url,
    form: BodyForm,
    body: String,
    secrets: Vec<String>,
}

impl SmsGateway {
    /// Reads the configuration. A process that uses TLS must have installed its provider before.
    ///
    /// # Errors
    /// `Broken` when the address, a header or the body cannot be right.
    pub fn new(config: &SmsConfig) -> Result<Self> {
        let odd = |what: &'static str| Fault::broken("sms.config", what);
        let url = Url::parse(&config.url).map_err(|_| odd("reading the address of the SMS gateway"))?;
        let mut headers = HeaderMap::new();
        let kind = match config.form {
            BodyForm::Json => "application/json",
            BodyForm::Form => "application/x-www-form-urlencoded",
        };
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        for (name, value) in &config.headers {
            let name =
                HeaderName::try_from(name.as_str()).map_err(|_| odd("reading a header's name of the SMS gateway"))?;
            let mut value = HeaderValue::from_str(value).map_err(|_| odd("reading a header of the SMS gateway"))?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let sample = fill(&config.body, config.form, "+40", "a\"b");
        let whole = config.body.contains("{to}") && config.body.contains("{text}");
        let sound = config.form == BodyForm::Form || serde_json::from_str::<serde::de::IgnoredAny>(&sample).is_ok();
        if !whole || !sound {
            return Err(odd(
                "reading the body for the SMS gateway: it needs {to} and {text}, in JSON inside quotes",
            ));
        }
        let client = Client::builder()
            .default_headers(headers)
            // A gateway that sends us elsewhere would carry the key and the code along.
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .map_err(|error| {
                Fault::unavailable("sms.client", "preparing to speak to the SMS gateway").because(error)
            })?;
        Ok(Self {
            client,
            secrets: secrets(config, &url),
            url,
            form: config.form,
            body: config.body.clone(),
        })
    }

    /// Whether somebody listens at the gateway's address; nothing is sent.
    pub async fn answers(&self) -> bool {
        let (Some(host), Some(port)) = (self.url.host_str(), self.url.port_or_known_default()) else {
            return false;
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        tokio::net::TcpStream::connect((host, port)).await.is_ok()
    }

    async fn post(&self, message: &Rendered) -> Result<Response, SendError> {
        let body = fill(&self.body, self.form, &message.to, &message.text);
        let answer = self.client.post(self.url.clone()).body(body).send().await;
        answer.map_err(|error| {
            if error.is_timeout() {
                SendError::Retry("sms.timeout")
            } else {
                SendError::Retry("sms.unreachable")
            }
        })
    }

    /// The status and the beginning of an answer. After a refused sign-in the status alone: it may say whose account it was.
    async fn words(&self, mut answer: Response) -> Option<String> {
        let status = answer.status();
        let mut body = Vec::new();
        if judge(status) != Err(SendError::Retry("sms.sign_in")) {
            while let Ok(Some(more)) = answer.chunk().await {
                body.extend_from_slice(&more);
                if body.len() >= ANSWER {
                    body.truncate(ANSWER);
                    break;
                }
            }
        }
        let text = format!("HTTP {} {}", status.as_u16(), String::from_utf8_lossy(&body));
        heard(&text, &self.secrets)
    }
}

/// What the gateway's answer means.
fn judge(status: StatusCode) -> Result<(), SendError> {
    match status {
        status if status.is_success() => Ok(()),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Err(SendError::Never("sms.refused")),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(SendError::Retry("sms.sign_in")),
        _ => Err(SendError::Retry("sms.not_now")),
    }
}

/// Whatever may be a key: what stands in headers, in the address beside the machine's name, and in the body beside its places.
fn secrets(config: &SmsConfig, url: &Url) -> Vec<String> {
    let headers = config.headers.iter();
    let headers = headers.flat_map(|(_, value)| value.split_whitespace().map(str::to_owned));
    let mut all: Vec<String> = headers.chain(password(url)).collect();
    all.extend(url.query_pairs().map(|(_, value)| value.into_owned()));
    let parts = url.path().split('/').filter(|part| part.len() >= 16);
    all.extend(parts.map(str::to_owned));
    match config.form {
        BodyForm::Json => {
            if let Ok(body) = serde_json::from_str(&config.body) {
                texts_in(&body, &mut all);
            }
        }
        BodyForm::Form => {
            let values = config.body.split('&').filter_map(|pair| pair.split_once('='));
            all.extend(values.map(|(_, value)| value.to_owned()));
        }
    }
    all.retain(|word| !word.contains("{to}") && !word.contains("{text}"));
    all
}

/// Every text in a JSON value that is no name of a field.
fn texts_in(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts_in(item, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| texts_in(field, found)),
        _ => {}
    }
}

#[async_trait]
impl Transport for SmsGateway {
    async fn send(&self, message: &Rendered) -> Result<(), SendError> {
        judge(self.post(message).await?.status())
    }

    async fn send_and_hear(&self, message: &Rendered) -> Tried {
        match self.post(message).await {
            Ok(answer) => Tried {
                outcome: judge(answer.status()),
                said: self.words(answer).await,
            },
            Err(error) => Tried::silent(Err(error)),
        }
    }

    fn set_up(&self) -> SetUp {
        SetUp::Out {
            host: host(&self.url),
            from: None,
            cover: if self.url.scheme() == "https" {
                Cover::Tls
            } else {
                Cover::Plain
            },
        }
    }
}

/// Puts the values in, in one pass: what stands in a value is never taken for a place.
fn fill(body: &str, form: BodyForm, to: &str, text: &str) -> String {
    let mut out = String::with_capacity(body.len() + to.len() + text.len());
    let mut rest = body;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some(more) = after.strip_prefix("{to}") {
            out.push_str(&escape(form, to));
            rest = more;
        } else if let Some(more) = after.strip_prefix("{text}") {
            out.push_str(&escape(form, text));
            rest = more;
        } else {
            out.push('{');
            rest = &after[1..];
        }
    }
    out.push_str(rest);
    out
}

fn escape(form: BodyForm, value: &str) -> String {
    match form {
        BodyForm::Json => {
            let quoted = serde_json::Value::from(value).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        }
        BodyForm::Form => {
            let mut out = String::with_capacity(value.len() * 3);
            for byte in value.bytes() {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
                    _ => {
                        out.push('%');
                        for digit in [byte >> 4, byte & 15] {
                            out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                        }
                    }
                }
            }
            out
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_breaks_out_of_its_place(to in ".*", text in ".*") {
            let json = fill(r#"{"to":"{to}","a":{"text":"{text}"}}"#, BodyForm::Json, &to, &text);
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(read["to"].as_str(), Some(to.as_str()));
            prop_assert_eq!(read["a"]["text"].as_str(), Some(text.as_str()));

            let form = fill("to={to}&text={text}", BodyForm::Form, &to, &text);
            let url = Url::parse(&format!("http://x/?{form}")).unwrap();
            let pairs: Vec<_> = url.query_pairs().map(|(k, v)| (k.into_owned(), v.into_owned())).collect();
            prop_assert_eq!(pairs, vec![("to".to_owned(), to), ("text".to_owned(), text)]);
        }
    }
}
