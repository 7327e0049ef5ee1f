//! What people do in one run: they press, they look, they press again when nothing came of it. And what must hold afterwards.

use std::time::Duration;

use app::delivery::shown::Shown;
use domain::Page;
use domain::delivery::{DeliveryFilter, DeliveryRow, DeliveryState};
use domain::ids::{ConsignmentId, RequestId};
use serde_json::json;

use super::Ran;
use super::doom::Doom;
use super::furnish::{Furnished, document};
use super::scene::{Scene, Who};

/// A command that the broker took with it into its death ends after its 20 seconds, and then somebody presses again.
const PATIENCE: Duration = Duration::from_secs(150);
/// Until a colleague is there who looks behind a door of which nobody knows whether it opened.
const WALK: Duration = Duration::from_secs(2);
/// What stands in the message with a code.
const READY: &str = "/p/";

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Journey {
    /// An employee puts a document in.
    Deposit,
    /// Its recipient takes one out with the code.
    Pickup,
    /// An employee takes one back that nobody came for.
    Recall,
    /// Support opens a door from afar, and the recipient takes it out.
    Support,
}

impl Journey {
    pub const ALL: [Self; 4] = [Self::Deposit, Self::Pickup, Self::Recall, Self::Support];

    /// Where a thing is when somebody wants its door open.
    const fn begins(self) -> DeliveryState {
        match self {
            Self::Deposit => DeliveryState::Announced,
            Self::Pickup | Self::Support => DeliveryState::Stored,
            Self::Recall => DeliveryState::Overdue,
        }
    }

    /// Where it is in the end; after a doubt a colleague has opened the door and emptied it.
    const fn ends(self, doubtful: bool) -> DeliveryState {
        match self {
            Self::Deposit if doubtful => DeliveryState::Cancelled,
            Self::Deposit => DeliveryState::Stored,
            Self::Pickup | Self::Support if !doubtful => DeliveryState::Collected,
            Self::Pickup | Self::Support | Self::Recall => DeliveryState::Returned,
        }
    }

    /// What the recipient is told on the way.
    const fn says(self, doubtful: bool) -> &'static [&'static str] {
        match self {
            Self::Deposit if doubtful => &[],
            Self::Deposit => &[READY],
            Self::Recall => &["was taken back"],
            Self::Pickup | Self::Support if doubtful => &["was taken back"],
            Self::Pickup => &["was collected"],
            Self::Support => &["our support opens", "was collected"],
        }
    }
}

/// Openings of a thing's door, by its history.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    commanded: u64,
    opened: u64,
    failed: u64,
}

impl Tally {
    fn of(view: &Shown) -> Self {
        let mut tally = Self::default();
        for entry in &view.history {
            match entry.title.as_str() {
                "Door open" => tally.opened += 1,
                "The door stayed shut" => tally.failed += 1,
                title if title.starts_with("Order to open") => tally.commanded += 1,
                _ => {}
            }
        }
        tally
    }
}

/// A journey on its way.
struct Errand {
    journey: Journey,
    label: String,
    thing: Option<ConsignmentId>,
    phone: String,
    code: String,
    /// How often somebody pressed, and how often the house said that the door will open.
    tries: u64,
    answered: u64,
    /// The bank died over a pulse and said that it does not know.
    doubtful: bool,
    /// What had been before.
    before: Tally,
    pulsed: u64,
}

impl Errand {
    fn new(journey: Journey, label: &str, phone: &str) -> Self {
        Self {
            journey,
            label: label.to_owned(),
            thing: None,
            phone: phone.to_owned(),
            code: String::new(),
            tries: 0,
            answered: 0,
            doubtful: false,
            before: Tally::default(),
            pulsed: 0,
        }
    }

    /// About a thing that is there already.
    async fn about(mut self, scene: &Scene<'_>, thing: ConsignmentId, code: &str) -> Self {
        let view = view(scene, thing).await.unwrap();
        self.before = Tally::of(&view);
        self.pulsed = scene.pulses(view.compartment);
        self.thing = Some(thing);
        code.clone_into(&mut self.code);
        self
    }

    /// Goes on until it is done, whoever dies meanwhile.
    async fn live(&mut self, scene: &mut Scene<'_>) {
        let label = self.label.clone();
        if tokio::time::timeout(PATIENCE, self.rounds(scene)).await.is_err() {
            let seen = match self.thing {
                Some(thing) => view(scene, thing).await,
                None => None,
            };
            panic!("{label}: stuck\n{seen:?}\n{:?}", scene.doors());
        }
    }

