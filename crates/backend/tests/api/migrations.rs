//! A database of an earlier version is brought up to date with what is in it.

use std::borrow::Cow;

use console_backend::store::{DatabaseUrl, SqlStore};
use engine::{
    Condition, RoleStatus,
    ports::{Order, RoleQuery, Store},
};
use sqlx::{AnyPool, migrate::Migrator};
use wire::ProjectRole;

use crate::support::{PROJECT, databases};

const FIRST: &str = "
    INSERT INTO projects VALUES ('64b000000000000000000001', 'P', '64b0000000000000000000aa', 1000);
    INSERT INTO access_roles VALUES ('64b000000000000000000011', '64b000000000000000000001',
        '3f1ebf1a-4e55-4c6e-9203-d48ee82131e3', 1000, 'a@example.com', 'in-progress', NULL, NULL,
        'create-role', 'half', '', 2, NULL, '64b000000000000000000011', 2);
    INSERT INTO access_roles VALUES ('64b000000000000000000012', '64b000000000000000000001',
        '4f1ebf1a-4e55-4c6e-9203-d48ee82131e3', 2000, 'a@example.com', 'authorized',
        'arn:aws:iam::000000000000:role/ok', 5000, NULL, '', '', 0, '64b000000000000000000021',
        'arn:aws:iam::000000000000:role/ok', 2);
    INSERT INTO attempts VALUES ('64b000000000000000000021', '64b000000000000000000012',
        'arn:aws:iam::000000000000:role/ok', 4000, 'a@example.com', 'passed',
        '{\"checks\":[],\"failure\":null}');
    INSERT INTO activity VALUES ('64b000000000000000000031', '64b000000000000000000001', 5000,
        'a@example.com', 'authorized', '64b000000000000000000012', NULL, NULL);
    INSERT INTO encryption_at_rest VALUES ('64b000000000000000000001', 'ok-key', 'US_EAST_1',
        '64b000000000000000000012', NULL, NULL, 1);
    INSERT INTO feature_usages VALUES ('64b000000000000000000012', '64b000000000000000000001',
        'ENCRYPTION_AT_REST', '64b000000000000000000001');
    INSERT INTO clusters VALUES ('64b000000000000000000001', 'Cluster0', 'M10', 'US_EAST_1', 'IDLE', 'AWS');
    INSERT INTO api_keys VALUES ('abcdefgh', '64b000000000000000000001', 'read-only', 'v1.00', 'v1.01', 3000);
";

#[tokio::test]
async fn what_the_first_version_kept_is_counted_and_taken_for_good() {
    sqlx::any::install_default_drivers();
    for url in databases().await {
        let address = match &url {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{path}?mode=rwc"),
            DatabaseUrl::Postgres(address) => address.clone(),
        };
        let pool = AnyPool::connect(&address).await.unwrap();
        let mut first: Migrator = sqlx::migrate!();
        first.migrations = Cow::Owned(first.iter().take(1).cloned().collect());
        first.run(&pool).await.unwrap();
        sqlx::raw_sql(FIRST).execute(&pool).await.unwrap();
        pool.close().await;

        let store = SqlStore::open(&url).await.unwrap();
        let query = RoleQuery { order: Order::Ascending, limit: 10, ..RoleQuery::default() };
        let page = store.role_page(&PROJECT.parse().unwrap(), &query).await.unwrap();
        let [half, authorized] = &page.items[..] else { panic!("{page:?}") };
        assert_eq!(page.total, 2);
        let searched = |text: &str| RoleQuery { search: text.to_owned(), ..query.clone() };
        for (text, expected) in
            [("role/OK", vec![authorized]), ("/ok\"", vec![]), ("0011", vec![half])]
        {
            let page = store.role_page(&PROJECT.parse().unwrap(), &searched(text)).await.unwrap();
            assert_eq!(page.items.iter().collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!((half.status(), half.label.as_str()), (RoleStatus::InProgress, ""));
        let draft = half.draft().unwrap();
        assert_eq!((draft.role_name.as_str(), draft.revision, &draft.saved), ("half", 2, &None));
        let (_, since) = authorized.authorized().unwrap();
        let health = authorized.health().unwrap();
        assert_eq!((&health.condition, health.checked), (&Condition::Good { since }, since));
        let attempt = authorized.last_attempt.as_ref().unwrap();
        assert_eq!((attempt.from.as_str(), attempt.finished), ("", None));
        let attempts = store.attempts(&authorized.id, 0, 10).await.unwrap();
        assert_eq!(attempts.items, std::slice::from_ref(attempt));
        // Encryption at rest without a master key encrypted nothing: it is off, and its role is free.
        assert!(authorized.usages.is_empty());
        let project = PROJECT.parse().unwrap();
        assert_eq!(store.encryption(&project).await.unwrap().settings, None);
        let clusters = store.clusters(&project, 0, 10).await.unwrap().items;
        assert_eq!(clusters.iter().filter(|cluster| cluster.key.is_none()).count(), 1);
        let key = store.api_key("abcdefgh").await.unwrap().unwrap();
        assert_eq!((key.ha1_md5.as_str(), key.ha1_sha256.as_str()), ("v1.00", "v1.01"));
        let grant = key.program.grant;
        assert_eq!((grant.project, grant.role), (project, ProjectRole::ReadOnly));
        assert_eq!((grant.expires, grant.created.as_second()), (None, 3));
        assert!(grant.access_list.allows(None), "from everywhere, as before");
        let due = store.claim_check(since, since).await.unwrap();
        assert_eq!(due.map(|role| role.id), Some(authorized.id.clone()));
        store.close().await;
    }
}
