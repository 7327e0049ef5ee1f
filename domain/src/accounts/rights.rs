//! The table of rights: role × operation. One place, walked by a test.

use serde::{Deserialize, Serialize};

/// What a person is. A person may be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Has tagged things of their own.
    Owner,
    /// Sells keys and tags.
    Dealer,
    /// Carries things for the service.
    Courier,
    /// Answers the telephone desk.
    Dispatcher,
    /// Leaves documents for citizens.
    Employee,
    /// Runs banks, people and figures.
    Manager,
    /// Helps from afar, opens doors with a reason.
    Support,
    /// Sets the house up; sees no citizen's things by that alone.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::Owner,
        Self::Dealer,
        Self::Courier,
        Self::Dispatcher,
        Self::Employee,
        Self::Manager,
        Self::Support,
        Self::Administrator,
    ];

    /// The name in the database and on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Dealer => "dealer",
            Self::Courier => "courier",
            Self::Dispatcher => "dispatcher",
            Self::Employee => "employee",
            Self::Manager => "manager",
            Self::Support => "support",
            Self::Administrator => "administrator",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.wire() == text)
    }

    /// Whether it works for the house: owners keep their own things here, and dealers have firms of their own.
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Owner | Self::Dealer)
    }

    /// Whether this role may do that.
    pub const fn may(self, operation: Operation) -> bool {
        use Operation as O;
        match operation {
            O::CreateDelivery | O::OpenForDeposit | O::CancelDelivery | O::IssueByHand => {
                matches!(self, Self::Employee)
            }
            O::SeeDeliveries | O::MoveDeadline | O::MoveThing => matches!(self, Self::Employee | Self::Support),
            O::CallSupport => matches!(self, Self::Employee),
            O::GiveHelp | O::OpenFromAfar => matches!(self, Self::Support),
            O::SetKeeping => matches!(self, Self::Manager | Self::Administrator),
            O::SeeBanks => matches!(
                self,
                Self::Employee | Self::Manager | Self::Support | Self::Administrator
            ),
            O::ManageBanks => matches!(self, Self::Manager | Self::Administrator),
            O::TestDoors => matches!(self, Self::Manager | Self::Support | Self::Administrator),
            O::SeePeople | O::ManagePeople => matches!(self, Self::Manager | Self::Administrator),
            O::SeeOffices => matches!(
                self,
                Self::Dispatcher | Self::Courier | Self::Manager | Self::Administrator
            ),
            O::ManageOffices => matches!(self, Self::Manager | Self::Administrator),
            O::SetSignInRules => matches!(self, Self::Manager | Self::Administrator),
            O::AnswerForPeople
            | O::SeeAudit
            | O::TakeOffSecondStep
            | O::TendWaysOut
            | O::SeeSessions
            | O::EndSessions
            | O::SeeKeys => matches!(self, Self::Administrator),
            O::SecondStep => !matches!(self, Self::Owner),
            O::EraseOwn | O::OwnKeys => matches!(self, Self::Owner),
            O::WorkAtKiosk => matches!(self, Self::Employee | Self::Courier | Self::Manager | Self::Support),
            O::CarryTickets => matches!(self, Self::Courier),
            O::SellTags => matches!(self, Self::Dealer),
            O::ServeOwners | O::ServeKeys | O::WorkCases | O::MakeTickets => matches!(self, Self::Dispatcher),
            O::BlockKeys | O::SeeCases | O::SeeTickets => matches!(self, Self::Dispatcher | Self::Manager),
            O::KeepRegister => matches!(self, Self::Employee | Self::Dispatcher | Self::Manager),
            O::RunTags
            | O::SeePayments
            | O::RefundPayments
            | O::SeeWork
            | O::SeeUsage
            | O::SetRetention
            | O::SetTexts
            | O::SeeRatings => matches!(self, Self::Manager),
            O::OwnAccount
            | O::SignOut
            | O::SeeCatalogue
            | O::ReportFound
            | O::Pay
            | O::SearchLost
            | O::AskForHelp
            | O::StandAtKiosk
            | O::Rate => true,
            O::ProviderWord | O::PairKiosk | O::SignIn | O::Collect | O::KioskAct => false,
        }
    }
}

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// One thing that a port can be asked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Operation { $($(#[$doc])* $name,)+ }
        impl Operation {
            /// All operations.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
        }
    };
}

