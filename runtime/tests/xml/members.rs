//! Members: found by name, written in order, kept as they are.

use super::*;

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
fn a_document_type_that_only_names_one_is_passed_over() {
    let id = r#"PUBLIC "-//SHOP//DTD Rows//EN" "http://shop.example/rows.dtd""#;
    let text = format!("<?xml version=\"1.0\"?>\n<!DOCTYPE row {id}>\n<row><name>a</name></row>");
    assert_eq!(read::<Row>(&text), named("a"));
    // Its entities are none, wherever they are declared.
    refused::<Row>("<!DOCTYPE row SYSTEM 'rows.dtd'><row><name>&eacute;</name></row>");
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
