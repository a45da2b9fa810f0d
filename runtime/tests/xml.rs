//! XML from the outside: bytes in, values out, and the reverse.
#![cfg(feature = "xml")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

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

#[test]
fn the_sample_of_the_page_goes_both_ways() {
    assert_eq!(read::<Logout>(PAGE), page_value());
    assert_eq!(write(&page_value()), compact(PAGE));
}

#[test]
fn members_come_in_any_order_under_any_prefix() {
    let text = format!(
        r#"<?xml version="1.0"?><!-- c --><r:Logout xmlns:r="{CUSTOMERS}" xmlns:a="{APP}">
          <b:IsSuccessful xmlns:b="{RESPONSES}">true</b:IsSuccessful>
          <a:Content><?pi?></a:Content>
          <r:DateTime xmlns:r="{APP}"> 2024-11-18T12:47:37.7301759+08:00 </r:DateTime>
          <a:ClientCode >sample <!-- c -->s<![CDATA[tri]]>ng&#x20;2</a:ClientCode >
        </r:Logout> <!-- c --><?pi data?> "#
    );
    assert_eq!(read::<Logout>(&text), page_value());
}

#[test]
fn the_same_name_in_another_namespace_is_another_member() {
    let (value, deviations) = survived::<Row>(r#"<row><name xmlns="urn:x">a<b/></name><name>c</name></row>"#);
    assert_eq!(value, named("c"));
    assert_eq!(deviations, [unknown("name")]);
}

#[test]
fn nil_absent_empty_and_present_are_kept_apart() {
    let nil = format!(r#"<row xmlns:q="{}"><name q:nil="{{}}" /></row>"#, XSI.1);
    for (text, name) in [
        ("<row />", Nullable::Absent),
        ("<row><name/></row>", Nullable::Value(String::new())),
        ("<row><name>  </name></row>", Nullable::Value("  ".to_owned())),
        (&*nil.replace("{}", "true"), Nullable::Null),
        (&*nil.replace("{}", " 1 "), Nullable::Null),
        (&*nil.replace("{}", "false"), Nullable::Value(String::new())),
    ] {
        assert_eq!(read::<Row>(text), Row { name, ..row() }, "{text}");
    }
    assert!(refused::<Row>(&nil.replace("{}", "yes")).to_string().starts_with("`name`: expected a boolean"));
    // Only the namespace makes `nil` what it is.
    let (value, deviations) = survived::<Row>(r#"<row><name nil="true">x</name></row>"#);
    assert_eq!((value, deviations), (named("x"), vec![unknown("name.@nil")]));
    let filled = nil.replace("{}", "true").replace(" />", ">x</name>");
    refused::<Row>(&filled);
}

#[test]
fn a_null_where_a_value_is_needed_is_refused() {
    let nil = format!("xmlns:i='{}' i:nil='1'", XSI.1);
    let text = format!("<Price xmlns='urn:p' currency='x' {nil}>5</Price>");
    assert_eq!(read::<Price>(&text).amount, "5");
    let error = refused::<Strict>(&format!("<strict><must {nil}/></strict>"));
    assert_eq!(error.to_string(), "`must`: expected a value, found `null` (line 1, column 9)");
    refused::<Row>(&format!("<row><flat {nil}/></row>"));
    let (value, deviations) = survived::<Row>(&format!("<row><inner {nil}/></row>"));
    assert_eq!(value, row());
    assert_eq!(deviations, [Deviation::UnexpectedNull { path: "inner".to_owned() }]);
}

#[test]
fn null_is_written_with_the_declared_prefix_or_its_own() {
    let value = Logout { content: Nullable::Null, ..Logout::empty() };
    assert_eq!(
        write(&value),
        format!(
            r#"<Logout xmlns:i="{}" xmlns="{CUSTOMERS}"><Content i:nil="true" xmlns="{APP}" /></Logout>"#,
            XSI.1
        )
    );
    let value = Row { name: Nullable::Null, ..row() };
    let text = format!(r#"<row><name xmlns:xsi="{}" xsi:nil="true" /></row>"#, XSI.1);
    assert_eq!(write_plainly(&value), text);
    assert_eq!(read::<Row>(&text), value);
}

#[test]
fn lists_stand_inside_an_element_or_directly_in_the_parent() {
    let value =
        Row { flat: vec!["a".to_owned(), String::new()], wrapped: Nullable::Value(vec![1, -2]), ..row() };
    let text = r#"<row><flat>a</flat><flat /><wrapped><n xmlns="urn:w">1</n><n xmlns="urn:w">-2</n></wrapped></row>"#;
    assert_eq!(write_plainly(&value), text);
    assert_eq!(read::<Row>(text), value);
    let mixed = "<row><flat>a</flat><wrapped><w:n xmlns:w='urn:w'>1</w:n>\n<n xmlns='urn:w'>-2</n></wrapped><flat/></row>";
    assert_eq!(read::<Row>(mixed), value);
    let empty = Row { wrapped: Nullable::Value(Vec::new()), ..row() };
    assert_eq!(write_plainly(&empty), "<row><wrapped /></row>");
    assert_eq!(read::<Row>("<row><wrapped> </wrapped></row>"), empty);
}

#[test]
fn an_empty_list_is_left_out_where_the_table_says_so() {
    let value = Logout { messages: Nullable::Value(Vec::new()), ..page_value() };
    assert_eq!(write(&value), compact(PAGE));
    let value = Logout { messages: Nullable::Value(vec![Message { code: None }]), ..Logout::empty() };
    let text = write(&value);
    assert!(text.ends_with(&format!(
        r#"<Messages xmlns="{RESPONSES}"><Message xmlns="{APP}" /></Messages></Logout>"#
    )));
    assert_eq!(read::<Logout>(&text), value);
}

#[test]
fn errors_tell_the_path_and_the_place() {
    let error =
        refused::<Row>("<row>\n<wrapped><n xmlns='urn:w'>1</n><n xmlns='urn:w'>x</n></wrapped></row>");
    assert_eq!(
        error.to_string(),
        "`wrapped[1]`: expected a whole number of 32 bits, found `x` (line 2, column 32)"
    );
    let error = refused::<Row>("<row>\n  <name>a<b/></name></row>");
    assert_eq!(error.to_string(), "`name`: expected a text, found `<b>` (line 2, column 10)");
    let error = refused::<Row>("<row><inner> a </inner></row>");
    assert_eq!(error.to_string(), "`inner`: expected elements, found ` a ` (line 1, column 13)");
}

#[test]
fn a_member_comes_once() {
    let error = refused::<Row>("<row><name>a</name><name>b</name></row>");
    assert_eq!((error.kind(), error.path()), (&DecodeErrorKind::Repeated, "name"));
    refused::<Row>("<row><wrapped/><wrapped/></row>");
}

#[test]
fn what_is_not_in_the_table_is_noted() {
    let text = r#"<row z="1" xml:lang="en"><x><y/>t</x><wrapped><q/></wrapped><inner><w/></inner></row>"#;
    let (_, deviations) = survived::<Row>(text);
    let paths = ["@z", "@lang", "x", "wrapped.q", "inner.w"];
    assert_eq!(deviations, paths.map(unknown));
}

#[test]
fn missing_members_are_noted_or_refused() {
    let (value, deviations) = survived::<Strict>("<strict><must> 5 </must></strict>");
    assert_eq!(value, Strict { must: 5, should: None });
    assert_eq!(deviations, [Deviation::MissingMember { path: "should".to_owned() }]);
    assert_eq!(refused::<Strict>("<strict/>").kind(), &DecodeErrorKind::Missing("must"));
}

#[test]
fn further_names_are_read_in_the_same_namespace() {
    let text = format!(r#"<Message xmlns="{APP}"><Kode>7</Kode></Message>"#);
    assert_eq!(read::<Message>(&text), Message { code: Some("7".to_owned()) });
    let text = format!(r#"<Message xmlns="{APP}"><Kode xmlns="">7</Kode></Message>"#);
    assert_eq!(survived::<Message>(&text).1, [unknown("Kode")]);
    let text = format!(r#"<Message xmlns="{APP}"><Kode>7</Kode><Code>7</Code></Message>"#);
    assert_eq!(refused::<Message>(&text).kind(), &DecodeErrorKind::Repeated);
}

#[test]
fn attributes_and_text_hold_members() {
    let price = Price { amount: " 1 < 2 ".to_owned(), currency: Some("a\"b\n\t\r&".to_owned()) };
    let text = r#"<Price currency="a&quot;b&#xA;&#x9;&#xD;&amp;" xmlns="urn:p"> 1 &lt; 2 </Price>"#;
    assert_eq!(write_plainly(&price), text);
    assert_eq!(read::<Price>(text), price);
    assert_eq!(
        read::<Price>("<p:Price xmlns:p='urn:p' currency='\r\n\tx'/>").currency.as_deref(),
        Some("  x")
    );
    let value = Row { id: Some(7), scoped: Some("s".to_owned()), ..row() };
    let text = r#"<row id="7" xmlns:p1="urn:s" p1:scoped="s" />"#;
    assert_eq!(write_plainly(&value), text);
    assert_eq!(read::<Row>(text), value);
    assert_eq!(survived::<Row>(r#"<row scoped="s"/>"#).1, [unknown("@scoped")]);
    assert_eq!(refused::<Row>("<row id='x'/>").path(), "id");
}

#[test]
fn texts_come_back_as_they_were() {
    for name in ["a&b<c>d\"e'f", " \t\n\r\r\n ", "]]>", "\u{fffd}\u{10000}é", "&amp;"] {
        let text = write_plainly(&named(name));
        assert_eq!(read::<Row>(&text), named(name), "{text}");
    }
    let text = write_plainly(&named("]]>\r&<\"'"));
    assert_eq!(text, "<row><name>]]&gt;&#xD;&amp;&lt;\"'</name></row>");
    assert_eq!(
        read::<Row>("<row><name>a\r\nb\rc<![CDATA[\r\n<&]]>\r&#13;</name></row>"),
        named("a\nb\nc\n<&\n\r")
    );
}

#[test]
fn what_xml_cannot_carry_is_not_written() {
    for name in ["\0", "\u{b}", "\u{1f}", "\u{ffff}", "a\u{fffe}"] {
        assert_eq!(unwritable(&named(name)).path(), "name");
    }
    let price = Price { amount: String::new(), currency: Some("\u{1}".to_owned()) };
    assert_eq!(unwritable(&price).to_string(), "`currency`: XML has no way to write the character U+0001");
    let value = Row { any: Some(Any::json(&[1]).unwrap()), ..row() };
    assert_eq!(unwritable(&value).path(), "any");
    for content in ["<a>", "</any><any>", "&nope;", "<p:a/>", "\u{1}", "<!DOCTYPE a>", "]]>"] {
        assert_eq!(unwritable(&with_any(content)).path(), "any", "{content}");
    }
}

#[test]
fn opaque_content_keeps_its_namespaces() {
    for (text, content) in [
        ("<row><any>a&lt;b<![CDATA[&]]></any></row>", "a&lt;b&amp;"),
        ("<row><any><a/>t<!--c--></any></row>", "<a/>t<!--c-->"),
        (
            "<row xmlns:p='urn:p' xmlns:q='urn:&quot;q'><any><p:a>q:name</p:a> <b p:c='1'/><d xmlns:p='urn:z'><p:e/></d></any></row>",
            "<p:a xmlns:p=\"urn:p\" xmlns:q=\"urn:&quot;q\">q:name</p:a> <b xmlns:p=\"urn:p\" p:c='1'/><d xmlns:p='urn:z'><p:e/></d>",
        ),
    ] {
        let value = with_any(content);
        assert_eq!(read::<Row>(text), value, "{text}");
        assert_eq!(read::<Row>(&write_plainly(&value)), value);
    }
}

#[test]
fn opaque_content_keeps_the_default_namespace() {
    let text = format!(r#"<Logout xmlns="{CUSTOMERS}"><Content xmlns="{APP}"><a/>{{}}</Content></Logout>"#);
    let content = format!(r#"<a xmlns="{APP}"/>{{}}"#);
    for (inside, kept) in [
        ("", ""),
        ("<a xmlns=''><b/></a>", "<a xmlns=''><b/></a>"),
        ("<p:a xmlns:p='urn:p'><b/></p:a>", r#"<p:a xmlns="{APP}" xmlns:p='urn:p'><b/></p:a>"#),
    ] {
        let value = read::<Logout>(&text.replace("{}", inside));
        let kept = content.replace("{}", &kept.replace("{APP}", APP));
        assert_eq!(value.content, Nullable::Value(Any::Xml(kept)));
        assert_eq!(read::<Logout>(&write(&value)), value);
    }
    let text =
        format!(r#"<l:Logout xmlns:l="{CUSTOMERS}" xmlns:p="{APP}"><p:Content><a/></p:Content></l:Logout>"#);
    assert_eq!(read::<Logout>(&text).content, Nullable::Value(Any::Xml(r#"<a xmlns=""/>"#.to_owned())));
}

#[test]
fn an_empty_object_may_name_its_type() {
    let text = format!(
        r#"<Logout xmlns:i="{}" xmlns="{CUSTOMERS}"><Content xmlns="{APP}" xmlns:d2p1="http://www.w3.org/2001/XMLSchema" i:type="d2p1:anyType" /></Logout>"#,
        XSI.1
    );
    assert_eq!(read::<Logout>(&text).content, Nullable::Value(Any::Empty));
    let (value, deviations) = survived::<Row>(r#"<row><any a="1"/></row>"#);
    assert_eq!((value, deviations), (with_any(""), vec![unknown("any.@a")]));
}

#[test]
fn another_root_is_refused() {
    let error = refused::<Row>("<row xmlns='urn:x'/>");
    let kind = DecodeErrorKind::Root { expected: "{}row".to_owned(), found: "{urn:x}row".to_owned() };
    assert_eq!(error.kind(), &kind);
}

#[test]
fn every_truncation_is_refused() {
    let other = format!(
        "<?xml version='1.0' encoding='utf-8'?><!-- é --><row id='1' xmlns:q=\"{}\"><name q:nil='true'></name><flat>é&amp;<![CDATA[x]]>&#65;</flat><any><a b='>'/>t</any><?p i?></row>",
        XSI.1
    );
    let prices = "<p:Price xmlns:p='urn:p' currency='EUR'>5</p:Price >";
    for len in 0..PAGE.len() {
        assert!(read_bytes::<Logout>(&PAGE.as_bytes()[..len], None).is_err(), "{len}");
    }
    read::<Row>(&other);
    for len in 0..other.len() {
        assert!(read_bytes::<Row>(&other.as_bytes()[..len], None).is_err(), "{len}");
    }
    read::<Price>(prices);
    for len in 0..prices.len() {
        assert!(read_bytes::<Price>(&prices.as_bytes()[..len], None).is_err(), "{len}");
    }
}

#[test]
fn deep_documents_are_refused() {
    for (open, close) in [("<inner>", "</inner>"), ("<x>", "</x>"), ("<any>", "</any>")] {
        let deep = format!("<row>{}{}</row>", open.repeat(100_000), close.repeat(100_000));
        assert_eq!(refused::<Row>(&deep).kind(), &DecodeErrorKind::TooDeep { limit: 128 });
        let deep = format!("<row>{}{}</row>", open.repeat(127), close.repeat(127));
        survived::<Row>(&deep);
    }
}

#[test]
fn ill_formed_documents_are_refused() {
    for text in [
        "",
        " ",
        "row",
        "<row/><row/>",
        "<row/>x",
        "x<row/>",
        "<row/>&amp;",
        "<row/><![CDATA[]]>",
        "<row></Row>",
        "<row/></row>",
        "<row>]]></row>",
        "<row>a</row>",
        "<row><x>]]></x></row>",
        "<row><x>&</x></row>",
        "<row><x>&amp</x></row>",
        "<row><x>&nbsp;</x></row>",
        "<row><x>&#0;</x></row>",
        "<row><x>&#x;</x></row>",
        "<row><x>&#;</x></row>",
        "<row><x>&#+65;</x></row>",
        "<row><x>&#xD800;</x></row>",
        "<row><x>&#x110000;</x></row>",
        "<row><x>&#99999999999;</x></row>",
        "<row><x>\u{1}</x></row>",
        "<row><!-- \u{1} --></row>",
        "<row><!-- \u{ffff} --></row>",
        "<row><!-- -- --></row>",
        "<row><!-- --></row><!--->",
        "<row a='1' a='2'/>",
        "<row a='1'b='2'/>",
        "<row a=1/>",
        "<row a/>",
        "<row a=/>",
        "<row a='<'/>",
        "<row a='&'/>",
        "<row a='&x;'/>",
        "<row a='\u{2}'/>",
        "<row =''/>",
        "<row 1a=''/>",
        "<row a:b:c=''/>",
        "<1row/>",
        "<:row/>",
        "<row:/>",
        "<row/ >",
        "< row/>",
        "<row><x/ ></row>",
        "<row></row x='1'>",
        "<row></ row>",
        "<p:row/>",
        "<row p:a=''/>",
        "<row><p:x/></row>",
        "<row><y xmlns:p='urn:p'/><p:x/></row>",
        "<row xmlns:p=''/>",
        "<row xmlns:1p='urn:p'/>",
        "<row xmlns:p='a' xmlns:p='b'/>",
        "<row xmlns='' xmlns=''/>",
        "<row xmlns:p='urn:p' xmlns:q='urn:p' p:a='' q:a=''/>",
        "<row xmlns:xmlns='urn:p'/>",
        "<row xmlns:xml='urn:p'/>",
        "<row xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
        "<row xmlns:p='http://www.w3.org/2000/xmlns/'/>",
        "<xmlns:row/>",
        " <?xml version='1.0'?><row/>",
        "<row/><?xml version='1.0'?>",
        "<?xml?><row/>",
        "<?xml encoding='utf-8'?><row/>",
        "<?xml version='2.0'?><row/>",
        "<?xml version='1.0' version='1.0'?><row/>",
        "<?xml version='1.0' standalone='maybe'?><row/>",
        "<?xml version='1.0' standalone='no' encoding='utf-8'?><row/>",
        "<?xml version='1.0' encoding=''?><row/>",
        "<?XML version='1.0'?><row/>",
        "<?a:b?><row/>",
        "<? a?><row/>",
        "<row><?xml version='1.0'?></row>",
        "<!DOCTYPE row><row/>",
        "<!DOCTYPE row [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><row><name>&b;</name></row>",
        "<!doctype row><row/>",
        "<row><!DOCTYPE row></row>",
        "<!ELEMENT row EMPTY><row/>",
        "<row><![CDATA[</row>",
        "<row><![cdata[]]></row>",
        "\u{feff}\u{feff}<row/>",
        "<row>\u{feff}</row>",
    ] {
        let error = refused::<Row>(text);
        assert!(error.position().is_some(), "{text}");
    }
}

#[test]
fn too_many_attributes_or_declarations_are_refused() {
    let many = |name: &str| (0..300).map(|n| format!(" {name}{n}='urn:{n}'")).collect::<String>();
    refused::<Row>(&format!("<row{}/>", many("a")));
    refused::<Row>(&format!("<row{}/>", many("xmlns:a")));
}

#[test]
fn a_fragment_does_not_outgrow_its_document() {
    let text =
        format!("<row xmlns:p='urn:{}'><any>{}</any></row>", "x".repeat(100_000), "<p:a/>".repeat(10_000));
    refused::<Row>(&text);
    let text = format!(
        "<row xmlns:p='http://schemas.microsoft.com/2003/10/Serialization/Arrays'><any>{}</any></row>",
        "<p:a/>".repeat(10_000)
    );
    read::<Row>(&text);
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn the_mark_then_the_transport_then_the_declaration_decide_the_charset() {
    let text = "<row><name>é€\u{10000}</name></row>";
    let marked = format!("\u{feff}{text}");
    let declared = format!("<?xml version='1.0' encoding='utf-16'?>{text}");
    for (body, charset) in [
        (text.as_bytes().to_vec(), None),
        (text.as_bytes().to_vec(), Some("UTF-8")),
        (marked.as_bytes().to_vec(), None),
        (marked.as_bytes().to_vec(), Some("iso-8859-1")),
        (utf16(&marked, u16::to_le_bytes), None),
        (utf16(&marked, u16::to_be_bytes), Some("utf-16")),
        (utf16(&declared, u16::to_le_bytes), None),
        (utf16(&declared, u16::to_be_bytes), None),
        (utf16(text, u16::to_le_bytes), Some("utf-16")),
        (utf16(text, u16::to_be_bytes), Some("utf-16")),
        (utf16(text, u16::to_le_bytes), Some("UTF-16LE")),
    ] {
        assert_eq!(read_bytes::<Row>(&body, charset).unwrap(), (named("é€\u{10000}"), Vec::new()));
    }
}

#[test]
fn eight_bit_charsets_are_read_as_what_they_are() {
    let latin = b"<?xml version='1.0' encoding=\"ISO-8859-1\"?><row><name>\xe9</name></row>";
    assert_eq!(read_bytes::<Row>(latin, None).unwrap().0, named("é"));
    assert_eq!(read_bytes::<Row>(latin, Some(" latin1 ")).unwrap().0, named("é"));
    for charset in ["utf-8", "us-ascii"] {
        let error = read_bytes::<Row>(latin, Some(charset)).unwrap_err();
        assert_eq!(error.position().unwrap().column, 55);
    }
    let error = read_bytes::<Row>(latin, Some("windows-1252")).unwrap_err();
    assert_eq!(error.to_string(), "the charset `windows-1252` cannot be read (line 1, column 1)");
    let declared = b"<?xml version='1.0' encoding='utf-16'?><row/>";
    assert!(read_bytes::<Row>(declared, None).is_err());
    assert!(read_bytes::<Row>(&utf16("\u{feff}<row/>", u16::to_le_bytes)[..13], None).is_err());
    assert!(read_bytes::<Row>(b"\xff\xfe<\0r\0\0\xd8>\0", None).is_err());
}

#[test]
fn the_declaration_is_written_on_request() {
    let style = XmlStyle { declaration: true, declare: &[] };
    let written = encode(root(&row()), &row(), &style).unwrap();
    assert_eq!(written, br#"<?xml version="1.0" encoding="utf-8"?><row />"#);
}

#[test]
fn a_type_may_contain_itself() {
    let inner = Row { id: Some(2), name: Nullable::Null, ..row() };
    let value = Row { id: Some(1), inner: Some(Box::new(inner)), ..row() };
    assert_eq!(read::<Row>(&write(&value)), value);
}
