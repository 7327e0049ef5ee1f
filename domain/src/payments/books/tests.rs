//! The books end the same in every order.

use proptest::prelude::*;

use super::*;
use crate::Currency;

const DUE: Money = Money::new(4_900, Currency::Ron);
const NOW: Timestamp = Timestamp(1_000);

fn checkout(n: u128) -> CheckoutId {
    CheckoutId(uuid::Uuid::from_u128(n))
}

fn refund(n: u128) -> RefundId {
    RefundId(uuid::Uuid::from_u128(n))
}

fn seen(n: u128, paid: i64, refunded: i64) -> Event {
    Event::Seen {
        checkout: checkout(n),
        paid: Money::new(paid, Currency::Ron),
        refunded,
    }
}

/// All effects of these events, and the books at the end.
fn play(events: &[Event]) -> (Books, Vec<Effect>) {
    events
        .iter()
        .fold((Books::new(DUE), Vec::new()), |(books, mut all), event| {
            let (next, effects) = books.apply(*event, NOW).unwrap_or((books, Vec::new()));
            all.extend(effects);
            (next, all)
        })
}

#[test]
fn it_is_paid_once() {
    let (books, effects) = play(&[seen(1, 4_900, 0), seen(1, 4_900, 0), seen(1, 4_900, 0)]);
    assert_eq!(effects, [Effect::Paid]);
    assert_eq!((books.phase(), books.paid_at()), (Phase::Paid, Some(NOW)));
}

#[test]
fn the_wrong_amount_or_currency_pays_nothing() {
    for amount in [
        Money::new(4_899, Currency::Ron),
        Money::new(4_900, Currency::Eur),
        Money::new(9_800, Currency::Ron),
    ] {
        let event = Event::Seen {
            checkout: checkout(1),
            paid: amount,
            refunded: 0,
        };
        let (books, effects) = play(&[event, event]);
        assert_eq!(
            effects,
            [Effect::Mismatch {
                checkout: checkout(1),
                amount
            }]
        );
        assert_eq!(books.phase(), Phase::Waiting);
        assert_eq!(books.refundable(checkout(1)), Some(amount));
    }
}

#[test]
fn paid_twice_is_too_much_and_given_back_first() {
    let (books, effects) = play(&[seen(1, 4_900, 0), seen(2, 4_900, 0), seen(1, 4_900, 4_900)]);
    let surplus = Effect::Surplus {
        checkout: checkout(2),
        amount: DUE,
    };
    assert_eq!(effects, [Effect::Paid, surplus]);
    assert_eq!(books.phase(), Phase::Paid);
}

#[test]
fn money_that_comes_late_still_pays_unless_nobody_wants_it() {
    let (books, effects) = play(&[Event::Expire, seen(1, 4_900, 0)]);
    assert_eq!((books.phase(), effects), (Phase::Paid, vec![Effect::Paid]));
    let (books, effects) = play(&[Event::Expire, Event::Withdraw, seen(1, 4_900, 0)]);
    let surplus = Effect::Surplus {
        checkout: checkout(1),
        amount: DUE,
    };
    assert_eq!((books.phase(), effects), (Phase::Withdrawn, vec![surplus]));
    let (books, _) = play(&[seen(1, 4_900, 0)]);
    assert_eq!(books.apply(Event::Withdraw, NOW), Err(NotPossible));
    assert_eq!(books.apply(Event::Expire, NOW), Err(NotPossible));
}

