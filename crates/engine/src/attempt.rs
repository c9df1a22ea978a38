//! The validation of a role, as a state machine that somebody else makes the calls for.

use jiff::{SignedDuration, Timestamp};
use wire::{
    ExternalId, RoleArn, RoleId,
    console::{Check, CheckKind, CheckState, Failure, FailureReason, Verdict},
};

/// A call to the cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CloudCall {
    /// `sts:GetCallerIdentity`: do the service's own credentials work?
    CallerIdentity,
    /// `sts:AssumeRole`.
    AssumeRole {
        /// The role to assume.
        arn: RoleArn,
        /// The external ID to show.
        external_id: ShownExternalId,
    },
}

/// Which external ID a call shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownExternalId {
    /// That of the access role.
    Own(ExternalId),
    /// Any other.
    Another(ExternalId),
    /// None at all.
    None,
}

impl ShownExternalId {
    /// What to send.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Own(id) | Self::Another(id) => Some(id.as_str()),
            Self::None => None,
        }
    }
}

/// What came of a [`CloudCall`]. The texts are what the cloud said, for a person to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CloudOutcome {
    /// It worked.
    Done,
    /// The cloud refused: `AccessDenied` and the like.
    Refused(String),
    /// The cloud does not accept the service's own credentials.
    BadCredentials(String),
    /// The cloud asked to slow down.
    Throttled(String),
    /// The cloud gave no answer that says anything.
    Unreachable(String),
}

/// How patient an attempt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For how long after the first call a refusal may mean that the change has not spread yet.
    pub propagation_window: SignedDuration,
    /// How often a call that got no answer is made at the most.
    pub tries: u32,
}

impl Default for Limits {
    /// 30 seconds, as new roles and trust policies take 10 to 30 to spread; three tries.
    fn default() -> Self {
        Self { propagation_window: SignedDuration::from_secs(30), tries: 3 }
    }
}

impl Limits {
    /// Those of the checks of authorized roles: 5 seconds at the most, as nothing has to spread any more, but one refusal
    /// should not turn a role bad.
    #[must_use]
    pub fn of_checks(self) -> Self {
        let propagation_window = self.propagation_window.min(SignedDuration::from_secs(5));
        Self { propagation_window, ..self }
    }
}

/// The proof that a role passed its validation. Only [`Attempt::passed`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    pub(crate) role: RoleId,
    pub(crate) arn: RoleArn,
}

/// What an attempt wants next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Make this call, and give its outcome to [`Attempt::take`].
    Call(CloudCall),
    /// Ask again at this time.
    WaitUntil(Timestamp),
    /// It is over.
    Over,
}

/// One validation of a role: the service's identity works, the role can be assumed with the external ID, and
/// with none or another it can't.
#[derive(Clone, Debug)]
pub struct Attempt {
    role: RoleId,
    arn: RoleArn,
    external_id: ExternalId,
    wrong_external_id: ExternalId,
    limits: Limits,
    /// The end of the propagation window.
    patient_until: Timestamp,
    phase: Phase,
    /// How often the call of this phase was made.
    tries: u32,
    retry_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    At(CheckKind),
    Over { verdict: Verdict, at: CheckKind, failure: Option<Failure> },
}

/// The calls in order; the ARN was checked before the attempt began.
const CHECKS: [CheckKind; 5] = [
    CheckKind::RoleArn,
    CheckKind::ServiceIdentity,
    CheckKind::WithExternalId,
    CheckKind::WithoutExternalId,
    CheckKind::WrongExternalId,
];

impl Attempt {
    /// Begins at `now`. `wrong_external_id` is any other than the role's own.
    #[must_use]
    pub fn new(
        role: RoleId,
        arn: RoleArn,
        external_id: ExternalId,
        wrong_external_id: ExternalId,
        limits: Limits,
        now: Timestamp,
    ) -> Self {
        Self {
            role,
            arn,
            external_id,
            wrong_external_id,
            limits,
            patient_until: now.checked_add(limits.propagation_window).unwrap_or(now),
            phase: Phase::At(CheckKind::ServiceIdentity),
            tries: 0,
            retry_at: None,
        }
    }

