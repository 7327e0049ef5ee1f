//! What the bureau's managers see of tags. A map.
//!
//! | page | function | its forms POST to |
//! |---|---|---|
//! | `/{lang}/manager/pools`, `/new`, `/{id}` | [`super::pools`], [`super::order`], [`super::pool`] | see there |
//! | `/{lang}/manager/products` | [`products`]: products, offers, parcels | `…/parcels/{id}/sent` |
//! | `/{lang}/manager/products/new`, `/{id}` | [`product`] | `/{lang}/manager/products/save`; `…/{id}/picture` |
//! | `/{lang}/manager/offers/new`, `/{id}` | [`offer`] | `/{lang}/manager/offers/save` |
//! | `/{lang}/manager/dealers` | [`dealers`]: dealers, applications | `…/applications/{id}/accept`, `/refuse` |
//! | `/{lang}/manager/dealers/new`, `/{id}` | [`dealer`] | `/{lang}/manager/dealers/save`, `…/preview`; `…/{id}/people` |
//! | `/{lang}/manager/questions` | [`questions`]: of the public site | |
//! | `/{lang}/manager/questions/new`, `/ready/{name}`, `/{id}` | [`question`] | `…/save`, `…/preview`, `…/{id}/remove` |
//! | `/{lang}/manager/sales` | [`sales`] | |

mod dealer;
mod dealers;
mod offer;
mod product;
mod products;
mod question;
mod questions;
mod sales;

pub use dealer::{DealerPage, dealer, dealer_typed};
pub use dealers::{DealersPage, dealers};
pub use offer::{OfferPage, offer, offer_typed};
pub use product::{ProductPage, product, product_typed};
pub use products::{ProductsPage, products};
pub use question::{QuestionPage, question, question_typed};
pub use questions::questions;
pub use sales::sales;
