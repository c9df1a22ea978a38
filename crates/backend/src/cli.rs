//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use axum::http::Uri;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::{SignedDuration, Timestamp};
use wire::{Label, ProjectId, ProjectRole, ServicePrincipal};

use crate::{
    auth::ip_access_list::{IpAccessList, IpRange},
    programs::MOST_DAYS,
    scenario::Scenario,
    store::DatabaseUrl,
};

/// The longest time between two checks of a role: a week.
const MOST_INTERVAL: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The console's server.
#[derive(Debug, Parser)]
#[command(name = "console-backend", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the console.
    Serve(Box<Serve>),
    /// Add and list projects, people, API keys and service accounts.
    Admin(Admin),
    /// The scenarios that a sandbox can begin with.
    Scenario {
        /// What to do with them.
        #[command(subcommand)]
        command: ScenarioCommand,
    },
}

/// What to do with scenarios.
#[derive(Debug, Subcommand)]
pub enum ScenarioCommand {
    /// Print their names, and what is in each.
    List,
}

/// How the console runs.
#[derive(Debug, Args)]
pub struct Serve {
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, env = "CONSOLE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where the data is kept.
    #[command(flatten)]
    pub database: Database,
    /// The cloud that roles are validated in.
    #[arg(long, env = "CONSOLE_CLOUD", default_value = "sandbox")]
    pub cloud: CloudChoice,
    /// Fill an empty database with a scenario.
    #[arg(long, env = "CONSOLE_SCENARIO")]
    pub scenario: Option<Scenario>,
    /// The time at which the sandbox with this scenario begins, as 2026-05-12T09:30:00Z: its clock goes on from there, and its IDs are
    /// the same each time.
    #[arg(long, env = "CONSOLE_SANDBOX_START", requires = "scenario")]
    pub sandbox_start: Option<Timestamp>,
    /// The AWS account that roles have to trust, arn:aws:iam::<account>:root. Without it AWS is asked whose the credentials are.
    #[arg(long, env = "CONSOLE_SERVICE_PRINCIPAL")]
    pub service_principal: Option<ServicePrincipal>,
    /// How the service calls itself.
    #[arg(long, env = "CONSOLE_SERVICE_NAME", default_value = "Atlas")]
    pub service_name: String,
    /// Where in Amazon S3 you put the template of /api/console/v1/cloudformation/access-role.yaml, so that the page can link to it:
    /// https://BUCKET.s3.REGION.amazonaws.com/KEY.
    #[arg(long, env = "CONSOLE_CLOUDFORMATION_TEMPLATE_URL", value_parser = parse_template_url)]
    pub cloudformation_template_url: Option<String>,
    /// How many seconds a refusal may mean that AWS has not spread a change yet.
    #[arg(long, env = "CONSOLE_PROPAGATION_WINDOW", default_value_t = 30, value_parser = clap::value_parser!(u16).range(0..=300))]
    pub propagation_window: u16,
    /// How often each authorized role is validated again, for example 15m or 2s; 0 for never.
    #[arg(long, env = "CONSOLE_RECHECK_INTERVAL", default_value = "15m", value_parser = parse_interval)]
    pub recheck_interval: SignedDuration,
    /// How often the keys of encryption at rest are checked again, for example 15m or 2s; 0 for never.
    #[arg(long, env = "CONSOLE_KEY_RECHECK_INTERVAL", default_value = "15m", value_parser = parse_interval)]
    pub key_recheck_interval: SignedDuration,
    /// Requests a minute for each person, API key or unknown address.
    #[arg(long, env = "CONSOLE_RATE_LIMIT", default_value_t = 3000, value_parser = clap::value_parser!(u32).range(1..))]
    pub rate_limit: u32,
    /// Where to report what is wrong with the security of this installation, as /.well-known/security.txt tells: an address as
    /// mailto:security@example.com or https://example.com/security; may be repeated.
    #[arg(long, env = "CONSOLE_SECURITY_CONTACT", value_delimiter = ',', value_parser = parse_contact)]
    pub security_contact: Vec<String>,
    /// The JSON file that names the identity providers to sign in by (OpenID Connect).
    #[arg(long, env = "CONSOLE_OIDC_CONFIG")]
    pub oidc_config: Option<PathBuf>,
    /// The file with the certificate in PEM, its own first and then those that vouch for it: browsers reach the console by TLS. Both
    /// files are read anew on SIGHUP.
    #[arg(long, env = "CONSOLE_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The file with the certificate's private key in PEM.
    #[arg(long, env = "CONSOLE_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// An IP address or a CIDR block of proxies that are believed what they say of whoever asked them (Forwarded, or X-Forwarded-For
    /// and X-Forwarded-Proto); may be repeated, or several with commas in between.
    #[arg(long, env = "CONSOLE_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<IpRange>,
    /// Browsers reach the console by TLS, which a proxy in front of it ends: makes cookies Secure.
    #[arg(long, env = "CONSOLE_BEHIND_TLS")]
    pub behind_tls: bool,
    /// How to write the log, which goes to standard error.
    #[arg(long, env = "CONSOLE_LOG_FORMAT", default_value = "json")]
    pub log_format: LogFormat,
}

