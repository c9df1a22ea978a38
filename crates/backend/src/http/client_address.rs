//! Where a request comes from.

use std::net::{IpAddr, SocketAddr};

use axum::{extract::ConnectInfo, http::request::Parts};

/// The IP address that the request comes from, as far as it can be trusted: that of the connection's other end.
#[must_use]
pub fn client_address(request: &Parts) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions.get::<ConnectInfo<SocketAddr>>()?;
    // A socket for both versions of IP shows clients of version 4 as addresses of version 6.
    Some(peer.ip().to_canonical())
}
