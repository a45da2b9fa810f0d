//! How a record stands in a plain text.

/// A record as a text: texts that always stand there, and members between them.
#[derive(Debug)]
pub struct Layout {
    /// What always stands there.
    pub pieces: &'static [Piece],
    /// What follows if its members are there; it begins with a text.
    pub tail: &'static [Piece],
}

/// A piece of a layout.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Piece {
    /// A text that always stands there.
    Text(&'static str),
    /// The text of a member, by its index in [`Shape::members`](super::Shape::members); it
    /// ends where the next text begins.
    Member(usize),
}
