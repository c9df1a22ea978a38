//! Whether an authorized role still passes, and finding it out now.

use leptos::prelude::*;
use wire::console::{Attempt, Health, HealthState, Role, Verdict};

use crate::{
    client::remote::Remote,
    pages::{
        parts::{fact, facts, time_ago, time_since},
        project::{
            ProjectCx,
            roles::authorize::{PolicyParts, Refused, Validation, explained, outcome},
        },
    },
    reactive::memo,
    text,
    ui::{Badge, Button, Panel, Tone, dynamic, el, several},
};

/// The health of an authorized role, and the button that validates it again. `changed` is told when that is over.
pub(super) fn health(
    project: ProjectCx,
    role: Remote<Role>,
    owner: Memo<bool>,
    changed: Callback<()>,
) -> AnyView {
    let Some(known) = role.value.get_untracked() else { return ().into_any() };
    let access = known.access_role;
    let policy = PolicyParts {
        principal: access.atlas_aws_account_arn,
        external_id: access.atlas_assumed_role_external_id,
    };
    // What is over stands among the attempts; only what goes on is followed here.
    let running = known.last_attempt.filter(|it| it.verdict == Verdict::Running);
    let id = access.role_id.to_string();
    let stay = Callback::new(|_: String| {});
    let validation = Validation::told(project, id, running, changed, changed, stay);
    let again = move |()| {
        let arn = role.value.get_untracked().and_then(|role| role.access_role.iam_assumed_role_arn);
        if let Some(arn) = arn {
            validation.start(arn.to_string(), changed);
        }
    };
    let busy = Signal::derive(move || validation.is_running());
    let again = dynamic(move || {
        owner.get().then(|| {
            view! {
                <Button busy=busy on_click=again>
                    {text::roles::VALIDATE_AGAIN}
                </Button>
            }
        })
    });
    // One button for the whole validation, whatever comes of it meanwhile: it may have the focus.
    let can_stop = memo(move |_| validation.running().is_some() && owner.get());
    let stop = dynamic(move || {
        can_stop.get().then(|| {
            view! {
                <Button busy=validation.stopping on_click=move |()| validation.stop()>
                    {text::authorize::STOP}
                </Button>
            }
        })
    });
    let buttons = el("div").class("actions").add(stop).add(again);
    let state = move || role.value.read().as_ref()?.health.as_ref().map(state);
    // Once it is validated again, that tells; unless somebody stopped it.
    let mended = policy.clone();
    let trouble = dynamic(move || {
        let role = role.value.read();
        let tells = |attempt: &Attempt| attempt.verdict != Verdict::Stopped;
        let role =
            role.as_ref().filter(|_| !validation.attempt.read().as_ref().is_some_and(tells))?;
        let failure = role.health.as_ref()?.failure.as_ref()?;
        let arn = role.access_role.iam_assumed_role_arn.as_ref()?;
        let refused = Refused { arn: arn.as_str(), verdict: Verdict::Refused, watched: false };
        Some(explained(refused, failure, None, &mended))
    });
    view! {
        <Panel title=text::roles::HEALTH description=text::roles::HEALTH_INTRO>
            {several([
                dynamic(state),
                trouble,
                outcome(validation, policy).into_any(),
                buttons.into_any(),
            ])}
        </Panel>
    }
    .into_any()
}

fn state(health: &Health) -> AnyView {
    let (tone, word) = match health.state {
        HealthState::Good => (Tone::Good, text::roles::PASSES),
        HealthState::Bad => (Tone::Bad, text::roles::REFUSED),
    };
    let badge = view! { <Badge tone=tone text=word /> };
    let since = el("span").class("hint").say(" ").add(time_since(&health.since));
    let mut lines = vec![
        fact(text::roles::STATE, el("div").add(badge).add(since)),
        fact(text::roles::LAST_ANSWER, time_ago(&health.checked_date)),
    ];
    if let Some(since) = &health.unreachable_since {
        let badge = view! { <Badge tone=Tone::Waiting text=text::roles::UNREACHABLE /> };
        let since = el("span").class("hint").say(" ").add(time_since(since));
        let says = el("p").class("hint").say(text::roles::UNREACHABLE_TEXT);
        let reached = el("div").add(badge).add(since).add(says);
        lines.push(fact(text::roles::REACHED, reached));
    }
    facts(lines)
}
