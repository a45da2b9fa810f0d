//! Bodies that are not what their media type says.

use super::*;

#[tokio::test]
async fn a_cut_json_body_is_refused_with_its_place() {
    let served = cbss().await;
    for body in ["", "{", "{\"ClientCode\":\"a", "{\"ClientCode\":\"a\",", "{\"ClientCode\":\"a\"}}", "nul"] {
        let answer = send_cbss(&served, "application/json", body.as_bytes()).await;
        check(&answer, 400, Form::Json, &["line 1"]);
    }
    check_cbss_alive(&served).await;
}

#[tokio::test]
async fn json_of_another_kind_is_refused_with_its_name() {
    let served = cbss().await;
    for (body, names) in [
        ("[]", ["an object", "[]"]),
        ("{\"ClientCode\":{}}", ["ClientCode", ""]),
        ("{\"DateTime\":\"yesterday\"}", ["DateTime", "yesterday"]),
    ] {
        let answer = send_cbss(&served, "text/json", body.as_bytes()).await;
        check(&answer, 400, Form::Json, &names);
    }
    check_cbss_alive(&served).await;
}

#[tokio::test]
async fn a_repeated_member_is_refused_with_its_name() {
    let served = cbss().await;
    let json = "{\"ClientCode\":\"a\",\"ClientCode\":\"b\"}";
    check(
        &send_cbss(&served, "application/json", json.as_bytes()).await,
        400,
        Form::Json,
        &["ClientCode", "more than once"],
    );
    let xml = cbss_xml("<c:ClientCode>a</c:ClientCode><c:ClientCode>b</c:ClientCode>");
    check(
        &send_cbss(&served, "text/xml", xml.as_bytes()).await,
        400,
        Form::Xml,
        &["ClientCode", "more than once"],
    );
    let form = "ClientCode=a&ClientCode=b";
    let media = "application/x-www-form-urlencoded";
    check(
        &send_cbss(&served, media, form.as_bytes()).await,
        400,
        Form::Json,
        &["ClientCode", "more than once"],
    );
    check_cbss_alive(&served).await;

    let served = sejour().await;
    let token = "<token>a</token>".repeat(2);
    for (namespace, media, status, form) in SOAPS {
        let body =
            envelope(namespace, &format!("<Logout xmlns=\"http://www.sansejour.com/\">{token}</Logout>"));
        let answer = send_soap(&served, media, body.as_bytes()).await;
        check(&answer, status, form, &["token", "more than once"]);
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn a_cut_xml_body_is_refused() {
    let served = cbss().await;
    let whole = cbss_xml("<c:ClientCode>a</c:ClientCode>");
    for end in [0, 1, 20, whole.len() - 20, whole.len() - 1] {
        for media in ["application/xml", "text/xml"] {
            let answer = send_cbss(&served, media, &whole.as_bytes()[..end]).await;
            check(&answer, 400, Form::Xml, &[]);
        }
    }
    check_cbss_alive(&served).await;
}

#[tokio::test]
async fn a_cut_envelope_is_a_fault_of_its_version() {
    let served = sejour().await;
    for (namespace, media, status, form) in SOAPS {
        let whole = envelope(namespace, "<Logout xmlns=\"http://www.sansejour.com/\"/>");
        for end in [0, 1, 30, whole.len() - 1] {
            let answer = send_soap(&served, media, &whole.as_bytes()[..end]).await;
            check(&answer, status, form, &[]);
        }
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn an_envelope_around_something_else_is_a_fault_that_names_it() {
    let served = sejour().await;
    for (namespace, media, status, form) in SOAPS {
        for (body, names) in [
            (envelope(namespace, ""), "Logout"),
            (envelope(namespace, "<Login xmlns=\"http://www.sansejour.com/\"/>"), "Login"),
            (envelope(namespace, "<Logout/>"), "http://www.sansejour.com/"),
            ("<Logout xmlns=\"http://www.sansejour.com/\"/>".to_owned(), "Envelope"),
        ] {
            check(&send_soap(&served, media, body.as_bytes()).await, status, form, &[names]);
        }
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn a_document_type_is_refused() {
    let dtd = "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>";
    let served = cbss().await;
    let body = format!("{dtd}{}", cbss_xml("<c:ClientCode>&b;</c:ClientCode>"));
    let answer = send_cbss(&served, "application/xml", body.as_bytes()).await;
    check(&answer, 400, Form::Xml, &["document type"]);
    check_cbss_alive(&served).await;

    let served = sejour().await;
    for (namespace, media, status, form) in SOAPS {
        let body = format!("{dtd}{}", envelope(namespace, "<Logout xmlns=\"http://www.sansejour.com/\"/>"));
        check(&send_soap(&served, media, body.as_bytes()).await, status, form, &["document type"]);
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn bytes_that_are_not_utf_8_are_refused() {
    let served = cbss().await;
    let json = send_cbss(&served, "application/json", b"{\"ClientCode\":\"\xff\"}").await;
    check(&json, 400, Form::Json, &["UTF-8"]);
    let form = send_cbss(&served, "application/x-www-form-urlencoded", b"ClientCode=\xff").await;
    check(&form, 400, Form::Json, &["UTF-8"]);
    let xml = cbss_xml("<c:ClientCode>?</c:ClientCode>").replace('?', "\u{1}").into_bytes();
    let xml: Vec<u8> = xml.into_iter().map(|byte| if byte == 1 { 0xff } else { byte }).collect();
    check(&send_cbss(&served, "application/xml", &xml).await, 400, Form::Xml, &[]);
    check_cbss_alive(&served).await;

    let served = sejour().await;
    let head = format!("POST {SEJOUR}/Logout HTTP/1.1\nContent-Type: application/x-www-form-urlencoded");
    check(&served.send(&head, b"token=\xff").await, 400, Form::Text, &["UTF-8"]);
    check_sejour_alive(&served).await;
}
