//! Set-ups, troubles and outcomes of the ways out as words. No markup.

use domain::Locale;
use domain::notices::{Channel, Cover, SetUp, Tested, Trouble};

use crate::t::ways_out as text;

/// What travels this way.
pub(super) fn title(l: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Email => text::mail(l),
        Channel::Sms => text::sms(l),
    }
}

/// That nobody said how it leaves, and which settings would.
pub(super) fn unset(l: Locale, channel: Channel) -> (&'static str, &'static str) {
    match channel {
        Channel::Email => (text::unset_mail(l), text::set_mail(l)),
        Channel::Sms => (text::unset_sms(l), text::set_sms(l)),
    }
}

/// What the machine is called that takes it.
pub(super) fn machine(l: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Email => text::mail_server(l),
        Channel::Sms => text::gateway(l),
    }
}

/// Who can read along.
pub(super) fn cover(l: Locale, cover: Cover) -> &'static str {
    match cover {
        Cover::Tls => text::cover_tls(l),
        Cover::StartTls => text::cover_start_tls(l),
        Cover::IfOffered => text::cover_if_offered(l),
        Cover::Plain => text::cover_plain(l),
    }
}

/// What is the matter, and what to do.
pub(super) fn trouble(l: Locale, trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::NotConfigured => (text::what_not_configured(l), text::do_not_configured(l)),
        Trouble::Address => (text::what_address(l), text::do_address(l)),
        Trouble::Refused => (text::what_refused(l), text::do_refused(l)),
        Trouble::SignIn => (text::what_sign_in(l), text::do_sign_in(l)),
        Trouble::Tls => (text::what_tls(l), text::do_tls(l)),
        Trouble::Timeout => (text::what_timeout(l), text::do_timeout(l)),
        Trouble::Unreachable => (text::what_unreachable(l), text::do_unreachable(l)),
        Trouble::NotNow => (text::what_not_now(l), text::do_not_now(l)),
        Trouble::Wording => (text::what_wording(l), text::do_wording(l)),
        Trouble::Inside => (text::what_inside(l), text::do_inside(l)),
    }
}

/// That it was taken, by whom.
pub(super) fn taken(l: Locale, tested: &Tested, set_up: &SetUp) -> String {
    match (set_up, tested.channel) {
        (SetUp::Captured, _) => text::taken_captured(l, &tested.to),
        (_, Channel::Email) => text::taken_mail(l, &tested.to),
        (_, Channel::Sms) => text::taken_sms(l, &tested.to),
    }
}

/// The words of the form: its question, its hint, its button.
pub(super) fn question(l: Locale, channel: Channel) -> (&'static str, &'static str, &'static str) {
    match channel {
        Channel::Email => (text::test_mail(l), text::hint_mail(l), text::send_mail(l)),
        Channel::Sms => (text::test_sms(l), text::hint_sms(l), text::send_sms(l)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_words_and_advice_of_its_own_in_every_language() {
        for l in Locale::ALL {
            let mut said: Vec<_> = Trouble::ALL
                .iter()
                .flat_map(|one| {
                    let (what, advice) = trouble(l, *one);
                    [what, advice]
                })
                .collect();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), 2 * Trouble::ALL.len(), "{l:?}");
        }
    }
}