/// Where the data is kept.
#[derive(Debug, Args)]
pub struct Database {
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME.
    #[arg(
        long,
        env = "CONSOLE_DATABASE",
        default_value = "sqlite:console.db",
        hide_env_values = true
    )]
    pub database: DatabaseUrl,
    /// The file with the key that seals secrets in the database; made where there is none. For SQLite, by default, the database's path
    /// with .key behind it.
    #[arg(long, env = "CONSOLE_SECRET_KEY_FILE")]
    pub secret_key_file: Option<PathBuf>,
}

impl Database {
    /// The file with the key that seals secrets.
    #[must_use]
    pub fn key_file(&self) -> Option<PathBuf> {
        match (&self.secret_key_file, &self.database) {
            (Some(path), _) => Some(path.clone()),
            (None, DatabaseUrl::Sqlite(path)) => Some([path, ".key"].concat().into()),
            (None, DatabaseUrl::Postgres(_)) => None,
        }
    }
}

/// The cloud that roles are validated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CloudChoice {
    /// No AWS account is contacted; names of roles decide what happens.
    Sandbox,
    /// The AWS APIs, with the endpoint and the credentials of the environment.
    Aws,
}

/// How to write the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A JSON object a line.
    Json,
    /// For people.
    Text,
}

/// What to add.
#[derive(Debug, Args)]
pub struct Admin {
    /// What to add.
    #[command(subcommand)]
    pub command: AdminCommand,
}

/// What to add.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Projects.
    Project {
        /// What to do.
        #[command(subcommand)]
        command: ProjectCommand,
    },
    /// People.
    User {
        /// What to do.
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Owners of the organization, who own each of its projects.
    Owner {
        /// What to do.
        #[command(subcommand)]
        command: OwnerCommand,
    },
    /// API keys.
    Key {
        /// What to do.
        #[command(subcommand)]
        command: ProgramCommand,
    },
    /// Service accounts.
    ServiceAccount {
        /// What to do.
        #[command(subcommand)]
        command: ProgramCommand,
    },
}

/// What to do with projects.
#[derive(Debug, Subcommand)]
pub enum ProjectCommand {
    /// Add a project, and print its ID.
    Add {
        /// The project's name.
        name: String,
        /// Where the data is kept.
        #[command(flatten)]
        database: Database,
    },
}

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person to a project, with the password that standard input holds, and print the person's ID.
    Add {
        /// The address to sign in with.
        email: String,
        /// The project.
        #[arg(long)]
        project: ProjectId,
        /// owner or read-only.
        #[arg(long, value_parser = parse_role)]
        role: ProjectRole,
        /// Where the data is kept.
        #[command(flatten)]
        database: Database,
    },
}

/// What to do with owners of the organization.
#[derive(Debug, Subcommand)]
pub enum OwnerCommand {
    /// Let somebody who has an account own it.
    Add {
        /// The address that they sign in with.
        email: String,
        /// Where the data is kept.
        #[command(flatten)]
        database: Database,
    },
    /// Let somebody not own it any more; the last owner stays.
    Remove {
        /// The address that they sign in with.
        email: String,
        /// Where the data is kept.
        #[command(flatten)]
        database: Database,
    },
    /// Print who owns it.
    List {
        /// Where the data is kept.
        #[command(flatten)]
        database: Database,
    },
}

