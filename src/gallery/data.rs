//! Tables, facts, code, tabs.

use leptos::prelude::*;

use super::group;
use crate::ui::{
    Badge, Button, Change, CodeBlock, Column, Diff, Disclosure, Fact, Facts, Icon, IconButton,
    Language, Menu, MenuItem, Pager, Panel, SkeletonRows, Sort, SortDirection, Tab, Table, Tabs,
    Tone, Variant,
};

const POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::000000000000:root" },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": { "sts:ExternalId": "f1ebf1a4-5e55-4c6e-8203-d48ee82131e3" }
      }
    }
  ]
}"#;

const COMMAND: &str = "aws iam create-role --role-name atlas-access \\
  --assume-role-policy-document file://role-trust-policy.json";

pub(super) fn section() -> AnyView {
    group(
        "Data",
        view! {
            {roles()}
            <Panel title="A table that loads">
                <Table label="Clusters" columns=vec![Column::new("Name"), Column::new("Tier")]>
                    <SkeletonRows rows=2 columns=2 />
                </Table>
            </Panel>
            <Panel
                title="Role details"
                icon=Icon::Role
                actions=|| view! { <Badge tone=Tone::Good text="authorized" /> }
            >
                <Facts>
                    <Fact name="Role ARN" monospace=true>
                        "arn:aws:iam::561824958585:role/service/atlas-ingest-00000"
                    </Fact>
                    <Fact name="External ID" monospace=true>
                        "f1ebf1a4-5e55-4c6e-8203-d48ee82131e3"
                    </Fact>
                    <Fact name="Services">"Encryption at rest"</Fact>
                </Facts>
            </Panel>
            <Tabs
                label="The role's documents"
                selected=RwSignal::new(0)
                tabs=vec![
                    Tab::new(
                        "Trust policy",
                        || {
                            view! {
                                <CodeBlock
                                    code=POLICY
                                    label="Trust policy"
                                    copy_label="Copy trust policy"
                                    language=Language::Json
                                />
                            }
                        },
                    ),
                    Tab::new(
                        "Command",
                        || {
                            view! {
                                <CodeBlock
                                    code=COMMAND
                                    label="Command"
                                    copy_label="Copy command"
                                    language=Language::Shell
                                />
                            }
                        },
                    ),
                ]
            />
            <CodeBlock
                code="aws iam create-role --role-name …"
                label="Command without a name"
                copy_label="Copy command without a name"
                language=Language::Shell
                disabled_reason=Some("Enter the role's name first.".to_owned())
            />
            <Diff
                label="Difference"
                lines=[
                    (Change::Same, "{"),
                    (Change::Removed, "  \"Version\": \"2008-10-17\","),
                    (Change::Added, "  \"Version\": \"2012-10-17\","),
                    (Change::Same, "  \"Statement\": []"),
                    (Change::Same, "}"),
                ]
                    .map(|(change, line)| (change, line.to_owned()))
                    .to_vec()
            />
            <Disclosure title="Create New Role with the AWS CLI" open=RwSignal::new(true)>
                <p>"Save the trust policy as " <code>"role-trust-policy.json"</code> "."</p>
                <ol class="numbered">
                    <li>"Copy the policy."</li>
                    <li>"Run the command."</li>
                </ol>
            </Disclosure>
            <Disclosure
                title="Add Trust Relationships to an Existing Role"
                open=RwSignal::new(false)
            >
                <p>"Open the role in the AWS console."</p>
            </Disclosure>
        }
        .into_any(),
    )
}

fn roles() -> AnyView {
    let direction = RwSignal::new(Some(SortDirection::Descending));
    let turn = move |()| {
        direction.update(|way| {
            *way = match way {
                Some(SortDirection::Descending) => Some(SortDirection::Ascending),
                _ => Some(SortDirection::Descending),
            }
        });
    };
    let sort = Sort { direction: direction.into(), on_sort: Callback::new(turn) };
    let columns = vec![
        Column::new("Role ARN"),
        Column::new("Created").sortable(sort),
        Column::new("Status"),
        Column::new("Services"),
        Column::hidden("Actions"),
    ];
    let row = |(index, name): (usize, &'static str)| {
        let in_progress = name.is_empty();
        let (tone, state) = match in_progress {
            true => (Tone::Waiting, "in progress"),
            false => (Tone::Good, "authorized"),
        };
        let resume =
            in_progress.then(|| view! { <Button small=true on_click=|()| ()>"Resume"</Button> });
        view! {
            <tr class:fresh=index == 1>
                <th scope="row">
                    {if in_progress {
                        view! { <span class="muted">"Not known yet"</span> }.into_any()
                    } else {
                        view! { <span class="mono">"arn:aws:iam::561824958585:role/" {name}</span> }
                            .into_any()
                    }}
                </th>
                <td data-label="Created">"17 Mar 2026, 22:29"</td>
                <td data-label="Status">
                    <Badge tone=tone text=state />
                </td>
                <td data-label="Services">
                    <span class="muted">"None"</span>
                </td>
                <td class="row-actions">
                    <span class="cluster">
                        {resume} <IconButton label="Delete" icon=Icon::Trash on_click=|()| () />
                        <Menu
                            label="More actions"
                            icon=Icon::Dots
                            icon_only=true
                            align_end=true
                            items=vec![MenuItem::link("View Role Details", "#Data")]
                        />
                    </span>
                </td>
            </tr>
        }
    };
    let no_next = Signal::stored(None::<String>);
    let names = ["atlas-ingest-00000", "atlas-metrics-00001", "", "atlas-lake-00003"];
    view! {
        <div class="stack">
            <div class="toolbar">
                <p>"Four roles"</p>
                <Button variant=Variant::Primary on_click=|()| ()>
                    "Authorize an AWS IAM Role"
                </Button>
            </div>
            <Table label="AWS IAM roles" columns=columns>
                {names.into_iter().enumerate().map(row).collect_view()}
            </Table>
            <Pager
                summary="1 to 4 of 10,000"
                no_previous=Some("This is the first page.".to_owned())
                no_next=no_next
                on_previous=|()| ()
                on_next=|()| ()
            />
        </div>
    }
    .into_any()
}
