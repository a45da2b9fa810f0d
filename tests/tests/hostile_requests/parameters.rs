//! Queries, headers and proofs that are missing or wrong.

use super::*;

#[tokio::test]
async fn a_missing_parameter_is_named() {
    let served = ebay().await;
    for (query, missing) in [
        ("callname=Logout", "SessionID"),
        ("callname=Logout&SessionData=b", "SessionID"),
        ("callname=Logout&SessionID=a", "SessionData"),
        ("callname=Logout&SessionID=a&callback=true", "SessionData"),
        ("callname=Logout&SessionID=a&callbackname=f", "SessionData"),
    ] {
        let answer = served.send(&format!("GET {EBAY}?{query} HTTP/1.1"), b"").await;
        check(&answer, 400, Form::Json, &[missing, "missing"]);
    }
    check_ebay_alive(&served).await;
}

#[tokio::test]
async fn a_name_that_is_no_function_is_refused() {
    let served = ebay().await;
    for name in ["alert(1)//", "a%3Bb", "%3Cscript%3E", "a%20b", "a%5B0%5D", "%C3%A9", ""] {
        let target = format!("{EBAY}?callname=Logout&SessionID=a&SessionData=b&callbackname={name}");
        let answer = served.send(&format!("GET {target} HTTP/1.1"), b"").await;
        check(&answer, 400, Form::Json, &["is no name of a function"]);
    }
    check_ebay_alive(&served).await;
}

