//! What whoever lost something is told, and what a machine is not.

use domain::register::{ClaimForm, LostForm, LostPort as _, RegisterPort as _};
use domain::{RefusalCode, Span};

use super::{Bureau, visitor};
use crate::both;

fn words(q: &str) -> LostForm {
    LostForm {
        q: q.to_owned(),
        ..LostForm::default()
    }
}

both! {
    async fn a_search_finds_the_thing_and_tells_nothing_that_proves(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let id = bureau.enter(&here).await;
        let (port, anybody) = (&bureau.register, visitor("192.0.2.1"));
        for q in ["portofelul negru", "black wallet", "черный кошелёк", "黑色钱包"] {
            let found = port.search(&anybody, &words(q)).await.unwrap();
            assert_eq!(found.len(), 1, "{q}");
            let told = format!("{found:?}");
            for hidden in ["Zorzon", "Pipera", "fermoar", "Portofel negru", "Raft", "Afl", "+4079"] {
                assert!(!told.contains(hidden), "{hidden} in {told}");
            }
            assert_eq!((found[0].area.as_str(), found[0].week.typed().as_str()), ("Piața Unirii", "2026-02-23"));
            assert_eq!(found[0].questions().len(), 3);
        }
        // Neither what only the owner knows nor the exact place is compared.
        for q in ["Zorzon", "peronul pipera banca", "umbrelă"] {
            assert!(port.search(&anybody, &words(q)).await.unwrap().is_empty(), "{q}");
        }
        let late = LostForm { from: "2026-03-02".into(), ..words("portofel") };
        assert!(port.search(&anybody, &late).await.unwrap().is_empty(), "found before it was lost");
        assert!(port.search(&anybody, &LostForm::default()).await.is_err());
        assert_eq!(port.kinds(&anybody).await.unwrap().len(), 15);

        port.claim(&anybody, id, bureau.mine("Maria Pop", "+40 721 555 001")).await.unwrap();
        assert_eq!(port.search(&anybody, &words("portofel")).await.unwrap().len(), 1, "others may still claim it");
        let claim = bureau.thing(&here, id).await.claims[0].id;
        port.accept(&here, id, claim).await.unwrap();
        assert!(port.search(&anybody, &words("portofel")).await.unwrap().is_empty(), "it is promised");
    }

    async fn a_claim_is_answered_alike_whatever_it_says(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let id = bureau.enter(&here).await;
        let port = &bureau.register;
        let form = bureau.mine("Maria Pop", "+40 721 555 001");
        let first = port.claim(&visitor("192.0.2.1"), id, form.clone()).await.unwrap();
        assert_eq!(port.claim(&visitor("192.0.2.1"), id, form).await.unwrap(), first, "a second click");
        let same = bureau.mine("Maria Pop", "+40 721 555 001");
        assert_eq!(port.claim(&visitor("192.0.2.9"), id, same).await.unwrap(), first, "the same person again");
        assert_eq!(bureau.thing(&here, id).await.row.open, 1);
        let machine = ClaimForm { website: "x".into(), ..bureau.mine("Bot", "+40 721 555 003") };
        assert!(port.claim(&visitor("192.0.2.3"), id, machine).await.unwrap_err().is(RefusalCode::SlowDown));
        let silent = ClaimForm { phone: String::new(), ..bureau.mine("Ion", "") };
        let refused = port.claim(&visitor("192.0.2.3"), id, silent).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("email"), Some(RefusalCode::NeedsReach));
        // While it waits for her, another is answered as ever; when it is gone there is nothing at the address.
        port.accept(&here, id, bureau.thing(&here, id).await.claims[0].id).await.unwrap();
        port.claim(&visitor("192.0.2.4"), id, bureau.mine("Vasile", "+40 721 555 004")).await.unwrap();
        let hand = domain::register::HandOutForm { document: "passport".into(), name: "Maria Pop".into() };
        port.hand_out(&here, id, hand).await.unwrap();
        assert!(port.lost_thing(&visitor("192.0.2.4"), id).await.unwrap_err().is(RefusalCode::NotFound));
        let late = port.claim(&visitor("192.0.2.5"), id, bureau.mine("Dan", "+40 721 555 005")).await;
        assert!(late.unwrap_err().is(RefusalCode::NotFound));
    }

    async fn one_address_does_not_claim_everything(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let from = visitor("192.0.2.7");
        let mut refused = 0;
        for n in 0..7 {
            let id = bureau.enter(&here).await;
            let form = bureau.mine("Maria Pop", &format!("+40 721 555 10{n}"));
            let taken = bureau.register.claim(&from, id, form).await;
            refused += usize::from(taken.is_err_and(|error| error.is(RefusalCode::SlowDown)));
            world.clock.advance(Span::minutes(1));
        }
        assert_eq!(refused, 2);
    }
}
