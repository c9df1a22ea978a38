use http_auth::{PasswordClient, PasswordParams};
use proptest::prelude::*;

use super::*;

const URI: &str = "/api/atlas/v2/groups?pageNum=1&itemsPerPage=5";

struct Server {
    digest: Digest,
    sealer: Sealer,
    secret: NewApiKey,
    key: ApiKey,
}

fn server() -> Server {
    let (sealer, secret) = (Sealer::generate(), NewApiKey::generate());
    let grant = Grant::new(ProjectId::from_bytes([1; 12]), ProjectRole::Owner, at(0));
    let key = secret.to_stored(grant, &sealer);
    Server { digest: Digest::default(), sealer, secret, key }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

impl Server {
    /// A client that was challenged at second 0 with only that algorithm.
    fn client(&self, algorithm: Algorithm) -> PasswordClient {
        let [sha256, md5] = self.digest.challenges(at(0), false);
        let challenge = if algorithm == Algorithm::Md5 { md5 } else { sha256 };
        PasswordClient::try_from(challenge.to_str().unwrap()).unwrap()
    }

    fn answer(&self, client: &mut PasswordClient) -> Credentials {
        let (username, password) = (&*self.secret.public_key, &*self.secret.private_key);
        let body = Some(&[] as &[u8]);
        let params = PasswordParams { username, password, uri: URI, method: "GET", body };
        parse(&client.respond(&params).unwrap()).unwrap()
    }

    fn verify(&self, credentials: &Credentials, now: Timestamp) -> Result<(), Refused> {
        self.digest.verify(credentials, "GET", URI, Some(&self.key), &self.sealer, now)
    }
}

const WRONG: Result<(), Refused> = Err(Refused { stale: false });
const STALE: Result<(), Refused> = Err(Refused { stale: true });

#[test]
fn the_examples_of_rfc_7616_and_rfc_2617_give_their_responses() {
    let rfc_7616 = |algorithm: &str, response: &str| {
        format!(
            r#"Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html",
            algorithm={algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001,
            cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="{response}",
            opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#
        )
        .replace("\n           ", "")
    };
    let sha256 = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
    let rfc_2617 = r#"Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41""#;
    for (header, password) in [
        (rfc_7616("MD5", "8ca523f5e9506fed4657c9700eebdbec"), "Circle of Life"),
        (rfc_7616("SHA-256", sha256), "Circle of Life"),
        (rfc_2617.to_owned(), "Circle Of Life"),
    ] {
        let credentials = parse(&header).unwrap();
        let ha1 = credentials.algorithm.hash(&["Mufasa", &credentials.realm, password]);
        assert_eq!(credentials.expected_response(&ha1, "GET"), credentials.response);
    }
}

#[test]
fn a_challenge_names_the_stronger_algorithm_first_and_one_nonce() {
    let digest = Digest::default();
    let [sha256, md5] = digest.challenges(at(0), false).map(|it| it.to_str().unwrap().to_owned());
    assert!(sha256.starts_with(r#"Digest realm="Atlas Public API", nonce=""#), "{sha256}");
    assert!(sha256.ends_with(r#"", algorithm=SHA-256, qop="auth""#), "{sha256}");
    assert_eq!(sha256.replace("SHA-256", "MD5"), md5);
    let [_, stale] = digest.challenges(at(0), true);
    assert!(stale.to_str().unwrap().ends_with(r#", qop="auth", stale=true"#));
}

#[test]
fn what_a_client_computes_is_accepted_once() {
    let server = server();
    for algorithm in [Algorithm::Md5, Algorithm::Sha256] {
        let mut client = server.client(algorithm);
        for _ in 0..3 {
            let credentials = server.answer(&mut client);
            assert_eq!(credentials.algorithm, algorithm);
            assert_eq!(server.verify(&credentials, at(1)), Ok(()));
            assert_eq!(server.verify(&credentials, at(1)), STALE, "a replay");
        }
    }
}

#[test]
fn requests_may_overtake_each_other() {
    let server = server();
    let mut client = server.client(Algorithm::Sha256);
    let mut answers: Vec<_> = (0..5).map(|_| server.answer(&mut client)).collect();
    answers.reverse();
    assert!(answers.iter().all(|answer| server.verify(answer, at(1)).is_ok()));
    assert!(answers.iter().all(|answer| server.verify(answer, at(1)) == STALE));
}

#[test]
fn an_old_nonce_is_stale_only_for_whoever_holds_the_key() {
    let server = server();
    let credentials = server.answer(&mut server.client(Algorithm::Sha256));
    let other = Credentials { response: "0".repeat(64), ..credentials.clone() };
    assert_eq!(server.verify(&other, at(300)), WRONG);
    assert_eq!(server.verify(&credentials, at(300)), STALE);
    let restarted = Digest::default();
    let answer =
        restarted.verify(&credentials, "GET", URI, Some(&server.key), &server.sealer, at(1));
    assert_eq!(answer, STALE);
}

#[test]
fn an_unknown_key_is_refused_like_a_wrong_one() {
    let server = server();
    for algorithm in [Algorithm::Md5, Algorithm::Sha256] {
        let credentials = server.answer(&mut server.client(algorithm));
        let Server { digest, sealer, .. } = &server;
        assert_eq!(digest.verify(&credentials, "GET", URI, None, sealer, at(1)), WRONG);
        let other = NewApiKey::generate().to_stored(server.key.program.grant.clone(), sealer);
        assert_eq!(digest.verify(&credentials, "GET", URI, Some(&other), sealer, at(1)), WRONG);
    }
}

#[test]
fn a_response_is_for_one_method_and_one_target() {
    let server = server();
    let credentials = server.answer(&mut server.client(Algorithm::Sha256));
    let verify = |method, uri| {
        let key = Some(&server.key);
        server.digest.verify(&credentials, method, uri, key, &server.sealer, at(1))
    };
    assert_eq!(verify("DELETE", URI), WRONG);
    assert_eq!(verify("GET", "/api/atlas/v2/groups"), WRONG);
    assert_eq!(verify("GET", URI), Ok(()));
}

#[test]
fn a_target_may_name_the_host() {
    assert_eq!(path_and_query("http://localhost:8080/a?b=c"), "/a?b=c");
    assert_eq!(path_and_query("http://localhost:8080"), "/");
    assert_eq!(path_and_query("/a?next=http://localhost/b"), "/a?next=http://localhost/b");
}

#[test]
fn a_key_that_was_sealed_by_another_is_refused() {
    let server = server();
    let credentials = server.answer(&mut server.client(Algorithm::Md5));
    let key = Some(&server.key);
    let other = Sealer::generate();
    assert_eq!(server.digest.verify(&credentials, "GET", URI, key, &other, at(1)), WRONG);
}

/// A header that is right, but for the change to its parameters.
fn header(change: impl Fn(&str) -> String) -> String {
    let right = r#"username="abcdefgh", realm="Atlas Public API", nonce="00", uri="/a", algorithm=MD5, qop=auth, nc=00000001, cnonce="c", response="ff""#;
    format!("Digest {}", change(right))
}

#[test]
fn parameters_are_read_however_a_client_writes_them() {
    let right = parse(&header(str::to_owned)).unwrap();
    assert_eq!((&*right.username, &*right.uri, right.count), ("abcdefgh", "/a", 1));
    for (text, change) in [
        ("dIGEST ", header(str::to_owned).replacen("Digest ", "dIGEST ", 1)),
        ("names in capitals", header(|it| it.replace("username", "USERNAME"))),
        (
            "all quoted",
            header(|it| {
                it.replace("=MD5", "=\"MD5\"")
                    .replace("=auth", "=\"auth\"")
                    .replace("=00000001", "=\"00000001\"")
            }),
        ),
        ("no blanks", header(|it| it.replace(", ", ","))),
        ("more blanks", header(|it| it.replace('=', " =\t").replace(", ", " ,, "))),
        ("MD5 by default", header(|it| it.replace("algorithm=MD5, ", ""))),
        ("lower-case algorithm", header(|it| it.replace("=MD5", "=md5"))),
        ("another order", header(|it| it.rsplit(", ").collect::<Vec<_>>().join(", "))),
        ("more parameters", header(|it| format!("{it}, opaque=\"\", userhash=false, x=y"))),
        ("escapes", header(|it| it.replace("abcdefgh", "abc\\defg\\h"))),
    ] {
        assert_eq!(parse(&change).as_ref(), Ok(&right), "{text}: {change}");
    }
}

#[test]
fn a_header_that_is_not_whole_is_malformed() {
    for name in ["username", "realm", "nonce", "uri", "qop", "nc", "cnonce", "response"] {
        let text = header(|it| {
            let others = it.split(", ").filter(|part| !part.starts_with(&format!("{name}=")));
            others.collect::<Vec<_>>().join(", ")
        });
        let error = parse(&text).unwrap_err();
        assert_eq!(error.to_string(), format!("the Authorization header has no {name}"));
    }
    for text in [
        String::new(),
        "Digest".to_owned(),
        header(str::to_owned).replacen("Digest", "Basic", 1),
        header(|it| format!("{it}, NC=00000002")),
        header(|it| it.replace("=MD5", "=MD5-sess")),
        header(|it| it.replace("=auth", "=auth-int")),
        header(|it| it.replace("00000001", "00000000")),
        header(|it| it.replace("00000001", "+0000001")),
        header(|it| it.replace("00000001", "1")),
        header(|it| it.replace(", uri", " uri")),
        header(|it| it.replace("\"abcdefgh\"", "")),
        header(|it| it.replace("\"ff\"", "\"ff")),
        header(|it| it.replace("\"ff\"", "\"ff\\")),
        header(|it| it.replace("abcdefgh", "a\u{0}b")),
        header(|it| format!("{it}, userhash=true")),
        header(|it| format!("{it}, alone")),
        header(|it| format!("{it}, =b")),
    ] {
        assert!(parse(&text).is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_header_panics(text in "(Digest )?[a-z=\", \\\\\\PC]{0,200}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_change_to_a_right_header_passes(
        which in 0_usize..5,
        at_byte in any::<proptest::sample::Index>(),
        by in 1_u8..127,
        md5 in any::<bool>(),
    ) {
        let server = server();
        let algorithm = if md5 { Algorithm::Md5 } else { Algorithm::Sha256 };
        let right = server.answer(&mut server.client(algorithm));
        let mut changed = right.clone();
        let field = match which {
            0 => &mut changed.response,
            1 => &mut changed.nonce,
            2 => &mut changed.uri,
            3 => &mut changed.nc,
            _ => &mut changed.cnonce,
        };
        let mut bytes = field.clone().into_bytes();
        let at_byte = at_byte.index(bytes.len());
        bytes[at_byte] = (bytes[at_byte] + by) % 127;
        *field = String::from_utf8(bytes).unwrap();
        prop_assert_eq!(server.verify(&changed, at(1)), WRONG);
        prop_assert_eq!(server.verify(&right, at(1)), Ok(()));
    }
}
