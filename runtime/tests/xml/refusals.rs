//! Documents that are not read, each with its reason.

use super::*;

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
        "<row/><!DOCTYPE row>",
        "<!DOCTYPE row><!DOCTYPE row><row/>",
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
