use std::error::Error as _;
use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use datadialoog::diagnostics::nearest;
use datadialoog::domain::Lang;
use datadialoog::text::or_list;

use super::console::{Console, bold};
use super::exit::Exit;
use super::run::all_told;
use super::wrap::harmless;

/// Answers a command line that runs nothing: help and version are what was asked for, all else is said in the
/// reader's language with the nearest thing that exists and how the command is typed.
pub(crate) fn answer(
    error: &Error,
    command: &Command,
    args: &[OsString],
    console: &Console,
    lang: Lang,
) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console.say(&error.render().ansi().to_string());
            all_told(console, lang, Exit::Done)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.insist(&error.render().ansi().to_string());
            Exit::Usage
        }
        _ => {
            let (subject, path) = subject(command, args);
            let Said { what, remedy } = said(error, subject, lang);
            let label = bold(lang.pick("fout", "error"));
            console.insist(&format!("{label}: {}", harmless(&what)));
            if let Some(remedy) = remedy {
                console.insist(&format!("{}: {}", bold(lang.pick("zo verder", "help")), harmless(&remedy)));
            }
            if let Some(usage) = subject.get_overridden_usage() {
                console.insist(&format!("\n{} {usage}", lang.pick("Gebruik:", "Usage:")));
            }
            console.insist(&format!("{} {path} --help", lang.pick("Meer:", "More:")));
            Exit::Usage
        }
    }
}

struct Said {
    what: String,
    remedy: Option<String>,
}

/// The command that the arguments are about, and how it is typed: `datadialoog project show`.
fn subject<'c>(command: &'c Command, args: &[OsString]) -> (&'c Command, String) {
    let (mut subject, mut path) = (command, command.get_name().to_owned());
    for arg in args.iter().skip(1).map(|arg| arg.to_string_lossy()) {
        if let Some(next) = subject.find_subcommand(arg.as_ref()) {
            path = format!("{path} {arg}");
            subject = next;
        }
    }
    (subject, path)
}

fn said(error: &Error, subject: &Command, lang: Lang) -> Said {
    let context = |kind| text(error.get(kind));
    let arg = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => {
            lang.pick(format!("de optie `{arg}` bestaat niet"), format!("there is no option `{arg}`"))
        }
        ErrorKind::UnknownArgument => {
            lang.pick(format!("`{arg}` is hier te veel"), format!("`{arg}` is one too many here"))
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand);
            lang.pick(format!("de opdracht `{name}` bestaat niet"), format!("there is no command `{name}`"))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            lang.pick(format!("bij `{arg}` ontbreekt de waarde"), format!("`{arg}` lacks its value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            lang.pick(format!("`{value}` kan niet bij `{arg}`"), format!("`{value}` cannot go with `{arg}`"))
        }
        ErrorKind::MissingRequiredArgument => {
            lang.pick(format!("er ontbreekt nog: {arg}"), format!("still missing: {arg}"))
        }
        ErrorKind::MissingSubcommand => {
            lang.pick("er ontbreekt nog een opdracht", "a command is still missing").to_owned()
        }
        ErrorKind::ArgumentConflict => conflict(lang, &arg, &context(ContextKind::PriorArg)),
        ErrorKind::TooManyValues => lang.pick(
            format!("`{value}` is te veel bij `{arg}`"),
            format!("`{value}` is one too many with `{arg}`"),
        ),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => lang.pick(
            format!("bij `{arg}` staan te weinig of te veel waarden"),
            format!("`{arg}` has too few or too many values"),
        ),
        ErrorKind::NoEquals => lang.pick(
            format!("bij `{arg}` hoort een = voor de waarde"),
            format!("`{arg}` takes an = before its value"),
        ),
        ErrorKind::InvalidUtf8 => lang
            .pick("een argument bevat tekens die geen tekst zijn", "an argument holds what is no text")
            .to_owned(),
        _ => lang.pick("deze opdrachtregel klopt niet", "this command line is wrong").to_owned(),
    };
    Said { what, remedy: remedy(error, subject, &arg, &value, lang) }
}

fn conflict(lang: Lang, arg: &str, prior: &str) -> String {
    if prior.is_empty() || prior == arg {
        return lang.pick(format!("`{arg}` mag maar een keer"), format!("`{arg}` may be given only once"));
    }
    lang.pick(format!("`{arg}` kan niet samen met `{prior}`"), format!("`{arg}` cannot go with `{prior}`"))
}

/// What to write instead: what clap suggests, what is nearest, or what may be chosen from.
fn remedy(error: &Error, subject: &Command, arg: &str, value: &str, lang: Lang) -> Option<String> {
    if error.kind() == ErrorKind::ValueValidation {
        return error.source().map(ToString::to_string);
    }
    let choices = match error.kind() {
        ErrorKind::UnknownArgument => options(subject),
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => {
            subject.get_subcommands().map(|command| command.get_name().to_owned()).collect()
        }
        ErrorKind::InvalidValue => texts(error.get(ContextKind::ValidValue)),
        _ => return None,
    };
    let found = match error.kind() {
        ErrorKind::UnknownArgument => arg.split('=').next().unwrap_or_default().to_owned(),
        ErrorKind::InvalidSubcommand => text(error.get(ContextKind::InvalidSubcommand)),
        _ => value.to_owned(),
    };
    if let Some(near) = nearest(&found, choices.iter().map(String::as_str)) {
        return Some(lang.pick(format!("bedoelt u `{near}`?"), format!("do you mean `{near}`?")));
    }
    if error.kind() == ErrorKind::UnknownArgument || choices.is_empty() {
        return None;
    }
    let choices: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
    let choices = or_list(lang, &choices);
    Some(lang.pick(format!("kies {choices}"), format!("choose {choices}")))
}

/// The options of a command that are typed with two dashes.
fn options(command: &Command) -> Vec<String> {
    let long = command.get_arguments().filter_map(|arg| arg.get_long());
    long.map(|long| format!("--{long}")).collect()
}

fn text(value: Option<&ContextValue>) -> String {
    match value {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(_) | ContextValue::Number(_) | ContextValue::Bool(_)) => String::new(),
        _ => String::new(),
    }
}

fn texts(value: Option<&ContextValue>) -> Vec<String> {
    match value {
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::String(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}
