//! What HTTP itself lets a caller get wrong: media types, methods, addresses.

use super::*;

#[tokio::test]
async fn a_media_type_that_is_not_documented_is_refused_with_those_that_are() {
    let served = cbss().await;
    for media in ["text/plain", "application/octet-stream", "application/jsonp", "json", ""] {
        let answer = send_cbss(&served, media, b"{}").await;
        check(&answer, 415, Form::Json, &["application/json", "text/xml", "x-www-form-urlencoded"]);
    }
    check_cbss_alive(&served).await;

    let served = tt_cmd().await;
    let answer = served.send(&format!("{TT_CMD}\nContent-Type: application/xml"), b"<a/>").await;
    check(&answer, 415, Form::Json, &["application/json"]);

    let served = sejour().await;
    let answer = send_soap(&served, "application/json", b"{}").await;
    check(&answer, 415, Form::Json, &["text/xml"]);
    let head = format!("POST {SEJOUR} HTTP/1.1\nContent-Type: text/xml\u{e9}");
    assert_eq!(served.send(&head, b"<a/>").await.status(), 415);
    let head = format!("POST {SEJOUR}/Logout HTTP/1.1\nContent-Type: text/xml");
    check(&served.send(&head, b"<a/>").await, 415, Form::Text, &["x-www-form-urlencoded"]);
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn an_accept_that_cannot_be_met_is_refused_with_what_can() {
    let served = cbss().await;
    for (media, form) in [("application/json", Form::Json), ("application/xml", Form::Xml)] {
        for accept in ["image/png", "application/json;q=0", "text/*;q=0, image/*"] {
            let head = format!("{CBSS}\nContent-Type: {media}\nAccept: {accept}");
            check(&served.send(&head, b"{}").await, 406, form, &["application/json", "text/xml"]);
        }
    }
    check_cbss_alive(&served).await;

    let served = ebay().await;
    let target = format!("{EBAY}?callname=Logout&SessionID=a&SessionData=b");
    let answer = served.send(&format!("GET {target} HTTP/1.1\nAccept: text/xml"), b"").await;
    check(&answer, 406, Form::Json, &["application/json"]);
    check_ebay_alive(&served).await;
}

#[tokio::test]
async fn a_wrong_method_is_refused_with_the_right_ones() {
    let served = cbss().await;
    for method in ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "FOO"] {
        let answer = served.send(&format!("{method} /api/Customer/Logout HTTP/1.1"), b"").await;
        check(&answer, 405, Form::Json, &[method, "POST"]);
        assert_eq!(answer.header("Allow"), Some("POST"));
    }
    let answer = served.send("GET /api/Customer/Logout HTTP/1.1\nAccept: text/xml", b"").await;
    check(&answer, 405, Form::Xml, &["GET"]);
    check_cbss_alive(&served).await;

    let served = tt_cmd().await;
    let answer = served.send("POST /api/tt_cmd_connection/logout HTTP/1.1", b"{}").await;
    check(&answer, 405, Form::Json, &["POST", "PUT"]);
    assert_eq!(answer.header("Allow"), Some("PUT"));

    let served = sejour().await;
    let answer = served.send(&format!("DELETE {SEJOUR}/Logout HTTP/1.1"), b"").await;
    check(&answer, 405, Form::Text, &["DELETE"]);
    assert_eq!(answer.header("Allow"), Some("GET, POST"));
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn an_unknown_path_is_not_found() {
    let served = cbss().await;
    for target in ["/", "/api/customer/logout", "/api/Customer/Logout/", "/api/Customer/Logout/x", "//"] {
        let answer = served.send(&format!("POST {target} HTTP/1.1"), b"{}").await;
        assert_eq!(answer.status(), 404, "{target}");
    }
    check_cbss_alive(&served).await;

    let served = chargebee().await;
    for target in ["/portal_sessions//logout", "/portal_sessions/a/b/logout", "/portal_sessions/a"] {
        let answer = served.send(&format!("POST {target} HTTP/1.1"), b"").await;
        assert_eq!(answer.status(), 404, "{target}");
    }
    let served = sejour().await;
    for method in ["logout", "Login"] {
        let answer = served.send(&format!("GET {SEJOUR}/{method}?token=t HTTP/1.1"), b"").await;
        assert_eq!(answer.status(), 404, "{method}");
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn a_fallback_answers_an_unknown_path_in_the_callers_form() {
    let app = sejour_server::router(sejour_server::Mock).fallback(sejour_server::not_found);
    let served = Served::new(app).await;
    for (_, media, _, form) in SOAPS {
        let head = format!("POST /elsewhere HTTP/1.1\nContent-Type: {media}\nSOAPAction: \"\"");
        let answer = served.send(&head, b"<x/>").await;
        check(&answer, 404, form, &["there is nothing at /elsewhere"]);
    }
    for (head, form) in [
        ("Content-Type: application/json", Form::Json),
        ("Accept: application/xml", Form::Xml),
        ("Content-Type: application/x-www-form-urlencoded", Form::Text),
    ] {
        let answer = served.send(&format!("POST /else%20where HTTP/1.1\n{head}"), b"").await;
        check(&answer, 404, form, &["there is nothing at /else%20where"]);
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn a_soap_action_of_another_operation_is_refused() {
    let served = sejour().await;
    let request = envelope(SOAP11, "<Logout xmlns=\"http://www.sansejour.com/\"/>");
    let own = "http://www.sansejour.com/Logout";
    for action in
        ["http://www.sansejour.com/Login", "\"Logout\"", "\"\u{e9}\"", &format!("{own}\nSOAPAction: other")]
    {
        let head = format!("POST {SEJOUR} HTTP/1.1\nContent-Type: text/xml\nSOAPAction: {action}");
        let answer = served.send(&head, request.as_bytes()).await;
        check(&answer, 500, Form::Soap11, &["here it is `http://www.sansejour.com/Logout`"]);
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn nobody_is_taken_to_speak_soap_who_does_not_say_so() {
    let served = sejour().await;
    let answer = served.send(&format!("GET {SEJOUR}?wsdl HTTP/1.1\nAccept: */*"), b"").await;
    check(&answer, 405, Form::Text, &["GET is not allowed here"]);
    assert_eq!(answer.header("Allow"), Some("POST"));
}

#[tokio::test]
async fn several_lines_of_accept_are_one() {
    let served = cbss().await;
    let head = format!("{CBSS}\nContent-Type: application/json\nAccept: image/png\nAccept: text/xml");
    let answer = served.send(&head, b"{}").await;
    assert_eq!((answer.status(), answer.header("Content-Type")), (200, Some("text/xml")));
}

#[tokio::test]
async fn the_rules_of_soap_have_faults_of_their_own() {
    let served = sejour().await;
    let logout = "<Logout xmlns=\"http://www.sansejour.com/\"/>";
    for (namespace, media, _, form) in SOAPS {
        let code = if matches!(form, Form::Soap11) { "<faultcode>soap:" } else { "<soap12:Value>soap12:" };
        let with_header = |header: &str| {
            format!(
                "<s:Envelope xmlns:s=\"{namespace}\"><s:Header>{header}</s:Header><s:Body>{logout}</s:Body></s:Envelope>"
            )
        };
        let binding = "<Security xmlns=\"urn:w\" s:mustUnderstand=\"1\"/>";
        let answer = send_soap(&served, media, with_header(binding).as_bytes()).await;
        assert_eq!(answer.status(), 500, "{}", answer.text());
        assert!(answer.text().contains(&format!("{code}MustUnderstand<")), "{}", answer.text());
        let for_others = "<Security xmlns=\"urn:w\" s:mustUnderstand=\"1\" s:actor=\"urn:gate\"/>";
        assert_eq!(send_soap(&served, media, with_header(for_others).as_bytes()).await.status(), 200);

        let answer = send_soap(&served, media, envelope("urn:soap:2", logout).as_bytes()).await;
        assert_eq!(answer.status(), 500, "{}", answer.text());
        assert!(answer.text().contains(&format!("{code}VersionMismatch<")), "{}", answer.text());
    }
    check_sejour_alive(&served).await;
}

#[tokio::test]
async fn an_operation_of_another_name_is_not_found() {
    let served = ebay().await;
    for query in ["", "?callname=Login", "?callname=logout", "?CallName=Logout"] {
        let answer = served.send(&format!("GET {EBAY}{query} HTTP/1.1"), b"").await;
        check(&answer, 404, Form::Json, &["no operation"]);
    }
    check_ebay_alive(&served).await;
}

#[tokio::test]
async fn a_request_that_is_no_http_is_refused() {
    let served = cbss().await;
    for request in ["\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "POST / HTTP/1.1\r\nA\r\n\r\n"] {
        assert_eq!(served.exchange(request.as_bytes()).await.status() / 100, 4, "{request:?}");
    }
    check_cbss_alive(&served).await;
}
