//! Credentials on a command line, `--credential NAME=VALUE`.

/// The credentials that were given, of those that a service has.
#[derive(Clone, Debug)]
pub struct Credentials {
    names: Vec<&'static str>,
    given: Vec<(String, crate::Secret)>,
}

impl Credentials {
    /// Checks the names; `given` are texts of the form `NAME=VALUE`.
    pub(super) fn new(names: &[&'static str], given: &[String]) -> Result<Self, String> {
        let mut pairs: Vec<(String, crate::Secret)> = Vec::new();
        for text in given {
            let Some((name, value)) = text.split_once('=') else {
                return Err("--credential takes NAME=VALUE".to_owned());
            };
            // `Client_Key` and `client-key` are `client_key`.
            let plain = name.replace('-', "_").to_lowercase();
            if !names.contains(&plain.as_str()) {
                let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                return Err(format!(
                    "there is no credential `{}`; the service has {known}",
                    name.escape_debug()
                ));
            }
            pairs.push((plain, value.into()));
        }
        let missing: Vec<&str> =
            names.iter().filter(|name| !pairs.iter().any(|(own, _)| own == *name)).copied().collect();
        if !pairs.is_empty() && !missing.is_empty() {
            return Err(format!("--credential is missing for {}", missing.join(", ")));
        }
        Ok(Self { names: names.to_vec(), given: pairs })
    }

    /// Whether every credential was given; otherwise none was.
    #[must_use]
    pub fn all(&self) -> bool {
        !self.names.is_empty() && !self.given.is_empty()
    }

    /// Requests must prove themselves if credentials were given.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn verification<C>(&self, credentials: C) -> crate::server::Verification<C> {
        if self.all() {
            crate::server::Verification::Required(credentials)
        } else {
            crate::server::Verification::Skipped
        }
    }

    /// The value of a credential; empty if it was not given.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.given.iter().rev().find(|(own, _)| own == name).map_or("", |(_, value)| value.expose())
    }
}
