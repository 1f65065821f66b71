//! Sorting of few things, compiled once: the standard library's sort is 6 kB of program for
//! each type that is sorted. For many things, as the contacts of a list, that is well spent.

use std::cmp::Ordering;

/// Sorts, and leaves what is equal in its order.
pub fn small_sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut order, &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// Sorts by a key, and leaves what is equal in its order.
pub fn small_sort_by_key<T, K: Ord>(items: &mut Vec<T>, mut key: impl FnMut(&T) -> K) {
    small_sort_by(items, |a, b| key(a).cmp(&key(b)));
}

fn sort_places(order: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
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
