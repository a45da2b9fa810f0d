//! Members in the headers of a message (RFC 9110, section 5).

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::form::{self, Pairs};
use crate::json::absent;
use crate::walk::{Member, Notes, PairStyle, Record, Value};

/// Adds the headers that hold a member: one, none where it is absent, or one an item where
/// the table says nothing of how its list is written.
pub(super) fn add(
    name: &str,
    member: &Member,
    value: &dyn Value,
    out: &mut HeaderMap,
) -> Result<(), EncodeError> {
    let mut pairs = Pairs::new();
    write(name, member, value, &mut pairs)?;
    for (name, text) in pairs {
        let (name, value) = header(&name, &text)?;
        out.append(name, value);
    }
    Ok(())
}

/// Adds the names and texts of the headers that hold a member.
pub(super) fn write(
    name: &str,
    member: &Member,
    value: &dyn Value,
    out: &mut Pairs,
) -> Result<(), EncodeError> {
    if member.list.is_none() {
        return form::write_styled(name, member, PairStyle::PLAIN, value, out);
    }
    let mut texts = Pairs::new();
    form::write_styled(name, &each(member), PairStyle::PLAIN, value, &mut texts)?;
    let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
    let text = texts.join(", ");
    // A comma, or a quote that is left open, would make other items of them.
    if !items(&text).into_iter().eq(&texts) {
        return Err(EncodeError::new("the items would be read as others in a header").within(name));
    }
    out.extend((!texts.is_empty()).then(|| (name.to_owned(), text)));
    Ok(())
}

/// A header that every peer reads as it was meant.
pub(super) fn header(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), EncodeError> {
    let invalid = || {
        EncodeError::new("a header takes visible ASCII characters and blanks between them only").within(name)
    };
    // The HTTP library lets bytes beyond ASCII pass, which every peer reads its own way.
    let visible = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    // Whoever reads it drops blanks around it (RFC 9110, section 5.5).
    let whole = text.trim_ascii().len() == text.len();
    let value = HeaderValue::from_str(text).ok().filter(|_| visible && whole).ok_or_else(invalid)?;
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
    Ok((name, value))
}

/// The text of a header's line.
pub(super) fn text<'v>(name: &str, value: &'v HeaderValue) -> Result<&'v str, DecodeError> {
    std::str::from_utf8(value.as_bytes()).map_err(|_| {
        let found = String::from_utf8_lossy(value.as_bytes()).into_owned();
        DecodeError::new(DecodeErrorKind::Invalid { expected: "a header in UTF-8", found }, name.to_owned())
    })
}

/// A member, and the entries that it has in a header: the items, where it is a list.
pub(super) fn entries<'e>(
    member: &Member,
    entries: Vec<(&'e str, &'e str)>,
) -> (Member, Vec<(&'e str, &'e str)>) {
    if member.list.is_none() {
        return (each(member), entries);
    }
    let items =
        entries.into_iter().flat_map(|(name, text)| items(text).into_iter().map(move |own| (name, own)));
    (each(member), items.collect())
}

/// Reads the members of a record that are headers of an answer, each by its name.
///
/// # Errors
/// One is missing, or holds what is no such value.
pub fn read(
    headers: &HeaderMap,
    only: &[usize],
    into: &mut dyn Record,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    for &index in only {
        let member = &into.shape().members[index];
        let names = [member.name].into_iter().chain(member.also.iter().copied());
        let lines = names.flat_map(|name| headers.get_all(name)).map(|value| text(member.name, value));
        let lines = lines.map(|line| Ok(("", line?))).collect::<Result<Vec<_>, DecodeError>>()?;
        let (own, found) = entries(member, lines);
        if !found.is_empty() {
            form::read_value(&own, found, into.member_mut(index), notes)?;
        } else if !into.member(index).is_empty_list() {
            absent(member, notes).map_err(|kind| DecodeError::new(kind, notes.path()))?;
        }
    }
    Ok(())
}

/// The member without a way to write its list as one text.
fn each(member: &Member) -> Member {
    Member { list: None, ..*member }
}

/// The items of a list (RFC 9110, section 5.6.1); a comma between quotes is a letter.
fn items(text: &str) -> Vec<&str> {
    let (mut items, mut begin, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b',' if !quoted => {
                items.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
    }
    items.push(&text[begin..]);
    items.into_iter().map(|own| own.trim_matches([' ', '\t'])).filter(|own| !own.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_between_quotes_is_no_end() {
        assert_eq!(items(r#" a ,, "b, c" , W/"d\",e",f"#), ["a", r#""b, c""#, r#"W/"d\",e""#, "f"]);
        assert_eq!(items(r#""open, f"#), [r#""open, f"#]);
        assert!(items(" , ").is_empty());
    }

    #[test]
    fn what_would_be_read_as_something_else_is_not_written() {
        const TAGS: Member = Member::optional("Tags").list(crate::walk::ListStyle::Joined { separator: "," });
        let write = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|&own| own.to_owned()).collect();
            let mut out = HeaderMap::new();
            add("Tags", &TAGS, &texts, &mut out).map(|()| {
                out.get_all("tags")
                    .into_iter()
                    .map(|own| own.to_str().unwrap().to_owned())
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(write(&["a", r#""b,c""#]).unwrap(), [r#"a, "b,c""#]);
        assert!(write(&[]).unwrap().is_empty());
        for text in ["", "a,b", " a", r#"a"b"#, "\u{e9}", "a\nb"] {
            assert!(write(&[text, "z"]).is_err(), "{text:?}");
        }
    }
}
