//! What the command line does with the library.

mod check;
mod colour;
mod diff;
mod editor;
mod explain;
mod generate;
mod lint;
mod scripts;
mod sides;
mod starter;
mod watch;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wirewright::diagnostics::{self, Message, Severity};
use wirewright::{
    FileTree, InputError, Located, MessageFormat, RenderError, TemplateError, input, pipeline, schema,
};

/// Turns small YAML specs of documented APIs into typed Rust crates.
#[derive(Debug, clap::Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, clap::Args)]
struct Options {
    /// The folder of specs: every file in it that ends in `.yaml` or `.yml`
    #[arg(long, global = true, default_value = "specs", value_name = "DIR")]
    specs: PathBuf,
    /// The folder of generated crates
    #[arg(long, global = true, default_value = "generated", value_name = "DIR")]
    out: PathBuf,
    /// A folder of templates that replace built-in ones of the same name
    #[arg(long, global = true, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// How problems are printed
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    message_format: MessageFormat,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// Write a commented spec to start from into the folder of specs
    New {
        /// The name of the service: lower-case words joined by hyphens
        name: String,
    },
    /// Write the crates of every spec, and only what changed of them
    Generate {
        /// Do it again whenever a spec or a template changes, until interrupted
        #[arg(long)]
        watch: bool,
    },
    /// Compare without writing; exits with 1 where a file is not as it would be written
    Check {
        /// Show what would change in each file
        #[arg(long)]
        diff: bool,
    },
    /// Print what an edit of specs changes, on the wire and in the Rust API, and which version that asks for
    Diff(diff::Arguments),
    /// Print advice on the specs: assumptions, facts from elsewhere, what is unused or missing
    Lint {
        /// Take the advice of a group for errors, and exit with 2 where there is any
        #[arg(long, value_enum, value_name = "GROUP", value_delimiter = ',')]
        deny: Vec<lint::Denied>,
    },
    /// Print the JSON Schema of the spec language
    Schema,
    /// Print what the code of a problem or a group of advice means, with an example; without one, the list of all
    Explain {
        /// The code or the group, such as W0009 or unused-types
        code: Option<explain::Topic>,
    },
    /// Print a script that makes a shell complete these commands
    Completions {
        /// The shell that will read the script
        shell: clap_complete::Shell,
    },
    /// Print the manual, for `man` to show
    Man,
}

/// What keeps a command from being done; nothing was written.
enum Failed {
    Problems(Vec<Located>),
    Templates(Vec<Message>),
    Message(String),
}

/// The exit of a command that could not be done.
const FAILED: u8 = 2;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let options = &arguments.options;
    let done = match &arguments.command {
        Command::New { name } => new(options, name),
        Command::Generate { watch: false } => generate::generate(options),
        Command::Generate { watch: true } => generate::watch(options),
        Command::Check { diff } => check::check(options, *diff),
        Command::Diff(arguments) => diff::run(arguments, &options.specs, options.message_format),
        Command::Lint { deny } => lint::lint(options, deny),
        Command::Schema => print(schema::text()),
        Command::Explain { code } => explain::explain(*code),
        Command::Completions { shell } => print(scripts::completions(*shell)),
        Command::Man => scripts::manual().map_err(Failed::from).and_then(print),
    };
    done.unwrap_or_else(|failed| {
        failed.print(options.message_format);
        ExitCode::from(FAILED)
    })
}

/// Prints to a reader who may have gone.
fn print(text: impl AsRef<[u8]>) -> Result<ExitCode, Failed> {
    match std::io::stdout().lock().write_all(text.as_ref()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failed::from(error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn render(options: &Options) -> Result<FileTree, Failed> {
    let templates = input::templates(options.templates.as_deref())?;
    let specs = input::specs(&options.specs)?;
    pipeline::render(&specs, &templates).map_err(|error| match error {
        RenderError::Problems(problems) => Failed::Problems(problems),
        RenderError::Template(error) => faults(options.templates.as_deref(), &error),
    })
}

/// What is wrong with the templates of a folder.
fn faults(folder: Option<&Path>, error: &TemplateError) -> Failed {
    Failed::Templates(error.messages(folder.unwrap_or(Path::new(""))))
}

fn new(options: &Options, name: &str) -> Result<ExitCode, Failed> {
    let file = starter::write(&options.specs, &options.out, name)?;
    eprintln!("wrote {file}; say in it what your page says, then run `wirewright generate`");
    Ok(ExitCode::SUCCESS)
}

impl Failed {
    fn print(&self, format: MessageFormat) {
        let look = colour::of_stderr();
        let (text, count) = match self {
            Self::Message(message) => return eprint!("{}", look.line(Severity::Error, message)),
            Self::Problems(problems) => (diagnostics::print_as(problems, format, look), problems.len()),
            Self::Templates(faults) => (diagnostics::print_messages(faults, format, look), faults.len()),
        };
        eprint!("{text}");
        if format == MessageFormat::Human {
            eprintln!("{count} problem{}; nothing was written", if count == 1 { "" } else { "s" });
        }
    }
}

impl From<Vec<Located>> for Failed {
    fn from(problems: Vec<Located>) -> Self {
        Self::Problems(problems)
    }
}

impl From<InputError> for Failed {
    fn from(error: InputError) -> Self {
        match error {
            InputError::Template { folder, error } => faults(Some(&folder), &error),
            error => Self::Message(error.to_string()),
        }
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self::Message(error.to_string())
    }
}
