//! What will happen, before anything does.

use leptos::prelude::*;

use crate::{
    client::session::service_name,
    links,
    pages::parts::{fact, facts, message},
    text,
    ui::{ExternalLink, Live, Tone, el, several},
};

pub(crate) fn overview() -> AnyView {
    let service = service_name();
    let steps = text::authorize::steps(&service);
    let steps =
        steps.iter().fold(el("ol").class("numbered"), |steps, step| steps.add(el("li").say(step)));
    let terms = vec![
        fact(text::authorize::TERM_ACCOUNT, text::authorize::account_means(&service)),
        fact(text::authorize::TERM_TRUST_POLICY, text::authorize::TRUST_POLICY_MEANS.get()),
        fact(text::authorize::TERM_EXTERNAL_ID, text::authorize::external_id_means(&service)),
    ];
    let checks = text::authorize::checks_text(&service);
    let roles = view! {
        <ExternalLink href=links::IAM_ROLES>{text::authorize::MORE_ABOUT_ROLES}</ExternalLink>
    };
    let external_id = view! {
        <ExternalLink href=links::CONFUSED_DEPUTY>
            {text::authorize::MORE_ABOUT_EXTERNAL_ID}
        </ExternalLink>
    };
    several([
        el("p").say(&text::authorize::why(&service)).into_any(),
        el("h3").say(text::authorize::WHAT_HAPPENS).into_any(),
        steps.into_any(),
        el("h3").say(text::authorize::TERMS).into_any(),
        facts(terms),
        el("div").class("cluster").add(roles).add(external_id).into_any(),
        message(Tone::Info, Live::Off, text::authorize::CHECKS_TITLE, checks),
        el("p").class("muted").say(text::authorize::NOTHING_YET).into_any(),
    ])
}
