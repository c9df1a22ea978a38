//! Signing in by an identity provider.

mod groups;
mod refusals;

use axum::http::header;
use serde_json::{Value, json};

use crate::support::{Client, Console, Reply, issuer::Issuer, on_each_database_with, project};

const SESSION: &str = "/api/console/v1/session";
const BEGIN: &str = "/api/console/v1/sign-in/test";
/// Whoever has an address there gets an account.
const DOMAIN: &str = r#","emailDomains":["example.com"]"#;

/// Runs a test with a provider, of which the console knows these further fields.
async fn with_provider(fields: &str, test: impl AsyncFn(&Console, &Issuer)) {
    let issuer = Issuer::start(fields).await;
    let options = ["--propagation-window", "0", "--oidc-config", &issuer.config()];
    on_each_database_with("getting-started", &options, async |console| {
        test(&console, &issuer).await;
    })
    .await;
}

/// A cookie that an answer sets, as a browser sends it back.
fn cookie(reply: &Reply, name: &str) -> Option<String> {
    let values = reply.headers.get_all(header::SET_COOKIE).iter();
    let mut pairs = values.filter_map(|value| value.to_str().unwrap().split_once(';'));
    pairs.find_map(|(pair, rest)| {
        let is_set = pair.starts_with(&format!("{name}=")) && !rest.contains("Max-Age=0");
        is_set.then(|| pair.to_owned())
    })
}

fn location(reply: &Reply) -> &str {
    assert_eq!(reply.status, 303, "{}", reply.text);
    assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store");
    reply.headers[header::LOCATION].to_str().unwrap()
}

/// Begins a sign-in: where it leads to, and the cookie of the flow.
async fn begin(console: &Console) -> (String, String) {
    let begun = console.nobody().get(BEGIN).await;
    let flow = cookie(&begun, "console-sign-in").unwrap();
    (location(&begun).to_owned(), flow)
}

/// Comes back from the provider.
async fn come_back(console: &Console, cookie: &str, code: &str, state: &str) -> Reply {
    let path = format!("{BEGIN}/callback?code={code}&state={state}");
    console.nobody().with("cookie", cookie).get(&path).await
}

/// Signs somebody in with these claims.
async fn sign_in(console: &Console, issuer: &Issuer, claims: Value) -> Reply {
    let (address, flow) = begin(console).await;
    let (code, state) = issuer.consent(&address, claims);
    come_back(console, &flow, &code, &state).await
}

/// Asserts that nobody was signed in, and why.
#[track_caller]
fn refused(reply: &Reply, problem: &str) {
    let expected = format!("/sign-in?problem={problem}&provider=test");
    assert_eq!(location(reply), expected);
    assert_eq!(cookie(reply, "console-session"), None);
}

/// The person who was signed in.
#[track_caller]
fn signed_in<'a>(console: &'a Console, reply: &Reply) -> Client<'a> {
    assert_eq!(location(reply), "/sign-in");
    let session = cookie(reply, "console-session").unwrap();
    console.nobody().with("cookie", &session)
}

/// What the organization's log tells last.
async fn last_entry(console: &Console) -> (String, String, String) {
    last_entries(console, 1).await.remove(0)
}

async fn last_entries(console: &Console, count: u64) -> Vec<(String, String, String)> {
    let org_id = console_backend::routes::console::ORGANIZATION;
    let entries = console.store.organization_activity_after(org_id, None, count).await.unwrap();
    assert!(entries.iter().all(|entry| entry.from == "192.0.2.7"));
    let told = entries.iter().map(|it| entry(it.action.as_str(), &it.actor, &it.subject));
    told.collect()
}

fn entry(action: &str, actor: &str, subject: &str) -> (String, String, String) {
    (action.to_owned(), actor.to_owned(), subject.to_owned())
}

#[tokio::test]
async fn the_page_is_told_of_the_providers_and_of_no_secret() {
    with_provider(DOMAIN, async |console, _| {
        let told = console.nobody().get(SESSION).await.ok(200).json();
        let expected = json!([{"id": "test", "name": "Test"}, {"id": "other", "name": "Other"}]);
        assert_eq!(told["service"]["identityProviders"], expected);
    })
    .await;
}

