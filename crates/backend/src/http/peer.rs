//! Who asks, and how, as far as it can be trusted.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Problem, forwarded};
use crate::auth::{cookie::Cookies, ip_access_list::IpRange};

/// How requests reach the console.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Whether browsers come by TLS in any case: ended here, or by a proxy that does nothing else.
    pub by_tls: bool,
    /// The proxies that are believed what they say of whoever asked them.
    pub trusted_proxies: Vec<IpRange>,
}

/// Who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Peer {
    address: Option<IpAddr>,
    by_tls: bool,
}

/// Finds out who asks, before anything else is done. Everything that depends on it asks for the [`Peer`] of the request.
pub async fn find(State(reach): State<Reach>, mut request: Request, next: Next) -> Response {
    let socket = request.extensions().get::<ConnectInfo<SocketAddr>>();
    // A socket for both versions of IP shows clients of version 4 as addresses of version 6.
    let address = socket.map(|ConnectInfo(socket)| socket.ip().to_canonical());
    let asked = address
        .map(|address| forwarded::read(request.headers(), address, &reach.trusted_proxies))
        .transpose();
    let asked = match asked {
        Ok(asked) => asked,
        Err(problem) => return problem.into_response(),
    };
    let by_tls = reach.by_tls || asked.and_then(|asked| asked.by_tls) == Some(true);
    let peer = Peer { address: asked.map(|asked| asked.client), by_tls };
    request.extensions_mut().insert(peer);
    next.run(request).await
}

impl Peer {
    /// Who makes this request.
    #[must_use]
    pub fn of(request: &Parts) -> Self {
        request.extensions.get().copied().unwrap_or_default()
    }

    /// The IP address that the request comes from.
    #[must_use]
    pub fn address(self) -> Option<IpAddr> {
        self.address
    }

    /// Whether it comes by TLS.
    #[must_use]
    pub fn by_tls(self) -> bool {
        self.by_tls
    }

    /// How cookies are carried to and from there.
    #[must_use]
    pub fn cookies(self) -> Cookies {
        Cookies { secure: self.by_tls }
    }
}

/// The IP address that a request comes from.
#[must_use]
pub fn client_address(request: &Parts) -> Option<IpAddr> {
    Peer::of(request).address()
}

/// The console's own address, as the client wrote it.
///
/// # Errors
/// Where it wrote none.
pub fn origin(request: &Parts) -> Result<String, Problem> {
    let scheme = if Peer::of(request).by_tls { "https" } else { "http" };
    // HTTP/2 has it in the address that is asked for.
    let host = request.uri.authority().map(|authority| authority.as_str());
    let host = host.or_else(|| request.headers.get(header::HOST)?.to_str().ok());
    let origin = host.map(|host| format!("{scheme}://{host}"));
    let is_whole =
        |origin: &String| origin.parse::<Uri>().is_ok_and(|uri| uri.authority().is_some());
    origin.filter(is_whole).ok_or_else(|| {
        let detail = "The request has no Host header that names this console.";
        Problem::bad_request("INVALID_HOST", detail)
    })
}
