//! Runs many projects in one process, with protections off where asked: what `breaks.py` attacks.
//!
//! Each line of standard input is one run, with tabs between: a day, the folder of the project, the folder for what is
//! published, the forms of the report besides the results (`html,md,svg`, or `-`), the protections that are off
//! (`linked,complement`, or `-`), the folder of the run before (`-`: there was none), whose register this run starts
//! from, and for whom it is (`own-team`). Answers per line with `ok`, or `refused` and what the run said, on one line.
//!
//! The register of a run stays as it was found and the one after it lies beside it, so a run can be made again.
//! Never part of the program: it is how a proof that nobody can be read back proves that it would have seen it.

use std::error::Error;
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::Path;

use datadialoog::assess::Published;
use datadialoog::diagnostics::Diagnostic;
use datadialoog::disclosure::{Rule, Rules};
use datadialoog::domain::{Format, Lang, Readers};
use datadialoog::pipeline::{self, NoProgress, Order};
use datadialoog::render::results_json;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let parts: Vec<&str> = line.split('\t').collect();
        let [day, project, into, forms, off, earlier, readers] = parts.as_slice() else {
            return Err(format!("seven parts with tabs between, not: {line}").into());
        };
        let readers = Readers::of_key(readers).ok_or_else(|| format!("nobody is called {readers}"))?;
        let order = Order { as_of: day.parse()?, readers, rules: without(off)? };
        if *earlier != "-" {
            follow(Path::new(earlier), Path::new(project))?;
        }
        match publish(Path::new(project), Path::new(into), &formats(forms)?, &order)? {
            None => writeln!(out, "ok")?,
            Some(faults) => writeln!(out, "refused\t{}", faults.join(" | ").replace('\n', " "))?,
        }
        out.flush()?;
    }
    Ok(())
}

/// The register after a run, beside the one that the run found.
const AFTER: &str = "register-after.json";
const REGISTER: &str = "datadialoog.register.json";

/// Puts the register after the earlier run where this run finds it; a run that was refused published nothing, and leaves
/// the register that it found.
fn follow(earlier: &Path, project: &Path) -> io::Result<()> {
    for name in [AFTER, REGISTER] {
        let from = earlier.join(name);
        if from.exists() {
            return fs::copy(from, project.join(REGISTER)).map(drop);
        }
    }
    Ok(())
}

/// Publishes one run; what it said instead, where it refused.
fn publish(
    project: &Path,
    into: &Path,
    formats: &[Format],
    order: &Order,
) -> Result<Option<Vec<String>>, Box<dyn Error>> {
    let said = |faults: Vec<Diagnostic>| Some(faults.iter().map(|fault| fault.headline.nl.clone()).collect());
    let examined = match pipeline::examine(project, order, &NoProgress) {
        Ok(checked) => checked.value,
        Err(faults) => return Ok(said(faults)),
    };
    fs::create_dir_all(into)?;
    let json = results_json(&Published::of(&examined.results, order.rules))?;
    fs::write(into.join("results.json"), json)?;
    if let Some(after) = &examined.register.after {
        fs::write(project.join(AFTER), after.to_text()?)?;
    }
    if formats.is_empty() {
        return Ok(None);
    }
    let report = match pipeline::report(&examined, order.as_of, None, Lang::Nl, formats, &NoProgress) {
        Ok(report) => report,
        Err(faults) => return Ok(said(faults)),
    };
    for artifact in &report.artifacts {
        let path = into.join(&artifact.name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, &artifact.bytes)?;
    }
    Ok(None)
}

fn without(names: &str) -> Result<Rules, String> {
    let rule = |name: &str| {
        let found = Rule::ALL.into_iter().find(|rule| rule.key() == name);
        found.ok_or_else(|| format!("no protection is called {name}"))
    };
    let rules = list(names).into_iter().map(rule).collect::<Result<Vec<_>, _>>()?;
    Ok(Rules::without(&rules))
}

fn formats(names: &str) -> Result<Vec<Format>, String> {
    let format = |name: &str| match name {
        "html" => Ok(Format::Html),
        "md" => Ok(Format::Md),
        "json" => Ok(Format::Json),
        "svg" => Ok(Format::Svg),
        _ => Err(format!("no form is called {name}")),
    };
    list(names).into_iter().map(format).collect()
}

fn list(names: &str) -> Vec<&str> {
    if names == "-" { Vec::new() } else { names.split(',').collect() }
}
