use jiff::Timestamp;
use wire::{
    ProjectId, RoleArn, RoleId,
    console::{self, ActivityAction, FailureReason, KeyFailureReason},
};

use crate::{Context, rfc3339};

/// An entry of a project's activity log. Entries are only ever added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityEntry {
    /// Names the entry; sorts by age.
    pub id: String,
    /// The project.
    pub project: ProjectId,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// The IP address that it was done from; empty where it is not known.
    pub from: String,
    /// What was done.
    pub action: ActivityAction,
    /// To which access role, if to one.
    pub role: Option<RoleId>,
    /// The ARN of the role that it was about.
    pub arn: Option<RoleArn>,
    /// The key's ARN or the cluster's name, of an entry about encryption at rest; of one about a member, the address and what the
    /// member may do; else empty.
    pub subject: String,
    /// Why it did not work.
    pub failure: Option<FailureReason>,
    /// Why a key can't be used.
    pub key_failure: Option<KeyFailureReason>,
}

impl ActivityEntry {
    /// An entry about neither a role nor a key: about a member, say, who is `subject`.
    #[must_use]
    pub fn about(
        project: &ProjectId,
        action: ActivityAction,
        subject: String,
        context: &Context,
    ) -> Self {
        Self {
            id: RoleId::from_bytes(context.entropy.id_bytes(context.now)).to_string(),
            project: project.clone(),
            at: context.now,
            actor: context.actor.name.to_owned(),
            from: context.actor.from.to_owned(),
            action,
            role: None,
            arn: None,
            subject,
            failure: None,
            key_failure: None,
        }
    }

    /// The entry in the page's shape.
    #[must_use]
    pub fn to_wire(&self) -> console::Activity {
        console::Activity {
            date: rfc3339(self.at),
            actor: self.actor.clone(),
            from: self.from.clone(),
            action: self.action,
            role_id: self.role.as_ref().map(RoleId::to_string).unwrap_or_default(),
            role_arn: self.arn.as_ref().map(RoleArn::to_string).unwrap_or_default(),
            subject: self.subject.clone(),
            failure: self.failure,
            key_failure: self.key_failure,
        }
    }
}

/// Which entries of a project's activity log a page asks for; what is left out matches all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityQuery {
    /// Any of these actions; none matches all.
    pub actions: Vec<ActivityAction>,
    /// By whom.
    pub actor: Option<String>,
    /// To which access role, present or not.
    pub role: Option<RoleId>,
    /// Only what did not work.
    pub failed: bool,
    /// At that time or later.
    pub since: Option<Timestamp>,
    /// Before that time.
    pub until: Option<Timestamp>,
    /// How many to pass over.
    pub offset: u64,
    /// How many to give at the most.
    pub limit: u64,
}

impl ActivityQuery {
    /// Whether it asks for that entry of the project.
    #[must_use]
    pub fn matches(&self, entry: &ActivityEntry) -> bool {
        (self.actions.is_empty() || self.actions.contains(&entry.action))
            && self.actor.as_ref().is_none_or(|actor| *actor == entry.actor)
            && self.role.as_ref().is_none_or(|role| entry.role.as_ref() == Some(role))
            && (!self.failed || entry.failure.is_some() || entry.key_failure.is_some())
            && self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at < until)
    }
}
