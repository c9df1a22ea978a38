//! What a person is told of a trust policy.

use serde_json::{Map, Value};
use wire::{
    ExternalId, ServicePrincipal,
    console::{Finding, FindingKind},
};

use super::{
    Fate, Meaning,
    condition::{self, Truth},
    statement::Statement,
};

/// IAM's quota for a trust policy in characters, and the most that it can be raised to; white space does not count.
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const QUOTA: (usize, usize) = (2048, 4096);

/// What there is to say of a statement, which is number `number` of the present policy.
pub(super) fn of_statement(
    number: usize,
    meaning: &Meaning,
    fate: Fate,
    statement: &Statement<'_>,
    principal: &ServicePrincipal,
    external_id: &ExternalId,
) -> Option<Finding> {
    let (kind, message) = match meaning {
        Meaning::None => return None,
        Meaning::Denies(Truth::Yes) => (FindingKind::DeniesService, denies(principal)),
        Meaning::Denies(_) => (FindingKind::MayDenyService, may_deny(statement)),
        Meaning::Anyone(Truth::Yes) => (FindingKind::AllowsAnyone, allows_anyone()),
        Meaning::Anyone(_) => (FindingKind::MayAllowAnyone, may_allow_anyone()),
        Meaning::Open => (FindingKind::OpenToService, open(fate)),
        Meaning::Stale(ids) => (FindingKind::StaleExternalId, stale(ids, external_id, fate)),
        Meaning::Allows => (FindingKind::AlreadyAllowed, already_allowed(external_id)),
        Meaning::AllowsConditionally => (FindingKind::AllowedConditionally, conditional(statement)),
    };
    Some(Finding { kind, message, statement: Some(number) })
}

fn of_document(kind: FindingKind, message: impl Into<String>) -> Finding {
    Finding { kind, message: message.into(), statement: None }
}

pub(super) fn not_json(present: &str, error: &serde_json::Error) -> Finding {
    let message = if present.trim().is_empty() {
        "Paste the role's present trust policy, as the AWS console shows it under Trust relationships.".to_owned()
    } else {
        format!(
            "This is no JSON: {error}. Paste the whole policy, as the AWS console shows it under Trust relationships."
        )
    };
    of_document(FindingKind::NotJson, message)
}

pub(super) fn not_an_object() -> Finding {
    of_document(
        FindingKind::NotAnObject,
        "A trust policy is a JSON object, in braces { }. Paste the whole policy.",
    )
}

pub(super) fn no_statement(document: &Map<String, Value>) -> Finding {
    let message = if document.contains_key("Role")
        || document.contains_key("AssumeRolePolicyDocument")
    {
        "This is what the AWS CLI says of a role. Paste only the value of its AssumeRolePolicyDocument."
    } else if let Some(name) = document.keys().find(|name| name.eq_ignore_ascii_case("Statement")) {
        if name == "Statement" {
            "The policy's list of statements is empty. Paste the whole policy."
        } else {
            "The policy has no Statement; IAM takes this name only with a capital S."
        }
    } else {
        "The policy has no Statement, so it is no trust policy. Paste the whole policy."
    };
    of_document(FindingKind::NoStatement, message)
}

pub(super) fn unknown_element(name: &str) -> String {
    let known = [
        "Version",
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Condition",
    ];
    match known.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        Some(known) => format!("has \"{name}\", which IAM takes only as \"{known}\""),
        None if ["Resource", "NotResource"].contains(&name) => {
            format!("has a {name}, which IAM does not take in a trust policy")
        }
        None => format!("has \"{name}\", which is no element of a trust policy"),
    }
}

pub(super) fn wrong_shape(statement: Option<usize>, fault: &str) -> Finding {
    let message = match statement {
        Some(number) => {
            format!("IAM would not take this as a trust policy: statement {number} {fault}.")
        }
        None => format!("IAM would not take this as a trust policy: it {fault}."),
    };
    Finding { kind: FindingKind::WrongShape, message, statement }
}

pub(super) fn old_version(version: Option<&str>) -> Finding {
    let which = version.map_or("no Version, which means 2008-10-17".to_owned(), |version| {
        format!("the Version {version}")
    });
    of_document(
        FindingKind::OldVersion,
        format!(
            "The policy has {which}. It is kept, as the newer version gives ${{…}} a meaning; what is added works with both."
        ),
    )
}

fn denies(principal: &ServicePrincipal) -> String {
    format!(
        "This statement denies the role to the service's AWS account {}, and a denial is stronger than anything that allows. Take it out or narrow it, then merge again.",
        principal.account()
    )
}

fn may_deny(statement: &Statement<'_>) -> String {
    format!(
        "This statement denies the role{}, and may meet the service; only AWS can tell. It is kept. Should the validation be refused, look here first.",
        under(statement)
    )
}

fn allows_anyone() -> String {
    "This statement lets anybody in any AWS account assume the role, without an external ID. The validation would refuse such a role. Name those who need it as Principal, then merge again.".to_owned()
}

fn may_allow_anyone() -> String {
    "This statement has everybody as its Principal, and only its conditions keep others out. It is kept; name those who need the role instead, if you can.".to_owned()
}

fn open(fate: Fate) -> String {
    let what = match fate {
        Fate::Mended => "It is kept, with the external ID required.",
        Fate::Removed => "It is taken out, as another statement lets the service in.",
        Fate::Split | Fate::Kept => {
            "It is kept for the others in it; the service is taken out, and has a statement of its own."
        }
    };
    format!(
        "This statement lets the service in without its external ID, so that somebody else who knows the role's ARN could have the service use it for them. {what}"
    )
}

fn stale(ids: &[String], external_id: &ExternalId, fate: Fate) -> String {
    let what = if let Fate::Mended = fate {
        format!("It is replaced by the present one, {external_id}.")
    } else {
        "The statement is kept, as something else may need it; take it out if nothing does."
            .to_owned()
    };
    let (noun, ids) = match ids {
        [] => ("another external ID", String::new()),
        [id] => ("another external ID, ", id.clone()),
        ids => ("other external IDs, ", ids.join(", ")),
    };
    format!("This statement lets the service in with {noun}{ids}. {what}")
}

fn already_allowed(external_id: &ExternalId) -> String {
    format!(
        "This statement lets the service in with its external ID {external_id}; nothing has to be added."
    )
}

fn conditional(statement: &Statement<'_>) -> String {
    format!(
        "This statement lets the service in with its external ID{}. It is kept. Should the validation be refused, these conditions don't hold for the service.",
        under(statement)
    )
}

/// The conditions of a statement that only AWS can judge.
fn under(statement: &Statement<'_>) -> String {
    let keys = statement.condition.map(condition::other_keys).unwrap_or_default();
    if keys.is_empty() {
        String::new()
    } else {
        format!(" on conditions about {}", keys.join(", "))
    }
}

pub(super) fn length(document: &Value) -> Option<Finding> {
    let length = document.to_string().chars().count();
    let (quota, most) = QUOTA;
    let message = if length <= quota {
        return None;
    } else if length <= most {
        format!(
            "The merged policy has {length} characters without white space. IAM takes {quota}; ask AWS for a higher quota of \"Role trust policy length\", up to {most}, or make a role for the service alone."
        )
    } else {
        format!(
            "The merged policy has {length} characters without white space, and IAM takes {most} at the very most. Make a role for the service alone."
        )
    };
    Some(of_document(FindingKind::TooLong, message))
}
