//! Signing in by OpenID Connect: the authorization code flow with PKCE, at providers that the operator names.
//! Sources: OpenID Connect Core 1.0, RFC 7636, RFC 9207, RFC 9700.

mod config;
pub mod flow;
mod grants;
mod http;
mod refused;

use std::{
    collections::{BTreeSet, HashMap},
    error::Error,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

pub use config::{OidcError, ProviderConfig};
use flow::Flow;
use http::Http;
use openidconnect::{
    AccessToken, AuthorizationCode, ClaimsVerificationError, Client, CsrfToken, DiscoveryError,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    Scope, SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    SubjectIdentifier, TokenResponse, UserInfoClaims, UserInfoError,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
        CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
        CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
pub use refused::Refused;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wire::console::IdentityProvider;

use crate::store::{Grants, Identity};

/// How long a provider's description and its keys are good.
const FRESH: Duration = Duration::from_secs(3600);

/// How an ID token may be signed: by a key that only the issuer has.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The claims that OpenID Connect does not define.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct MoreClaims {
    #[serde(flatten)]
    all: HashMap<String, Value>,
}

impl openidconnect::AdditionalClaims for MoreClaims {}

type Fields = IdTokenFields<
    MoreClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type OidcClient = Client<
    MoreClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Somebody whom a provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// Who it is, for ever.
    pub identity: Identity,
    /// The verified address, in lower case.
    pub email: String,
    /// What the person's groups give.
    pub grants: Grants,
    /// Whether the address alone is enough to get an account.
    pub is_of_domain: bool,
}

/// The providers, in the order of the file.
#[derive(Default)]
pub struct Providers(Vec<Provider>);

/// An identity provider.
pub struct Provider {
    config: ProviderConfig,
    http: Arc<Http>,
    known: Mutex<Option<Known>>,
}

/// What a provider tells of itself, and its keys.
#[derive(Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    since: Instant,
}

impl Providers {
    /// Reads the operator's file. No provider is asked anything before somebody signs in by it.
    ///
    /// # Errors
    /// [`OidcError`].
    pub fn load(path: &Path) -> Result<Self, OidcError> {
        let configs = config::load(path)?;
        let http = Http::new().map_err(|error| OidcError::new(path, error.to_string()))?;
        let http = Arc::new(http);
        let provider =
            |config| Provider { config, http: Arc::clone(&http), known: Mutex::default() };
        Ok(Self(configs.into_iter().map(provider).collect()))
    }

    /// The provider of that ID.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Provider> {
        self.0.iter().find(|provider| provider.config.id == id)
    }

    /// What the page is told of them.
    #[must_use]
    pub fn to_wire(&self) -> Vec<IdentityProvider> {
        let view = |provider: &Provider| {
            let ProviderConfig { id, name, .. } = &provider.config;
            IdentityProvider { id: id.clone(), name: name.clone() }
        };
        self.0.iter().map(view).collect()
    }
}

