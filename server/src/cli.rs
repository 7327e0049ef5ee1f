//! The command line. What the commands do stands in `commands`. Secrets are never arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, ConfigError, Overrides, load};
use crate::demo::DemoArgs;

/// Keeps other people's things safe and hands them back.
#[derive(Debug, Parser)]
#[command(name = "cloakroom", version, about, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What most commands need to know.
    #[command(flatten)]
    pub common: Common,
}

/// Settings that are arguments too. The rest is set in the file or the environment: see docs/operations.md.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The configuration file (TOML)
    #[arg(long, global = true, env = "CLOAKROOM_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where the web server listens, such as 127.0.0.1:3000
    #[arg(long, global = true, env = "CLOAKROOM_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// The address under which people reach it: scheme and host
    #[arg(long, global = true, env = "CLOAKROOM_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Where database, keys and queues lie
    #[arg(long, global = true, env = "CLOAKROOM_DATA_DIR", value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Where the built site lies, if it is not inside the program
    #[arg(long, global = true, env = "CLOAKROOM_SITE_DIR", value_name = "FOLDER")]
    pub site_dir: Option<PathBuf>,
    /// How the log is written: pretty or json
    #[arg(long, global = true, env = "CLOAKROOM_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// From which level on: warn, info, debug, or per part as in info,backend=debug
    #[arg(long, global = true, env = "CLOAKROOM_LOG_LEVEL", value_name = "LEVEL")]
    pub log_level: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server
    Serve,
    /// Run a demo on this machine: server, broker, simulated banks; nothing is kept
    Demo(DemoArgs),
    /// Bring the database's schema up to date (serve does it by itself)
    Migrate,
    /// Copy the database into one file while the server runs; the keys are not in it
    Backup(BackupArgs),
    /// Bring a copy back into an empty folder
    Restore(RestoreArgs),
    /// Move everything from SQLite into an empty PostgreSQL database
    MigrateTo(MoveArgs),
    /// Administrators
    Admin {
        /// What to do.
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// What is kept of one person
    Person {
        /// What to do.
        #[command(subcommand)]
        command: PersonCommand,
    },
    /// Check a receipt: whether a house gave it, and whether a byte of it was changed
    Verify(VerifyArgs),
    /// What was done in the house
    Audit {
        /// What to do.
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Locker banks
    Bank {
        /// What to do.
        #[command(subcommand)]
        command: BankCommand,
    },
    /// The key that signs commands to banks, and how another one takes its place
    Keys {
        /// What to do.
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Look whether everything is set up, in words
    Doctor,
}

/// Where a copy goes.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write, or a folder: then the file is named by its time
    #[arg(value_name = "FILE OR FOLDER")]
    pub to: PathBuf,
    /// Keep only the newest so many copies in the folder
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    pub keep: Option<u16>,
}

/// Which copy comes back, and where.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The file that `backup` wrote
    pub file: PathBuf,
    /// The empty folder to restore into (otherwise the data directory)
    #[arg(long, value_name = "FOLDER")]
    pub into: Option<PathBuf>,
}

/// Where the house moves.
#[derive(Debug, Args)]
pub struct MoveArgs {
    /// The empty database, `postgres://user@host/name`
    #[arg(value_name = "URL", required_unless_present = "url_file")]
    pub url: Option<String>,
    /// A file with the address: others on this machine can see arguments
    #[arg(long, value_name = "FILE", conflicts_with = "url")]
    pub url_file: Option<PathBuf>,
}

/// Administrators.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Print a one-time link with which this person becomes administrator
    Invite {
        /// Their e-mail address
        email: String,
    },
    /// Take the second step at sign-in off an account: for whoever lost phone and recovery codes, and nobody else can help
    SecondStepOff {
        /// Their e-mail address
        email: String,
        /// Why; they are told, and it is kept
        #[arg(long)]
        reason: String,
    },
    /// Let the house run a lost-property bureau: its public pages, owners, finders and the desk
    Bureau {
        /// Which organisation runs it; not needed where there is only one
        organisation: Option<String>,
    },
}

