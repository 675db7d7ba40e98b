//! Completions for shells, made from the arguments; names of speakers come from the index at the moment of asking.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Args;
use crate::commands::{Context, Outcome};

/// Options that take a person's name.
const OF_NAMES: [&str; 2] = ["--speaker", "--about"];

/// Puts a function before the generated one that answers for options that take a name and leaves the rest to it.
const BASH: &str = r#"
_onrecord_with_names() {
    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" typed name
    case "$before" in
        --speaker|--about)
            typed="${word#[\"\']}"
            typed="${typed//\\ / }"
            COMPREPLY=()
            while IFS= read -r name; do
                COMPREPLY+=("$(printf '%q' "$name")")
            done < <("${COMP_WORDS[0]}" speakers --complete -n 50 -- "$typed" 2>/dev/null)
            ;;
        *)
            _onrecord "$@"
            ;;
    esac
}
complete -F _onrecord_with_names -o nosort -o bashdefault -o default onrecord 2>/dev/null ||
    complete -F _onrecord_with_names -o bashdefault -o default onrecord
"#;

/// Stands in the generated script where a value of these options is completed.
const ZSH: &str = r#"
(( $+functions[_onrecord_names] )) ||
_onrecord_names() {
    local -a names
    names=("${(@f)$(onrecord speakers --complete -n 50 -- "${(Q)PREFIX}" 2>/dev/null)}")
    compadd -U -a names
}
"#;

const FISH: &str = r#"
complete -c onrecord -n "__fish_seen_subcommand_from query" -l speaker -x -a '(onrecord speakers --complete -n 50 -- (commandline -ct) 2>/dev/null)'
complete -c onrecord -n "__fish_seen_subcommand_from query" -l about -x -a '(onrecord speakers --complete -n 50 -- (commandline -ct) 2>/dev/null)'
"#;

/// Prints completions for `shell`.
///
/// # Errors
/// If they cannot be written.
pub fn print(shell: Shell, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    context.out.write_all(script(shell).as_bytes())?;
    Ok(Outcome::Done)
}

fn script(shell: Shell) -> String {
    // Into memory first: clap_complete panics when its writer fails, as a closed pipe does.
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "onrecord", &mut bytes);
    let script = String::from_utf8_lossy(&bytes).into_owned();
    match shell {
        Shell::Bash => script + BASH,
        Shell::Zsh => zsh(&script),
        Shell::Fish => script + FISH,
        _ => script,
    }
}

/// The script with names where it would complete files; the function goes before the first that uses it.
fn zsh(script: &str) -> String {
    let lines = script.lines().map(|line| {
        let named = OF_NAMES.iter().any(|option| line.trim_start().starts_with(&format!("'{option}=")));
        if named { line.replace(":NAME:_default", ":NAME:_onrecord_names") } else { line.to_owned() }
    });
    let script = lines.collect::<Vec<_>>().join("\n") + "\n";
    match script.find("\n_onrecord() {") {
        Some(at) => format!("{}{ZSH}{}", &script[..at], &script[at..]),
        None => script,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_completed_where_names_are_asked_for() {
        assert!(script(Shell::Bash).contains("_onrecord_with_names"));
        let zsh = script(Shell::Zsh);
        assert!(zsh.contains("_onrecord_names() {"), "the function is there");
        for option in OF_NAMES {
            let line = zsh.lines().find(|line| line.trim_start().starts_with(&format!("'{option}="))).unwrap();
            assert!(line.contains(":NAME:_onrecord_names"), "{line}");
        }
        assert!(script(Shell::Fish).contains("-l speaker -x -a"));
    }
}
