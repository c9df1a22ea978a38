use console_backend::surroundings::System;
use engine::{Context, command, testing::OWNER};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::support::{
    Client, PROJECT, authorized_role, new_role, on_each_database, only_for_members, project, role,
};

/// The numbers of the roles that the page has, and how many there are.
async fn found(owner: &Client<'_>, ids: &[String], query: &str) -> (Vec<usize>, u64) {
    let page = owner.get(&project(&format!("/roles{query}"))).await.ok(200).json();
    let of = |role: &Value| {
        let id = role["accessRole"]["roleId"].as_str().unwrap().to_owned();
        ids.iter().position(|own| *own == id).unwrap()
    };
    assert_eq!(page["totalIsAtLeast"], false);
    let numbers = page["results"].as_array().unwrap().iter().map(of).collect();
    (numbers, page["totalCount"].as_u64().unwrap())
}

#[tokio::test]
async fn the_list_is_paged_searched_filtered_and_sorted() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let ids = [
            authorized_role(&owner, "ok-delta").await,
            new_role(&owner).await,
            authorized_role(&owner, "ok-alpha").await,
            authorized_role(&owner, "ok-beta").await,
        ];
        let found = async |query: &str| found(&owner, &ids, query).await;
        // Made within the same millisecond they have no order.
        let in_any_order = async |query: &str| {
            let (mut numbers, total) = found(query).await;
            numbers.sort_unstable();
            (numbers, total)
        };
        assert_eq!(in_any_order("").await, (vec![0, 1, 2, 3], 4));
        assert_eq!(in_any_order("?status=in-progress").await, (vec![1], 1));
        assert_eq!(in_any_order("?status=").await, (vec![0, 1, 2, 3], 4));
        assert_eq!(in_any_order("?search=OK-BETA").await, (vec![3], 1));
        let both = "?search=000000000000&status=authorized";
        assert_eq!(in_any_order(both).await, (vec![0, 2, 3], 3));
        assert_eq!(in_any_order("?itemsPerPage=2&pageNum=3").await, (vec![], 4));
        assert_eq!(in_any_order("?health=bad").await, (vec![], 0));

        assert_eq!(found("?sort=arn&order=asc").await, (vec![2, 3, 0, 1], 4));
        assert_eq!(found("?sort=arn&order=desc").await, (vec![0, 3, 2, 1], 4));
        assert_eq!(found("?sort=arn").await, (vec![0, 3, 2, 1], 4));
        let second = "?sort=arn&order=asc&itemsPerPage=2&pageNum=2";
        assert_eq!(found(second).await, (vec![0, 1], 4));
        let (by_date, _) = found("?sort=authorized&order=asc").await;
        assert_eq!(by_date[3], 1, "that which has no date comes last");
        let (by_date, _) = found("?sort=authorized&order=desc").await;
        assert_eq!(by_date[3], 1, "in either order");
        let (mut newest, _) = found("?sort=created").await;
        let (oldest, _) = found("?sort=created&order=asc").await;
        newest.reverse();
        assert_eq!(newest, oldest);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_parameter_of_the_list_is_named() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        for (query, parameter) in [
            ("status=done", "status"),
            ("itemsPerPage=501", "itemsPerPage"),
            ("pageNum=0", "pageNum"),
            ("sort=name", "sort"),
            ("order=up", "order"),
            ("health=good", "health"),
        ] {
            let refused = owner.get(&project(&format!("/roles?{query}"))).await;
            let refused = refused.fails(400, "INVALID_QUERY_PARAMETER");
            assert_eq!(refused.text_at("/parameters/0"), parameter);
        }
        only_for_members(&console, &project("/roles")).await;
    })
    .await;
}

#[tokio::test]
async fn what_a_search_finds_is_counted_up_to_a_thousand() {
    on_each_database("getting-started", async |console| {
        let create = |number: i64| {
            let now = Timestamp::from_second(1_767_225_600 + number).unwrap();
            let context = Context { actor: OWNER, now, entropy: &System };
            command::create(&PROJECT.parse().unwrap(), &context).1
        };
        let changes: Vec<_> = (0..1_001).map(create).collect();
        console.store.apply_all(&changes).await.unwrap();
        let owner = console.owner().await;
        let counted = async |path: &str| {
            let page = owner.get(&project(path)).await.ok(200).json();
            (page["totalCount"].as_u64().unwrap(), page["totalIsAtLeast"].as_bool().unwrap())
        };
        assert_eq!(counted("/roles").await, (1_001, false));
        assert_eq!(counted("/roles?status=in-progress&sort=arn").await, (1_001, false));
        // The IDs of one day begin alike.
        assert_eq!(counted("/roles?search=6955b").await, (1_000, true));
        assert_eq!(counted("/roles?search=6955b&itemsPerPage=500&pageNum=3").await, (1_000, true));
        assert_eq!(counted("/activity").await, (1_000, true));
        assert_eq!(counted("/activity?since=2026-01-01T00:16:31Z").await, (10, false));
        assert_eq!(counted("/roles?search=6955b&sort=arn&order=asc").await, (1_000, true));
        // A page behind the last one still tells how many there are.
        assert_eq!(counted("/activity?since=2026-01-01T00:16:31Z&pageNum=5").await, (10, false));
        let last = owner.get(&project("/roles?itemsPerPage=500&pageNum=3")).await.ok(200).json();
        assert_eq!(last["results"].as_array().unwrap().len(), 1);
        assert_eq!(owner.get(&project("")).await.ok(200).json()["roleCount"], 1_001);
    })
    .await;
}

#[tokio::test]
async fn a_draft_of_any_length_is_kept_and_found_by_how_it_begins() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        owner
            .put(&role(&id, "/label"), &json!({"label": "\u{10348}".repeat(100)}).to_string())
            .await
            .ok(200);
        // Nothing that an index could make shorter.
        let text = |length: usize| -> String {
            (0..length)
                .map(|at| char::from_u32(0x1_0000 + (at * 7919 % 4096) as u32).unwrap())
                .collect()
        };
        let draft = json!({
            "procedure": "existing-role",
            "roleName": text(256),
            "roleArn": text(4096),
            "revision": 0,
        });
        owner.put(&role(&id, "/draft"), &draft.to_string()).await.ok(200);
        let found = owner.get(&project(&format!("/roles?search={id}"))).await.ok(200).json();
        assert_eq!(found["results"][0]["draft"]["roleArn"], draft["roleArn"]);
    })
    .await;
}