#[test]
fn no_more_is_given_back_than_was_paid() {
    let ask = |n, amount| Event::AskRefund {
        refund: refund(n),
        checkout: checkout(1),
        amount,
    };
    let (books, _) = play(&[seen(1, 4_900, 0), ask(1, 4_000)]);
    assert_eq!(books.refundable(checkout(1)), Some(Money::new(900, Currency::Ron)));
    for amount in [901, 0, -1] {
        assert_eq!(books.apply(ask(2, amount), NOW), Err(NotPossible), "{amount}");
    }
    // The provider's own word may come before its answer to us: then less seems left, never more.
    let (books, effects) = books.apply(seen(1, 4_900, 4_000), NOW).unwrap();
    assert_eq!(
        effects,
        [Effect::Refunded {
            amount: Money::new(4_000, Currency::Ron),
            full: false
        }]
    );
    assert_eq!(books.refundable(checkout(1)), Some(Money::zero(Currency::Ron)));
    let (books, _) = books.apply(Event::RefundEnded { refund: refund(1) }, NOW).unwrap();
    assert_eq!(books.refundable(checkout(1)), Some(Money::new(900, Currency::Ron)));
    assert_eq!(books.phase(), Phase::PartlyRefunded);
    let (books, effects) = books.apply(seen(1, 4_900, 4_900), NOW).unwrap();
    assert_eq!(
        effects,
        [Effect::Refunded {
            amount: Money::new(900, Currency::Ron),
            full: true
        }]
    );
    assert_eq!(books.phase(), Phase::Refunded);
    assert_eq!(
        books.apply(
            Event::AskRefund {
                refund: refund(1),
                checkout: checkout(9),
                amount: 1
            },
            NOW
        ),
        Err(NotPossible)
    );
}

#[test]
fn what_is_seen_late_as_paid_and_given_back_was_both() {
    let (books, effects) = play(&[seen(1, 4_900, 4_900)]);
    assert_eq!(
        effects,
        [
            Effect::Paid,
            Effect::Refunded {
                amount: DUE,
                full: true
            }
        ]
    );
    assert_eq!(books.phase(), Phase::Refunded);
}

/// What counts in the end: not the order in which we heard.
fn sum(books: &Books) -> (Phase, Vec<Taken>) {
    let mut taken = books.taken().to_vec();
    taken.sort_by_key(|t| t.checkout);
    (books.phase(), taken)
}

/// What the listeners were told, added up: how often paid, and how much of it was taken back again.
fn told(effects: &[Effect]) -> i64 {
    effects.iter().fold(0, |sum, effect| match effect {
        Effect::Paid => sum + DUE.minor,
        Effect::Refunded { amount, .. } => sum - amount.minor,
        _ => sum,
    })
}

fn facts() -> impl Strategy<Value = Vec<Event>> {
    let amount = prop_oneof![4 => Just(4_900_i64), 1 => Just(4_800_i64)];
    // The same checkout always paid the same amount: a provider does not change its mind about that.
    let one = (amount, prop::collection::vec(0_i64..=4_900, 1..4));
    prop::collection::vec(one, 1..4).prop_map(|checkouts| {
        let each = checkouts.into_iter().zip(1..);
        each.flat_map(|((paid, refunds), n)| refunds.into_iter().map(move |back| seen(n, paid, back.min(paid))))
            .collect()
    })
}

proptest! {
    #[test]
    fn the_order_and_the_number_of_words_do_not_matter(
        (facts, shuffled) in facts().prop_flat_map(|f| {
            let twice: Vec<Event> = f.iter().chain(f.iter()).copied().collect();
            (Just(f), Just(twice).prop_shuffle())
        })
    ) {
        let (one, _) = play(&facts);
        let (other, _) = play(&shuffled);
        prop_assert_eq!(sum(&one), sum(&other));
    }

    #[test]
    fn with_one_payment_the_listeners_know_what_the_books_know(
        (paid, words) in (Just(4_900_i64), prop::collection::vec(0_i64..=4_900, 1..8))
    ) {
        let facts: Vec<Event> = words.iter().map(|back| seen(1, paid, *back)).collect();
        let (books, effects) = play(&facts);
        prop_assert_eq!(effects.iter().filter(|e| **e == Effect::Paid).count(), 1);
        prop_assert_eq!(told(&effects), books.covered());
    }

    #[test]
    fn no_refund_was_ever_more_than_what_was_paid(facts in facts()) {
        let (books, _) = play(&facts);
        for taken in books.taken() {
            prop_assert!((0..=taken.paid.minor).contains(&taken.refunded));
            prop_assert!(books.refundable(taken.checkout).is_some_and(|left| left.minor == taken.paid.minor - taken.refunded));
        }
    }
}
