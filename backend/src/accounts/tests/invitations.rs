//! From the invitation to the chosen password, and the first administrator of a house.

use domain::accounts::{AcceptInvitation, AccountsPort as _, Actor, OpenedSession, PersonState, Role, Secret};
use domain::{Locale, Outcome, RefusalCode, Span};

use super::{GOOD, Hall, invite};
use crate::both;

fn form(secret: &Secret, password: &str) -> AcceptInvitation {
    AcceptInvitation {
        secret: secret.clone(),
        name: "Maria I.".to_owned(),
        password: password.to_owned(),
        address: "192.0.2.7".to_owned(),
        device: "Safari".to_owned(),
    }
}

async fn accept(hall: &Hall, secret: &Secret) -> Outcome<OpenedSession> {
    hall.accounts.accept_invitation(&hall.visitor, form(secret, GOOD)).await
}

/// The secret in the newest mail.
async fn mailed(hall: &Hall) -> Secret {
    let mails = hall.mails().await;
    assert_eq!(
        (mails[0].to.as_str(), mails[0].locale),
        ("maria@example.org", Locale::Ru)
    );
    let begin = "https://locker.example.org/ru/invitation/";
    let link = mails[0]
        .text
        .split_whitespace()
        .find(|word| word.starts_with(begin))
        .unwrap();
    Secret::new(&link[begin.len()..])
}

