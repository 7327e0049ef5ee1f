//! Mail by SMTP: plain text, HTML and the QR as a picture inside the mail.
//!
//! What must not be here: words, and trying again.

use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use domain::notices::{Cover, SetUp};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use reqwest::Url;

use super::heard::{heard, host, password};
use super::texts::Rendered;
use super::transport::{SendError, Transport, Tried};
use crate::fault::{Fault, Result};

/// For one command of the conversation.
const PATIENCE: Duration = Duration::from_secs(15);

/// How to reach the mail server. It holds a password, so it cannot be printed.
#[derive(Clone)]
pub struct SmtpConfig {
    /// `smtps://user:password@mail.example.org`, or `smtp://…?tls=required` for STARTTLS.
    pub url: String,
    /// Who the mails are from: `Primăria Exemplu <locker@example.org>`.
    pub from: String,
}

/// Sends by SMTP; connections are kept and used again.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    set_up: SetUp,
    pub(super) secrets: Vec<String>,
}

impl Smtp {
    /// Reads the configuration; connects at the first mail.
    ///
    /// # Errors
    /// `Broken` when the address of the server or of the sender is none.
    pub fn new(config: &SmtpConfig) -> Result<Self> {
        let from: Mailbox = config
            .from
            .parse()
            .map_err(|error| Fault::broken("mail.from", "reading the sender's address").because(error))?;
        // Neither the URL nor the driver's word on it: a password may stand in both.
        let odd = || Fault::broken("mail.url", "reading the mail server's address");
        let url = Url::parse(&config.url).map_err(|_| odd())?;
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.url)
            .map_err(|_| odd())?
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(PATIENCE))
            .build();
        let set_up = SetUp::Out {
            host: host(&url),
            from: Some(from.to_string()),
            cover: cover(&url),
        };
        Ok(Self {
            server,
            from,
            set_up,
            secrets: password(&url),
        })
    }

    /// Whether the server answers and takes our account; nothing is sent.
    ///
    /// # Errors
    /// The code of what is wrong, as [`SendError`] has it.
    pub async fn answers(&self) -> Result<(), &'static str> {
        match self.server.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("mail.not_now"),
            Err(error) => Err(match judge(&error) {
                SendError::Never(code) | SendError::Retry(code) => code,
            }),
        }
    }

    fn compose(&self, message: &Rendered) -> Result<Message, SendError> {
        let odd = |_| SendError::Retry("mail.compose");
        let to: Mailbox = message.to.parse().map_err(|_| SendError::Never("mail.address"))?;
        let at = u64::try_from(message.at.0).unwrap_or(0);
        let mut html = MultiPart::related().singlepart(SinglePart::html(message.html.clone().unwrap_or_default()));
        if let Some(picture) = &message.picture {
            let png = ContentType::parse("image/png").map_err(|_| SendError::Retry("mail.compose"))?;
            html = html.singlepart(Attachment::new_inline(Rendered::PICTURE.to_owned()).body(picture.clone(), png));
        }
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(message.subject.clone().unwrap_or_default())
            .date(SystemTime::UNIX_EPOCH + Duration::from_micros(at))
            // The same at each try, so that a mail that was sent twice arrives once.
            .message_id(Some(format!("<{}@{}>", message.id, self.from.email.domain())))
            .header(AutoSubmitted)
            .multipart(
                MultiPart::alternative()
                    .singlepart(SinglePart::plain(message.text.clone()))
                    .multipart(html),
            )
            .map_err(odd)
    }
}

#[async_trait]
impl Transport for Smtp {
    async fn send(&self, message: &Rendered) -> Result<(), SendError> {
        self.send_and_hear(message).await.outcome
    }

    async fn send_and_hear(&self, message: &Rendered) -> Tried {
        let mail = match self.compose(message) {
            Ok(mail) => mail,
            Err(error) => return Tried::silent(Err(error)),
        };
        let (outcome, said) = match self.server.send(mail).await {
            Ok(answer) => (Ok(()), whole(&answer)),
            Err(error) => (Err(judge(&error)), words(&error)),
        };
        Tried {
            outcome,
            said: heard(&said, &self.secrets),
        }
    }

    fn set_up(&self) -> SetUp {
        self.set_up.clone()
    }
}

/// What keeps others from reading along, by the rules of the library for such addresses.
fn cover(url: &Url) -> Cover {
    let tls = url.query_pairs().find(|(name, _)| name == "tls");
    let tls = tls.map(|(_, value)| value.into_owned());
    match (url.scheme(), tls.as_deref()) {
        ("smtps", _) => Cover::Tls,
        (_, Some("required")) => Cover::StartTls,
        (_, Some("opportunistic")) => Cover::IfOffered,
        _ => Cover::Plain,
    }
}

/// The answer of a server that took the mail.
fn whole(answer: &Response) -> String {
    let lines: Vec<&str> = answer.message().collect();
    [answer.code().to_string(), lines.join(" ")].join(" ")
}

/// The answer of a server that did not; what is wrong with its certificate; nothing for a line that is dead.
fn words(error: &SmtpError) -> String {
    let source = || {
        std::error::Error::source(error)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    match error.status() {
        // After a refused sign-in some servers say whose account it was.
        Some(code) if judge(error) == SendError::Retry("mail.sign_in") => code.to_string(),
        Some(code) => [code.to_string(), source()].join(" "),
        None if error.is_tls() => source(),
        None => String::new(),
    }
}

/// The recipient is refused for good; everything else may be our own set-up, which somebody can mend.
fn judge(error: &SmtpError) -> SendError {
    match error.status().map(|code| code.to_string()).as_deref() {
        Some("550" | "551" | "553" | "556") => SendError::Never("mail.refused"),
        Some("530" | "534" | "535" | "538") => SendError::Retry("mail.sign_in"),
        Some(_) => SendError::Retry("mail.not_now"),
        None if error.is_timeout() => SendError::Retry("mail.timeout"),
        None if error.is_tls() => SendError::Retry("mail.tls"),
        None => SendError::Retry("mail.unreachable"),
    }
}

/// Tells answering machines to keep quiet (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> std::result::Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
