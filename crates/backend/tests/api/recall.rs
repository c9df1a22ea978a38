//! Answers that are given again from memory: only while they are right.

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use crate::support::{
    Client, Console, group, new_role, on_each_database, on_each_database_with, project, role,
};

/// What the list says of the roles, and whether that came from memory. Where others may have changed something, it is read anew.
async fn list(console: &Console, client: &Client<'_>, query: &str) -> (serde_json::Value, bool) {
    let before = console.app.recall.times();
    let list = client.get(&project(&["/roles", query].concat())).await.ok(200).json();
    (list, console.app.recall.times() > before)
}

/// Asserts that the list is that one, and from memory.
async fn recalled_is(console: &Console, client: &Client<'_>, expected: &serde_json::Value) {
    let (list, recalled) = list(console, client, "").await;
    assert_eq!(list, *expected);
    assert!(recalled || !console.is_alone());
}

#[tokio::test]
async fn a_list_is_recalled_until_something_changes() {
    on_each_database("in-progress", async |console| {
        let (owner, viewer) = (console.owner().await, console.viewer().await);
        let (first, recalled) = list(&console, &owner, "").await;
        assert!(!recalled);
        recalled_is(&console, &owner, &first).await;
        let (of_another_query, recalled) = list(&console, &owner, "?status=authorized").await;
        assert!(!recalled && of_another_query != first);
        assert_eq!(list(&console, &viewer, "").await, (first.clone(), false), "another asker");
        recalled_is(&console, &owner, &first).await;

        let id = new_role(&owner).await;
        let (second, recalled) = list(&console, &owner, "").await;
        assert!(!recalled);
        assert_eq!(second["results"][0]["accessRole"]["roleId"], id.as_str());
        recalled_is(&console, &owner, &second).await;
        owner.put(&role(&id, "/label"), r#"{"label":"exports"}"#).await.ok(200);
        let (third, recalled) = list(&console, &owner, "").await;
        assert!(!recalled);
        assert_eq!(third["results"][0]["label"], "exports");
    })
    .await;
}

#[tokio::test]
async fn what_another_program_changes_is_seen_by_the_next_request() {
    on_each_database("in-progress", async |console| {
        let owner = console.owner().await;
        let (first, _) = list(&console, &owner, "").await;
        recalled_is(&console, &owner, &first).await;
        console.pass_time("UPDATE access_roles SET label = 'from elsewhere'").await;
        let (second, recalled) = list(&console, &owner, "").await;
        assert!(!recalled);
        assert_eq!(second["results"][0]["label"], "from elsewhere");
    })
    .await;
}

#[tokio::test]
async fn who_is_locked_out_gets_nothing_from_memory() {
    on_each_database("in-progress", async |console| {
        let (owner, viewer, stranger) =
            (console.owner().await, console.viewer().await, console.stranger().await);
        let path = project("/roles");
        for client in [&owner, &viewer] {
            client.get(&path).await.ok(200);
            client.get(&path).await.ok(200);
        }
        assert!(console.app.recall.times() == 2 || !console.is_alone());
        let before = console.app.recall.times();
        for _ in 0..2 {
            console.nobody().get(&path).await.fails(401, "USER_UNAUTHORIZED");
            stranger.get(&path).await.fails(404, "GROUP_NOT_FOUND");
        }
        assert_eq!(console.app.recall.times(), before, "a refusal is not kept");

        console.pass_time("DELETE FROM members WHERE role = 'read-only'").await;
        viewer.get(&path).await.fails(404, "GROUP_NOT_FOUND");
        owner.get(&path).await.ok(200);
        owner.get(&path).await.ok(200);
        owner.delete("/api/console/v1/session").await.ok(204);
        owner.get(&path).await.fails(401, "USER_UNAUTHORIZED");
    })
    .await;
}

#[tokio::test]
async fn recalled_answers_are_counted_as_requests() {
    on_each_database_with("in-progress", &["--rate-limit", "5"], async |console| {
        let owner = console.owner().await;
        for left in (0..5).rev() {
            let reply = owner.get(&project("/roles")).await.ok(200);
            assert_eq!(reply.headers["ratelimit-remaining"], left.to_string().as_str());
        }
        assert!(console.app.recall.times() == 4 || !console.is_alone());
        owner.get(&project("/roles")).await.fails(429, "RATE_LIMITED");
    })
    .await;
}

/// What may happen between two lists.
#[derive(Clone, Copy, Debug)]
enum Event {
    Nothing,
    Create,
    Delete,
    Label,
    Elsewhere,
    Viewer(bool),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        3 => Just(Event::Nothing),
        2 => Just(Event::Create),
        1 => Just(Event::Delete),
        1 => Just(Event::Label),
        1 => Just(Event::Elsewhere),
        1 => any::<bool>().prop_map(Event::Viewer),
    ];
    prop::collection::vec(event, 1..12)
}

/// Whatever happens, people who asked before are told what somebody is who never asked.
#[test]
fn memory_and_database_always_say_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let test = async |console: Console| {
        let mut runner = TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
        let (owner, viewer) = (console.owner().await, console.viewer().await);
        for _ in 0..runner.config().cases {
            let events = events().new_tree(&mut runner).unwrap().current();
            for event in events {
                happen(&console, &owner, event).await;
                let path = project("/roles?search=&status=in-progress");
                for client in [&owner, &viewer] {
                    let remembered = client.get(&path).await;
                    // Nothing is recalled to a browser that takes something else.
                    let fresh = client
                        .clone()
                        .with("accept", &format!("*/*;q=0.{}", 1 + console.app.recall.times()));
                    let fresh = fresh.get(&path).await;
                    assert_eq!(
                        (remembered.status, &remembered.text),
                        (fresh.status, &fresh.text),
                        "{event:?}"
                    );
                }
            }
        }
        let recalled = console.app.recall.times() > 0;
        assert!(recalled || !console.is_alone(), "nothing was recalled at all");
    };
    runtime.block_on(on_each_database("in-progress", test));
}

const JOIN: &str = "INSERT INTO members (project_id, user_id, role) SELECT '64b000000000000000000001', id, 'read-only' \
                    FROM users WHERE email = 'viewer@example.com' ON CONFLICT DO NOTHING";

async fn happen(console: &Console, owner: &Client<'_>, event: Event) {
    let list = owner.get(&project("/roles?status=in-progress")).await.ok(200).json();
    let newest = list["results"][0]["accessRole"]["roleId"].as_str();
    match (event, newest) {
        (Event::Create, _) => {
            new_role(owner).await;
        }
        (Event::Delete, Some(newest)) => {
            owner.delete(&group(&format!("/cloudProviderAccess/AWS/{newest}"))).await.ok(204);
        }
        (Event::Label, Some(newest)) => {
            owner.put(&role(newest, "/label"), r#"{"label":"a"}"#).await.ok(200);
        }
        (Event::Elsewhere, _) => {
            console
                .pass_time("UPDATE access_roles SET label = label || 'b' WHERE LENGTH(label) < 50")
                .await;
        }
        (Event::Viewer(false), _) => {
            console.pass_time("DELETE FROM members WHERE role = 'read-only'").await;
        }
        (Event::Viewer(true), _) => {
            console.pass_time(JOIN).await;
        }
        (Event::Nothing | Event::Delete | Event::Label, _) => {}
    }
}
