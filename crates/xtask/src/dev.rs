//! `cargo xtask dev`: the console in debug; the page is rebuilt and reloaded as its files change.

use std::process::ExitStatus;
use std::{env, thread, time::Duration};

use anyhow::{Result, bail};

use crate::process::{self, interrupted};
use crate::serve::{Defaults, Settings, framed};
use crate::workspace::{Workspace, executable};
use crate::{build, tools};

/// Where the page is served; it passes what is under /api on to the backend. As in Trunk.toml.
const PAGE: &str = "http://127.0.0.1:8080";

/// How often the two programs are looked at.
const POLL: Duration = Duration::from_millis(100);

/// Runs the backend and Trunk until one ends or the person stops them.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    // As in Trunk.toml. A database apart from that of `serve`, which may run a release with other migrations.
    let defaults = Defaults { listen: "127.0.0.1:8081", database: "dev" };
    let settings = Settings::new(workspace, &defaults, &[], |name| {
        // Trunk.toml says where the backend listens, so the environment cannot.
        if name == "CONSOLE_LISTEN" { None } else { env::var(name).ok() }
    });
    settings.check_address()?;
    let path = tools::for_page(workspace)?;
    build::cargo_build(workspace, &[])?;

    let backend = workspace.target.join("debug").join(executable("console-backend"));
    let mut backend = settings.start(&backend)?;
    // Not into dist/, where the release build is.
    let mut trunk = build::trunk(workspace);
    trunk.arg("serve").arg("--dist").arg(workspace.target.join("dev-dist"));
    let mut trunk = process::spawn(path.apply(&mut trunk)?)?;
    println!("{}", framed(&settings.greeting(PAGE)));

    let ended: (&str, ExitStatus) = loop {
        if let Some(status) = backend.ended()? {
            break ("the backend", status);
        }
        if let Some(status) = trunk.try_wait()? {
            break ("trunk", status);
        }
        if interrupted() {
            process::terminate(&mut trunk)?;
            println!("stopped");
            return Ok(());
        }
        thread::sleep(POLL);
    };
    process::terminate(&mut trunk)?;
    let (program, status) = ended;
    // Ctrl-C reaches all of us, so one of them may be gone before we hear of it.
    if interrupted() { Ok(()) } else { bail!("{program} ended by itself ({status})") }
}
