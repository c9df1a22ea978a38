//! The program itself, by TLS.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
};

use axum::{
    body::Body,
    http::{Request, Version},
};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use rcgen::{CertificateParams, KeyPair};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
};
use tokio_rustls::TlsConnector;

/// A certificate of `localhost` and its key, in a folder of its own.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        let files = Self(tempfile::tempdir().unwrap());
        files.renew();
        files
    }

    fn renew(&self) {
        let key = KeyPair::generate().unwrap();
        let names = vec!["localhost".to_owned()];
        let certificate = CertificateParams::new(names).unwrap().self_signed(&key).unwrap();
        fs::write(self.chain(), certificate.pem()).unwrap();
        fs::write(self.key(), key.serialize_pem()).unwrap();
    }

    fn chain(&self) -> PathBuf {
        self.0.path().join("chain.pem")
    }

    fn key(&self) -> PathBuf {
        self.0.path().join("key.pem")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_console-backend"));
        let database = format!("sqlite:{}", self.0.path().join("console.db").display());
        command.args(["serve", "--listen", "127.0.0.1:0", "--database", &database]);
        command.args(["--scenario", "getting-started"]);
        command.arg("--tls-cert").arg(self.chain()).arg("--tls-key").arg(self.key());
        command
    }

    /// A client that trusts the certificate as it is now.
    fn trusting(&self) -> ClientConfig {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(self.chain()).unwrap()).unwrap();
        ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth()
    }
}

/// The running program, killed when dropped.
struct Program {
    child: Child,
    port: u16,
    log: mpsc::UnboundedReceiver<String>,
}

impl Program {
    fn start(files: &Files) -> Self {
        let mut child =
            files.command().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("listening on https://127.0.0.1:").unwrap();
        let port = port.parse().unwrap();
        let (tell, log) = mpsc::unbounded_channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Self { child, port, log }
    }

    /// Asks it to read the certificate anew, and waits for what it says of that.
    async fn hang_up(&mut self) -> String {
        let done = Command::new("kill").args(["-HUP", &self.child.id().to_string()]).status();
        assert!(done.unwrap().success());
        loop {
            let line = self.log.recv().await.unwrap();
            if line.contains("the certificate") {
                return line;
            }
        }
    }

    fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    async fn stream(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).await.unwrap()
    }

    /// Whether somebody with these settings gets a connection.
    async fn takes(&self, client: ClientConfig) -> bool {
        let name = ServerName::try_from("localhost").unwrap();
        let connector = TlsConnector::from(Arc::new(client));
        connector.connect(name, self.stream().await).await.is_ok()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn by_tls_the_session_is_a_secure_cookie_of_this_host_over_either_version() {
    let files = Files::new();
    let program = Program::start(&files);
    for (version, is_two) in [(Version::HTTP_11, false), (Version::HTTP_2, true)] {
        let connector = hyper_rustls::HttpsConnectorBuilder::new()
            .with_tls_config(files.trusting())
            .https_only();
        let connector = match is_two {
            true => connector.enable_http2().build(),
            false => connector.enable_http1().build(),
        };
        let client = Client::builder(TokioExecutor::new()).http2_only(is_two).build(connector);
        let body = r#"{"email":"owner@example.com","password":"sandbox"}"#;
        let request = Request::post(program.url("/api/console/v1/session"))
            .header("content-type", "application/json")
            .header("origin", program.url(""))
            .body(Body::from(body));
        let answer = client.request(request.unwrap()).await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.version()), (200, version));
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        let (pair, attributes) = cookie.split_once(';').unwrap();
        assert!(pair.starts_with("__Host-console-session="), "{cookie}");
        assert_eq!(attributes, " Path=/; HttpOnly; SameSite=Strict; Secure");
        let request = Request::get(program.url("/api/atlas/v2/groups")).header("cookie", pair);
        let answer = client.request(request.body(Body::empty()).unwrap()).await.unwrap();
        let body = axum::body::to_bytes(Body::new(answer.into_body()), usize::MAX).await.unwrap();
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let link = json["links"][0]["href"].as_str().unwrap();
        assert!(link.starts_with(&program.url("/api/atlas/v2/groups?")), "{link}");
    }
}

#[tokio::test]
async fn a_new_certificate_is_taken_on_a_signal_and_a_bad_one_is_not() {
    let files = Files::new();
    let mut program = Program::start(&files);
    let before = files.trusting();
    assert!(program.takes(before.clone()).await);
    files.renew();
    let after = files.trusting();
    assert!(program.takes(before.clone()).await && !program.takes(after.clone()).await);
    let told = program.hang_up().await;
    assert!(told.contains("was read anew"), "{told}");
    assert!(program.takes(after.clone()).await && !program.takes(before).await);

    fs::write(files.key(), "no key").unwrap();
    let told = program.hang_up().await;
    assert!(told.contains("stays as it was") && told.contains("key.pem"), "{told}");
    assert!(program.takes(after).await);
}

#[tokio::test]
async fn who_speaks_no_tls_or_nothing_at_all_is_in_nobodys_way() {
    let files = Files::new();
    let program = Program::start(&files);
    let mut plain = program.stream().await;
    plain.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let silent = program.stream().await;
    assert!(program.takes(files.trusting()).await);
    let mut told = Vec::new();
    let _ = plain.read_to_end(&mut told).await;
    assert!(!told.starts_with(b"HTTP"), "{told:?}");
    drop(silent);
}

#[tokio::test]
async fn a_client_that_sends_its_headers_too_slowly_is_let_go() {
    let files = Files::new();
    let program = Program::start(&files);
    let name = ServerName::try_from("localhost").unwrap();
    let connector = TlsConnector::from(Arc::new(files.trusting()));
    let mut slow = connector.connect(name, program.stream().await).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: loc").await.unwrap();
    // Nothing more is sent; the end comes from the other side.
    let mut told = Vec::new();
    let _ = slow.read_to_end(&mut told).await;
    assert!(!told.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&told));
}

#[test]
fn a_certificate_that_can_not_be_used_is_told_at_the_start() {
    let files = Files::new();
    let told = |path: &Path, text: &str| {
        let before = fs::read(path).unwrap();
        fs::write(path, text).unwrap();
        let output = files.command().output().unwrap();
        fs::write(path, before).unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let other = KeyPair::generate().unwrap().serialize_pem();
    for (path, text) in
        [(files.chain(), "no certificate"), (files.key(), "no key"), (files.key(), &other)]
    {
        let said = told(&path, text);
        assert!(said.contains("chain.pem: ") || said.contains("key.pem: "), "{said}");
    }
    let mut alone = Command::new(env!("CARGO_BIN_EXE_console-backend"));
    let output = alone.args(["serve", "--tls-cert", "x"]).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("--tls-key"));
}
