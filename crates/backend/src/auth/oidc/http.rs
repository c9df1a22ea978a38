//! How identity providers are asked.

use std::{net::IpAddr, pin::Pin, time::Duration};

use axum::body::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, url::Url};
use rustls::crypto::ring;

/// How long an answer may take.
const TIME: Duration = Duration::from_secs(10);

/// How many bytes an answer may have: keys and claims have a few thousand.
const BYTES: usize = 512 * 1024;

/// Why there is no answer; for the log.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// The system has no certificates to trust.
    #[error("the system's certificates can't be read: {0}")]
    Roots(std::io::Error),
    /// The address is one that is not asked.
    #[error("{0} is not asked, as it is neither https nor on a loopback address")]
    NotAllowed(String),
    /// The connection.
    #[error("{0}")]
    Connection(String),
    /// The answer.
    #[error("the answer has more than {BYTES} bytes")]
    TooLong,
    /// The time.
    #[error("there was no answer within {} seconds", TIME.as_secs())]
    Time,
}

/// Asks over TLS, by the certificates that the system trusts; follows no redirect.
pub(super) struct Http {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Http {
    /// Reads the system's certificates.
    ///
    /// # Errors
    /// [`HttpError::Roots`].
    pub(super) fn new() -> Result<Self, HttpError> {
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(ring::default_provider())
            .map_err(HttpError::Roots)?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector) })
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let url = request.uri().to_string();
        if !Url::parse(&url).is_ok_and(|url| is_allowed(&url)) {
            return Err(HttpError::NotAllowed(url));
        }
        let connection = |error: &dyn std::error::Error| {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            HttpError::Connection(format!("{error}{cause}"))
        };
        let answer = self.client.request(request.map(|body| Full::new(Bytes::from(body)))).await;
        let (parts, body) = answer.map_err(|error| connection(&error))?.into_parts();
        let body = Limited::new(body, BYTES).collect().await;
        let body = body.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
            Some(_) => HttpError::TooLong,
            None => connection(&*error),
        })?;
        Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async {
            tokio::time::timeout(TIME, self.send(request)).await.map_err(|_| HttpError::Time)?
        })
    }
}

/// Whether nobody on the way can read or change what is asked there.
pub(super) fn is_allowed(url: &Url) -> bool {
    let is_loopback = |host: &str| {
        let host = host.trim_matches(['[', ']']);
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    };
    url.scheme() == "https" || (url.scheme() == "http" && url.host_str().is_some_and(is_loopback))
}
