use console_backend::{
    admin::{
        AdminError, add_program, add_project, add_user, list_owners, list_programs, revoke_program,
        set_owner,
    },
    auth::{password::Passwords, seal::Sealer},
    programs::Wish,
    routes::console::ORGANIZATION,
    store::SqlStore,
};
use wire::{ProjectId, ProjectRole, console::ProgramKind};

use crate::support::{databases, program::wish};

async fn on_each(test: impl AsyncFn(&SqlStore, ProjectId)) {
    for url in databases().await {
        let store = SqlStore::open(&url).await.unwrap();
        let made = add_project(&store, " Payments ").await.unwrap();
        assert_eq!(made.as_object().unwrap().len(), 1);
        test(&store, made["id"].as_str().unwrap().parse().unwrap()).await;
        store.close().await;
    }
}

async fn role_of(store: &SqlStore, person: &serde_json::Value, project: &ProjectId) -> ProjectRole {
    let person = person["id"].as_str().unwrap();
    store.membership(person, project).await.unwrap().unwrap().role
}

#[tokio::test]
async fn a_project_is_added_with_its_name() {
    on_each(async |store, project| {
        let found = store.project(&project, ProjectRole::Owner).await.unwrap().unwrap();
        assert_eq!(found.project.name, "Payments");
        assert!(matches!(add_project(store, " ").await, Err(AdminError::ProjectName(_))));
    })
    .await;
}

#[tokio::test]
async fn a_person_is_added_once_and_to_more_projects_with_the_same_password() {
    on_each(async |store, project| {
        let passwords = Passwords::default();
        let add = async |email: &str, project: &ProjectId, role, password: &str| {
            add_user(store, &passwords, email, project, role, password.to_owned()).await
        };
        let (owner, reader) = (ProjectRole::Owner, ProjectRole::ReadOnly);
        let person = add("Ada@Example.com", &project, owner, "a long one").await.unwrap();
        assert_eq!(role_of(store, &person, &project).await, owner);
        let (_, hash) = store.person_by_email("ada@example.com").await.unwrap().unwrap();
        assert!(passwords.verify("a long one".to_owned(), hash).await.unwrap());

        let other = add_project(store, "Other").await.unwrap();
        let other: ProjectId = other["id"].as_str().unwrap().parse().unwrap();
        let wrong = add("ada@example.com", &other, owner, "another one").await;
        assert!(matches!(wrong, Err(AdminError::OtherPassword(_))), "{wrong:?}");
        let again = add("ada@example.com", &other, reader, "a long one").await.unwrap();
        assert_eq!(again, person);
        assert_eq!(role_of(store, &again, &other).await, reader);
        add("ada@example.com", &project, reader, "a long one").await.unwrap();
        assert_eq!(role_of(store, &person, &project).await, reader, "changed");
    })
    .await;
}