/// What to do with API keys or service accounts.
#[derive(Debug, Subcommand)]
pub enum ProgramCommand {
    /// Add one to a project, and print it; its secret is shown this once.
    Add {
        /// The project.
        #[arg(long)]
        project: ProjectId,
        /// owner or read-only.
        #[arg(long, value_parser = parse_role)]
        role: ProjectRole,
        /// What to call it, one line.
        #[arg(long, default_value = "")]
        label: Label,
        /// After how many days it ends; without it, never.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_DAYS)))]
        expires_in_days: Option<u32>,
        /// The IP addresses and CIDR blocks that it may be used from, with commas in between; without it, all.
        #[arg(long, default_value = "", hide_default_value = true)]
        access_list: IpAccessList,
        /// Where the data is kept.
        #[command(flatten)]
        database: Database,
    },
    /// Print those of a project, without their secrets.
    List {
        /// The project.
        #[arg(long)]
        project: ProjectId,
        /// Where the data is kept.
        #[command(flatten)]
        database: Database,
    },
    /// End one, from the next request on.
    #[command(visible_alias = "delete")]
    Revoke {
        /// Its public key or client ID.
        id: String,
        /// Where the data is kept.
        #[command(flatten)]
        database: Database,
    },
}

/// A time of at least a second, or none.
fn parse_interval(text: &str) -> Result<SignedDuration, String> {
    if text == "0" {
        return Ok(SignedDuration::ZERO);
    }
    let interval = text.parse::<SignedDuration>().ok().filter(|interval| {
        interval.is_zero() || (SignedDuration::from_secs(1)..=MOST_INTERVAL).contains(interval)
    });
    interval
        .ok_or_else(|| "write it as 15m, 2s or 1h30m, from 1s to 168h, or 0 for never".to_owned())
}

fn parse_role(name: &str) -> Result<ProjectRole, String> {
    ProjectRole::from_name(name).ok_or_else(|| "a role is owner or read-only".to_owned())
}

/// AWS CloudFormation takes templates from Amazon S3 alone.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>.
fn parse_template_url(text: &str) -> Result<String, String> {
    let uri: Uri = text.parse().map_err(|error| format!("it is no URL: {error}"))?;
    let host = uri.host().unwrap_or("");
    let in_s3 = [".amazonaws.com", ".amazonaws.com.cn"].iter().any(|end| host.ends_with(end));
    if uri.scheme_str() == Some("https") && in_s3 {
        return Ok(text.to_owned());
    }
    Err("AWS takes templates only from Amazon S3, https://BUCKET.s3.REGION.amazonaws.com/KEY"
        .to_owned())
}

/// RFC 9116, section 2.5.3.
fn parse_contact(text: &str) -> Result<String, String> {
    let is_contact = ["mailto:", "https://", "tel:"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    if is_contact && text.chars().all(|c| c.is_ascii_graphic()) {
        return Ok(text.to_owned());
    }
    Err("a contact is written mailto:somebody@example.com, https://… or tel:+…".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_uri_of_one_line() {
        for contact in
            ["mailto:security@example.com", "https://example.com/security", "tel:+1-201-555-0123"]
        {
            assert_eq!(parse_contact(contact), Ok(contact.to_owned()));
        }
        for text in
            ["", "security@example.com", "http://example.com", "mailto:", "mailto:a@b\nX: y"]
        {
            assert!(parse_contact(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_template_lies_in_amazon_s3() {
        for url in [
            "https://templates.s3.amazonaws.com/access-role.yaml",
            "https://templates.s3.cn-north-1.amazonaws.com.cn/a/b.yaml?versionId=1",
        ] {
            assert_eq!(parse_template_url(url), Ok(url.to_owned()));
        }
        for url in [
            "",
            "access-role.yaml",
            "http://templates.s3.amazonaws.com/access-role.yaml",
            "https://example.com/access-role.yaml",
            "https://amazonaws.com.example.com/access-role.yaml",
            "https://templates.s3.amazonaws.com/a b",
        ] {
            assert!(parse_template_url(url).is_err(), "{url}");
        }
    }

    #[test]
    fn an_interval_has_a_unit_and_is_sensible() {
        let seconds = |text| parse_interval(text).map(|interval| interval.as_secs());
        assert_eq!(seconds("15m"), Ok(900));
        assert_eq!(seconds("2s"), Ok(2));
        assert_eq!(seconds("1h30m"), Ok(5400));
        assert_eq!((seconds("0"), seconds("0s")), (Ok(0), Ok(0)));
        for text in ["", "15", "-5m", "5m ago", "10ms", "1 fortnight", "169h"] {
            assert!(parse_interval(text).is_err(), "{text}");
        }
    }
}
