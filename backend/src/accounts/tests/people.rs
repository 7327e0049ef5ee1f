//! Colleagues: who is seen, who may switch whom off.

use domain::accounts::{AccountsPort as _, Role};
use domain::{Locale, RefusalCode};

use super::{GOOD, Hall, invite};
use crate::both;

both! {
    async fn search_finds_parts_of_names_and_addresses_in_any_script(world: World) {
        let hall = Hall::new(&world, false).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Manager]).await;
        let elsewhere = hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        for (organisation, name, email) in [
            (hall.organisation, "Ștefan Țârlea", "stefan@example.org"),
            (hall.organisation, "Юлия Петрова", "julia_100%@example.org"),
            (elsewhere, "Ștefan Far", "far@example.org"),
        ] {
            hall.accounts.seed_person(organisation, name, email, Locale::Ro, &[Role::Employee], None).await.unwrap();
        }
        for (search, expected) in [
            ("", 3),
            ("ștef", 1),
            ("ЮЛИ", 1),
            ("EXAMPLE.org", 3),
            ("_100%", 1),
            ("%", 1),
            ("j_lia", 0),
            ("far", 0),
            ("' OR 1=1 --", 0),
        ] {
            assert_eq!(hall.accounts.people(&boss, search).await.unwrap().len(), expected, "{search}");
        }
        let people = hall.accounts.people(&boss, "boss").await.unwrap();
        assert_eq!(people[0].roles, [Role::Manager]);
        assert!(people[0].last_seen.is_some());
    }

    async fn switching_off_ends_sessions_at_once(world: World) {
        let hall = Hall::new(&world, false).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Manager]).await;
        let (ana, opened) = hall.enter("ana@example.org", &[Role::Employee]).await;
        let ana = ana.person().unwrap();
        hall.accounts.set_enabled(&boss, ana, false).await.unwrap();
        hall.accounts.set_enabled(&boss, ana, false).await.unwrap();
        assert!(hall.accounts.who(&opened.secret).await.err().unwrap().is(RefusalCode::SignInFirst));
        assert!(hall.sign_in("ana@example.org", GOOD).await.err().unwrap().is(RefusalCode::WrongCredentials));
        hall.accounts.set_enabled(&boss, ana, true).await.unwrap();
        // The old session does not come back.
        assert!(hall.accounts.who(&opened.secret).await.err().unwrap().is(RefusalCode::SignInFirst));
        world.clock.advance(domain::Span::seconds(1));
        hall.sign_in("ana@example.org", GOOD).await.unwrap();
    }

    async fn nobody_switches_themselves_off_and_managers_touch_no_administrator(world: World) {
        let hall = Hall::new(&world, false).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Manager]).await;
        let (root, _) = hall.enter("root@example.org", &[Role::Administrator]).await;
        let own = boss.person().unwrap();
        assert!(hall.accounts.set_enabled(&boss, own, false).await.err().unwrap().is(RefusalCode::NotAllowed));
        let roots = root.person().unwrap();
        for enabled in [true, false] {
            let error = hall.accounts.set_enabled(&boss, roots, enabled).await.err().unwrap();
            assert!(error.is(RefusalCode::NotAllowed));
        }
        let error = hall.accounts.invite(&boss, invite("new@example.org", &["administrator"])).await.err().unwrap();
        assert!(error.is(RefusalCode::NotAllowed));
        let new = hall.accounts.invite(&root, invite("new@example.org", &["administrator"])).await.unwrap();
        assert!(hall.accounts.invite_again(&boss, new).await.err().unwrap().is(RefusalCode::NotAllowed));
        hall.accounts.invite_again(&root, new).await.unwrap();
    }

    async fn of_two_administrators_who_switch_each_other_off_one_stays(world: World) {
        let hall = Hall::new(&world, false).await;
        for round in 0..5 {
            let (a, _) = hall.enter(&format!("a{round}@example.org"), &[Role::Administrator]).await;
            let (b, _) = hall.enter(&format!("b{round}@example.org"), &[Role::Administrator]).await;
            // Everybody else is off already but those two, and who stayed last time.
            let people = hall.accounts.people(&a, "").await.unwrap();
            for other in people.iter().filter(|p| p.id != a.person().unwrap() && p.id != b.person().unwrap()) {
                hall.accounts.set_enabled(&a, other.id, false).await.unwrap();
            }
            let (one, two) = tokio::join!(
                hall.accounts.set_enabled(&a, b.person().unwrap(), false),
                hall.accounts.set_enabled(&b, a.person().unwrap(), false),
            );
            assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
            let error = one.err().or(two.err()).unwrap();
            assert!(error.is(RefusalCode::LastAdministrator), "{error:?}");
        }
    }
}
