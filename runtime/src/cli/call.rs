//! Performs one call from a command line.

use std::process::ExitCode;

use serde::Serialize;

use super::Credentials;
use crate::client::{Error, Response};
use crate::form;
use crate::message::{BindingName, Failure, MediaTypeName, Operation};
use crate::walk::{Notes, Record};

const USAGE: &str = "usage: call --base-url URL [--binding NAME] [--format NAME] [--accept NAME] \
                     [--credential NAME=VALUE ...] OPERATION [--PARAMETER VALUE ...] [--input JSON|@FILE]";

/// A command line, taken apart.
#[derive(Clone, Debug, Default)]
pub struct CallArguments {
    base_url: String,
    binding: Option<String>,
    format: Option<String>,
    accept: Option<String>,
    credentials: Vec<String>,
    operation: String,
    parameters: Vec<(String, String)>,
    input: Option<String>,
}

/// What a call is made with.
#[derive(Debug)]
pub struct CallOptions<O: Operation> {
    /// The inputs.
    pub input: O::Input,
    /// The binding, if one was named.
    pub binding: Option<BindingName<O>>,
    /// The form of the body, if one was named.
    pub format: Option<MediaTypeName<O>>,
    /// The form of the answer, if one was named.
    pub accept: Option<MediaTypeName<O>>,
}

