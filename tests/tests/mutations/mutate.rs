//! Changes to a message.

use wirewright_runtime::testing::Choices;

/// What an insertion may insert beside the long ones.
const SNIPPETS: [&[u8]; 44] = [
    b"\0",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"\\u0000",
    b"\n",
    b"\n\n",
    b"\r\n",
    b" ",
    b"<!DOCTYPE a [<!ENTITY e \"x\">]>",
    b"&e;",
    b"&#xD800;",
    b"&#0;",
    b"&#99999999999;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<?x ?>",
    b"<a xmlns:p=''/>",
    b" xmlns=\"urn:x\"",
    b" a='b'",
    b"</",
    b"null",
    b"{}",
    b"[]",
    b"\"",
    b"'",
    b",",
    b":",
    b"1e999",
    b"-0",
    b"0x1",
    b"NaN",
    b"%",
    b"%00",
    b"%ff",
    b"%2F%2e%2e",
    b"/../",
    b"&",
    b"=",
    b"?",
];

/// Headers that say what is not so, or what nobody expects.
const HEADERS: [&str; 28] = [
    "Content-Type: text/xml; charset=utf-16",
    "Content-Type: application/xml; charset=\"x\"",
    "Content-Type: application/json; charset=latin1",
    "Content-Type: text/html",
    "Content-Type: ",
    "Content-Type: application/soap+xml; action=",
    "Content-Type: application/x-www-form-urlencoded",
    "Content-Type: multipart/form-data; boundary=x",
    "Content-Type: ;;;=",
    "Content-Type: \u{e9}",
    "Accept: application/xml",
    "Accept: text/*;q=0.1, */*;q=0",
    "Accept: ;q=;q",
    "Accept: image/png",
    "Accept: text/html;q=1e9",
    "Content-Encoding: gzip",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked",
    "Expect: 100-continue",
    "SOAPAction: \"\"",
    "SOAPAction: x",
    "Prefer: example=nothing",
    "Prefer: example=\"",
    "Authorization: Basic !!",
    "Authorization: Basic azo=",
    "chargebee-request-origin-user-encoded: *",
    "Host: [::",
    "X-HTTP-Method-Override: DELETE",
];

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "OPTIONS", "X"];

/// Changes a message a few times. `others` are messages to splice it with.
pub(crate) fn mutate(mut message: Vec<u8>, others: &[Vec<u8>], choices: &mut Choices<'_>) -> Vec<u8> {
    for _ in 0..choices.below(7) {
        once(&mut message, others, choices);
    }
    message
}

fn place(len: usize, choices: &mut Choices<'_>) -> usize {
    (usize::from(choices.byte()) << 8 | usize::from(choices.byte())) % (len + 1)
}

/// A part of the message, mostly a short one.
fn slice(message: &[u8], choices: &mut Choices<'_>) -> std::ops::Range<usize> {
    let start = place(message.len(), choices);
    let len =
        if choices.below(8) == 7 { place(message.len(), choices) } else { usize::from(choices.below(16)) };
    start..(start + len).min(message.len())
}

fn once(message: &mut Vec<u8>, others: &[Vec<u8>], choices: &mut Choices<'_>) {
    match choices.below(12) {
        0 => {
            let at = place(message.len(), choices);
            let bit = 1 << choices.below(8);
            message.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= bit);
        }
        1 => {
            let (at, value) = (place(message.len(), choices), choices.byte());
            message.iter_mut().skip(at).take(1).for_each(|byte| *byte = value);
        }
        2 => {
            let part = slice(message, choices);
            message.drain(part);
        }
        3 | 4 => insert(message, SNIPPETS[usize::from(choices.byte()) % SNIPPETS.len()], choices),
        5 => {
            let long = long(choices);
            insert(message, &long, choices);
        }
        6 => message.truncate(place(message.len(), choices)),
        7 => {
            let part = message[slice(message, choices)].repeat(usize::from(1 + choices.below(20)));
            insert(message, &part, choices);
        }
        8 => {
            let other = &others[usize::from(choices.byte()) % others.len()];
            let part = other[slice(other, choices)].to_vec();
            let own = slice(message, choices);
            message.splice(own, part);
        }
        9 => header(message, HEADERS[usize::from(choices.byte()) % HEADERS.len()]),
        10 => charset(message, choices),
        _ => {
            let end = message.iter().position(|&byte| byte == b' ').unwrap_or(0);
            let method = METHODS[usize::from(choices.below(6))];
            message.splice(..end, method.bytes());
        }
    }
}

fn insert(message: &mut Vec<u8>, what: &[u8], choices: &mut Choices<'_>) {
    let at = place(message.len(), choices);
    message.splice(at..at, what.iter().copied());
}

/// Something that nests deep or goes on for long.
fn long(choices: &mut Choices<'_>) -> Vec<u8> {
    let piece: &[u8] = match choices.below(10) {
        0 => b"[",
        1 => b"{\"a\":",
        2 => b"<a>",
        3 => b"<a b='",
        4 => b"9",
        5 => b"&a=b",
        6 => b".a",
        7 => b"&amp;",
        8 => b"\"x\":1,",
        _ => b"<!--",
    };
    piece.repeat(1 << choices.below(13))
}

/// Puts a header in the place of those of its name.
fn header(message: &mut Vec<u8>, header: &str) {
    let name = header.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let end = message.windows(2).position(|pair| pair == b"\n\n").unwrap_or(message.len());
    let mut lines: Vec<&[u8]> = message[..end].split(|&byte| byte == b'\n').collect();
    lines.retain(|line| !line.to_ascii_lowercase().starts_with(name.as_bytes()));
    lines.push(header.as_bytes());
    let head = lines.join(&b'\n');
    message.splice(..end, head);
}

/// Writes the body in another charset, with or without a word of it.
fn charset(message: &mut Vec<u8>, choices: &mut Choices<'_>) {
    let Some(end) = message.windows(2).position(|pair| pair == b"\n\n") else { return };
    let body = String::from_utf8_lossy(&message[end + 2..]).into_owned();
    let little = choices.below(2) == 0;
    let units = body.encode_utf16();
    let bytes = units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
    let mark: &[u8] = match (choices.below(2), little) {
        (0, _) => b"",
        (_, true) => b"\xff\xfe",
        (_, false) => b"\xfe\xff",
    };
    let body: Vec<u8> = mark.iter().copied().chain(bytes).collect();
    message.truncate(end + 2);
    message.extend(body);
}
