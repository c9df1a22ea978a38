//! The checks of a key, as a state machine that somebody else makes the calls for.

use jiff::{SignedDuration, Timestamp};
use wire::{
    ProjectId, Region,
    console::{
        CheckState, EncryptionAttemptKind, KeyCheck, KeyCheckKind, KeyFailure, KeyFailureReason,
        Verdict,
    },
};

use super::{
    Identity, KmsCall, KmsOutcome, KmsRequest, MasterKey, OpenedKey, Present, ProvenKey, SecretKey,
    Target,
};
use crate::Limits;

/// What checks want next.
#[derive(Clone, Debug)]
pub enum KeyStep {
    /// Make this call, and give its outcome to [`KeyChecks::take`].
    Call(Box<KmsCall>),
    /// Ask again at this time.
    WaitUntil(Timestamp),
    /// They are over.
    Over,
}

/// Checks of a key: before it is used, whether it still works, or only to decrypt with it.
#[derive(Clone, Debug)]
pub struct KeyChecks {
    project: ProjectId,
    /// Who calls and where, but for the check of the present key, which has its own.
    caller: (Identity, Region),
    /// What is to follow; `None` where only the present key is used.
    change: Option<Change>,
    /// The master key that is there; `None` before the first.
    present: Option<Present>,
    steps: &'static [KeyCheckKind],
    limits: Limits,
    /// The end of the propagation window.
    patient_until: Timestamp,
    /// Which of the steps is being taken.
    at: usize,
    tries: u32,
    retry_at: Option<Timestamp>,
    /// How it ended, if it did not just come to its end.
    ended: Option<(Verdict, Option<KeyFailure>)>,
    /// What the steps brought so far.
    key_arn: Option<String>,
    ciphertext: Option<Vec<u8>>,
    opened: Option<SecretKey>,
}

/// A key to use from now on, with a new master key.
#[derive(Clone, Debug)]
struct Change {
    kind: EncryptionAttemptKind,
    target: Target,
    master: SecretKey,
}

impl KeyChecks {
    /// Whether encryption at rest can be turned on with `target`. `master` is a new master key.
    #[must_use]
    pub fn enable(
        project: ProjectId,
        target: Target,
        master: SecretKey,
        limits: Limits,
        now: Timestamp,
    ) -> Self {
        use KeyCheckKind::{Access, Decrypt, Description, Encrypt};
        let kind = EncryptionAttemptKind::Enable;
        let caller = (target.identity.clone(), target.region);
        let steps = &[Access, Description, Encrypt, Decrypt];
        let change = Some(Change { kind, target, master });
        Self { change, ..Self::new(project, caller, steps, limits, now) }
    }

    /// Whether `target` can follow the `present` key, which has to decrypt with its own access.
    #[must_use]
    pub fn rotate(
        project: ProjectId,
        target: Target,
        present: Present,
        master: SecretKey,
        limits: Limits,
        now: Timestamp,
    ) -> Self {
        use KeyCheckKind::{Access, Decrypt, Description, Encrypt, PresentKey};
        let kind = EncryptionAttemptKind::Rotate;
        let caller = (target.identity.clone(), target.region);
        let (change, present) = (Some(Change { kind, target, master }), Some(present));
        let steps = &[PresentKey, Access, Description, Encrypt, Decrypt];
        Self { change, present, ..Self::new(project, caller, steps, limits, now) }
    }

    /// Whether the role of `target` can take over: it has to decrypt with the `present` key too.
    #[must_use]
    pub fn switch(
        project: ProjectId,
        target: Target,
        present: MasterKey,
        master: SecretKey,
        limits: Limits,
        now: Timestamp,
    ) -> Self {
        use KeyCheckKind::{Access, Decrypt, Description, Encrypt, PresentKey};
        let kind = EncryptionAttemptKind::Switch;
        let present = Some(Present { master: present, identity: target.identity.clone() });
        let caller = (target.identity.clone(), target.region);
        let change = Some(Change { kind, target, master });
        let steps = &[Access, PresentKey, Description, Encrypt, Decrypt];
        Self { change, present, ..Self::new(project, caller, steps, limits, now) }
    }

    /// Whether the present key still works, asked from the beginning and without patience for refusals.
    #[must_use]
    pub fn recheck(project: ProjectId, present: Present, limits: Limits, now: Timestamp) -> Self {
        use KeyCheckKind::{Access, Description, PresentKey};
        let limits = Limits { propagation_window: SignedDuration::ZERO, ..limits };
        let caller = (present.identity.clone(), present.master.region);
        let steps = &[Access, Description, PresentKey];
        Self { present: Some(present), ..Self::new(project, caller, steps, limits, now) }
    }

