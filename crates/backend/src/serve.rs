//! Running the console: put the parts together, listen, and end in good order.

mod connections;
mod tls;

use std::{io::IsTerminal, net::SocketAddr, sync::Arc};

use engine::{
    AccessRoles, Limits,
    ports::{Clock, StoreError},
    sandbox::{SandboxCloud, service_principal},
};
use jiff::SignedDuration;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::{net::TcpListener, task::JoinHandle};
use tracing_subscriber::{EnvFilter, fmt};
use wire::console::{CloudKind, Service};

pub use self::{
    connections::answer,
    tls::{Certificate, TlsError},
};
use crate::{
    app::{App, Shared},
    attempts::Attempts,
    auth::{
        digest::Digest,
        invitation,
        oidc::{OidcError, Providers},
        password::Passwords,
        seal::{SealError, Sealer},
    },
    background::Background,
    checks::Checks,
    cli::{CloudChoice, Database, LogFormat, Serve},
    cloud::{AnyCloud, AwsCloud, AwsError},
    encryption::EncryptionService,
    http::{peer::Reach, rate_limit::RateLimiter, recall::Recall},
    router::{recalled, router},
    scenario::{self, ScenarioError},
    store::{OpenError, SqlStore},
    surroundings::{Foretold, System},
};

/// How many wrong passwords may come from one address in a minute.
const WRONG_PASSWORDS: u32 = 30;

/// Why the console does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The key that seals secrets.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The identity providers.
    #[error(transparent)]
    Oidc(#[from] OidcError),
    /// The certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The account that roles have to trust.
    #[error("{0}. Give the service credentials, or name its account by --service-principal")]
    Principal(#[from] AwsError),
    /// The sandbox.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// A scenario where it could do harm.
    #[error(
        "a scenario has known passwords, so it needs a loopback address to listen on ({0} is none), and --cloud sandbox or an emulator on a loopback address named by AWS_ENDPOINT_URL"
    )]
    ScenarioInTheOpen(SocketAddr),
    /// A time of its own for what is no sandbox.
    #[error("--sandbox-start needs --cloud sandbox: AWS goes by its own clock")]
    StartOutsideOfSandbox,
    /// The attempts that were cut off.
    #[error("the attempts of the last run can't be read: {0}")]
    Resume(engine::Error),
    /// The rotations that were cut off.
    #[error("the rotations of the last run can't be read: {0}")]
    ResumeEncryption(StoreError),
    /// The invitation of the first owner.
    #[error("the first owner can't be invited: {0}")]
    FirstOwner(StoreError),
    /// The address.
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The network.
    #[error("the server ended: {0}")]
    Io(#[from] std::io::Error),
}

/// Logs to standard error from now on; `RUST_LOG` chooses what.
pub fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Json => builder.json().init(),
        LogFormat::Text => builder.with_ansi(std::io::stderr().is_terminal()).init(),
    }
}

/// Runs the console until a signal to end.
///
/// # Errors
/// [`ServeError`].
pub async fn serve(options: Serve) -> Result<(), ServeError> {
    if options.scenario.is_some() && !is_harmless(&options) {
        return Err(ServeError::ScenarioInTheOpen(options.listen));
    }
    if let Some(start) = options.sandbox_start {
        if options.cloud != CloudChoice::Sandbox {
            return Err(ServeError::StartOutsideOfSandbox);
        }
        Foretold::begin(start);
    }
    let certificate = match (&options.tls_cert, &options.tls_key) {
        (Some(chain), Some(key)) => Some(Arc::new(Certificate::load(chain, key)?)),
        _ => None,
    };
    let listener = TcpListener::bind(options.listen)
        .await
        .map_err(|error| ServeError::Listen(options.listen, error))?;
    let address = listener.local_addr()?;
    let store = SqlStore::open(&options.database.database).await?;
    let metrics = PrometheusBuilder::new().install_recorder().ok();
    let app = app(&options, store.clone(), metrics).await?;
    app.attempts.resume().await.map_err(ServeError::Resume)?;
    app.encryption.resume().await.map_err(ServeError::ResumeEncryption)?;

    let background =
        Background::start(&app, options.recheck_interval, options.key_recheck_interval);

    let first_owner = invitation::first_owner(&store).await.map_err(ServeError::FirstOwner)?;
    let scheme = if certificate.is_some() { "https" } else { "http" };
    println!("listening on {scheme}://{address}");
    if let Some(token) = first_owner {
        println!("first owner: {scheme}://{address}{}#{token}", invitation::PATH);
    }
    let reloading = certificate.clone().map(|it| tokio::spawn(reload_on_signal(it)));
    answer(listener, certificate, router(app), signal()).await;
    tracing::info!("ending");
    reloading.inspect(JoinHandle::abort);
    background.end().await;
    store.close().await;
    Ok(())
}

