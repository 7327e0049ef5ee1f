//! What people say about hand-overs, on both databases: who may, until when, who reads it, and that it is forgotten.

use domain::accounts::{Actor, Role};
use domain::custody::{CustodyPort as _, LinkSecret, PickupPass, Sharing};
use domain::delivery::DeliveryPort as _;
use domain::feedback::{Asked, FeedbackPort as _, Rating, RatingFilter, RatingForm, Ratings, Said, Stars};
use domain::ids::{BankId, ConsignmentId, KioskId};
use domain::{Email, RefusalCode, ShortText, Span};

use super::{Feedback, FeedbackData};
use crate::accounts::{PersonalData as _, Subject};
use crate::both;
use crate::testing::{Scene, sealed, traces};

const WORDS: &str = "Zorzoana stătea în ploaie,\nușa 7 se închide greu";

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.1".to_owned(),
    }
}

fn stars(many: u8) -> Stars {
    Stars::new(many).expect("one to five")
}

/// A document that waits, and the pass of its recipient.
async fn waiting(scene: &Scene, once: &str) -> (ConsignmentId, u16, PickupPass) {
    let (id, number) = scene.stored(once).await;
    let message = scene.ready_message().await;
    let link = message["link"].as_str().unwrap().rsplit('/').next().unwrap();
    let pass = PickupPass::default().with(LinkSecret::parse(link).unwrap());
    (id, number, pass)
}

/// Whoever holds this pass comes and takes it out.
async fn take_out(scene: &Scene, pass: &PickupPass, number: u16) {
    let page = scene.custody.pickup(&visitor(), pass, None).await.unwrap();
    let code = page.items[0].code.as_ref().unwrap().expose().to_owned();
    scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
    let command = scene.obey().await;
    scene.shut(number, command, Some(false)).await;
}

async fn collected(scene: &Scene, once: &str) -> (ConsignmentId, PickupPass) {
    let (id, number, pass) = waiting(scene, once).await;
    take_out(scene, &pass, number).await;
    (id, pass)
}

fn form(id: ConsignmentId, overall: u8, comment: &str) -> RatingForm {
    RatingForm {
        consignment: id.to_string(),
        overall: overall.to_string(),
        ease: "3".to_owned(),
        comment: comment.to_owned(),
        ..RatingForm::default()
    }
}

async fn asked(feedback: &Feedback, pass: &PickupPass) -> Vec<Asked> {
    feedback.asked(&visitor(), pass).await.unwrap()
}

/// What was said, whether it may be changed or not.
fn said(asked: &[Asked]) -> Option<&Rating> {
    match &asked.first()?.said {
        Said::Nothing => None,
        Said::Changeable { rating, .. } | Said::Final { rating } => Some(rating),
    }
}

async fn seen(feedback: &Feedback, manager: &Actor, filter: RatingFilter) -> Ratings {
    feedback.ratings(manager, &filter).await.unwrap()
}

fn most(many: &str) -> RatingFilter {
    RatingFilter {
        most: many.to_owned(),
        ..RatingFilter::default()
    }
}

