//! What the command line does with the library.

mod colour;
mod editor;
mod explain;
mod lint;
mod scripts;
mod specs;
mod starter;
mod templates;
mod watch;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wirewright::diagnostics::{self, Message, Severity};
use wirewright::output::{self, DriftKind};
use wirewright::{FileTree, Located, MessageFormat, RenderError, pipeline, schema};

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
    Check,
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
        Command::Generate { watch: false } => generate(options),
        Command::Generate { watch: true } => watch(options),
        Command::Check => check(options),
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
    let templates = templates::read(options.templates.as_deref())?;
    let specs = specs::read(&options.specs)?;
    pipeline::render(&specs, &templates).map_err(|error| match error {
        RenderError::Problems(problems) => Failed::Problems(problems),
        RenderError::Template(error) => templates::failed(options.templates.as_deref(), &error),
    })
}

fn new(options: &Options, name: &str) -> Result<ExitCode, Failed> {
    let file = starter::write(&options.specs, &options.out, name)?;
    eprintln!("wrote {file}; say in it what your page says, then run `wirewright generate`");
    Ok(ExitCode::SUCCESS)
}

fn generate(options: &Options) -> Result<ExitCode, Failed> {
    let tree = render(options)?;
    let done = output::write(&tree, &options.out)?;
    for path in &done.written {
        eprintln!("wrote {}", shown(&options.out, path));
    }
    for path in &done.removed {
        eprintln!("removed {}", shown(&options.out, path));
    }
    let counts = (done.written.len(), done.removed.len(), done.unchanged);
    eprintln!("{} written, {} removed, {} unchanged", counts.0, counts.1, counts.2);
    Ok(ExitCode::SUCCESS)
}

/// Generates at once and after every change; a problem is printed and waited out.
fn watch(options: &Options) -> Result<ExitCode, Failed> {
    let mut watch = watch::Watch::new(&options.specs, options.templates.as_deref())?;
    loop {
        if let Err(failed) = generate(options) {
            failed.print(options.message_format);
        }
        eprintln!("watching {}; Ctrl-C ends it", options.specs.display());
        if !watch.wait()? {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

fn check(options: &Options) -> Result<ExitCode, Failed> {
    let tree = render(options)?;
    let drift = output::compare(&tree, &options.out)?;
    if drift.is_empty() {
        eprintln!("{} files are as the specs say", tree.len());
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = String::new();
    for own in &drift {
        let kind = match own.kind {
            DriftKind::Missing => "missing",
            DriftKind::Extra => "extra",
            DriftKind::Changed { .. } => "changed",
        };
        text.push_str(&format!("{kind}: {}\n", shown(&options.out, &own.path)));
        text.push_str(&output::diff(own));
    }
    print(text)?;
    eprintln!("{} files are not as the specs say; run `wirewright generate`", drift.len());
    Ok(ExitCode::from(1))
}

fn shown(out: &Path, path: &str) -> String {
    out.join(path).display().to_string()
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

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self::Message(error.to_string())
    }
}
