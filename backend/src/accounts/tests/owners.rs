//! Owners: signing up and claiming by mail, forgotten passwords, settings, the desk, export and erasure.

use std::sync::Arc;

use domain::accounts::owners::{
    ChangeEmail, ChangePassword, ConfirmSignUp, ContactForm, DeskOwnersPort as _, Forgotten, NewOwner, OwnersPort as _,
    ProfileForm, QuietForm, ResetPassword, SignUp,
};
use domain::accounts::{AccountsPort as _, Actor, Password, Role, Secret};
use domain::notices::Template;
use domain::{Locale, RefusalCode, Span};
use serde_json::json;

use super::{GOOD, Hall};
use crate::accounts::{Offices, Owners, contact_of, find_owners, tell};
use crate::both;
use crate::notices::NoticesData;
use crate::testing::{World, traces, traces_in_files};

const NEW: &str = "a wholly new password";

struct Desk {
    hall: Hall,
    owners: Owners,
}

impl Desk {
    async fn new(world: &World) -> Self {
        let hall = Hall::new(world, true).await;
        Offices::new(hall.house.clone())
            .found_bureau(hall.organisation)
            .await
            .unwrap();
        let owners = Owners::new(hall.accounts.clone(), vec![Arc::new(NoticesData)]);
        Self { hall, owners }
    }

    async fn ask(&self, email: &str) {
        let form = SignUp {
            email: email.to_owned(),
            locale: Locale::Ro,
            return_to: Some("/ro/owner/activate?key=7QK4M2XP".to_owned()),
            address: "192.0.2.1".to_owned(),
        };
        self.owners.sign_up(&self.hall.visitor, form).await.unwrap();
    }

    /// The subject of the newest mail to this address, and the secret of its link.
    async fn newest(&self, email: &str) -> (String, Secret) {
        let mails = self.hall.mails().await;
        let mail = mails.into_iter().find(|mail| mail.to == email).expect("a mail");
        let link = mail
            .text
            .lines()
            .find(|line| line.starts_with("https://"))
            .unwrap_or_default();
        let secret = link.rsplit('/').next().unwrap_or_default();
        (mail.subject.unwrap(), Secret::new(secret))
    }

    fn confirm(secret: Secret) -> ConfirmSignUp {
        ConfirmSignUp {
            secret,
            name: "Ștefania Țăranu".to_owned(),
            phone: "+40 721 555 010".to_owned(),
            time_zone: "Europe/Bucharest".to_owned(),
            password: NEW.to_owned(),
            address: "192.0.2.1".to_owned(),
            device: "Firefox".to_owned(),
        }
    }

    async fn sign_up(&self, email: &str) -> Actor {
        self.ask(email).await;
        let (_, secret) = self.newest(email).await;
        let welcome = self
            .owners
            .confirm_sign_up(&self.hall.visitor, Self::confirm(secret))
            .await
            .unwrap();
        self.hall.accounts.who(&welcome.session.secret).await.unwrap().0
    }
}

