//! Tests that run in several engines and editions, and those that run once.

/// Makes `tests()` of functions that take [`Options`](mailroom_e2e::Options), each once in each of
/// the engines and editions before it (`file::the_function::firefox::single_file`), and at the end
/// of functions that take nothing. **A test that is in no list is an unused function,** which a
/// build warns of.
macro_rules! tests {
    (@add $tests:ident $engines:tt $editions:tt: $($test:ident),+ $(,)?; $($rest:tt)*) => {
        $(crate::engines::tests!(@each $tests $test $engines $editions);)+
        crate::engines::tests!(@add $tests $($rest)*);
    };
    (@add $tests:ident $($test:ident),* $(,)?) => {
        $tests.extend([$(mailroom_e2e::harness::Test::of(module_path!(), stringify!($test), $test)),*]);
    };
    (@each $tests:ident $test:ident [$($engine:ident)+] [$($edition:ident)+]) => {
        $tests.extend(mailroom_e2e::harness::in_each(
            module_path!(),
            stringify!($test),
            $test,
            &[$((stringify!($engine), mailroom_e2e::Options::$engine)),+],
            &[$((stringify!($edition), mailroom_e2e::Options::$edition)),+],
        ));
    };
    ($($rest:tt)*) => {
        pub fn tests() -> Vec<mailroom_e2e::harness::Test> {
            let mut tests = Vec::new();
            crate::engines::tests!(@add tests $($rest)*);
            tests
        }
    };
}

pub(crate) use tests;
