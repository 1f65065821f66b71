//! Tests that run in several engines and editions.

/// Makes tests of functions that take [`Options`](mailroom_e2e::Options), one for each engine
/// and edition: `the_function::firefox::single_file`.
macro_rules! run_in {
    (@test $test:ident [$($engine:ident)+] $editions:tt) => {
        mod $test {
            $(crate::engines::run_in!(@engine $test $engine $editions);)+
        }
    };
    (@engine $test:ident $engine:ident [$($edition:ident)+]) => {
        mod $engine {
            $(#[test]
            fn $edition() {
                super::super::$test(mailroom_e2e::Options::$engine().$edition());
            })+
        }
    };
    ($engines:tt $editions:tt: $($test:ident),+ $(,)?) => {
        $(crate::engines::run_in!(@test $test $engines $editions);)+
    };
}

pub(crate) use run_in;
