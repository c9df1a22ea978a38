//! Answers that were given before, and are right as long as nothing in the database has changed.
//!
//! Before an answer is given again, the database is asked for its [`Revision`]: what was read in a revision may only be said in that
//! revision. So a change is seen by the next request, whichever process made it, and whoever was locked out stays out.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};
use engine::ports::Clock;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{
    header_limit,
    observe::{Counts, REQUEST_ID, Seen},
    peer::Peer,
};
use crate::{app::App, auth::cookie::SESSION, store::Revision, surroundings::System};

/// The longest body that is kept, in bytes.
const LONGEST: usize = 256 * 1024;
/// How many bytes of bodies are kept in all.
const MOST: usize = 4 * 1024 * 1024;

/// The headers of a request that its answer may depend on.
const TOLD_BY: [HeaderName; 4] =
    [header::COOKIE, header::ACCEPT, header::HOST, header::ACCEPT_ENCODING];

/// Who a request was counted for, and until when it can be taken that they are still who they were. A part of the response that
/// no client sees.
#[derive(Clone, Debug)]
pub struct Counted {
    /// As the rate limiter calls them.
    pub who: Arc<str>,
    /// From then on the session has to be looked at again, even if nobody changed it.
    pub until: Timestamp,
}

/// The answers, all of one revision.
#[derive(Default)]
pub struct Recall {
    answers: Mutex<Answers>,
    times: AtomicU64,
}

#[derive(Default)]
struct Answers {
    revision: Option<Revision>,
    by_request: HashMap<Key, Arc<Answer>>,
    bytes: usize,
}

type Key = [u8; 32];

struct Answer {
    counted: Counted,
    counts: Counts,
    headers: HeaderMap,
    body: Bytes,
}

impl Recall {
    /// How many answers were recalled so far.
    #[must_use]
    pub fn times(&self) -> u64 {
        self.times.load(Ordering::Relaxed)
    }

    fn find(&self, key: &Key, revision: &Revision, now: Timestamp) -> Option<Arc<Answer>> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = answers.by_request.get(key)?;
        let is_right = answers.revision.as_ref() == Some(revision) && now < answer.counted.until;
        is_right.then(|| {
            self.times.fetch_add(1, Ordering::Relaxed);
            Arc::clone(answer)
        })
    }

    fn keep(&self, key: Key, revision: Revision, answer: Answer) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = answers.bytes + answer.body.len() > MOST;
        if is_full || answers.revision.as_ref() != Some(&revision) {
            *answers = Answers { revision: Some(revision), ..Answers::default() };
        }
        answers.bytes += answer.body.len();
        answers.by_request.insert(key, Arc::new(answer));
    }
}

/// Gives the answer that the same browser was given before, if it is still right; else keeps the one that it is given. Only for
/// routes that ask for it ([`crate::routes::Route::recalled`]), and only for people: what a program signs is new each time.
pub async fn recall(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some((route, key)) = asked(&request, &app.recalled) else {
        return next.run(request).await;
    };
    // Before anything is read for the answer, the asker included.
    let seen = Seen::new(&request);
    let Some(revision) = app.roles.store().revision().await else { return next.run(request).await };
    let Some(answer) = app.recall.find(&key, &revision, System.now()) else {
        let response = next.run(request).await;
        return keep(&app.recall, (route, key), revision, response).await;
    };
    let standing = app.rate_limiter.count(&answer.counted.who, Instant::now());
    if standing.check().is_err() {
        return next.run(request).await;
    }
    let mut response = Response::new(Body::from(answer.body.clone()));
    response.headers_mut().clone_from(&answer.headers);
    response.headers_mut().insert(REQUEST_ID, seen.id.clone());
    standing.write(response.headers_mut());
    answer.counts.add(seen.elapsed());
    seen.answered(response.status());
    response
}

