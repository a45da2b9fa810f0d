//! The command `diff` as a person runs it.