operations! {
    /// See and change one's own account and sessions.
    OwnAccount,
    /// Sign in, accept an invitation.
    SignIn,
    /// End the session that asks.
    SignOut,
    /// Set up, renew and turn off one's own second step at sign-in.
    SecondStep,
    /// Say whether the staff must have a second step, and see who has.
    SetSignInRules,
    /// Take the second step off for a colleague who lost the phone.
    TakeOffSecondStep,
    /// See the deliveries of one's organisation.
    SeeDeliveries,
    /// Enter a new delivery.
    CreateDelivery,
    /// Open a compartment to put a thing in, or to take it out again before it was handed over.
    OpenForDeposit,
    /// Cancel a delivery that nobody has collected.
    CancelDelivery,
    /// Make a new code for a delivery by hand, for a slip on paper.
    IssueByHand,
    /// Move the end of a delivery that waits.
    MoveDeadline,
    /// Have a delivery that waits moved to another compartment.
    MoveThing,
    /// Ask support for help with what one may see anyway.
    AskForHelp,
    /// Call support about a delivery of one's organisation.
    CallSupport,
    /// Answer those who need help: see their request with the whole history, send new codes, free keypads, put doors
    /// out of service and back.
    GiveHelp,
    /// Order a door open for its recipient, with a reason.
    OpenFromAfar,
    /// Set for how long an organisation keeps things, and when it reminds.
    SetKeeping,
    /// Add words of its own to what an organisation's recipients are told.
    SetTexts,
    /// See banks and their doors.
    SeeBanks,
    /// Set banks up, pair kiosks, put compartments out of service and back.
    ManageBanks,
    /// Open an empty compartment that is out of service, for a test with somebody on site.
    TestDoors,
    /// See the people of one's organisation.
    SeePeople,
    /// Invite people, change roles, switch accounts off.
    ManagePeople,
    /// See the offices of one's organisation.
    SeeOffices,
    /// Open and change offices, and put people into them.
    ManageOffices,
    /// Delete one's own account and everything personal.
    EraseOwn,
    /// Find owners, see how to reach them, enter new ones: the telephone desk.
    ServeOwners,
    /// Export or erase what is kept of a person who asks for it.
    AnswerForPeople,
    /// See who of one's organisation did what.
    SeeAudit,
    /// See how mails and text messages leave the house, and send one for a test.
    TendWaysOut,
    /// See who of one's organisation is signed in.
    SeeSessions,
    /// Sign colleagues out.
    EndSessions,
    /// See which key the house signs its commands to banks with, and since when.
    SeeKeys,
    /// Report a found thing, and follow one's own side of a case.
    ReportFound,
    /// See the cases of found things, of one's office or of the bureau.
    SeeCases,
    /// Take reports by telephone, call, arrange, settle and close cases.
    WorkCases,
    /// See the couriers' tickets of one's office.
    SeeTickets,
    /// Make tickets and decide about them at the desk.
    MakeTickets,
    /// Carry things: accept tickets, pick up, deliver.
    CarryTickets,
    /// See what is sold, by whom, and what an offered key is.
    SeeCatalogue,
    /// Activate keys, and see and settle what is one's own.
    OwnKeys,
    /// Order pools of keys and sell them, for one's own firm.
    SellTags,
    /// Run the trade of the bureau: products, offers, dealers, pools, figures.
    RunTags,
    /// See what desk and couriers did, in figures.
    SeeWork,
    /// See how the banks of one's organisation stand and how they were used, in figures.
    SeeUsage,
    /// Find keys and their owners, activate keys by telephone.
    ServeKeys,
    /// Take a key out of use, and back.
    BlockKeys,
    /// Pay with the secret of a pay link, and read its receipts.
    Pay,
    /// Say what became of a payment, with a provider's signature.
    ProviderWord,
    /// See the payments of one's organisation, and hold them against the provider's.
    SeePayments,
    /// Give money back; settle what was wrong with a payment.
    RefundPayments,
    /// Enter, hand out and end things of the register of found things, of one's office or of the bureau.
    KeepRegister,
    /// Say how long things of the register are kept.
    SetRetention,
    /// Search the register for what one lost, and claim it.
    SearchLost,
    /// Say how a hand-over was, with the secret of its link or before the kiosk.
    Rate,
    /// See what was said of hand-overs at the banks of one's organisation.
    SeeRatings,
    /// Turn a screen into a bank's kiosk with a one-time code.
    PairKiosk,
    /// Collect with the secret of a link, on the pickup page.
    Collect,
    /// Show with a phone that one stands before a kiosk that asks for staff.
    StandAtKiosk,
    /// Sign in at a kiosk of one's organisation, and free its keypad there.
    WorkAtKiosk,
    /// What a kiosk does: take codes and scans, show presence and doors.
    KioskAct,
}

impl Operation {
    pub(super) const fn open_to_visitors(self) -> bool {
        matches!(
            self,
            Self::SignIn
                | Self::PairKiosk
                | Self::Collect
                | Self::SeeCatalogue
                | Self::Pay
                | Self::ProviderWord
                | Self::ReportFound
                | Self::SearchLost
                | Self::AskForHelp
                | Self::StandAtKiosk
                | Self::Rate
        )
    }

    /// What is left to whoever must set up a second step first.
    pub(super) const fn open_to_confined(self) -> bool {
        matches!(self, Self::SecondStep | Self::SignOut)
    }

