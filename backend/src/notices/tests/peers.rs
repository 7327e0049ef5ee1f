//! Both ways out against peers that really listen: a small SMTP server and a small HTTP gateway.

use std::sync::{Arc, Mutex};

use domain::ids::NoticeId;
use domain::notices::{Channel, Cover, SetUp, Template};
use domain::{Locale, Timestamp};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::super::texts::{Rendered, Texts, Wanted};
use super::super::transport::{SendError, Transport as _};
use super::super::{BodyForm, SmsConfig, SmsGateway, Smtp, SmtpConfig};
use super::data;

type Heard = Arc<Mutex<Vec<String>>>;

fn message(channel: Channel, name: &str) -> Rendered {
    let to = match channel {
        Channel::Email => "ion@example.org",
        Channel::Sms => "+40721555010",
    };
    let wanted = Wanted {
        id: NoticeId(uuid::Uuid::nil()),
        channel,
        template: Template::Ready,
        locale: Locale::Ro,
        to: to.to_owned(),
        data: data(name),
        at: Timestamp(1_772_355_600_000_000),
    };
    Texts::load(None).unwrap().render(wanted).unwrap()
}

/// Speaks just enough SMTP; answers each recipient with `rcpt`.
async fn mail_server(rcpt: &'static str) -> (String, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let heard = Heard::default();
    let notes = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((peer, _)) = listener.accept().await {
            tokio::spawn(converse(peer, rcpt, Arc::clone(&notes)));
        }
    });
    (url, heard)
}

