//! What is refused, and that it signs nobody in.

use axum::http::header;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use console_backend::auth::oidc::flow::{self, Flow};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{
    BEGIN, DOMAIN, begin, come_back, cookie, last_entry, refused, sign_in, signed_in, with_provider,
};
use crate::support::issuer::{CLIENT, Key, unsigned};

#[tokio::test]
async fn a_token_that_is_not_right_in_each_way_is_refused() {
    with_provider(DOMAIN, async |console, issuer| {
        let now = Timestamp::now().as_second();
        for wrong in [
            json!({ "nonce": "another" }),
            json!({ "nonce": null }),
            json!({ "aud": "another" }),
            json!({ "aud": [CLIENT.0, "another"] }),
            json!({ "iss": "https://example.com" }),
            json!({ "exp": now - 10 }),
            json!({ "exp": null }),
            json!({ "sub": null }),
        ] {
            let reply = sign_in(console, issuer, wrong.clone()).await;
            refused(&reply, "untrusted");
            assert!(reply.text.is_empty(), "{wrong}");
        }
        let (action, actor, subject) = last_entry(console).await;
        assert_eq!((&*action, &*actor), ("sign-in-refused", "nobody"));
        assert_eq!(subject, "test: untrusted");
        // The same but for that is right.
        signed_in(console, &sign_in(console, issuer, json!({})).await);
    })
    .await;
}

