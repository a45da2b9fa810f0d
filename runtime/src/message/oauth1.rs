//! Signatures of OAuth 1.0 (RFC 5849) with HMAC-SHA1, in the `Authorization` header.

use super::{TimeForm, View};
use crate::digest::{base64, hmac_sha1, percent};
use crate::form;

/// What OAuth 1.0 signs with. A client that has no token yet leaves both of its texts empty.
#[derive(Clone, Copy, Debug)]
pub struct OAuth1<'a> {
    /// The name of the client.
    pub consumer_key: &'a str,
    /// Its secret.
    pub consumer_secret: &'a str,
    /// The name of what the owner of the data granted.
    pub token: &'a str,
    /// Its secret.
    pub token_secret: &'a str,
}

/// The value of an `Authorization` header for OAuth 1.0 (RFC 5849, section 3.5.1).
///
/// A server gives its own message: the time, the nonce and the order of the
/// parameters are then those that came, and everything else is settled anew, so
/// that the result is what came where that is proven.
#[must_use]
pub fn oauth1(view: &View<'_>, own: OAuth1<'_>) -> String {
    let mut parameters = match view.found() {
        Some(found) => match received(found, !own.token.is_empty()) {
            Some(parameters) => parameters,
            // No header is empty, so that this proves nothing.
            None => return String::new(),
        },
        None => fresh(view, !own.token.is_empty()),
    };
    let signature = signature(view, &own, &parameters);
    for (name, value) in &mut parameters {
        match name.as_str() {
            "oauth_consumer_key" => own.consumer_key.clone_into(value),
            "oauth_token" => own.token.clone_into(value),
            "oauth_signature_method" => "HMAC-SHA1".clone_into(value),
            "oauth_signature" => value.clone_from(&signature),
            _ => {}
        }
    }
    match view.found() {
        Some(found) => rewritten(found, &parameters),
        None => {
            let written = parameters.iter().map(|(name, value)| format!("{name}=\"{}\"", percent(value)));
            format!("OAuth {}", written.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The parameters of a new message.
fn fresh(view: &View<'_>, with_token: bool) -> form::Pairs {
    let named = |name: &str, value: String| (name.to_owned(), value);
    let mut parameters = vec![named("oauth_consumer_key", String::new())];
    if with_token {
        parameters.push(named("oauth_token", String::new()));
    }
    parameters.push(named("oauth_signature_method", "HMAC-SHA1".to_owned()));
    parameters.push(named("oauth_timestamp", view.now(TimeForm::Unix)));
    parameters.push(named("oauth_nonce", view.nonce()));
    parameters.push(named("oauth_version", "1.0".to_owned()));
    parameters.push(named("oauth_signature", String::new()));
    parameters
}

/// The pieces `name="value"` of a header.
fn pieces(found: &str) -> Option<Vec<(&str, &str)>> {
    let (scheme, rest) = found.split_once(' ')?;
    let pieces = rest.split(',').map(|piece| {
        let (name, value) = piece.trim().split_once('=')?;
        Some((name, value.strip_prefix('"')?.strip_suffix('"')?))
    });
    pieces.collect::<Option<Vec<_>>>().filter(|_| scheme.eq_ignore_ascii_case("OAuth"))
}

/// The parameters that came, each once, and none missing.
fn received(found: &str, with_token: bool) -> Option<form::Pairs> {
    let plain = |text: &str| form::decode(text, false);
    let parameters = pieces(found)?.into_iter().map(|(name, value)| Some((plain(name)?, plain(value)?)));
    let parameters: form::Pairs = parameters.collect::<Option<_>>()?;
    let times = |wanted: &str| parameters.iter().filter(|(name, _)| name == wanted).count();
    let needed = ["oauth_consumer_key", "oauth_signature_method", "oauth_timestamp", "oauth_nonce"];
    let whole = needed.iter().chain(&["oauth_signature"]).all(|name| times(name) == 1);
    (whole && times("oauth_token") == usize::from(with_token)).then_some(parameters)
}

/// The header that came, with these values where they are others.
fn rewritten(found: &str, parameters: &form::Pairs) -> String {
    let mut text = found.to_owned();
    for ((_, came), (_, value)) in pieces(found).unwrap_or_default().iter().zip(parameters) {
        // What is written in another way is the same value.
        let came = form::decode(came, false).unwrap_or_default();
        if !crate::scalar::same(came.as_bytes(), value.as_bytes()) {
            text.push('\0');
        }
    }
    text
}

/// RFC 5849, section 3.4.2.
fn signature(view: &View<'_>, own: &OAuth1<'_>, parameters: &form::Pairs) -> String {
    let key = format!("{}&{}", percent(own.consumer_secret), percent(own.token_secret));
    base64(&hmac_sha1(key.as_bytes(), &[base_string(view, own, parameters).as_bytes()]))
}

/// RFC 5849, section 3.4.1.
fn base_string(view: &View<'_>, own: &OAuth1<'_>, parameters: &form::Pairs) -> String {
    let settled = |name: &str, value: &str| match name {
        "oauth_consumer_key" => own.consumer_key.to_owned(),
        "oauth_token" => own.token.to_owned(),
        _ => value.to_owned(),
    };
    let kept = parameters.iter().filter(|(name, _)| name != "realm" && name != "oauth_signature");
    let mut pairs: form::Pairs =
        kept.map(|(name, value)| (percent(name), percent(&settled(name, value)))).collect();
    for (name, value) in view.query_pairs().into_iter().chain(view.form_body_pairs()) {
        pairs.push((percent(&name), percent(&value)));
    }
    pairs.sort_unstable();
    let joined: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!(
        "{}&{}&{}",
        percent(&view.method.to_ascii_uppercase()),
        percent(&base_uri(&view.url())),
        percent(&joined.join("&"))
    )
}

/// RFC 5849, section 3.4.1.2: lower-case scheme and host, no default port.
fn base_uri(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let (scheme, authority) = (scheme.to_ascii_lowercase(), authority.to_ascii_lowercase());
    let default = if scheme == "https" { ":443" } else { ":80" };
    format!("{scheme}://{}{path}", authority.strip_suffix(default).unwrap_or(&authority))
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;
    use crate::message::{Fresh, decode_request::view_of, view::Form};

    const OWN: OAuth1<'_> = OAuth1 {
        consumer_key: "9djdj82h48djs9d2",
        consumer_secret: "j49sk3j29djd",
        token: "kkk9d7dh3k39sjv7",
        token_secret: "dh893hdasih9",
    };

    #[test]
    fn the_base_string_is_that_of_the_standard() {
        // RFC 5849, section 3.4.1.1
        let header = r#"OAuth realm="Example", oauth_consumer_key="9djdj82h48djs9d2",
            oauth_token="kkk9d7dh3k39sjv7", oauth_signature_method="HMAC-SHA1",
            oauth_timestamp="137131201", oauth_nonce="7d8f3e4a", oauth_signature="bYT5CMsGcbgUdFHObYMEfcx6bsw%3D""#;
        let uri = "/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b";
        let request = Request::post(uri).header("Host", "EXAMPLE.COM:80").body(()).unwrap();
        let (parts, ()) = request.into_parts();
        let fresh = Fresh::default();
        let view = View { form: Form::Body, ..view_of("Request", &parts, b"c2&a3=2+q", None, &fresh) };
        let base = "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D\
                    %26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a\
                    %26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201\
                    %26oauth_token%3Dkkk9d7dh3k39sjv7";
        assert_eq!(base_string(&view, &OWN, &received(header, true).unwrap()), base);
    }

    #[test]
    fn what_is_no_header_of_oauth_has_no_parameters() {
        for header in ["", "Basic abc", "OAuth", "OAuth a=b", "OAuth oauth_nonce=\"a\"", "OAuth %zz=\"\""] {
            assert_eq!(received(header, true), None, "{header}");
        }
    }
}