#[tokio::test]
async fn somebody_whom_a_provider_vouches_for_has_an_account_and_keeps_it() {
    with_provider(DOMAIN, async |console, issuer| {
        let begun = console.nobody().get(BEGIN).await;
        let flow = begun.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(flow.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{flow}");
        assert!(location(&begun).contains(
            "redirect_uri=http%3A%2F%2Fconsole.test%2Fapi%2Fconsole%2Fv1%2Fsign-in%2Ftest%2Fcallback"
        ));

        let first = sign_in(console, issuer, json!({ "email": "Ada@Example.com" })).await;
        let session = cookie(&first, "console-session").unwrap();
        assert!(first.headers.get_all(header::SET_COOKIE).iter().any(|value| {
            *value == format!("{session}; Path=/; HttpOnly; SameSite=Strict")
        }));
        let ada = signed_in(console, &first);
        let told = ada.get(SESSION).await.ok(200);
        assert_eq!(told.text_at("/user/email"), "ada@example.com");
        assert_eq!(last_entry(console).await, entry("signed-in", "ada@example.com", "test"));
        ada.get(&project("")).await.fails(404, "GROUP_NOT_FOUND");

        // The same person with another address is the same account.
        let renamed = json!({ "email": "lovelace@example.com" });
        let again = signed_in(console, &sign_in(console, issuer, renamed).await);
        assert_eq!(again.get(SESSION).await.ok(200).text_at("/user/email"), "ada@example.com");
        // Somebody else with that address, which is not free, is not.
        let other = sign_in(console, issuer, json!({ "sub": "eve" })).await;
        refused(&other, "account-taken");
        let expected = entry("sign-in-refused", "ada@example.com", "test: account-taken");
        assert_eq!(last_entry(console).await, expected);
    })
    .await;
}

#[tokio::test]
async fn an_account_without_a_password_has_none() {
    with_provider(DOMAIN, async |console, issuer| {
        signed_in(console, &sign_in(console, issuer, json!({})).await);
        for password in ["none", " ", "null"] {
            let body = json!({ "email": "ada@example.com", "password": password }).to_string();
            console.nobody().post(SESSION, &body).await.fails(401, "USER_UNAUTHORIZED");
        }
    })
    .await;
}

#[tokio::test]
async fn an_account_with_a_password_is_linked_by_that_password_alone() {
    with_provider(DOMAIN, async |console, issuer| {
        let viewer = json!({ "sub": "viewer", "email": "viewer@example.com" });
        let met = sign_in(console, issuer, viewer.clone()).await;
        refused(&met, "account-exists");
        let link = cookie(&met, "console-link").unwrap();
        let password = async |email: &str, password: &str, link: &str| {
            let body = json!({ "email": email, "password": password }).to_string();
            console.nobody().with("cookie", link).post(SESSION, &body).await
        };
        password("viewer@example.com", "wrong", &link).await.fails(401, "USER_UNAUTHORIZED");
        password("owner@example.com", "sandbox", &link).await.ok(200);
        password("viewer@example.com", "sandbox", "console-link=v1.00").await.ok(200);
        refused(&sign_in(console, issuer, viewer.clone()).await, "account-exists");

        let linked = password("viewer@example.com", "sandbox", &link).await.ok(200);
        assert!(linked.headers.get_all(header::SET_COOKIE).iter().any(|value| {
            *value == "console-link=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
        }));
        // Beside the sign-in itself, which may be of the same millisecond.
        let expected = entry("identity-linked", "viewer@example.com", &issuer.url);
        assert!(last_entries(console, 2).await.contains(&expected));
        let person = signed_in(console, &sign_in(console, issuer, viewer).await);
        assert_eq!(person.get(&project("")).await.ok(200).text_at("/role"), "read-only");
        // The password stays good; the link is used up.
        password("viewer@example.com", "sandbox", "").await.ok(200);
        password("viewer@example.com", "sandbox", &link).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn what_the_token_lacks_is_asked_for() {
    with_provider(DOMAIN, async |console, issuer| {
        let thin = json!({ "email": null, "email_verified": null });
        issuer.set_user_info(json!({
            "sub": "ada", "email": "ada@example.com", "email_verified": true,
        }));
        let ada = signed_in(console, &sign_in(console, issuer, thin.clone()).await);
        assert_eq!(ada.get(SESSION).await.ok(200).text_at("/user/email"), "ada@example.com");
        // What is told of somebody else is not taken.
        issuer.set_user_info(json!({
            "sub": "eve", "email": "ada@example.com", "email_verified": true,
        }));
        refused(&sign_in(console, issuer, thin.clone()).await, "untrusted");
        issuer.set_user_info(json!({ "sub": "ada" }));
        refused(&sign_in(console, issuer, thin).await, "no-email");
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_is_down_stops_nothing_else() {
    with_provider(DOMAIN, async |console, issuer| {
        issuer.stop();
        let down = console.nobody().get(BEGIN).await;
        refused(&down, "unreachable");
        let expected = entry("sign-in-refused", "nobody", "test: unreachable");
        assert_eq!(last_entry(console).await, expected);
        let local = r#"{"email":"owner@example.com","password":"sandbox"}"#;
        console.nobody().post(SESSION, local).await.ok(200);

        issuer.go_on().await;
        let (address, flow) = begin(console).await;
        let (code, state) = issuer.consent(&address, json!({}));
        issuer.stop();
        refused(&come_back(console, &flow, &code, &state).await, "unreachable");
        issuer.go_on().await;
        signed_in(console, &sign_in(console, issuer, json!({})).await);
    })
    .await;
}

#[tokio::test]
async fn a_provider_may_change_its_keys() {
    with_provider(DOMAIN, async |console, issuer| {
        signed_in(console, &sign_in(console, issuer, json!({})).await);
        issuer.change_key();
        signed_in(console, &sign_in(console, issuer, json!({})).await);
    })
    .await;
}
