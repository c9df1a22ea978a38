use crate::support::{PROJECT, group, on_each_database};

#[tokio::test]
async fn a_person_sees_the_projects_that_the_person_is_in() {
    on_each_database("getting-started", async |console| {
        let list = console.owner().await.get("/api/atlas/v2/groups").await.ok(200);
        assert_eq!(list.text_at("/results/0/id"), PROJECT);
        assert_eq!(list.text_at("/results/0/name"), "Getting started");
        assert_eq!(list.json()["totalCount"], 1);
        assert_eq!(
            list.text_at("/links/0/href"),
            "http://console.test/api/atlas/v2/groups?pageNum=1&itemsPerPage=100"
        );
        let uncounted = console.owner().await.get("/api/atlas/v2/groups?includeCount=false").await;
        assert!(uncounted.ok(200).json().get("totalCount").is_none());
        let empty =
            console.owner().await.get("/api/atlas/v2/groups?pageNum=2&itemsPerPage=1").await;
        assert_eq!(empty.ok(200).json()["results"].as_array().unwrap().len(), 0);

        let others = console.stranger().await.get("/api/atlas/v2/groups").await.ok(200);
        assert!(!others.text.contains(PROJECT));
        console.nobody().get("/api/atlas/v2/groups").await.fails(401, "USER_UNAUTHORIZED");
    })
    .await;
}

#[tokio::test]
async fn a_project_is_as_absent_to_a_stranger_as_one_that_does_not_exist() {
    on_each_database("getting-started", async |console| {
        let stranger = console.stranger().await;
        let theirs = stranger.get(&group("")).await.fails(404, "GROUP_NOT_FOUND").text;
        let none = "64b0000000000000000000ff";
        let missing = stranger.get(&format!("/api/atlas/v2/groups/{none}")).await;
        let missing = missing.fails(404, "GROUP_NOT_FOUND").text;
        assert_eq!(theirs.replace(PROJECT, "X"), missing.replace(none, "X"));
        assert_eq!(
            theirs,
            format!(
                r#"{{"detail":"No group with ID {PROJECT} exists.","error":404,"errorCode":"GROUP_NOT_FOUND","parameters":["{PROJECT}"],"reason":"Not Found"}}"#
            )
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_makes_a_project_owns_it() {
    on_each_database("getting-started", async |console| {
        let viewer = console.viewer().await;
        let made = viewer
            .post("/api/atlas/v2/groups", r#"{"name":" Mine ","orgId":"64b0000000000000000000aa"}"#)
            .await
            .ok(201);
        assert_eq!(made.text_at("/name"), "Mine");
        let path = format!("/api/atlas/v2/groups/{}", made.text_at("/id"));
        assert_eq!(viewer.get(&path).await.ok(200).text, made.text);
        console.owner().await.get(&path).await.fails(404, "GROUP_NOT_FOUND");
        let own =
            viewer.post(&format!("{path}/cloudProviderAccess"), r#"{"providerName":"AWS"}"#).await;
        own.ok(200);
    })
    .await;
}

#[tokio::test]
async fn an_answer_can_be_indented_and_wrapped() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let plain = owner.get(&group("")).await.ok(200);
        let pretty = owner.get(&group("?pretty=true")).await.ok(200);
        assert_eq!(pretty.text, serde_json::to_string_pretty(&plain.json()).unwrap());
        let wrapped = owner.get(&group("?envelope=true")).await.ok(200);
        assert_eq!(wrapped.text, format!(r#"{{"status":200,"content":{}}}"#, plain.text));
        let missing =
            owner.get("/api/atlas/v2/groups/64b0000000000000000000ff?envelope=true").await;
        assert_eq!(missing.ok(404).json()["content"]["errorCode"], "GROUP_NOT_FOUND");
        owner.get(&group("?pretty=yes")).await.fails(400, "INVALID_QUERY_PARAMETER");
    })
    .await;
}