both! {
    async fn an_invitation_is_mailed_accepted_once_and_opens_a_session(world: World) {
        let hall = Hall::new(&world, true).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Manager]).await;
        let id = hall.accounts.invite(&boss, invite("maria@example.org", &["employee", "support"])).await.unwrap();
        let secret = mailed(&hall).await;
        let said = hall.accounts.invitation(&hall.visitor, &secret).await.unwrap();
        assert_eq!((said.name.as_str(), said.email.as_str()), ("Maria Ionescu", "maria@example.org"));
        assert_eq!(said.organisation_name, "Primăria Exemplu");

        let short = hall.accounts.accept_invitation(&hall.visitor, form(&secret, "short")).await.err().unwrap();
        assert_eq!(short.refusal().unwrap().at("password"), Some(RefusalCode::TooShort));

        let (a, b) = tokio::join!(accept(&hall, &secret), accept(&hall, &secret));
        let (won, lost) = if a.is_ok() { (a, b) } else { (b, a) };
        assert!(lost.err().unwrap().is(RefusalCode::LinkExpired));
        let profile = won.unwrap().profile;
        assert_eq!((profile.person, profile.name.as_str()), (id, "Maria I."));
        assert_eq!(profile.roles, [Role::Employee, Role::Support]);
        hall.sign_in("maria@example.org", GOOD).await.unwrap();
        let gone = hall.accounts.invitation(&hall.visitor, &secret).await.err().unwrap();
        assert!(gone.is(RefusalCode::LinkExpired));
    }

    async fn a_link_dies_of_age_and_of_a_newer_one(world: World) {
        let hall = Hall::new(&world, true).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Manager]).await;
        let id = hall.accounts.invite(&boss, invite("maria@example.org", &["employee"])).await.unwrap();
        let old = mailed(&hall).await;
        world.clock.advance(Span::hours(71));
        hall.accounts.invite_again(&boss, id).await.unwrap();
        assert!(accept(&hall, &old).await.err().unwrap().is(RefusalCode::LinkExpired));
        let new = mailed(&hall).await;
        world.clock.advance(Span::hours(72));
        assert!(accept(&hall, &new).await.err().unwrap().is(RefusalCode::LinkExpired));
        hall.accounts.invite_again(&boss, id).await.unwrap();
        accept(&hall, &mailed(&hall).await).await.unwrap();
        assert!(hall.accounts.invite_again(&boss, id).await.err().unwrap().is(RefusalCode::WrongState));
        world.clock.advance(Span::days(34));
        // Three links, and the session of the one who accepted and of the one who invited.
        assert_eq!(hall.accounts.purge().await.unwrap(), 5);
    }

    async fn switching_an_invited_account_off_kills_its_link(world: World) {
        let hall = Hall::new(&world, true).await;
        let (boss, _) = hall.enter("boss@example.org", &[Role::Manager]).await;
        let id = hall.accounts.invite(&boss, invite("maria@example.org", &["employee"])).await.unwrap();
        let secret = mailed(&hall).await;
        hall.accounts.set_enabled(&boss, id, false).await.unwrap();
        assert!(accept(&hall, &secret).await.err().unwrap().is(RefusalCode::LinkExpired));
        hall.accounts.set_enabled(&boss, id, true).await.unwrap();
        assert!(accept(&hall, &secret).await.err().unwrap().is(RefusalCode::LinkExpired));
        let people = hall.accounts.people(&boss, "maria").await.unwrap();
        assert_eq!(people[0].state, PersonState::Invited);
    }

    async fn an_address_has_one_account_in_all_organisations(world: World) {
        let hall = Hall::new(&world, true).await;
        let other = hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        let (boss, _) = hall.enter("boss@example.org", &[Role::Manager]).await;
        let (far, _) = hall.enter_at(other, "far@example.org", &[Role::Manager]).await;
        hall.accounts.invite(&boss, invite("maria@example.org", &["employee"])).await.unwrap();
        for actor in [&boss, &far] {
            let error = hall.accounts.invite(actor, invite("MARIA@example.org", &["employee"])).await.err().unwrap();
            assert!(error.is(RefusalCode::Taken));
            assert_eq!(error.refusal().unwrap().at("email"), Some(RefusalCode::Taken));
        }
        let error = hall.accounts.invite(&boss, invite("x", &["king"])).await.err().unwrap();
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.at("email"), Some(RefusalCode::NotAnEmail));
        assert_eq!(refusal.at("roles"), Some(RefusalCode::NotAChoice));
        assert_eq!(hall.mails().await.len(), 1);
    }

    async fn the_first_administrator_comes_by_a_link(world: World) {
        let hall = Hall::new(&world, false).await;
        let first = hall.accounts.ensure_first_administrator(None).await.unwrap().unwrap();
        let second = hall.accounts.ensure_first_administrator(None).await.unwrap().unwrap();
        assert!(accept(&hall, &first).await.err().unwrap().is(RefusalCode::LinkExpired));
        let profile = accept(&hall, &second).await.unwrap().profile;
        assert_eq!(profile.email, "administrator@locker.example.org");
        assert_eq!((profile.roles.as_slice(), profile.organisation), ([Role::Administrator].as_slice(), hall.organisation));
        assert!(hall.accounts.ensure_first_administrator(None).await.unwrap().is_none());

        // Another one, by the command line.
        let more = hall.accounts.invite_administrator(&Actor::House, "it@example.org").await.unwrap();
        let more_again = hall.accounts.invite_administrator(&Actor::House, "IT@example.org").await.unwrap();
        assert!(accept(&hall, &more).await.err().unwrap().is(RefusalCode::LinkExpired));
        accept(&hall, &more_again).await.unwrap();
        for (email, code) in [
            ("it@example.org", RefusalCode::Taken),
            ("nobody", RefusalCode::NotAnEmail),
            ("a b@c", RefusalCode::NotAnEmail),
        ] {
            let error = hall.accounts.invite_administrator(&Actor::House, email).await.err().unwrap();
            assert!(error.is(code), "{email}");
        }
    }
}

both! {
    async fn an_empty_house_gets_an_organisation_with_its_administrator(world: World) {
        let hall = Hall::new(&world, false).await;
        let mut tx = world.db.begin().await.unwrap();
        crate::db::exec!(tx, "DELETE FROM organisations").unwrap();
        tx.commit().await.unwrap();
        let secret = hall.accounts.invite_administrator(&Actor::House, "it@townhall.example").await.unwrap();
        let profile = accept(&hall, &secret).await.unwrap().profile;
        assert_eq!(profile.organisation_name, "townhall.example");
    }
}
