//! Where a person is signed in.

use super::project::from_address;
use crate::language::{Text, t};

pub(crate) const INTRO: Text = t("The browsers that you are signed in with. A session ends after \
    12 hours without a request, and a week after you signed in.");
pub(crate) const BROWSER: Text = t("Browser");
pub(crate) const LAST_USED: Text = t("Last used");
pub(crate) const SIGNED_IN: Text = t("Signed in");
pub(crate) const ACTIONS: Text = t("Actions");
pub(crate) const CURRENT: Text = t("this session");
pub(crate) const END: Text = t("End");
pub(crate) const END_ALL: Text = t("Sign out everywhere");
pub(crate) const END_ALL_TITLE: Text = t("Sign out everywhere?");
pub(crate) const END_ALL_TEXT: Text =
    t("Every session ends at once, this one too. Then sign in again here.");
pub(crate) const END_ALL_WHEN: Text =
    t("Do this if you used somebody else's computer, or see a session here that is not yours.");
pub(crate) const ENDED: Text = t("The session has ended");

/// The whole name of the button that ends a session.
pub(crate) fn end(browser: &str) -> String {
    t("{0}: {1}").with(&[&END, browser])
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
        (Some(browser), Some(system)) => t("{0} on {1}").with(&[browser, system]),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => match user_agent.split(['/', ' ']).next() {
            Some(program) if !program.is_empty() => program.to_owned(),
            _ => t("Unknown program").to_owned(),
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
