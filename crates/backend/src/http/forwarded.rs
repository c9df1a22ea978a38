//! What a proxy tells of whoever asked it: `Forwarded` (RFC 7239), or `X-Forwarded-For` and `X-Forwarded-Proto`.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, StatusCode};

use super::Problem;
use crate::auth::ip_access_list::IpRange;

const FORWARDED: &str = "forwarded";
const X_FORWARDED_FOR: &str = "x-forwarded-for";
const X_FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Who asked, as far as the proxies on the way can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The first address, from this end, that is no trusted proxy's.
    pub client: IpAddr,
    /// Whether the outermost trusted proxy was asked by TLS; `None` where it does not tell.
    pub by_tls: Option<bool>,
}

/// One step of the way: who asked, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hop {
    address: Option<IpAddr>,
    by_tls: Option<bool>,
}

/// Whether a request says that somebody passed it on.
#[must_use]
pub fn is_forwarded(headers: &HeaderMap) -> bool {
    [FORWARDED, X_FORWARDED_FOR, "via"].iter().any(|name| headers.contains_key(*name))
}

/// Who asked, where `peer` is at the other end of the connection. Nothing is believed of whoever is no trusted proxy.
///
/// # Errors
/// Where both kinds of headers are there and tell different things: a proxy writes one kind, and whoever asked it may have written
/// the other.
pub fn read(headers: &HeaderMap, peer: IpAddr, trusted: &[IpRange]) -> Result<Asked, Problem> {
    let nothing = Asked { client: peer, by_tls: None };
    let is_trusted = |address: IpAddr| trusted.iter().any(|range| range.contains(address));
    if !is_trusted(peer) {
        return Ok(nothing);
    }
    let told = |hops: Vec<Hop>| walk(&hops, peer, is_trusted);
    match (standard(headers).map(told), de_facto(headers).map(told)) {
        (None, None) => Ok(nothing),
        (Some(told), None) | (None, Some(told)) => Ok(told),
        (Some(told), Some(other)) if told.client == other.client => {
            Ok(Asked { by_tls: told.by_tls.or(other.by_tls), ..told })
        }
        (Some(_), Some(_)) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "INVALID_FORWARDING",
            "The headers Forwarded and X-Forwarded-For tell different addresses. The proxy in front has to remove the one that it does not write.",
        )),
    }
}

/// Goes back from this end as far as proxies are trusted; the last hop is the nearest.
fn walk(hops: &[Hop], peer: IpAddr, is_trusted: impl Fn(IpAddr) -> bool) -> Asked {
    let mut asked = Asked { client: peer, by_tls: None };
    for hop in hops.iter().rev() {
        if !is_trusted(asked.client) {
            break;
        }
        asked.by_tls = hop.by_tls.or(asked.by_tls);
        match hop.address {
            Some(address) => asked.client = address,
            // Unknown or hidden: what stands before it may be anything.
            None => break,
        }
    }
    asked
}

/// The hops of `X-Forwarded-For`; how the nearest proxy was asked is what the last `X-Forwarded-Proto` says.
fn de_facto(headers: &HeaderMap) -> Option<Vec<Hop>> {
    let values = |name| items(headers, name);
    let mut hops: Vec<Hop> =
        values(X_FORWARDED_FOR).map(|text| Hop { address: node(text), by_tls: None }).collect();
    let by_tls = values(X_FORWARDED_PROTO).last().and_then(protocol);
    if hops.is_empty() && by_tls.is_none() {
        return None;
    }
    match hops.last_mut() {
        Some(nearest) => nearest.by_tls = by_tls,
        None => hops.push(Hop { address: None, by_tls }),
    }
    Some(hops)
}

/// The hops of `Forwarded`. None of the parameters that are read may have a comma or a semicolon in it, so neither may a text.
fn standard(headers: &HeaderMap) -> Option<Vec<Hop>> {
    let hops: Vec<Hop> = items(headers, FORWARDED)
        .map(|element| {
            let mut hop = Hop::default();
            for (name, value) in element.split(';').filter_map(|pair| pair.trim().split_once('=')) {
                let value = value.trim_matches('"');
                match name {
                    _ if name.eq_ignore_ascii_case("for") => hop.address = node(value),
                    _ if name.eq_ignore_ascii_case("proto") => hop.by_tls = protocol(value),
                    _ => {}
                }
            }
            hop
        })
        .collect();
    (!hops.is_empty()).then_some(hops)
}

/// What stands between the commas of a header, in order.
fn items<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    // What is no text is one item that can't be read.
    let texts = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?"));
    texts.flat_map(|text| text.split(',')).map(str::trim)
}

