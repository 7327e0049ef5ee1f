//! Who is signed in, and how an administrator signs a colleague out.

use domain::accounts::{AccountsPort as _, Actor, Role};
use domain::ids::{PersonId, SessionId};
use domain::{Error, RefusalCode, Span};

use super::{GOOD, Hall};
use crate::both;

const ANA: &str = "ana@example.org";

/// Who is in the list, with how many sessions.
async fn signed_in(hall: &Hall, boss: &Actor, search: &str) -> Vec<(String, usize)> {
    let list = hall.accounts.staff_sessions(boss, search).await.unwrap();
    list.into_iter()
        .map(|one| (one.person.email, one.sessions.len()))
        .collect()
}

fn refused(outcome: &Result<bool, Error>, code: RefusalCode) -> bool {
    outcome.as_ref().err().is_some_and(|error| error.is(code))
}

fn line(email: &str, sessions: usize) -> (String, usize) {
    (email.to_owned(), sessions)
}

both! {
    async fn a_session_that_was_ended_opens_nothing_any_more(world: World) {
        let hall = Hall::new(&world, false).await;
        let (boss, own) = hall.enter("boss@example.org", &[Role::Administrator]).await;
        let (ana, first) = hall.enter(ANA, &[Role::Employee]).await;
        world.clock.advance(Span::minutes(5));
        let second = hall.sign_in(ANA, GOOD).await.unwrap();
        assert_eq!(signed_in(&hall, &boss, "").await, [line(ANA, 2), line("boss@example.org", 1)]);
        let list = hall.accounts.staff_sessions(&boss, "").await.unwrap();
        assert!(list[1].own && list[1].sessions[0].current && !list[0].own);
        let sessions = &list[0].sessions;
        assert!(sessions[0].since.at > sessions[1].since.at, "the newest use first");
        assert!(sessions[0].device.contains("Firefox") && !sessions[0].current);

        let person = ana.person().unwrap();
        assert!(hall.accounts.end_staff_session(&boss, person, ana.session().unwrap()).await.unwrap());
        assert!(hall.accounts.who(&first.secret).await.err().unwrap().is(RefusalCode::SignInFirst));
        hall.accounts.who(&second.secret).await.unwrap();
        let again = hall.accounts.end_staff_session(&boss, person, ana.session().unwrap()).await;
        assert!(!again.unwrap(), "it was over");

        hall.sign_in(ANA, GOOD).await.unwrap();
        assert!(hall.accounts.end_staff_sessions(&boss, person).await.unwrap());
        assert!(hall.accounts.who(&second.secret).await.err().unwrap().is(RefusalCode::SignInFirst));
        assert_eq!(signed_in(&hall, &boss, "").await, [line("boss@example.org", 1)]);
        assert!(!hall.accounts.end_staff_sessions(&boss, person).await.unwrap());
        // The account itself is as it was, and nobody else was signed out.
        hall.sign_in(ANA, GOOD).await.unwrap();
        hall.accounts.who(&own.secret).await.unwrap();
    }

    async fn only_staff_of_ones_own_house_is_seen_and_signed_out(world: World) {
        let hall = Hall::new(&world, false).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Administrator]).await;
        let elsewhere = hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        let (far, _) = hall.enter_at(elsewhere, "far@example.org", &[Role::Employee]).await;
        let (owner, _) = hall.enter("owner@example.org", &[Role::Owner]).await;
        let (dealer, _) = hall.enter("dealer@example.org", &[Role::Dealer]).await;
        hall.enter("courier@example.org", &[Role::Courier]).await;
        let staff = [line("boss@example.org", 1), line("courier@example.org", 1)];
        assert_eq!(signed_in(&hall, &boss, " ").await, staff);
        assert_eq!(signed_in(&hall, &boss, "COURIER").await, [line("courier@example.org", 1)]);
        assert!(signed_in(&hall, &boss, "owner").await.is_empty());
        for other in [&far, &owner, &dealer] {
            let (person, session) = (other.person().unwrap(), other.session().unwrap());
            let one = hall.accounts.end_staff_session(&boss, person, session).await;
            let all = hall.accounts.end_staff_sessions(&boss, person).await;
            assert!(refused(&one, RefusalCode::NotFound) && refused(&all, RefusalCode::NotFound), "{other:?}");
        }
        let nobody = PersonId(world.outside.uuid7());
        assert!(refused(&hall.accounts.end_staff_sessions(&boss, nobody).await, RefusalCode::NotFound));
        // One's own are ended at one's account.
        let person = boss.person().unwrap();
        let own = hall.accounts.end_staff_session(&boss, person, boss.session().unwrap()).await;
        assert!(refused(&own, RefusalCode::NotAllowed));
        assert!(refused(&hall.accounts.end_staff_sessions(&boss, person).await, RefusalCode::NotAllowed));
    }

    async fn a_session_is_ended_for_its_own_person_only_and_none_that_is_over_is_shown(world: World) {
        let hall = Hall::new(&world, false).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Administrator]).await;
        let (ana, opened) = hall.enter(ANA, &[Role::Employee]).await;
        let (ion, _) = hall.enter("ion@example.org", &[Role::Courier]).await;
        let (person, session) = (ion.person().unwrap(), ana.session().unwrap());
        let mixed = hall.accounts.end_staff_session(&boss, person, session).await;
        assert!(!mixed.unwrap(), "it is somebody else's");
        hall.accounts.who(&opened.secret).await.unwrap();
        let unknown = SessionId(world.outside.uuid7());
        assert!(!hall.accounts.end_staff_session(&boss, person, unknown).await.unwrap());
        world.clock.advance(Span::hours(13));
        assert!(signed_in(&hall, &boss, "").await.is_empty(), "twelve hours without use");
    }
}