both! {
    async fn a_rating_is_given_once_and_changed_for_a_day(world: World) {
        let scene = Scene::new(world).await;
        let feedback = Feedback::new(scene.house.clone());
        let (id, pass) = collected(&scene, "a").await;
        assert_eq!(asked(&feedback, &pass).await, [Asked { thing: id, said: Said::Nothing }]);
        let refused = feedback.rate(&visitor(), &pass, &form(id, 0, "")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("overall"), Some(RefusalCode::NotAChoice));
        assert_eq!(said(&asked(&feedback, &pass).await), None, "a refused form says nothing");

        feedback.rate(&visitor(), &pass, &form(id, 2, WORDS)).await.unwrap();
        let first = asked(&feedback, &pass).await;
        let given = said(&first).unwrap();
        assert_eq!((given.overall, given.compartment, given.ease), (stars(2), None, Some(stars(3))));
        assert_eq!(given.comment.as_ref().unwrap().as_str(), WORDS);
        scene.house_clock_advance(Span::hours(23));
        // Somebody who is signed in at the town hall holds the link all the same.
        feedback.rate(&scene.employee, &pass, &form(id, 5, "")).await.unwrap();
        let second = asked(&feedback, &pass).await;
        let Said::Changeable { rating, until } = &second[0].said else { panic!("{second:?}") };
        assert_eq!((rating.overall, &rating.comment), (stars(5), &None), "all of it was replaced");
        assert_eq!((until.at - scene.house.now(), until.offset_seconds), (Span::hours(1), 7_200), "by the first one's time");

        scene.house_clock_advance(Span::hours(1));
        feedback.rate(&visitor(), &pass, &form(id, 1, "too late")).await.expect("thanked all the same");
        let last = asked(&feedback, &pass).await;
        assert!(matches!(&last[0].said, Said::Final { rating } if rating.overall == stars(5)), "{last:?}");
    }

    async fn only_what_was_collected_and_only_by_its_own_link(world: World) {
        let scene = Scene::new(world).await;
        let feedback = Feedback::new(scene.house.clone());
        let refused = async |pass: &PickupPass, id| feedback.rate(&visitor(), pass, &form(id, 4, "")).await.unwrap_err();
        let (id, number, pass) = waiting(&scene, "a").await;
        assert!(asked(&feedback, &pass).await.is_empty(), "it waits still");
        assert!(refused(&pass, id).await.is(RefusalCode::WrongState));
        assert!(refused(&PickupPass::default(), id).await.is(RefusalCode::NotFound));
        // Who collects for somebody else is not asked; whose thing it was is.
        scene.custody.share(&visitor(), &pass, id).await.unwrap();
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        let Sharing::Lent { link, .. } = &page.items[0].sharing else { panic!("it is lent") };
        let lent = PickupPass::default().with(LinkSecret::parse(link.rsplit('/').next().unwrap()).unwrap());
        take_out(&scene, &lent, number).await;
        assert!(asked(&feedback, &lent).await.is_empty());
        assert!(refused(&lent, id).await.is(RefusalCode::NotFound));
        assert_eq!(asked(&feedback, &pass).await.len(), 1);
        // What staff took back was not handed over.
        let (back, number, gone) = waiting(&scene, "b").await;
        let reason = ShortText::parse("a mistake").unwrap();
        scene.delivery.cancel(&scene.employee, back, reason).await.unwrap();
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;
        assert!(asked(&feedback, &gone).await.is_empty());
        assert!(refused(&gone, back).await.is(RefusalCode::WrongState));
        let state = scene.custody.kiosk_state(&scene.kiosk).await.unwrap();
        assert_eq!(state.act.unwrap().collected, None, "nor does the kiosk ask for it");
        let late = feedback.rate_at_kiosk(&scene.kiosk, back, stars(5)).await.unwrap_err();
        assert!(late.is(RefusalCode::WrongState));
    }

    async fn the_kiosk_takes_the_first_stars_while_the_act_is_shown(world: World) {
        let scene = Scene::new(world).await;
        let feedback = Feedback::new(scene.house.clone());
        let (id, pass) = collected(&scene, "a").await;
        let elsewhere = Actor::Kiosk {
            kiosk: KioskId(scene.house.outside.uuid7()),
            bank: BankId(scene.house.outside.uuid7()),
        };
        assert!(feedback.rate_at_kiosk(&elsewhere, id, stars(1)).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(feedback.rate_at_kiosk(&visitor(), id, stars(1)).await.unwrap_err().is(RefusalCode::NotAllowed));
        scene.house_clock_advance(Span::seconds(19));
        feedback.rate_at_kiosk(&scene.kiosk, id, stars(4)).await.unwrap();
        // Whoever comes next may press again: what was said stays.
        feedback.rate_at_kiosk(&scene.kiosk, id, stars(1)).await.unwrap();
        assert_eq!(said(&asked(&feedback, &pass).await).unwrap().overall, stars(4));
        // Its recipient may change it on their own page.
        feedback.rate(&visitor(), &pass, &form(id, 5, "")).await.unwrap();
        feedback.rate_at_kiosk(&scene.kiosk, id, stars(1)).await.unwrap();
        assert_eq!(said(&asked(&feedback, &pass).await).unwrap().overall, stars(5));
        // The screen has forgotten the act, and so has the house.
        let (late, number, pass) = waiting(&scene, "b").await;
        assert!(feedback.rate_at_kiosk(&scene.kiosk, late, stars(5)).await.unwrap_err().is(RefusalCode::WrongState));
        take_out(&scene, &pass, number).await;
        scene.house_clock_advance(Span::seconds(31));
        assert!(scene.custody.kiosk_state(&scene.kiosk).await.unwrap().act.is_none());
        assert!(feedback.rate_at_kiosk(&scene.kiosk, late, stars(5)).await.unwrap_err().is(RefusalCode::WrongState));
        assert_eq!(said(&asked(&feedback, &pass).await), None);
    }

    async fn managers_see_banks_and_days_and_nobody_else_sees_anything(world: World) {
        let scene = Scene::new(world).await;
        let feedback = Feedback::new(scene.house.clone());
        let manager = scene.person(true, &[Role::Manager]).await;
        let nothing = seen(&feedback, &manager, RatingFilter::default()).await;
        assert_eq!((nothing.figures.total.overall.count(), nothing.comments.rows.len(), nothing.figures.months.len()), (0, 0, 12));
        for (n, (many, comment)) in [(5, ""), (2, "dark"), (4, WORDS)].into_iter().enumerate() {
            let (id, pass) = collected(&scene, &format!("no-{n}")).await;
            scene.house_clock_advance(Span::minutes(3));
            feedback.rate(&visitor(), &pass, &form(id, many, comment)).await.unwrap();
        }
        // 2026-03-31 22:30 in UTC: at the bank it is April.
        let night = domain::Timestamp(1_774_996_200_000_000);
        scene.house_clock_advance(night - scene.house.now());
        let (id, pass) = collected(&scene, "april").await;
        feedback.rate(&visitor(), &pass, &form(id, 1, "April")).await.unwrap();

        let all = seen(&feedback, &manager, RatingFilter::default()).await;
        assert_eq!((all.figures.total.overall.count(), all.figures.total.overall.mean_tenths()), (4, Some(30)));
        assert_eq!((all.figures.total.ease.count(), all.figures.total.compartment.count()), (4, 0));
        assert_eq!((all.until.as_str(), all.months.len(), all.months[0].as_str()), ("2026-04", 12, "2026-04"));
        let months: Vec<_> = all.figures.months.iter().rev().take(2).map(|line| (line.label.as_str(), line.overall.count())).collect();
        assert_eq!(months, [("2026-04", 1), ("2026-03", 3)]);
        let banks: Vec<_> = all.figures.banks.iter().map(|line| (line.label.as_str(), line.overall.count())).collect();
        assert_eq!(banks, [("Primăria Sector 3", 4)]);
        let words: Vec<_> = all.comments.rows.iter().map(|row| row.comment.as_deref().unwrap()).collect();
        assert_eq!(words, ["April", WORDS, "dark"], "the newest first, and only what was said in words");
        let newest = &all.comments.rows[0];
        let civil = newest.day.civil();
        assert_eq!((civil.month, civil.day, civil.hour, newest.bank.as_str()), (4, 1, 0, "Primăria Sector 3"));

        let few = seen(&feedback, &manager, most("2")).await;
        assert_eq!((few.comments.rows.len(), few.figures.total.overall.count()), (2, 4), "figures are of all stars");
        let march = RatingFilter { month: "2026-03".to_owned(), bank: scene.bank.to_string(), ..RatingFilter::default() };
        let march = seen(&feedback, &manager, march).await;
        assert_eq!((march.comments.rows.len(), march.figures.months.len()), (2, 1));
        assert_eq!(march.figures.total.overall.count(), 3);
        let elsewhere = RatingFilter { bank: BankId(scene.house.outside.uuid7()).to_string(), ..RatingFilter::default() };
        assert_eq!(seen(&feedback, &manager, elsewhere).await.figures.total.overall.count(), 0);
        assert_eq!(feedback.every_rating(&manager, &RatingFilter::default()).await.unwrap().len(), 4);
        let refused = feedback.ratings(&manager, &most("six")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("most"), Some(RefusalCode::NotAChoice));

        for role in Role::ALL {
            let actor = scene.person(true, &[role]).await;
            let may = feedback.ratings(&actor, &RatingFilter::default()).await.is_ok();
            assert_eq!(may, role == Role::Manager, "{role:?}");
            assert_eq!(feedback.every_rating(&actor, &RatingFilter::default()).await.is_ok(), may, "{role:?}");
        }
        let stranger = scene.person(false, &[Role::Manager]).await;
        let theirs = seen(&feedback, &stranger, RatingFilter::default()).await;
        assert_eq!((theirs.figures.total.overall.count(), theirs.comments.rows.len(), theirs.banks.len()), (0, 0, 0));
        assert!(feedback.every_rating(&stranger, &RatingFilter::default()).await.unwrap().is_empty());
        let nobody = feedback.ratings(&visitor(), &RatingFilter::default()).await.unwrap_err();
        assert!(nobody.is(RefusalCode::SignInFirst));
    }

    async fn what_was_said_goes_with_the_person_and_with_time(world: World) {
        let scene = Scene::new(world).await;
        let feedback = Feedback::new(scene.house.clone());
        let manager = scene.person(true, &[Role::Manager]).await;
        let (id, pass) = collected(&scene, "a").await;
        feedback.rate(&visitor(), &pass, &form(id, 2, WORDS)).await.unwrap();
        let db = &scene.house.db;
        assert_eq!(traces(db, &["Zorzoana"], &[]).await, Vec::<String>::new(), "sealed");
        let kept = async || sealed(db).await.into_iter().any(|(column, _)| column == "ratings.comment_sealed");
        assert!(kept().await);

        let ion = Subject {
            person: None,
            name: None,
            email: Email::parse("ion@example.org").ok(),
            phones: Vec::new(),
        };
        let mut reader = db.read().await.unwrap();
        let told = FeedbackData.export(&mut reader, &scene.house, &ion).await.unwrap();
        drop(reader);
        assert!(told[0].0 == "ratings" && told[0].1.to_string().contains("Zorzoana"), "{told:?}");
        let mut tx = db.begin().await.unwrap();
        assert_eq!(FeedbackData.erase(&mut tx, &scene.house, &ion).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(!kept().await);
        let left = seen(&feedback, &manager, RatingFilter::default()).await;
        assert_eq!((left.figures.total.overall.count(), left.comments.rows.len()), (1, 0), "the stars stay");

        let (id, pass) = collected(&scene, "b").await;
        feedback.rate(&visitor(), &pass, &form(id, 4, WORDS)).await.unwrap();
        scene.house_clock_advance(Span::days(90));
        assert_eq!(feedback.forget_old().await.unwrap(), 0);
        scene.house_clock_advance(Span::seconds(1));
        assert_eq!((feedback.forget_old().await.unwrap(), feedback.forget_old().await.unwrap()), (1, 0));
        assert!(!kept().await);
        let left = seen(&feedback, &manager, RatingFilter::default()).await;
        assert_eq!(left.figures.total.overall.count(), 2);
    }

    async fn a_long_list_comes_in_pages(world: World) {
        let scene = Scene::new(world).await;
        let feedback = Feedback::new(scene.house.clone());
        let manager = scene.person(true, &[Role::Manager]).await;
        for n in 0..52_u8 {
            let (id, pass) = collected(&scene, &format!("no-{n}")).await;
            feedback.rate(&visitor(), &pass, &form(id, n % 5 + 1, &format!("word {n}"))).await.unwrap();
        }
        let first = seen(&feedback, &manager, RatingFilter::default()).await.comments;
        assert_eq!((first.rows.len(), first.rows[0].comment.as_deref()), (50, Some("word 51")));
        let rest = RatingFilter { cursor: first.next, ..RatingFilter::default() };
        let rest = seen(&feedback, &manager, rest).await.comments;
        let words: Vec<_> = rest.rows.iter().filter_map(|row| row.comment.as_deref()).collect();
        assert_eq!((words, rest.next), (vec!["word 1", "word 0"], None));
    }
}
