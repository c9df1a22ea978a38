//! Something that goes on, as server-sent events.

use std::convert::Infallible;

use axum::response::{
    Sse,
    sse::{Event, KeepAlive},
};
use futures_util::{Stream, stream};
use serde::Serialize;
use tokio::sync::watch::Receiver;

/// What is left to tell.
enum Left<T> {
    /// How it is now, and all that comes.
    Now(Receiver<T>),
    /// What comes.
    Next(Receiver<T>),
    Nothing,
}

/// How it is now and whenever it gets on, until it is over; each event has the whole of it, as JSON.
pub fn of<T>(
    progress: Receiver<T>,
    is_over: fn(&T) -> bool,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>>
where
    T: Serialize + Clone + Send + Sync + 'static,
{
    let events = stream::unfold(Left::Now(progress), move |left| async move {
        let mut progress = match left {
            Left::Now(progress) => progress,
            Left::Next(mut progress) => {
                progress.changed().await.ok()?;
                progress
            }
            Left::Nothing => return None,
        };
        let value = progress.borrow_and_update().clone();
        let event = Event::default().json_data(&value).ok()?;
        Some((Ok(event), if is_over(&value) { Left::Nothing } else { Left::Next(progress) }))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
