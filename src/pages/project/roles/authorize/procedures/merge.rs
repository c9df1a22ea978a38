//! The service added to the trust policy that a role has.

use leptos::prelude::*;
use web_sys::Event;
use wire::{
    cli,
    console::{DiffKind, DiffLine, Finding, FindingKind, TrustPolicyMerge},
};

use super::{FormCx, shared::download};
use crate::{
    client::{self, session::service_name},
    language,
    pages::parts::{Kept, focus_fault},
    reactive::effect,
    text,
    ui::{
        Banner, Button, Change, CodeBlock, Diff, El, Language, TextField, Tone, bring_into_sight,
        el, several, unique_id, use_notices,
    },
};

/// More than IAM takes, and little enough that it is sent also while the tab closes: browsers then send 64 KiB, and a
/// quotation mark takes two bytes.
const MOST_BYTES: usize = 30_000;

/// What this tab keeps for a role until it is authorized: a line that says whether it was merged, and the pasted policy.
pub(crate) fn pasted_policy(role: &str) -> Kept {
    Kept::new("trust-policy", role)
}

const MERGED: &str = "merged";

/// Where the present policy is pasted, and what comes of it. It is in no draft: it stays in this tab.
pub(super) fn merge(cx: FormCx) -> AnyView {
    let form = StoredValue::new(unique_id());
    let kept = StoredValue::new(cx.role.with_value(|role| pasted_policy(role)));
    let before = kept.with_value(Kept::load).unwrap_or_default();
    let (was_merged, before) = before.split_once('\n').unwrap_or_default();
    let present = RwSignal::new(before.to_owned());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let answer = RwSignal::new(None::<TrustPolicyMerge>);
    effect(move || {
        let merged = if answer.read().is_some() { MERGED } else { "" };
        let present = present.read();
        kept.with_value(|kept| match present.is_empty() {
            true => kept.forget(),
            false => kept.keep(&[merged, "\n", &present].concat()),
        });
    });
    // What was said was said of another text.
    let changed = move |_| {
        error.set(None);
        answer.set(None);
    };
    let notices = use_notices();
    let fail = move |why: String| {
        error.set(Some(why));
        focus_fault(form, notices);
    };
    let merge = move || {
        let policy = present.get_untracked();
        if policy.len() > MOST_BYTES {
            return fail(text::authorize::PRESENT_TOO_LONG.to_owned());
        }
        busy.set(true);
        let call = client::trust_policy::merge(&cx.project.id(), &cx.role.get_value(), policy);
        call.then(move |outcome| {
            // The form may be gone.
            if busy.try_set(false).is_some() {
                return;
            }
            match outcome.map(|merge| (fault(&merge.findings), merge)) {
                Ok((None, merge)) => answer.set(Some(merge)),
                Ok((Some(fault), _)) => fail(fault),
                Err(failure) => fail(
                    failure.field("policy").unwrap_or_else(|| text::failure::sentence(&failure)),
                ),
            }
        });
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        if !busy.get_untracked() {
            changed(String::new());
            merge();
        }
    };
    // The result is made anew: what is known of the role may have changed.
    if was_merged == MERGED {
        merge();
    }
    let field = view! {
        <TextField
            label=text::authorize::PRESENT_POLICY
            value=present
            error=error
            on_input=changed
            readonly=busy
            monospace=true
            rows=8
        />
    };
    let button = view! {
        <Button button_type="submit" busy=busy>
            {text::authorize::MERGE}
        </Button>
    };
    let form = el("form")
        .class("stack")
        .attr("id", &form.get_value())
        .attr("novalidate", "")
        .on("submit", on_submit)
        .add(field)
        .add(el("div").class("actions").add(button));
    let result = el("div").class("stack outcome").show(move || answer.get().map(result));
    el("div").class("stack").add(form).add(result).into_any()
}

