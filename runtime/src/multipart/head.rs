//! The headers of a part.

use std::borrow::Cow;

/// What the headers of a part say.
#[derive(Debug, Default)]
pub(crate) struct Head<'b> {
    /// The name of the member.
    pub(crate) name: String,
    /// The name of the file, if there is one.
    pub(crate) file_name: Option<String>,
    /// The media type with its parameters.
    pub(crate) content_type: Option<Cow<'b, str>>,
    /// How the content is encoded on its way.
    pub(super) transfer: Option<Cow<'b, str>>,
}

/// How long the headers of one part may be.
pub(super) const LONGEST: usize = 8 << 10;

impl<'b> Head<'b> {
    /// Reads the headers; what is wrong with them where they are none.
    pub(super) fn read(block: &'b [u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(block).map_err(|_| "the headers of a part are not UTF-8")?;
        let mut head = Self::default();
        let mut disposition: Option<Cow<'b, str>> = None;
        for (name, value) in fields(text)? {
            let place = match name.to_ascii_lowercase().as_str() {
                "content-disposition" => &mut disposition,
                "content-type" => &mut head.content_type,
                "content-transfer-encoding" => &mut head.transfer,
                _ => continue,
            };
            if place.replace(value).is_some() {
                return Err(format!("a part has two headers `{}`", name.escape_debug()));
            }
        }
        let Some(disposition) = disposition else {
            return Err("a part has no header `Content-Disposition`".to_owned());
        };
        let mut parameters = parameters(&disposition)?;
        let mut take = |name: &str| {
            let at = parameters.iter().position(|(own, _)| own.eq_ignore_ascii_case(name))?;
            Some(parameters.swap_remove(at).1)
        };
        head.name = take("name").ok_or("a part has no name")?;
        let plain = take("filename");
        // Browsers escape quotes, and only them can be told from what was there before.
        head.file_name = match take("filename*") {
            Some(extended) => {
                Some(self::extended(&extended).ok_or("a `filename*` is not encoded as RFC 8187 says")?)
            }
            None => plain.map(|own| own.replace("%22", "\"")),
        };
        Ok(head)
    }

    /// The media type without parameters.
    pub(crate) fn essence(&self) -> Option<&str> {
        let own = self.content_type.as_deref()?;
        Some(own.split(';').next().unwrap_or_default().trim_ascii()).filter(|own| !own.is_empty())
    }

    /// The charset that a text says it has.
    pub(super) fn charset(&self) -> Option<&str> {
        self.content_type.as_deref()?.split(';').skip(1).find_map(|own| {
            let (name, value) = own.split_once('=')?;
            let is = name.trim_ascii().eq_ignore_ascii_case("charset");
            is.then(|| value.trim_ascii().trim_matches('"'))
        })
    }

    /// Whether it is a field for a file in which none was chosen: browsers send such.
    pub(super) fn is_unchosen(&self) -> bool {
        self.file_name.as_deref() == Some("")
    }
}

/// Names and values; a line that begins with a blank goes on with the one before.
fn fields(text: &str) -> Result<Vec<(&str, Cow<'_, str>)>, String> {
    let mut fields: Vec<(&str, Cow<'_, str>)> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = fields.last_mut()
        {
            let value = value.to_mut();
            value.push(' ');
            value.push_str(line.trim_ascii());
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(format!("a part has the line `{}` among its headers", excerpt(line)));
        };
        fields.push((name.trim_ascii_end(), Cow::Borrowed(value.trim_ascii())));
    }
    Ok(fields)
}

fn excerpt(line: &str) -> String {
    line.chars().take(40).flat_map(char::escape_debug).collect()
}

/// The parameters of a disposition; a name that is there twice is refused.
fn parameters(disposition: &str) -> Result<Vec<(&str, String)>, String> {
    let mut found: Vec<(&str, String)> = Vec::new();
    let mut rest = disposition.find(';').map_or("", |at| &disposition[at..]);
    loop {
        rest = rest.trim_start_matches([';', ' ', '\t']);
        if rest.is_empty() {
            return Ok(found);
        }
        let end = rest.find(['=', ';']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(after) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let after = after.trim_start_matches([' ', '\t']);
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted).ok_or("a quoted text in the headers of a part has no end")?,
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim_ascii_end().to_owned(), &after[end..])
            }
        };
        let name = name.trim_ascii();
        if found.iter().any(|(own, _)| own.eq_ignore_ascii_case(name)) {
            return Err(format!("a part says `{}` twice", excerpt(name)));
        }
        found.push((name, value));
        rest = after;
    }
}

/// A quoted text, and what follows it. A backslash escapes quotes and itself (RFC 2183 by way
/// of RFC 822); before anything else it is one, as browsers send it.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, own)) = letters.next() {
        match own {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => match letters.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, escaped)) => value.push(escaped),
                None => value.push('\\'),
            },
            own => value.push(own),
        }
    }
    None
}

/// `UTF-8''n%C3%A4me.txt` (RFC 8187, section 3.2).
fn extended(text: &str) -> Option<String> {
    let (charset, rest) = text.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let [first, after @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let digits = std::str::from_utf8(after.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?);
        rest = &after[2..];
    }
    super::transfer::text(Cow::Owned(bytes), Some(charset)).ok().map(Cow::into_owned)
}