impl CallArguments {
    /// Takes a command line apart; the name of the program is not part of it.
    ///
    /// # Errors
    /// Something is missing or unknown; the text says what, and how to call the program.
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut parsed = Self::default();
        let mut rest = arguments;
        while let Some(argument) = rest.next() {
            let Some(option) = argument.strip_prefix("--") else {
                if !parsed.operation.is_empty() {
                    return Err(format!("`{}` is one operation too many\n{USAGE}", argument.escape_debug()));
                }
                parsed.operation = argument;
                continue;
            };
            let (option, value) = match option.split_once('=') {
                Some((option, value)) if option != "credential" => {
                    (option.to_owned(), Some(value.to_owned()))
                }
                _ => (option.to_owned(), rest.next()),
            };
            let value = value.ok_or_else(|| format!("--{} needs a value\n{USAGE}", option.escape_debug()))?;
            // Before the operation stand the call's own options, after it the operation's inputs.
            match (parsed.operation.is_empty(), option.as_str()) {
                (_, "base-url") => parsed.base_url = value,
                (_, "credential") => parsed.credentials.push(value),
                (_, "input") => parsed.input = Some(value),
                (true, "binding") => parsed.binding = Some(value),
                (true, "format") => parsed.format = Some(value),
                (true, "accept") => parsed.accept = Some(value),
                (true, other) => {
                    return Err(format!("there is no option --{}\n{USAGE}", other.escape_debug()));
                }
                (false, _) => parsed.parameters.push((option, value)),
            }
        }
        if parsed.base_url.is_empty() || parsed.operation.is_empty() {
            return Err(USAGE.to_owned());
        }
        Ok(parsed)
    }

    /// The address of the service.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The credentials, of those that the service has.
    ///
    /// # Errors
    /// One is unknown, or some are given and others are not.
    pub fn credentials(&self, names: &[&'static str]) -> Result<Credentials, String> {
        Credentials::new(names, &self.credentials)
    }

    /// The operation that is meant, of those that the service has: by the page's
    /// name, by the method's name, or by the last word of either.
    ///
    /// # Errors
    /// There is no such operation, or there are several.
    pub fn operation(&self, known: &[(&'static str, &str)]) -> Result<&'static str, String> {
        let wanted = self.operation.as_str();
        if let Some((page, _)) = known.iter().find(|(page, method)| *page == wanted || *method == wanted) {
            return Ok(page);
        }
        let last = |page: &str| page.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(wanted));
        let found: Vec<&'static str> =
            known.iter().map(|(page, _)| *page).filter(|page| last(page)).collect();
        match found[..] {
            [page] => Ok(page),
            _ => {
                let names: Vec<&str> = known.iter().map(|(page, _)| *page).collect();
                Err(format!(
                    "there is no operation `{}`; there are {}",
                    wanted.escape_debug(),
                    names.join(", ")
                ))
            }
        }
    }

    /// What an operation is called with.
    ///
    /// # Errors
    /// An input is unknown, missing or no such value, or a name is none of the operation's.
    pub fn options<O: Operation>(&self) -> Result<CallOptions<O>, String> {
        let named = |what: &str, name: &str, known: Vec<&str>| {
            format!("there is no {what} `{}`; there are {}", name.escape_debug(), known.join(", "))
        };
        let bindings = || O::BINDINGS.iter().map(|binding| binding.name).collect();
        let binding = self
            .binding
            .as_ref()
            .map(|name| BindingName::find(name).ok_or_else(|| named("binding", name, bindings())));
        let media = || {
            let all = O::BINDINGS.iter().flat_map(|binding| binding.accepts.iter().chain(binding.answers));
            let mut names: Vec<&str> =
                all.map(|media| media.essence()).filter(|name| !name.is_empty()).collect();
            names.dedup();
            names
        };
        let media_type = |name: &Option<String>| {
            let find =
                |name: &String| MediaTypeName::find(name).ok_or_else(|| named("format", name, media()));
            name.as_ref().map(find).transpose()
        };
        Ok(CallOptions {
            input: self.read::<O>()?,
            binding: binding.transpose()?,
            format: media_type(&self.format)?,
            accept: media_type(&self.accept)?,
        })
    }

    fn read<O: Operation>(&self) -> Result<O::Input, String> {
        let mut input = O::Input::empty();
        let mut notes = Notes::new();
        if let Some(text) = self.input_text()? {
            let read = match O::body_mut(&mut input) {
                Some(body) => body.read_json(text.as_bytes(), &mut notes),
                None => {
                    let members = input.shape().members.iter().enumerate();
                    let given = members.filter(|(_, own)| own.format.always().is_none());
                    let all: Vec<usize> = given.map(|(index, _)| index).collect();
                    crate::json::read_record(text.as_bytes(), &mut input, &all, &mut notes)
                }
            };
            read.map_err(|error| format!("--input: {error}"))?;
        }
        for (name, value) in &self.parameters {
            let target = find(&input, name);
            let read = match target {
                Some(index) => read_into(&mut input, index, value),
                None => match O::body_mut(&mut input).and_then(|body| body.record_mut()) {
                    Some(body) => match find(body, name) {
                        Some(index) => read_into(body, index, value),
                        None => Err(unknown(name, body)),
                    },
                    None => Err(unknown(name, &input)),
                },
            };
            read?;
        }
        for deviation in notes.deviations() {
            eprintln!("note: {deviation}");
        }
        let named = |member: &&crate::Member| {
            let required = member.presence == crate::Presence::Required && member.format.always().is_none();
            required && !self.parameters.iter().any(|(name, _)| same(name, member))
        };
        // What is read from JSON was checked while it was read.
        let checked = self.input.is_some();
        let whole = O::body(&input).and_then(|body| Some(body.record()?.shape().members));
        let members = whole.unwrap_or(input.shape().members);
        match members.iter().find(named).filter(|_| !checked) {
            Some(member) => Err(format!("--{} is missing", member.name)),
            None => Ok(input),
        }
    }

    fn input_text(&self) -> Result<Option<String>, String> {
        match self.input.as_deref() {
            None => Ok(None),
            Some(text) => match text.strip_prefix('@') {
                Some(file) => {
                    std::fs::read_to_string(file).map(Some).map_err(|error| format!("{file}: {error}"))
                }
                None => Ok(Some(text.to_owned())),
            },
        }
    }
}

/// The member that a parameter means, by its name on the wire or in Rust.
fn find(record: &dyn Record, name: &str) -> Option<usize> {
    let members = record.shape().members;
    let exact = members.iter().position(|member| member.is(name));
    exact.or_else(|| members.iter().position(|member| same(name, member)))
}

fn same(name: &str, member: &crate::Member) -> bool {
    let plain = |name: &str| name.replace(['-', '_', '.'], "").to_lowercase();
    member.is(name) || plain(member.name) == plain(name)
}

fn unknown(name: &str, record: &dyn Record) -> String {
    let given = record.shape().members.iter().filter(|member| member.format.always().is_none());
    let known: Vec<String> = given.map(|member| format!("--{}", member.name)).collect();
    format!("there is no input --{}; there are {}", name.escape_debug(), known.join(" "))
}

fn read_into(record: &mut dyn Record, index: usize, value: &str) -> Result<(), String> {
    let member = &record.shape().members[index];
    let mut notes = Notes::new();
    // What is typed in is the value itself, not the form in which it travels.
    let plain = crate::Member { format: crate::Format::Plain, ..crate::Member::optional(member.name) };
    form::read_value(&plain, vec![("", value)], record.member_mut(index), &mut notes)
        .map_err(|error| error.to_string())
}

/// The answer of a call as a text to print: JSON, or what went wrong.
///
/// # Errors
/// The call failed.
pub fn answer<T: Serialize, F: Failure>(result: Result<Response<T>, Error<F>>) -> Result<String, String> {
    match result {
        Ok(response) => {
            for deviation in response.deviations() {
                eprintln!("note: {deviation}");
            }
            serde_json::to_string_pretty(&*response).map_err(|error| error.to_string())
        }
        Err(error) => {
            let mut message = error.to_string();
            if let Some(failure) = error.failure()
                && let Ok(body) = failure.body().to_json()
            {
                message.push('\n');
                message.push_str(&String::from_utf8_lossy(&body));
            } else if let Some(answer) = error.answer().filter(|answer| !answer.body.is_empty()) {
                message.push('\n');
                message.push_str(&String::from_utf8_lossy(&answer.body));
            }
            Err(message)
        }
    }
}

/// Prints the end of a call: an answer on stdout, an error on stderr with exit code 1.
#[must_use]
pub fn finish(result: Result<String, String>) -> ExitCode {
    match result {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
