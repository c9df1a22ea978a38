//! `cargo xtask serve`: the console in release, on the sandbox cloud unless told otherwise.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::build::{self, Purpose};
use crate::process::{self, Interrupted};
use crate::server::Server;
use crate::workspace::Workspace;

/// The scenario that a new database is filled with.
const SCENARIO: &str = "getting-started";

const OTHER_ADDRESS: &str = "Choose another address, or let the system choose a free port:\n\
    cargo xtask serve --listen 127.0.0.1:0";

/// Builds and runs the console until it ends or the person stops it; only says how to run it where that is what they ask.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        build::backend(workspace)?;
        return process::run(process::command(workspace.backend()).args(["serve", "--help"]));
    }
    let defaults = Defaults { listen: "127.0.0.1:8080", database: "console" };
    let settings = Settings::new(workspace, &defaults, arguments, |name| env::var(name).ok());
    fail_if_in_use(&settings.listen, OTHER_ADDRESS)?;
    build::run(workspace, settings.purpose())?;

    let mut server = settings.start(&workspace.backend())?;
    println!("{}", framed(&settings.greeting(server.url())));
    match server.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("the backend ended by itself ({status})"),
        Err(error) if error.is::<Interrupted>() => {
            println!("stopped");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// What a task runs the backend with unless told otherwise.
#[derive(Debug)]
pub(crate) struct Defaults {
    pub(crate) listen: &'static str,
    /// The name of the database's file in the target folder.
    pub(crate) database: &'static str,
}

/// How the backend is run.
#[derive(Debug)]
pub(crate) struct Settings {
    root: PathBuf,
    arguments: Vec<String>,
    listen: String,
    sandbox: bool,
    /// The database's file if this run makes it.
    new_database: Option<PathBuf>,
}

impl Settings {
    /// Adds to the person's arguments whatever neither they nor the environment say.
    pub(crate) fn new(
        workspace: &Workspace,
        defaults: &Defaults,
        arguments: &[String],
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let root = workspace.root.clone();
        let mut arguments = arguments.to_vec();
        let mut setting = |flag: &str, default: &str| {
            let name = format!("CONSOLE_{}", flag.to_uppercase().replace('-', "_"));
            given(&arguments, flag).or_else(|| variable(&name)).unwrap_or_else(|| {
                arguments.extend([format!("--{flag}"), default.to_owned()]);
                default.to_owned()
            })
        };

        let listen = setting("listen", defaults.listen);
        let sandbox = setting("cloud", "sandbox") == "sandbox";
        // Apart: the users of the sandbox have a password that everybody knows.
        let kind = if sandbox { "" } else { "-aws" };
        let file = workspace.target.join(format!("{}{kind}.db", defaults.database));
        let file = file.strip_prefix(&root).unwrap_or(&file);
        let database = setting("database", &format!("sqlite:{}", file.display()));
        let new_database = sqlite_file(&root, &database).filter(|file| !file.exists());
        if sandbox && new_database.is_some() {
            setting("scenario", SCENARIO);
        }
        // A person reads it here.
        setting("log-format", "text");
        Self { root, arguments, listen, sandbox, new_database }
    }

    /// Starts the backend and waits until it is ready. If it does not become ready, a database that it began goes, so
    /// that the next run fills a new one.
    pub(crate) fn start(&self, backend: &Path) -> Result<Server> {
        let server = Server::start(&mut self.command(backend));
        if let (Err(_), Some(file)) = (&server, &self.new_database) {
            for suffix in ["", "-wal", "-shm"] {
                let mut name = file.clone().into_os_string();
                name.push(suffix);
                // Most often there is none.
                let _ = fs::remove_file(name);
            }
        }
        server
    }

    fn command(&self, backend: &Path) -> Command {
        let mut command = process::command(backend);
        command.arg("serve").args(&self.arguments).current_dir(&self.root);
        command
    }

    /// For what the console is built.
    fn purpose(&self) -> Purpose {
        if self.sandbox { Purpose::Sandbox } else { Purpose::Product }
    }

    /// What a person has to know to use it, line by line.
    pub(crate) fn greeting(&self, url: &str) -> Vec<String> {
        let mut lines = vec![format!("The console runs at {url}")];
        if self.sandbox {
            lines.extend([
                "Sign in as  owner@example.com   (may change things)".to_owned(),
                "        or  viewer@example.com  (may look)".to_owned(),
                "  password  sandbox".to_owned(),
                format!("Every part of the interface: {url}/gallery"),
            ]);
        } else {
            lines.push("Users are made with `console-backend admin user add`.".to_owned());
        }
        lines.push("Ctrl-C stops it.".to_owned());
        lines
    }
}

/// An error if another program listens on an address like `127.0.0.1:8080`.
pub(crate) fn fail_if_in_use(address: &str, way_out: &str) -> Result<()> {
    match TcpListener::bind(address) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("{address} is in use by another program. {way_out}")
        }
        // Whatever else is wrong with the address the backend says itself.
        _ => Ok(()),
    }
}

