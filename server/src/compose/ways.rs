//! The ways out for messages: by mail and by SMS as the operator set them up, or into the inbox of a demo.

use std::sync::Arc;

use backend::house::House;
use backend::notices::{Captured, NoticeJobs, SmsGateway, Smtp, Texts, Transport, Transports, Unset};

use crate::config::Config;
use crate::failure::Failure;

/// What sends messages, with its texts and its ways out.
pub(super) fn notice_jobs(config: &Config, house: &House) -> Result<NoticeJobs, Failure> {
    let texts = Texts::load(config.templates_dir.as_deref())?;
    Ok(NoticeJobs::new(house.clone(), texts, transports(config, house)?))
}

fn transports(config: &Config, house: &House) -> Result<Transports, Failure> {
    if house.settings.demo {
        let inbox: Arc<dyn Transport> = Arc::new(Captured::new(house.clone()));
        return Ok(Transports {
            email: Arc::clone(&inbox),
            sms: inbox,
        });
    }
    // The jobs say so when a way out is missing.
    let email: Arc<dyn Transport> = match &config.mail {
        Some(mail) => Arc::new(Smtp::new(mail)?),
        None => Arc::new(Unset),
    };
    let sms: Arc<dyn Transport> = match &config.sms {
        Some(sms) => Arc::new(SmsGateway::new(sms)?),
        None => Arc::new(Unset),
    };
    Ok(Transports { email, sms })
}
