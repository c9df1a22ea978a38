//! Adds the service to a role's present trust policy, without cutting off who is in it already.
//!
//! Each statement is asked the three questions that a [validation](crate::Attempt) asks AWS: does it let the service
//! in with its external ID, without one, and with another? The answers decide what becomes of it.
//!
//! How policies are judged: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>.

mod condition;
mod json;
mod message;
mod statement;

use serde_json::{Map, Value, json};
use similar::{ChangeTag, TextDiff};
use wire::{
    ExternalId, ServicePrincipal,
    console::{DiffKind, DiffLine, Finding, TrustPolicyMerge},
};

use condition::Truth;
use statement::{Statement, Who};

/// What a statement means to the service.
enum Meaning {
    /// Nothing.
    None,
    /// It denies the service the role, for certain or perhaps.
    Denies(Truth),
    /// It lets everybody in, for certain or where its conditions hold.
    Anyone(Truth),
    /// It lets the service in without its external ID.
    Open,
    /// It lets the service in with another external ID than its own.
    Stale(Vec<String>),
    /// It lets the service in as it should.
    Allows,
    /// It does where further conditions hold.
    AllowsConditionally,
}

/// What becomes of a statement.
#[derive(Clone, Copy)]
enum Fate {
    /// It stays as it is.
    Kept,
    /// It requires the external ID.
    Mended,
    /// It goes, as another one lets the service in.
    Removed,
    /// The service is taken out of it.
    Split,
}

/// Makes of a role's present trust policy one that lets the service in with `external_id`, and only with it.
///
/// `in_use` says of another external ID whether some access role has it: a statement that serves that one is left as it is.
#[must_use]
pub fn merge(
    present: &str,
    principal: &ServicePrincipal,
    external_id: &ExternalId,
    in_use: &dyn Fn(&str) -> bool,
) -> TrustPolicyMerge {
    let mut findings = Vec::new();
    let merged = plan(present, principal, external_id, in_use, &mut findings);
    let Some((before, after)) = merged else {
        return TrustPolicyMerge { findings, merged: None, diff: Vec::new() };
    };
    findings.extend(message::length(&after));
    let (before, after) = (pretty(&before), pretty(&after));
    let diff = diff(&before, &after);
    TrustPolicyMerge { findings, merged: Some(after), diff }
}

/// The external IDs that a policy speaks of, to look up whether they are in use; none where it is no policy.
#[must_use]
pub fn external_ids(present: &str) -> Vec<String> {
    let Ok(Value::Object(document)) = json::parse(present) else { return Vec::new() };
    let statements = match document.get("Statement") {
        Some(Value::Array(statements)) => statements.iter().collect(),
        Some(statement) => vec![statement],
        None => Vec::new(),
    };
    let conditions = statements.into_iter().filter_map(|it| it.get("Condition")?.as_object());
    conditions.flat_map(condition::external_ids).collect()
}

/// The policy as it is and as it should be, both with a list of statements.
fn plan(
    present: &str,
    principal: &ServicePrincipal,
    external_id: &ExternalId,
    in_use: &dyn Fn(&str) -> bool,
    findings: &mut Vec<Finding>,
) -> Option<(Value, Value)> {
    let mut document = read(present).map_err(|fault| findings.push(fault)).ok()?;
    let version = document.get("Version").and_then(Value::as_str);
    if version != Some("2012-10-17") {
        findings.push(message::old_version(version));
    }
    let statements = statements(&document);
    let mut judged = Vec::with_capacity(statements.len());
    for (at, value) in statements.iter().enumerate() {
        match Statement::read(value) {
            Ok(statement) => judged.push((meaning(&statement, principal, external_id), statement)),
            Err(fault) => findings.push(message::wrong_shape(Some(at + 1), &fault)),
        }
    }
    if judged.len() < statements.len() {
        return None;
    }

    let has = |wanted: fn(&Meaning) -> bool| judged.iter().any(|(meaning, _)| wanted(meaning));
    let works = !has(|it| matches!(it, Meaning::Denies(Truth::Yes) | Meaning::Anyone(Truth::Yes)));
    let open = has(|it| matches!(it, Meaning::Open));
    // Whether a statement lets the service in for certain, and whether no other has to be added.
    let mut allowed = has(|it| matches!(it, Meaning::Allows));
    let mut enough = allowed || !open && has(|it| matches!(it, Meaning::AllowsConditionally));
    let mut after = Vec::with_capacity(statements.len() + 1);
    for (at, ((meaning, statement), value)) in judged.iter().zip(&statements).enumerate() {
        let alone = !statement.names_others(principal);
        let fate = match meaning {
            Meaning::Open if !alone => Fate::Split,
            Meaning::Open if allowed => Fate::Removed,
            Meaning::Open => Fate::Mended,
            Meaning::Stale(ids) => match ids.as_slice() {
                [id] if alone && !enough && !open && !in_use(id) => Fate::Mended,
                _ => Fate::Kept,
            },
            _ => Fate::Kept,
        };
        match fate {
            Fate::Kept => after.push(value.clone()),
            Fate::Removed => {}
            Fate::Split => after.push(statement::without_service(value, principal)),
            Fate::Mended => {
                after.push(statement::require(value, principal, external_id));
                (allowed, enough) = (true, true);
            }
        }
        findings.extend(message::of_statement(
            at + 1,
            meaning,
            fate,
            statement,
            principal,
            external_id,
        ));
    }
    if !works {
        return None;
    }
    if !enough {
        after.push(ours(principal, external_id));
    }
    let before = with_statements(&mut document, statements);
    Some((before, with_statements(&mut document, after)))
}

