use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;

/// Principals, conditions and actions of which each may mean something to the service.
fn any_statement() -> impl Strategy<Value = Value> {
    let aws = || {
        select(vec![
            SERVICE,
            "111122223333",
            "arn:aws:iam::111122223333:user/x",
            OTHER,
            "444455556666",
            "*",
            "AIDA1",
        ])
    };
    let principal = prop_oneof![
        1 => Just(json!("*")),
        6 => aws().prop_map(|one| json!({"AWS": one})),
        6 => vec(aws(), 1..4).prop_map(|some| json!({"AWS": some})),
        2 => aws().prop_map(|one| json!({"Service": "x.amazonaws.com", "AWS": one})),
        2 => Just(json!({"Federated": "cognito-identity.amazonaws.com"})),
    ];
    let operator = select(vec![
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLike",
        "StringEqualsIfExists",
        "Null",
        "ForAnyValue:StringEquals",
        "ForAllValues:StringLike",
        "ForAnyValue:StringNotLike",
        "ArnLike",
        "stringequals",
        "X:Y",
    ]);
    let key = select(vec!["sts:ExternalId", "STS:EXTERNALID", "aws:SourceIp"]);
    let value = select(vec![
        json!(OURS),
        json!(OLD),
        json!([OURS, OLD]),
        json!([]),
        json!("*"),
        json!("3f*"),
        json!(true),
        json!("false"),
        json!("${aws:x}"),
        json!(7),
    ]);
    let condition = vec((operator, key, value), 1..4).prop_map(|tests| {
        let mut condition = json!({});
        for (operator, key, value) in tests {
            condition[operator][key] = value;
        }
        condition
    });
    let action = select(vec![
        json!("sts:AssumeRole"),
        json!("sts:*"),
        json!(["sts:TagSession", "sts:assumeRole"]),
        json!("sts:TagSession"),
        json!("*"),
    ]);
    let effect = prop_oneof![9 => Just("Allow"), 1 => Just("Deny")];
    let parts = (effect, principal, any::<bool>(), action, any::<bool>(), option::of(condition));
    parts.prop_map(|(effect, principal, not_principal, action, not_action, condition)| {
        let mut statement = json!({"Effect": effect});
        // The opposites are rare, and mean everybody as a rule.
        let rare = not_principal && not_action;
        statement[if rare { "NotPrincipal" } else { "Principal" }] = principal;
        statement[if rare { "NotAction" } else { "Action" }] = action;
        if let Some(condition) = condition {
            statement["Condition"] = condition;
        }
        statement
    })
}

fn any_json() -> impl Strategy<Value = Value> {
    let name = || {
        prop_oneof![
            select(vec![
                "Version",
                "Statement",
                "Effect",
                "Principal",
                "AWS",
                "Action",
                "Condition",
                "StringEquals",
                "sts:ExternalId"
            ])
            .prop_map(str::to_owned),
            ".{0,5}",
        ]
    };
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        name().prop_map(Value::from),
        select(vec!["Allow", "Deny", "*", SERVICE, OURS]).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((name(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".{0,200}") {
        let merge = merge_text(&text);
        prop_assert!(merge.merged.is_some() || !merge.findings.is_empty());
        let _ = external_ids(&text);
    }

    #[test]
    fn no_json_makes_it_panic(document in any_json(), statements in vec(any_json(), 0..3)) {
        for text in [document.to_string(), policy(&statements)] {
            let merge = merge_text(&text);
            prop_assert!(merge.merged.is_some() || !merge.findings.is_empty());
            let _ = external_ids(&text);
        }
    }

    #[test]
    fn json_is_read_as_it_is(document in any_json()) {
        // As text, so that the order of the fields counts.
        let text = document.to_string();
        prop_assert_eq!(json::parse(&text).unwrap().to_string(), text);
    }

    #[test]
    fn merging_twice_is_merging_once(statements in vec(any_statement(), 1..5)) {
        if let Some(merged) = merge_of(&statements).merged {
            prop_assert_eq!(merge_text(&merged).merged, Some(merged));
        }
    }

    #[test]
    fn the_merged_policy_lets_the_service_in_and_only_with_its_external_id(
        statements in vec(any_statement(), 1..5),
    ) {
        let merge = merge_of(&statements);
        if merge.merged.is_none() {
            return Ok(());
        }
        let (service, external_id) = (SERVICE.parse().unwrap(), external_id());
        let after = statements_of(&merge);
        let (mut letting_in, mut added) = (0, 0);
        for value in &after {
            let statement = Statement::read(value).unwrap();
            match meaning(&statement, &service, &external_id) {
                Meaning::Open | Meaning::Anyone(Truth::Yes) | Meaning::Denies(Truth::Yes) => {
                    return Err(TestCaseError::fail(format!("{value} is not mended")));
                }
                Meaning::Allows | Meaning::AllowsConditionally => {
                    letting_in += 1;
                    added += usize::from(!statements.contains(value));
                }
                _ => {}
            }
        }
        prop_assert!(letting_in >= 1);
        prop_assert!(added <= 1);
    }

    #[test]
    fn every_statement_is_kept_but_for_those_that_a_finding_names(
        statements in vec(any_statement(), 1..5),
    ) {
        let merge = merge_of(&statements);
        if merge.merged.is_none() {
            return Ok(());
        }
        let after = statements_of(&merge);
        let named = |number| {
            let may_change = [FindingKind::OpenToService, FindingKind::StaleExternalId];
            merge.findings.iter().any(|it| it.statement == Some(number) && may_change.contains(&it.kind))
        };
        for (at, statement) in statements.iter().enumerate() {
            prop_assert!(after.contains(statement) || named(at + 1), "{} is lost", statement);
        }
        prop_assert!(after.len() <= statements.len() + 1);
    }
}
