use engine::{
    Step,
    testing::{OWNER, denied, guarded, validate},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{
    Client, Console, PROJECT, actions, authorize, authorized_role, group, on_each_database,
    only_for_members, project, role,
};

/// Every role is due at any time.
const AT_ONCE: SignedDuration = SignedDuration::ZERO;

/// A role that was authorized while AWS said otherwise than the sandbox does now.
async fn role_that_changed(console: &Console, name: &str) -> String {
    let (roles, project) = (&console.app.roles, PROJECT.parse().unwrap());
    let role = roles.create(&project, OWNER).await.unwrap();
    let arn = format!("arn:aws:iam::000000000000:role/{name}").parse().unwrap();
    validate(roles, &role, &arn, guarded).await.unwrap();
    role.id.to_string()
}

async fn health(client: &Client<'_>, id: &str) -> Value {
    client.get(&role(id, "")).await.ok(200).json()["health"].clone()
}

#[tokio::test]
async fn a_role_that_is_refused_turns_bad_and_is_found() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = role_that_changed(&console, "denied-later").await;
        let good = health(&owner, &id).await;
        assert_eq!((&good["state"], &good["failure"]), (&json!("good"), &Value::Null));
        assert!(console.app.checks.check_next(AT_ONCE).await.unwrap());
        let bad = health(&owner, &id).await;
        assert_eq!((&bad["state"], &bad["unreachableSince"]), (&json!("bad"), &Value::Null));
        assert_eq!(bad["failure"]["reason"], "access-denied");
        assert_eq!(bad["checkedDate"], bad["since"]);

        let shown = owner.get(&project("")).await.ok(200).json();
        assert_eq!((&shown["badRoleCount"], &shown["badSince"]), (&json!(1), &bad["since"]));
        let listed = owner.get("/api/console/v1/projects").await.ok(200).json();
        assert_eq!(listed["results"][0], shown);
        let found = owner.get(&project("/roles?health=bad")).await.ok(200).json();
        assert_eq!((&found["totalCount"], &found["results"][0]["health"]), (&json!(1), &bad));

        // Checked again, it is bad since the same time, and nothing new is told.
        assert!(console.app.checks.check_next(AT_ONCE).await.unwrap());
        assert_eq!(health(&owner, &id).await["since"], bad["since"]);
        let log = owner.get(&project("/activity?action=became-unhealthy")).await.ok(200).json();
        assert_eq!(log["totalCount"], 1);
        let entry = &log["results"][0];
        assert_eq!((&entry["actor"], &entry["from"]), (&json!("console"), &json!("")));
        assert_eq!(entry["failure"], "access-denied");

        // What is deleted is not counted, and counts again when it is back.
        owner.delete(&group(&format!("/cloudProviderAccess/AWS/{id}"))).await.ok(204);
        let shown = owner.get(&project("")).await.ok(200).json();
        assert_eq!((&shown["badRoleCount"], &shown["badSince"]), (&json!(0), &Value::Null));
        owner.post(&role(&id, "/restore"), "").await.ok(200);
        assert_eq!(owner.get(&project("")).await.ok(200).json()["badRoleCount"], 1);
        only_for_members(&console, &project("/roles?health=bad")).await;
    })
    .await;
}

#[tokio::test]
async fn an_aws_that_gives_no_answer_says_nothing_of_the_role() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = role_that_changed(&console, "throttled-later").await;
        let before = health(&owner, &id).await;
        assert!(console.app.checks.check_next(AT_ONCE).await.unwrap());
        let after = health(&owner, &id).await;
        assert!(after["unreachableSince"].is_string());
        let mut same = after.clone();
        same["unreachableSince"] = Value::Null;
        assert_eq!(same, before);
        assert_eq!(actions(&owner, "").await, ["authorized", "created"]);
        assert_eq!(owner.get(&project("")).await.ok(200).json()["badRoleCount"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_role_that_passes_again_recovers() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = authorized_role(&owner, "ok-again").await;
        let authorized = owner.get(&role(&id, "")).await.ok(200).json();
        let turn_bad = async || {
            let (role, mut attempt) =
                console.app.roles.claim_check(AT_ONCE).await.unwrap().unwrap();
            let mut now = jiff::Timestamp::now();
            loop {
                match attempt.next(now) {
                    Step::Call(call) => attempt.take(denied(&call), now),
                    Step::WaitUntil(at) => now = at,
                    Step::Over => break,
                }
            }
            console.app.roles.finish_check(&role, &attempt).await.unwrap();
        };
        turn_bad().await;
        assert_eq!(health(&owner, &id).await["state"], "bad");
        assert!(console.app.checks.check_next(AT_ONCE).await.unwrap());
        assert_eq!(health(&owner, &id).await["state"], "good");

        turn_bad().await;
        let one = group(&format!("/cloudProviderAccess/{id}"));
        let patched = owner.patch(&one, &authorize("ok-again")).await.ok(200).json();
        assert_eq!(patched["authorizedDate"], authorized["accessRole"]["authorizedDate"]);
        assert_eq!(health(&owner, &id).await["state"], "good");
        owner.patch(&one, &authorize("ok-again")).await.ok(200);
        let told = actions(&owner, "").await;
        assert_eq!(
            told.iter().map(String::as_str).collect::<std::collections::BTreeSet<_>>(),
            ["authorized", "became-unhealthy", "created", "recovered", "validated"].into()
        );
        let counted = |action: &str| told.iter().filter(|told| *told == action).count();
        assert_eq!(
            (counted("validated"), counted("recovered"), counted("became-unhealthy")),
            (2, 2, 2)
        );
        let by = |who: &str| format!("?action=recovered&actor={who}");
        assert_eq!(actions(&owner, &by("console")).await.len(), 1);
        assert_eq!(actions(&owner, &by("owner@example.com")).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn every_attempt_of_a_role_is_listed() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = authorized_role(&owner, "ok-first").await;
        let one = group(&format!("/cloudProviderAccess/{id}"));
        owner.patch(&one, &authorize("denied-second")).await.fails(400, "CANNOT_ASSUME_ROLE");
        let path = role(&id, "/attempts");
        let page = owner.get(&path).await.ok(200).json();
        let mut told: Vec<_> = page["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (it["roleArn"].as_str().unwrap(), it["verdict"].as_str().unwrap()))
            .collect();
        // Begun within the same millisecond they have no order.
        told.sort_unstable();
        assert_eq!(
            told,
            [
                ("arn:aws:iam::000000000000:role/denied-second", "refused"),
                ("arn:aws:iam::000000000000:role/ok-first", "passed"),
            ]
        );
        assert_eq!((&page["totalCount"], &page["totalIsAtLeast"]), (&json!(2), &json!(false)));
        assert_eq!(page["results"][0]["actor"], "owner@example.com");
        assert!(page["results"][0]["finishedDate"].is_string());
        let second = owner.get(&format!("{path}?itemsPerPage=1&pageNum=2")).await.ok(200).json();
        assert_eq!(second["results"], json!([page["results"][1]]));
        assert_eq!(second["totalCount"], 2);
        // The refusal of another role says nothing of this one.
        assert_eq!(health(&owner, &id).await["state"], "good");

        let wrong = owner.get(&format!("{path}?itemsPerPage=0")).await;
        wrong.fails(400, "INVALID_QUERY_PARAMETER");
        let unknown = role("64b000000000000000000009", "/attempts");
        owner.get(&unknown).await.fails(404, "RESOURCE_NOT_FOUND");
        only_for_members(&console, &path).await;
    })
    .await;
}