/// What is wrong with the pasted text itself, which is said at the field.
fn fault(findings: &[Finding]) -> Option<String> {
    let of_text = |finding: &&Finding| {
        matches!(
            finding.kind,
            FindingKind::NotJson
                | FindingKind::NotAnObject
                | FindingKind::NoStatement
                | FindingKind::WrongShape
        )
    };
    let said = |finding: &Finding| language::of_server(&finding.message);
    let faults: Vec<String> = findings.iter().filter(of_text).map(said).collect();
    (!faults.is_empty()).then(|| faults.join(" "))
}

fn result(merge: TrustPolicyMerge) -> AnyView {
    let said = said(&merge);
    bring_into_sight(said.node());
    let TrustPolicyMerge { merged: Some(merged), diff, .. } = merge else {
        return said.into_any();
    };
    if count(&diff, DiffKind::Same) == diff.len() {
        return said.into_any();
    }
    let line = |line: DiffLine| {
        let change = match line.kind {
            DiffKind::Same => Change::Same,
            DiffKind::Added => Change::Added,
            DiffKind::Removed => Change::Removed,
        };
        (change, line.text)
    };
    let lines = diff.into_iter().map(line).collect();
    let policy = view! {
        <CodeBlock
            code=merged.clone()
            label=text::authorize::MERGED_POLICY
            copy_label=text::authorize::COPY_MERGED
            language=Language::Json
        />
    };
    several([
        said.into_any(),
        view! { <Diff label=text::authorize::DIFFERENCE lines=lines /> }.into_any(),
        policy.into_any(),
        download(text::authorize::DOWNLOAD_MERGED, cli::TRUST_POLICY_FILE, move || {
            Some(merged.clone())
        }),
    ])
}

/// What came out, and what there is to say of the present policy.
fn said(merge: &TrustPolicyMerge) -> El {
    let (added, removed) =
        (count(&merge.diff, DiffKind::Added), count(&merge.diff, DiffKind::Removed));
    let (tone, title, next) = match merge.merged {
        None => {
            (Tone::Bad, text::authorize::NOT_MERGED, text::authorize::NOT_MERGED_TEXT.to_owned())
        }
        Some(_) if added + removed == 0 => (
            Tone::Good,
            text::authorize::NOTHING_TO_MERGE,
            text::authorize::nothing_to_merge(&service_name()),
        ),
        Some(_) => (Tone::Good, text::authorize::MERGED, text::authorize::merged(added, removed)),
    };
    let warns = merge.findings.iter().any(|finding| tone_of(finding.kind) == Tone::Waiting);
    let tone = if warns && tone == Tone::Good { Tone::Waiting } else { tone };
    let line = |finding: &Finding| {
        let word = match tone_of(finding.kind) {
            Tone::Bad => text::authorize::PROBLEM,
            Tone::Waiting => text::authorize::WARNING,
            Tone::Good => text::authorize::IN_ORDER,
            Tone::Neutral | Tone::Info => text::authorize::NOTE,
        };
        let about = text::authorize::finding(word, finding.statement);
        el("li").add(el("strong").say(&about)).say(" ").say(&language::of_server(&finding.message))
    };
    let findings = merge.findings.iter().map(line).fold(el("ul").class("bulleted"), El::add);
    let findings = (!merge.findings.is_empty()).then_some(findings);
    let banner = view! {
        <Banner tone=tone title=title>
            {el("p").say(&next)}
            {findings}
        </Banner>
    };
    el("div").add(banner)
}

/// How grave it is.
fn tone_of(kind: FindingKind) -> Tone {
    match kind {
        FindingKind::NotJson
        | FindingKind::NotAnObject
        | FindingKind::NoStatement
        | FindingKind::WrongShape
        | FindingKind::DeniesService
        | FindingKind::AllowsAnyone => Tone::Bad,
        FindingKind::MayDenyService
        | FindingKind::MayAllowAnyone
        | FindingKind::OpenToService
        | FindingKind::StaleExternalId
        | FindingKind::AllowedConditionally
        | FindingKind::TooLong => Tone::Waiting,
        FindingKind::AlreadyAllowed => Tone::Good,
        FindingKind::OldVersion => Tone::Info,
    }
}

fn count(diff: &[DiffLine], kind: DiffKind) -> usize {
    diff.iter().filter(|line| line.kind == kind).count()
}
