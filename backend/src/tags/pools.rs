//! Pools of keys: the steps from the order to the issue, and how they are shown. The ports decide who may.

use domain::accounts::{Actor, Operation};
use domain::ids::{DealerId, IntentId, OrganisationId, PersonId, PoolId};
use domain::live::Nudge;
use domain::notices::Template;
use domain::payments::Purpose;
use domain::tags::{
    CheckedOrder, PoolActs, PoolEvent, PoolFilter, PoolHistory, PoolRow as ListRow, PoolState, PoolView, PoolWord,
};
use domain::{Money, Outcome, Page, RefusalCode, Timestamp};

use super::figures::{self, What};
use super::keys::{self, at, read_at};
use super::sql_dealers::{self, DealerRow};
use super::sql_pools::{self, NewPool, PoolRow};
use super::wording::wording;
use super::{messages, sql_products};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::lists::page;
use crate::payments::{self, NewIntent};

const PAGE: i64 = 50;

/// Who orders: a dealer, or a manager for our own shop.
pub(super) enum Buyer<'a> {
    Dealer(&'a DealerRow),
    Ourselves(OrganisationId),
}

/// Writes an order; by the price list it is priced at once, and our own production is approved as it is ordered.
pub(super) async fn order(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    buyer: &Buyer<'_>,
    order: &CheckedOrder,
) -> Outcome<PoolId> {
    let by = actor.person()?;
    let once = format!("{by}:{}", order.once);
    if let Some(id) = sql_pools::pool_by_once(tx, &once).await? {
        return Ok(id);
    }
    let now = house.now();
    let (organisation, dealer, unit) = match buyer {
        Buyer::Ourselves(organisation) => (*organisation, None, None),
        Buyer::Dealer(dealer) => {
            if !dealer.may_order(now) {
                return Err(RefusalCode::DealerPaused.into());
            }
            if i64::from(order.quantity) > dealer.most_keys {
                return Err(at("quantity", RefusalCode::OutOfRange));
            }
            let unit = unit_price(tx, dealer, order).await?;
            (dealer.organisation_id.0, Some(dealer.id.0), unit)
        }
    };
    let product = sql_products::product(tx, order.product).await?;
    let products = sql_products::products(tx, organisation).await?;
    if product.is_none_or(|product| !products.iter().any(|own| own.id == product.id)) {
        return Err(at("product", RefusalCode::NotAChoice));
    }
    let id = PoolId(house.outside.uuid7());
    let new = NewPool {
        id,
        organisation,
        dealer,
        product: order.product,
        quantity: order.quantity,
        unit,
        note: order.note.as_ref().map(domain::ShortText::as_str),
        ordered_by: by,
        once: &once,
    };
    begin(tx, &new, actor, now).await?;
    Ok(id)
}

/// Writes the order, and the step that follows at once: its price by the list, or the approval of our own production.
async fn begin(tx: &mut Tx, new: &NewPool<'_>, actor: &Actor, now: Timestamp) -> Outcome<()> {
    let next = match (new.dealer, new.unit) {
        (None, _) => Some(PoolEvent::Approve { own: true }),
        (Some(_), Some(unit)) => Some(PoolEvent::Price {
            total: total(unit, new.quantity)?,
        }),
        (Some(_), None) => None,
    };
    let ordered = PoolState::Ordered;
    let state = match next {
        Some(event) => ordered.clone().apply(event, now).map_err(|_| RefusalCode::WrongState)?,
        None => ordered.clone(),
    };
    sql_pools::insert_pool(tx, new, &state, now).await?;
    sql_pools::note(tx, new.id, &ordered, actor, now).await?;
    if state != ordered {
        sql_pools::note(tx, new.id, &state, actor, now).await?;
    }
    Ok(())
}

/// What a dealer pays for one key: their own price, else the product's; none when a manager has to say.
async fn unit_price(h: &mut impl Handle, dealer: &DealerRow, order: &CheckedOrder) -> Outcome<Option<Money>> {
    let own = sql_dealers::prices(h, dealer.id.0).await?;
    let own = own
        .iter()
        .find(|price| price.product == order.product)
        .map(|price| price.price);
    let product = sql_products::product(h, order.product).await?;
    let product = product.ok_or_else(|| at("product", RefusalCode::NotAChoice))?;
    Ok(own.or(product.dealer_price))
}

fn total(unit: Money, quantity: u32) -> Outcome<Money> {
    let total = unit.times(i64::from(quantity));
    total
        .filter(|total| (1..=Money::LARGEST).contains(&total.minor))
        .ok_or_else(|| at("quantity", RefusalCode::OutOfRange))
}

