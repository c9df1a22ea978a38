use jiff::Timestamp;

use crate::support::{on_each_database, on_each_database_with};

const PATH: &str = "/.well-known/security.txt";

#[tokio::test]
async fn whom_to_tell_of_a_weakness_is_told_where_the_operator_says_so() {
    let contacts = "mailto:security@example.com,https://example.com/security";
    let options = ["--security-contact", contacts];
    on_each_database_with("getting-started", &options, async |console| {
        let reply = console.nobody().get(PATH).await.ok(200);
        assert_eq!(reply.headers["content-type"], "text/plain; charset=utf-8");
        let lines: Vec<_> = reply.text.lines().collect();
        let [first, second, expires] = lines[..] else { panic!("{lines:?}") };
        assert_eq!(first, "Contact: mailto:security@example.com");
        assert_eq!(second, "Contact: https://example.com/security");
        let expires: Timestamp = expires.strip_prefix("Expires: ").unwrap().parse().unwrap();
        let days = expires.duration_since(Timestamp::now()).as_hours() / 24;
        assert!((1..365).contains(&days), "{days}");
    })
    .await;
}

#[tokio::test]
async fn without_a_contact_there_is_no_page_in_its_place() {
    on_each_database("getting-started", async |console| {
        let missing = console.nobody().get(PATH).await.fails(404, "RESOURCE_NOT_FOUND");
        assert_eq!(missing.headers["content-type"], "application/json");
    })
    .await;
}
