use wire::console::FindingKind;

use super::*;

mod properties;
mod shape;

const OURS: &str = "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3";
const OLD: &str = "99999999-4e55-4c6e-9203-d48ee82131e3";
const SERVICE: &str = "arn:aws:iam::111122223333:root";
const OTHER: &str = "arn:aws:iam::444455556666:root";

fn external_id() -> ExternalId {
    OURS.parse().unwrap()
}

fn merge_text(present: &str) -> TrustPolicyMerge {
    merge(present, &SERVICE.parse().unwrap(), &external_id(), &|_| false)
}

fn policy(statements: &[Value]) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

fn merge_of(statements: &[Value]) -> TrustPolicyMerge {
    merge_text(&policy(statements))
}

fn statements_of(merge: &TrustPolicyMerge) -> Vec<Value> {
    let merged: Value = serde_json::from_str(merge.merged.as_ref().unwrap()).unwrap();
    merged["Statement"].as_array().unwrap().clone()
}

fn kinds(merge: &TrustPolicyMerge) -> Vec<(FindingKind, Option<usize>)> {
    merge.findings.iter().map(|finding| (finding.kind, finding.statement)).collect()
}

fn our_statement() -> Value {
    ours(&SERVICE.parse().unwrap(), &external_id())
}

fn allow(principal: Value, condition: Value) -> Value {
    let mut statement =
        json!({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"});
    if !condition.is_null() {
        statement["Condition"] = condition;
    }
    statement
}

fn deny(principal: Value, condition: Value) -> Value {
    let mut statement = allow(principal, condition);
    statement["Effect"] = "Deny".into();
    statement
}

fn requires(external_id: &str) -> Value {
    json!({"StringEquals": {"sts:ExternalId": external_id}})
}

fn lambda() -> Value {
    allow(json!({"Service": "lambda.amazonaws.com"}), Value::Null)
}

#[test]
fn ours_is_added_to_what_is_there() {
    let merge = merge_of(&[lambda()]);
    assert_eq!(kinds(&merge), []);
    assert_eq!(statements_of(&merge), [lambda(), our_statement()]);
    let text = wire::trust_policy(SERVICE, &external_id());
    assert_eq!(our_statement(), serde_json::from_str::<Value>(&text).unwrap()["Statement"][0]);
}

#[test]
fn one_statement_without_a_list_becomes_a_list() {
    let merge =
        merge_text(&json!({"Statement": lambda(), "Version": "2012-10-17", "Id": "x"}).to_string());
    assert_eq!(statements_of(&merge), [lambda(), our_statement()]);
    // The order of the fields stays.
    assert!(merge.merged.unwrap().starts_with("{\n  \"Statement\": ["));
}

#[test]
fn the_difference_is_told_line_by_line() {
    let merge = merge_of(&[lambda(), allow(json!({"AWS": SERVICE}), requires(OLD))]);
    let of = |kind| {
        let lines = merge.diff.iter().filter(|line| line.kind == kind);
        lines.map(|line| line.text.trim()).collect::<Vec<_>>()
    };
    assert_eq!(of(DiffKind::Removed), [format!("\"sts:ExternalId\": \"{OLD}\"")]);
    assert_eq!(of(DiffKind::Added), [format!("\"sts:ExternalId\": \"{OURS}\"")]);
    let after = merge.diff.iter().filter(|line| line.kind != DiffKind::Removed);
    let after: Vec<_> = after.map(|line| line.text.as_str()).collect();
    assert_eq!(after.join("\n"), merge.merged.unwrap());
}

#[test]
fn an_old_version_is_kept() {
    for version in [None, Some("2008-10-17")] {
        let mut document = json!({"Statement": [lambda()]});
        if let Some(version) = version {
            document["Version"] = version.into();
        }
        let merge = merge_text(&document.to_string());
        assert_eq!(kinds(&merge), [(FindingKind::OldVersion, None)]);
        let merged: Value = serde_json::from_str(&merge.merged.unwrap()).unwrap();
        assert_eq!(merged.get("Version"), document.get("Version"));
    }
}

#[test]
fn nothing_is_added_where_the_service_is_let_in_already() {
    for (principal, condition, action) in [
        (json!({"AWS": SERVICE}), requires(OURS), json!("sts:AssumeRole")),
        (
            json!({"AWS": "111122223333"}),
            requires(OURS),
            json!(["sts:TagSession", "STS:assumerole"]),
        ),
        (
            json!({"AWS": [OTHER, SERVICE]}),
            json!({"StringLike": {"STS:externalid": [OURS, OLD]}}),
            json!("sts:*"),
        ),
        (
            json!({"AWS": SERVICE, "Service": "x"}),
            json!({"ForAnyValue:StringEquals": {"sts:ExternalId": OURS}}),
            json!("*"),
        ),
        (
            json!({"AWS": SERVICE}),
            json!({"StringEqualsIgnoreCase": {"sts:ExternalId": OURS.to_uppercase()}}),
            json!("sts:Assume*"),
        ),
    ] {
        let mut statement = allow(principal, condition);
        statement["Action"] = action;
        let merge = merge_of(&[lambda(), statement.clone()]);
        assert_eq!(kinds(&merge), [(FindingKind::AlreadyAllowed, Some(2))], "{statement}");
        assert_eq!(statements_of(&merge), [lambda(), statement]);
        assert!(merge.diff.iter().all(|line| line.kind == DiffKind::Same));
    }
}

#[test]
fn what_does_not_let_the_service_in_is_left_alone() {
    let saml = json!({"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::1:saml-provider/x"}, "Action": "sts:AssumeRoleWithSAML"});
    let mut tags = allow(json!({"AWS": SERVICE}), Value::Null);
    tags["Action"] = "sts:TagSession".into();
    for statement in [
        saml,
        tags,
        allow(json!({"AWS": OTHER}), Value::Null),
        allow(json!({"AWS": "arn:aws-cn:iam::111122223333:root"}), Value::Null),
        allow(json!({"AWS": "AROAEXAMPLE"}), Value::Null),
        deny(json!({"AWS": OTHER}), Value::Null),
        deny(json!("*"), json!({"StringNotEquals": {"sts:ExternalId": OURS}})),
    ] {
        let merge = merge_of(std::slice::from_ref(&statement));
        assert_eq!(kinds(&merge), [], "{statement}");
        assert_eq!(statements_of(&merge), [statement, our_statement()]);
    }
}

#[test]
fn a_stale_external_id_is_replaced_where_nothing_else_needs_it() {
    let mut stale = allow(json!({"AWS": SERVICE}), requires(OLD));
    stale["Sid"] = "Service".into();
    stale["Condition"]["Bool"] = json!({"aws:SecureTransport": "true"});
    let merge = merge_of(&[stale.clone(), lambda()]);
    assert_eq!(kinds(&merge), [(FindingKind::StaleExternalId, Some(1))]);
    assert!(merge.findings[0].message.contains(OLD));
    stale["Condition"]["StringEquals"]["sts:ExternalId"] = OURS.into();
    assert_eq!(statements_of(&merge), [stale, lambda()]);
}

#[test]
fn a_stale_external_id_that_others_need_is_kept() {
    let of_others = allow(json!({"AWS": [SERVICE, OTHER]}), requires(OLD));
    let of_two =
        allow(json!({"AWS": SERVICE}), json!({"StringEquals": {"sts:ExternalId": [OLD, "x"]}}));
    for stale in [of_others, of_two] {
        let merge = merge_of(std::slice::from_ref(&stale));
        assert_eq!(kinds(&merge), [(FindingKind::StaleExternalId, Some(1))]);
        assert_eq!(statements_of(&merge), [stale, our_statement()]);
    }

    let stale = allow(json!({"AWS": SERVICE}), requires(OLD));
    let text = policy(std::slice::from_ref(&stale));
    assert_eq!(external_ids(&text), [OLD]);
    let merge = merge(&text, &SERVICE.parse().unwrap(), &external_id(), &|id| id == OLD);
    assert_eq!(statements_of(&merge), [stale, our_statement()]);
}

#[test]
fn a_statement_open_to_the_service_is_mended() {
    let open = [
        Value::Null,
        json!({"Bool": {"aws:SecureTransport": "true"}}),
        json!({"StringLike": {"sts:ExternalId": "*"}}),
        json!({"StringEqualsIfExists": {"sts:ExternalId": OURS}}),
        json!({"ForAllValues:StringEquals": {"sts:ExternalId": OURS}}),
        json!({"StringNotEquals": {"sts:ExternalId": OLD}}),
        json!({"Null": {"sts:ExternalId": "false"}}),
        json!({"Null": {"sts:ExternalId": true}}),
    ];
    for condition in open {
        let merge = merge_of(&[allow(json!({"AWS": "111122223333"}), condition.clone())]);
        assert_eq!(kinds(&merge), [(FindingKind::OpenToService, Some(1))], "{condition}");
        let mut mended = our_statement();
        if condition.get("Bool").is_some() {
            mended["Condition"]["Bool"] = condition["Bool"].clone();
        }
        assert_eq!(statements_of(&merge), [mended]);
    }
}

#[test]
fn the_service_is_taken_out_of_an_open_statement_that_serves_others() {
    let open = allow(json!({"AWS": [OTHER, SERVICE, "111122223333"], "Service": "x"}), Value::Null);
    let merge = merge_of(&[open]);
    assert_eq!(kinds(&merge), [(FindingKind::OpenToService, Some(1))]);
    let others = allow(json!({"AWS": [OTHER], "Service": "x"}), Value::Null);
    assert_eq!(statements_of(&merge), [others, our_statement()]);

    let merge = merge_of(&[allow(json!({"AWS": SERVICE, "Service": "x"}), Value::Null)]);
    assert_eq!(
        statements_of(&merge),
        [allow(json!({"Service": "x"}), Value::Null), our_statement()]
    );
}

#[test]
fn an_open_statement_goes_where_another_lets_the_service_in() {
    let user = allow(json!({"AWS": "arn:aws:iam::111122223333:user/service"}), Value::Null);
    let merge = merge_of(&[user, our_statement(), lambda()]);
    let expected = [(FindingKind::OpenToService, Some(1)), (FindingKind::AlreadyAllowed, Some(2))];
    assert_eq!(kinds(&merge), expected);
    assert_eq!(statements_of(&merge), [our_statement(), lambda()]);
}

#[test]
fn a_denial_that_meets_the_service_refuses_the_merge() {
    for statement in [
        deny(json!("*"), Value::Null),
        deny(json!({"AWS": "*"}), requires(OURS)),
        deny(
            json!({"AWS": [OTHER, "111122223333"]}),
            json!({"StringNotEquals": {"sts:ExternalId": OLD}}),
        ),
        json!({"Effect": "Deny", "NotPrincipal": {"AWS": OTHER}, "NotAction": "sts:TagSession"}),
    ] {
        let merge = merge_of(&[our_statement(), statement.clone()]);
        let found = kinds(&merge);
        assert!(found.contains(&(FindingKind::DeniesService, Some(2))), "{statement}");
        assert_eq!(merge.merged, None);
    }
}

#[test]
fn a_denial_that_may_meet_the_service_is_told() {
    for statement in [
        deny(json!({"AWS": "arn:aws:iam::111122223333:user/x"}), Value::Null),
        deny(json!("*"), json!({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})),
        deny(json!("*"), json!({"StringNotEquals": {"sts:ExternalId": "${aws:username}"}})),
        json!({"Effect": "Deny", "NotPrincipal": {"AWS": SERVICE}, "Action": "*"}),
    ] {
        let merge = merge_of(std::slice::from_ref(&statement));
        assert_eq!(kinds(&merge), [(FindingKind::MayDenyService, Some(1))], "{statement}");
        assert_eq!(statements_of(&merge), [statement, our_statement()]);
    }
}

#[test]
fn a_role_open_to_everybody_is_refused() {
    for principal in [json!("*"), json!({"AWS": "*"}), json!({"AWS": [SERVICE, "*"]})] {
        let merge = merge_of(&[allow(principal, Value::Null)]);
        assert_eq!(kinds(&merge), [(FindingKind::AllowsAnyone, Some(1))]);
        assert_eq!(merge.merged, None);
    }
    for condition in [json!({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}), requires(OURS)] {
        let statement = allow(json!("*"), condition);
        let merge = merge_of(std::slice::from_ref(&statement));
        assert_eq!(kinds(&merge), [(FindingKind::MayAllowAnyone, Some(1))]);
        assert_eq!(statements_of(&merge), [statement, our_statement()]);
    }
}

#[test]
fn further_conditions_are_the_owners_choice() {
    let mut statement = our_statement();
    statement["Condition"]["IpAddress"] = json!({"aws:SourceIp": "192.0.2.0/24"});
    let merge = merge_of(std::slice::from_ref(&statement));
    assert_eq!(kinds(&merge), [(FindingKind::AllowedConditionally, Some(1))]);
    assert!(merge.findings[0].message.contains("aws:SourceIp"));
    assert_eq!(statements_of(&merge), [statement]);
}

#[test]
fn the_quota_is_told() {
    // Ours has 242 characters with the document around it.
    let of = |length: usize| {
        let text = "x".repeat(length);
        let mut statement = lambda();
        statement["Sid"] = text.into();
        let merge = merge_of(&[statement]);
        merge.findings.last().map(|finding| finding.message.clone())
    };
    assert_eq!(of(1000), None);
    let message = of(2000).unwrap();
    assert!(message.contains("higher quota"), "{message}");
    let compact: Value = serde_json::from_str(&merge_of(&[lambda()]).merged.unwrap()).unwrap();
    let count = compact.to_string().len() + ",\"Sid\":\"\"".len() + 2000;
    assert!(message.contains(&count.to_string()), "{message}");
    assert!(of(4000).unwrap().contains("at the very most"));
}

#[test]
fn wildcards_fit_as_in_iam() {
    for (pattern, text, fits) in [
        ("*", "", true),
        ("", "", true),
        ("", "a", false),
        ("sts:*", "sts:assumerole", true),
        ("*role", "sts:assumerole", true),
        ("s?s:*u*e", "sts:assumerole", true),
        ("sts:?", "sts:", false),
        ("*a*b*c", "aabbc", true),
        ("*a*b*c", "aacb", false),
    ] {
        assert_eq!(statement::is_like(pattern, text), fits, "{pattern} {text}");
    }
}
