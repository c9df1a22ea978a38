//! A statement of a trust policy: who it is about, and what may be changed in it.
//!
//! Grammar: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>.

use serde_json::{Map, Value, json};
use wire::{ExternalId, ServicePrincipal};

use super::condition::{self, Truth};

const ELEMENTS: [&str; 7] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition"];

/// A statement whose shape is that of a trust policy.
pub(super) struct Statement<'a> {
    /// Whether it allows; else it denies.
    pub(super) allows: bool,
    /// Under which conditions.
    pub(super) condition: Option<&'a Map<String, Value>>,
    /// `Principal` or `NotPrincipal`.
    principal: &'a Value,
    but_for_principal: bool,
    /// `Action` or `NotAction`.
    action: &'a Value,
    but_for_action: bool,
}

/// Who a statement is about, seen from the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Others alone.
    Nobody,
    /// A user, role or session in the service's account.
    InAccount,
    /// The service's account.
    Account,
    /// Everybody.
    Anyone,
}

impl Who {
    /// Whether the service is meant, whichever identity of its account it acts as.
    pub(super) fn certainty(self) -> Truth {
        match self {
            Self::Nobody => Truth::No,
            Self::InAccount => Truth::Unknown,
            Self::Account | Self::Anyone => Truth::Yes,
        }
    }
}

impl<'a> Statement<'a> {
    /// The statement in a value, or what is wrong with it, to go on from "the statement".
    pub(super) fn read(value: &'a Value) -> Result<Self, String> {
        let fields = value.as_object().ok_or("has to be a JSON object")?;
        if let Some(name) = fields.keys().find(|name| !ELEMENTS.contains(&name.as_str())) {
            return Err(super::message::unknown_element(name));
        }
        let allows = match fields.get("Effect").and_then(Value::as_str) {
            Some("Allow") => true,
            Some("Deny") => false,
            _ => return Err("needs an Effect of \"Allow\" or \"Deny\"".to_owned()),
        };
        let (principal, but_for_principal) = either(fields, "Principal", "NotPrincipal")?;
        let (action, but_for_action) = either(fields, "Action", "NotAction")?;
        if !is_principal(principal) {
            return Err(
                "needs as its Principal \"*\" or an object of AWS, Service or Federated, each with a text or a list of texts".to_owned()
            );
        }
        if !is_texts(action) {
            return Err("needs as its Action a text or a list of texts".to_owned());
        }
        if !fields.get("Sid").is_none_or(Value::is_string) {
            return Err("needs a text as its Sid".to_owned());
        }
        let condition = match fields.get("Condition") {
            None => None,
            Some(Value::Object(condition)) if condition.values().all(is_condition) => {
                Some(condition)
            }
            Some(_) => {
                return Err(
                    "needs as its Condition an object of operators, each with an object of keys and their values".to_owned()
                );
            }
        };
        Ok(Self { allows, condition, principal, but_for_principal, action, but_for_action })
    }

    /// Whether `action` is among its actions. They may have wildcards, and have no case.
    pub(super) fn is_about(&self, action: &str) -> bool {
        let action = action.to_ascii_lowercase();
        let named = list(self.action).any(|it| is_like(&it.to_ascii_lowercase(), &action));
        named != self.but_for_action
    }

    /// Who it is about.
    pub(super) fn who(&self, service: &ServicePrincipal) -> Who {
        let named = named(self.principal, service);
        if !self.but_for_principal {
            return named;
        }
        match named {
            Who::Anyone => Who::Nobody,
            Who::Nobody => Who::Anyone,
            // Who denies all but an account has to name the account's identity as well, which only AWS knows.
            Who::Account | Who::InAccount if self.allows => Who::Nobody,
            Who::Account | Who::InAccount => Who::InAccount,
        }
    }

    /// Whether it names principals besides the service.
    pub(super) fn names_others(&self, service: &ServicePrincipal) -> bool {
        let mut elsewhere = self.principal.as_object().into_iter().flatten();
        list_at(self.principal, "AWS").any(|it| one(it, service) == Who::Nobody)
            || elsewhere.any(|(kind, _)| kind != "AWS")
    }
}

