//! What `cargo xtask bench backend` compares the console with: an axum server that gives each asker the same bytes from memory,
//! those of the file that it is started with. With arguments of `console-backend` behind it, that is the console's own, which counts its
//! connections, writes its log and adds its headers, but asks nobody who they are; without, one that does nothing but to answer.

use std::{error::Error, fs, future::pending, iter::once};

use axum::{Router, body::Bytes, http::header};
use clap::Parser;
use console_backend::{
    cli::{Cli, Command},
    router,
    serve::{self, answer},
    store::SqlStore,
};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let path = arguments.next().ok_or("which file shall it give?")?;
    let bytes = Bytes::from(fs::read(path)?);
    let give = move || async move { ([(header::CONTENT_TYPE, "application/json")], bytes.clone()) };
    let given = Router::new().fallback(give);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    if arguments.peek().is_none() {
        println!("listening on http://{address}");
        return Ok(axum::serve(listener, given).await?);
    }
    let program = once("console-backend".to_owned());
    let Command::Serve(options) = Cli::parse_from(program.chain(arguments)).command else {
        return Err("the arguments have to be those of `serve`".into());
    };
    serve::log(options.log_format);
    let store = SqlStore::open(&options.database.database).await?;
    let app = serve::app(&options, store, None).await?;
    println!("listening on http://{address}");
    answer(listener, None, router::around(&app, given), pending()).await;
    Ok(())
}