    /// Only decrypts the present master key.
    #[must_use]
    pub fn open(project: ProjectId, present: Present, limits: Limits, now: Timestamp) -> Self {
        let limits = Limits { propagation_window: SignedDuration::ZERO, ..limits };
        let caller = (present.identity.clone(), present.master.region);
        let steps = &[KeyCheckKind::PresentKey];
        Self { present: Some(present), ..Self::new(project, caller, steps, limits, now) }
    }

    fn new(
        project: ProjectId,
        caller: (Identity, Region),
        steps: &'static [KeyCheckKind],
        limits: Limits,
        now: Timestamp,
    ) -> Self {
        Self {
            project,
            caller,
            change: None,
            present: None,
            steps,
            limits,
            patient_until: now.checked_add(limits.propagation_window).unwrap_or(now),
            at: 0,
            tries: 0,
            retry_at: None,
            ended: None,
            key_arn: None,
            ciphertext: None,
            opened: None,
        }
    }

    /// What to do at `now`.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> KeyStep {
        let Some(step) = self.step() else { return KeyStep::Over };
        if let Some(at) = self.retry_at.filter(|at| *at > now) {
            return KeyStep::WaitUntil(at);
        }
        KeyStep::Call(Box::new(self.call(step)))
    }

    /// Takes the outcome, known at `now`, of the call that [`next`](Self::next) named. Once the checks are over,
    /// an outcome changes nothing.
    pub fn take(&mut self, outcome: KmsOutcome, now: Timestamp) {
        let Some(step) = self.step() else { return };
        self.tries += 1;
        self.retry_at = None;
        match (step, outcome) {
            (KeyCheckKind::Access, KmsOutcome::SessionOpened) => self.go_on(),
            (KeyCheckKind::Description, KmsOutcome::Described(key)) => match key.fault() {
                Some(reason) => self.end(Verdict::Refused, reason, String::new()),
                None => {
                    self.key_arn = Some(key.arn);
                    self.go_on();
                }
            },
            (KeyCheckKind::Encrypt, KmsOutcome::Encrypted(ciphertext)) => {
                self.ciphertext = Some(ciphertext);
                self.go_on();
            }
            (KeyCheckKind::Decrypt, KmsOutcome::Decrypted(key)) => {
                if self.change.as_ref().is_some_and(|change| change.master.is(&key)) {
                    self.go_on();
                } else {
                    self.end(Verdict::Refused, KeyFailureReason::WrongKey, String::new());
                }
            }
            (KeyCheckKind::PresentKey, KmsOutcome::Decrypted(key)) => {
                self.opened = Some(key);
                self.go_on();
            }
            (_, KmsOutcome::Failed { reason, message }) => self.fail(reason, message, now),
            (_, _) => {
                let message = "the answer was to another question".to_owned();
                self.end(Verdict::Unreachable, KeyFailureReason::Unreachable, message);
            }
        }
    }

    /// Ends the checks as stopped by a person, if they are not over.
    pub fn stop(&mut self) {
        if self.verdict() == Verdict::Running {
            self.ended = Some((Verdict::Stopped, None));
        }
    }

    /// Whether they are over, and how they ended.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match &self.ended {
            Some((verdict, _)) => *verdict,
            None if self.at < self.steps.len() => Verdict::Running,
            None => Verdict::Passed,
        }
    }

    /// Why they did not pass.
    #[must_use]
    pub fn failure(&self) -> Option<&KeyFailure> {
        self.ended.as_ref().and_then(|(_, failure)| failure.as_ref())
    }

    /// The proof that the key can be used from now on; also after a passed check only for a change.
    #[must_use]
    pub fn proven(&self) -> Option<ProvenKey> {
        let passed = self.verdict() == Verdict::Passed;
        let Change { kind, target, .. } = self.change.as_ref().filter(|_| passed)?;
        Some(ProvenKey {
            project: self.project.clone(),
            kind: *kind,
            key: target.key.clone(),
            region: target.region,
            access: target.access.clone(),
            role_arn: match &target.identity {
                Identity::Role { arn, .. } => Some(arn.clone()),
                Identity::Credentials(_) => None,
            },
            key_arn: self.key_arn.clone()?,
            ciphertext: self.ciphertext.clone()?,
            present: self.present.as_ref().map(|present| present.master.generation),
        })
    }

    /// The present master key in the clear, once the checks passed.
    #[must_use]
    pub fn opened(&self) -> Option<OpenedKey> {
        let present = self.present.as_ref().filter(|_| self.verdict() == Verdict::Passed)?;
        Some(OpenedKey {
            project: self.project.clone(),
            generation: present.master.generation,
            key: self.opened.clone()?,
        })
    }

    /// How far each check is.
    #[must_use]
    pub fn checks(&self) -> Vec<KeyCheck> {
        let here = match self.verdict() {
            Verdict::Running if self.retry_at.is_some() => CheckState::Retrying,
            Verdict::Running => CheckState::Running,
            Verdict::Stopped => CheckState::Waiting,
            Verdict::Passed | Verdict::Refused | Verdict::Unreachable => CheckState::Failed,
        };
        let state = |at: usize| match at.cmp(&self.at) {
            std::cmp::Ordering::Less => CheckState::Passed,
            std::cmp::Ordering::Equal => here,
            std::cmp::Ordering::Greater => CheckState::Waiting,
        };
        let steps = self.steps.iter().enumerate();
        steps.map(|(at, kind)| KeyCheck { kind: *kind, state: state(at) }).collect()
    }

    /// While a refused call waits to be tried again: in how many seconds, rounded up.
    #[must_use]
    pub fn retry_in_seconds(&self, now: Timestamp) -> Option<u64> {
        let left = self.retry_at?.duration_since(now).as_millis();
        Some(u64::try_from(left.max(0)).unwrap_or(0).div_ceil(1000))
    }

    /// The check that is being made, unless they are over.
    fn step(&self) -> Option<KeyCheckKind> {
        if self.ended.is_some() { None } else { self.steps.get(self.at).copied() }
    }

    fn call(&self, step: KeyCheckKind) -> KmsCall {
        let project = self.project.clone();
        let key_arn = self.key_arn.clone().unwrap_or_default();
        let request = match (step, &self.change, &self.present) {
            (KeyCheckKind::PresentKey, _, Some(Present { master, identity })) => {
                let (key_arn, ciphertext) = (master.key_arn.clone(), master.ciphertext.clone());
                let request = KmsRequest::Decrypt { key_arn, ciphertext, project };
                let (identity, region) = (identity.clone(), master.region);
                return KmsCall { identity, region, request };
            }
            (KeyCheckKind::Description, Some(change), _) => {
                KmsRequest::Describe { key: change.target.key.clone() }
            }
            (KeyCheckKind::Description, None, Some(Present { master, .. })) => {
                // By its ARN: an alias may name another key by now.
                let key = master.key_arn.parse().unwrap_or_else(|_| master.key.clone());
                KmsRequest::Describe { key }
            }
            (KeyCheckKind::Encrypt, Some(change), _) => {
                KmsRequest::Encrypt { key_arn, plaintext: change.master.clone(), project }
            }
            (KeyCheckKind::Decrypt, Some(_), _) => {
                let ciphertext = self.ciphertext.clone().unwrap_or_default();
                KmsRequest::Decrypt { key_arn, ciphertext, project }
            }
            _ => KmsRequest::OpenSession,
        };
        let (identity, region) = self.caller.clone();
        KmsCall { identity, region, request }
    }

    fn go_on(&mut self) {
        self.at += 1;
        self.tries = 0;
    }

    fn fail(&mut self, reason: KeyFailureReason, message: String, now: Timestamp) {
        use KeyFailureReason as R;
        match reason {
            R::ServiceIdentity => self.end(Verdict::Unreachable, reason, message),
            R::Throttled | R::Unreachable if self.tries < self.limits.tries => {
                self.retry_at = now.checked_add(self.pause()).ok();
            }
            R::Throttled | R::Unreachable => self.end(Verdict::Unreachable, reason, message),
            // A change of a policy takes a while to spread, so these may be a matter of time.
            R::RoleNotAssumable
            | R::CredentialsRefused
            | R::RolePolicy
            | R::KeyPolicy
            | R::KeyPolicyOrMissing
            | R::AccessDenied
                if now < self.patient_until =>
            {
                let at = now.checked_add(self.pause()).unwrap_or(self.patient_until);
                self.retry_at = Some(at.min(self.patient_until));
            }
            _ => self.end(Verdict::Refused, reason, message),
        }
    }

    fn end(&mut self, verdict: Verdict, reason: KeyFailureReason, message: String) {
        let Some(check) = self.step() else { return };
        let is_policy = matches!(
            reason,
            KeyFailureReason::RolePolicy
                | KeyFailureReason::KeyPolicy
                | KeyFailureReason::KeyPolicyOrMissing
                | KeyFailureReason::ExplicitDeny
                | KeyFailureReason::AccessDenied
        );
        let action = match self.call(check).request.action() {
            Some(action) if is_policy => action.to_owned(),
            _ => String::new(),
        };
        self.ended = Some((verdict, Some(KeyFailure { reason, check, action, message })));
    }

    /// 1, 2, 3, 4, then always 5 seconds.
    fn pause(&self) -> SignedDuration {
        SignedDuration::from_secs(i64::from(self.tries.clamp(1, 5)))
    }
}
