//! The program itself, as a sandbox that begins at a time of its own.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use axum::{body::Body, http::Request};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use serde_json::{Value, json};

use crate::support::PROJECT;

const START: &str = "2001-02-03T04:05:06Z";

fn serve(folder: &tempfile::TempDir, options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_console-backend"));
    let database = format!("sqlite:{}", folder.path().join("console.db").display());
    command.args(["serve", "--database", &database]).args(options);
    command
}

/// A running program, killed when dropped.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a new console with these options tells of the role that it began with and of two that are made.
async fn told(options: &[&str]) -> (String, Vec<Value>) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = serve(&folder, options);
    let mut child =
        command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let _program = Program(child);
    let url = line.trim().strip_prefix("listening on ").unwrap();
    let client = Client::builder(TokioExecutor::new()).build_http();
    let send = async |method: &str, path: &str, cookie: &str, body: Value| {
        let request = Request::builder()
            .method(method)
            .uri(format!("{url}{path}"))
            .header("content-type", "application/json")
            .header("origin", url)
            .header("cookie", cookie)
            .body(Body::from(body.to_string()));
        let answer = client.request(request.unwrap()).await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{method} {path}");
        let cookie = answer.headers().get("set-cookie").map(|it| it.to_str().unwrap().to_owned());
        let body = axum::body::to_bytes(Body::new(answer.into_body()), usize::MAX).await.unwrap();
        (cookie.unwrap_or_default(), serde_json::from_slice::<Value>(&body).unwrap())
    };
    let person = json!({ "email": "owner@example.com", "password": "sandbox" });
    let (cookie, _) = send("POST", "/api/console/v1/session", "", person).await;
    let session = cookie.split(';').next().unwrap().to_owned();
    let path = format!("/api/atlas/v2/groups/{PROJECT}/cloudProviderAccess");
    for _ in 0..2 {
        send("POST", &path, &session, json!({ "providerName": "AWS" })).await;
    }
    let (_, roles) = send("GET", &path, &session, Value::Null).await;
    (session, roles["awsIamRoles"].as_array().unwrap().clone())
}

#[tokio::test]
async fn it_says_the_same_each_time_but_its_sessions_are_secret() {
    let options = ["--scenario", "in-progress", "--sandbox-start", START];
    let ((session, roles), (other_session, other_roles)) =
        (told(&options).await, told(&options).await);
    assert_ne!(session, other_session);
    assert_eq!(roles.len(), 4);
    // Those of the scenario, made days before the start, are the same in everything; those made now were made a moment after it.
    assert_eq!(roles[..2], other_roles[..2]);
    assert_eq!(roles[0]["createdDate"], "2001-01-22T04:05:06Z");
    for (role, other) in roles.iter().zip(&other_roles).skip(2) {
        assert_eq!(role["roleId"], other["roleId"]);
        assert_eq!(role["atlasAssumedRoleExternalId"], other["atlasAssumedRoleExternalId"]);
        let created = role["createdDate"].as_str().unwrap();
        assert!(("2001-02-03T04:05:06Z".."2001-02-03T04:10:00Z").contains(&created), "{created}");
    }
    let (_, usual) = told(&["--scenario", "in-progress"]).await;
    assert_ne!(usual[2]["atlasAssumedRoleExternalId"], roles[2]["atlasAssumedRoleExternalId"]);
}

#[test]
fn it_needs_a_scenario_in_the_sandbox_on_this_machine() {
    for (options, reason) in [
        (&["--sandbox-start", START][..], "--scenario"),
        (&["--sandbox-start", "yesterday", "--scenario", "in-progress"], "yesterday"),
        (
            &["--sandbox-start", START, "--scenario", "in-progress", "--cloud", "aws"],
            "--cloud sandbox",
        ),
        (
            &["--sandbox-start", START, "--scenario", "in-progress", "--listen", "0.0.0.0:0"],
            "loopback",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = serve(&folder, options);
        // An emulator, which a scenario may be in.
        command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(reason), "{options:?}: {said}");
    }
}