#[tokio::test]
async fn a_token_that_the_issuer_did_not_sign_is_refused() {
    with_provider(DOMAIN, async |console, issuer| {
        let none =
            |_: &Key, claims: Value| format!("{}.", unsigned(&json!({ "alg": "none" }), &claims));
        // Whoever knows the client's secret is not the issuer.
        let by_secret = |_: &Key, claims: Value| {
            let body = unsigned(&json!({ "alg": "HS256" }), &claims);
            let mut mac = Hmac::<Sha256>::new_from_slice(CLIENT.1.as_bytes()).unwrap();
            mac.update(body.as_bytes());
            format!("{body}.{}", BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
        };
        let other_key = |_: &Key, claims: Value| Key::new().sign(&claims);
        let changed = |key: &Key, claims: Value| {
            let signed = key.sign(&claims);
            let (_, signature) = signed.rsplit_once('.').unwrap();
            let (header, _) = signed.split_once('.').unwrap();
            let mut claims = claims;
            claims["sub"] = json!("owner");
            let claims = BASE64_URL_SAFE_NO_PAD.encode(claims.to_string());
            format!("{header}.{claims}.{signature}")
        };
        let nonsense = |_: &Key, _: Value| "nonsense".to_owned();
        type Sign = fn(&Key, Value) -> String;
        for sign in [none as Sign, by_secret, other_key, changed, nonsense] {
            let (address, flow) = begin(console).await;
            let (code, state) = issuer.consent_and_sign(&address, json!({}), sign);
            refused(&come_back(console, &flow, &code, &state).await, "untrusted");
        }
    })
    .await;
}

#[tokio::test]
async fn a_code_is_good_once_and_for_the_sign_in_that_it_was_made_for() {
    with_provider(DOMAIN, async |console, issuer| {
        let (address, flow) = begin(console).await;
        let (code, state) = issuer.consent(&address, json!({}));
        signed_in(console, &come_back(console, &flow, &code, &state).await);
        refused(&come_back(console, &flow, &code, &state).await, "wrong-code");

        // A code that somebody else got, brought into one's own sign-in: PKCE does not fit.
        let (code, _) = issuer.consent(&begin(console).await.0, json!({}));
        let (address, own) = begin(console).await;
        let (_, own_state) = issuer.consent(&address, json!({}));
        refused(&come_back(console, &own, &code, &own_state).await, "wrong-code");
    })
    .await;
}

#[tokio::test]
async fn a_way_back_that_this_browser_did_not_begin_is_refused() {
    with_provider(DOMAIN, async |console, issuer| {
        let (address, flow) = begin(console).await;
        let (code, state) = issuer.consent(&address, json!({}));
        let (_, other_flow) = begin(console).await;
        refused(&come_back(console, "", &code, &state).await, "wrong-state");
        refused(&come_back(console, &other_flow, &code, &state).await, "wrong-state");
        refused(&come_back(console, &flow, &code, "x").await, "wrong-state");
        refused(&come_back(console, "console-sign-in=v1.00", &code, &state).await, "wrong-state");
        let nobody = || console.nobody().with("cookie", &flow);
        let stateless = nobody().get(&format!("{BEGIN}/callback?code={code}")).await;
        refused(&stateless, "wrong-state");
        let iss = "iss=https%3A%2F%2Fexample.com";
        let mixed_up = format!("{BEGIN}/callback?code={code}&state={state}&{iss}");
        refused(&nobody().get(&mixed_up).await, "wrong-state");
        let other = format!("/api/console/v1/sign-in/other/callback?code={code}&state={state}");
        let other = nobody().get(&other).await;
        let place = other.headers[header::LOCATION].to_str().unwrap();
        assert_eq!(place, "/sign-in?problem=wrong-state&provider=other");
        // None of these used the code up.
        signed_in(console, &come_back(console, &flow, &code, &state).await);
    })
    .await;
}

#[tokio::test]
async fn who_takes_more_than_ten_minutes_begins_anew() {
    with_provider(DOMAIN, async |console, issuer| {
        let (address, sealed) = begin(console).await;
        let (code, state) = issuer.consent(&address, json!({}));
        let sealer = &console.app.sealer;
        let (_, sealed) = sealed.split_once('=').unwrap();
        let flow: Flow = flow::unseal(sealer, sealed, Timestamp::now()).unwrap();
        let old = flow::seal(sealer, flow, Timestamp::now() - SignedDuration::from_secs(601));
        let reply = come_back(console, &format!("console-sign-in={old}"), &code, &state).await;
        refused(&reply, "expired");
    })
    .await;
}

#[tokio::test]
async fn what_the_provider_says_went_wrong_is_told() {
    with_provider(DOMAIN, async |console, issuer| {
        for (error, problem) in
            [("access_denied", "access-denied"), ("temporarily_unavailable", "provider-error")]
        {
            let (address, flow) = begin(console).await;
            let (_, state) = issuer.consent(&address, json!({}));
            let path = format!("{BEGIN}/callback?error={error}&error_description=x&state={state}");
            let reply = console.nobody().with("cookie", &flow).get(&path).await;
            refused(&reply, problem);
            let taken = reply.headers[header::SET_COOKIE].to_str().unwrap();
            assert!(taken.starts_with("console-sign-in=;") && taken.ends_with("Max-Age=0"));
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_counts_only_where_it_is_verified() {
    with_provider(DOMAIN, async |console, issuer| {
        for claims in [
            json!({ "email_verified": false }),
            json!({ "email_verified": "false" }),
            json!({ "email_verified": null }),
        ] {
            refused(&sign_in(console, issuer, claims).await, "unverified-email");
        }
        refused(&sign_in(console, issuer, json!({ "email": "ada" })).await, "no-email");
        // Once known, the same counts.
        signed_in(console, &sign_in(console, issuer, json!({ "email_verified": "true" })).await);
        let unverified = json!({ "email_verified": false });
        refused(&sign_in(console, issuer, unverified).await, "unverified-email");
    })
    .await;
    let trusting = format!(r#"{DOMAIN},"trustEmail":true"#);
    with_provider(&trusting, async |console, issuer| {
        let unverified = json!({ "email_verified": false });
        refused(&sign_in(console, issuer, unverified).await, "unverified-email");
        signed_in(console, &sign_in(console, issuer, json!({ "email_verified": null })).await);
    })
    .await;
}

#[tokio::test]
async fn a_claim_that_is_required_is_there_with_that_value() {
    let hd = format!(r#"{DOMAIN},"requiredClaims":{{"hd":"example.com"}}"#);
    with_provider(&hd, async |console, issuer| {
        refused(&sign_in(console, issuer, json!({})).await, "untrusted");
        refused(&sign_in(console, issuer, json!({ "hd": "example.org" })).await, "untrusted");
        refused(&sign_in(console, issuer, json!({ "hd": ["example.com"] })).await, "untrusted");
        signed_in(console, &sign_in(console, issuer, json!({ "hd": "example.com" })).await);
    })
    .await;
}

#[tokio::test]
async fn who_is_of_no_group_and_of_no_domain_gets_no_account() {
    with_provider(DOMAIN, async |console, issuer| {
        for email in ["ada@example.org", "ada@sub.example.com", "ada@example.com.example.org"] {
            refused(&sign_in(console, issuer, json!({ "email": email })).await, "no-group");
            assert!(console.store.person_by_email(email).await.unwrap().is_none());
        }
    })
    .await;
    with_provider("", async |console, issuer| {
        refused(&sign_in(console, issuer, json!({})).await, "no-group");
    })
    .await;
}

#[tokio::test]
async fn neither_path_answers_for_a_provider_that_there_is_not() {
    with_provider(DOMAIN, async |console, _| {
        for path in ["/api/console/v1/sign-in/x", "/api/console/v1/sign-in/x/callback"] {
            let reply = console.nobody().get(path).await.fails(404, "RESOURCE_NOT_FOUND");
            assert_eq!(cookie(&reply, "console-sign-in"), None);
        }
    })
    .await;
}
