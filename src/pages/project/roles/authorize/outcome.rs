//! What a validation has found so far, and what to do about it.

use leptos::prelude::*;
use wire::{
    ExternalId, RoleArn, cli,
    console::{Attempt, Check, Failure, Verdict},
    trust_policy,
};

use super::validation::Validation;
use crate::{
    client::session::service_name,
    language::Text,
    pages::parts::{self, Shown, check_item, countdown, mending, message, said_by_aws, stopped},
    reactive::memo,
    text,
    ui::{Banner, CodeBlock, El, Language, Live, Tone, el, several},
};

/// What a trust policy that mends a role is made of.
#[derive(Clone)]
pub(crate) struct PolicyParts {
    pub(crate) principal: String,
    pub(crate) external_id: ExternalId,
}

/// The checks of the attempt, its result, and why it could not begin.
pub(crate) fn outcome(validation: Validation, policy: PolicyParts) -> El {
    let left = countdown(move || validation.attempt.read().as_ref()?.retry_in_seconds);
    let items = memo(move |_| {
        let attempt = validation.attempt.read();
        let verdict = attempt.as_ref().map_or(Verdict::Stopped, |it| it.verdict);
        let left = left.get();
        let service = service_name();
        let checks = attempt.as_ref().map(|it| it.checks.as_slice()).unwrap_or_default();
        let item = |check: &Check| {
            check_item(text::authorize::check(check.kind, &service), check.state, verdict, left)
        };
        checks.iter().map(item).collect::<Vec<_>>()
    });
    let verdict = memo(move |_| {
        let attempt = validation.attempt.read();
        attempt.as_ref().map(|it| (it.id.clone(), it.verdict))
    });
    let shown = Shown {
        verdict,
        checks: items,
        checks_label: text::authorize::CHECKS,
        told: validation.told,
        watched: validation.watched,
        lost: validation.lost,
        lost_text: text::authorize::CONNECTION_LOST,
        failed: validation.failed,
    };
    parts::outcome(shown, move || {
        let attempt = validation.attempt.get_untracked()?;
        result(&attempt, untrack(|| validation.watched.get()), &policy)
    })
}

/// What came out, where it is not that the role is authorized.
fn result(attempt: &Attempt, watched: bool, policy: &PolicyParts) -> Option<AnyView> {
    let about = (!watched)
        .then(|| el("p").class("hint").say(&text::authorize::last_result(&attempt.role_arn)));
    match (attempt.verdict, &attempt.failure) {
        (Verdict::Stopped, _) => {
            Some(stopped(text::authorize::STOPPED, text::authorize::STOPPED_TEXT, about))
        }
        (Verdict::Refused | Verdict::Unreachable, Some(failure)) => {
            let refused = Refused { arn: &attempt.role_arn, verdict: attempt.verdict, watched };
            Some(explained(refused, failure, about, policy))
        }
        _ => None,
    }
}

/// A role that did not pass.
pub(crate) struct Refused<'a> {
    /// The ARN that was asked for.
    pub(crate) arn: &'a str,
    pub(crate) verdict: Verdict,
    /// Whether somebody waits for it, who is to be told.
    pub(crate) watched: bool,
}

/// Why a role was refused, where that may come from, and what to do.
pub(crate) fn explained(
    Refused { arn, verdict, watched }: Refused<'_>,
    failure: &Failure,
    about: Option<El>,
    policy: &PolicyParts,
) -> AnyView {
    let explanation = text::failure::explain(failure.reason, &service_name());
    let tone = if verdict == Verdict::Unreachable { Tone::Waiting } else { Tone::Bad };
    let danger = explanation.danger.map(|danger| el("p").say(&danger));
    let mut said: Vec<El> = danger.into_iter().chain(said_by_aws(&failure.message)).collect();
    said.extend(about);
    let name = arn.parse::<RoleArn>().ok().and_then(|arn| arn.name().parse().ok());
    let looks = explanation.look_at_role || explanation.show_policy;
    let look = name.as_ref().filter(|_| looks).map(cli::get_role);
    let replace = name.as_ref().filter(|_| explanation.show_policy).map(cli::update_trust_policy);
    let command = |command: String, copy_label: Text| {
        view! {
            <CodeBlock
                code=command
                label=text::authorize::COMMAND
                copy_label=copy_label
                language=Language::Shell
            />
        }
        .into_any()
    };
    let look = look.map(|it| command(it, text::authorize::COPY_CHECK));
    let replace = replace.map(|it| command(it, text::authorize::COPY_REPLACE));
    let warning = explanation.show_policy.then(|| {
        let text = text::authorize::MENDED_WARNING_TEXT.to_owned();
        message(Tone::Waiting, Live::Off, text::authorize::REPLACE_WARNING, text)
    });
    let mended = explanation.show_policy.then(|| {
        view! {
            <CodeBlock
                code=trust_policy(&policy.principal, &policy.external_id)
                label=text::authorize::TRUST_POLICY
                copy_label=text::authorize::COPY_MENDED
                language=Language::Json
            />
        }
        .into_any()
    });
    let live = if watched { Live::Alert } else { Live::Off };
    let banner = view! {
        <Banner tone=tone live=live title=explanation.title>
            {said}
        </Banner>
    };
    let help = several([warning, look, mended, replace].map(IntoAny::into_any));
    mending(banner.into_any(), explanation.causes, explanation.next.as_ref(), help)
}
