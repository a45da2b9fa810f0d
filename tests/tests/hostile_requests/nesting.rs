//! Bodies that nest, or go on, without end.

use super::*;

const DEEP: usize = 100_000;

#[tokio::test]
async fn json_that_nests_too_deep_is_refused() {
    let cbss = cbss().await;
    let tt_cmd = tt_cmd().await;
    let closed = |open: &str, close: &str| format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP));
    for body in [
        "[".repeat(DEEP),
        "{\"a\":".repeat(DEEP),
        format!("{{\"Content\":{}", "{\"a\":".repeat(DEEP)),
        format!("{{\"Content\":{}}}", closed("{\"a\":", "}")),
        format!("{{\"Content\":{}}}", closed("[", "]")),
        format!("{{\"Unknown\":{}}}", closed("[", "]")),
        format!("{{\"ClientCode\":{}}}", closed("[", "]")),
    ] {
        for media in ["application/json", "text/json", "text/html"] {
            let answer = send_cbss(&cbss, media, body.as_bytes()).await;
            check(&answer, 400, Form::Json, &["nests deeper than 128"]);
        }
        let answer = tt_cmd.send(&format!("{TT_CMD}\nContent-Type: text/json"), body.as_bytes()).await;
        check(&answer, 400, Form::Json, &["nests deeper than 128"]);
    }
    check_cbss_alive(&cbss).await;
    check_alive(&tt_cmd, &format!("{TT_CMD}\nContent-Type: text/json"), "{}").await;
}

#[tokio::test]
async fn brackets_that_do_not_nest_are_taken() {
    let served = cbss().await;
    let list = format!("{{\"Content\":[{}{{}}]}}", "[],".repeat(40_000));
    let text = format!("{{\"ClientCode\":\"\\\"{}\"}}", "[{".repeat(DEEP));
    let deep = format!("{{\"Content\":{}{}}}", "[".repeat(127), "]".repeat(127));
    for body in [list, text, deep] {
        assert_eq!(send_cbss(&served, "application/json", body.as_bytes()).await.status(), 200);
    }
}

#[tokio::test]
async fn a_form_that_nests_too_deep_is_refused() {
    let served = cbss().await;
    let media = "application/x-www-form-urlencoded";
    for body in [
        format!("Content{}=x", ".a".repeat(DEEP)),
        format!("Content{}=x", "[a]".repeat(DEEP)),
        format!("Content{}=x", ".".repeat(DEEP)),
    ] {
        let answer = send_cbss(&served, media, body.as_bytes()).await;
        check(&answer, 400, Form::Json, &["Content", "nests deeper than 128"]);
    }
    check_cbss_alive(&served).await;
}

#[tokio::test]
async fn xml_that_nests_too_deep_is_refused() {
    let served = cbss().await;
    let deep = format!("{}{}", "<a>".repeat(DEEP), "</a>".repeat(DEEP));
    for body in [
        "<a>".repeat(DEEP),
        cbss_xml(&format!("<c:Content>{deep}</c:Content>")),
        cbss_xml(&format!("<c:Unknown>{deep}</c:Unknown>")),
        cbss_xml(&format!("<c:ClientCode>{deep}</c:ClientCode>")),
    ] {
        let answer = send_cbss(&served, "application/xml", body.as_bytes()).await;
        check(&answer, 400, Form::Xml, &[]);
    }
    let content = cbss_xml(&format!("<c:Content>{deep}</c:Content>"));
    let answer = send_cbss(&served, "text/xml", content.as_bytes()).await;
    check(&answer, 400, Form::Xml, &["nests deeper than 128"]);
    check_cbss_alive(&served).await;

    let served = sejour().await;
    for (namespace, media, status, form) in SOAPS {
        let inside = format!("<Logout xmlns=\"http://www.sansejour.com/\"><x>{deep}</x></Logout>");
        let answer = send_soap(&served, media, envelope(namespace, &inside).as_bytes()).await;
        check(&answer, status, form, &["nests deeper than 128"]);
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let long = vec![b' '; (2 << 20) + 1];
    let served = cbss().await;
    check(&send_cbss(&served, "application/json", &long).await, 413, Form::Json, &["2097152"]);
    check(&send_cbss(&served, "application/xml", &long).await, 413, Form::Xml, &["2097152"]);
    check_cbss_alive(&served).await;

    let served = sejour().await;
    for (_, media, _, form) in SOAPS {
        check(&send_soap(&served, media, &long).await, 413, form, &["2097152"]);
    }
    let head = format!("POST {SEJOUR}/Logout HTTP/1.1\nContent-Type: application/x-www-form-urlencoded");
    check(&served.send(&head, &long).await, 413, Form::Text, &["2097152"]);
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn a_body_at_the_limit_is_read() {
    let served = cbss().await;
    let body = format!("{{\"ClientCode\":\"{}\"}}", "a".repeat((2 << 20) - 17));
    assert_eq!(body.len(), 2 << 20);
    assert_eq!(send_cbss(&served, "application/json", body.as_bytes()).await.status(), 200);
}

#[tokio::test]
async fn a_body_over_the_limit_in_chunks_is_refused() {
    let served = cbss().await;
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let request = format!(
        "{CBSS}\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n",
        chunk.repeat(33)
    );
    check(&served.exchange(request.as_bytes()).await, 413, Form::Json, &["2097152"]);
    check_cbss_alive(&served).await;
}
