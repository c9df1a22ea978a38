//! What takes an answer.

use leptos::prelude::*;

use super::group;
use crate::ui::{Checkbox, Choice, Combobox, Icon, Panel, Select, Suggestion, TextField, Toggle};

pub(super) fn section() -> AnyView {
    let text = |text: &str| RwSignal::new(text.to_owned());
    let regions = vec![
        Choice::new("US_EAST_1", "US East (N. Virginia)"),
        Choice::new("EU_CENTRAL_1", "Europe (Frankfurt)"),
    ];
    let on = RwSignal::new(true);
    let (role, query) = (text("b"), text(""));
    let all = ["atlas-access", "backup", "encryption-at-rest"].map(|name| Suggestion {
        value: name.chars().take(1).collect(),
        label: name.to_owned(),
        detail: "arn:aws:iam::123456789012:role/".to_owned() + name,
    });
    let refused = text("b");
    let names = all.clone();
    let chosen = move || {
        let found = names.iter().find(|it| it.value == *role.read());
        found.map(|it| it.label.clone()).unwrap_or_default()
    };
    let fitting = move || {
        let fits = |it: &&Suggestion| it.detail.contains(query.read().as_str());
        all.iter().filter(fits).cloned().collect::<Vec<_>>()
    };
    group(
        "Fields",
        view! {
            <div class="grid">
                <Panel title="Text">
                    <TextField
                        label="Role name"
                        value=text("")
                        hint=Some(
                            "Up to 64 letters, digits and the characters + = , . @ _ -".to_owned(),
                        )
                        placeholder="atlas-access"
                        monospace=true
                    />
                    <TextField
                        label="Enter the Role ARN"
                        value=text("arn:aws:iam::123456789012:user/ok")
                        error=Some("This is the ARN of a user. Enter that of a role.".to_owned())
                        monospace=true
                    />
                    <TextField label="Project ID" value=text("64b0…01") readonly=true />
                    <TextField
                        label="Password"
                        value=text("sandbox")
                        input_type="password"
                        autocomplete="current-password"
                    />
                    <TextField
                        label="Search by ARN"
                        value=text("")
                        hide_label=true
                        icon=Icon::Search
                        input_type="search"
                        placeholder="Search by ARN"
                    />
                    <TextField
                        label="Trust policy in force"
                        value=text("{\n  \"Version\": \"2012-10-17\"\n}")
                        rows=4
                        monospace=true
                    />
                </Panel>
                <Panel title="Choices">
                    <Select
                        label="Customer Master Key Region"
                        value=text("")
                        options=regions.clone()
                        placeholder="Choose a region"
                    />
                    <Combobox
                        label="Role to assume"
                        value=role
                        chosen=Signal::derive(chosen)
                        query=query
                        options=Signal::derive(fitting)
                        nothing="No role has that in its name."
                    />
                    <Combobox
                        label="Role that was refused"
                        value=refused
                        chosen=Signal::stored("backup".to_owned())
                        query=text("")
                        options=Signal::stored(Vec::new())
                        nothing="There is no other role."
                        hint=Some("Only authorized roles are listed.".to_owned())
                        error=Some("AWS refuses this role now. Choose another one.".to_owned())
                    />
                    <Select
                        label="AWS IAM role"
                        value=text("EU_CENTRAL_1")
                        options=regions.clone()
                        error=Some("This role can no longer be assumed.".to_owned())
                        hint=Some("Only authorized roles are listed.".to_owned())
                    />
                    <Select
                        label="Fixed region"
                        value=text("US_EAST_1")
                        options=regions
                        disabled=true
                    />
                    <Toggle
                        label="Encryption at Rest using your Key Management"
                        checked=on
                        on_change=move |wished| on.set(wished)
                        hint="Encrypts backups and storage with your own key."
                    />
                    <Toggle label="Off" checked=false on_change=|_| () />
                    <Toggle label="On its way" checked=true busy=true on_change=|_| () />
                    <Toggle
                        label="Not for you"
                        checked=true
                        on_change=|_| ()
                        disabled_reason=Some("Only a project owner may do this.".to_owned())
                    />
                    <Checkbox label="I have read this" checked=RwSignal::new(true) />
                    <Checkbox
                        label="Merge with what is there"
                        checked=RwSignal::new(false)
                        hint="Other principals keep their access."
                    />
                    <Checkbox
                        label="Not now"
                        checked=RwSignal::new(false)
                        disabled=true
                    />
                </Panel>
            </div>
        }
        .into_any(),
    )
}
