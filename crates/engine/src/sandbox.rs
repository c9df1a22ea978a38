//! The sandbox cloud: no AWS account is contacted, the beginning of a role's or a key's name decides what happens.

mod keys;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

use wire::{AccountId, Partition, ServicePrincipal};

pub use keys::{KEY_BEHAVIOURS, KeyBehaviour, usable};

use crate::{
    CloudCall, CloudOutcome, ShownExternalId,
    ports::{Clock, Cloud},
};

/// The account that the sandbox service acts as.
pub const SERVICE_ACCOUNT: u64 = 111_122_223_333;

/// The principal that the sandbox service acts as.
#[must_use]
pub fn service_principal() -> ServicePrincipal {
    ServicePrincipal::new(Partition::Aws, AccountId::from_number(SERVICE_ACCOUNT))
}

/// The customer's account.
pub const CUSTOMER_ACCOUNT: &str = "000000000000";

/// The accounts whose roles the sandbox knows: the customer's, and what else the scenarios have.
pub const KNOWN_ACCOUNTS: [&str; 4] =
    [CUSTOMER_ACCOUNT, "210987654321", "333344445555", "444455556666"];

/// For how long a `slow-…` role is refused after it was first asked for.
const SPREADING: SignedDuration = SignedDuration::from_secs(12);

/// For how long a `revoked-…` role passes after it was first asked for.
const TRUSTING: SignedDuration = SignedDuration::from_secs(30);

/// What a role of the sandbox does, by the beginning of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// It can be assumed with the external ID, and only with it.
    Passes,
    /// `AccessDenied`, always.
    Denied,
    /// Passes after 12 seconds of refusals.
    Slow,
    /// Passes for 30 seconds, and is refused from then on.
    Revoked,
    /// It can be assumed without any external ID.
    Open,
    /// It trusts another external ID.
    WrongExternalId,
    /// Every call is throttled.
    Throttled,
    /// No answer.
    Unreachable,
}

/// The table of docs/SANDBOX.md: the beginning of a role's name, and what such a role does.
pub const BEHAVIOURS: [(&str, Behaviour); 8] = [
    ("ok-", Behaviour::Passes),
    ("denied-", Behaviour::Denied),
    ("slow-", Behaviour::Slow),
    ("revoked-", Behaviour::Revoked),
    ("open-", Behaviour::Open),
    ("wrong-external-id-", Behaviour::WrongExternalId),
    ("throttled-", Behaviour::Throttled),
    ("unreachable-", Behaviour::Unreachable),
];

/// A cloud that contacts nobody.
pub struct SandboxCloud<C> {
    clock: C,
    /// When each `slow-…` and `revoked-…` role was first asked for, by its ARN.
    first_asked: Mutex<HashMap<String, Timestamp>>,
}

impl<C: Clock> SandboxCloud<C> {
    /// A sandbox in which the time is that of `clock`.
    pub fn new(clock: C) -> Self {
        Self { clock, first_asked: Mutex::default() }
    }

    fn answer(&self, call: &CloudCall) -> CloudOutcome {
        let CloudCall::AssumeRole { arn, external_id } = call else { return CloudOutcome::Done };
        let denied = || {
            CloudOutcome::Refused(format!(
                "User: arn:aws:iam::{SERVICE_ACCOUNT}:user/sandbox is not authorized to perform: \
                 sts:AssumeRole on resource: {arn}"
            ))
        };
        if !KNOWN_ACCOUNTS.contains(&arn.account().as_str()) {
            return denied();
        }
        match behaviour(arn.name()) {
            Behaviour::Throttled => CloudOutcome::Throttled("Rate exceeded".to_owned()),
            Behaviour::Unreachable => {
                CloudOutcome::Unreachable("no answer from sts.sandbox.invalid".to_owned())
            }
            Behaviour::Open => CloudOutcome::Done,
            Behaviour::Denied | Behaviour::WrongExternalId => denied(),
            Behaviour::Slow if self.known_for(arn.as_str()) < SPREADING => denied(),
            Behaviour::Revoked if self.known_for(arn.as_str()) >= TRUSTING => denied(),
            Behaviour::Passes | Behaviour::Slow | Behaviour::Revoked => match external_id {
                ShownExternalId::Own(_) => CloudOutcome::Done,
                ShownExternalId::Another(_) | ShownExternalId::None => denied(),
            },
        }
    }

    /// How long ago the role was first asked for.
    fn known_for(&self, arn: &str) -> SignedDuration {
        let now = self.clock.now();
        let mut first_asked = self.first_asked.lock().unwrap_or_else(PoisonError::into_inner);
        let first = *first_asked.entry(arn.to_owned()).or_insert(now);
        now.duration_since(first)
    }
}

impl<C: Clock> Cloud for SandboxCloud<C> {
    async fn call(&self, call: &CloudCall) -> CloudOutcome {
        self.answer(call)
    }
}

/// What the role of that name does: that of the first beginning that fits, and to pass where none does.
fn behaviour(name: &str) -> Behaviour {
    let fits = |(beginning, _): &&(&str, Behaviour)| name.starts_with(beginning);
    BEHAVIOURS.iter().find(fits).map_or(Behaviour::Passes, |(_, behaviour)| *behaviour)
}

#[cfg(test)]
mod tests;