/// The document, where it is an object with statements.
fn read(present: &str) -> Result<Map<String, Value>, Finding> {
    let value = json::parse(present).map_err(|error| message::not_json(present, &error))?;
    let Value::Object(document) = value else { return Err(message::not_an_object()) };
    if let Some(name) =
        document.keys().find(|name| !["Version", "Id", "Statement"].contains(&name.as_str()))
        && document.contains_key("Statement")
    {
        return Err(message::wrong_shape(None, &message::unknown_element(name)));
    }
    match document.get("Version") {
        None => {}
        Some(Value::String(version))
            if ["2012-10-17", "2008-10-17"].contains(&version.as_str()) => {}
        Some(_) => return Err(message::wrong_shape(None, "needs \"2012-10-17\" as its Version")),
    }
    match document.get("Statement") {
        Some(Value::Array(statements)) if !statements.is_empty() => Ok(document),
        Some(Value::Object(_)) => Ok(document),
        Some(Value::Array(_)) | None => Err(message::no_statement(&document)),
        Some(_) => Err(message::wrong_shape(None, "needs a list of statements as its Statement")),
    }
}

fn statements(document: &Map<String, Value>) -> Vec<Value> {
    match document.get("Statement") {
        Some(Value::Array(statements)) => statements.clone(),
        statement => statement.cloned().into_iter().collect(),
    }
}

fn with_statements(document: &mut Map<String, Value>, statements: Vec<Value>) -> Value {
    document.insert("Statement".to_owned(), Value::Array(statements));
    Value::Object(document.clone())
}

fn meaning(
    statement: &Statement<'_>,
    principal: &ServicePrincipal,
    external_id: &ExternalId,
) -> Meaning {
    if !statement.is_about("sts:AssumeRole") {
        return Meaning::None;
    }
    let who = statement.who(principal);
    let with = |id| condition::holds(statement.condition, id);
    let ours = with(Some(external_id.as_str()));
    if !statement.allows {
        return match who.certainty().min(ours) {
            Truth::No => Meaning::None,
            denied => Meaning::Denies(denied),
        };
    }
    // No UUID, so nobody's external ID.
    let open = with(None).max(with(Some("another-external-id")));
    match who {
        Who::Nobody => Meaning::None,
        Who::Anyone => match open.max(ours) {
            Truth::No => Meaning::None,
            _ => Meaning::Anyone(open),
        },
        Who::Account | Who::InAccount if open > Truth::No => Meaning::Open,
        Who::Account | Who::InAccount if ours == Truth::No => {
            Meaning::Stale(statement.condition.map(condition::external_ids).unwrap_or_default())
        }
        Who::InAccount => Meaning::None,
        Who::Account if ours == Truth::Yes => Meaning::Allows,
        Who::Account => Meaning::AllowsConditionally,
    }
}

/// The statement of [`wire::trust_policy`].
fn ours(principal: &ServicePrincipal, external_id: &ExternalId) -> Value {
    json!({
        "Effect": "Allow",
        "Principal": {"AWS": principal.to_string()},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": external_id.as_str()}},
    })
}

fn pretty(document: &Value) -> String {
    format!("{document:#}")
}

fn diff(before: &str, after: &str) -> Vec<DiffLine> {
    let diff = TextDiff::from_lines(before, after);
    let lines = diff.iter_all_changes().map(|change| DiffLine {
        kind: match change.tag() {
            ChangeTag::Equal => DiffKind::Same,
            ChangeTag::Insert => DiffKind::Added,
            ChangeTag::Delete => DiffKind::Removed,
        },
        text: change.value().trim_end_matches('\n').to_owned(),
    });
    lines.collect()
}

#[cfg(test)]
mod tests;
