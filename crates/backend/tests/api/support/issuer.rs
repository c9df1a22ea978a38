//! An identity provider that says whatever a test wants, also what none should.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine};
use console_backend::surroundings::{random_hex, unhex};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm},
    url::{Url, form_urlencoded},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

/// What the console calls itself there.
pub const CLIENT: (&str, &str) = ("console", "a client's secret");

/// A provider on a port of its own.
pub struct Issuer {
    pub url: String,
    known: Known,
    server: Mutex<Option<JoinHandle<()>>>,
    folder: TempDir,
}

type Known = Arc<Mutex<Told>>;
type Sign = Arc<dyn Fn(&Key, Value) -> String + Send + Sync>;

struct Told {
    url: String,
    key: Key,
    codes: HashMap<String, Code>,
    user_info: Value,
}

/// What a code was given for.
struct Code {
    challenge: String,
    redirect_url: String,
    claims: Value,
    sign: Sign,
}

/// A key that signs ID tokens.
pub struct Key {
    id: String,
    key: CoreEdDsaPrivateSigningKey,
}

impl Key {
    pub fn new() -> Self {
        let id = random_hex::<4>();
        // RFC 8410, section 7: what stands before the 32 bytes of a private key.
        let bytes = unhex(&format!("302e020100300506032b657004220420{}", random_hex::<32>()));
        let text = BASE64_STANDARD.encode(bytes.unwrap());
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n");
        let kid = Some(JsonWebKeyId::new(id.clone()));
        Self { id, key: CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, kid).unwrap() }
    }

    /// An ID token.
    pub fn sign(&self, claims: &Value) -> String {
        let body = unsigned(&json!({ "alg": "EdDSA", "kid": self.id }), claims);
        let signature = self.key.sign(&CoreJwsSigningAlgorithm::EdDsa, body.as_bytes()).unwrap();
        format!("{body}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

/// The parts of an ID token that are signed.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", encode(header), encode(claims))
}

impl Issuer {
    /// A provider, with the console's file about it, which has these further fields.
    pub async fn start(fields: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("secret"), CLIENT.1).unwrap();
        let config = format!(
            r#"{{"providers":[
                {{"id":"test","name":"Test","issuer":"{url}","clientId":"{}","clientSecretFile":"secret"{fields}}},
                {{"id":"other","name":"Other","issuer":"{url}","clientId":"{}"}}
            ]}}"#,
            CLIENT.0, CLIENT.0
        );
        std::fs::write(folder.path().join("oidc.json"), config).unwrap();
        let told =
            Told { url: url.clone(), key: Key::new(), codes: HashMap::new(), user_info: json!({}) };
        let known = Arc::new(Mutex::new(told));
        let server = Mutex::new(Some(serve(listener, Arc::clone(&known))));
        Self { url, known, server, folder }
    }

    /// The console's file.
    pub fn config(&self) -> String {
        self.folder.path().join("oidc.json").to_str().unwrap().to_owned()
    }

    /// Nobody answers any more.
    pub fn stop(&self) {
        if let Some(server) = self.server.lock().unwrap().take() {
            server.abort();
        }
    }

    /// Answers again, at the same address.
    pub async fn go_on(&self) {
        let address = self.url.strip_prefix("http://").unwrap();
        let listener = TcpListener::bind(address).await.unwrap();
        *self.server.lock().unwrap() = Some(serve(listener, Arc::clone(&self.known)));
    }

    /// Signs with another key from now on.
    pub fn change_key(&self) {
        self.known.lock().unwrap().key = Key::new();
    }

    /// What is told at the user info endpoint.
    pub fn set_user_info(&self, claims: Value) {
        self.known.lock().unwrap().user_info = claims;
    }

    /// Somebody signs in at the provider, where the console led to: gives the code and the state that it leads back with. The ID
    /// token will have these claims over the usual ones.
    pub fn consent(&self, address: &str, claims: Value) -> (String, String) {
        self.consent_and_sign(address, claims, Key::sign_value)
    }

    /// The same with a token that is made in some other way.
    pub fn consent_and_sign(
        &self,
        address: &str,
        claims: Value,
        sign: impl Fn(&Key, Value) -> String + Send + Sync + 'static,
    ) -> (String, String) {
        let query: HashMap<String, String> =
            Url::parse(address).unwrap().query_pairs().into_owned().collect();
        assert!(address.starts_with(&format!("{}/authorize?", self.url)), "{address}");
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["client_id"], CLIENT.0);
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(query["scope"], "openid email profile");
        let now = jiff::Timestamp::now().as_second();
        let mut all = json!({
            "iss": self.url, "aud": CLIENT.0, "sub": "ada", "iat": now, "exp": now + 300,
            "nonce": query["nonce"], "email": "ada@example.com", "email_verified": true,
        });
        for (name, value) in claims.as_object().unwrap() {
            all[name] = value.clone();
        }
        let code = random_hex::<8>();
        let given = Code {
            challenge: query["code_challenge"].clone(),
            redirect_url: query["redirect_uri"].clone(),
            claims: all,
            sign: Arc::new(sign),
        };
        self.known.lock().unwrap().codes.insert(code.clone(), given);
        (code, query["state"].clone())
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Key {
    fn sign_value(&self, claims: Value) -> String {
        self.sign(&claims)
    }
}

fn serve(listener: TcpListener, known: Known) -> JoinHandle<()> {
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(configuration))
        .route("/keys", get(keys))
        .route("/token", post(token))
        .route("/me", get(user_info))
        .with_state(known);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() })
}

async fn configuration(State(known): State<Known>) -> Json<Value> {
    let url = known.lock().unwrap().url.clone();
    Json(json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "userinfo_endpoint": format!("{url}/me"),
        "jwks_uri": format!("{url}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // It may say what it likes: the console has a list of its own.
        "id_token_signing_alg_values_supported": ["EdDSA", "RS256", "HS256", "none"],
    }))
}

async fn keys(State(known): State<Known>) -> Json<Value> {
    let key = known.lock().unwrap().key.key.as_verification_key();
    Json(json!({ "keys": [key] }))
}

/// A code is good once, for whoever has the secret and the verifier of the challenge.
async fn token(State(known): State<Known>, headers: HeaderMap, body: String) -> Response {
    let form: HashMap<String, String> =
        form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let basic = BASE64_STANDARD.encode("console:a+client%27s+secret");
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if shown != Some(&format!("Basic {basic}")) {
        let error = json!({ "error": "invalid_client" });
        return (StatusCode::UNAUTHORIZED, Json(error)).into_response();
    }
    let mut told = known.lock().unwrap();
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    let given = told
        .codes
        .remove(&form["code"])
        .filter(|given| given.challenge == challenge && given.redirect_url == form["redirect_uri"]);
    let Some(given) = given else {
        let error = json!({ "error": "invalid_grant", "error_description": "no such code" });
        return (StatusCode::BAD_REQUEST, Json(error)).into_response();
    };
    let id_token = (given.sign)(&told.key, given.claims);
    let answer = json!({ "access_token": "at", "token_type": "Bearer", "id_token": id_token });
    Json(answer).into_response()
}

async fn user_info(State(known): State<Known>, headers: HeaderMap) -> Response {
    if headers.get(header::AUTHORIZATION).is_none_or(|value| value != "Bearer at") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    Json(known.lock().unwrap().user_info.clone()).into_response()
}
