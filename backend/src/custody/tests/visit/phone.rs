//! A visit with the phone: what the page of one thing names, and what its link opens.

use domain::custody::{
    CustodyPort as _, EventKind, LinkSecret, OpenPhase, PickupPass, PresencePass, PresenceToken, Sharing, Turn,
    VisitItem,
};
use domain::delivery::NewDelivery;
use domain::ids::ConsignmentId;
use domain::{Error, RefusalCode, Span};

use super::super::life::story;
use super::super::visitor;
use super::{Waiting, collect, form, next, put_in, shown, stays_shut, take_out, two};
use crate::both;
use crate::testing::Scene;

/// Scans the QR of the kiosk.
pub(super) async fn present(scene: &Scene) -> PresencePass {
    let url = scene
        .custody
        .kiosk_state(&scene.kiosk)
        .await
        .expect("a state")
        .presence
        .url;
    let token = PresenceToken::parse(url.rsplit('/').next().expect("a token")).expect("a token");
    let proved = scene.custody.prove_presence(&visitor(), scene.bank, &token).await;
    proved.expect("present")
}

/// Presses Open on a phone.
pub(super) async fn press(
    scene: &Scene,
    pass: &PickupPass,
    here: Option<&PresencePass>,
    thing: &Waiting,
) -> Result<(), Error> {
    scene.custody.open_by_phone(&visitor(), pass, here, thing.id).await
}

/// What the page of the first thing names beside it.
pub(super) async fn named(scene: &Scene, pass: &PickupPass, here: Option<&PresencePass>) -> Vec<VisitItem> {
    let page = scene.custody.pickup(&visitor(), pass, here).await.expect("a page");
    page.items.into_iter().flat_map(|item| item.visit).collect()
}

both! {
    async fn a_right_that_was_lent_is_for_one_thing(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        let owner = PickupPass::default().with(first.link.clone());
        scene.custody.share(&visitor(), &owner, first.id).await.unwrap();
        let page = scene.custody.pickup(&visitor(), &owner, None).await.unwrap();
        let Sharing::Lent { link, .. } = &page.items[0].sharing else { panic!("lent") };
        let lent = LinkSecret::parse(link.rsplit('/').next().unwrap()).unwrap();
        let friend = PickupPass::default().with(lent);
        let page = scene.custody.pickup(&visitor(), &friend, None).await.unwrap();
        assert!(page.items[0].visit.is_empty(), "what else is the owner's is nobody's business");
        let code = page.items[0].code.clone().unwrap();
        scene.custody.kiosk_enter(&scene.kiosk, code.expose()).await.unwrap();
        assert_eq!(shown(&scene).await, None);
        take_out(&scene, &first).await;
        stays_shut(&scene, &second, "by a lent right").await;
        let here = present(&scene).await;
        let refused = press(&scene, &friend, Some(&here), &second).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound), "{refused}");
        assert!(named(&scene, &friend, Some(&here)).await.is_empty());
        // Nor does the owner go on from what somebody else took out.
        let refused = press(&scene, &owner, Some(&here), &second).await.unwrap_err();
        assert!(refused.is(RefusalCode::VisitOver), "{refused}");
    }

    async fn the_phone_opens_two_doors_with_one_link(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        let pass = PickupPass::default().with(first.link.clone());
        let beside = named(&scene, &pass, None).await;
        assert_eq!((beside[0].id, beside[0].compartment, beside[0].turn), (second.id, second.door, Turn::Later));
        let here = present(&scene).await;
        let early = press(&scene, &pass, Some(&here), &second).await.unwrap_err();
        assert!(early.is(RefusalCode::VisitOver), "one after the other: {early}");
        press(&scene, &pass, Some(&here), &first).await.unwrap();
        take_out(&scene, &first).await;
        assert_eq!(named(&scene, &pass, Some(&here)).await[0].turn, Turn::Now);
        assert_eq!(named(&scene, &pass, None).await[0].turn, Turn::Presence);
        let far = press(&scene, &pass, None, &second).await.unwrap_err();
        assert!(far.is(RefusalCode::PresenceNeeded), "{far}");
        // The kiosk had nothing to do with it.
        stays_shut(&scene, &second, "at the kiosk").await;
        press(&scene, &pass, Some(&here), &second).await.expect("its turn");
        assert_eq!(named(&scene, &pass, Some(&here)).await[0].phase, OpenPhase::Opening);
        let command = scene.obey().await;
        assert_eq!(named(&scene, &pass, Some(&here)).await[0].phase, OpenPhase::Open);
        scene.shut(second.door, command, Some(false)).await;
        assert!(matches!(named(&scene, &pass, Some(&here)).await[0].phase, OpenPhase::Collected { .. }));
        assert!(story(&scene, second.id).await.contains(&EventKind::ProvedInVisit { after: first.door }));
    }

    async fn an_old_link_is_no_window_to_what_comes_later(world: World) {
        let scene = Scene::new(world).await;
        let first = put_in(&scene, &scene.employee, form(&scene, "long-ago", |_| ())).await;
        collect(&scene, &first).await;
        let pass = PickupPass::default().with(first.link.clone());
        scene.house_clock_advance(Span::days(2));
        let (second, third) = two(&scene).await;
        assert!(named(&scene, &pass, None).await.is_empty());
        // Not even while its owner collects with the secret of today.
        collect(&scene, &second).await;
        let here = present(&scene).await;
        assert!(named(&scene, &pass, Some(&here)).await.is_empty());
        let refused = press(&scene, &pass, Some(&here), &third).await.unwrap_err();
        assert!(refused.is(RefusalCode::VisitOver), "{refused}");
        // Whoever holds the links of both sees two cards, and neither thing twice.
        let both = PickupPass::default().with(second.link).with(third.link);
        assert!(named(&scene, &both, Some(&here)).await.is_empty());
    }

    async fn a_stranger_learns_nothing_of_a_visit(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        let stranger = |f: &mut NewDelivery| {
            (f.name, f.email, f.phone) = ("Ana Marin".into(), "ana@example.org".into(), String::new());
            f.size = "M".to_owned();
        };
        let other = put_in(&scene, &scene.employee, form(&scene, "other", stranger)).await;
        assert_eq!(scene.ready_message().await["beside"], 0);
        collect(&scene, &first).await;
        let here = present(&scene).await;
        let pass = PickupPass::default().with(other.link.clone());
        let refused = press(&scene, &pass, Some(&here), &second).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound), "{refused}");
        assert!(named(&scene, &pass, Some(&here)).await.is_empty());
        let unknown = scene.custody.kiosk_next(&scene.kiosk, ConsignmentId(scene.house.outside.uuid7())).await;
        let foreign = next(&scene, &other).await;
        assert!(unknown.unwrap_err().is(RefusalCode::VisitOver) && foreign.unwrap_err().is(RefusalCode::VisitOver));
    }
}
