//! Lists and scalars that are whole documents.

use wirewright_runtime::message::{Body, Codec, MediaType, Root, write_body};
use wirewright_runtime::walk::Inside;
use wirewright_runtime::xml::{XmlStyle, decode_value};
use wirewright_runtime::{Format, Notes};

static STYLE: XmlStyle = XmlStyle { declaration: true, declare: &[("x", "urn:x")] };

/// Checks the document of a value, and that the value comes back from it.
#[track_caller]
fn check<T: Body + Default + PartialEq + std::fmt::Debug>(value: T, root: Root, expected: &str) {
    let media = MediaType::new("application/xml", Codec::Xml(&STYLE));
    let written = write_body(&value, &root, &media).unwrap();
    let expected = format!(r#"<?xml version="1.0" encoding="utf-8"?>{expected}"#);
    assert_eq!(String::from_utf8(written.clone()).unwrap(), expected);
    let (mut read, mut notes) = (T::default(), Notes::new());
    let names = (root.name, root.item.map(|item| Inside::Items(item, None)));
    decode_value(&written, None, names, Format::Plain, read.value_mut(), &mut notes).unwrap();
    assert_eq!(read, value);
    assert!(notes.deviations().is_empty());
}

#[test]
fn the_root_declares_what_the_style_says() {
    let marks = Root::new().xml("urn:m", "Marks").items("urn:x", "Mark");
    let expected = r#"<Marks xmlns:x="urn:x" xmlns="urn:m"><Mark xmlns="urn:x">1</Mark><Mark xmlns="urn:x">2</Mark></Marks>"#;
    check(vec![1_i32, 2], marks, expected);
    check(Vec::<i32>::new(), marks, r#"<Marks xmlns:x="urn:x" xmlns="urn:m" />"#);
    check("a < b".to_owned(), Root::new(), r#"<value xmlns:x="urn:x">a &lt; b</value>"#);
    check(String::new(), Root::new(), r#"<value xmlns:x="urn:x" />"#);
}
