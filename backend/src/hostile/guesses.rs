//! Guesses at keypads, at scanners and at links: none is right, and whoever has the right to collect still does.

use domain::Span;
use domain::accounts::{Actor, Role};
use domain::custody::{AccessCode, CustodyPort as _, Keypad, LinkSecret, QrToken};
use domain::delivery::{DeliveryPort as _, DeliveryState};
use domain::ids::{BankId, ConsignmentId, KioskId};
use domain::lockers::{NewBank, Place, Size};

use super::asked;
use crate::both;
use crate::simulation::Dice;
use crate::testing::Scene;

/// Live codes at each bank.
const EACH: usize = 4;
const ADDRESSES: usize = 1_000;
/// What is asked behind a code of digits: the end of the number in the scene's form.
const END: &str = "5010";

/// What lies at one bank, with what its recipient got.
struct Waiting {
    bank: BankId,
    kiosk: Actor,
    id: ConsignmentId,
    number: u16,
    code: String,
    qr: String,
}

both! {
    async fn no_guess_opens_and_the_rightful_still_collect(world: World) {
        let mut scene = Scene::new(world).await;
        let guesses = asked("CLOAKROOM_TEST_GUESSES", 5_000);
        // Two hundred live codes at fifty kiosks in the long form.
        let banks = if guesses >= 1_000_000 { 50 } else { 5 };
        let waiting = town(&mut scene, banks).await;
        let before = scene.fake.published().len();
        let mut dice = Dice::new(11);
        let mut locked = 0_usize;
        for n in 0..guesses {
            // A second for the whole town of guessers.
            if n.is_multiple_of(banks) {
                scene.house_clock_advance(Span::seconds(1));
            }
            let kiosk = &waiting[(n % banks) * EACH].kiosk;
            let answer = match dice.below(3) {
                0 => scene.custody.kiosk_enter(kiosk, &code(&mut dice)).await,
                1 => {
                    let scanned = QrToken::from_bytes(bytes(&mut dice)).digits();
                    scene.custody.kiosk_enter(kiosk, &scanned).await
                }
                _ => follow(&scene, &mut dice, n).await,
            };
            let refused = answer.expect_err("a guess is wrong");
            locked += usize::from(refused.is(domain::RefusalCode::KeypadLocked));
        }
        assert!(locked > guesses / 6, "keypads lock: {locked} of {guesses}");
        scene.publish().await;
        assert_eq!(scene.fake.published().len(), before, "no door");

        // The scanner works while the keypad is locked; the code does when the lock is over.
        for (n, thing) in waiting.iter().enumerate() {
            (scene.bank, scene.kiosk) = (thing.bank, thing.kiosk.clone());
            scene.online(true).await;
            if n % 2 == 1 {
                scene.house_clock_advance(Keypad::LOCK);
                scene.online(true).await;
            }
            let secret = if n % 2 == 0 { &thing.qr } else { &thing.code };
            scene.custody.kiosk_enter(&thing.kiosk, secret).await.expect("the right secret");
            let command = scene.obey().await;
            scene.shut(thing.number, command, Some(false)).await;
            let view = scene.delivery.delivery(&scene.employee, thing.id).await.expect("a view");
            assert_eq!(view.state, DeliveryState::Collected);
        }
    }
}

/// Banks of four compartments, all taken.
async fn town(scene: &mut Scene, banks: usize) -> Vec<Waiting> {
    let mut waiting = Vec::new();
    for n in 0..banks {
        let bank = scene
            .lockers
            .add_bank(scene.organisation, &bank(n))
            .await
            .expect("a bank");
        scene.bank = bank;
        scene.kiosk = Actor::Kiosk {
            kiosk: KioskId(scene.house.outside.uuid7()),
            bank,
        };
        scene.online(true).await;
        let digits = n % 2 == 1;
        if digits {
            let manager = scene.person(true, &[Role::Manager]).await;
            let set = scene.custody.set_codes(&manager, bank, "digits").await;
            set.expect("codes of digits");
        }
        for item in 0..EACH {
            let (id, number) = scene.stored(&format!("{n}-{item}")).await;
            let said = scene.ready_message().await;
            let text = |field: &str| said[field].as_str().expect(field).to_owned();
            waiting.push(Waiting {
                bank,
                kiosk: scene.kiosk.clone(),
                id,
                number,
                code: if digits { text("code") + END } else { text("code") },
                qr: text("qr"),
            });
        }
    }
    waiting
}

fn bank(n: usize) -> NewBank {
    NewBank {
        place: Place {
            name: format!("Bank {n}"),
            address: "Calea Dudești 191".to_owned(),
            city: "București".to_owned(),
            latitude: 44.423,
            longitude: 26.136,
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        columns: vec![vec![Size::S; EACH]],
    }
}

/// A code of either form, or what is none: it takes the same road.
fn code(dice: &mut Dice) -> String {
    if dice.below(2) == 0 {
        return format!("{:06}{:04}", dice.below(1_000_000), dice.below(10_000));
    }
    AccessCode::from_bytes(&bytes::<24>(dice)).map_or_else(|| "2345".to_owned(), |code| code.grouped())
}

/// A secret link, followed from one of many addresses.
async fn follow(scene: &Scene, dice: &mut Dice, n: usize) -> domain::Outcome<()> {
    let address = format!("2001:db8::{:x}", n % ADDRESSES);
    let link = LinkSecret::from_bytes(bytes(dice));
    scene.custody.follow_link(&Actor::Visitor { address }, &link).await?;
    Ok(())
}

fn bytes<const N: usize>(dice: &mut Dice) -> [u8; N] {
    std::array::from_fn(|_| u8::try_from(dice.below(256)).expect("a byte"))
}