    pub(super) const fn open_to_kiosks(self) -> bool {
        matches!(self, Self::KioskAct | Self::PairKiosk | Self::AskForHelp | Self::Rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, written out: a change of rights must be made twice, on purpose.
    #[test]
    fn role_by_operation() {
        use Role as R;
        let table: &[(Operation, &[Role])] = &[
            (Operation::OwnAccount, &R::ALL),
            (Operation::SignIn, &[]),
            (Operation::SignOut, &R::ALL),
            (
                Operation::SecondStep,
                &[
                    R::Dealer,
                    R::Courier,
                    R::Dispatcher,
                    R::Employee,
                    R::Manager,
                    R::Support,
                    R::Administrator,
                ],
            ),
            (Operation::SetSignInRules, &[R::Manager, R::Administrator]),
            (Operation::TakeOffSecondStep, &[R::Administrator]),
            (Operation::SeeDeliveries, &[R::Employee, R::Support]),
            (Operation::CreateDelivery, &[R::Employee]),
            (Operation::OpenForDeposit, &[R::Employee]),
            (Operation::CancelDelivery, &[R::Employee]),
            (Operation::IssueByHand, &[R::Employee]),
            (Operation::MoveDeadline, &[R::Employee, R::Support]),
            (Operation::MoveThing, &[R::Employee, R::Support]),
            (Operation::AskForHelp, &R::ALL),
            (Operation::CallSupport, &[R::Employee]),
            (Operation::GiveHelp, &[R::Support]),
            (Operation::OpenFromAfar, &[R::Support]),
            (Operation::SetKeeping, &[R::Manager, R::Administrator]),
            (Operation::SetTexts, &[R::Manager]),
            (
                Operation::SeeBanks,
                &[R::Employee, R::Manager, R::Support, R::Administrator],
            ),
            (Operation::ManageBanks, &[R::Manager, R::Administrator]),
            (Operation::TestDoors, &[R::Manager, R::Support, R::Administrator]),
            (Operation::SeePeople, &[R::Manager, R::Administrator]),
            (Operation::ManagePeople, &[R::Manager, R::Administrator]),
            (
                Operation::SeeOffices,
                &[R::Dispatcher, R::Courier, R::Manager, R::Administrator],
            ),
            (Operation::ManageOffices, &[R::Manager, R::Administrator]),
            (Operation::EraseOwn, &[R::Owner]),
            (Operation::ServeOwners, &[R::Dispatcher]),
            (Operation::AnswerForPeople, &[R::Administrator]),
            (Operation::SeeAudit, &[R::Administrator]),
            (Operation::TendWaysOut, &[R::Administrator]),
            (Operation::SeeSessions, &[R::Administrator]),
            (Operation::EndSessions, &[R::Administrator]),
            (Operation::SeeKeys, &[R::Administrator]),
            (Operation::ReportFound, &R::ALL),
            (Operation::SeeCases, &[R::Dispatcher, R::Manager]),
            (Operation::WorkCases, &[R::Dispatcher]),
            (Operation::SeeTickets, &[R::Dispatcher, R::Manager]),
            (Operation::MakeTickets, &[R::Dispatcher]),
            (Operation::CarryTickets, &[R::Courier]),
            (Operation::SeeCatalogue, &R::ALL),
            (Operation::OwnKeys, &[R::Owner]),
            (Operation::SellTags, &[R::Dealer]),
            (Operation::RunTags, &[R::Manager]),
            (Operation::SeeWork, &[R::Manager]),
            (Operation::SeeUsage, &[R::Manager]),
            (Operation::ServeKeys, &[R::Dispatcher]),
            (Operation::BlockKeys, &[R::Dispatcher, R::Manager]),
            (Operation::Pay, &R::ALL),
            (Operation::ProviderWord, &[]),
            (Operation::SeePayments, &[R::Manager]),
            (Operation::RefundPayments, &[R::Manager]),
            (Operation::KeepRegister, &[R::Employee, R::Dispatcher, R::Manager]),
            (Operation::SetRetention, &[R::Manager]),
            (Operation::SearchLost, &R::ALL),
            (Operation::Rate, &R::ALL),
            (Operation::SeeRatings, &[R::Manager]),
            (Operation::PairKiosk, &[]),
            (Operation::Collect, &[]),
            (Operation::StandAtKiosk, &R::ALL),
            (
                Operation::WorkAtKiosk,
                &[R::Courier, R::Employee, R::Manager, R::Support],
            ),
            (Operation::KioskAct, &[]),
        ];
        assert_eq!(table.len(), Operation::ALL.len());
        for (operation, roles) in table {
            for role in Role::ALL {
                assert_eq!(role.may(*operation), roles.contains(&role), "{role:?} {operation:?}");
            }
        }
    }

    #[test]
    fn whoever_must_set_up_a_second_step_may_do_nothing_else() {
        let left = [Operation::SignOut, Operation::SecondStep];
        for operation in Operation::ALL {
            assert_eq!(operation.open_to_confined(), left.contains(operation), "{operation:?}");
        }
    }

    #[test]
    fn every_role_has_a_name_of_its_own() {
        for role in Role::ALL {
            assert_eq!(Role::from_wire(role.wire()), Some(role));
        }
    }
}
