//! The XML form of a problem document (RFC 7807, appendix A).

use crate::walk::{Member, Name, Record, Shape, Value, XmlMember};
use crate::xml::{XmlStyle, encode};

const NAMESPACE: &str = "urn:ietf:rfc:7807";

/// What went wrong, as a document.
#[derive(Debug)]
pub(super) struct ProblemDocument {
    pub(super) title: String,
    pub(super) status: u16,
    pub(super) detail: String,
}

static PROBLEM: Shape = Shape::new(
    "problem",
    &[Member::required("title"), Member::required("status"), Member::required("detail")],
)
.xml(
    Name::new(NAMESPACE, "problem"),
    &[
        XmlMember::element(0, NAMESPACE, "title"),
        XmlMember::element(1, NAMESPACE, "status"),
        XmlMember::element(2, NAMESPACE, "detail"),
    ],
);

impl Record for ProblemDocument {
    fn empty() -> Self {
        Self { title: String::new(), status: 0, detail: String::new() }
    }

    fn shape(&self) -> &'static Shape {
        &PROBLEM
    }

    fn member(&self, index: usize) -> &dyn Value {
        match index {
            0 => &self.title,
            1 => &self.status,
            _ => &self.detail,
        }
    }

    fn member_mut(&mut self, index: usize) -> &mut dyn Value {
        match index {
            0 => &mut self.title,
            1 => &mut self.status,
            _ => &mut self.detail,
        }
    }
}

impl ProblemDocument {
    /// The document; empty if the detail has a character that XML does not have.
    pub(super) fn to_xml(&self) -> Vec<u8> {
        let style = XmlStyle { declaration: true, declare: &[] };
        encode(PROBLEM.xml.root, self, &style).unwrap_or_default()
    }
}
