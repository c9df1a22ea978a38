//! A new role by AWS CloudFormation.

use leptos::prelude::*;
use wire::{
    Partition, Region, RoleName,
    cloudformation::{self as template, ACCESS_ROLE_FILE},
};

use super::{FormCx, stacked};
use crate::{
    client::session::template_url,
    links,
    pages::{
        parts::{copyable, fact, facts},
        project::roles::authorize::procedures::shared::{download, sentence_with_link},
    },
    text,
    ui::{ExternalLink, dynamic, el},
};

/// The template, what its parameters are, and where in the AWS console it goes.
pub(super) fn cloudformation(cx: FormCx, name: Memo<Option<RoleName>>) -> AnyView {
    let filled_in = move || {
        let name = name.get()?;
        Some(cx.parts.with_value(|it| template::access_role(&name, &it.principal, &it.external_id)))
    };
    let quick = template_url().zip(stack_region(cx.partition)).map(|(url, region)| {
        let link = dynamic(move || {
            let name = name.get();
            let href = cx.parts.with_value(|it| {
                let (principal, id) = (&it.principal, &it.external_id);
                template::quick_create_url(&url, region, principal, id, name.as_ref())
            });
            view! { <ExternalLink href=href>{text::authorize::QUICK_CREATE}</ExternalLink> }
        });
        stacked([
            el("p").say(&text::authorize::quick_create(region.code())).into_any(),
            el("p").add(link).into_any(),
            el("p").class("muted").say(text::authorize::OR_UPLOAD).into_any(),
        ])
    });
    let create = view! {
        <ExternalLink href=links::aws_console_create_stack(cx.partition)>
            {text::authorize::CREATE_STACK}
        </ExternalLink>
    };
    let upload = el("ol")
        .class("numbered")
        // Letters, as the numbers are those of the procedure.
        .attr("type", "a")
        .add(el("li").say(text::authorize::STEP_TEMPLATE))
        .add(el("li").add(sentence_with_link(text::authorize::STEP_UPLOAD, create.into_any())))
        .add(el("li").say(text::authorize::STEP_SUBMIT));
    let (principal, external_id) =
        cx.parts.with_value(|it| (it.principal.clone(), it.external_id.to_string()));
    let role_name = dynamic(move || match name.get() {
        Some(name) => copyable(name.as_str().to_owned(), text::authorize::COPY_ROLE_NAME),
        None => el("span").class("muted").say(text::authorize::NAME_FIRST),
    });
    // As the template calls its parameters.
    let parameters = facts(vec![
        fact("ServicePrincipalArn", copyable(principal, text::authorize::COPY_PRINCIPAL)),
        fact("ExternalId", copyable(external_id, text::authorize::COPY_EXTERNAL_ID)),
        fact("RoleName", role_name),
    ]);
    stacked([
        quick.into_any(),
        upload.into_any(),
        download(text::authorize::DOWNLOAD_TEMPLATE, ACCESS_ROLE_FILE, filled_in),
        el("p").say(text::authorize::PARAMETERS).into_any(),
        parameters,
    ])
}

/// The region that the AWS console opens for a new stack; the role itself is in none.
fn stack_region(partition: Partition) -> Option<Region> {
    let code = match partition {
        Partition::Aws => "us-east-1",
        Partition::AwsUsGov => "us-gov-west-1",
        Partition::AwsCn => "cn-north-1",
    };
    Region::of_partition(partition).find(|region| region.code() == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_partition_has_a_region_for_stacks() {
        for partition in Partition::ALL {
            assert_eq!(stack_region(partition).unwrap().partition(), partition);
        }
    }
}