both! {
    async fn whoever_answers_the_mail_has_an_account(world: World) {
        let desk = Desk::new(&world).await;
        desk.ask("Ana@Example.org").await;
        let (_, secret) = desk.newest("Ana@example.org").await;
        let visitor = &desk.hall.visitor;
        let open = desk.owners.open_sign_up(visitor, &secret).await.unwrap();
        assert_eq!((open.email.as_str(), open.name.as_str()), ("Ana@example.org", ""));
        let mut short = Desk::confirm(secret.clone());
        short.password = "short".to_owned();
        short.name = String::new();
        let refused = desk.owners.confirm_sign_up(visitor, short).await.err().unwrap();
        assert_eq!(refused.refusal().unwrap().at("password"), Some(RefusalCode::TooShort));
        assert_eq!(refused.refusal().unwrap().at("name"), Some(RefusalCode::Missing));
        let welcome = desk.owners.confirm_sign_up(visitor, Desk::confirm(secret.clone())).await.unwrap();
        assert_eq!(welcome.return_to.as_deref(), Some("/ro/owner/activate?key=7QK4M2XP"));
        assert_eq!(welcome.session.profile.roles, [Role::Owner]);
        assert_eq!(welcome.session.profile.organisation, desk.hall.organisation);
        assert_eq!(welcome.session.profile.locale, Locale::Ro);
        // Once.
        let again = desk.owners.confirm_sign_up(visitor, Desk::confirm(secret.clone())).await.err().unwrap();
        assert!(again.is(RefusalCode::LinkExpired));
        desk.hall.sign_in("ana@example.org", NEW).await.unwrap();
        // Nor is an owner among the staff.
        let (boss, _) = desk.hall.enter("boss@example.org", &[Role::Manager]).await;
        let staff = desk.hall.accounts.people(&boss, "").await.unwrap();
        assert_eq!(staff.len(), 1, "{staff:?}");
    }

    async fn nobody_learns_here_who_has_an_account(world: World) {
        let desk = Desk::new(&world).await;
        desk.hall.enter("known@example.org", &[Role::Employee]).await;
        desk.ask("known@example.org").await;
        desk.ask("unknown@example.org").await;
        let (known, secret) = desk.newest("known@example.org").await;
        let (unknown, _) = desk.newest("unknown@example.org").await;
        assert_ne!(known, unknown);
        // The mail of the known one leads to a new password, not to a second account.
        assert!(desk.owners.open_sign_up(&desk.hall.visitor, &secret).await.is_err());
        assert_eq!(desk.owners.open_reset(&desk.hall.visitor, &secret).await.unwrap().email, "known@example.org");
        for email in ["known@example.org", "nobody@example.org"] {
            let form = Forgotten { email: email.to_owned(), locale: Locale::Ru, address: String::new() };
            desk.owners.forgotten(&desk.hall.visitor, form).await.unwrap();
        }
        assert_eq!(desk.hall.mails().await.len(), 4);
    }

    async fn nobody_floods_an_inbox(world: World) {
        let desk = Desk::new(&world).await;
        for _ in 0..6 {
            desk.ask("ana@example.org").await;
        }
        assert_eq!(desk.hall.mails().await.len(), 3);
        world.clock.advance(Span::minutes(61));
        desk.ask("ana@example.org").await;
        assert_eq!(desk.hall.mails().await.len(), 4);
        let ask = |n| SignUp {
            email: format!("a{n}@example.org"),
            address: "198.51.100.7".to_owned(),
            ..SignUp::default()
        };
        for n in 0..30 {
            desk.owners.sign_up(&desk.hall.visitor, ask(n)).await.unwrap();
        }
        let refused = desk.owners.sign_up(&desk.hall.visitor, ask(31)).await.err().unwrap();
        assert!(refused.is(RefusalCode::SlowDown));
    }

    async fn an_account_of_the_desk_is_claimed_by_mail(world: World) {
        let desk = Desk::new(&world).await;
        let (dispatcher, _) = desk.hall.enter("desk@example.org", &[Role::Dispatcher]).await;
        let form = NewOwner {
            name: "Ion Popescu".to_owned(),
            email: "ion@example.org".to_owned(),
            phones: vec!["+40722000111".to_owned()],
            locale: Locale::Ro,
        };
        let person = desk.owners.register_owner(&dispatcher, form.clone()).await.unwrap();
        assert_eq!(desk.owners.register_owner(&dispatcher, form).await.unwrap(), person, "known by the address");
        assert!(!desk.owners.owner(&dispatcher, person).await.unwrap().card.claimed);
        desk.ask("ion@example.org").await;
        let (_, secret) = desk.newest("ion@example.org").await;
        assert_eq!(desk.owners.open_sign_up(&desk.hall.visitor, &secret).await.unwrap().name, "Ion Popescu");
        let welcome = desk.owners.confirm_sign_up(&desk.hall.visitor, Desk::confirm(secret)).await.unwrap();
        assert_eq!(welcome.session.profile.person, person);
        let sheet = desk.owners.owner(&dispatcher, person).await.unwrap();
        assert!(sheet.card.claimed);
        assert_eq!(sheet.card.phones.len(), 2, "the new one first, the old one kept");
        // Staff are no owners, and no account is taken over.
        let staff = NewOwner {
            name: "X".to_owned(),
            email: "desk@example.org".to_owned(),
            ..NewOwner::default()
        };
        let refused = desk.owners.register_owner(&dispatcher, staff).await.err().unwrap();
        assert_eq!(refused.refusal().unwrap().at("email"), Some(RefusalCode::Taken));
    }

    async fn the_desk_finds_owners_by_name_number_and_address(world: World) {
        let desk = Desk::new(&world).await;
        let (dispatcher, _) = desk.hall.enter("desk@example.org", &[Role::Dispatcher]).await;
        let (employee, _) = desk.hall.enter("hall@example.org", &[Role::Employee]).await;
        desk.sign_up("ana@example.org").await;
        let only_phone = NewOwner {
            name: "王小明".to_owned(),
            phones: vec!["+8613800138000".to_owned()],
            ..NewOwner::default()
        };
        let wang = desk.owners.register_owner(&dispatcher, only_phone.clone()).await.unwrap();
        assert_eq!(desk.owners.register_owner(&dispatcher, only_phone).await.unwrap(), wang, "known by name and number");
        for (text, count) in [
            ("stef", 1), ("Taranu Şt", 1), ("0721 555 010", 1), ("+40721555010", 1), ("ANA@example.org", 1),
            ("小明", 1), ("138 0013 8000", 1), ("popescu", 0), ("", 0), ("12", 0), ("%", 0),
        ] {
            let found = desk.owners.find_owners(&dispatcher, text).await.unwrap();
            assert_eq!(found.len(), count, "{text}");
        }
        assert!(desk.owners.find_owners(&employee, "stef").await.err().unwrap().is(RefusalCode::NotAllowed));
        assert_eq!(desk.owners.owner(&dispatcher, wang).await.unwrap().card.email, None);
        // Another organisation's dispatcher is nobody here.
        let elsewhere = desk.hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        let (other, _) = desk.hall.enter_at(elsewhere, "other@example.org", &[Role::Dispatcher]).await;
        assert!(desk.owners.find_owners(&other, "stef").await.err().unwrap().is(RefusalCode::NotFound));
    }

    async fn a_forgotten_password_is_replaced_and_every_session_ends(world: World) {
        let desk = Desk::new(&world).await;
        let (_, opened) = desk.hall.enter("ana@example.org", &[Role::Employee]).await;
        let form = Forgotten { email: "ANA@example.org".to_owned(), locale: Locale::En, address: String::new() };
        desk.owners.forgotten(&desk.hall.visitor, form.clone()).await.unwrap();
        let (_, first) = desk.newest("ANA@example.org").await;
        world.clock.advance(Span::seconds(1));
        desk.owners.forgotten(&desk.hall.visitor, form).await.unwrap();
        let (_, secret) = desk.newest("ANA@example.org").await;
        let reset = |secret| ResetPassword {
            secret,
            password: NEW.to_owned(),
            address: String::new(),
            device: String::new(),
        };
        let refused = desk.owners.reset_password(&desk.hall.visitor, reset(first)).await.err().unwrap();
        assert!(refused.is(RefusalCode::LinkExpired), "a newer link replaces the older");
        desk.owners.reset_password(&desk.hall.visitor, reset(secret.clone())).await.unwrap();
        assert!(desk.owners.reset_password(&desk.hall.visitor, reset(secret)).await.is_err());
        assert!(desk.hall.accounts.who(&opened.secret).await.is_err());
        desk.hall.sign_in("ana@example.org", NEW).await.unwrap();
    }

    async fn people_settle_how_they_are_reached(world: World) {
        let desk = Desk::new(&world).await;
        let ana = desk.sign_up("ana@example.org").await;
        let profile = ProfileForm {
            name: "Ana Ionescu".to_owned(),
            locale: Locale::Zh,
            phones: vec!["+40722333444".to_owned(), "+40721555010".to_owned()],
        };
        desk.owners.change_profile(&ana, profile).await.unwrap();
        let contact = ContactForm { name: "Ion".to_owned(), phone: "+40733000000".to_owned(), email: String::new() };
        desk.owners.change_contacts(&ana, vec![contact]).await.unwrap();
        let quiet = QuietForm { from: "10:00".to_owned(), until: "14:00".to_owned(), time_zone: "Mars/Olympus".to_owned() };
        let refused = desk.owners.change_quiet_hours(&ana, quiet.clone()).await.err().unwrap();
        assert_eq!(refused.refusal().unwrap().at("time_zone"), Some(RefusalCode::NotAChoice));
        let quiet = QuietForm { time_zone: "Europe/Bucharest".to_owned(), ..quiet };
        desk.owners.change_quiet_hours(&ana, quiet).await.unwrap();
        let settings = desk.owners.settings(&ana).await.unwrap();
        assert_eq!((settings.name.as_str(), settings.locale), ("Ana Ionescu", Locale::Zh));
        assert_eq!(settings.phones[0].as_str(), "+40722333444");
        assert_eq!(settings.contacts[0].name.as_str(), "Ion");
        assert!(settings.may_erase);
        // 09:00 UTC is 11:00 there: three quiet hours are left.
        let house = &desk.hall.house;
        let mut reader = house.db.read().await.unwrap();
        let reached = contact_of(&mut reader, house, ana.person().unwrap()).await.unwrap().unwrap();
        assert_eq!(reached.ring_from, house.now() + Span::hours(3));
        assert_eq!(find_owners(&mut reader, house, "taranu").await.unwrap().len(), 0);
        assert_eq!(find_owners(&mut reader, house, "ionescu a").await.unwrap().len(), 1);
    }

    async fn an_address_counts_when_it_answered(world: World) {
        let desk = Desk::new(&world).await;
        let ana = desk.sign_up("ana@example.org").await;
        desk.hall.enter("taken@example.org", &[Role::Employee]).await;
        let change = |email: &str, password: &str| ChangeEmail {
            email: email.to_owned(),
            password: Password::typed(password),
        };
        let refused = desk.owners.change_email(&ana, change("new@example.org", "wrong")).await.err().unwrap();
        assert_eq!(refused.refusal().unwrap().at("password"), Some(RefusalCode::WrongPassword));
        world.clock.advance(Span::minutes(1));
        desk.owners.change_email(&ana, change("taken@example.org", NEW)).await.unwrap();
        let (_, secret) = desk.newest("taken@example.org").await;
        assert!(desk.owners.confirm_email(&desk.hall.visitor, &secret).await.is_err());
        desk.owners.change_email(&ana, change("new@example.org", NEW)).await.unwrap();
        assert_eq!(desk.owners.settings(&ana).await.unwrap().email_waiting.as_deref(), Some("new@example.org"));
        let (_, secret) = desk.newest("new@example.org").await;
        assert_eq!(desk.owners.open_email(&desk.hall.visitor, &secret).await.unwrap(), "new@example.org");
        desk.owners.confirm_email(&desk.hall.visitor, &secret).await.unwrap();
        assert_eq!(desk.owners.settings(&ana).await.unwrap().email, "new@example.org");
        assert!(desk.hall.sign_in("ana@example.org", NEW).await.is_err());
        desk.hall.sign_in("new@example.org", NEW).await.unwrap();
    }

    async fn another_password_ends_the_other_sessions(world: World) {
        let desk = Desk::new(&world).await;
        let ana = desk.sign_up("ana@example.org").await;
        let other = desk.hall.sign_in("ana@example.org", NEW).await.unwrap();
        let change = ChangePassword { current: Password::typed(NEW), new: GOOD.to_owned() };
        desk.owners.change_password(&ana, change).await.unwrap();
        assert!(desk.hall.accounts.who(&other.secret).await.is_err());
        assert_eq!(desk.hall.accounts.sessions(&ana).await.unwrap().len(), 1);
        desk.hall.sign_in("ana@example.org", GOOD).await.unwrap();
    }

    async fn who_is_erased_leaves_no_trace(world: World) {
        let desk = Desk::new(&world).await;
        let house = desk.hall.house.clone();
        let ana = desk.sign_up("ana.unica@example.org").await;
        let contact = ContactForm { name: "Unicul Prieten".to_owned(), phone: "+40733000000".to_owned(), email: String::new() };
        desk.owners.change_contacts(&ana, vec![contact]).await.unwrap();
        let change = ChangeEmail { email: "alta.unica@example.org".to_owned(), password: Password::typed(NEW) };
        desk.owners.change_email(&ana, change).await.unwrap();
        let mut tx = house.db.begin().await.unwrap();
        tell(&mut tx, &house, ana.person().unwrap(), Template::PasswordChanged, json!({})).await.unwrap();
        tx.commit().await.unwrap();
        let needles = ["ana.unica", "Ștefania", "Țăranu", "stefania", "721555010", "Unicul", "alta.unica"];
        assert!(!traces(&house.db, &needles, &[]).await.is_empty(), "the scan sees what is there");
        let export = desk.owners.export_own(&ana, &Password::typed(NEW)).await.unwrap();
        for text in ["ana.unica@example.org", "Ștefania Țăranu", "+40721555010", "Unicul Prieten"] {
            assert!(export.contains(text), "{text} in {export}");
        }
        let refused = desk.owners.erase_own(&ana, &Password::typed("wrong")).await.err().unwrap();
        assert_eq!(refused.refusal().unwrap().at("password"), Some(RefusalCode::WrongPassword));
        world.clock.advance(Span::minutes(1));
        desk.owners.erase_own(&ana, &Password::typed(NEW)).await.unwrap();
        assert_eq!(traces(&house.db, &needles, &[]).await, Vec::<String>::new());
        assert_eq!(traces_in_files(&world.url, &needles), Vec::<String>::new());
        assert!(desk.owners.settings(&ana).await.err().unwrap().is(RefusalCode::SignInFirst));
        assert!(desk.hall.sign_in("ana.unica@example.org", NEW).await.is_err());
        // The address is free again, and the house finds nobody to erase.
        let nobody = desk.owners.erase_person(&Actor::House, "ana.unica@example.org").await.err().unwrap();
        assert!(nobody.is(RefusalCode::NotFound));
        desk.sign_up("ana.unica@example.org").await;
        desk.owners.erase_person(&Actor::House, "Ana.Unica@example.org").await.unwrap();
        assert_eq!(traces(&house.db, &needles, &[]).await, Vec::<String>::new());
    }

    async fn staff_do_not_erase_themselves(world: World) {
        let desk = Desk::new(&world).await;
        let (both, _) = desk.hall.enter("both@example.org", &[Role::Owner, Role::Courier]).await;
        let refused = desk.owners.erase_own(&both, &Password::typed(GOOD)).await.err().unwrap();
        assert!(refused.is(RefusalCode::NotAllowed));
        let (courier, _) = desk.hall.enter("courier@example.org", &[Role::Courier]).await;
        assert!(desk.owners.erase_own(&courier, &Password::typed(GOOD)).await.err().unwrap().is(RefusalCode::NotAllowed));
        assert!(desk.owners.erase_person(&courier, "both@example.org").await.err().unwrap().is(RefusalCode::NotAllowed));
        assert!(desk.owners.settings(&desk.hall.visitor).await.err().unwrap().is(RefusalCode::SignInFirst));
    }
}
