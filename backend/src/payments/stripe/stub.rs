//! A stub of Stripe's API: checkout sessions (create, fetch, list) and refunds, over HTTP on this machine.
//!
//! Its answers are parsed by async-stripe's own types, so it cannot drift from their shape. It refuses what Stripe would
//! refuse: no key, no idempotency key where one is due, another version of the API.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub(super) const KEY: &str = "sk_test_stub";

#[derive(Default)]
struct Books {
    sessions: BTreeMap<String, Session>,
    /// Idempotency keys and what was answered.
    answered: BTreeMap<String, (u16, Value)>,
    down: bool,
}

#[derive(Clone)]
struct Session {
    form: BTreeMap<String, String>,
    status: &'static str,
    payment_status: &'static str,
    payment: &'static str,
    charged: i64,
    refunded: i64,
}

/// The stub, and the hand that plays the payer on its page.
#[derive(Clone, Default)]
pub(super) struct Stub(Arc<Mutex<Books>>);

impl Stub {
    /// Starts it; gives its address.
    pub async fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let own = self.clone();
        tokio::spawn(async move {
            while let Ok((peer, _)) = listener.accept().await {
                tokio::spawn(own.clone().serve(peer));
            }
        });
        url
    }

    /// It answers nothing but 503 from now on, or answers again.
    pub fn set_down(&self, down: bool) {
        self.0.lock().unwrap().down = down;
    }

    /// What the payer does on the page, as Stripe then tells it.
    pub fn stand(&self, id: &str, status: &'static str, payment_status: &'static str, payment: &'static str) {
        let mut books = self.0.lock().unwrap();
        let session = books.sessions.get_mut(id).unwrap();
        (session.status, session.payment_status, session.payment) = (status, payment_status, payment);
    }

    /// How many sessions were opened.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap().sessions.len()
    }

    /// Another amount is charged than was asked for.
    pub fn charge(&self, id: &str, amount: i64) {
        self.0.lock().unwrap().sessions.get_mut(id).unwrap().charged = amount;
    }

    /// Somebody gives money back at Stripe's own desk.
    pub fn give_back(&self, id: &str, amount: i64) {
        self.0.lock().unwrap().sessions.get_mut(id).unwrap().refunded += amount;
    }

    /// A field of the form with which a session was opened.
    pub fn asked(&self, id: &str, field: &str) -> String {
        let books = self.0.lock().unwrap();
        books.sessions[id].form.get(field).cloned().unwrap_or_default()
    }

    async fn serve(self, peer: TcpStream) {
        let (read, mut write) = peer.into_split();
        let mut read = BufReader::new(read);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if read.read_line(&mut line).await.unwrap_or(0) == 0 || line.trim().is_empty() {
                break;
            }
            lines.push(line.trim().to_owned());
        }
        let header = |name: &str| {
            let found = lines.iter().skip(1).filter_map(|l| l.split_once(':'));
            let mut found = found.filter(|(n, _)| n.eq_ignore_ascii_case(name));
            found.next().map(|(_, v)| v.trim().to_owned())
        };
        let length = header("content-length").and_then(|n| n.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        if lines.is_empty() || read.read_exact(&mut body).await.is_err() {
            return;
        }
        let mut words = lines[0].split(' ');
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let allowed =
            header("authorization").as_deref() == Some(&format!("Bearer {KEY}")) && header("stripe-version").is_some();
        let (status, answer) = if allowed {
            let body = String::from_utf8(body).unwrap();
            self.answer(method, target, &body, header("idempotency-key"))
        } else {
            (401, error("invalid_request_error"))
        };
        let text = answer.to_string();
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            text.len()
        );
        let _ = write
            .write_all([head.as_bytes(), text.as_bytes()].concat().as_slice())
            .await;
    }

    fn answer(&self, method: &str, target: &str, body: &str, key: Option<String>) -> (u16, Value) {
        let mut books = self.0.lock().unwrap();
        if books.down {
            return (503, error("api_error"));
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if method == "POST" {
            let Some(key) = key else {
                return (400, error("idempotency_error"));
            };
            if let Some(known) = books.answered.get(&key) {
                return known.clone();
            }
            let answer = match path {
                "/v1/checkout/sessions" => books.open(form(body)),
                "/v1/refunds" => books.refund(&form(body)),
                _ => (404, error("invalid_request_error")),
            };
            books.answered.insert(key, answer.clone());
            return answer;
        }
        match path.strip_prefix("/v1/checkout/sessions") {
            Some("") => books.list(&form(query)),
            Some(id) => match books.sessions.get(id.trim_start_matches('/')) {
                Some(session) => (200, session.json(id.trim_start_matches('/'))),
                None => (404, error("invalid_request_error")),
            },
            None => (404, error("invalid_request_error")),
        }
    }
}

