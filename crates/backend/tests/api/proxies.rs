//! What a proxy tells of whoever asked it is believed of trusted proxies alone.

use axum::http::header;
use console_backend::programs::Wish;
use wire::{ProjectRole, console::ProgramKind};

use crate::support::{
    Client, Console, PROJECT, group, on_each_database_with,
    program::{add, basic, wish},
};

const SESSION: &str = "/api/console/v1/session";
const OWNER: &str = r#"{"email":"owner@example.com","password":"sandbox"}"#;
const PROXY: [u8; 4] = [10, 0, 0, 1];

async fn behind_proxies(test: impl AsyncFn(Console)) {
    let options = ["--trusted-proxy", "10.0.0.0/8,2001:db8::/32", "--propagation-window", "0"];
    on_each_database_with("getting-started", &options, test).await;
}

/// A client of the proxy, which says this of it.
fn by_proxy<'a>(console: &'a Console, headers: &[(&str, &str)]) -> Client<'a> {
    headers.iter().fold(console.from(PROXY), |client, (name, value)| client.with(name, value))
}

/// From where the last sign-in came, as the organization's log has it.
async fn last_from(console: &Console) -> String {
    let org_id = console_backend::routes::console::ORGANIZATION;
    let entries = console.store.organization_activity_after(org_id, None, 1).await.unwrap();
    entries[0].from.clone()
}

#[tokio::test]
async fn the_client_of_a_trusted_proxy_is_in_the_log_and_nobody_can_pretend_to_be_one() {
    behind_proxies(async |console| {
        for (headers, from) in [
            (vec![("x-forwarded-for", "192.0.2.60")], "192.0.2.60"),
            (vec![("x-forwarded-for", "203.0.113.9, 192.0.2.60, 10.0.0.7")], "192.0.2.60"),
            (vec![("forwarded", r#"for="[2001:db9::7]:99";proto=http"#)], "2001:db9::7"),
            (vec![], "10.0.0.1"),
        ] {
            by_proxy(&console, &headers).post(SESSION, OWNER).await.ok(200);
            assert_eq!(last_from(&console).await, from, "{headers:?}");
        }
        let liar = console.nobody().with("x-forwarded-for", "192.0.2.60");
        liar.with("forwarded", "for=192.0.2.61").post(SESSION, OWNER).await.ok(200);
        assert_eq!(last_from(&console).await, "192.0.2.7");

        let both = [("x-forwarded-for", "192.0.2.60"), ("forwarded", "for=192.0.2.61")];
        by_proxy(&console, &both).get(SESSION).await.fails(400, "INVALID_FORWARDING");
    })
    .await;
}

#[tokio::test]
async fn tls_that_a_trusted_proxy_ends_makes_cookies_and_links_secure() {
    behind_proxies(async |console| {
        let secure = by_proxy(&console, &[("x-forwarded-proto", "https")]);
        let signed_in = secure.post(SESSION, OWNER).await.ok(200);
        let cookie = signed_in.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
        assert!(cookie.starts_with("__Host-console-session=") && cookie.ends_with("; Secure"));
        let (pair, _) = cookie.split_once(';').unwrap();
        let owner = secure.with("cookie", pair);
        let groups = owner.get("/api/atlas/v2/groups").await.ok(200);
        let link = "https://console.test/api/atlas/v2/groups?pageNum=1&itemsPerPage=100";
        assert_eq!(groups.text_at("/links/0/href"), link);
        // Without TLS, the same cookie is none.
        let plain = by_proxy(&console, &[("x-forwarded-proto", "http"), ("cookie", pair)]);
        plain.get("/api/atlas/v2/groups").await.fails(401, "USER_UNAUTHORIZED");

        let liar = console.nobody().with("x-forwarded-proto", "https");
        let signed_in = liar.post(SESSION, OWNER).await.ok(200);
        let cookie = signed_in.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with("console-session=") && !cookie.contains("Secure"), "{cookie}");
    })
    .await;
}

#[tokio::test]
async fn an_access_list_is_about_the_client_behind_the_proxy() {
    behind_proxies(async |console| {
        let wish = Wish { access_list: "192.0.2.60".parse().unwrap(), ..wish(ProjectRole::Owner) };
        let (id, secret) = add(&console, ProgramKind::ServiceAccount, PROJECT, wish).await;
        let ask = async |client: Client<'_>| {
            let client = client.with("content-type", "application/x-www-form-urlencoded");
            let client = client.with("authorization", &basic(&id, &secret));
            client.post("/api/oauth/token", "grant_type=client_credentials").await
        };
        let there = || by_proxy(&console, &[("x-forwarded-for", "192.0.2.60")]);
        let token = ask(there()).await.ok(200).text_at("/access_token");
        let bearer = format!("Bearer {token}");
        there().with("authorization", &bearer).get(&group("")).await.ok(200);

        let elsewhere = by_proxy(&console, &[("x-forwarded-for", "192.0.2.60, 192.0.2.61")]);
        let refused = elsewhere.with("authorization", &bearer).get(&group("")).await;
        refused.fails(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST");
        let liar = console.nobody().with("x-forwarded-for", "192.0.2.60");
        let refused = liar.with("authorization", &bearer).get(&group("")).await;
        refused.fails(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST");
        ask(console.nobody().with("x-forwarded-for", "192.0.2.60")).await.ok(400);
    })
    .await;
}

#[tokio::test]
async fn requests_are_counted_by_the_client_behind_the_proxy() {
    let options = ["--trusted-proxy", "10.0.0.1", "--rate-limit", "2"];
    on_each_database_with("getting-started", &options, async |console| {
        let of = |client: &str| by_proxy(&console, &[("x-forwarded-for", client)]);
        for _ in 0..2 {
            of("192.0.2.60").get(SESSION).await.ok(200);
        }
        of("192.0.2.60").get(SESSION).await.fails(429, "RATE_LIMITED");
        of("192.0.2.61").get(SESSION).await.ok(200);
        // Another address in a header is no way around it.
        for address in ["192.0.2.1", "192.0.2.2"] {
            console.nobody().with("x-forwarded-for", address).get(SESSION).await.ok(200);
        }
        let third = console.nobody().with("x-forwarded-for", "192.0.2.3").get(SESSION).await;
        third.fails(429, "RATE_LIMITED");
    })
    .await;
}

#[tokio::test]
async fn metrics_are_for_nobody_behind_a_proxy_on_the_same_machine() {
    let options = ["--trusted-proxy", "127.0.0.1"];
    on_each_database_with("getting-started", &options, async |console| {
        for (name, value) in [
            ("x-forwarded-for", "192.0.2.60"),
            ("forwarded", "for=127.0.0.1"),
            ("via", "1.1 proxy"),
        ] {
            let proxy = console.from([127, 0, 0, 1]).with(name, value);
            proxy.get("/metrics").await.fails(404, "RESOURCE_NOT_FOUND");
        }
    })
    .await;
}
