//! Believable searches and claims for the tests and the preview. Tests only.

use domain::found::CaseNumber;
use domain::register::{Category, CategoryCode, ClaimForm, Day, LostForm, LostMatch};
use domain::tags::InFour;
use domain::{Error, FieldError, Refusal, RefusalCode};

use super::{LostClaimPage, LostPage, lost, lost_claim, lost_claimed};
use crate::site::Frame;
use crate::site::samples::id;

fn four(texts: [&str; 4]) -> InFour {
    let [en, ro, ru, zh] = texts.map(str::to_owned);
    InFour { en, ro, ru, zh }
}

fn wallet() -> Category {
    Category {
        code: CategoryCode::parse("wallet").unwrap(),
        name: four(["Wallet, purse", "Portofel", "Кошелёк, бумажник", "钱包"]),
        questions: vec![four([
            "Which cards and papers are in it?",
            "Ce carduri și acte sunt în el?",
            "Какие в нём карты и документы?",
            "里面有哪些卡和证件？",
        ])],
    }
}

fn found() -> LostMatch {
    LostMatch {
        id: id(7),
        category: wallet(),
        area: "Piața Unirii".into(),
        city: "București".into(),
        week: Day(20_775),
        score: 71,
        question: Some("Ce poză este înăuntru?".into()),
    }
}

fn refused(field: &str, code: RefusalCode) -> Error {
    let field = FieldError {
        field: field.into(),
        code,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field]).into()
}

/// The pages of the register, by name.
pub fn pages<'a>(at: impl Fn(&'static str) -> Frame<'a>) -> Vec<(String, String)> {
    let (kinds, matches, thing) = ([wallet()], [found()], found());
    let form = LostForm::default();
    let page = |found, refusal| {
        let what = LostPage {
            kinds: &kinds,
            form: &form,
            found,
            refusal,
        };
        lost(&at("/lost"), what)
    };
    let empty = ClaimForm {
        once: "01890a5d".into(),
        ..ClaimForm::default()
    };
    let claim = |refusal| {
        let what = LostClaimPage {
            thing: &thing,
            form: &empty,
            refusal,
        };
        lost_claim(&at("/lost/x"), what)
    };
    let all = [
        ("lost", page(None, None)),
        ("lost-refused", page(None, Some(&refused("q", RefusalCode::Missing)))),
        ("lost-found", page(Some(&matches), None)),
        ("lost-none", page(Some(&[]), None)),
        ("lost-claim", claim(None)),
        (
            "lost-claim-refused",
            claim(Some(&refused("email", RefusalCode::NeedsReach))),
        ),
        (
            "lost-claimed",
            lost_claimed(&at("/lost/claimed/x"), CaseNumber::from_chance(3_829_137)),
        ),
    ];
    all.into_iter().map(|(name, html)| (name.to_owned(), html)).collect()
}
