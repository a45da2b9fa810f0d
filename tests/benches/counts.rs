//! How many instructions the generated crates take, beside the same by hand.
//!
//! The program runs itself under valgrind's callgrind, which collects nothing but what happens
//! inside of [`measured`] and writes the sum down at each end of it. The peer of the clients stays
//! in the first process, where nothing is counted. Words on the command line choose cases by their
//! names. The last rows are about generating itself, and hold what stands beside them.

mod cases;
mod generate;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, ExitCode};

use cases::{Case, Peer};

/// How often a side runs before it is counted, so that nothing is done for the first time.
const WARMING: usize = 10;

/// How often a side runs while it is counted; then twice as often, and the difference counts.
const TIMES: usize = 50;

/// How many times the instructions of the code by hand the generated crates may
/// take, by what the names of cases begin with. The rest is there to be looked at.
const HOLDS: [(&str, f64); 7] = [
    ("json", 1.0),
    ("xml read", 1.1),
    ("xml write cbss", 1.5),
    ("soap read", 1.05),
    ("soap write sejour", 1.5),
    ("server", 0.97),
    ("client", 1.01),
];

/// By how much a ratio may be over its hold: two builds of one source differ by
/// about two in a hundred, as code and samples come to lie elsewhere.
const SLACK: f64 = 1.03;

fn hold(name: &str) -> Option<f64> {
    HOLDS.iter().find(|(begin, _)| name.starts_with(begin)).map(|(_, hold)| *hold)
}

/// The argument that says that this is the process under valgrind.
const COUNTED: &str = "--counted-with-peer";

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|own| own != "--bench").collect();
    if arguments.first().is_some_and(|first| first == COUNTED) {
        let words = arguments.split_off(2);
        chosen(&arguments[1], &words).iter().for_each(run);
        return ExitCode::SUCCESS;
    }
    if arguments.first().is_some_and(|first| first == generate::COUNTED) {
        generate::run(&arguments[1..]);
        return ExitCode::SUCCESS;
    }
    match counted(&arguments) {
        Ok(rows) => judged(&rows),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn chosen(peer: &str, words: &[String]) -> Vec<Case> {
    let mut cases = cases::all(peer);
    cases.retain(|case| words.iter().all(|word| case.name.contains(word.as_str())));
    cases
}

fn run(case: &Case) {
    for side in [&case.ours, &case.twin] {
        (0..WARMING).for_each(|_| side());
        measured(side, TIMES);
        measured(side, TIMES * 2);
    }
}

/// What callgrind knows by its name.
#[inline(never)]
fn measured(side: &dyn Fn(), times: usize) {
    (0..times).for_each(|_| side());
    // Something must follow, or the last call could take the place of this function.
    std::hint::black_box(times);
}

/// A case and the instructions of its two sides.
struct Row {
    name: &'static str,
    hold: Option<f64>,
    ours: f64,
    twin: f64,
}

impl Row {
    /// To three digits, as it is printed.
    fn ratio(&self) -> f64 {
        (self.ours / self.twin * 1000.0).round() / 1000.0
    }
}

fn counted(words: &[String]) -> Result<Vec<Row>, String> {
    let peer = Peer::start().map_err(|error| format!("the system has no free port: {error}"))?;
    let cases = chosen(&peer.url(), words);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("counts");
    empty(&out).map_err(|error| format!("{} cannot be emptied: {error}", out.display()))?;
    let counts = if cases.is_empty() { Vec::new() } else { callgrind(&peer.url(), words, &out)? };
    if counts.len() != cases.len() * 4 {
        return Err(format!("callgrind counted {} times, not {}", counts.len(), cases.len() * 4));
    }
    #[expect(clippy::cast_precision_loss, reason = "no count comes near the limit")]
    let per_time = |once: u64, twice: u64| twice.saturating_sub(once) as f64 / TIMES as f64;
    let rows = cases.iter().zip(counts.chunks_exact(4)).map(|(case, counts)| Row {
        name: case.name,
        hold: hold(case.name),
        ours: per_time(counts[0], counts[1]),
        twin: per_time(counts[2], counts[3]),
    });
    println!("callgrind_annotate tells from {}/count.* where they went;", out.display());
    println!("four for each case: ours, ours twice as often, by hand, by hand twice as often");
    let mut rows: Vec<Row> = rows.collect();
    rows.extend(generate::rows(words, &out, whole)?);
    Ok(rows)
}

fn empty(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    }
}

/// Runs this program under callgrind; gives what it counted each time.
fn callgrind(peer: &str, words: &[String], out: &Path) -> Result<Vec<u64>, String> {
    let options =
        ["--collect-atstart=no", "--toggle-collect=counts::measured", "--dump-after=counts::measured"];
    let words = words.iter().map(String::as_str);
    let arguments: Vec<&str> = [COUNTED, peer].into_iter().chain(words).collect();
    valgrind(&options, &out.join("count"), &arguments)?;
    // What happened outside of what is measured is in a file without a number.
    (1..)
        .map(|at| out.join(format!("count.{at}")))
        .take_while(|file| file.exists())
        .map(|file| sum(&file))
        .collect()
}

/// Counts all that this program does with these arguments, on all of its threads.
fn whole(arguments: &[&str], file: &Path) -> Result<u64, String> {
    valgrind(&[], file, arguments)?;
    sum(file)
}

/// Runs this program under callgrind, which writes into a file, or several of its name.
fn valgrind(options: &[&str], file: &Path, arguments: &[&str]) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| format!("this program has no path: {error}"))?;
    let ran = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet"])
        .args(options)
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(own)
        .args(arguments)
        .status();
    match ran {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("valgrind failed: {status}")),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err("valgrind is missing: install the package of that name to count instructions".to_owned())
        }
        Err(error) => Err(format!("valgrind cannot be run: {error}")),
    }
}

/// The sum in a file of callgrind's.
fn sum(file: &Path) -> Result<u64, String> {
    let text =
        fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let sum = text.lines().find_map(|line| line.strip_prefix("summary: ")?.trim().parse().ok());
    sum.ok_or_else(|| format!("{} has no sum", file.display()))
}

/// Prints the rows, and tells which of them take too much.
fn judged(rows: &[Row]) -> ExitCode {
    println!("{:<44} {:>9} {:>9} {:>6} {:>5}", "instructions", "ours", "by hand", "ratio", "hold");
    for row in rows {
        let hold = row.hold.map_or_else(String::new, |hold| hold.to_string());
        println!("{:<44} {:>9.0} {:>9.0} {:>6.3} {hold:>5}", row.name, row.ours, row.twin, row.ratio());
    }
    let over: Vec<String> = rows
        .iter()
        .filter_map(|row| Some((row, row.hold.filter(|hold| row.ratio() > hold * SLACK)?)))
        .map(|(row, hold)| format!("{}: {:.3} is over {hold}", row.name, row.ratio()))
        .collect();
    over.iter().for_each(|line| eprintln!("{line}"));
    if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
