//! New secrets instead of old ones, and the right to collect in somebody else's hands.

use domain::accounts::Role;
use domain::custody::{CustodyPort as _, EventKind, LinkSecret, Means, OpenPhase, PickupPass, Sharing};
use domain::delivery::{CarePort as _, DeliveryState, IssueByHand};
use domain::ids::ConsignmentId;
use domain::{RefusalCode, Span};

use super::life::{messages, said, story};
use super::{received, state, visitor};
use crate::both;
use crate::testing::Scene;

/// A code that differs from this one in its last sign.
fn near(code: &str, turn: usize) -> String {
    let signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    let plain: String = code.split_whitespace().collect();
    let last = plain.chars().last().unwrap();
    let other = signs.chars().filter(|sign| *sign != last).nth(turn).unwrap();
    format!("{}{other}", &plain[..5])
}

async fn wrong(scene: &Scene, code: &str) {
    let refused = scene.custody.kiosk_enter(&scene.kiosk, code).await.unwrap_err();
    assert!(
        refused.is(RefusalCode::WrongCode) || refused.is(RefusalCode::KeypadLocked),
        "{refused}"
    );
    // After three in a row the keypad is locked for half an hour: somebody patient comes again.
    scene.house_clock_advance(Span::minutes(31));
}

/// What the recipient's page shows of sharing: the link to hand on.
async fn lent_link(scene: &Scene, pass: &PickupPass) -> LinkSecret {
    let page = scene.custody.pickup(&visitor(), pass, None).await.unwrap();
    match &page.items[0].sharing {
        Sharing::Lent { link, .. } => LinkSecret::parse(link.rsplit('/').next().unwrap()).unwrap(),
        _ => panic!("it is lent"),
    }
}

fn by_hand(reason: &str) -> IssueByHand {
    IssueByHand {
        by_hand_reason: reason.to_owned(),
    }
}

async fn shared(scene: &Scene) -> (ConsignmentId, u16, PickupPass, LinkSecret) {
    let (id, number) = scene.stored("a").await;
    let pass = PickupPass::default().with(received(scene).await.2);
    scene.custody.share(&visitor(), &pass, id).await.unwrap();
    let link = lent_link(scene, &pass).await;
    (id, number, pass, link)
}

