//! The projects of the person who is signed in.

mod create;

use leptos::prelude::*;
use wire::console::Project;

use self::create::CreateProject;
use super::{
    parts::{PageHead, awaited, time_ago},
    top_bar::TopBar,
};
use crate::{
    client::{projects, remote::Remote},
    paths, text,
    ui::{Button, Column, CopyButton, EmptyState, Icon, Table, Variant},
};

/// The list, and the button that makes one more.
#[component]
pub fn Projects() -> impl IntoView {
    let list = Remote::new(projects::list);
    let creating = RwSignal::new(false);
    let create = move || {
        view! {
            <Button variant=Variant::Primary icon=Icon::Plus on_click=move |()| creating.set(true)>
                {text::project::NEW_PROJECT}
            </Button>
        }
    };
    let show = move |list: Vec<Project>| {
        if list.is_empty() {
            return view! {
                <EmptyState title=text::project::NO_PROJECTS action=create>
                    <p>{text::project::NO_PROJECTS_TEXT}</p>
                </EmptyState>
            }
            .into_any();
        }
        let columns = vec![
            Column::new(text::project::PROJECT_NAME),
            Column::new(text::project::PROJECT_ID),
            Column::new(text::project::YOUR_ROLE),
            Column::new(text::project::ROLE_COUNT),
            Column::new(text::project::CREATED),
        ];
        view! {
            <Table label=text::project::PROJECTS columns=columns>
                {list.into_iter().map(row).collect_view()}
            </Table>
        }
        .into_any()
    };
    view! {
        <TopBar />
        <main class="page alone" id="main" tabindex="-1">
            <PageHead
                title=text::project::PROJECTS
                intro=text::project::PROJECTS_INTRO
                actions=create
            />
            {awaited(list, show)}
        </main>
        <CreateProject open=creating />
    }
}

fn row(project: Project) -> impl IntoView {
    let id = project.id.to_string();
    view! {
        <tr>
            <th scope="row">
                <a href=paths::integrations(&id)>{project.name}</a>
            </th>
            <td data-label=text::project::PROJECT_ID>
                <span class="mono">{id.clone()}</span>
                <CopyButton text=id label=text::project::COPY_PROJECT_ID icon_only=true />
            </td>
            <td data-label=text::project::YOUR_ROLE>{text::project::membership(project.role)}</td>
            <td data-label=text::project::ROLE_COUNT>{text::grouped(project.role_count)}</td>
            <td data-label=text::project::CREATED>{time_ago(&project.created_date)}</td>
        </tr>
    }
}
