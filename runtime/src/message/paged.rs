//! Operations whose answers are pages that follow one another.

use super::Operation;

/// An operation that brings one page at a time.
pub trait Paged: Operation {
    /// The input that says which page is asked for, where answers name the next one.
    /// A service that names one again would never come to an end.
    const CURSOR: Option<usize> = None;

    /// Makes an input ask for the page after one that it brought. `brought` is how many
    /// items came so far, those of this page among them.
    fn turn(page: &Self::Output, input: &mut Self::Input, brought: u64) -> Turn;

    /// How many items a page has, where it is known what they are.
    fn count(_page: &Self::Output) -> usize {
        0
    }
}

/// A paged operation of which it is known what the items of a page are.
pub trait Itemized: Paged {
    /// An item.
    type Item;

    /// The items of a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// What comes after a page.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Turn {
    /// Another one, which the input asks for now.
    Next,
    /// Another one, which the input asks for now: the query of its address.
    Linked(String),
    /// Another one, of whose address no such input can be made: why.
    Unlinked(String),
    /// Nothing.
    Last,
    /// Another one, whose number is more than the input can hold.
    TooFar,
}

impl Turn {
    /// To the page that an answer names, if it names one.
    pub fn to<T>(next: Option<T>, set: impl FnOnce(T)) -> Self {
        match next {
            Some(next) => {
                set(next);
                Self::Next
            }
            None => Self::Last,
        }
    }
}

/// Which page was asked for by its number, or by the number of items before it.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    next: i128,
    last: bool,
}

impl Count {
    /// A page by its number. One without items is the last.
    #[must_use]
    pub fn pages(number: impl Into<i128>, items: usize) -> Self {
        Self { next: number.into() + 1, last: items == 0 }
    }

    /// A page by the number of items before it. One without items is the last.
    #[must_use]
    pub fn items(offset: impl Into<i128>, items: usize) -> Self {
        Self { next: offset.into() + i128::try_from(items).unwrap_or(i64::MAX.into()), last: items == 0 }
    }

    /// Ends where there are no more than `total` of what is counted, from `first` on.
    #[must_use]
    pub fn up_to(mut self, first: i128, total: Option<impl Into<i128>>) -> Self {
        self.last |= total.is_some_and(|total| self.next - first >= total.into());
        self
    }

    /// Ends where as many items were brought as there are.
    #[must_use]
    pub fn brought(mut self, brought: u64, total: Option<impl Into<i128>>) -> Self {
        self.last |= total.is_some_and(|total| i128::from(brought) >= total.into());
        self
    }

    /// To the next page, if there is one.
    pub fn turn<T: TryFrom<i128>>(self, set: impl FnOnce(T)) -> Turn {
        if self.last {
            return Turn::Last;
        }
        match T::try_from(self.next) {
            Ok(next) => {
                set(next);
                Turn::Next
            }
            Err(_) => Turn::TooFar,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(count: Count) -> (Turn, Option<u8>) {
        let mut next = None;
        (count.turn(|own: u8| next = Some(own)), next)
    }

    #[test]
    fn pages_are_counted() {
        let none = None::<i32>;
        assert_eq!(next(Count::pages(1, 9)), (Turn::Next, Some(2)));
        assert_eq!(next(Count::pages(1, 0)), (Turn::Last, None));
        assert_eq!(next(Count::pages(255, 1)), (Turn::TooFar, None));
        assert_eq!(next(Count::pages(0, 1).up_to(0, Some(2))), (Turn::Next, Some(1)));
        assert_eq!(next(Count::pages(1, 1).up_to(0, Some(2))), (Turn::Last, None));
        assert_eq!(next(Count::pages(2, 1).up_to(1, Some(2))), (Turn::Last, None));
        assert_eq!(next(Count::pages(2, 1).up_to(1, none)), (Turn::Next, Some(3)));
        assert_eq!(next(Count::pages(2, 1).brought(3, Some(4))), (Turn::Next, Some(3)));
        assert_eq!(next(Count::pages(2, 1).brought(4, Some(4_u64))), (Turn::Last, None));
        assert_eq!(next(Count::items(10, 5)), (Turn::Next, Some(15)));
        assert_eq!(next(Count::items(10, 5).up_to(0, Some(15))), (Turn::Last, None));
        assert_eq!(next(Count::items(10, 5).up_to(0, Some(16))), (Turn::Next, Some(15)));
    }
}