/// What is kept of one person.
#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    /// Print everything that is kept of this person, as JSON
    Export {
        /// Their e-mail address, with an account or without
        email: String,
    },
    /// Erase everything personal of this person; what the law wants kept of payments stays
    Erase {
        /// Their e-mail address, with an account or without
        email: String,
    },
}

/// Which receipt, and whose.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The file (receipt.json)
    pub file: PathBuf,
    /// The public key of the house, 43 characters [default: that of the house on this machine]
    #[arg(long, value_name = "KEY", allow_hyphen_values = true, conflicts_with_all = ["keys", "house"])]
    pub key: Option<String>,
    /// A file with its keys, from https://…/.well-known/cloakroom-proofs.json
    #[arg(long, value_name = "FILE", conflicts_with = "house")]
    pub keys: Option<PathBuf>,
    /// Ask this house for its keys, `https://locker.example.org`
    #[arg(long, value_name = "URL")]
    pub house: Option<String>,
}

/// What was done in the house.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Go through every act and every custody event: whether anything was changed or taken away
    Verify,
}

/// Locker banks.
#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// Give a bank a new password and write the configuration of its program
    Provision(Box<ProvisionArgs>),
    /// Run the program inside a bank, with a simulated lock board; commands on standard input are a human before it
    Run {
        /// The file that `bank provision` wrote
        #[arg(long, env = "CLOAKROOM_BANK_CONFIG", value_name = "FILE")]
        bank_config: PathBuf,
    },
}

/// The key that signs commands to banks.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Say how every bank stands to the keys of this house
    Show,
    /// Make the next one; the running server tells every bank of it
    Next,
    /// Let the next one sign from the next start on; stop the server first, at all nodes
    Turn {
        /// Why now, although some banks do not obey it yet; it is kept
        #[arg(long)]
        reason: Option<String>,
    },
    /// Delete the old one
    End {
        /// Why now, although some banks may still obey it; it is kept
        #[arg(long)]
        reason: Option<String>,
    },
}

/// Which bank, or what a new one is.
#[derive(Debug, Args)]
pub struct ProvisionArgs {
    /// The bank's id
    #[arg(required_unless_present = "new", conflicts_with = "new")]
    pub bank: Option<String>,
    /// Set up a new bank first
    #[arg(long, requires_all = ["name", "address", "city", "latitude", "longitude", "time_zone", "hotline", "layout"])]
    pub new: bool,
    /// The folder to write bank.toml and bank.password into
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
    /// The new bank's name
    #[arg(long)]
    pub name: Option<String>,
    /// Street and house
    #[arg(long)]
    pub address: Option<String>,
    /// Town
    #[arg(long)]
    pub city: Option<String>,
    /// Degrees north
    #[arg(long, allow_hyphen_values = true)]
    pub latitude: Option<String>,
    /// Degrees east
    #[arg(long, allow_hyphen_values = true)]
    pub longitude: Option<String>,
    /// Such as Europe/Bucharest
    #[arg(long)]
    pub time_zone: Option<String>,
    /// For people: 24/7
    #[arg(long, default_value = "24/7")]
    pub opening_hours: String,
    /// The telephone number, with country code
    #[arg(long, allow_hyphen_values = true)]
    pub hotline: Option<String>,
    /// Columns separated by /, doors from the top: "S S M / L L / XL"
    #[arg(long)]
    pub layout: Option<String>,
}

impl Common {
    /// Puts arguments, environment and file together.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub fn load(&self) -> Result<Config, ConfigError> {
        let given = self.clone();
        let overrides = Overrides {
            listen: given.listen,
            public_url: given.public_url,
            data_dir: given.data_dir,
            site_dir: given.site_dir,
            log_format: given.log_format,
            log_level: given.log_level,
        };
        load(self.config.as_deref(), overrides, &|name| std::env::var(name).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }

    #[test]
    fn a_new_bank_must_be_described() {
        let bare = ["cloakroom", "bank", "provision", "--new", "--out", "x"];
        assert!(Cli::try_parse_from(bare).is_err());
        assert!(Cli::try_parse_from(["cloakroom", "bank", "provision", "--out", "x"]).is_err());
        assert!(Cli::try_parse_from(["cloakroom", "bank", "provision", "an-id", "--out", "x"]).is_ok());
    }
}
