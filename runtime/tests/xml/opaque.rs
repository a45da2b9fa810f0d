//! Content that no page documents.

use super::*;

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
