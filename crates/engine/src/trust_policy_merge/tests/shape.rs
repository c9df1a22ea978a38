use super::*;

#[test]
fn what_is_no_trust_policy_is_named() {
    for (text, kind, statement, part) in [
        ("", FindingKind::NotJson, None, "Paste the role's present trust policy"),
        ("{\n  \"Version\": 2012-10-17\n}", FindingKind::NotJson, None, "line 2 column 18"),
        ("{} {}", FindingKind::NotJson, None, "trailing characters at line 1 column 4"),
        (
            r#"{"Statement": [], "Statement": []}"#,
            FindingKind::NotJson,
            None,
            "\"Statement\" is there twice at line 1 column 29",
        ),
        (r#"{"Statement": 12345678901234567890123}"#, FindingKind::NotJson, None, "too large"),
        ("[]", FindingKind::NotAnObject, None, "in braces"),
        ("{}", FindingKind::NoStatement, None, "has no Statement"),
        (r#"{"statement": []}"#, FindingKind::NoStatement, None, "capital S"),
        (r#"{"Statement": []}"#, FindingKind::NoStatement, None, "is empty"),
        (
            r#"{"Role": {"RoleName": "x"}}"#,
            FindingKind::NoStatement,
            None,
            "AssumeRolePolicyDocument",
        ),
        (r#"{"Statement": "x"}"#, FindingKind::WrongShape, None, "needs a list of statements"),
        (
            r#"{"Version": "2013", "Statement": {}}"#,
            FindingKind::WrongShape,
            None,
            "as its Version",
        ),
        (
            r#"{"version": "2012-10-17", "Statement": {}}"#,
            FindingKind::WrongShape,
            None,
            "it has \"version\", which IAM takes only as \"Version\"",
        ),
    ] {
        let merge = merge_text(text);
        let finding = merge.findings.last().unwrap();
        assert_eq!((finding.kind, finding.statement), (kind, statement), "{text}");
        assert!(finding.message.contains(part), "{text}: {}", finding.message);
        assert_eq!((merge.merged, merge.diff), (None, vec![]), "{text}");
    }
}

#[test]
fn a_statement_that_iam_would_not_take_is_named() {
    let with = |name: &str, value: Value| {
        let mut statement = lambda();
        statement[name] = value;
        statement
    };
    let without = |name: &str| {
        let mut statement = lambda();
        statement.as_object_mut().unwrap().shift_remove(name);
        statement
    };
    for (statement, part) in [
        (json!("x"), "has to be a JSON object"),
        (without("Effect"), "needs an Effect"),
        (with("Effect", json!("allow")), "needs an Effect"),
        (without("Principal"), "needs a Principal"),
        (with("NotPrincipal", json!("*")), "both Principal and NotPrincipal"),
        (with("Principal", json!("arn:aws:iam::111122223333:root")), "needs as its Principal"),
        (with("Principal", json!({"aws": "*"})), "needs as its Principal"),
        (with("Principal", json!({"AWS": []})), "needs as its Principal"),
        (without("Action"), "needs an Action"),
        (with("Action", json!(1)), "needs as its Action"),
        (with("Sid", json!(1)), "as its Sid"),
        (with("Condition", json!([])), "needs as its Condition"),
        (with("Condition", json!({"StringEquals": "x"})), "needs as its Condition"),
        (with("Resource", json!("*")), "does not take in a trust policy"),
        (with("principal", json!("*")), "only as \"Principal\""),
        (with("Comment", json!("x")), "no element of a trust policy"),
    ] {
        let merge = merge_of(&[lambda(), statement.clone()]);
        assert_eq!(kinds(&merge), [(FindingKind::WrongShape, Some(2))], "{statement}");
        let message = &merge.findings[0].message;
        assert!(message.contains(part), "{message}");
        assert_eq!(merge.merged, None);
    }
}
