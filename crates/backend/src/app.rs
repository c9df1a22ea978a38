//! What handlers share.

use std::{ops::Deref, sync::Arc};

use engine::AccessRoles;
use metrics_exporter_prometheus::PrometheusHandle;
use wire::{
    ServicePrincipal,
    console::{CloudKind, Service},
};

use crate::{
    attempts::Attempts,
    auth::{digest::Digest, oidc::Providers, password::Passwords, seal::Sealer},
    checks::Checks,
    encryption::EncryptionService,
    http::{peer::Reach, rate_limit::RateLimiter, recall::Recall},
    store::SqlStore,
    surroundings::System,
};

/// Everything that handlers share.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// What [`App`] is made of.
pub struct Shared {
    /// The access roles, and the store under them.
    pub roles: Arc<AccessRoles<SqlStore, System>>,
    /// The validations that are going on.
    pub attempts: Attempts,
    /// The health of the authorized roles.
    pub checks: Checks,
    /// Encryption at rest.
    pub encryption: EncryptionService,
    /// The account that roles have to trust.
    pub principal: ServicePrincipal,
    /// What the page says of the service.
    pub service: Service,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// HTTP Digest for API keys.
    pub digest: Digest,
    /// The operator's key.
    pub sealer: Arc<Sealer>,
    /// How requests reach the console.
    pub reach: Reach,
    /// Who else vouches for people.
    pub providers: Providers,
    /// Where to report what is wrong with the security of this installation.
    pub security_contacts: Vec<String>,
    /// How many requests somebody may make.
    pub rate_limiter: RateLimiter,
    /// The answers that may be given again.
    pub recall: Recall,
    /// The whole paths of the routes whose answers may be.
    pub recalled: Vec<String>,
    /// How many wrong passwords may come from one address.
    pub wrong_passwords: RateLimiter,
    /// Renders the metrics, where they are recorded.
    pub metrics: Option<PrometheusHandle>,
}

impl App {
    /// Shares it among all handlers.
    #[must_use]
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// Whether an AWS account is asked.
    #[must_use]
    pub fn cloud(&self) -> CloudKind {
        self.service.cloud
    }
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