async fn converse(peer: TcpStream, rcpt: &'static str, notes: Heard) {
    let (read, mut write) = peer.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink\r\n").await.unwrap();
    let mut mail: Option<String> = None;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match (&mut mail, line.as_str()) {
            (Some(text), ".") => {
                notes.lock().unwrap().push(std::mem::take(text));
                mail = None;
                "250 taken"
            }
            (Some(text), line) => {
                text.push_str(line);
                text.push('\n');
                continue;
            }
            (None, line) if line.starts_with("RCPT") => rcpt,
            (None, "DATA") => {
                mail = Some(String::new());
                "354 go on"
            }
            (None, "QUIT") => return,
            (None, _) => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}

fn smtp(url: &str) -> Smtp {
    Smtp::new(&SmtpConfig {
        url: url.to_owned(),
        from: "Primăria Exemplu <locker@example.org>".to_owned(),
    })
    .unwrap()
}

#[tokio::test]
async fn a_mail_arrives_whole_and_its_headers_are_ours() {
    let (url, heard) = mail_server("250 known").await;
    let way = smtp(&url);
    let hostile = "Ion\r\nBcc: all@example.org";
    way.send(&message(Channel::Email, hostile)).await.unwrap();
    way.send(&message(Channel::Email, hostile)).await.unwrap();
    let heard = heard.lock().unwrap().clone();
    assert_eq!(heard.len(), 2);
    let (headers, body) = heard[0].split_once("\n\n").unwrap();
    assert!(!headers.contains("Bcc"), "{headers}");
    for part in [
        "To: ion@example.org",
        "Auto-Submitted: auto-generated",
        "Date: Sun, 01 Mar 2026 09:00:00 +0000",
    ] {
        assert!(headers.contains(part), "{headers}");
    }
    let id = "Message-ID: <00000000-0000-0000-0000-000000000000@example.org>";
    assert!(heard.iter().all(|mail| mail.contains(id)), "{headers}");
    let order = [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "Content-ID: <pickup-qr>",
        "image/png",
    ];
    let mut rest = heard[0].as_str();
    for part in order {
        rest = &rest[rest.find(part).unwrap_or_else(|| panic!("{part}: {body}"))..];
    }
}

#[tokio::test]
async fn the_mail_servers_answer_decides_whether_to_try_again() {
    for (answer, expected) in [
        ("550 no such user", SendError::Never("mail.refused")),
        ("450 try later", SendError::Retry("mail.not_now")),
        ("552 mailbox full", SendError::Retry("mail.not_now")),
        ("530 sign in first", SendError::Retry("mail.sign_in")),
    ] {
        let (url, heard) = mail_server(answer).await;
        assert_eq!(
            smtp(&url).send(&message(Channel::Email, "Ion")).await,
            Err(expected),
            "{answer}"
        );
        assert!(heard.lock().unwrap().is_empty());
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let gone = smtp(&format!("smtp://{nobody}"))
        .send(&message(Channel::Email, "Ion"))
        .await;
    assert!(matches!(gone, Err(SendError::Retry(_))), "{gone:?}");
}

/// Takes one request per connection; answers each with this status line.
async fn gateway(status: &'static str) -> (String, Heard) {
    gateway_saying(status, "").await
}

/// The same, with these words in the body of the answer.
async fn gateway_saying(status: &'static str, words: &'static str) -> (String, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let heard = Heard::default();
    let notes = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((peer, _)) = listener.accept().await {
            let mut peer = BufReader::new(peer);
            let (mut request, mut length) = (String::new(), 0);
            while peer.read_line(&mut request).await.unwrap() > 2 {
                let line = request.lines().last().unwrap().to_ascii_lowercase();
                if let Some(n) = line.strip_prefix("content-length: ") {
                    length = n.parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            peer.read_exact(&mut body).await.unwrap();
            notes.lock().unwrap().push(request + &String::from_utf8(body).unwrap());
            let answer = format!(
                "HTTP/1.1 {status}\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{words}",
                words.len()
            );
            peer.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (url, heard)
}

fn sms(url: &str, form: BodyForm, body: &str) -> crate::fault::Result<SmsGateway> {
    // The process installs its TLS provider once; another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    SmsGateway::new(&SmsConfig {
        url: url.to_owned(),
        headers: vec![("Authorization".to_owned(), "Bearer key".to_owned())],
        form,
        body: body.to_owned(),
    })
}

#[tokio::test]
async fn a_text_message_reaches_the_gateway_in_both_forms() {
    let (url, heard) = gateway("202 Accepted").await;
    let text = message(Channel::Sms, "Ion").text;
    let json = sms(&url, BodyForm::Json, r#"{"to":"{to}","text":"{text}"}"#).unwrap();
    json.send(&message(Channel::Sms, "Ion")).await.unwrap();
    let form = sms(&url, BodyForm::Form, "to={to}&text={text}").unwrap();
    form.send(&message(Channel::Sms, "Ion")).await.unwrap();
    let heard = heard.lock().unwrap().clone();
    let (lines, body) = heard[0].split_once("\r\n\r\n").unwrap();
    let lines = lines.to_ascii_lowercase();
    assert!(
        lines.starts_with("post /send ") && lines.contains("authorization: bearer key"),
        "{lines}"
    );
    assert!(lines.contains("content-type: application/json"), "{lines}");
    let read: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (read["to"].as_str(), read["text"].as_str()),
        (Some("+40721555010"), Some(text.as_str()))
    );
    assert!(heard[1].contains("to=%2B40721555010&text="), "{}", heard[1]);
}

#[tokio::test]
async fn the_gateways_answer_decides_whether_to_try_again() {
    for (status, expected) in [
        ("200 OK", Ok(())),
        ("422 Unprocessable", Err(SendError::Never("sms.refused"))),
        ("401 Unauthorized", Err(SendError::Retry("sms.sign_in"))),
        ("503 Busy", Err(SendError::Retry("sms.not_now"))),
        // Not followed: the key would go along.
        ("302 Found", Err(SendError::Retry("sms.not_now"))),
    ] {
        let (url, _) = gateway(status).await;
        let way = sms(&url, BodyForm::Form, "to={to}&text={text}").unwrap();
        assert_eq!(way.send(&message(Channel::Sms, "Ion")).await, expected, "{status}");
    }
}

#[tokio::test]
async fn whoever_waits_hears_what_the_mail_server_said_and_no_secret() {
    let secret = "mail-pass-1";
    for (answer, trouble, said) in [
        ("250 known", None, Some("250 taken")),
        (
            "550 no such user",
            Some(SendError::Never("mail.refused")),
            Some("550 no such user"),
        ),
        (
            "450 mail-pass-1 again",
            Some(SendError::Retry("mail.not_now")),
            Some("450 … again"),
        ),
        (
            "535 ana@example.org is locked",
            Some(SendError::Retry("mail.sign_in")),
            Some("535"),
        ),
    ] {
        let (url, _) = mail_server(answer).await;
        let mut way = smtp(&url);
        way.secrets = vec![secret.to_owned()];
        let tried = way.send_and_hear(&message(Channel::Email, "Ion")).await;
        assert_eq!(
            (tried.outcome.err(), tried.said.as_deref()),
            (trouble, said),
            "{answer}"
        );
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let tried = smtp(&format!("smtp://{nobody}"))
        .send_and_hear(&message(Channel::Email, "Ion"))
        .await;
    assert!(tried.outcome.is_err() && tried.said.is_none(), "{:?}", tried.said);
}

#[tokio::test]
async fn whoever_waits_hears_what_the_gateway_said_and_no_secret() {
    let body = r#"{"api":"gate-key-7","to":"{to}","text":"{text}"}"#;
    for (status, words, said) in [
        ("200 OK", "{\"id\":17}", "HTTP 200 {\"id\":17}"),
        ("422 No", "bad number\r\nfor gate-key-7", "HTTP 422 bad number for …"),
        ("503 Busy", "Bearer key", "HTTP 503 … key"),
        ("401 Unauthorized", "account ana is locked", "HTTP 401"),
    ] {
        let (url, _) = gateway_saying(status, words).await;
        let way = sms(&url, BodyForm::Json, body).unwrap();
        let tried = way.send_and_hear(&message(Channel::Sms, "Ion")).await;
        assert_eq!(tried.said.as_deref(), Some(said), "{status}");
    }
}

#[tokio::test]
async fn how_a_way_is_set_up_is_told_without_its_password() {
    let out = |url: &str| smtp(url).set_up();
    for (url, host, cover) in [
        ("smtps://me:pass@mail.example.org", "mail.example.org", Cover::Tls),
        (
            "smtp://me:pass@mail.example.org:2525?tls=required",
            "mail.example.org:2525",
            Cover::StartTls,
        ),
        (
            "smtp://mail.example.org?tls=opportunistic",
            "mail.example.org",
            Cover::IfOffered,
        ),
        ("smtp://mail.example.org", "mail.example.org", Cover::Plain),
    ] {
        let told = out(url);
        assert!(!format!("{told:?}").contains("pass"), "{told:?}");
        let SetUp::Out {
            host: machine,
            from,
            cover: covered,
        } = told
        else {
            panic!("{url}");
        };
        assert_eq!((machine.as_str(), covered), (host, cover), "{url}");
        assert!(from.unwrap().contains("<locker@example.org>"), "{url}");
    }
    let gateway = sms(
        "https://sms.example.org/send?key=abcdef",
        BodyForm::Form,
        "to={to}&text={text}",
    )
    .unwrap();
    let SetUp::Out { host, from, cover } = gateway.set_up() else {
        panic!("it is set up");
    };
    assert_eq!((host.as_str(), from, cover), ("sms.example.org", None, Cover::Tls));
}

#[test]
fn a_wrong_configuration_is_found_at_the_start() {
    for (url, form, body) in [
        ("nowhere", BodyForm::Form, "to={to}&text={text}"),
        ("http://x/", BodyForm::Form, "to={to}"),
        ("http://x/", BodyForm::Json, r#"{"to":{to},"text":"{text}"}"#),
    ] {
        assert_eq!(sms(url, form, body).err().unwrap().code(), "sms.config", "{body}");
    }
    let wrong = Smtp::new(&SmtpConfig {
        url: "smtp://x".to_owned(),
        from: "nobody".to_owned(),
    });
    assert_eq!(wrong.err().unwrap().code(), "mail.from");
}
