//! Counts what the steps of a test run report.

/// Checks that passed and failed so far, and the names of the steps that failed.
#[derive(Default)]
pub struct Tally {
    passed: usize,
    failed: usize,
    failed_steps: Vec<String>,
}

impl Tally {
    /// Takes the counts out of one line of output, where it is the end of a test program:
    /// `test result: ok. 12 passed; 0 failed; …`.
    pub fn read(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        self.passed += number_before(counts, " passed");
        self.failed += number_before(counts, " failed");
    }

    /// Closes a step. One that reported no tests counts as one check, and one that failed
    /// without a failed test (it did not compile, say) as one failure.
    pub fn close(&mut self, step: &str, succeeded: bool, before: &Counts) {
        if !succeeded {
            self.failed_steps.push(step.to_owned());
            self.failed += usize::from(self.failed == before.failed);
        } else if self.passed == before.passed {
            self.passed += 1;
        }
    }

    /// The counts at this moment, for [`Tally::close`].
    pub fn counts(&self) -> Counts {
        Counts { passed: self.passed, failed: self.failed }
    }

    /// Names of the steps that failed.
    pub fn failed_steps(&self) -> &[String] {
        &self.failed_steps
    }

    /// The line that ends a run.
    pub fn summary(&self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }
}

/// The state of a [`Tally`] when a step begins.
pub struct Counts {
    passed: usize,
    failed: usize,
}

fn number_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().unwrap_or_default();
    let number = before.rsplit(|c: char| !c.is_ascii_digit()).next();
    number.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_all_programs_are_added() {
        let mut tally = Tally::default();
        let before = tally.counts();
        tally.read("test result: ok. 12 passed; 0 failed; 1 ignored; finished in 0.1s");
        tally.read("test result: FAILED. 3 passed; 2 failed; 0 ignored");
        tally.read("running 4 tests");
        tally.close("Tests", false, &before);
        assert_eq!(tally.summary(), "15 passed, 2 failed");
    }

    #[test]
    fn a_step_without_tests_is_one_check() {
        let mut tally = Tally::default();
        let before = tally.counts();
        tally.close("Format", true, &before);
        let before = tally.counts();
        tally.close("Clippy", false, &before);
        assert_eq!(tally.summary(), "1 passed, 1 failed");
        assert_eq!(tally.failed_steps(), ["Clippy"]);
    }
}