#[tokio::test]
async fn what_can_not_be_added_says_why_and_adds_nothing() {
    on_each(async |store, project| {
        let (passwords, role) = (Passwords::default(), ProjectRole::Owner);
        let nowhere = ProjectId::from_bytes([7; 12]);
        for (email, project, password, part) in [
            ("ada", &project, "a long one", "looks like"),
            ("ada@example.com", &project, "", "on standard input"),
            ("ada@example.com", &project, "short", "at least 8"),
            ("ada@example.com", &nowhere, "a long one", "admin project add"),
        ] {
            let failed = add_user(store, &passwords, email, project, role, password.to_owned());
            let error = failed.await.unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
        assert!(store.person_by_email("ada@example.com").await.unwrap().is_none());
        let (sealer, kind) = (Sealer::generate(), ProgramKind::ApiKey);
        let key = add_program(store, &sealer, kind, &nowhere, wish(role)).await;
        assert!(matches!(key, Err(AdminError::NoProject(_))), "{key:?}");
    })
    .await;
}

#[tokio::test]
async fn keys_and_service_accounts_are_added_listed_and_revoked() {
    on_each(async |store, project| {
        let sealer = Sealer::generate();
        for (kind, id, secret) in [
            (ProgramKind::ApiKey, "publicKey", "privateKey"),
            (ProgramKind::ServiceAccount, "clientId", "clientSecret"),
        ] {
            let wish = Wish {
                label: "nightly".parse().unwrap(),
                access_list: "192.0.2.0/24,2001:db8::1".parse().unwrap(),
                expires_in_days: Some(30),
                ..wish(ProjectRole::ReadOnly)
            };
            let made = add_program(store, &sealer, kind, &project, wish).await.unwrap();
            assert_eq!(made.as_object().unwrap().len(), 2);
            let (id, secret) = (made[id].as_str().unwrap(), made[secret].as_str().unwrap());

            let listed = list_programs(store, kind, &project).await.unwrap();
            assert!(!listed.to_string().contains(secret));
            let [only] = &listed["results"].as_array().unwrap()[..] else { panic!("{listed}") };
            assert_eq!((only["id"].as_str(), only["role"].as_str()), (Some(id), Some("read-only")));
            assert_eq!(only["kind"], kind.as_str());
            assert_eq!(only["label"], "nightly");
            assert_eq!(only["accessList"], serde_json::json!(["192.0.2.0/24", "2001:db8::1"]));
            assert!(only["expiresDate"].is_string() && only["lastUsedDate"].is_null());

            assert_eq!(revoke_program(store, kind, id).await.unwrap()["id"], id);
            let again = revoke_program(store, kind, id).await;
            assert!(matches!(again, Err(AdminError::NoProgram(_))), "{again:?}");
            let listed = list_programs(store, kind, &project).await.unwrap();
            assert_eq!(listed["results"], serde_json::json!([]));
        }
        let nowhere = ProjectId::from_bytes([7; 12]);
        let listed = list_programs(store, ProgramKind::ApiKey, &nowhere).await;
        assert!(matches!(listed, Err(AdminError::NoProject(_))), "{listed:?}");
    })
    .await;
}

#[tokio::test]
async fn owners_of_the_organization_are_added_listed_and_removed_but_for_the_last() {
    on_each(async |store, project| {
        let passwords = Passwords::default();
        for email in ["ada@example.com", "eve@example.com"] {
            let role = ProjectRole::ReadOnly;
            let password = "a long one".to_owned();
            add_user(store, &passwords, email, &project, role, password).await.unwrap();
        }
        let emails = async || {
            let listed = list_owners(store).await.unwrap();
            let listed = listed["results"].as_array().unwrap().clone();
            assert!(listed.iter().all(|owner| owner["byGroup"] == false));
            let email = |owner: &serde_json::Value| owner["email"].as_str().unwrap().to_owned();
            listed.iter().map(email).collect::<Vec<_>>()
        };
        assert!(emails().await.is_empty());
        let unknown = set_owner(store, "bob@example.com", true).await;
        assert!(matches!(unknown, Err(AdminError::NoPerson(_))), "{unknown:?}");
        let ada = set_owner(store, "Ada@Example.com", true).await.unwrap();
        assert_eq!(set_owner(store, "ada@example.com", true).await.unwrap(), ada, "twice is once");
        assert_eq!(emails().await, ["ada@example.com"]);
        assert_eq!(role_of(store, &ada, &project).await, ProjectRole::Owner);
        let last = set_owner(store, "ada@example.com", false).await;
        assert!(matches!(last, Err(AdminError::LastOwner(_))), "{last:?}");

        set_owner(store, "eve@example.com", true).await.unwrap();
        set_owner(store, "ada@example.com", false).await.unwrap();
        set_owner(store, "ada@example.com", false).await.unwrap();
        assert_eq!(emails().await, ["eve@example.com"]);
        assert_eq!(role_of(store, &ada, &project).await, ProjectRole::ReadOnly);
        let log = store.organization_activity_after(ORGANIZATION, None, 10).await.unwrap();
        // In one millisecond, their order is any.
        let mut told: Vec<_> = log.iter().map(|it| (it.action.as_str(), &*it.subject)).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                ("owner-added", "ada@example.com"),
                ("owner-added", "eve@example.com"),
                ("owner-removed", "ada@example.com")
            ]
        );
        assert!(log.iter().all(|it| it.actor == "operator"));
    })
    .await;
}