impl Books {
    fn open(&mut self, form: BTreeMap<String, String>) -> (u16, Value) {
        let id = format!("cs_test_{}", self.sessions.len() + 1);
        let amount = form
            .get("line_items[0][price_data][unit_amount]")
            .and_then(|n| n.parse().ok())
            .unwrap();
        let session = Session {
            form,
            status: "open",
            payment_status: "unpaid",
            payment: "requires_payment_method",
            charged: amount,
            refunded: 0,
        };
        let answer = session.json(&id);
        self.sessions.insert(id, session);
        (200, answer)
    }

    fn refund(&mut self, form: &BTreeMap<String, String>) -> (u16, Value) {
        let payment = form.get("payment_intent").cloned().unwrap_or_default();
        let amount: i64 = form.get("amount").and_then(|n| n.parse().ok()).unwrap_or_default();
        let id = payment.replace("pi_", "cs_");
        match self.sessions.get_mut(&id) {
            Some(session) if session.refunded + amount <= session.charged => {
                session.refunded += amount;
                let currency = session.currency();
                (
                    200,
                    json!({ "id": "re_1", "object": "refund", "amount": amount, "created": 1, "currency": currency }),
                )
            }
            _ => (400, error("invalid_request_error")),
        }
    }

    fn list(&self, query: &BTreeMap<String, String>) -> (u16, Value) {
        let payment = query.get("payment_intent").map(|p| p.replace("pi_", "cs_"));
        let after = query.get("starting_after").cloned().unwrap_or_default();
        let fits = |id: &String| payment.as_ref().is_none_or(|p| p == id) && *id > after;
        // Small pages, so that turning them is tried too.
        let all: Vec<Value> = self
            .sessions
            .iter()
            .filter(|(id, _)| fits(id))
            .map(|(id, s)| s.json(id))
            .collect();
        let page: Vec<&Value> = all.iter().take(2).collect();
        (
            200,
            json!({ "object": "list", "url": "/v1/checkout/sessions", "has_more": all.len() > 2, "data": page }),
        )
    }
}

impl Session {
    fn currency(&self) -> &str {
        self.form
            .get("line_items[0][price_data][currency]")
            .map_or("ron", String::as_str)
    }

    fn json(&self, id: &str) -> Value {
        let payment = id.replace("cs_", "pi_");
        let url = (self.status == "open").then(|| format!("https://checkout.stripe.com/c/pay/{id}"));
        let charge = (self.payment_status == "paid").then(|| {
            json!({
                "id": id.replace("cs_", "ch_"), "object": "charge", "amount": self.charged,
                "amount_captured": self.charged, "amount_refunded": self.refunded, "billing_details": {},
                "captured": true, "created": 1, "currency": self.currency(), "disputed": false, "livemode": false,
                "metadata": {}, "paid": true, "refunded": self.refunded == self.charged, "status": "succeeded"
            })
        });
        json!({
            "id": id, "object": "checkout.session", "automatic_tax": { "enabled": false }, "created": 1_772_355_600,
            "custom_fields": [], "custom_text": {}, "livemode": false, "mode": "payment",
            "expires_at": self.form.get("expires_at").and_then(|n| n.parse::<i64>().ok()),
            "payment_method_types": ["card"], "shipping_options": [], "url": url, "status": self.status,
            "payment_status": self.payment_status, "amount_total": self.charged, "currency": self.currency(),
            "client_reference_id": self.form.get("client_reference_id"),
            // A word that Stripe may add one day.
            "ui_mode": "a_mode_of_tomorrow", "something_new": { "from": "tomorrow" },
            "payment_intent": {
                "id": payment, "object": "payment_intent", "amount": self.charged, "amount_capturable": 0,
                "amount_received": charge.as_ref().map_or(0, |_| self.charged), "capture_method": "automatic",
                "confirmation_method": "automatic", "created": 1, "currency": self.currency(), "livemode": false,
                "metadata": {}, "payment_method_types": ["card"], "status": self.payment, "latest_charge": charge
            }
        })
    }
}

fn error(kind: &str) -> Value {
    json!({ "error": { "type": kind, "message": "the stub says no" } })
}

/// A form body or query, with brackets and all.
fn form(text: &str) -> BTreeMap<String, String> {
    let url = reqwest::Url::parse(&format!("http://x/?{text}")).unwrap();
    url.query_pairs()
        .map(|(k, v)| (k.into_owned(), v.into_owned()))
        .collect()
}
