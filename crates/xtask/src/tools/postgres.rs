//! A PostgreSQL server for the tests of the store: started in a temporary folder, gone with its owner.

use std::ffi::OsStr;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{debian, on_path};
use crate::process;
use crate::workspace::{Workspace, executable};

/// Where Debian and its relatives keep each version's programs, off the PATH.
const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";

/// The folder that has `initdb` and `pg_ctl`.
#[derive(Debug)]
pub(crate) struct Programs(PathBuf);

impl Programs {
    /// Finds the programs, or installs them where we may.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        if debian::install(workspace, "postgresql", "once; about 30 s")?
            && let Some(found) = Self::find()
        {
            return Ok(found);
        }
        bail!(
            "PostgreSQL is not there, and the store is tested on it: install its server (Debian, Ubuntu: \
             apt-get install postgresql; macOS: brew install postgresql) so that `initdb` is on the PATH"
        )
    }

    fn find() -> Option<Self> {
        let initdb = executable("initdb");
        if let Some(folder) = on_path(&initdb).as_deref().and_then(Path::parent) {
            return Some(Self(folder.to_path_buf()));
        }
        fs::read_dir(DEBIAN_VERSIONS)
            .ok()?
            .filter_map(|version| Some(version.ok()?.path().join("bin")))
            .filter(|folder| folder.join(&initdb).is_file())
            .max()
            .map(Self)
    }
}

/// A running server with an empty database; stopped and removed when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
    user: Option<&'static str>,
    url: String,
}

impl Server {
    /// Makes a cluster and starts its server on a free port of the loopback interface.
    pub(crate) fn start(programs: &Programs) -> Result<Self> {
        // The server refuses to run as root.
        let user = if debian::is_root() { Some(unprivileged_user()?) } else { None };
        let folder = std::env::temp_dir().join(format!("console-postgres-{}", std::process::id()));
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let password = random_password();
        let url = format!("postgres://console:{password}@127.0.0.1:{port}/postgres");
        private_folder(&folder)?;
        let server = Self { programs: programs.0.clone(), folder, user, url };

        let password_file = server.folder.join("password");
        fs::write(&password_file, password)?;
        if let Some(user) = user {
            process::run(process::command("chown").args(["-R", user]).arg(&server.folder))?;
        }
        server.call("initdb", |initdb| {
            initdb.args(["--username=console", "--auth=scram-sha-256", "--encoding=UTF8"]);
            initdb.args(["--locale=C", "--no-sync", "--pwfile"]).arg(&password_file);
        })?;
        // Nothing of it has to survive a crash, and no socket file has to fit into a short path.
        let settings = format!(
            "port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n"
        );
        fs::OpenOptions::new()
            .append(true)
            .open(server.folder.join("data").join("postgresql.conf"))?
            .write_all(settings.as_bytes())?;
        server.call("pg_ctl", |pg_ctl| {
            pg_ctl.args(["start", "--wait", "--silent", "--log"]).arg(server.folder.join("log"));
        })?;
        Ok(server)
    }

    /// What to connect to: `postgres://user:password@127.0.0.1:port/database`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Runs one of PostgreSQL's programs on this cluster as the right user; its output is only shown when it fails.
    fn call(&self, program: &str, arguments: impl FnOnce(&mut Command)) -> Result<()> {
        let program = self.programs.join(executable(program));
        let mut command = match self.user {
            Some(user) => {
                let mut command = process::command("runuser");
                command.args(["-u", user, "--"]).arg(&program);
                command
            }
            None => process::command(&program),
        };
        arguments(&mut command);
        command.arg("--pgdata").arg(self.folder.join("data")).current_dir(&self.folder);
        // To a file: the server inherits what `pg_ctl` has, and would hold a pipe open.
        let output = self.folder.join("output");
        let file = fs::File::create(&output)?;
        command.stdout(file.try_clone()?).stderr(file).stdin(std::process::Stdio::null());
        let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
        if status.success() {
            return Ok(());
        }
        let read = |name| fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        let name = program.file_name().unwrap_or(OsStr::new("")).to_string_lossy();
        bail!("PostgreSQL's {name} failed ({status})\n{}{}", read("output"), read("log"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.folder.join("data").join("postmaster.pid").exists() {
            let stop = |pg_ctl: &mut Command| {
                pg_ctl.args(["stop", "--mode", "immediate", "--silent"]);
            };
            if let Err(error) = self.call("pg_ctl", stop) {
                eprintln!("warning: {error:#}");
            }
        }
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("warning: cannot remove {}: {error}", self.folder.display());
        }
    }
}

fn unprivileged_user() -> Result<&'static str> {
    ["postgres", "nobody"]
        .into_iter()
        .find(|user| process::output(process::command("id").args(["-u", user])).is_some())
        .context("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`")
}

/// Makes a folder that nobody else can look into; an error if there is one of that name already.
fn private_folder(folder: &Path) -> Result<()> {
    let builder = fs::DirBuilder::new();
    #[cfg(unix)]
    let builder = {
        let mut builder = builder;
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
    };
    builder.create(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Keeps other users of this machine out while the tests run. The standard library has no generator of random
/// numbers, but it seeds its hash maps from the system's.
fn random_password() -> String {
    let word = || RandomState::new().hash_one(0);
    format!("{:016x}{:016x}", word(), word())
}

#[cfg(test)]
mod tests {
    use super::{Programs, Server, private_folder, random_password};

    #[test]
    fn passwords_differ_and_need_no_escape_in_a_url() {
        let password = random_password();
        assert_eq!(password.len(), 32);
        assert!(password.chars().all(|c| c.is_ascii_hexdigit()));
        assert_ne!(password, random_password());
    }

    #[test]
    fn a_folder_of_somebody_else_is_not_taken() {
        let folder = std::env::temp_dir().join(format!("console-private-{}", std::process::id()));
        private_folder(&folder).unwrap();
        assert!(private_folder(&folder).is_err());
        std::fs::remove_dir(&folder).unwrap();
    }

    #[test]
    fn a_server_leaves_nothing_behind() {
        // Where the tests run by themselves PostgreSQL may be missing; `cargo xtask test` has seen to it.
        let Some(programs) = Programs::find() else { return };
        let server = Server::start(&programs).unwrap();
        let folder = server.folder.clone();
        let address = server.url().split('@').nth(1).unwrap().split('/').next().unwrap().to_owned();
        std::net::TcpStream::connect(&address).unwrap();
        drop(server);
        assert!(!folder.exists());
        assert!(std::net::TcpStream::connect(&address).is_err());
    }
}