    /// What to do at `now`.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Step {
        let Phase::At(check) = &self.phase else { return Step::Over };
        if let Some(at) = self.retry_at.filter(|at| *at > now) {
            return Step::WaitUntil(at);
        }
        let assume = |external_id| CloudCall::AssumeRole { arn: self.arn.clone(), external_id };
        Step::Call(match check {
            CheckKind::RoleArn | CheckKind::ServiceIdentity => CloudCall::CallerIdentity,
            CheckKind::WithExternalId => assume(ShownExternalId::Own(self.external_id.clone())),
            CheckKind::WithoutExternalId => assume(ShownExternalId::None),
            CheckKind::WrongExternalId => {
                assume(ShownExternalId::Another(self.wrong_external_id.clone()))
            }
        })
    }

    /// Takes the outcome, known at `now`, of the call that [`next`](Self::next) named. Once the attempt is
    /// over, an outcome changes nothing.
    pub fn take(&mut self, outcome: CloudOutcome, now: Timestamp) {
        use CheckKind::{
            RoleArn, ServiceIdentity, WithExternalId, WithoutExternalId, WrongExternalId,
        };
        use CloudOutcome::{BadCredentials, Done, Refused, Throttled, Unreachable};

        let Phase::At(check) = self.phase else { return };
        self.tries += 1;
        self.retry_at = None;
        match (check, outcome) {
            (_, BadCredentials(text)) | (RoleArn | ServiceIdentity, Refused(text)) => {
                self.end(Verdict::Unreachable, FailureReason::ServiceIdentity, text);
            }
            (_, Throttled(text)) => self.again(now, FailureReason::Throttled, text),
            (_, Unreachable(text)) => self.again(now, FailureReason::Unreachable, text),
            (RoleArn | ServiceIdentity, Done) => self.go_on(WithExternalId),
            (WithExternalId, Done) => self.go_on(WithoutExternalId),
            (WithExternalId, Refused(text)) => self.be_patient(now, text),
            (WithoutExternalId, Refused(_)) => self.go_on(WrongExternalId),
            (WithoutExternalId, Done) => {
                self.end(Verdict::Refused, FailureReason::OpenWithoutExternalId, String::new());
            }
            (WrongExternalId, Done) => {
                self.end(Verdict::Refused, FailureReason::OpenToAnyExternalId, String::new());
            }
            (WrongExternalId, Refused(_)) => {
                self.phase = Phase::Over { verdict: Verdict::Passed, at: check, failure: None };
            }
        }
    }

    /// Ends the attempt as stopped by a person, if it is not over.
    pub fn stop(&mut self) {
        if let Phase::At(at) = self.phase {
            self.phase = Phase::Over { verdict: Verdict::Stopped, at, failure: None };
        }
    }

    /// The ARN that is validated.
    #[must_use]
    pub fn arn(&self) -> &RoleArn {
        &self.arn
    }

    /// Whether it is over, and how it ended.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.phase {
            Phase::At(_) => Verdict::Running,
            Phase::Over { verdict, .. } => verdict,
        }
    }

    /// Why it did not pass.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match &self.phase {
            Phase::At(_) => None,
            Phase::Over { failure, .. } => failure.as_ref(),
        }
    }

    /// The proof that the role passed.
    #[must_use]
    pub fn passed(&self) -> Option<Passed> {
        (self.verdict() == Verdict::Passed)
            .then(|| Passed { role: self.role.clone(), arn: self.arn.clone() })
    }

    /// How far each check is.
    #[must_use]
    pub fn checks(&self) -> Vec<Check> {
        let (at, here) = match &self.phase {
            Phase::At(at) if self.retry_at.is_some() => (*at, CheckState::Retrying),
            Phase::At(at) => (*at, CheckState::Running),
            Phase::Over { verdict: Verdict::Passed, at, .. } => (*at, CheckState::Passed),
            Phase::Over { verdict: Verdict::Stopped, at, .. } => (*at, CheckState::Waiting),
            Phase::Over { at, .. } => (*at, CheckState::Failed),
        };
        let mut state = CheckState::Passed;
        let check = |kind| {
            let own = if kind == at { here } else { state };
            if kind == at {
                state = CheckState::Waiting;
            }
            Check { kind, state: own }
        };
        CHECKS.into_iter().map(check).collect()
    }

    /// While a refused call waits to be tried again: in how many seconds, rounded up.
    #[must_use]
    pub fn retry_in_seconds(&self, now: Timestamp) -> Option<u64> {
        let left = self.retry_at?.duration_since(now).as_millis();
        Some(u64::try_from(left.max(0)).unwrap_or(0).div_ceil(1000))
    }

    fn go_on(&mut self, check: CheckKind) {
        self.phase = Phase::At(check);
        self.tries = 0;
    }

    fn end(&mut self, verdict: Verdict, reason: FailureReason, message: String) {
        if let Phase::At(at) = self.phase {
            let failure = Some(Failure { reason, message });
            self.phase = Phase::Over { verdict, at, failure };
        }
    }

    /// No answer: try again a few times, and after that know nothing.
    fn again(&mut self, now: Timestamp, reason: FailureReason, message: String) {
        if self.tries < self.limits.tries {
            self.retry_at = now.checked_add(self.pause()).ok();
        } else {
            self.end(Verdict::Unreachable, reason, message);
        }
    }

    /// A refusal: try again until the end of the propagation window, the last time just then.
    fn be_patient(&mut self, now: Timestamp, message: String) {
        if now < self.patient_until {
            let next = now.checked_add(self.pause()).unwrap_or(self.patient_until);
            self.retry_at = Some(next.min(self.patient_until));
        } else {
            self.end(Verdict::Refused, FailureReason::AccessDenied, message);
        }
    }

    /// 1, 2, 3, 4, then always 5 seconds.
    fn pause(&self) -> SignedDuration {
        SignedDuration::from_secs(i64::from(self.tries.clamp(1, 5)))
    }
}

#[cfg(test)]
mod tests;