/// The route of a request that may be answered from memory, and what tells it from all others whose answer may be another.
fn asked<'a>(request: &Request, recalled: &'a [String]) -> Option<(&'a str, Key)> {
    let headers = request.headers();
    let path = request.uri().path();
    let route = recalled.iter().find(|route| is_of(route, path))?;
    let is_meant = request.method() == Method::GET
        && !headers.contains_key(header::AUTHORIZATION)
        && header_limit::size(headers) <= header_limit::MAX_BYTES;
    if !is_meant {
        return None;
    }
    let peer = request.extensions().get::<Peer>().copied().unwrap_or_default();
    peer.cookies().read(SESSION, headers)?;
    let mut hash = Sha256::new();
    let mut add = |part: &[u8]| {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    };
    add(request.uri().authority().map_or("", Authority::as_str).as_bytes());
    add(path.as_bytes());
    add(request.uri().query().unwrap_or_default().as_bytes());
    add(&[u8::from(peer.by_tls())]);
    match peer.address() {
        None => add(&[]),
        Some(IpAddr::V4(address)) => add(&address.octets()),
        Some(IpAddr::V6(address)) => add(&address.octets()),
    }
    for name in TOLD_BY {
        let values = headers.get_all(&name);
        add(&values.iter().count().to_le_bytes());
        values.iter().for_each(|value| add(value.as_bytes()));
    }
    Some((route, hash.finalize().into()))
}

/// Whether a path is one of a route, whose parameters are in braces.
fn is_of(route: &str, path: &str) -> bool {
    let (mut route, mut path) = (route.split('/'), path.split('/'));
    loop {
        match (route.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part == given || part.starts_with('{') => {}
            _ => return false,
        }
    }
}

async fn keep(
    recall: &Recall,
    (route, key): (&str, Key),
    revision: Revision,
    response: Response,
) -> Response {
    let (parts, body) = response.into_parts();
    let is_short = body.size_hint().exact().is_some_and(|size| size <= LONGEST as u64);
    let counted = parts.extensions.get::<Counted>().cloned();
    let (Some(counted), StatusCode::OK, true) = (counted, parts.status, is_short) else {
        return Response::from_parts(parts, body);
    };
    match to_bytes(body, LONGEST).await {
        Ok(body) => {
            let counts = Counts::new(route, &Method::GET, parts.status);
            let headers = parts.headers.clone();
            let answer = Answer { counted, counts, headers, body: body.clone() };
            recall.keep(key, revision, answer);
            Response::from_parts(parts, Body::from(body))
        }
        // It had a size, so it is whole already.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: Vec<u8>, until: &str) -> Answer {
        let counted = Counted { who: "somebody".into(), until: until.parse().unwrap() };
        let counts = Counts::new("/", &Method::GET, StatusCode::OK);
        Answer { counted, counts, headers: HeaderMap::new(), body: body.into() }
    }

    #[test]
    fn an_answer_is_recalled_in_its_revision_and_its_time_only() {
        let recall = Recall::default();
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let (first, second) = (Revision::from("1"), Revision::from("2"));
        recall.keep([1; 32], first.clone(), answer(b"one".to_vec(), "2026-01-01T00:00:01Z"));
        assert_eq!(recall.find(&[1; 32], &first, now).unwrap().body, "one");
        assert!(recall.find(&[2; 32], &first, now).is_none(), "another request");
        assert!(recall.find(&[1; 32], &second, now).is_none(), "something has changed");
        let later = "2026-01-01T00:00:01Z".parse().unwrap();
        assert!(recall.find(&[1; 32], &first, later).is_none(), "who asks may be over");
        recall.keep([2; 32], second.clone(), answer(b"two".to_vec(), "2026-01-01T00:00:01Z"));
        assert!(recall.find(&[1; 32], &first, now).is_none(), "only one revision is kept");
        assert_eq!(recall.find(&[2; 32], &second, now).unwrap().body, "two");
    }

    #[test]
    fn a_route_is_told_by_its_path() {
        let route = "/api/console/v1/projects/{groupId}/roles";
        assert!(is_of(route, "/api/console/v1/projects/7/roles"));
        for other in ["/projects/7/roles", "/api/console/v1/projects/7", "/roles", "/", ""] {
            assert!(!is_of(route, other), "{other}");
        }
        assert!(!is_of(route, "/api/console/v1/projects/7/roles/8"));
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let (recall, revision) = (Recall::default(), Revision::from("1"));
        for number in 0..=u8::try_from(MOST / LONGEST).unwrap() {
            let whole = answer(vec![0; LONGEST], "2026-01-01T00:00:01Z");
            recall.keep([number; 32], revision.clone(), whole);
            assert!(recall.answers.lock().unwrap().bytes <= MOST);
        }
        assert_eq!(recall.answers.lock().unwrap().by_request.len(), 1);
    }
}
