//! Which language to speak, known before the arguments are parsed, since help itself is in it.

use bartar_criteria::Lang;
use std::env;
use std::ffi::OsString;

/// From `--lang`, then `BARTAR_LANG`, then the locale; English where none says Persian.
pub fn of_invocation(arguments: impl IntoIterator<Item = OsString>) -> Lang {
    let arguments: Vec<String> =
        arguments.into_iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    // A language that there is not says nothing: the fault is told in the language of the environment.
    let given =
        arguments.iter().enumerate().find_map(|(index, argument)| match argument.strip_prefix("--lang") {
            Some("") => arguments.get(index + 1).cloned(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        });
    let given = given.filter(|given| ["fa", "en"].contains(&given.as_str()));
    let said = given.or_else(|| variable(OWN).filter(|value| language(value).is_some()));
    let said = said.or_else(|| ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable));
    said.and_then(|said| language(&said)).unwrap_or(Lang::En)
}

/// The arguments without `--lang` where they ask for `help`, which takes no options and is in that language already.
pub fn spared(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|first| first == "help") {
        while let Some(at) = arguments.iter().position(|argument| argument == "--lang") {
            arguments.drain(at..arguments.len().min(at + 2));
        }
        arguments.retain(|argument| !argument.to_string_lossy().starts_with("--lang="));
    }
    arguments
}

/// What the environment's own variable says, if that is no language.
pub fn unknown() -> Option<String> {
    variable(OWN).filter(|value| language(value).is_none())
}

/// The environment's own variable for the language.
const OWN: &str = "BARTAR_LANG";

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The language of a locale such as `fa_IR.UTF-8`.
fn language(locale: &str) -> Option<Lang> {
    match locale.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase().as_str() {
        "fa" => Some(Lang::Fa),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(arguments: &[&str]) -> Lang {
        of_invocation(arguments.iter().map(OsString::from))
    }

    #[test]
    fn the_option_counts_wherever_it_stands() {
        assert_eq!(lang(&["bartar", "--lang", "fa", "check"]), Lang::Fa);
        assert_eq!(lang(&["bartar", "check", "--lang=fa"]), Lang::Fa);
        assert_eq!(lang(&["bartar", "check", "--lang=en"]), Lang::En);
        assert_eq!(lang(&["bartar", "--lang"]), lang(&["bartar"]));
        assert_eq!(lang(&["bartar", "--lang", "de"]), lang(&["bartar"]));
    }
}
