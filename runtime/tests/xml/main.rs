//! XML from the outside: bytes in, values out, and the reverse.
#![cfg(feature = "xml")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod charsets;
mod members;
mod opaque;
mod refusals;
mod wholes;

use wirewright_runtime::xml::{XmlStyle, decode, encode};
use wirewright_runtime::{
    Any, DateTime, DecodeError, DecodeErrorKind, Deviation, EncodeError, Member, Name, Notes, Nullable,
    Record, Shape, Value, XmlMember,
};

const APP: &str = "http://schemas.datacontract.org/2004/07/CBSS_API.App_Code";
const RESPONSES: &str = "http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses";
const CUSTOMERS: &str = "http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses.Customers";
const XSI: (&str, &str) = ("i", "http://www.w3.org/2001/XMLSchema-instance");

/// Writes what a generated record has beside its fields.
macro_rules! record {
    ($type:ident, $shape:ident, $($field:ident: $index:pat),*) => {
        impl Record for $type {
            fn empty() -> Self {
                Self { $($field: Value::blank(),)* }
            }

            fn shape(&self) -> &'static Shape {
                &$shape
            }

            fn member(&self, index: usize) -> &dyn Value {
                match index {
                    $($index => &self.$field,)*
                }
            }

            fn member_mut(&mut self, index: usize) -> &mut dyn Value {
                match index {
                    $($index => &mut self.$field,)*
                }
            }
        }
    };
}

/// Page 000's answer.
#[derive(Clone, Debug, PartialEq)]
struct Logout {
    is_successful: Option<bool>,
    messages: Nullable<Vec<Message>>,
    client_code: Option<String>,
    date_time: Option<DateTime>,
    content: Nullable<Any>,
}

static LOGOUT: Shape = Shape::new(
    "Responses.Customers.Logout",
    &[
        Member::optional("IsSuccessful"),
        Member::optional("Messages"),
        Member::optional("ClientCode"),
        Member::optional("DateTime"),
        Member::optional("Content"),
    ],
)
.xml(
    Name::new(CUSTOMERS, "Logout"),
    &[
        XmlMember::element(2, APP, "ClientCode"),
        XmlMember::element(4, APP, "Content"),
        XmlMember::element(3, APP, "DateTime"),
        XmlMember::element(0, RESPONSES, "IsSuccessful"),
        XmlMember::element(1, RESPONSES, "Messages").items(APP, "Message").omit_empty(),
    ],
);

record!(Logout, LOGOUT, is_successful: 0, messages: 1, client_code: 2, date_time: 3, content: _);

#[derive(Clone, Debug, PartialEq)]
struct Message {
    code: Option<String>,
}

static MESSAGE: Shape = Shape::new("Message", &[Member::optional("Code").also(&["Kode"])])
    .xml(Name::new(APP, "Message"), &[XmlMember::element(0, APP, "Code")]);

record!(Message, MESSAGE, code: _);

const PAGE: &str = r#"<Logout xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses.Customers">
  <ClientCode xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">sample string 2</ClientCode>
  <Content xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code" />
  <DateTime xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">2024-11-18T12:47:37.7301759+08:00</DateTime>
  <IsSuccessful xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses">true</IsSuccessful>
</Logout>"#;

fn page_value() -> Logout {
    Logout {
        is_successful: Some(true),
        messages: Nullable::Absent,
        client_code: Some("sample string 2".to_owned()),
        date_time: Some("2024-11-18T12:47:37.7301759+08:00".parse().unwrap()),
        content: Nullable::Value(Any::Empty),
    }
}

/// All places and kinds of members, in no namespace and short.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: Option<u32>,
    scoped: Option<String>,
    name: Nullable<String>,
    flat: Vec<String>,
    wrapped: Nullable<Vec<i32>>,
    inner: Option<Box<Row>>,
    any: Option<Any>,
}

static ROW: Shape = Shape::new(
    "Row",
    &[
        Member::optional("id"),
        Member::optional("scoped"),
        Member::optional("name"),
        Member::optional("flat"),
        Member::optional("wrapped"),
        Member::optional("inner"),
        Member::optional("any"),
    ],
)
.xml(
    Name::local("row"),
    &[
        XmlMember::attribute(0, "", "id"),
        XmlMember::attribute(1, "urn:s", "scoped"),
        XmlMember::element(2, "", "name"),
        XmlMember::element(3, "", "flat"),
        XmlMember::element(4, "", "wrapped").items("urn:w", "n"),
        XmlMember::element(5, "", "inner"),
        XmlMember::element(6, "", "any"),
    ],
);

record!(Row, ROW, id: 0, scoped: 1, name: 2, flat: 3, wrapped: 4, inner: 5, any: _);

/// A text with an attribute.
#[derive(Clone, Debug, PartialEq)]
struct Price {
    amount: String,
    currency: Option<String>,
}

static PRICE: Shape = Shape::new("Price", &[Member::required("Amount"), Member::expected("currency")])
    .xml(Name::new("urn:p", "Price"), &[XmlMember::text(0), XmlMember::attribute(1, "", "currency")]);

record!(Price, PRICE, amount: 0, currency: _);

#[derive(Clone, Debug, PartialEq)]
struct Strict {
    must: i32,
    should: Option<i32>,
}

static STRICT: Shape = Shape::new("Strict", &[Member::required("must"), Member::expected("should")])
    .xml(Name::local("strict"), &[XmlMember::element(0, "", "must"), XmlMember::element(1, "", "should")]);

record!(Strict, STRICT, must: 0, should: _);

fn root(record: &dyn Record) -> Name {
    record.shape().xml.root
}

fn read_bytes<T: Record>(body: &[u8], charset: Option<&str>) -> Result<(T, Vec<Deviation>), DecodeError> {
    let mut value = T::empty();
    let mut notes = Notes::new();
    decode(body, charset, root(&value), &mut value, &mut notes)?;
    Ok((value, notes.into_deviations()))
}

fn read<T: Record>(text: &str) -> T {
    let (value, deviations) = survived(text);
    assert_eq!(deviations, [], "{text}");
    value
}

fn survived<T: Record>(text: &str) -> (T, Vec<Deviation>) {
    read_bytes(text.as_bytes(), None).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn refused<T: Record>(text: &str) -> DecodeError {
    match read_bytes::<T>(text.as_bytes(), None) {
        Ok(_) => panic!("was read: {text}"),
        Err(error) => error,
    }
}

fn write(value: &dyn Record) -> String {
    let style = XmlStyle { declaration: false, declare: &[XSI] };
    String::from_utf8(encode(root(value), value, &style).unwrap()).unwrap()
}

fn write_plainly(value: &dyn Record) -> String {
    String::from_utf8(encode(root(value), value, &XmlStyle::default()).unwrap()).unwrap()
}

fn unwritable(value: &dyn Record) -> EncodeError {
    encode(root(value), value, &XmlStyle::default()).unwrap_err()
}

fn row() -> Row {
    Row::empty()
}

fn named(name: &str) -> Row {
    Row { name: Nullable::Value(name.to_owned()), ..row() }
}

fn with_any(content: &str) -> Row {
    Row { any: Some(Any::Xml(content.to_owned())), ..row() }
}

/// The text without the white space between its elements.
fn compact(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

fn unknown(path: &str) -> Deviation {
    Deviation::UnknownMember { path: path.to_owned() }
}
