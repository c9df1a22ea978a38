//! Conditions, as far as they are about the external ID; what they say of anything else only AWS can judge.
//!
//! Operators: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>.

use serde_json::{Map, Value};

use super::statement::{is_like, list};

/// The condition key of the external ID. The names of condition keys have no case.
const KEY: &str = "sts:ExternalId";

/// Whether something holds, where one may not know. Ordered, so that "and" is the least and "or" the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    No,
    Unknown,
    Yes,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

/// Each operator of a condition with each of its keys and the values to compare with.
fn tests(condition: &Map<String, Value>) -> impl Iterator<Item = (&str, &str, &Value)> {
    condition.iter().flat_map(|(operator, keys)| {
        let keys = keys.as_object().into_iter().flatten();
        keys.map(|(key, values)| (operator.as_str(), key.as_str(), values))
    })
}

/// The external IDs that a condition names.
pub(super) fn external_ids(condition: &Map<String, Value>) -> Vec<String> {
    let about = tests(condition).filter(|(_, key, _)| is_external_id(key));
    let mut ids: Vec<_> =
        about.flat_map(|(_, _, values)| list(values).map(str::to_owned)).collect();
    ids.dedup();
    ids
}

/// The condition keys that are about something else than the external ID.
pub(super) fn other_keys(condition: &Map<String, Value>) -> Vec<&str> {
    tests(condition).map(|(_, key, _)| key).filter(|key| !is_external_id(key)).collect()
}

pub(super) fn is_external_id(key: &str) -> bool {
    key.eq_ignore_ascii_case(KEY)
}

/// Whether a condition holds for a request with that external ID, or without one.
pub(super) fn holds(condition: Option<&Map<String, Value>>, external_id: Option<&str>) -> Truth {
    let tests = condition.into_iter().flat_map(tests);
    let outcomes = tests.map(|(operator, key, values)| {
        if is_external_id(key) { passes(operator, values, external_id) } else { Truth::Unknown }
    });
    outcomes.min().unwrap_or(Truth::Yes)
}

/// Whether an operator passes that compares the external ID with `values`.
fn passes(operator: &str, values: &Value, external_id: Option<&str>) -> Truth {
    if operator == "Null" {
        let absent = external_id.is_none();
        return list_or_bool(values).map_or(Truth::Unknown, |wanted| (wanted == absent).into());
    }
    let (set, operator) = match operator.split_once(':') {
        Some((set, operator)) => (Some(set), operator),
        None => (None, operator),
    };
    if !matches!(set, None | Some("ForAnyValue" | "ForAllValues")) {
        return Truth::Unknown;
    }
    let (operator, if_exists) = match operator.strip_suffix("IfExists") {
        Some(operator) => (operator, true),
        None => (operator, false),
    };
    let (compare, negated): (fn(&str, &str) -> bool, _) = match operator {
        "StringEquals" => (|pattern, id| pattern == id, false),
        "StringNotEquals" => (|pattern, id| pattern == id, true),
        "StringEqualsIgnoreCase" => (|pattern, id| pattern.eq_ignore_ascii_case(id), false),
        "StringNotEqualsIgnoreCase" => (|pattern, id| pattern.eq_ignore_ascii_case(id), true),
        "StringLike" => (is_like, false),
        "StringNotLike" => (is_like, true),
        _ => return Truth::Unknown,
    };
    let Some(external_id) = external_id else {
        // A key that the request does not have: each of these is a rule of its own.
        return (if_exists || set == Some("ForAllValues") || negated && set.is_none()).into();
    };
    let matches = list(values).map(|pattern| {
        // A policy variable stands for something that only the request has.
        if pattern.contains("${") { Truth::Unknown } else { compare(pattern, external_id).into() }
    });
    let any = matches.max().unwrap_or(Truth::No);
    if negated { any.not() } else { any }
}

/// The value of `Null`, which may be written with quotation marks.
fn list_or_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(wanted) => Some(*wanted),
        Value::Array(values) => match values.as_slice() {
            [value] => list_or_bool(value),
            _ => None,
        },
        value => value.as_str()?.to_ascii_lowercase().parse().ok(),
    }
}
