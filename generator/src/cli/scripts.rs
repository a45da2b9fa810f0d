//! What shells and readers get from the definition of the command line itself.

use std::io;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::Arguments;

/// The script by which a shell completes the words of a command.
pub(super) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "wirewright", &mut script);
    script
}

/// The manual, one page for all commands.
///
/// # Errors
/// None that writing into memory could cause.
pub(super) fn manual() -> io::Result<Vec<u8>> {
    let all = Arguments::command();
    let man = Man::new(all.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for command in all.get_subcommands() {
        page.extend(section(command)?);
    }
    man.render_version_section(&mut page)?;
    Ok(page)
}

/// A command; the options that go with all of them are said at the top.
fn section(command: &Command) -> io::Result<Vec<u8>> {
    let name = format!("wirewright {}", command.get_name());
    let man = Man::new(command.clone().disable_help_flag(true).bin_name(&name));
    let mut own = Vec::new();
    man.render_description_section(&mut own)?;
    man.render_synopsis_section(&mut own)?;
    man.render_options_section(&mut own)?;
    // What are sections on a page of its own are parts of one section here.
    let parts = String::from_utf8_lossy(&own).replace(".SH ", ".SS ");
    Ok(format!(".SH \"{name}\"\n{parts}").into_bytes())
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    /// The commands and the long options of the definition.
    fn defined() -> (Vec<String>, Vec<String>) {
        let all = Arguments::command();
        let mut commands = Vec::new();
        let mut options = Vec::new();
        let mut open = vec![&all];
        while let Some(command) = open.pop() {
            open.extend(command.get_subcommands());
            commands.extend(command.get_subcommands().map(|own| own.get_name().to_owned()));
            options.extend(command.get_arguments().filter_map(|own| own.get_long()).map(str::to_owned));
        }
        assert!(commands.len() > 4 && options.len() > 3, "{commands:?} {options:?}");
        (commands, options)
    }

    /// Whether a text has a word, and not as a part of another one.
    fn has(text: &str, word: &str) -> bool {
        let part = |own: char| own.is_alphanumeric() || own == '-' || own == '_';
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back().is_some_and(part);
            let after = text[at + word.len()..].chars().next().is_some_and(part);
            !before && !after
        })
    }

    #[test]
    fn every_shell_completes_every_command_and_option() {
        let (commands, options) = defined();
        for shell in Shell::value_variants() {
            let script = String::from_utf8(completions(*shell)).expect("a script is a text");
            for command in &commands {
                assert!(has(&script, command), "{shell}: {command}");
            }
            for option in &options {
                let dashed =
                    if *shell == Shell::Fish { format!("-l {option}") } else { format!("--{option}") };
                assert!(script.contains(&dashed), "{shell}: {option}");
            }
        }
    }

    #[test]
    fn the_manual_names_every_command_and_option() {
        let (commands, options) = defined();
        let page = String::from_utf8(manual().expect("it is made in memory")).expect("the manual is a text");
        let page = page.replace("\\-", "-");
        for command in &commands {
            assert!(page.contains(&format!(".SH \"wirewright {command}\"\n")), "{command}");
        }
        for option in &options {
            assert!(page.contains(&format!("\n\\fB--{option}\\fR")), "{option}");
        }
    }
}