both! {
    async fn a_code_made_by_hand_kills_the_old_one(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let (code, qr, link) = received(&scene).await;
        let refused = scene.delivery.issue_by_hand(&scene.employee, id, by_hand(" ")).await.map(drop).unwrap_err();
        assert!(refused.is(RefusalCode::Form));
        let support = scene.person(true, &[Role::Support]).await;
        let refused = scene.delivery.issue_by_hand(&support, id, by_hand("Lost")).await.map(drop).unwrap_err();
        assert!(refused.is(RefusalCode::NotAllowed));
        let stranger = scene.person(false, &[Role::Employee]).await;
        let refused = scene.delivery.issue_by_hand(&stranger, id, by_hand("Lost")).await.map(drop).unwrap_err();
        assert!(refused.is(RefusalCode::NotFound));

        let fresh = scene.delivery.issue_by_hand(&scene.employee, id, by_hand("Message lost")).await.unwrap();
        let slip = scene.delivery.slip(&scene.employee, id, &fresh).await.unwrap();
        let old = scene.delivery.slip(&scene.employee, id, &link).await.map(drop).unwrap_err();
        assert!(old.is(RefusalCode::NotFound));
        for dead in [&code, &qr] {
            let refused = scene.custody.kiosk_enter(&scene.kiosk, dead).await.unwrap_err();
            assert!(refused.is(RefusalCode::WrongCode));
        }
        assert!(scene.custody.follow_link(&visitor(), &link).await.unwrap_err().is(RefusalCode::LinkExpired));
        let told = said(&scene, "code_by_hand").await.to_string();
        assert!(!told.contains(&slip.code.grouped()) && !told.contains(&slip.qr.digits()), "no secret in that message");
        assert!(!scene.dump().await.contains(&slip.qr.digits()));
        assert!(story(&scene, id).await.contains(&EventKind::IssuedByHand { reason: "Message lost".into() }));
        scene.custody.kiosk_enter(&scene.kiosk, &slip.qr.digits()).await.expect("the slip opens");
    }

    async fn five_codes_that_come_near_replace_the_code(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        scene.house_clock_advance(Span::hours(1));
        let (code, _, link) = received(&scene).await;
        for turn in 0..4 {
            wrong(&scene, &near(&code, turn)).await;
        }
        // Far off ones name nothing and count for nothing.
        for far in ["222222", "nonsense"] {
            wrong(&scene, far).await;
        }
        assert_eq!(messages(&scene, "code_replaced").await, 0);
        wrong(&scene, &near(&code, 5)).await;
        let told = said(&scene, "code_replaced").await;
        let fresh = told["code"].as_str().unwrap().to_owned();
        assert_ne!(fresh, code);
        assert!(story(&scene, id).await.contains(&EventKind::CodeReplaced));
        let refused = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(refused.is(RefusalCode::WrongCode), "the old one is dead");
        assert!(scene.custody.follow_link(&visitor(), &link).await.unwrap_err().is(RefusalCode::LinkExpired));
        // Nobody is locked out: the rightful one has the new code.
        scene.custody.kiosk_enter(&scene.kiosk, &fresh).await.expect("the new code");
    }

    async fn codes_that_come_near_a_lent_one_replace_them_both(world: World) {
        let scene = Scene::new(world).await;
        let (id, _, _, link) = shared(&scene).await;
        let friend = PickupPass::default().with(link.clone());
        let page = scene.custody.pickup(&visitor(), &friend, None).await.unwrap();
        let code = page.items[0].code.clone().unwrap();
        for turn in 0..5 {
            wrong(&scene, &near(code.expose(), turn)).await;
        }
        assert!(story(&scene, id).await.contains(&EventKind::CodeReplaced));
        wrong(&scene, code.expose()).await;
        assert!(scene.custody.follow_link(&visitor(), &link).await.unwrap_err().is(RefusalCode::LinkExpired));
    }

    async fn somebody_else_collects_once_and_the_owner_is_told(world: World) {
        let scene = Scene::new(world).await;
        let (id, number, pass, link) = shared(&scene).await;
        let again = scene.custody.share(&visitor(), &pass, id).await.unwrap_err();
        assert!(again.is(RefusalCode::WrongState), "one at a time");
        let friend = PickupPass::default().with(link.clone());
        scene.custody.follow_link(&visitor(), &link).await.expect("a link of ours");
        let page = scene.custody.pickup(&visitor(), &friend, None).await.unwrap();
        assert!(matches!(page.items[0].sharing, Sharing::Borrowed) && page.items[0].may_extend.is_none());
        let (code, qr) = (page.items[0].code.clone().unwrap(), page.items[0].qr.clone().unwrap());
        assert_ne!(code.grouped(), received(&scene).await.0, "a code of its own");
        // Whoever collects for somebody may not lend it on, nor ask for more time.
        for refused in [
            scene.custody.share(&visitor(), &friend, id).await,
            scene.custody.revoke_share(&visitor(), &friend, id).await,
            scene.custody.extend(&visitor(), &friend, id).await,
        ] {
            assert!(refused.unwrap_err().is(RefusalCode::NotFound));
        }
        assert!(!scene.dump().await.contains(&link.expose()));

        scene.custody.kiosk_enter(&scene.kiosk, code.expose()).await.expect("the lent code");
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Collected);
        assert_eq!((messages(&scene, "share_used").await, messages(&scene, "collected").await), (1, 0));
        assert!(story(&scene, id).await.contains(&EventKind::ProvedByShare { means: Means::Code }));
        for dead in [code.expose().to_owned(), qr.digits()] {
            let refused = scene.custody.kiosk_enter(&scene.kiosk, &dead).await.unwrap_err();
            assert!(refused.is(RefusalCode::WrongCode));
        }
        let page = scene.custody.pickup(&visitor(), &friend, None).await.unwrap();
        assert!(matches!(page.items[0].phase, OpenPhase::Collected { .. }) && page.items[0].code.is_none());
    }

    async fn what_was_lent_is_taken_back_at_once(world: World) {
        let scene = Scene::new(world).await;
        let (id, number, pass, link) = shared(&scene).await;
        let friend = PickupPass::default().with(link.clone());
        let page = scene.custody.pickup(&visitor(), &friend, None).await.unwrap();
        let qr = page.items[0].qr.clone().unwrap();
        scene.custody.revoke_share(&visitor(), &pass, id).await.unwrap();
        let refused = scene.custody.kiosk_enter(&scene.kiosk, &qr.digits()).await.unwrap_err();
        assert!(refused.is(RefusalCode::WrongCode));
        assert!(scene.custody.follow_link(&visitor(), &link).await.unwrap_err().is(RefusalCode::LinkExpired));
        let presence = scene.custody.kiosk_state(&scene.kiosk).await.unwrap().presence;
        let token = domain::custody::PresenceToken::parse(presence.url.rsplit('/').next().unwrap()).unwrap();
        let here = scene.custody.prove_presence(&visitor(), scene.bank, &token).await.unwrap();
        let refused = scene.custody.open_by_phone(&visitor(), &friend, Some(&here), id).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound));
        // Lent again, it is another secret; and the recipient's own way was never touched.
        scene.custody.share(&visitor(), &pass, id).await.unwrap();
        let other = lent_link(&scene, &pass).await;
        assert_ne!(other.expose(), link.expose());
        let friend = PickupPass::default().with(other);
        scene.custody.open_by_phone(&visitor(), &friend, Some(&here), id).await.expect("by phone, before the bank");
        let command = scene.obey().await;
        // Nothing was taken: it goes on waiting, and the owner hears of it.
        scene.shut(number, command, Some(true)).await;
        assert_eq!(messages(&scene, "left_inside").await, 1);
        let (code, ..) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.expect("the recipient's own code");
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;
        assert_eq!((messages(&scene, "share_used").await, messages(&scene, "collected").await), (0, 1));
    }

    async fn a_new_code_ends_what_the_old_one_had_lent(world: World) {
        let scene = Scene::new(world).await;
        let (id, _, _, link) = shared(&scene).await;
        scene.delivery.issue_by_hand(&scene.employee, id, by_hand("Telephone stolen")).await.unwrap();
        assert!(scene.custody.follow_link(&visitor(), &link).await.unwrap_err().is(RefusalCode::LinkExpired));
    }
}
