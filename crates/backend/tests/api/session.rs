use axum::http::header;

use crate::support::{group, on_each_database, project};

const SESSION: &str = "/api/console/v1/session";
const OWNER: &str = r#"{"email":" Owner@Example.com","password":"sandbox"}"#;

#[tokio::test]
async fn signing_in_opens_the_console_and_signing_out_closes_it() {
    on_each_database("getting-started", async |console| {
        let nobody = console.nobody();
        let before = nobody.get(SESSION).await.ok(200).json();
        assert!(before["user"].is_null());
        assert_eq!(before["service"]["name"], "Atlas");
        assert_eq!(before["service"]["cloud"], "sandbox");
        assert!(before["service"]["cloudFormationTemplateUrl"].is_null());

        let signed_in = nobody.post(SESSION, OWNER).await.ok(200);
        assert_eq!(signed_in.text_at("/user/email"), "owner@example.com");
        let cookie = signed_in.headers[header::SET_COOKIE].to_str().unwrap();
        let (pair, attributes) = cookie.split_once(';').unwrap();
        assert_eq!(attributes, " Path=/; HttpOnly; SameSite=Strict");
        let person = console.nobody().with("cookie", pair);
        assert_eq!(person.get(SESSION).await.ok(200).text_at("/user/email"), "owner@example.com");
        person.get(&group("")).await.ok(200);

        let out = person.delete(SESSION).await.ok(204);
        assert!(out.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
        person.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        assert!(person.get(SESSION).await.ok(200).json()["user"].is_null());
    })
    .await;
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_are_told_the_same() {
    on_each_database("getting-started", async |console| {
        let try_in = async |email: &str, password: &str| {
            let body = serde_json::json!({"email": email, "password": password}).to_string();
            console.nobody().post(SESSION, &body).await
        };
        let unknown = try_in("nobody@example.com", "sandbox").await.fails(401, "USER_UNAUTHORIZED");
        let wrong = try_in("owner@example.com", "Sandbox").await.fails(401, "USER_UNAUTHORIZED");
        assert_eq!(unknown.text, wrong.text);
        assert!(!wrong.headers.contains_key(header::SET_COOKIE));
        let empty = try_in("", "x").await.fails(400, "VALIDATION_ERROR");
        assert_eq!(empty.text_at("/badRequestDetail/fields/0/field"), "email");
        let empty = try_in("owner@example.com", "").await.fails(400, "VALIDATION_ERROR");
        assert_eq!(empty.text_at("/badRequestDetail/fields/0/field"), "password");
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    on_each_database("getting-started", async |console| {
        let cookie = async |client: crate::support::Client<'_>| {
            let reply = client.post(SESSION, OWNER).await.ok(200);
            let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
            cookie.split_once(';').unwrap().0.to_owned()
        };
        let first = cookie(console.nobody()).await;
        let second = cookie(console.nobody().with("cookie", &first)).await;
        assert_ne!(first, second);
        console
            .nobody()
            .with("cookie", &first)
            .get(&group(""))
            .await
            .fails(401, "USER_UNAUTHORIZED");
        console.nobody().with("cookie", &second).get(&group("")).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn a_write_from_another_site_is_refused() {
    on_each_database("getting-started", async |console| {
        let path = group("/cloudProviderAccess");
        let body = r#"{"providerName":"AWS"}"#;
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]
        {
            let owner = console.owner().await.with(name, value);
            owner.post(&path, body).await.fails(403, "CROSS_SITE_REQUEST");
            owner.delete(SESSION).await.fails(403, "CROSS_SITE_REQUEST");
            owner.get(&group("")).await.ok(200);
        }
        let own = console.owner().await.with("origin", "http://console.test");
        own.post(&path, body).await.ok(200);
        assert_eq!(
            own.get(&path).await.ok(200).json()["awsIamRoles"].as_array().unwrap().len(),
            1,
            "the refused ones left nothing behind"
        );
    })
    .await;
}

#[tokio::test]
async fn only_clients_without_a_page_are_challenged() {
    on_each_database("getting-started", async |console| {
        let script = console.nobody().get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        let challenges: Vec<_> = script.headers.get_all(header::WWW_AUTHENTICATE).iter().collect();
        assert_eq!(challenges.len(), 2);
        assert!(challenges.iter().all(|value| value.to_str().unwrap().starts_with("Digest ")));
        // A browser would open a window of its own over the page.
        let page = console.nobody().with("sec-fetch-mode", "cors").get(&project("")).await;
        assert!(
            !page.fails(401, "USER_UNAUTHORIZED").headers.contains_key(header::WWW_AUTHENTICATE)
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_guesses_passwords_has_to_wait_and_nobody_else() {
    on_each_database("getting-started", async |console| {
        let wrong = r#"{"email":"owner@example.com","password":"wrong"}"#;
        for _ in 0..30 {
            console.nobody().post(SESSION, wrong).await.fails(401, "USER_UNAUTHORIZED");
        }
        for body in [wrong, OWNER] {
            let refused = console.nobody().post(SESSION, body).await.fails(429, "RATE_LIMITED");
            let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
            assert!((1..=60).contains(&wait), "{wait}");
        }
        console.from([192, 0, 2, 8]).post(SESSION, OWNER).await.ok(200);
        console.owner().await.get(&group("")).await.ok(200);
    })
    .await;
}
