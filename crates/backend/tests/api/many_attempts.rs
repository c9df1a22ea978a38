use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::support::{new_role, on_each_database_with, project, role};

/// How many validations go on at once.
const ATTEMPTS: usize = 200;

/// What the roles do, in turn: every second one passes after 12 seconds of refusals, a quarter gets no answer.
const NAMES: [&str; 4] = ["slow", "ok", "slow", "unreachable"];

#[tokio::test]
async fn two_hundred_attempts_at_once_all_end_and_keep_no_list_waiting() {
    let options = ["--propagation-window", "30", "--rate-limit", "100000"];
    on_each_database_with("getting-started", &options, async |console| {
        let owner = console.owner().await;
        let ids = join_all((0..ATTEMPTS).map(|_| new_role(&owner))).await;
        let begin = async |number: usize, id: &String| {
            let name = format!("{}-{number}", NAMES[number % NAMES.len()]);
            let body = json!({"roleArn": format!("arn:aws:iam::000000000000:role/{name}")});
            let begun = owner.post(&role(id, "/attempts"), &body.to_string()).await.ok(202);
            role(id, &format!("/attempts/{}/events", begun.text_at("/id")))
        };
        let begun = join_all(ids.iter().enumerate().map(|(number, id)| begin(number, id))).await;

        let list = async || {
            let page = owner.get(&project("/roles?itemsPerPage=500")).await.ok(200).json();
            let verdicts = page["results"].as_array().unwrap().iter();
            let verdicts = verdicts.map(|role| role["lastAttempt"]["verdict"].clone());
            verdicts.collect::<Vec<Value>>()
        };
        let count = |verdicts: &[Value], wanted: &str| {
            verdicts.iter().filter(|verdict| *verdict == wanted).count()
        };
        assert!(count(&list().await, "running") >= ATTEMPTS / 2, "the slow ones go on");
        // Somebody watches each of them, and whenever one ends, somebody else opens the list.
        let (ended, mut next_end) = mpsc::unbounded_channel();
        let watch = async |path: &String, ended: mpsc::UnboundedSender<()>| {
            let events = owner.get(path).await.ok(200);
            assert!(events.text.contains("\"verdict\":"));
            ended.send(()).unwrap();
        };
        let watched = join_all(begun.iter().map(|path| watch(path, ended.clone())));
        drop(ended);
        let listed = async {
            let mut meanwhile = 0;
            while next_end.recv().await.is_some() {
                if count(&list().await, "running") > 0 {
                    meanwhile += 1;
                }
            }
            meanwhile
        };
        let (_, listed_meanwhile) = join(watched, listed).await;
        assert!(listed_meanwhile >= ATTEMPTS / 4, "{listed_meanwhile} lists while attempts ran");
        let verdicts = list().await;
        assert_eq!(count(&verdicts, "passed"), ATTEMPTS * 3 / 4);
        assert_eq!(count(&verdicts, "unreachable"), ATTEMPTS / 4);
        let authorized = owner.get(&project("/roles?status=authorized")).await.ok(200).json();
        assert_eq!(authorized["totalCount"], 150);
    })
    .await;
}
