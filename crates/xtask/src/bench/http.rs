//! As much of an HTTP client as the benchmark of the backend needs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use anyhow::{Context, Result, bail};

/// One person's view of the backend.
#[derive(Clone, Debug)]
pub(super) struct Client {
    /// `127.0.0.1:PORT`
    address: String,
    cookie: Option<String>,
}

impl Client {
    /// A client of the backend at `http://127.0.0.1:PORT`, nobody being signed in.
    pub(super) fn new(url: &str) -> Result<Self> {
        let address =
            url.strip_prefix("http://").context("the backend's address is no http://…")?;
        Ok(Self { address: address.trim_end_matches('/').to_owned(), cookie: None })
    }

    /// Signs in with the users of the sandbox's scenarios.
    pub(super) fn sign_in(&mut self) -> Result<()> {
        let body = r#"{"email":"owner@example.com","password":"sandbox"}"#;
        let answer = self.send("POST", "/api/console/v1/session", body)?;
        self.cookie = session_cookie(&answer).map(str::to_owned);
        if self.cookie.is_some() { Ok(()) } else { bail!("signing in set no cookie") }
    }

    /// Reads a resource to its end.
    pub(super) fn get(&self, path: &str) -> Result<String> {
        self.send("GET", path, "")
    }

    /// Sends JSON, and reads the answer to its end.
    pub(super) fn post(&self, path: &str, body: &str) -> Result<String> {
        self.send("POST", path, body)
    }

    fn send(&self, method: &str, path: &str, body: &str) -> Result<String> {
        let address = &self.address;
        let cookie = self.cookie.as_deref().unwrap_or_default();
        let length = body.len();
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
             Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).unwrap_or_default();
        if status.starts_with('2') {
            Ok(answer)
        } else {
            bail!("{method} {path} was answered with:\n{answer}")
        }
    }
}

/// A connection that is kept for one request after the other.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    head: String,
    body: Vec<u8>,
}

impl Connection {
    /// Connects as that client.
    pub(super) fn open(client: &Client) -> Result<Self> {
        let stream = TcpStream::connect(&client.address)?;
        stream.set_nodelay(true)?;
        let cookie = client.cookie.as_deref().unwrap_or_default();
        let head = format!(
            "Host: {}\r\nCookie: {cookie}\r\nAccept: application/json\r\n\r\n",
            client.address
        );
        Ok(Self { stream: BufReader::new(stream), head, body: Vec::new() })
    }

    /// Reads a resource to its end; the server has to say how long it is.
    pub(super) fn get(&mut self, path: &str) -> Result<()> {
        let request = format!("GET {path} HTTP/1.1\r\n{}", self.head);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if line.split(' ').nth(1) != Some("200") {
            bail!("GET {path} was answered with {line}");
        }
        let mut length = None;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            match line.trim().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = Some(value.trim().parse()?);
                }
                Some(_) => {}
                None => break,
            }
        }
        self.body.resize(length.context("the answer does not say how long it is")?, 0);
        Ok(self.stream.read_exact(&mut self.body)?)
    }
}

/// `name=value` of the cookie that an answer sets.
fn session_cookie(answer: &str) -> Option<&str> {
    let head = answer.split("\r\n\r\n").next()?;
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("set-cookie:"))?;
    line.split_once(':')?.1.split(';').next().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::session_cookie;

    #[test]
    fn the_cookie_is_taken_from_the_head_without_its_attributes() {
        let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: session=abc; HttpOnly\r\n\r\n{}";
        assert_eq!(session_cookie(answer), Some("session=abc"));
        assert_eq!(session_cookie("HTTP/1.1 200 OK\r\n\r\nset-cookie: a=b"), None);
    }
}
