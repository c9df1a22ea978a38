//! An attempt of the server, as a page shows it: its checks as they happen, what came out, and what to do about it.

use leptos::prelude::*;
use wire::{
    AttemptId,
    console::{CheckState as State, Verdict},
};

use super::{message, refusal};
use crate::{
    language::Text,
    reactive::effect,
    text,
    ui::{
        Banner, CheckItem, CheckList, CheckState, El, Live, Tone, dynamic, el, several, use_notices,
    },
};

/// What is shown of an attempt.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    /// Its ID and how it stands; `None` where there is nothing to show.
    pub(crate) verdict: Memo<Option<(AttemptId, Verdict)>>,
    pub(crate) checks: Memo<Vec<CheckItem>>,
    /// What the list of checks is called.
    pub(crate) checks_label: Text,
    /// The attempt of which was said that AWS is asked again: it is said once.
    pub(crate) told: StoredValue<Option<AttemptId>>,
    /// Whether its end is news for whoever looks.
    pub(crate) watched: RwSignal<bool>,
    /// Whether nothing is heard from the server, and what is said then.
    pub(crate) lost: RwSignal<bool>,
    pub(crate) lost_text: Text,
    /// Why it could not begin or be followed.
    pub(crate) failed: RwSignal<Option<String>>,
}

/// The checks of an attempt and its `result`, scrolled to when it begins and when it ends.
pub(crate) fn outcome(shown: Shown, result: impl Fn() -> Option<AnyView> + Send + 'static) -> El {
    let outcome = el("div").class("stack outcome");
    let place = outcome.node();
    let notices = use_notices();
    effect(move || {
        let Some((_, verdict)) = shown.verdict.get() else { return };
        if shown.watched.get_untracked() {
            if !matches!(verdict, Verdict::Running | Verdict::Passed) {
                // That it has begun, or that AWS is asked again, is not so any more.
                notices.hush();
            }
            let place = place.clone();
            request_animation_frame(move || {
                place.scroll_into_view_with_bool(verdict != Verdict::Running);
            });
        }
    });
    effect(move || {
        let Some((id, Verdict::Running)) = shown.verdict.get() else { return };
        let retrying = shown.checks.read().iter().find_map(|check| check.detail.clone());
        if let Some(retrying) = retrying
            && shown.told.get_value().as_ref() != Some(&id)
        {
            shown.told.set_value(Some(id));
            notices.announce(retrying);
        }
    });
    let checks = dynamic(move || {
        shown.verdict.get()?;
        Some(view! { <CheckList label=shown.checks_label items=shown.checks /> })
    });
    let result = dynamic(move || {
        shown.verdict.get()?;
        result()
    });
    let lost = dynamic(move || {
        let text =
            || message(Tone::Waiting, Live::Polite, Text::default(), shown.lost_text.to_owned());
        shown.lost.get().then(text)
    });
    outcome.add(refusal(shown.failed)).add(lost).add(checks).add(result)
}

/// A check of an attempt with that verdict; `left` are the seconds until a refused call is tried again.
pub(crate) fn check_item(
    title: String,
    state: State,
    verdict: Verdict,
    left: Option<u64>,
) -> CheckItem {
    let running = verdict == Verdict::Running;
    let detail = (running && state == State::Retrying)
        .then(|| text::authorize::retrying(left.unwrap_or_default()));
    let state = match state {
        State::Passed => CheckState::Passed,
        // Where AWS was not reached, nobody knows.
        State::Failed if verdict == Verdict::Unreachable => CheckState::Unanswered,
        State::Failed => CheckState::Failed,
        // What a finished attempt did not come to.
        _ if !running => CheckState::Skipped,
        State::Waiting => CheckState::Waiting,
        State::Running | State::Retrying => CheckState::Running,
    };
    CheckItem { state, title, detail }
}

/// Somebody stopped it.
pub(crate) fn stopped(title: Text, text: Text, about: Option<El>) -> AnyView {
    view! {
        <Banner tone=Tone::Neutral title=title>
            {el("p").say(text)}
            {about}
        </Banner>
    }
    .into_any()
}

/// What AWS said, word for word: in English, whatever the page is in.
pub(crate) fn said_by_aws(message: &str) -> Vec<El> {
    if message.is_empty() {
        return Vec::new();
    }
    vec![
        el("p").say(text::authorize::AWS_SAID),
        el("p").class("mono").attr("lang", "en").say(message),
    ]
}

/// Under a banner that says what is wrong: why that may be, what to do, and what helps with it.
pub(crate) fn mending(banner: AnyView, causes: Vec<Text>, next: &str, help: AnyView) -> AnyView {
    let cause = |list: El, cause| list.add(el("li").say(cause));
    let causes = causes.into_iter().fold(el("ol").class("numbered"), cause);
    several([
        banner,
        el("h4").say(text::authorize::WHY).into_any(),
        causes.into_any(),
        el("h4").say(text::authorize::WHAT_NOW).into_any(),
        el("p").say(next).into_any(),
        help,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_call_says_when_it_is_tried_again() {
        let item = check_item("AssumeRole".to_owned(), State::Retrying, Verdict::Running, Some(3));
        assert_eq!(item.state, CheckState::Running);
        assert!(item.detail.unwrap().ends_with("in 3 s"));
    }

    #[test]
    fn what_aws_did_not_answer_has_not_failed() {
        let state =
            |verdict| check_item("AssumeRole".to_owned(), State::Failed, verdict, None).state;
        assert_eq!(state(Verdict::Unreachable), CheckState::Unanswered);
        assert_eq!(state(Verdict::Refused), CheckState::Failed);
    }

    #[test]
    fn what_a_finished_attempt_did_not_come_to_is_skipped() {
        for state in [State::Waiting, State::Running, State::Retrying] {
            let item = check_item("AssumeRole".to_owned(), state, Verdict::Refused, None);
            assert_eq!((item.state, item.detail), (CheckState::Skipped, None));
        }
    }
}
