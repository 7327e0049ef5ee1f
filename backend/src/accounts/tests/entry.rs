//! Sign-in, the ladder, and the life of sessions.

use domain::accounts::{AccountsPort as _, Role, Secret};
use domain::ids::SessionId;
use domain::{Locale, RefusalCode, Span};

use super::{GOOD, Hall};
use crate::both;
use crate::db::{all, one};

#[derive(sqlx::FromRow)]
struct Count {
    n: i64,
}

#[derive(sqlx::FromRow)]
struct Stored {
    secret_hash: String,
    device: String,
}

both! {
    async fn the_right_password_opens_a_session_and_rights_are_looked_up_each_time(world: World) {
        let hall = Hall::new(&world, false).await;
        let (actor, opened) = hall.enter("Ana@Example.org", &[Role::Employee]).await;
        assert_eq!(opened.secret.expose().len(), 43);
        assert_eq!(opened.profile.organisation_name, "Primăria Exemplu");
        assert_eq!(opened.profile.roles, [Role::Employee]);
        // However the address is typed.
        hall.sign_in(" ana@EXAMPLE.org ", GOOD).await.unwrap();
        let person = actor.person().unwrap();
        hall.accounts
            .seed_person(hall.organisation, "", "ana@example.org", Locale::Ro, &[Role::Manager], None)
            .await
            .unwrap();
        let (actor, profile) = hall.accounts.who(&opened.secret).await.unwrap();
        assert_eq!(profile.roles, [Role::Employee, Role::Manager]);
        assert_eq!(actor.person().unwrap(), person);
        let mut reader = hall.house.db.read().await.unwrap();
        for row in all!(reader, Stored, "SELECT secret_hash, device FROM sessions").unwrap() {
            assert_ne!(row.secret_hash, opened.secret.expose());
            assert_eq!(row.device, "Firefoxon Linux");
        }
    }

    async fn unknown_wrong_invited_and_switched_off_get_the_same_answer(world: World) {
        let hall = Hall::new(&world, true).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Administrator]).await;
        let (off, _) = hall.enter("off@example.org", &[Role::Employee]).await;
        hall.accounts.set_enabled(&boss, off.person().unwrap(), false).await.unwrap();
        hall.accounts.invite(&boss, super::invite("new@example.org", &["employee"])).await.unwrap();
        for (email, password) in [
            ("nobody@example.org", GOOD),
            ("boss@example.org", "wrong"),
            ("off@example.org", GOOD),
            ("new@example.org", GOOD),
            ("new@example.org", ""),
            ("' OR 1=1 --", ""),
        ] {
            world.clock.advance(Span::minutes(1));
            let error = hall.sign_in(email, password).await.err().unwrap();
            assert!(error.is(RefusalCode::WrongCredentials), "{email} {error:?}");
        }
    }

    async fn each_failure_waits_longer_for_accounts_and_strangers_alike(world: World) {
        let hall = Hall::new(&world, false).await;
        hall.enter("ana@example.org", &[Role::Employee]).await;
        let tick = Span::millis(1);
        for email in ["ana@example.org", "nobody@example.org"] {
            for wait in [1, 3, 5, 10, 10] {
                let code = |outcome: domain::Outcome<_>| outcome.err().unwrap().refusal().unwrap().code;
                assert_eq!(code(hall.sign_in(email, "wrong").await), RefusalCode::WrongCredentials);
                world.clock.advance(Span(Span::seconds(wait).0 - tick.0));
                // Not even the right one, and a try that is refused does not count.
                assert_eq!(code(hall.sign_in(email, GOOD).await), RefusalCode::SlowDown, "{email} {wait}");
                world.clock.advance(tick);
            }
        }
        hall.sign_in("ana@example.org", GOOD).await.unwrap();
        // The ladder begins anew.
        hall.sign_in("ana@example.org", "wrong").await.err().unwrap();
        world.clock.advance(Span::seconds(1));
        hall.sign_in("ana@example.org", GOOD).await.unwrap();
    }

    async fn of_many_tries_at_once_one_goes_through(world: World) {
        let hall = Hall::new(&world, false).await;
        hall.enter("ana@example.org", &[Role::Employee]).await;
        let tries = tokio::join!(
            hall.sign_in("ana@example.org", "a"),
            hall.sign_in("ana@example.org", "b"),
            hall.sign_in("ana@example.org", "c"),
            hall.sign_in("ana@example.org", "d"),
        );
        let slowed = [tries.0, tries.1, tries.2, tries.3]
            .into_iter()
            .filter(|outcome| outcome.as_ref().err().unwrap().is(RefusalCode::SlowDown))
            .count();
        assert_eq!(slowed, 3);
    }

    async fn a_session_ends_when_idle_and_after_a_week_however_used(world: World) {
        let hall = Hall::new(&world, false).await;
        let (_, opened) = hall.enter("ana@example.org", &[Role::Employee]).await;
        let who = || hall.accounts.who(&opened.secret);
        for _ in 0..13 {
            world.clock.advance(Span::seconds(12 * 3600 - 1));
            who().await.unwrap();
        }
        // Six and a half days have passed; the week is the end.
        world.clock.advance(Span::hours(6));
        who().await.unwrap();
        world.clock.advance(Span::seconds(6 * 3600 + 12));
        who().await.unwrap();
        world.clock.advance(Span::seconds(1));
        assert!(who().await.err().unwrap().is(RefusalCode::SignInFirst));

        let again = hall.sign_in("ana@example.org", GOOD).await.unwrap();
        world.clock.advance(Span::hours(12));
        assert!(hall.accounts.who(&again.secret).await.err().unwrap().is(RefusalCode::SignInFirst));
        assert_eq!(hall.accounts.purge().await.unwrap(), 2);
        let mut reader = hall.house.db.read().await.unwrap();
        assert_eq!(one!(reader, Count, "SELECT COUNT(*) AS n FROM sessions").unwrap().n, 0);
    }

    async fn the_idle_end_is_written_at_most_once_a_minute(world: World) {
        let hall = Hall::new(&world, false).await;
        let (actor, opened) = hall.enter("ana@example.org", &[Role::Employee]).await;
        let begin = hall.house.now();
        let check = async |advance, used_at| {
            world.clock.advance(advance);
            hall.accounts.who(&opened.secret).await.unwrap();
            let sessions = hall.accounts.sessions(&actor).await.unwrap();
            assert_eq!(sessions[0].last_used.at, begin + used_at);
        };
        check(Span::seconds(59), Span(0)).await;
        check(Span::seconds(1), Span::seconds(60)).await;
        check(Span::seconds(30), Span::seconds(60)).await;
    }

    async fn people_see_and_end_their_own_sessions_only(world: World) {
        let hall = Hall::new(&world, false).await;
        let (ana, first) = hall.enter("ana@example.org", &[Role::Employee]).await;
        world.clock.advance(Span::minutes(5));
        let second = hall.sign_in("ana@example.org", GOOD).await.unwrap();
        let (bob, bobs) = hall.enter("bob@example.org", &[Role::Administrator]).await;
        let sessions = hall.accounts.sessions(&ana).await.unwrap();
        assert_eq!(sessions.iter().map(|s| s.current).collect::<Vec<_>>(), [false, true]);

        let other = sessions[0].id;
        for id in [other, SessionId(world.outside.uuid7())] {
            let error = hall.accounts.end_session(&bob, id).await.err().unwrap();
            assert!(error.is(RefusalCode::NotFound));
        }
        hall.accounts.end_session(&ana, other).await.unwrap();
        assert!(hall.accounts.who(&second.secret).await.err().unwrap().is(RefusalCode::SignInFirst));
        hall.accounts.sign_out(&ana).await.unwrap();
        assert!(hall.accounts.who(&first.secret).await.err().unwrap().is(RefusalCode::SignInFirst));
        // Twice is no error.
        hall.accounts.sign_out(&ana).await.unwrap();
        hall.accounts.who(&bobs.secret).await.unwrap();
        for secret in ["", "x", "' OR 1=1 --"] {
            let error = hall.accounts.who(&Secret::new(secret)).await.err().unwrap();
            assert!(error.is(RefusalCode::SignInFirst));
        }
    }

    async fn the_chosen_language_stays(world: World) {
        let hall = Hall::new(&world, false).await;
        let (ana, opened) = hall.enter("ana@example.org", &[Role::Employee]).await;
        assert_eq!(opened.profile.locale, Locale::Ro);
        hall.accounts.choose_locale(&ana, Locale::Zh).await.unwrap();
        assert_eq!(hall.accounts.who(&opened.secret).await.unwrap().1.locale, Locale::Zh);
    }

    async fn the_demo_signs_in_without_a_password_and_only_the_demo(world: World) {
        let hall = Hall::new(&world, true).await;
        hall.accounts
            .seed_person(hall.organisation, "Ana", "ana@example.org", Locale::Ro, &[Role::Employee], None)
            .await
            .unwrap();
        let opened = hall.accounts.sign_in_demo(&hall.visitor, Role::Employee, "192.0.2.1", "Firefox").await.unwrap();
        assert_eq!(opened.profile.name, "Ana");
        let (ana, _) = hall.accounts.who(&opened.secret).await.unwrap();
        let sessions = hall.accounts.sessions(&ana).await.unwrap();
        assert_eq!(sessions[0].device, "Firefox", "as of every other way in");
        let nobody = hall.accounts.sign_in_demo(&hall.visitor, Role::Courier, "192.0.2.1", "").await;
        assert!(nobody.err().unwrap().is(RefusalCode::NotFound));
        // Without a password there is no way in by the front door.
        assert!(hall.sign_in("ana@example.org", "").await.err().unwrap().is(RefusalCode::WrongCredentials));

        let real = Hall::new(&world, false).await;
        let shut = real.accounts.sign_in_demo(&real.visitor, Role::Employee, "192.0.2.1", "").await;
        assert!(shut.err().unwrap().is(RefusalCode::NotFound));
    }
}
