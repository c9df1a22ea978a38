//! `console-backend`: the console's server, and what its operator does on the command line.

use std::{
    io::{IsTerminal, Read},
    process::ExitCode,
};

use clap::Parser;
use console_backend::{
    admin,
    auth::password::Passwords,
    cli::{
        AdminCommand, Cli, Command, Database, OwnerCommand, ProgramCommand, ProjectCommand,
        ScenarioCommand, UserCommand,
    },
    programs::Wish,
    scenario,
    serve::{self, serve},
    store::SqlStore,
};
use serde_json::Value;
use wire::console::ProgramKind;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(options) => {
            serve::log(options.log_format);
            Ok(serve(*options).await?)
        }
        Command::Scenario { command: ScenarioCommand::List } => {
            for (name, what) in scenario::SCENARIOS {
                println!("{name:<24}{what}");
            }
            Ok(())
        }
        Command::Admin(admin) => administer(admin.command).await,
    }
}

async fn administer(command: AdminCommand) -> Result<(), Failure> {
    let printed = match command {
        AdminCommand::Project { command: ProjectCommand::Add { name, database } } => {
            admin::add_project(&open(&database).await?, &name).await?
        }
        AdminCommand::User { command: UserCommand::Add { email, project, role, database } } => {
            let password = password()?;
            let store = open(&database).await?;
            admin::add_user(&store, &Passwords::default(), &email, &project, role, password).await?
        }
        AdminCommand::Owner { command } => match command {
            OwnerCommand::Add { email, database } => {
                admin::set_owner(&open(&database).await?, &email, true).await?
            }
            OwnerCommand::Remove { email, database } => {
                admin::set_owner(&open(&database).await?, &email, false).await?
            }
            OwnerCommand::List { database } => admin::list_owners(&open(&database).await?).await?,
        },
        AdminCommand::Key { command } => program(ProgramKind::ApiKey, command).await?,
        AdminCommand::ServiceAccount { command } => {
            program(ProgramKind::ServiceAccount, command).await?
        }
    };
    println!("{printed}");
    Ok(())
}

async fn program(kind: ProgramKind, command: ProgramCommand) -> Result<Value, Failure> {
    Ok(match command {
        ProgramCommand::Add { project, role, label, expires_in_days, access_list, database } => {
            if kind == ProgramKind::ApiKey && database.key_file().is_none() {
                return Err("with PostgreSQL, --secret-key-file has to name the file with the key that seals API keys".into());
            }
            let sealer = serve::sealer(&database)?;
            let wish = Wish { role, label, access_list, expires_in_days };
            admin::add_program(&open(&database).await?, &sealer, kind, &project, wish).await?
        }
        ProgramCommand::List { project, database } => {
            admin::list_programs(&open(&database).await?, kind, &project).await?
        }
        ProgramCommand::Revoke { id, database } => {
            admin::revoke_program(&open(&database).await?, kind, &id).await?
        }
    })
}

async fn open(database: &Database) -> Result<SqlStore, Failure> {
    Ok(SqlStore::open(&database.database).await?)
}

/// What standard input holds, without the line's end.
fn password() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        eprintln!("password, then Enter and Ctrl-D (it is shown as you type):");
    }
    let mut text = String::new();
    std::io::stdin().take(4096).read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
