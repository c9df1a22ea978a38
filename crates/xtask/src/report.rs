//! A task of several parts: each is announced, the first failure ends it, and a summary with times closes it.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process::{Interrupted, spoken};

/// The parts run so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    name: &'static str,
    outcome: Outcome,
    time: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    Passed,
    Failed,
}

impl Report {
    /// Runs one part. When it fails, prints the summary and returns an error that names the part.
    pub(crate) fn part<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        println!("\n── {name}");
        let start = Instant::now();
        let result = work();
        let outcome = if result.is_ok() { Outcome::Passed } else { Outcome::Failed };
        self.parts.push(Part { name, outcome, time: start.elapsed() });
        match result {
            Ok(value) => Ok(value),
            Err(error) if error.is::<Interrupted>() => Err(error),
            Err(error) => {
                print!("{}", self.summary());
                bail!("{name}: {error:#}")
            }
        }
    }

    /// Prints the summary of a task whose parts all passed.
    pub(crate) fn close(self) {
        print!("{}", self.summary());
    }

    /// One line for each part, and a closing line that counts them.
    fn summary(&self) -> String {
        let count = |outcome| self.parts.iter().filter(|part| part.outcome == outcome).count();
        let lines = self.parts.iter().map(|part| {
            let word = match part.outcome {
                Outcome::Passed => "ok",
                Outcome::Failed => "FAILED",
            };
            format!("  {word:6}  {:>12}  {}\n", spoken(part.time), part.name)
        });
        let (passed, failed) = (count(Outcome::Passed), count(Outcome::Failed));
        format!("\n{}\nparts: {passed} passed, {failed} failed\n", lines.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::Report;

    #[test]
    fn the_summary_counts_and_the_error_names_the_part() {
        let mut report = Report::default();
        assert_eq!(report.part("first", || Ok(7)).unwrap(), 7);
        let error = report.part::<()>("second", || bail!("no luck")).unwrap_err();
        assert_eq!(error.to_string(), "second: no luck");
        let summary = report.summary();
        assert!(summary.contains("  ok             0.0 s  first\n"), "{summary}");
        assert!(summary.contains("  FAILED         0.0 s  second\n"), "{summary}");
        assert!(summary.ends_with("\nparts: 1 passed, 1 failed\n"), "{summary}");
    }
}
