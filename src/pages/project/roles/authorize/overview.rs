//! What will happen, before anything does.

use std::cell::OnceCell;

use leptos::prelude::*;
use web_sys::Element;

use crate::{
    client::session::service_name,
    links,
    pages::parts::{fact, facts, message},
    text,
    ui::{El, ExternalLink, Live, Tone, copied, el},
};

pub(crate) fn overview() -> AnyView {
    thread_local! {
        static OVERVIEW: OnceCell<Element> = const { OnceCell::new() };
    }
    OVERVIEW.with(|made| copied(made, make)).into_any()
}

fn make() -> El {
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
    el("div")
        .class("panel-body")
        .add(el("p").say(&text::authorize::why(&service)))
        .add(el("h3").say(text::authorize::WHAT_HAPPENS))
        .add(steps)
        .add(el("h3").say(text::authorize::TERMS))
        .add(facts(terms))
        .add(el("div").class("cluster").add(roles).add(external_id))
        .add(message(Tone::Info, Live::Off, text::authorize::CHECKS_TITLE, checks))
        .add(el("p").class("muted").say(text::authorize::NOTHING_YET))
}