#[tokio::test]
async fn a_broken_escape_in_a_query_is_refused() {
    let served = ebay().await;
    for escape in ["%", "%4", "%zz", "%C3", "%ff", "%u0041"] {
        let target = format!("{EBAY}?callname=Logout&SessionID={escape}&SessionData=b");
        let answer = served.send(&format!("GET {target} HTTP/1.1"), b"").await;
        check(&answer, 400, Form::Json, &["query", escape]);
    }
    check_ebay_alive(&served).await;

    let served = sejour().await;
    let answer = served.send(&format!("GET {SEJOUR}/Logout?token=%zz HTTP/1.1"), b"").await;
    check(&answer, 400, Form::Text, &["query", "%zz"]);
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn a_broken_escape_in_a_form_is_refused() {
    let sejour = sejour().await;
    let cbss = cbss().await;
    for escape in ["%", "%4", "%zz", "%C3", "%ff"] {
        let head = format!("POST {SEJOUR}/Logout HTTP/1.1\nContent-Type: application/x-www-form-urlencoded");
        let answer = sejour.send(&head, format!("token={escape}").as_bytes()).await;
        check(&answer, 400, Form::Text, &["escaped UTF-8", escape]);
        let body = format!("ClientCode={escape}");
        let answer = send_cbss(&cbss, "application/x-www-form-urlencoded", body.as_bytes()).await;
        check(&answer, 400, Form::Json, &["escaped UTF-8", escape]);
    }
    check_sejour_alive(&sejour).await;
    check_cbss_alive(&cbss).await;
}

#[tokio::test]
async fn a_broken_escape_in_a_path_is_refused() {
    let served = chargebee().await;
    for id in ["%", "%zz", "%ff"] {
        let answer = served.send(&format!("POST /portal_sessions/{id}/logout HTTP/1.1"), b"").await;
        assert!(matches!(answer.status(), 400 | 404), "{}", answer.status_line);
    }
    check_alive(&served, "POST /portal_sessions/p/logout HTTP/1.1", "").await;
}

#[tokio::test]
async fn a_repeated_parameter_is_refused_with_its_name() {
    let served = ebay().await;
    let target = format!("{EBAY}?callname=Logout&SessionID=a&SessionID=b&SessionData=c");
    let answer = served.send(&format!("GET {target} HTTP/1.1"), b"").await;
    check(&answer, 400, Form::Json, &["SessionID", "more than once"]);
    check_ebay_alive(&served).await;

    let served = sejour().await;
    let answer = served.send(&format!("GET {SEJOUR}/Logout?token=a&token=b HTTP/1.1"), b"").await;
    check(&answer, 400, Form::Text, &["token", "more than once"]);
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn a_header_that_is_not_utf_8_is_refused_with_its_name() {
    let served = chargebee().await;
    let head =
        b"POST /portal_sessions/p/logout HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n";
    let header = b"chargebee-request-origin-user: caf\xe9\r\n\r\n";
    let answer = served.exchange(&[&head[..], &header[..]].concat()).await;
    check(&answer, 400, Form::Json, &["chargebee-request-origin-user", "UTF-8"]);
    check_alive(&served, "POST /portal_sessions/p/logout HTTP/1.1", "").await;
}

#[tokio::test]
async fn a_header_that_is_not_base64_is_refused_with_its_name() {
    let served = chargebee().await;
    for value in ["*", "a", "w6k", "/w=="] {
        let name = "chargebee-request-origin-user-encoded";
        let head = format!("POST /portal_sessions/p/logout HTTP/1.1\n{name}: {value}");
        check(&served.send(&head, b"").await, 400, Form::Json, &[name]);
    }
    check_alive(&served, "POST /portal_sessions/p/logout HTTP/1.1", "").await;
}

#[tokio::test]
async fn a_wrong_signature_is_refused_without_a_hint_at_the_right_one() {
    let credentials = cbss_server::Credentials { client_key: "k".into(), login_salt: "s".into() };
    let router = cbss_server::router(cbss_server::Mock, Verification::Required(credentials));
    let served = Served::new(router).await;
    // The SHA-256 of `{}ks`.
    let right = digest("{}ks");
    let post = |query: &str, media: &str| {
        format!("POST /api/Customer/Logout{query} HTTP/1.1\nContent-Type: {media}")
    };
    for (media, form) in [
        ("application/json", Form::Json),
        ("application/xml", Form::Xml),
        ("application/x-www-form-urlencoded", Form::Json),
    ] {
        for query in [
            String::new(),
            "?Signature=".to_owned(),
            "?Signature=00".to_owned(),
            format!("?Signature={}", right.to_uppercase()),
            format!("?Signature={}", &right[..63]),
            format!("?Signature={right}&Signature={right}"),
        ] {
            let answer = served.send(&post(&query, media), b"{}").await;
            check(&answer, 403, form, &["`Signature` is missing or wrong"]);
            assert!(!answer.text().contains(&right[..8]), "{}", answer.text());
        }
        // A body that cannot be read is not even looked at.
        check(&served.send(&post("?Signature=00", media), b"<{").await, 403, form, &["Signature"]);
    }
    check_alive(&served, &post(&format!("?Signature={right}"), "application/json"), "{}").await;
}

/// SHA-256 in lower-case digits.
fn digest(text: &str) -> String {
    use wirewright_runtime::digest::{hex, sha256};
    hex(&sha256(&[text.as_bytes()]))
}

#[tokio::test]
async fn wrong_basic_credentials_are_refused_with_401() {
    let credentials = chargebee_server::Credentials { api_key: "key".into() };
    let router = chargebee_server::router(chargebee_server::Mock, Verification::Required(credentials));
    let served = Served::new(router).await;
    let post = "POST /portal_sessions/p/logout HTTP/1.1";
    for header in ["", "\nAuthorization: Basic", "\nAuthorization: Basic a2V5", "\nAuthorization: Bearer key"]
    {
        let answer = served.send(&format!("{post}{header}"), b"").await;
        check(&answer, 401, Form::Json, &["`Authorization` is missing or wrong"]);
        assert_eq!(answer.header("WWW-Authenticate"), Some(r#"Basic realm="service""#));
        assert!(!answer.text().contains("a2V5"), "{}", answer.text());
    }
    // Base64 of `key:`.
    check_alive(&served, &format!("{post}\nAuthorization: Basic a2V5Og=="), "").await;
}
