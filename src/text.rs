//! Every sentence that a person reads, in one place, in English. A sentence that names the service takes its name.

pub(crate) mod access_keys;
pub(crate) mod authorize;
pub(crate) mod clusters;
pub(crate) mod encryption;
pub(crate) mod failure;
pub(crate) mod join;
pub(crate) mod key_failure;
pub(crate) mod members;
pub(crate) mod project;
pub(crate) mod roles;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod time;

use crate::client::Total;

/// The language of the texts, as the browser's own formats name it.
pub(super) const LANGUAGE: &str = "en";

pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const COPY_ARN: &str = "Copy ARN";
pub(crate) const DONE: &str = "Done";
pub(crate) const DELETE: &str = "Delete";
pub(crate) const ERROR_TITLE: &str = "This could not be loaded";
pub(crate) const LOADING: &str = "Loading";
pub(crate) const NONE: &str = "None";
/// Where a part of the program itself could not be loaded.
#[cfg(feature = "split")]
pub(crate) const PART_MISSING: &str = "This part of the console could not be loaded: the connection is down, or the \
    console was updated meanwhile. What you typed into a draft is saved.";
#[cfg(feature = "split")]
pub(crate) const LOAD_AGAIN: &str = "Load the page again";
pub(crate) const TRY_AGAIN: &str = "Try again";

pub(crate) const NOT_FOUND: &str = "Page not found";
pub(crate) const NOT_FOUND_TEXT: &str =
    "There is nothing at this address. The link may be old, or mistyped.";
pub(crate) const TO_PROJECTS: &str = "Go to your projects";

pub(crate) const SKIP_TO_CONTENT: &str = "Skip to content";
pub(crate) const OFFLINE: &str = "You are offline";
pub(crate) const OFFLINE_TEXT: &str =
    "What you type is kept in this tab and saved as soon as the connection is back.";
pub(crate) const SANDBOX: &str =
    "This is a sandbox: no AWS account is contacted, and the name of a role decides what happens.";

pub(crate) const FIRST_PAGE: &str = "This is the first page";
pub(crate) const LAST_PAGE: &str = "This is the last page";

/// For how long something has been so.
pub(crate) fn waiting(span: &str) -> String {
    ["for ", span].concat()
}

/// What the browser shows as the title of its tab.
pub(crate) fn document_title(page: &str, project: &str, service: &str) -> String {
    let parts = [page, project, service];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// What a parser found wrong, as a sentence of the page.
pub(crate) fn sentence_of(error: &str) -> String {
    let mut letters = error.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// Which part of a list is seen: "1 to 50 of 10,000".
pub(crate) fn seen(page: u64, per_page: u64, total: Total) -> String {
    if total.count == 0 {
        return String::new();
    }
    let first = (page - 1) * per_page + 1;
    let last = if total.at_least { page * per_page } else { (page * per_page).min(total.count) };
    [&grouped(first), " to ", &grouped(last), " of ", &counted(total)].concat()
}

/// How many there are: "999", "more than 1,000".
pub(crate) fn counted(total: Total) -> String {
    let count = grouped(total.count);
    if total.at_least { ["more than ", &count].concat() } else { count }
}

/// A count with its thousands set apart.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_has_its_thousands_set_apart() {
        for (count, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")] {
            assert_eq!(grouped(count), expected);
        }
    }

    #[test]
    fn what_is_seen_of_a_list_ends_with_the_list() {
        let all = |count| Total { count, at_least: false };
        assert_eq!(seen(1, 50, all(10_000)), "1 to 50 of 10,000");
        assert_eq!(seen(2, 50, all(51)), "51 to 51 of 51");
        assert_eq!(seen(1, 50, all(0)), "");
        let more = Total { count: 1000, at_least: true };
        assert_eq!(seen(21, 50, more), "1,001 to 1,050 of more than 1,000");
    }

    #[test]
    fn a_title_goes_from_the_page_to_the_service() {
        assert_eq!(document_title("Clusters", "Shop", "Atlas"), "Clusters · Shop · Atlas");
        assert_eq!(document_title("Sign in", "", "Atlas"), "Sign in · Atlas");
    }
}
