//! Where a service is.

use std::fmt;
use std::str::FromStr;

/// The address that an operation's path is appended to: `https://host:port/prefix`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BaseUrl(String);

/// A text that cannot serve as a base address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BaseUrlError {
    text: String,
    problem: &'static str,
}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no base address: {}", self.text.escape_debug(), self.problem)
    }
}

impl std::error::Error for BaseUrlError {}

impl BaseUrl {
    /// The address of a path, which may but need not begin with a slash.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}/{}", self.0, path.strip_prefix('/').unwrap_or(path))
    }

    /// The address, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    /// # Errors
    /// The text is no absolute `http` or `https` address, or it has a query, a
    /// fragment, or a user name, which belongs into credentials.
    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        let problem = |problem| BaseUrlError { text: without_user(text), problem };
        let uri: http::Uri = text.parse().map_err(|_| problem("it is not a URL"))?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(problem("it must begin with http:// or https://"));
        }
        let authority = uri.authority().ok_or_else(|| problem("it has no host"))?;
        if authority.host().is_empty() {
            return Err(problem("it has no host"));
        }
        if authority.as_str().contains('@') {
            return Err(problem("a user name in it would end up in logs; use credentials"));
        }
        if authority.as_str().len() > authority.host().len() && authority.port_u16().is_none() {
            return Err(problem("its port is no number from 0 to 65535"));
        }
        if text.contains(['?', '#']) {
            return Err(problem("it has a query or a fragment"));
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

/// The text without anything that could be a password.
fn without_user(text: &str) -> String {
    match text.rsplit_once('@') {
        Some((_, rest)) => format!("…@{rest}"),
        None => text.to_owned(),
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address on its way to a client, which checks it when it is built.
#[derive(Clone, Debug)]
pub struct Address(Result<String, BaseUrlError>);

impl Address {
    /// The address of a template such as `https://{site}.example.com` with these
    /// values in it. A value that is empty or holds more than letters, digits and
    /// `-._~` would be another host, and is told by [`Address::check`].
    #[must_use]
    pub fn filled(template: &str, variables: &[(&'static str, &str)]) -> Self {
        let mut text = template.to_owned();
        for (name, value) in variables {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            let problem = if value.is_empty() {
                Some("a variable of it has no value")
            } else if !value.bytes().all(plain) {
                Some("a variable of it has a value that cannot stand there")
            } else {
                None
            };
            if let Some(problem) = problem {
                return Self(Err(BaseUrlError { text: format!("{{{name}}}"), problem }));
            }
            text = text.replace(&format!("{{{name}}}"), value);
        }
        Self(Ok(text))
    }

    /// The base address.
    ///
    /// # Errors
    /// A variable has no good value, or the address cannot serve as a base.
    pub fn check(self) -> Result<BaseUrl, BaseUrlError> {
        self.0?.parse()
    }
}

impl From<&str> for Address {
    fn from(text: &str) -> Self {
        Self(Ok(text.to_owned()))
    }
}

impl From<String> for Address {
    fn from(text: String) -> Self {
        Self(Ok(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_appended_with_one_slash() {
        let base: BaseUrl = "http://127.0.0.1:8080/api/v2/".parse().unwrap();
        assert_eq!(base.join("/a"), "http://127.0.0.1:8080/api/v2/a");
        assert_eq!(base.join("a"), "http://127.0.0.1:8080/api/v2/a");
    }

    #[test]
    fn what_is_no_base_address_is_refused() {
        for text in [
            "",
            "/a",
            "a.b",
            "ftp://a.b",
            "http://",
            "http://a.b?x",
            "http://a.b#x",
            "http://u:p@a.b",
            "http://a b",
            "http://a.b:x",
            "http://a.b:70000",
            "http://a.b:",
            "http://:80",
        ] {
            assert!(text.parse::<BaseUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_variable_cannot_leave_its_place() {
        let filled = |site| Address::filled("https://{site}.example.com/{site}", &[("site", site)]).check();
        assert_eq!(filled("a").unwrap().as_str(), "https://a.example.com/a");
        for site in ["", "evil.test/", "a@b", "a:1", "a#", "a?", "a b", "{site}", "é"] {
            assert!(filled(site).is_err(), "{site}");
        }
    }

    #[test]
    fn a_password_does_not_reach_the_message() {
        let error = "http://user:pass@host".parse::<BaseUrl>().unwrap_err();
        assert!(!error.to_string().contains("pass@"), "{error}");
    }
}
