//! What `cargo xtask bench backend` compares the console with: an axum server that gives each asker the same bytes from memory,
//! those of the file that it is started with.

use std::io::{Error, Result};

use axum::{Router, body::Bytes, http::header, serve};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| Error::other("which file shall it give?"))?;
    let bytes = Bytes::from(std::fs::read(path)?);
    let answer =
        move || async move { ([(header::CONTENT_TYPE, "application/json")], bytes.clone()) };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    serve(listener, Router::new().fallback(answer)).await
}
