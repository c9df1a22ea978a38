//! What the console keeps in a browser.

use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie. The browser keeps it until it closes; the server decides when what it stands for is over.
#[derive(Clone, Copy, Debug)]
pub struct Cookie {
    name: &'static str,
    same_site: &'static str,
}

/// The session of a person; never sent with a request that another site makes.
pub const SESSION: Cookie = Cookie { name: "console-session", same_site: "Strict" };
/// A sign-in by an identity provider while it goes on; sent where that provider leads back to the console.
pub const FLOW: Cookie = Cookie { name: "console-sign-in", same_site: "Lax" };
/// Whom an identity provider vouched for, until that person has shown the password of the account with the same address.
pub const LINK: Cookie = Cookie { name: "console-link", same_site: "Strict" };

/// How cookies are carried.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    /// Whether the browser reaches the console by TLS.
    pub secure: bool,
}

impl Cookies {
    /// The value of a cookie in a request.
    #[must_use]
    pub fn read(self, cookie: Cookie, headers: &HeaderMap) -> Option<&str> {
        let wanted = self.name(cookie);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == wanted).then_some(value))
    }

    /// The header that hands a cookie to the browser.
    #[must_use]
    pub fn set(self, cookie: Cookie, value: &str) -> Option<HeaderValue> {
        self.header(cookie, value, "")
    }

    /// The header that takes a cookie from the browser.
    #[must_use]
    pub fn clear(self, cookie: Cookie) -> Option<HeaderValue> {
        self.header(cookie, "", "; Max-Age=0")
    }

    /// With the prefix, a browser takes the cookie from this very host alone, and only by TLS.
    fn name(self, cookie: Cookie) -> String {
        let prefix = if self.secure { "__Host-" } else { "" };
        [prefix, cookie.name].concat()
    }

    fn header(self, cookie: Cookie, value: &str, more: &str) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let (name, same_site) = (self.name(cookie), cookie.same_site);
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}{secure}{more}");
        HeaderValue::from_str(&text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_out_of_reach_of_scripts_and_other_sites() {
        let plain = Cookies { secure: false }.set(SESSION, "t0").unwrap();
        assert_eq!(plain, "console-session=t0; Path=/; HttpOnly; SameSite=Strict");
        let tls = Cookies { secure: true }.set(SESSION, "t0").unwrap();
        assert_eq!(tls, "__Host-console-session=t0; Path=/; HttpOnly; SameSite=Strict; Secure");
    }

    #[test]
    fn a_sign_in_that_goes_on_is_sent_where_another_site_leads_back() {
        let tls = Cookies { secure: true }.set(FLOW, "f0").unwrap();
        assert_eq!(tls, "__Host-console-sign-in=f0; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "theme=dark; console-session=abc; x=y".parse().unwrap());
        assert_eq!(Cookies { secure: false }.read(SESSION, &headers), Some("abc"));
        assert_eq!(Cookies { secure: false }.read(FLOW, &headers), None);
        assert_eq!(Cookies { secure: true }.read(SESSION, &headers), None);
    }
}
