use serde::{Deserialize, Serialize};

/// The body of `POST …/trust-policy/merge`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PresentTrustPolicy {
    /// The role's present trust policy, as pasted.
    pub policy: String,
}

/// What becomes of a role's present trust policy so that the service can assume the role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrustPolicyMerge {
    /// What there is to say of the present policy.
    pub findings: Vec<Finding>,
    /// The whole new policy, indented by two spaces; `None` where there can be none that works.
    pub merged: Option<String>,
    /// How `merged` differs from the present policy, line by line; empty where there is no `merged`.
    pub diff: Vec<DiffLine>,
}

/// Something that there is to say of a trust policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The same as a sentence or more, with what to do.
    pub message: String,
    /// Which statement of the present policy it is about, from 1.
    pub statement: Option<usize>,
}

/// What there is to say of a trust policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The text is no JSON. There is no merged policy.
    NotJson,
    /// The text is JSON, but no object. There is no merged policy.
    NotAnObject,
    /// There is no statement. There is no merged policy.
    NoStatement,
    /// IAM would not take it as a trust policy. There is no merged policy.
    WrongShape,
    /// A statement denies the service the role. There is no merged policy, as it would not work.
    DeniesService,
    /// A statement lets anybody assume the role. There is no merged policy, as validation would refuse it.
    AllowsAnyone,
    /// A statement may deny the service the role: it has conditions that only AWS can judge.
    MayDenyService,
    /// A statement may let others than the service in: it names everybody, with conditions.
    MayAllowAnyone,
    /// A statement lets the service in without its external ID; it is mended.
    OpenToService,
    /// A statement lets the service in with another external ID.
    StaleExternalId,
    /// A statement lets the service in as it should; there is nothing to do.
    AlreadyAllowed,
    /// A statement lets the service in with its external ID, where further conditions hold.
    AllowedConditionally,
    /// The policy is of the version 2008-10-17, or of none.
    OldVersion,
    /// The merged policy is longer than IAM takes without a higher quota, or at all.
    TooLong,
}

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiffLine {
    /// Where the line is.
    pub kind: DiffKind,
    /// The line, without its end.
    pub text: String,
}

/// Where a line of a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DiffKind {
    /// In both.
    Same,
    /// Only in the new text.
    Added,
    /// Only in the old text.
    Removed,
}
