//! Whose things are whose, over every address of the portals: people of a furnished house are followed wherever their own
//! pages lead, and everywhere they find something, somebody with the same role in another house is sent there too.
//!
//! The tables of rights are walked slice by slice in `backend`; this is the same question asked from outside.

use std::collections::{BTreeMap, BTreeSet};

use backend::demo::{PASSWORD, Past, furnish};
use domain::Locale;
use domain::accounts::Role;
use server::compose::{Extras, start};

use crate::browser::{Answer, Browser};
use crate::stage::{Folder, config, prepare};

/// Where portals begin. What is public is for everybody.
const PORTALS: [&str; 9] = [
    "employee", "manager", "support", "desk", "courier", "register", "dealer", "owner", "account",
];
/// Of addresses that differ only in whose thing they are about, so many are looked at.
const OF_A_KIND: usize = 2;

/// Something that a page leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// A link.
    Get(String),
    /// A form that only asks; without its fields there may be nothing to answer.
    Ask(String),
    /// A form that does something.
    Post(String),
}

impl Way {
    fn path(&self) -> &str {
        let (Self::Get(path) | Self::Ask(path) | Self::Post(path)) = self;
        path
    }

    /// The address with a star for every part that names one thing.
    fn kind(&self) -> String {
        let names = |part: &str| part.bytes().any(|b| b.is_ascii_digit());
        let plain = self.path().split('?').next().unwrap_or_default();
        let parts = plain.split('/').map(|part| if names(part) { "*" } else { part });
        let post = if matches!(self, Self::Post(_)) { "POST " } else { "" };
        [post, &parts.collect::<Vec<_>>().join("/")].concat()
    }

    fn names_a_thing(&self) -> bool {
        self.kind().contains('*')
    }
}

/// What stands in an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = tag.split_once(&[" ", name, "=\""].concat())?.1;
    rest.split('"').next()
}

/// Where a page leads inside the portals.
fn ways(html: &str) -> BTreeSet<Way> {
    let own = |path: &str| {
        let path = path.split('#').next()?.replace("&amp;", "&");
        let portal = path.strip_prefix("/en/")?.split(['/', '?']).next()?;
        PORTALS.contains(&portal).then(|| path.clone())
    };
    let mut all = BTreeSet::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        if tag.starts_with("a ") {
            all.extend(attribute(tag, "href").and_then(own).map(Way::Get));
        } else if tag.starts_with("form ") {
            let post = attribute(tag, "method") == Some("post");
            let to = attribute(tag, "action").and_then(own);
            all.extend(to.map(if post { Way::Post } else { Way::Ask }));
        }
    }
    all
}

async fn goes(browser: &mut Browser, way: &Way) -> Answer {
    match way {
        Way::Get(path) | Way::Ask(path) => browser.get(path).await,
        Way::Post(path) => browser.post(path, &[]).await,
    }
}

async fn signed_in(origin: &str, email: &str) -> Browser {
    let mut browser = Browser::new(origin.to_owned());
    let answer = browser
        .post("/en/sign-in", &[("email", email), ("password", PASSWORD)])
        .await;
    assert_eq!(answer.status, 303, "{email}: {}", answer.body);
    browser
}

/// Follows the links of one's own pages; gives all ways, at most two of a kind.
async fn explore(browser: &mut Browser, role: Role, trouble: &mut Vec<String>) -> BTreeSet<Way> {
    let mut found: BTreeSet<Way> = BTreeSet::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut ahead = vec![Way::Get("/en/account".to_owned())];
    while let Some(way) = ahead.pop() {
        if !matches!(way, Way::Get(_)) {
            continue;
        }
        let answer = browser.get(way.path()).await;
        if !matches!(answer.status, 200 | 303) {
            trouble.push(format!("{role:?}: their own pages lead to {way:?}: {}", answer.status));
        }
        for next in ways(&answer.body) {
            let seen = kinds.entry(next.kind()).or_default();
            if *seen < OF_A_KIND && found.insert(next.clone()) {
                *seen += 1;
                ahead.push(next);
            }
        }
    }
    found
}

/// A stranger is told that there is nothing, or that it is not for them; nothing in between.
fn is_shut(way: &Way, answer: &Answer) -> bool {
    let uploads = ["/photo", "/picture", "/pick-up", "/deliver"];
    match answer.status {
        403 | 404 => true,
        // What carries a picture is sent in parts; without them it is not even read.
        400 => uploads.iter().any(|end| way.path().ends_with(end)),
        // A ticket that is not there was a faster colleague's: back to the list.
        303 => way.path().ends_with("/accept") && answer.location() == "/en/courier",
        _ => false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_one_houses_does_not_exist_for_another() {
    prepare();
    let folder = Folder::new();
    let extras = Extras {
        demo: Some(axum::Router::new()),
    };
    let running = start(&config(folder.path()), extras).await.unwrap();
    let origin = format!("http://{}", running.address);
    let parts = &running.parts;
    let past = Past { days: 6, cases: 16 };
    let house = furnish(&parts.house, &parts.signing, past).await.unwrap();
    let other = parts.accounts.seed_organisation("Another house").await.unwrap();
    let mut things = 0;
    let mut trouble = Vec::new();
    for person in &house.people {
        let email = format!("{}@other.example", person.role.wire());
        let roles = [person.role];
        let seeded = parts
            .accounts
            .seed_person(other, "Somebody else", &email, Locale::En, &roles, Some(PASSWORD));
        seeded.await.unwrap();
        let mut own = signed_in(&origin, person.email).await;
        let mut stranger = signed_in(&origin, &email).await;
        let mut visitor = Browser::new(origin.clone());
        for way in explore(&mut own, person.role, &mut trouble).await {
            let answer = goes(&mut visitor, &way).await;
            if !matches!(answer.status, 303 | 401 | 403 | 404) {
                trouble.push(format!(
                    "{:?}: a visitor at {way:?} gets {}",
                    person.role, answer.status
                ));
            }
            if !way.names_a_thing() {
                continue;
            }
            things += 1;
            let answer = goes(&mut stranger, &way).await;
            if !is_shut(&way, &answer) {
                trouble.push(format!(
                    "{:?}: a stranger at {way:?} gets {}",
                    person.role, answer.status
                ));
            }
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
    assert!(things > 60, "only {things} addresses that name a thing were found");
    running.stop().await;
}
