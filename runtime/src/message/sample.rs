//! The samples of a page, as generated code embeds them.

/// A message that a page shows.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// A name that no other sample of the service has.
    pub name: &'static str,
    /// The operation that it belongs to.
    pub operation: &'static str,
    /// The binding that it travels by.
    pub binding: &'static str,
    /// The media types that the page gives it for; empty where there is no body.
    pub media_types: &'static [&'static str],
    /// Request or answer.
    pub direction: Direction,
    /// The page's text: a whole HTTP message, an address, or a body.
    pub text: &'static str,
    /// How exactly what is written must be the text.
    pub matching: Match,
    /// The headers, parameters and members that nobody can compute again, since the page does
    /// not say what they were made with.
    pub unproven: &'static [&'static str],
    /// What is wrong with it, where the page itself got it wrong.
    pub defect: Option<Defect>,
}

/// Which way a sample travels.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Answer,
}

/// How exactly a written message must be the sample.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Match {
    /// Byte for byte.
    Bytes,
    /// White space between tokens aside.
    Tokens,
    /// The same values.
    Values,
}

/// A sample that cannot be right.
#[derive(Clone, Copy, Debug)]
pub struct Defect {
    /// Why it cannot.
    pub why: &'static str,
    /// What the reader says of it.
    pub error: &'static str,
    /// The sample as it should be.
    pub corrected: &'static str,
}

impl Sample {
    /// The text as it should be.
    #[must_use]
    pub fn correct(&self) -> &'static str {
        self.defect.map_or(self.text, |defect| defect.corrected)
    }
}
