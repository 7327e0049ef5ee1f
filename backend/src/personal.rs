//! Every slice that keeps something about people: for the composition, and for the test that an erased person leaves nothing.
//!
//! A slice with personal data that is missing here is a defect. What must not be here: how a slice finds or erases its own.

use std::sync::Arc;

use crate::accounts::PersonalData;
use crate::audit::AuditData;
use crate::custody::CustodyData;
use crate::delivery::DeliveryData;
use crate::feedback::FeedbackData;
use crate::found::PersonalCases;
use crate::notices::NoticesData;
use crate::onsite::OnsiteData;
use crate::payments::PaymentsData;
use crate::proofs::ProofsData;
use crate::register::RegisterData;
use crate::support::SupportData;
use crate::tags::TagsPersonal;
use crate::tickets::TicketsData;

/// All of them but the accounts themselves; deliveries, proofs, support and feedback before custody, by which recipients
/// are found, and tickets before the cases, by which owners are.
pub fn personal_data() -> Vec<Arc<dyn PersonalData>> {
    vec![
        Arc::new(NoticesData),
        Arc::new(AuditData),
        Arc::new(OnsiteData),
        Arc::new(TicketsData),
        Arc::new(PersonalCases),
        Arc::new(SupportData),
        Arc::new(DeliveryData),
        Arc::new(ProofsData),
        Arc::new(FeedbackData),
        Arc::new(CustodyData),
        Arc::new(PaymentsData),
        Arc::new(TagsPersonal),
        Arc::new(RegisterData),
    ]
}
