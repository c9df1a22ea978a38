//! What a client answers to a challenge: the `Authorization` header.

use std::collections::HashMap;

use super::Algorithm;

/// Why a header can't be read; for the person who writes the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the Authorization header {0}")]
pub struct Malformed(&'static str);

/// The parameters of an `Authorization: Digest …` header, unquoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The public key.
    pub username: String,
    pub(super) realm: String,
    pub(super) nonce: String,
    pub(super) uri: String,
    pub(super) algorithm: Algorithm,
    pub(super) response: String,
    pub(super) cnonce: String,
    /// The nonce count as it was written, for the hash …
    pub(super) nc: String,
    /// … and as a number.
    pub(super) count: u32,
}

impl Credentials {
    /// The response of somebody who knows what `ha1` is the hash of: RFC 7616, section 3.4.1.
    pub(super) fn expected_response(&self, ha1: &str, method: &str) -> String {
        let ha2 = self.algorithm.hash(&[method, &self.uri]);
        self.algorithm.hash(&[ha1, &self.nonce, &self.nc, &self.cnonce, QOP, &ha2])
    }
}

/// The only quality of protection: the body is not a part of the hash.
const QOP: &str = "auth";

/// Reads the value of an `Authorization` header: `Digest` and then parameters in any order, each of them once.
/// Those that it does not know it passes over.
///
/// # Errors
/// [`Malformed`].
pub fn parse(header: &str) -> Result<Credentials, Malformed> {
    let (scheme, rest) = header.split_once(' ').unwrap_or((header, ""));
    if !scheme.eq_ignore_ascii_case("digest") {
        return Err(Malformed("begins with neither Digest nor Bearer"));
    }
    let mut parameters = parameters(rest)?;
    let mut take = |name, missing| parameters.remove(name).ok_or(Malformed(missing));

    let algorithm = match take("algorithm", "") {
        // As RFC 7616 has it, section 3.3.
        Err(_) => Algorithm::Md5,
        Ok(name) => [Algorithm::Md5, Algorithm::Sha256]
            .into_iter()
            .find(|algorithm| algorithm.name().eq_ignore_ascii_case(&name))
            .ok_or(Malformed("names an algorithm that is neither MD5 nor SHA-256"))?,
    };
    if take("qop", "has no qop")? != QOP {
        return Err(Malformed("has another qop than auth"));
    }
    if take("userhash", "").is_ok_and(|value| !value.eq_ignore_ascii_case("false")) {
        return Err(Malformed("hides the user name, which the challenge does not offer"));
    }
    let nc = take("nc", "has no nc")?;
    let is_count = nc.len() == 8 && nc.bytes().all(|byte| byte.is_ascii_hexdigit());
    let count = u32::from_str_radix(&nc, 16).ok().filter(|count| is_count && *count > 0);
    let count = count.ok_or(Malformed("has an nc that is not 8 hexadecimal digits from 1 on"))?;

    Ok(Credentials {
        username: take("username", "has no username")?,
        realm: take("realm", "has no realm")?,
        nonce: take("nonce", "has no nonce")?,
        uri: take("uri", "has no uri")?,
        algorithm,
        response: take("response", "has no response")?,
        cnonce: take("cnonce", "has no cnonce")?,
        nc,
        count,
    })
}

const BLANK: [char; 2] = [' ', '\t'];

/// The parameters by their names in lower case: RFC 9110, section 11.2.
fn parameters(mut rest: &str) -> Result<HashMap<String, String>, Malformed> {
    let mut found = HashMap::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return Ok(found);
        }
        let (name, after) = token(rest);
        let after = after.trim_start_matches(BLANK).strip_prefix('=');
        let after = after.filter(|_| !name.is_empty());
        let after = after.ok_or(Malformed("has something that is not written name=value"))?;
        let after = after.trim_start_matches(BLANK);
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted_string(quoted)?,
            None => match token(after) {
                ("", _) => return Err(Malformed("has a parameter without a value")),
                (value, after) => (value.to_owned(), after),
            },
        };
        rest = after.trim_start_matches(BLANK);
        if !rest.is_empty() && !rest.starts_with(',') {
            return Err(Malformed("has a parameter that no comma follows"));
        }
        if found.insert(name.to_ascii_lowercase(), value).is_some() {
            return Err(Malformed("has a parameter twice"));
        }
    }
}

/// What of `text` is a token, and the rest.
fn token(text: &str) -> (&str, &str) {
    let belongs = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()))
}

/// What `text` has up to the closing quote, and the rest.
fn quoted_string(text: &str) -> Result<(String, &str), Malformed> {
    let mut value = String::new();
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        let character = match next {
            '"' => return Ok((value, rest.as_str())),
            '\\' => rest.next().ok_or(Malformed("ends within quotes"))?,
            other => other,
        };
        if character.is_control() && character != '\t' {
            return Err(Malformed("has a control character"));
        }
        value.push(character);
    }
    Err(Malformed("ends within quotes"))
}
