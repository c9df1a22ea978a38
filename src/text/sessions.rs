//! Where a person is signed in.

use super::project::from_address;

pub(crate) const INTRO: &str = "The browsers that you are signed in with. A session ends after \
    12 hours without a request, and a week after you signed in.";
pub(crate) const BROWSER: &str = "Browser";
pub(crate) const LAST_USED: &str = "Last used";
pub(crate) const SIGNED_IN: &str = "Signed in";
pub(crate) const ACTIONS: &str = "Actions";
pub(crate) const CURRENT: &str = "this session";
pub(crate) const END: &str = "End";
pub(crate) const END_ALL: &str = "Sign out everywhere";
pub(crate) const END_ALL_TITLE: &str = "Sign out everywhere?";
pub(crate) const END_ALL_TEXT: &str =
    "Every session ends at once, this one too. Then sign in again here.";
pub(crate) const END_ALL_WHEN: &str =
    "Do this if you used somebody else's computer, or see a session here that is not yours.";
pub(crate) const ENDED: &str = "The session has ended";

/// The whole name of the button that ends a session.
pub(crate) fn end(browser: &str) -> String {
    [END, ": ", browser].concat()
}

/// Where a session was last used from.
pub(crate) fn last_from(address: &str) -> String {
    if address.is_empty() { String::new() } else { from_address(address) }
}

/// The browser and the system of a `User-Agent` header, as people call them.
pub(crate) fn browser(user_agent: &str) -> String {
    // Each names its ancestors too, so the youngest come first.
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Windows", "Windows"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Android", "Android"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => [browser, " on ", system].concat(),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => match user_agent.split(['/', ' ']).next() {
            Some(program) if !program.is_empty() => program.to_owned(),
            _ => "Unknown program".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_as_people_call_it() {
        let linux = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
        for (user_agent, expected) in [
            (&*[linux, " Chrome/140.0.0.0 Safari/537.36"].concat(), "Chrome on Linux"),
            (&*[linux, " Chrome/140.0.0.0 Safari/537.36 Edg/140.0"].concat(), "Edge on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
                "Safari on iOS",
            ),
            ("curl/8.5.0", "curl"),
            ("", "Unknown program"),
        ] {
            assert_eq!(browser(user_agent), expected, "{user_agent}");
        }
    }
}