/// An address, with or without a port: RFC 7239, section 6.
fn node(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse::<IpAddr>();
    let address = address.or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}

fn protocol(text: &str) -> Option<bool> {
    match () {
        () if text.eq_ignore_ascii_case("https") => Some(true),
        () if text.eq_ignore_ascii_case("http") => Some(false),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CLIENT: &str = "192.0.2.60";
    const PROXY: &str = "10.0.0.1";

    fn asked(peer: &str, headers: &[(&'static str, &str)]) -> Option<(String, Option<bool>)> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "2001:db8:1::/48".parse().unwrap()];
        let asked = read(&map, peer.parse().unwrap(), &trusted).ok()?;
        Some((asked.client.to_string(), asked.by_tls))
    }

    fn is(client: &str, by_tls: Option<bool>) -> Option<(String, Option<bool>)> {
        Some((client.to_owned(), by_tls))
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let headers = [("x-forwarded-for", CLIENT), ("x-forwarded-proto", "https")];
        assert_eq!(asked(PROXY, &headers), is(CLIENT, Some(true)));
        assert_eq!(asked("198.51.100.1", &headers), is("198.51.100.1", None));
        let standard = [("forwarded", "for=192.0.2.60;proto=https;by=10.0.0.1")];
        assert_eq!(asked(PROXY, &standard), is(CLIENT, Some(true)));
        assert_eq!(asked("198.51.100.1", &standard), is("198.51.100.1", None));
        assert_eq!(asked(PROXY, &[]), is(PROXY, None));
        assert_eq!(asked(PROXY, &[("x-forwarded-proto", "http")]), is(PROXY, Some(false)));
    }

    #[test]
    fn what_a_client_wrote_itself_is_left_behind() {
        for forged in ["203.0.113.9", "10.9.9.9", "x", ""] {
            let chain = format!("{forged}, {CLIENT}, 10.0.0.2");
            assert_eq!(asked(PROXY, &[("x-forwarded-for", &chain)]), is(CLIENT, None), "{forged}");
            let lines = [("x-forwarded-for", forged), ("x-forwarded-for", CLIENT)];
            assert_eq!(asked(PROXY, &lines), is(CLIENT, None), "{forged}");
            let chain = format!("for={forged};proto=https, for={CLIENT};proto=http, for=10.0.0.2");
            assert_eq!(asked(PROXY, &[("forwarded", &chain)]), is(CLIENT, Some(false)), "{forged}");
        }
        // Behind what can't be read, nobody is believed.
        assert_eq!(asked(PROXY, &[("x-forwarded-for", "192.0.2.60, unknown")]), is(PROXY, None));
        assert_eq!(asked(PROXY, &[("forwarded", "for=192.0.2.60, for=_hidden")]), is(PROXY, None));
    }

    #[test]
    fn addresses_are_written_in_several_ways() {
        for (text, address) in [
            ("192.0.2.60:4711", CLIENT),
            ("::ffff:192.0.2.60", CLIENT),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:4711", "2001:db8::7"),
        ] {
            assert_eq!(asked("2001:db8:1::1", &[("x-forwarded-for", text)]), is(address, None));
            let quoted = format!("For=\"{text}\" ; Proto=HTTPS");
            assert_eq!(asked(PROXY, &[("forwarded", &quoted)]), is(address, Some(true)), "{text}");
        }
    }

    #[test]
    fn two_kinds_of_headers_have_to_agree() {
        let both = |other: &'static str| {
            asked(PROXY, &[("forwarded", "for=192.0.2.60;proto=https"), ("x-forwarded-for", other)])
        };
        assert_eq!(both(CLIENT), is(CLIENT, Some(true)));
        assert_eq!(both("203.0.113.9"), None);
    }

    proptest! {
        #[test]
        fn no_header_makes_an_untrusted_peer_anybody_else(standard in "\\PC*", de_facto in "\\PC*") {
            let mut map = HeaderMap::new();
            for (name, text) in [("forwarded", &standard), ("x-forwarded-for", &de_facto)] {
                if let Ok(value) = text.parse() {
                    map.append(name, value);
                }
            }
            let trusted = ["10.0.0.0/8".parse().unwrap()];
            let peer = "198.51.100.1".parse().unwrap();
            prop_assert_eq!(read(&map, peer, &trusted).unwrap(), Asked { client: peer, by_tls: None });
            // A trusted one is read without harm.
            let _ = read(&map, PROXY.parse().unwrap(), &trusted);
        }
    }
}
