//! What will happen, before anything does.

use leptos::prelude::*;

use crate::{
    client::session::service_name,
    links,
    pages::parts::fact,
    text,
    ui::{Banner, ExternalLink, Facts, Tone},
};

pub(super) fn overview() -> AnyView {
    let service = service_name();
    let steps = text::authorize::steps(&service).map(|step| view! { <li>{step}</li> });
    let terms = [
        (text::authorize::TERM_ACCOUNT, text::authorize::account_means(&service)),
        (text::authorize::TERM_TRUST_POLICY, text::authorize::TRUST_POLICY_MEANS.to_owned()),
        (text::authorize::TERM_EXTERNAL_ID, text::authorize::external_id_means(&service)),
    ];
    let terms = terms.into_iter().map(|(name, means)| fact(name, means));
    let why = text::authorize::why(&service);
    let checks = text::authorize::checks_text(&service);
    view! {
        <p>{why}</p>
        <h3>{text::authorize::WHAT_HAPPENS}</h3>
        <ol class="numbered">{steps.into_iter().collect_view()}</ol>
        <h3>{text::authorize::TERMS}</h3>
        <Facts>
            {terms.collect_view()}
        </Facts>
        <div class="cluster">
            <ExternalLink href=links::IAM_ROLES>{text::authorize::MORE_ABOUT_ROLES}</ExternalLink>
            <ExternalLink href=links::CONFUSED_DEPUTY>
                {text::authorize::MORE_ABOUT_EXTERNAL_ID}
            </ExternalLink>
        </div>
        <Banner tone=Tone::Info title=text::authorize::CHECKS_TITLE>
            <p>{checks}</p>
        </Banner>
        <p class="muted">{text::authorize::NOTHING_YET}</p>
    }
    .into_any()
}
