//! `cargo xtask dev`: the console in debug; the page is rebuilt and reloaded as its files change.

use std::{env, thread, time::Duration};

use anyhow::{Result, bail};

use crate::process::{self, interrupted};
use crate::serve::{Defaults, Settings, fail_if_in_use, framed};
use crate::workspace::Workspace;
use crate::{build, tools};

/// Where the page is served; it passes what is under /api on to the backend. As in Trunk.toml.
const PAGE: &str = "127.0.0.1:8080";

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
    for address in [PAGE, defaults.listen] {
        fail_if_in_use(address, "Stop that program first.")?;
    }
    let path = tools::for_page(workspace)?;
    let mut backend = settings.start(&build::debug_backend(workspace)?)?;
    // Not into dist/, where the release build is.
    let mut trunk = build::trunk(workspace);
    trunk.arg("serve").args(build::GALLERY).arg("--dist").arg(workspace.target.join("dev-dist"));
    let mut trunk = process::spawn(path.apply(&mut trunk)?)?;
    println!("{}", framed(&settings.greeting(&format!("http://{PAGE}"))));
    println!("The page answers once it is built (about 1 min the first time).");

    let ended = loop {
        if let Some(status) = backend.ended()? {
            break Some(("the backend", status));
        }
        if let Some(status) = trunk.try_wait()? {
            break Some(("trunk", status));
        }
        if interrupted() {
            break None;
        }
        thread::sleep(POLL);
    };
    process::terminate(&mut trunk)?;
    match ended {
        // Ctrl-C reaches the two as well as us, so that they may end before we hear of it.
        Some((program, status)) if !interrupted() => bail!("{program} ended by itself ({status})"),
        _ => {
            println!("stopped");
            Ok(())
        }
    }
}
