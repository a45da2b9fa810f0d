//! The texts that have a grammar of their own.

use super::grammar::Notation;

/// The name of a service.
pub(super) const SERVICE: Notation = Notation {
    name: "a name of lower-case words joined by hyphens",
    about: "Lower-case words of letters and digits, joined by hyphens.",
    examples: &["shop", "corner-shop"],
};

/// What a value is.
pub(super) const TYPE: Notation = Notation {
    name: "a type",
    about: "`required`, `optional` or `expected`; `nullable`; `list of`, `map of`, or `map of` the type of the keys and `to`; then `string`, `boolean`, `float`, \
            `double`, `decimal`, `int8` to `int64`, `uint8` to `uint64`, `bytes`, `guid`, `datetime`, `date`, `time`, \
            `any`, or a name under `types`; behind `list`, `map` and the name a range such as `..50`; then `as` and a form, \
            which for values with members, lists, maps and `any` is `json` or `xml`: a document in a text, and for \
            types with a `layout` also `text`; then, for a list that is one text, `joined by` and `comma`, `line`, \
            `space`, `tab`, or what stands between its items.",
    examples: &[
        "string",
        "required int64",
        "optional nullable list of string",
        "datetime as unix",
        "map of decimal",
        "map 1..5 of guid to string",
        "string 1..50",
        "boolean as yes/no",
        "optional any as json",
        "list of int32 joined by comma",
        "list of date as compact joined by ;",
    ],
};

/// Whether a value is there.
pub(super) const PRESENCE: Notation = Notation {
    name: "words of presence",
    about: "`required`, `optional` or `expected`, and `nullable`.",
    examples: &["optional", "required", "optional nullable"],
};

/// How an operation travels.
pub(super) const LINE: Notation = Notation {
    name: "a request line",
    about: "The method, or several joined by `|`; the path and the query with their inputs in braces; then `as` \
            and the profiles of the body; then `->` and the profiles of the answer. `json`, `xml`, `form`, \
            `text`, `bytes`, `multipart`, `soap11`, `soap12` and `empty` are built in.",
    examples: &[
        "GET /orders/{id}?expand={expand} -> json",
        "POST /orders as json|form -> json",
        "POST /{operation}.asmx as soap11",
    ],
};

/// What tells an outcome.
pub(super) const CONDITION: Notation = Notation {
    name: "a condition",
    about: "`status in` and statuses, classes or ranges of them; a member of the answer, `in`, and values; `has` or \
            `lacks` and a member; `body in` or `body starts` and texts; `empty`; `fault in` and codes.",
    examples: &[
        "status in 404 5xx 400-499",
        "Ack in Failure PartialFailure",
        "has error",
        "lacks receipt.id",
        "body starts 'ERR:'",
        "body in OK DONE",
        "empty",
        "fault in Client",
    ],
};

/// How a value is computed.
pub(super) const EXPRESSION: Notation = Notation {
    name: "an expression",
    about: "Parts of the message such as `body`, `method` and `path`, texts in quotes, inputs, names of \
            `credentials`, `now`, `nonce` and `held.NAME`, joined by `+`; functions such as `sha256`, `hmac_sha256`, \
            `hex`, `base64`, `pairs` and `basic(user, password)`. In an `output`, the input that the answer repeats.",
    examples: &[
        "hex(sha256(body + key))",
        "basic(api_key, \"\")",
        "\"Bearer \" + token",
        "hex(hmac_sha256(secret, method + path + body))",
        "now as unix",
    ],
};

/// How members stand in a plain text.
pub(super) const LAYOUT: Notation = Notation {
    name: "a layout such as `OK: {session}`",
    about: "Texts, and members in braces between them; at the end, in square brackets, what may be missing as a whole.",
    examples: &["OK: {session}", "OK: {session}[ until {until}]"],
};

/// How often a request may be sent again.
pub(super) const RETRY: Notation = Notation {
    name: "a retry such as `2 times`",
    about: "How often; then, where that is not always so, `if` and a condition.",
    examples: &["2 times", "2 times if status in 503"],
};

/// Where something begins to count.
pub(super) const NUMBER: Notation =
    Notation { name: "a whole number", about: "Digits, and nothing else.", examples: &["0", "1"] };
