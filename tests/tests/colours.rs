//! Colours are for terminals, and for who asks for them.

use std::process::Command;

use wirewright_tests::{Done, Folder};

const ESCAPE: char = '\u{1b}';

/// A spec with an advice whose text holds an escape.
const GOOD: &str = "wirewright: 1\nservice: shop\nsource: page\nunmarked: optional\n\
    assume: { unmarked: \"\\e[31mred\" }\noperations:\n  Get:\n    http: GET /get -> json\n    output: nothing\n";

/// Specs with problems whose texts hold escapes.
const WRONG: &str = "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    \
    http: GET /get -> json\n    output: { Id: \"\\e[31mstrng\", At: dattime } # \u{202e}\u{7f}\n";

fn folder(name: &str) -> Folder {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("colours/{name}"));
    folder.write("good/shop.yaml", GOOD);
    folder.write("wrong/shop.yaml", WRONG);
    folder
}

/// A command that no setting of whoever runs the tests has a say in.
fn command(folder: &Folder, arguments: &str) -> Command {
    let mut command = folder.command(arguments);
    for own in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(own);
    }
    command.env("TERM", "xterm-256color");
    command
}

fn run(command: &mut Command) -> Done {
    Done::from(command.output().expect("the program runs"))
}

/// A text without the sequences that begin with an escape and end with `m`.
fn stripped(text: &str) -> String {
    let mut parts = text.split(ESCAPE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        let (sequence, rest) = part.split_once('m').expect("a sequence ends");
        let digits = sequence.strip_prefix('[').expect("a sequence begins");
        assert!(digits.chars().all(|own| own.is_ascii_digit() || own == ';'), "{digits}");
        plain + rest
    })
}

#[test]
fn what_goes_into_a_pipe_is_plain() {
    let folder = folder("pipe");
    for arguments in
        ["lint --specs good", "lint --specs good --deny all", "lint --specs wrong", "generate --specs wrong"]
    {
        let done = run(&mut command(&folder, arguments));
        assert!(!done.out.contains(ESCAPE) && !done.err.contains(ESCAPE), "{done:#?}");
    }
}

#[test]
fn what_is_forced_is_coloured_and_says_the_same() {
    let folder = folder("forced");
    for arguments in [
        "lint --specs good",
        "lint --specs good --deny all",
        "lint --specs wrong",
        "generate --specs wrong",
        "check --specs nowhere",
    ] {
        let plain = run(&mut command(&folder, arguments));
        let coloured = run(command(&folder, arguments).env("CLICOLOR_FORCE", "1"));
        assert_eq!(coloured.code, plain.code);
        assert_eq!((stripped(&coloured.out), stripped(&coloured.err)), (plain.out, plain.err));
        assert!(coloured.out.contains(ESCAPE) || coloured.err.contains(ESCAPE), "{coloured:#?}");
        // Nothing but the escapes that are ours, however the spec's text goes.
        assert!(
            !coloured.out.contains("\u{1b}[31m") && !coloured.err.contains("\u{1b}[31m"),
            "{coloured:#?}"
        );
    }
    let done = run(command(&folder, "lint --specs good").env("CLICOLOR_FORCE", "1"));
    let first = "\u{1b}[1;93madvice[assumptions]\u{1b}[0m\u{1b}[1m: `unmarked` is assumed: \u{fffd}[31mred\u{1b}[0m\n \
                 \u{1b}[1;94m-->\u{1b}[0m good/shop.yaml:4:11\n";
    assert!(done.out.starts_with(first), "{done:#?}");
    let done = run(command(&folder, "check --specs wrong").env("CLICOLOR_FORCE", "1"));
    assert!(
        done.err.starts_with("\u{1b}[1;91merror[W0009]\u{1b}[0m\u{1b}[1m: there is no type"),
        "{done:#?}"
    );
}

#[test]
fn programs_and_who_wants_no_colour_get_none() {
    let folder = folder("none");
    for format in ["json", "github"] {
        for specs in ["good", "wrong"] {
            let arguments = format!("lint --specs {specs} --message-format {format}");
            let done = run(command(&folder, &arguments).env("CLICOLOR_FORCE", "1"));
            assert!(!done.out.contains(ESCAPE) && !done.err.contains(ESCAPE), "{done:#?}");
        }
    }
    let done = run(command(&folder, "lint --specs wrong").env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"));
    assert!(!done.err.contains(ESCAPE), "{done:#?}");
}