/// Moves a pool on by a rule of the house.
pub(super) async fn advance(
    tx: &mut Tx,
    house: &House,
    pool: &mut PoolRow,
    event: PoolEvent,
    by: &Actor,
) -> Outcome<PoolState> {
    let now = house.now();
    let state = pool.state()?.apply(event, now).map_err(|_| RefusalCode::WrongState)?;
    sql_pools::set_state(tx, pool, &state, by, now).await?;
    Ok(state)
}

/// Says what one key of a pool costs.
pub(super) async fn price(tx: &mut Tx, house: &House, pool: &mut PoolRow, unit: Money, by: &Actor) -> Outcome<()> {
    let total = total(unit, pool.quantity()).map_err(|_| at("unit", RefusalCode::OutOfRange))?;
    if let Some(intent) = waiting_payment(tx, pool.id.0).await? {
        payments::withdraw(tx, house, intent).await?;
    }
    advance(tx, house, pool, PoolEvent::Price { total }, by).await?;
    sql_pools::set_unit(tx, pool.id.0, unit).await?;
    if let Some(dealer) = dealer_of(tx, pool).await? {
        messages::pool_news(tx, house, Template::PoolPriced, pool, &dealer, Some(total), "").await?;
    }
    Ok(())
}

pub(super) async fn dealer_of(h: &mut impl Handle, pool: &PoolRow) -> Result<Option<DealerRow>> {
    match pool.dealer_id {
        Some(id) => sql_dealers::dealer(h, id.0).await,
        None => Ok(None),
    }
}

/// The payment of a pool that still waits.
async fn waiting_payment(h: &mut impl Handle, pool: PoolId) -> Result<Option<IntentId>> {
    let Some(intent) = sql_pools::intent(h, pool).await? else {
        return Ok(None);
    };
    let waits = payments::phase(h, intent).await? == Some(domain::payments::Phase::Waiting);
    Ok(waits.then_some(intent))
}

/// Asks for the money of a priced pool; the same payment as long as it waits.
pub(super) async fn pay(tx: &mut Tx, house: &House, pool: &PoolRow, payer: PersonId) -> Outcome<IntentId> {
    let PoolState::Priced { total } = pool.state()? else {
        return Err(RefusalCode::WrongState.into());
    };
    if let Some(intent) = waiting_payment(tx, pool.id.0).await? {
        return Ok(intent);
    }
    let dealer = dealer_of(tx, pool).await?;
    let locale = super::cover::payer_locale(tx, payer).await?;
    let intent = NewIntent {
        organisation: pool.organisation_id.0,
        payer: Some(payer),
        payer_email: dealer.map(|dealer| dealer.email()).transpose()?,
        payer_locale: locale,
        purpose: Purpose::KeyPool,
        subject: pool.id.0.0,
        amount: total,
        vat_permille: u32::try_from(pool.vat_permille).unwrap_or_default(),
        what: wording(locale)?.pool(pool.quantity(), pool.product()?.get(locale), &pool.said()),
        return_to: format!("/dealer/pools/{}", pool.id.0),
    };
    let intent = payments::open(tx, house, intent).await?;
    sql_pools::set_intent(tx, pool.id.0, intent).await?;
    Ok(intent)
}

/// Puts a priced pool on the invoice, within what was agreed.
pub(super) async fn put_on_invoice(
    tx: &mut Tx,
    house: &House,
    pool: &mut PoolRow,
    dealer: &DealerRow,
    by: &Actor,
) -> Outcome<()> {
    let PoolState::Priced { total } = pool.state()? else {
        return Err(RefusalCode::WrongState.into());
    };
    let spent = RefusalCode::CreditSpent;
    let credit = dealer.credit()?.ok_or(spent)?;
    // Two orders at once must not both fit: the dealer's row is the gate.
    sql_dealers::gate(tx, dealer.id.0).await?;
    let open = sql_pools::on_invoice(tx, dealer.id.0, credit.currency.code()).await?;
    if credit.currency != total.currency || open + total.minor > credit.minor {
        return Err(spent.into());
    }
    if let Some(intent) = waiting_payment(tx, pool.id.0).await? {
        payments::withdraw(tx, house, intent).await?;
    }
    advance(tx, house, pool, PoolEvent::PutOnInvoice, by).await?;
    count_money(tx, house, pool, total).await?;
    Ok(())
}

/// Takes an order back, or says no to it; what waits to be paid is withdrawn.
pub(super) async fn end(tx: &mut Tx, house: &House, pool: &mut PoolRow, event: PoolEvent, by: &Actor) -> Outcome<()> {
    let was = pool.state()?;
    if let Some(intent) = waiting_payment(tx, pool.id.0).await? {
        payments::withdraw(tx, house, intent).await?;
    }
    let refused = advance(tx, house, pool, event, by).await?;
    if let PoolState::OnInvoice { total, .. } = was {
        let back = Money {
            minor: -total.minor,
            ..total
        };
        count_money(tx, house, pool, back).await?;
    }
    if let (PoolState::Refused { reason, .. }, Some(dealer)) = (&refused, dealer_of(tx, pool).await?) {
        messages::pool_news(tx, house, Template::PoolRefused, pool, &dealer, None, reason).await?;
    }
    Ok(())
}