impl Provider {
    /// Its ID.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.config.id
    }

    /// Whether that is who it says it is: RFC 9207.
    #[must_use]
    pub fn is_issuer(&self, issuer: &str) -> bool {
        self.config.issuer.as_str() == issuer
    }

    /// Begins a sign-in: the address at the provider, and what has to be remembered meanwhile.
    ///
    /// # Errors
    /// [`Refused::Unreachable`].
    pub async fn begin(&self, redirect_url: String) -> Result<(String, Flow), Refused> {
        let client = self.client(&*self.metadata(false).await?, &redirect_url)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        );
        let scopes = self.config.scopes.iter().cloned().map(Scope::new);
        let (url, state, nonce) = request.add_scopes(scopes).set_pkce_challenge(challenge).url();
        let flow = Flow {
            provider: self.config.id.clone(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
            redirect_url,
        };
        Ok((url.into(), flow))
    }

    /// Trades the code in for whom the provider vouches for.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn finish(&self, flow: &Flow, code: String) -> Result<Vouched, Refused> {
        let metadata = self.metadata(false).await?;
        let client = self.client(&metadata, &flow.redirect_url)?;
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(unusable)?;
        let verifier = PkceCodeVerifier::new(flow.verifier.clone());
        let tokens = request.set_pkce_verifier(verifier).request_async(&*self.http).await;
        let tokens = tokens.map_err(|error| match &error {
            RequestTokenError::ServerResponse(answer) => Refused::Code(answer.to_string()),
            RequestTokenError::Request(_) => Refused::Unreachable(told(&error)),
            _ => Refused::Untrusted(told(&error)),
        })?;
        let nonce = Nonce::new(flow.nonce.clone());
        let claims = match verified(&client, &tokens, &nonce) {
            Err(Unverified::UnknownKey(_)) => {
                // The issuer may have a new key since.
                let metadata = self.metadata(true).await?;
                let client = self.client(&metadata, &flow.redirect_url)?;
                verified(&client, &tokens, &nonce)
            }
            done => done,
        };
        let claims = claims.map_err(|error| Refused::Untrusted(error.to_string()))?;
        self.vouch(&client, claims, tokens.access_token()).await
    }

    async fn vouch(
        &self,
        client: &OidcClient,
        mut claims: Claims,
        token: &AccessToken,
    ) -> Result<Vouched, Refused> {
        let ProviderConfig { groups_claim, groups, required_claims, .. } = &self.config;
        for (name, value) in required_claims {
            if claims.more.get(name).and_then(Value::as_str) != Some(value) {
                return Err(Refused::Untrusted(format!("the claim {name} is not {value}")));
            }
        }
        let lacks_groups = !groups.is_empty() && !claims.more.contains_key(groups_claim);
        // Some providers tell more to whoever asks with the access token.
        if claims.email.is_none() || lacks_groups {
            self.ask_more(client, &mut claims, token).await?;
        }
        // Entra ID names a source instead where the groups are too many for the token. Nobody loses a role by that.
        let elsewhere = claims.more.get("_claim_names").and_then(|names| names.get(groups_claim));
        if !groups.is_empty() && elsewhere.is_some() {
            return Err(Refused::Untrusted(format!(
                "{groups_claim} has too many groups for a token"
            )));
        }
        let email = claims.email.ok_or(Refused::NoEmail)?;
        let is_verified = claims.email_verified.unwrap_or(self.config.trust_email);
        if !is_verified {
            return Err(Refused::UnverifiedEmail);
        }
        let email = crate::admin::parse_email(&email).map_err(|_| Refused::NoEmail)?;
        let of_person = claims.more.get(groups_claim).map(names).unwrap_or_default();
        let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
        Ok(Vouched {
            grants: grants::grants(groups, &of_person),
            is_of_domain: self.config.email_domains.iter().any(|own| own == domain),
            identity: Identity {
                issuer: self.config.issuer.as_str().to_owned(),
                subject: claims.subject.as_str().to_owned(),
            },
            email,
        })
    }

    /// Adds what the provider tells at its user info endpoint, if it has one.
    async fn ask_more(
        &self,
        client: &OidcClient,
        claims: &mut Claims,
        token: &AccessToken,
    ) -> Result<(), Refused> {
        let subject = Some(claims.subject.clone());
        let Ok(request) = client.user_info(token.clone(), subject) else { return Ok(()) };
        let answer: Result<UserInfoClaims<MoreClaims, CoreGenderClaim>, _> =
            request.request_async(&*self.http).await;
        let answer = answer.map_err(|error| match &error {
            UserInfoError::Request(_) => Refused::Unreachable(told(&error)),
            _ => Refused::Untrusted(told(&error)),
        })?;
        if claims.email.is_none() {
            claims.email = answer.email().map(|email| email.as_str().to_owned());
            claims.email_verified = answer.email_verified();
        }
        for (name, value) in &answer.additional_claims().all {
            claims.more.entry(name.clone()).or_insert_with(|| value.clone());
        }
        Ok(())
    }

    fn client(&self, known: &CoreProviderMetadata, redirect: &str) -> Result<OidcClient, Refused> {
        let ProviderConfig { client_id, client_secret, .. } = &self.config;
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(unusable)?;
        let (known, id) = (known.clone(), client_id.clone());
        let client = Client::from_provider_metadata(known, id, client_secret.clone());
        Ok(client.set_redirect_uri(redirect))
    }

    /// What the provider tells of itself: as it is known, unless that is old or is to be asked `anew`.
    async fn metadata(&self, anew: bool) -> Result<Arc<CoreProviderMetadata>, Refused> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| !anew && known.since.elapsed() < FRESH) {
            return Ok(known.metadata);
        }
        let issuer = self.config.issuer.clone();
        let found = CoreProviderMetadata::discover_async(issuer, &*self.http).await;
        let metadata = Arc::new(found.map_err(|error| match &error {
            DiscoveryError::Validation(_) => Refused::Untrusted(told(&error)),
            _ => Refused::Unreachable(told(&error)),
        })?);
        let known = Known { metadata: Arc::clone(&metadata), since: Instant::now() };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(metadata)
    }
}

/// What is read of an ID token, and of the user info.
struct Claims {
    subject: SubjectIdentifier,
    email: Option<String>,
    email_verified: Option<bool>,
    more: HashMap<String, Value>,
}

/// Why an ID token is not trusted.
#[derive(Debug, thiserror::Error)]
enum Unverified {
    #[error("the answer has no ID token")]
    NoToken,
    #[error("{0}")]
    UnknownKey(ClaimsVerificationError),
    #[error("{0}")]
    Wrong(ClaimsVerificationError),
}

/// The claims of the ID token: signature, issuer, audience, time and nonce are right.
fn verified(client: &OidcClient, tokens: &Tokens, nonce: &Nonce) -> Result<Claims, Unverified> {
    let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
    let token = tokens.id_token().ok_or(Unverified::NoToken)?;
    let claims = token.claims(&verifier, nonce).map_err(|error| match error {
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        ) => Unverified::UnknownKey(error),
        _ => Unverified::Wrong(error),
    })?;
    Ok(Claims {
        subject: claims.subject().clone(),
        email: claims.email().map(|email| email.as_str().to_owned()),
        email_verified: claims.email_verified(),
        more: claims.additional_claims().all.clone(),
    })
}

/// The texts of a claim: several, or one.
fn names(claim: &Value) -> BTreeSet<String> {
    let several = claim.as_array().into_iter().flatten().filter_map(Value::as_str);
    several.chain(claim.as_str()).map(str::to_owned).collect()
}

fn unusable(error: impl std::fmt::Display) -> Refused {
    Refused::Unreachable(error.to_string())
}

/// An error with its causes.
fn told(error: &dyn Error) -> String {
    let causes = std::iter::successors(error.source(), |cause: &&dyn Error| (*cause).source());
    causes.fold(error.to_string(), |told, cause| format!("{told}: {cause}"))
}