/// Puts the parts together, and fills an empty database with the scenario.
///
/// # Errors
/// [`ServeError`].
pub async fn app(
    options: &Serve,
    store: SqlStore,
    metrics: Option<PrometheusHandle>,
) -> Result<App, ServeError> {
    let passwords = Passwords::default();
    let sealer = Arc::new(sealer(&options.database)?);
    let providers = match &options.oidc_config {
        Some(path) => Providers::load(path)?,
        None => Providers::default(),
    };
    if let Some(scenario) = options.scenario {
        let now = options.sandbox_start.unwrap_or_else(|| System.now());
        scenario::fill(scenario, &store, &sealer, &passwords, now).await?;
    }
    let (cloud, principal) = match options.cloud {
        CloudChoice::Sandbox => {
            let principal = options.service_principal.clone().unwrap_or_else(service_principal);
            (AnyCloud::Sandbox(SandboxCloud::new(System)), principal)
        }
        CloudChoice::Aws => {
            let cloud = AwsCloud::new(&options.service_name).await;
            let principal = match &options.service_principal {
                Some(principal) => principal.clone(),
                None => cloud.principal().await?,
            };
            (AnyCloud::Aws(Box::new(cloud)), principal)
        }
    };
    tracing::info!(%principal, cloud = ?options.cloud, "ready");
    let window = SignedDuration::from_secs(i64::from(options.propagation_window));
    let limits = Limits { propagation_window: window, ..Limits::default() };
    let cloud = Arc::new(cloud);
    let (of_keys, sealed) = (Arc::clone(&cloud), Arc::clone(&sealer));
    let encryption = EncryptionService::new(store.clone(), of_keys, sealed, limits);
    let roles = Arc::new(AccessRoles::new(store, System, limits));
    let attempts = Attempts::new(Arc::clone(&roles), Arc::clone(&cloud));
    let checks = Checks::new(Arc::clone(&roles), cloud);
    let kind = match options.cloud {
        CloudChoice::Sandbox => CloudKind::Sandbox,
        CloudChoice::Aws => CloudKind::Aws,
    };
    Ok(App::new(Shared {
        roles,
        attempts,
        checks,
        encryption,
        principal,
        service: Service {
            name: options.service_name.clone(),
            cloud: kind,
            cloud_formation_template_url: options.cloudformation_template_url.clone(),
            identity_providers: providers.to_wire(),
        },
        passwords,
        digest: Digest::default(),
        sealer,
        reach: Reach {
            by_tls: options.behind_tls || options.tls_cert.is_some(),
            trusted_proxies: options.trusted_proxy.clone(),
        },
        providers,
        wrong_passwords: RateLimiter::new(WRONG_PASSWORDS, "wrong passwords"),
        security_contacts: options.security_contact.clone(),
        rate_limiter: RateLimiter::new(options.rate_limit, "requests"),
        recall: Recall::default(),
        recalled: recalled(),
        metrics,
    }))
}

/// The key that seals secrets. A PostgreSQL database without a key file can't keep API keys past this run.
///
/// # Errors
/// [`SealError`].
pub fn sealer(database: &Database) -> Result<Sealer, SealError> {
    match database.key_file() {
        Some(path) => Sealer::load_or_create(&path),
        None => Ok(Sealer::generate()),
    }
}

/// Whether everybody who can reach the console is on this machine, and no real account is asked.
fn is_harmless(options: &Serve) -> bool {
    let emulated = std::env::var("AWS_ENDPOINT_URL").is_ok_and(|url| is_loopback(&url));
    options.listen.ip().is_loopback() && (options.cloud == CloudChoice::Sandbox || emulated)
}

/// Whether a URL names a loopback address.
fn is_loopback(url: &str) -> bool {
    let Ok(uri) = url.parse::<axum::http::Uri>() else { return false };
    let host = uri.host().unwrap_or("").trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Reads the certificate anew whenever the operator says so by SIGHUP.
async fn reload_on_signal(certificate: Arc<Certificate>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut hangups) = signal(SignalKind::hangup()) else { return };
        while hangups.recv().await.is_some() {
            match certificate.reload() {
                Ok(()) => tracing::info!("the certificate was read anew"),
                Err(error) => tracing::error!(%error, "the certificate stays as it was"),
            }
        }
    }
}

async fn signal() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_url_of_this_machine_is_loopback() {
        for url in ["http://127.0.0.1:4566", "http://localhost", "http://[::1]:4566/"] {
            assert!(is_loopback(url), "{url}");
        }
        for url in ["https://sts.amazonaws.com", "http://localhost.example.com", ""] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