/// The money of a pool came, or was promised, or went back.
pub(super) async fn count_money(tx: &mut Tx, house: &House, pool: &PoolRow, amount: Money) -> Result<()> {
    let about = (pool.organisation_id.0, pool.dealer_id.map(|id| id.0), pool.product_id.0);
    figures::count(tx, about, What::Pool, 0, Some(amount), house.now()).await
}

/// A list of pools; `dealer` narrows it to one.
pub(super) async fn list(
    h: &mut impl Handle,
    organisation: OrganisationId,
    dealer: Option<DealerId>,
    filter: &PoolFilter,
    zone: &str,
) -> Result<Page<ListRow>> {
    let state = filter.state.map(PoolWord::wire);
    let before = filter.cursor.as_ref().and_then(|cursor| cursor.0.parse().ok());
    let rows = sql_pools::pools(h, organisation, dealer, state, before, PAGE + 1).await?;
    let place = |row: &PoolRow| row.id.0.to_string();
    page(rows, PAGE, place, |row| row_view(&row, zone))
}

fn row_view(row: &PoolRow, zone: &str) -> Result<ListRow> {
    let unit = row.unit()?;
    Ok(ListRow {
        id: row.id.0,
        number: row.said(),
        dealer: row.dealer_name.clone(),
        product: row.product()?,
        kind: row.kind()?,
        quantity: row.quantity(),
        made: u32::try_from(row.made).unwrap_or_default(),
        word: row.state()?.word(),
        total: unit.and_then(|unit| unit.times(row.quantity)),
        ordered: read_at(zone, row.created_at),
    })
}

/// One pool, and what the asker may do with it.
pub(super) async fn view(h: &mut impl Handle, house: &House, row: &PoolRow, actor: &Actor) -> Result<PoolView> {
    let zone = match actor {
        Actor::Person { person, .. } => keys::zone(h, *person).await?,
        _ => "UTC".to_owned(),
    };
    let state = row.state()?;
    let dealer = dealer_of(h, row).await?;
    let counts = match state.word() {
        PoolWord::Issued => sql_pools::counts(h, row.id.0).await?,
        _ => Vec::new(),
    };
    let events = sql_pools::pool_events(h, row.id.0).await?;
    let on_invoice = |word: PoolWord| events.iter().any(|event| event.state == word.wire());
    let owed = on_invoice(PoolWord::OnInvoice) && !on_invoice(PoolWord::Paid);
    let history = events
        .iter()
        .filter_map(|event| {
            Some(PoolHistory {
                at: read_at(&zone, event.at),
                word: PoolWord::from_wire(&event.state)?,
                by: event.by.clone(),
            })
        })
        .collect();
    Ok(PoolView {
        row: row_view(row, &zone)?,
        dealer_id: row.dealer_id.map(|id| id.0),
        product_id: row.product_id.0,
        may: acts(actor, &state, dealer.as_ref(), house, owed),
        state,
        unit: row.unit()?,
        note: row.note.clone(),
        ordered_by: row.ordered_by.clone(),
        owed,
        counts,
        history,
    })
}

fn acts(actor: &Actor, state: &PoolState, dealer: Option<&DealerRow>, house: &House, owed: bool) -> PoolActs {
    let (sells, runs) = (actor.may(Operation::SellTags), actor.may(Operation::RunTags));
    let can = |event: PoolEvent| state.clone().apply(event, house.now()).is_ok();
    let priced = state.word() == PoolWord::Priced;
    let none = String::new;
    PoolActs {
        price: runs && matches!(state.word(), PoolWord::Ordered | PoolWord::Priced),
        pay: sells && priced,
        put_on_invoice: sells && priced && dealer.is_some_and(|dealer| matches!(dealer.credit(), Ok(Some(_)))),
        approve: runs && can(PoolEvent::Approve { own: false }),
        refuse: runs && can(PoolEvent::Refuse { reason: none() }),
        cancel: sells && can(PoolEvent::Cancel),
        settle: runs && owed && state.word() != PoolWord::Refused,
        fetch: (sells || runs) && state.word() == PoolWord::Issued,
    }
}

/// Open screens look again.
pub(super) fn nudge(house: &House, pool: &PoolRow) {
    house.live.tell(Nudge::Pool {
        organisation: pool.organisation_id.0,
        pool: pool.id.0,
    });
}
