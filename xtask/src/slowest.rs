//! The tests that took longest, so that a suite that grows slow is seen to do so.

use std::time::Duration;

/// How many are named.
const NAMED: usize = 10;

/// Prints the slowest of the tests with the time that each took.
pub fn print(mut tests: Vec<(Duration, String)>) {
    tests.sort_by(|one, other| other.cmp(one));
    let together: Duration = tests.iter().map(|(time, _)| *time).sum();
    if tests.is_empty() {
        return;
    }
    println!("The slowest of {} tests, which took {:.0} s together:", tests.len(), together.as_secs_f64());
    for (time, name) in tests.iter().take(NAMED) {
        println!("{:8.2} s  {name}", time.as_secs_f64());
    }
}

/// The time that a line of libtest's `--report-time` tells: `test a::b ... ok <0.012s>`.
pub fn read(line: &str) -> Option<(Duration, String)> {
    let (name, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let (_, time) = result.rsplit_once(" <")?;
    let seconds = time.strip_suffix("s>")?.parse().ok()?;
    Some((Duration::try_from_secs_f64(seconds).ok()?, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_of_libtest_are_read() {
        let read = |line| read(line).map(|(time, name)| (time.as_millis(), name));
        assert_eq!(read("test a::b ... ok <1.250s>"), Some((1250, "a::b".into())));
        assert_eq!(read("test a::b ... FAILED <0.010s>"), Some((10, "a::b".into())));
        assert_eq!(read("test a::b ... ok"), None);
        assert_eq!(read("test result: ok. 12 passed; 0 failed"), None);
    }
}
