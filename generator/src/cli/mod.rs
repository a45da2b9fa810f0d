//! What the command line does with the library.

mod check;
mod diff;
mod generate;
mod scripts;
mod sides;
mod starter;
mod watch;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use wirewright::diagnostics::{self, Code};
use wirewright::pipeline::LocatedNote;
use wirewright::{
    FileTree, InputError, Located, MessageFormat, NoteKind, RenderError, input, pipeline, schema,
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
    /// Print every problem, assumption and outside fact of the specs
    Lint,
    /// Print what an edit of specs changes, on the wire and in the Rust API, and which version that asks for
    Diff(diff::Arguments),
    /// Print the JSON Schema of the spec language
    Schema,
    /// Print what the code of a problem means, with an example; without a code, the list of all
    Explain {
        /// The code, such as W0009
        code: Option<Code>,
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
        Command::Lint => lint(options),
        Command::Diff(arguments) => diff::run(arguments, &options.specs, options.message_format),
        Command::Schema => print(format!("{:#}\n", schema::schema())),
        Command::Explain { code } => explain(*code),
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
        RenderError::Template(error) => Failed::Message(error.to_string()),
    })
}

fn new(options: &Options, name: &str) -> Result<ExitCode, Failed> {
    let file = starter::write(&options.specs, name)?;
    eprintln!("wrote {file}; say in it what your page says, then run `wirewright generate`");
    Ok(ExitCode::SUCCESS)
}

fn lint(options: &Options) -> Result<ExitCode, Failed> {
    let specs = input::specs(&options.specs)?;
    let mut text = String::new();
    for LocatedNote { file, place, note } in pipeline::notes(&specs)? {
        let word = match note.kind {
            NoteKind::Assumption => "assumed",
            NoteKind::Outside => "not from the page",
        };
        let reason: Vec<&str> = note.text.split_whitespace().collect();
        text.push_str(&format!("{file}:{}: {word}: {}: {}\n", place.line, note.subject, reason.join(" ")));
    }
    print(text)
}

fn explain(code: Option<Code>) -> Result<ExitCode, Failed> {
    if let Some(code) = code {
        return print(code.page());
    }
    let lines: String = Code::ALL.iter().map(|code| format!("{code}  {}\n", code.title())).collect();
    print(lines)
}

impl Failed {
    fn print(&self, format: MessageFormat) {
        let problems = match self {
            Self::Message(message) => return eprintln!("error: {message}"),
            Self::Problems(problems) => problems,
        };
        eprint!("{}", diagnostics::print(problems, format));
        if format == MessageFormat::Human {
            let count = problems.len();
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
        Self::Message(error.to_string())
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self::Message(error.to_string())
    }
}