/// The statement, about nobody but the service's account, and requiring its external ID; what else it says is kept.
pub(super) fn require(
    statement: &Value,
    service: &ServicePrincipal,
    external_id: &ExternalId,
) -> Value {
    let mut statement = statement.clone();
    let Some(fields) = statement.as_object_mut() else { return statement };
    fields.insert("Principal".to_owned(), json!({"AWS": service.to_string()}));
    let condition = fields.entry("Condition").or_insert_with(|| json!({}));
    let Some(condition) = condition.as_object_mut() else { return statement };
    for (operator, keys) in condition.iter_mut() {
        let Some(keys) = keys.as_object_mut() else { continue };
        keys.retain(|key, _| {
            !condition::is_external_id(key) || operator == "StringEquals" && key == "sts:ExternalId"
        });
    }
    condition.retain(|operator, keys| {
        operator == "StringEquals" || keys.as_object().is_some_and(|keys| !keys.is_empty())
    });
    let equals = condition.entry("StringEquals").or_insert_with(|| json!({}));
    if let Some(equals) = equals.as_object_mut() {
        equals.insert("sts:ExternalId".to_owned(), external_id.as_str().into());
    }
    statement
}

/// The statement, without the service among those that it is about.
pub(super) fn without_service(statement: &Value, service: &ServicePrincipal) -> Value {
    let mut statement = statement.clone();
    let Some(principal) = statement.get_mut("Principal").and_then(Value::as_object_mut) else {
        return statement;
    };
    let is_other = |value: &Value| {
        value.as_str().is_none_or(|principal| one(principal, service) == Who::Nobody)
    };
    let nobody_left = match principal.get_mut("AWS") {
        Some(Value::Array(principals)) => {
            principals.retain(is_other);
            principals.is_empty()
        }
        Some(value) => !is_other(value),
        None => false,
    };
    if nobody_left {
        principal.shift_remove("AWS");
    }
    statement
}

fn either<'a>(
    fields: &'a Map<String, Value>,
    name: &str,
    opposite: &str,
) -> Result<(&'a Value, bool), String> {
    match (fields.get(name), fields.get(opposite)) {
        (Some(value), None) => Ok((value, false)),
        (None, Some(value)) => Ok((value, true)),
        (None, None) => Err(format!("needs {} {name}", if name == "Action" { "an" } else { "a" })),
        (Some(_), Some(_)) => Err(format!("has both {name} and {opposite}; IAM takes only one")),
    }
}

fn is_principal(value: &Value) -> bool {
    match value {
        Value::String(text) => text == "*",
        Value::Object(kinds) => {
            let known = ["AWS", "Service", "Federated", "CanonicalUser"];
            !kinds.is_empty()
                && kinds.iter().all(|(kind, who)| known.contains(&kind.as_str()) && is_texts(who))
        }
        _ => false,
    }
}

fn is_texts(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(texts) => !texts.is_empty() && texts.iter().all(Value::is_string),
        _ => false,
    }
}

fn is_condition(keys: &Value) -> bool {
    let is_plain = |value: &Value| !value.is_object() && !value.is_array() && !value.is_null();
    keys.as_object().is_some_and(|keys| {
        keys.values().all(|value| match value {
            Value::Array(values) => values.iter().all(is_plain),
            value => is_plain(value),
        })
    })
}

/// The texts of a value that is a text or a list of texts.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &str> {
    let values = match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    values.iter().filter_map(Value::as_str)
}

fn list_at<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a str> {
    value.get(name).into_iter().flat_map(list)
}

/// Who a `Principal` names, the most that concerns the service.
fn named(principal: &Value, service: &ServicePrincipal) -> Who {
    if principal.as_str() == Some("*") {
        return Who::Anyone;
    }
    let all: Vec<_> = list_at(principal, "AWS").map(|it| one(it, service)).collect();
    let most = [Who::Anyone, Who::Account, Who::InAccount];
    most.into_iter().find(|who| all.contains(who)).unwrap_or(Who::Nobody)
}

/// Who a principal of the kind `AWS` is: `*`, an account ID, or an ARN.
fn one(principal: &str, service: &ServicePrincipal) -> Who {
    if principal == "*" {
        return Who::Anyone;
    }
    let account = service.account().as_str();
    if principal == account || principal == service.to_string() {
        return Who::Account;
    }
    let mut parts = principal.split(':');
    let same_partition = parts.nth(1) == Some(service.partition().as_str());
    if same_partition && parts.nth(2) == Some(account) { Who::InAccount } else { Who::Nobody }
}

/// Whether `text` fits a pattern in which `*` is any text and `?` any character.
pub(super) fn is_like(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut from) = (0, 0);
    // Where the last star is, and how much of the text it takes.
    let mut star: Option<(usize, usize)> = None;
    while let Some(character) = text.get(from) {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == character => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((star_at, taken)) = star else { return false };
                star = Some((star_at, taken + 1));
                at = star_at + 1;
                from = taken + 1;
            }
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|rest| *rest == '*')
}
