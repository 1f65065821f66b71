//! Stable sorting of short lists.
//!
//! Written by hand to be compiled once: the standard library's sort takes 6 kB of the program for
//! each sorted type, which pays only for long lists, such as the contacts of a list.

use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
pub fn small_sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_indexes(&mut order, &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| taken.get_mut(index)?.take()));
}

/// Sorts by a key; items with equal keys keep their order.
pub fn small_sort_by_key<T, K: Ord>(items: &mut Vec<T>, mut key: impl FnMut(&T) -> K) {
    small_sort_by(items, |a, b| key(a).cmp(&key(b)));
}

fn sort_indexes(order: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    order.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_library_sorts(items: Vec<(u8, u32)>) {
            let (mut few, mut expected) = (items.clone(), items);
            small_sort_by_key(&mut few, |item| item.0);
            expected.sort_by_key(|item| item.0);
            prop_assert_eq!(few, expected);
        }
    }
}