/// Lines in a box.
pub(crate) fn framed(lines: &[String]) -> String {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let edge = "─".repeat(width + 4);
    let body: String = lines.iter().map(|line| format!("│  {line:width$}  │\n")).collect();
    format!("┌{edge}┐\n{body}└{edge}┘")
}

/// The value of `--flag value` or `--flag=value`.
fn given(arguments: &[String], flag: &str) -> Option<String> {
    let flag = format!("--{flag}");
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix(&flag) {
            Some("") => return arguments.next().cloned(),
            Some(rest) if rest.starts_with('=') => return rest.get(1..).map(str::to_owned),
            _ => {}
        }
    }
    None
}

/// The file of a database like `sqlite:target/console.db`; none for another kind or one in memory.
fn sqlite_file(root: &Path, database: &str) -> Option<PathBuf> {
    let path = database.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next()?;
    (!path.is_empty() && path != ":memory:").then(|| root.join(path))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::path::{Path, PathBuf};

    use super::{Defaults, Settings, fail_if_in_use, framed, given, sqlite_file};
    use crate::workspace::Workspace;

    fn settings(arguments: &[&str], variable: impl Fn(&str) -> Option<String>) -> Settings {
        let root = std::env::temp_dir().join("console-no-such-repository");
        let workspace = Workspace { target: root.join("target"), cache: root.join("cache"), root };
        let defaults = Defaults { listen: "127.0.0.1:8080", database: "console" };
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        Settings::new(&workspace, &defaults, &arguments, variable)
    }

    #[test]
    fn without_arguments_it_is_the_filled_sandbox() {
        let settings = settings(&[], |_| None);
        assert_eq!(
            settings.arguments.join(" "),
            format!(
                "--listen 127.0.0.1:8080 --cloud sandbox --database sqlite:{} --scenario getting-started \
                 --log-format text",
                Path::new("target").join("console.db").display()
            )
        );
        assert!(settings.greeting("http://x").join("\n").contains("owner@example.com"));
    }

    #[test]
    fn what_the_person_says_is_left_alone() {
        let settings =
            settings(&["--listen=127.0.0.1:0", "--scenario", "in-progress"], |name| match name {
                "CONSOLE_DATABASE" => Some("sqlite:mine.db".to_owned()),
                "CONSOLE_LOG_FORMAT" => Some("json".to_owned()),
                _ => None,
            });
        assert_eq!(
            settings.arguments.join(" "),
            "--listen=127.0.0.1:0 --scenario in-progress --cloud sandbox"
        );
        assert_eq!(settings.listen, "127.0.0.1:0");
    }

    #[test]
    fn on_a_real_cloud_there_are_no_made_up_users() {
        let settings = settings(&["--cloud", "aws"], |_| None);
        assert!(!settings.arguments.contains(&"--scenario".to_owned()));
        assert!(settings.arguments.iter().any(|word| word.ends_with("console-aws.db")));
        assert!(!settings.greeting("http://x").join("\n").contains("owner@example.com"));
    }

    #[test]
    fn an_existing_database_is_not_filled_again() {
        let file = std::env::temp_dir().join(format!("console-serve-{}.db", std::process::id()));
        std::fs::write(&file, "").unwrap();
        let settings = settings(&["--database", &format!("sqlite:{}", file.display())], |_| None);
        assert!(!settings.arguments.contains(&"--scenario".to_owned()));
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn an_address_in_use_is_refused_with_the_way_out() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let error = fail_if_in_use(&address, "Use another.").unwrap_err().to_string();
        assert_eq!(error, format!("{address} is in use by another program. Use another."));
        drop(taken);
        fail_if_in_use(&address, "").unwrap();
    }

    #[test]
    fn flags_are_found_in_both_forms_and_not_by_their_beginning() {
        let arguments = ["--listener", "a", "--listen=b", "--cloud"].map(String::from);
        assert_eq!(given(&arguments, "listen"), Some("b".to_owned()));
        assert_eq!(given(&arguments, "cloud"), None);
    }

    #[test]
    fn only_a_file_of_sqlite_is_a_file() {
        let root = Path::new("/root");
        assert_eq!(sqlite_file(root, "sqlite:a/b.db"), Some(PathBuf::from("/root/a/b.db")));
        assert_eq!(sqlite_file(root, "sqlite:///tmp/b.db?mode=rwc"), Some("/tmp/b.db".into()));
        assert_eq!(sqlite_file(root, "sqlite::memory:"), None);
        assert_eq!(sqlite_file(root, "postgres://localhost/console"), None);
    }

    #[test]
    fn the_box_fits_its_longest_line() {
        let text = framed(&["a".to_owned(), "long".to_owned()]);
        assert_eq!(text, "┌────────┐\n│  a     │\n│  long  │\n└────────┘");
    }
}
