//! Paying from the link to the receipt, over HTTP, with the provider that plays; and the manager's pages of it.

use backend::payments::{NewIntent, open, pay_link};
use domain::ids::OrganisationId;
use domain::payments::Purpose;
use domain::{Currency, Locale, Money};

use crate::browser::{Answer, Browser};
use crate::stage::{EMPLOYEE, Stage};

/// A server where one may play, a manager, and the pay link of something that costs 49 lei.
async fn stage() -> (Stage, String) {
    let stage = Stage::start_with(|config| config.payments.test = true)
        .await
        .with_employee()
        .await;
    let house = stage.running.parts.house.clone();
    let organisation: OrganisationId = stage
        .running
        .parts
        .accounts
        .seed_organisation("Test house")
        .await
        .unwrap();
    let mut tx = house.db.begin().await.unwrap();
    let new = NewIntent {
        organisation,
        payer: None,
        payer_email: None,
        payer_locale: Locale::Ro,
        purpose: Purpose::Cover,
        subject: house.outside.uuid7(),
        amount: Money::new(4_900, Currency::Ron),
        vat_permille: 210,
        what: "=Acoperire <b>7QK4-M2XP</b>".to_owned(),
        return_to: "/".to_owned(),
    };
    let id = open(&mut tx, &house, new).await.unwrap();
    tx.commit().await.unwrap();
    (stage, pay_link(&house, id))
}

/// Plays until the payer is back on the pay page; gives its address and what stands there.
async fn pay(browser: &mut Browser, page: &str, play: &str) -> Answer {
    let answer = browser.post(page, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let provider = local(answer.location());
    let answer = browser.get(&provider).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("value=\"twice\""), "{}", answer.body);
    let answer = browser.post(&provider, &[("play", play)]).await;
    let back = local(answer.location());
    assert!(back.ends_with("/back"), "{back}");
    let answer = browser.get(&back).await;
    assert_eq!(answer.location(), page);
    browser.get(page).await
}

fn local(url: &str) -> String {
    let at = url.find("://").map_or(0, |i| i + 3);
    let path = url[at..].find('/').map_or(0, |i| at + i);
    if at == 0 {
        url.to_owned()
    } else {
        url[path..].to_owned()
    }
}

/// The manager looks, gives a part back, and takes the day's list along.
async fn manages(stage: &Stage) {
    let mut manager = stage.signed_in().await;
    let answer = manager.get("/en/manager/payments?q=2026").await;
    assert_eq!(answer.status, 200);
    let answer = manager.get("/en/manager/payments").await;
    let one = answer.body.split("href=\"/en/manager/payments/0").nth(1).unwrap();
    let one = format!("/en/manager/payments/0{}", one.split('"').next().unwrap());
    let answer = manager.get(&one).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("Give money back"));
    let checkout = answer.body.split("name=\"checkout\"").nth(1).unwrap();
    let checkout = checkout
        .split("value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let refund = format!("{one}/refund");
    let form = [
        ("checkout", checkout.as_str()),
        ("amount", "50"),
        ("reason", "kept <i>typed</i>"),
    ];
    let answer = manager.post(&refund, &form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("kept &lt;i&gt;typed&lt;/i&gt;"), "{}", answer.body);
    let form = [("checkout", checkout.as_str()), ("amount", "9.00"), ("reason", "late")];
    assert_eq!(manager.post(&refund, &form).await.location(), one);
    lists(&mut manager).await;
}

/// Every list in every language, and the files of the day.
async fn lists(manager: &mut Browser) {
    for language in ["en", "ro", "ru", "zh"] {
        for path in ["", "/day"] {
            let answer = manager.get(&format!("/{language}/manager/payments{path}")).await;
            assert_eq!(answer.status, 200, "{language}{path}");
        }
    }
    let answer = manager.get("/en/manager/payments/day.csv").await;
    assert!(
        answer.body.contains("\"'=Acoperire") || answer.body.contains("'=Acoperire"),
        "{}",
        answer.body
    );
    let answer = manager.get("/en/manager/payments/day.xlsx").await;
    assert_eq!(answer.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payer_pays_and_a_manager_gives_back() {
    let (stage, link) = Box::pin(stage()).await;
    let mut payer = stage.browser();
    let answer = payer.get(&link).await;
    let page = answer.location().to_owned();
    assert_eq!(page, format!("/ro{link}"));
    let answer = payer.get(&page).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.body.contains("49,00") && answer.body.contains("&lt;b&gt;"),
        "{}",
        answer.body
    );
    assert!(
        answer
            .header("content-security-policy")
            .contains("form-action 'self' https://checkout.stripe.com")
    );
    let answer = pay(&mut payer, &page, "decline").await;
    assert!(answer.body.contains("Plata a fost refuzată"), "{}", answer.body);
    let answer = pay(&mut payer, &page, "accept").await;
    assert!(answer.body.contains("Plătit. Vă mulțumim."), "{}", answer.body);
    let answer = payer.get(&format!("{page}/receipt")).await;
    let number = answer
        .body
        .split("/receipt/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let answer = payer.get(&format!("{page}/receipt/{number}")).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/pdf"));
    assert_eq!(payer.get(&format!("{page}/receipt/2026-999999.pdf")).await.status, 404);
    assert_eq!(payer.get("/ro/pay/nothing").await.status, 404);
    assert_eq!(payer.get("/ro/test-pay/nothing").await.status, 404);
    assert_eq!(payer.get("/ro/manager/payments").await.status, 303);

    manages(&stage).await;
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forged_words_get_400_and_playing_is_not_for_everybody() {
    let (stage, _) = Box::pin(stage()).await;
    let mut provider = stage.browser();
    for body in ["", "{}", "{\"id\":\"evt_1\"}"] {
        let request = provider
            .request("POST", "/webhooks/test")
            .header("cloakroom-signature", "1,forged")
            .body(body);
        assert_eq!(provider.send(request).await.status, 400, "{body}");
    }
    assert_eq!(provider.post("/webhooks/nobody", &[]).await.status, 404);
    assert_eq!(provider.get("/webhooks/test").await.status, 405);
    stage.stop().await;

    // Without the setting there is nobody to pay with, and no page that plays.
    let stage = Stage::start().await;
    assert_eq!(stage.browser().post("/webhooks/test", &[]).await.status, 404);
    assert_eq!(stage.browser().get("/en/test-pay/x").await.status, 404);
    assert!(stage.running.parts.test_pay.is_none());
    assert!(!EMPLOYEE.is_empty());
    stage.stop().await;
}