    async fn rounds(&mut self, scene: &mut Scene<'_>) {
        loop {
            scene.hands(self.leaves_it());
            scene.revive().await;
            if self.round(scene).await {
                break;
            }
            scene.pause().await;
        }
        for says in self.journey.says(self.doubtful) {
            while scene.texts(&self.phone, says).is_empty() {
                scene.revive().await;
                scene.pause().await;
            }
        }
    }

    /// Whether the thing is inside when all is done, if all goes well.
    fn leaves_it(&self) -> bool {
        self.journey == Journey::Deposit && !self.doubtful
    }

    /// Looks, and presses if there is something to press; whether it is done.
    async fn round(&mut self, scene: &Scene<'_>) -> bool {
        let Some(thing) = self.thing else {
            self.create(scene).await;
            return false;
        };
        // What was acknowledged is there: whoever does not find it any more looks in vain until patience ends.
        let Some(view) = view(scene, thing).await else {
            return false;
        };
        if view.state == DeliveryState::Unclear {
            self.look(scene, thing, &view).await;
        } else if view.state == self.journey.begins() {
            self.press(scene, thing, self.journey).await;
        }
        view.state == self.journey.ends(self.doubtful)
    }

    /// Nobody knows whether the door opened. That may only be if the bank died, and what it began it never begins again by itself:
    /// a colleague comes, has the door opened, and takes out what is there.
    async fn look(&mut self, scene: &Scene<'_>, thing: ConsignmentId, view: &Shown) {
        assert!(scene.bank_died(), "{}: {view:?}", self.label);
        tokio::time::sleep(WALK).await;
        if !self.doubtful {
            assert!(!scene.was_pulsed_since(), "{}: pulsed again: {view:?}", self.label);
            self.doubtful = true;
        }
        self.press(scene, thing, Journey::Recall).await;
    }

    async fn create(&mut self, scene: &Scene<'_>) {
        let form = document(
            scene.bank_id(),
            &self.phone,
            &format!("death-{}", self.phone.trim_start_matches('+')),
        );
        let request = scene.request(Who::Employee, "POST", "/api/fn/delivery/create");
        match scene.send(request.json(&json!({ "form": form }))).await {
            Some((200, _, body)) => self.thing = Some(serde_json::from_str(&body).unwrap()),
            Some((status, _, body)) => println!("{}: entering was answered {status}: {body}", self.label),
            None => {}
        }
    }

    async fn press(&mut self, scene: &Scene<'_>, thing: ConsignmentId, journey: Journey) {
        let request = match journey {
            Journey::Deposit => scene
                .request(Who::Employee, "POST", "/api/fn/delivery/open")
                .json(&json!({ "id": thing })),
            Journey::Pickup => scene
                .request(Who::Kiosk, "POST", "/api/fn/kiosk/enter")
                .form(&[("typed", self.code.as_str())]),
            Journey::Recall => scene
                .request(Who::Employee, "POST", "/en/employee/take-back")
                .form(&[("consignment", thing.to_string())]),
            Journey::Support => {
                let Some(request) = asked(scene, thing).await else {
                    return;
                };
                scene
                    .request(Who::Support, "POST", &format!("/en/support/{request}/open"))
                    .form(&[("reason", "No battery")])
            }
        };
        self.tries += 1;
        let taken = match scene.send(request).await {
            Some((200, _, _)) => true,
            Some((303, location, _)) => !location.contains("notice="),
            _ => false,
        };
        self.answered += u64::from(taken);
    }

    /// What must hold when it is done and everything is quiet; gives the number of the door.
    async fn check(&self, scene: &Scene<'_>) -> u16 {
        let label = &self.label;
        let view = view(scene, self.thing.unwrap()).await.unwrap();
        assert_eq!(view.state, self.journey.ends(self.doubtful), "{label}: it stays so");
        let now = Tally::of(&view);
        let commanded = now.commanded - self.before.commanded;
        let opened = now.opened - self.before.opened;
        let failed = now.failed - self.before.failed;
        let history = &view.history;
        let pulses = scene.pulses(view.compartment) - self.pulsed;
        let ended = opened + failed;
        if self.doubtful {
            // The door may have opened and closed in the dark, or never.
            assert!(
                (opened..=commanded).contains(&pulses),
                "{label}: a pulse too many: {history:?}"
            );
            assert!(
                (ended..=ended + 1).contains(&commanded),
                "{label}: every command ends: {history:?}"
            );
        } else {
            assert_eq!(pulses, opened, "{label}: each pulse opens for one command: {history:?}");
            assert_eq!(commanded, ended, "{label}: every command ends: {history:?}");
        }
        assert!(opened >= 1 && commanded <= self.tries, "{label}: {history:?}");
        assert!(
            self.answered <= commanded,
            "{label}: what was said is lost: {history:?}"
        );
        let doors = scene.doors();
        assert!(doors.iter().all(|door| !door.open), "{label}: {doors:?}");
        let door = doors.iter().find(|door| door.compartment == view.compartment);
        assert!(
            door.is_some_and(|door| door.item == self.leaves_it()),
            "{label}: {doors:?}"
        );
        // One for each opening at most, and one again that a dead server had sent and not marked.
        let most = usize::try_from(commanded).unwrap() + usize::from(scene.died.is_some());
        for says in self.journey.says(self.doubtful) {
            let texts = scene.texts(&self.phone, says);
            assert!((1..=most).contains(&texts.len()), "{label}: {texts:?}");
            assert!(texts.iter().all(|text| *text == texts[0]), "{label}: {texts:?}");
        }
        view.compartment
    }
}

