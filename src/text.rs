//! Every sentence that a person reads, in one place, in English; other languages have it in their catalogs (locales/).
//! What a sentence names, as the service, is put into its place: other languages have it elsewhere.

pub(crate) mod access_keys;
pub(crate) mod authorize;
pub(crate) mod clusters;
pub(crate) mod encryption;
pub(crate) mod failure;
mod format;
pub(crate) mod join;
pub(crate) mod key_failure;
pub(crate) mod members;
pub(crate) mod project;
pub(crate) mod roles;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod time;

pub(crate) use format::{grouped, listed};

use crate::{
    client::Total,
    language::{self, Text, t},
};

pub(crate) const CANCEL: Text = t("Cancel");
pub(crate) const COPY_ARN: Text = t("Copy ARN");
pub(crate) const DIALOG_BROKEN: Text = t(
    "What should open here could not be shown: something went wrong in it. All the rest of the page works, and you can try again.",
);
pub(crate) const DONE: Text = t("Done");
pub(crate) const DELETE: Text = t("Delete");
pub(crate) const ERROR_TITLE: Text = t("This could not be loaded");
pub(crate) const LOADING: Text = t("Loading");
pub(crate) const NONE: Text = t("None");
/// Where a part of the program itself could not be loaded.
#[cfg(feature = "split")]
pub(crate) const PART_MISSING: Text =
    t("This part of the console could not be loaded: the connection is down, or the \
    console was updated meanwhile. What you typed into a draft is saved.");
#[cfg(feature = "split")]
pub(crate) const PART_OFFLINE: Text =
    t("There is no connection now, and this part of the console needs one when it is first \
    opened.");
#[cfg(feature = "split")]
pub(crate) const LOAD_AGAIN: Text = t("Load the page again");
pub(crate) const TRY_AGAIN: Text = t("Try again");

pub(crate) const NOT_SAVED: Text = t("Leave without saving?");
pub(crate) const NOT_SAVED_TEXT: Text =
    t("What you changed on this page is not saved, and is lost if you leave it.");
pub(crate) const NOT_COPIED: Text = t("Close without copying?");
pub(crate) const NOT_COPIED_TEXT: Text = t(
    "You have not copied what is shown here. It is shown only this once: nobody can see it again after this.",
);
pub(crate) const STAY: Text = t("Stay");
pub(crate) const LEAVE: Text = t("Leave");
pub(crate) const CLOSE: Text = t("Close");
pub(crate) const CLOSE_ANYWAY: Text = t("Close anyway");

pub(crate) const NOT_FOUND: Text = t("Page not found");
pub(crate) const NOT_FOUND_TEXT: Text =
    t("There is nothing at this address. The link may be old, or mistyped.");
pub(crate) const TO_PROJECTS: Text = t("Go to your projects");

pub(crate) const SKIP_TO_CONTENT: Text = t("Skip to content");
pub(crate) const OFFLINE: Text = t("You are offline");
pub(crate) const OFFLINE_TEXT: Text = t(
    "Nothing can be loaded or saved until the connection is back. Keep this tab open so that what you typed stays.",
);
/// Over a draft, which the tab keeps.
pub(crate) const OFFLINE_DRAFT: Text =
    t("What you type is kept in this tab and saved as soon as the connection is back.");
pub(crate) const SANDBOX: Text = t(
    "This is a sandbox: no AWS account is contacted, and the name of a role decides what happens.",
);

pub(crate) const FIRST_PAGE: Text = t("This is the first page");
pub(crate) const LAST_PAGE: Text = t("This is the last page");

/// Why the page is in English although another language was wanted.
pub(crate) fn language_missing(name: &str) -> String {
    t("The texts in this language ({0}) could not be loaded, so the page is in English. Load it again to try once more.")
        .with(&[name])
}

/// For how long something has been so.
pub(crate) fn waiting(span: &str) -> String {
    t("for {0}").with(&[span])
}

/// What the browser shows as the title of its tab.
pub(crate) fn document_title(page: &str, project: &str, service: &str) -> String {
    let parts = [page, project, service];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// What a parser found wrong, as a sentence of the page.
pub(crate) fn sentence_of(error: &str) -> String {
    let error = language::of_server(error);
    let mut letters = error.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// Which part of a list is seen: "1 to 50 of 10000".
pub(crate) fn seen(page: u64, per_page: u64, total: Total) -> String {
    if total.count == 0 {
        return String::new();
    }
    let first = (page - 1) * per_page + 1;
    let last = if total.at_least { page * per_page } else { (page * per_page).min(total.count) };
    t("{0} to {1} of {2}").with(&[&grouped(first), &grouped(last), &counted(total)])
}

/// How many there are: "999", "more than 1,000".
pub(crate) fn counted(total: Total) -> String {
    let count = grouped(total.count);
    if total.at_least { t("more than {0}").with(&[&count]) } else { count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_of_a_list_ends_with_the_list() {
        let all = |count| Total { count, ..Total::default() };
        assert_eq!(seen(1, 50, all(10_000)), "1 to 50 of 10000");
        assert_eq!(seen(2, 50, all(51)), "51 to 51 of 51");
        assert_eq!(seen(1, 50, all(0)), "");
        let more = Total { count: 1000, at_least: true, ..Total::default() };
        assert_eq!(seen(21, 50, more), "1001 to 1050 of more than 1000");
    }

    #[test]
    fn a_title_goes_from_the_page_to_the_service() {
        assert_eq!(document_title("Clusters", "Shop", "Atlas"), "Clusters · Shop · Atlas");
        assert_eq!(document_title("Sign in", "", "Atlas"), "Sign in · Atlas");
    }
}
