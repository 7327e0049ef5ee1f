//! A browser without pictures: keeps cookies, follows nothing by itself, says where its requests come from.

use std::collections::BTreeMap;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;

pub struct Browser {
    origin: String,
    client: reqwest::Client,
    pub cookies: BTreeMap<String, String>,
    /// Added to each request.
    pub headers: HeaderMap,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    /// The `Set-Cookie` headers.
    pub set: Vec<String>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The one `Set-Cookie` of this name.
    pub fn set_cookie(&self, name: &str) -> &str {
        let begin = format!("{name}=");
        let found: Vec<_> = self.set.iter().filter(|set| set.starts_with(&begin)).collect();
        assert_eq!(found.len(), 1, "{name} in {:?}", self.set);
        found[0]
    }
}

impl Browser {
    pub fn new(origin: String) -> Self {
        let client = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        Self {
            origin,
            client,
            cookies: BTreeMap::new(),
            headers: HeaderMap::new(),
        }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers
            .insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        self
    }

    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = self
            .client
            .request(method.parse().unwrap(), [self.origin.as_str(), path].concat())
            .headers(self.headers.clone());
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        request
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path);
        self.send(request).await
    }

    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.request("POST", path).form(form);
        self.send(request).await
    }

    pub async fn send(&mut self, request: reqwest::RequestBuilder) -> Answer {
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let set: Vec<String> = headers
            .get_all("set-cookie")
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect();
        for cookie in &set {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer {
            status,
            headers,
            body: answer.text().await.unwrap(),
            set,
        }
    }
}