/// One run: everything is started, the journey is made, somebody dies at a step if it comes to it, and what is left is looked at.
/// In the end the same door is used once more, by the next one who needs it.
pub async fn run(base: &Furnished, journey: Journey, doom: Doom) -> Ran {
    let label = format!("{journey:?}, {doom:?}");
    let mut scene = Scene::open(base, doom).await;
    let code = code_for(&scene, &base.waiting.phone).await;
    scene.settle().await;
    let mut errand = match journey {
        Journey::Deposit => Errand::new(journey, &label, "+40721555008"),
        Journey::Pickup | Journey::Support => {
            let errand = Errand::new(journey, &label, &base.waiting.phone);
            errand.about(&scene, base.waiting.thing, &code).await
        }
        Journey::Recall => {
            let errand = Errand::new(journey, &label, &base.overdue.phone);
            errand.about(&scene, base.overdue.thing, "").await
        }
    };
    scene.arm();
    errand.live(&mut scene).await;
    scene.settle().await;
    let steps = scene.disarm();
    let used = errand.check(&scene).await;
    let there = deliveries(&scene).await;
    assert_eq!(
        there,
        if journey == Journey::Deposit { 3 } else { 2 },
        "{label}: none twice"
    );
    let label = format!("{label}, afterwards");
    let mut next = if let Some(thing) = errand.thing.filter(|_| errand.leaves_it()) {
        let code = code_for(&scene, &errand.phone).await;
        let next = Errand::new(Journey::Pickup, &label, &errand.phone);
        next.about(&scene, thing, &code).await
    } else {
        let mut next = Errand::new(Journey::Deposit, &label, "+40721555009");
        next.pulsed = scene.pulses(used);
        next
    };
    next.live(&mut scene).await;
    scene.settle().await;
    assert_eq!(next.check(&scene).await, used, "{label}: the door is free again");
    let died = scene.died.take();
    scene.end().await;
    Ran {
        journey,
        doom,
        steps,
        died,
    }
}

/// What the employee sees of a delivery; none if nobody answered.
async fn view(scene: &Scene<'_>, thing: ConsignmentId) -> Option<Shown> {
    let request = scene.request(Who::Employee, "POST", "/api/fn/delivery/one");
    let (status, _, body) = scene
        .send(request.json(&json!({ "id": thing, "locale": "en" })))
        .await?;
    (status == 200).then(|| serde_json::from_str(&body).unwrap())
}

/// How many deliveries there are.
async fn deliveries(scene: &Scene<'_>) -> usize {
    let request = scene.request(Who::Employee, "POST", "/api/fn/delivery/list");
    let asked = request.json(&json!({ "filter": DeliveryFilter::default() }));
    let (_, _, body) = scene.send(asked).await.unwrap();
    let page: Page<DeliveryRow> = serde_json::from_str(&body).unwrap();
    page.rows.len()
}

/// The code in the message with which a recipient is told that something waits.
async fn code_for(scene: &Scene<'_>, phone: &str) -> String {
    let told = async {
        loop {
            if let Some(text) = scene.texts(phone, READY).pop() {
                return text;
            }
            scene.pause().await;
        }
    };
    let text = tokio::time::timeout(PATIENCE, told).await.unwrap();
    text.rsplit('#').next().unwrap().trim().to_owned()
}

/// The request to support about the thing; where there is none yet, the employee calls first.
async fn asked(scene: &Scene<'_>, thing: ConsignmentId) -> Option<String> {
    let queue = scene.request(Who::Support, "GET", "/en/support");
    let (_, _, page) = scene.send(queue).await?;
    let id = |rest: &str| {
        let id = rest.get(..36)?;
        id.parse::<RequestId>().is_ok().then(|| id.to_owned())
    };
    let known = page.split("/support/").skip(1).find_map(id);
    if known.is_none() {
        let path = format!("/en/employee/deliveries/{thing}/support");
        let call = scene.request(Who::Employee, "POST", &path);
        scene.send(call.form(&[("problem", "lost_code")])).await?;
    }
    known
}
