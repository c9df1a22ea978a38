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
    LeftOut,
}

/// What came of a part that not every machine can run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ran {
    /// It ran, and passed.
    Passed,
    /// It could not run here, which is not to be taken for a pass.
    LeftOut,
}

impl Report {
    /// Runs one part. When it fails, prints the summary and returns an error that names the part.
    pub(crate) fn part<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        self.run(name, work, |_| Outcome::Passed)
    }

    /// Runs one part that may say that it can't be run here; the summary says so too.
    pub(crate) fn part_where_possible(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<Ran>,
    ) -> Result<()> {
        let outcome = |ran: &Ran| match ran {
            Ran::Passed => Outcome::Passed,
            Ran::LeftOut => Outcome::LeftOut,
        };
        self.run(name, work, outcome).map(drop)
    }

    fn run<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<T>,
        outcome: impl FnOnce(&T) -> Outcome,
    ) -> Result<T> {
        println!("\n── {name}");
        let start = Instant::now();
        let result = work();
        let outcome = result.as_ref().map_or(Outcome::Failed, outcome);
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
                Outcome::LeftOut => "LEFT OUT",
            };
            format!("  {word:8}  {:>12}  {}\n", spoken(part.time), part.name)
        });
        let (passed, failed) = (count(Outcome::Passed), count(Outcome::Failed));
        let left_out = match count(Outcome::LeftOut) {
            0 => String::new(),
            count => format!(", {count} left out"),
        };
        let lines = lines.collect::<String>();
        format!("\n{lines}\nparts: {passed} passed, {failed} failed{left_out}\n")
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::{Ran, Report};

    #[test]
    fn the_summary_counts_and_the_error_names_the_part() {
        let mut report = Report::default();
        assert_eq!(report.part("first", || Ok(7)).unwrap(), 7);
        let error = report.part::<()>("second", || bail!("no luck")).unwrap_err();
        assert_eq!(error.to_string(), "second: no luck");
        let summary = report.summary();
        assert!(summary.contains("  ok               0.0 s  first\n"), "{summary}");
        assert!(summary.contains("  FAILED           0.0 s  second\n"), "{summary}");
        assert!(summary.ends_with("\nparts: 1 passed, 1 failed\n"), "{summary}");
    }
    #[test]
    fn what_could_not_run_is_not_counted_as_passed() {
        let mut report = Report::default();
        report.part_where_possible("first", || Ok(Ran::Passed)).unwrap();
        report.part_where_possible("second", || Ok(Ran::LeftOut)).unwrap();
        assert!(report.part_where_possible("third", || bail!("no luck")).is_err());
        let summary = report.summary();
        assert!(summary.contains("  LEFT OUT         0.0 s  second\n"), "{summary}");
        assert!(summary.ends_with("\nparts: 1 passed, 1 failed, 1 left out\n"), "{summary}");
    }
}
