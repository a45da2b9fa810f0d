//! The keys of members and of types.

use super::grammar::{Form, Key, Mapping, ScalarForm, mapping};
use super::kinds::{Kinds, Names, Short, Text};
use super::language::{NAME, REMARKS, Remarks, TYPE, WORDS};
use super::notations;
use super::words::{Empty, ListForm};

const MEMBER: Form = TYPE.or(Form::keys(&Member::MAPPING));
pub(super) const MEMBERS: Form = Form::names(&MEMBER);
pub(super) const LISTS: Form = Form::scalar(ScalarForm::Words(&[
    ("repeated", "As in `a=1&a=2`."),
    ("brackets", "As in `a[]=1`."),
    ("indexed", "As in `a[0]=1`."),
    ("joined", "As in `a=1,2`."),
    ("numbered", "As in `a1=1`."),
    ("columns", "As in `a[name][0]=1`."),
]));

/// The members of a type, or the inputs of an operation, by the page's names.
pub type Members = Names<Short<Member>>;

mapping! {
    /// A member of a type, or an input of an operation.
    Member, "a member" {
        /// Its type: words of presence, then the type, then its form.
        "type" type_: Text = TYPE, required;
        /// What it is, in your own words.
        "about" about: Option<Text> = Form::TEXT;
        /// Its form in single encodings, over the one of `type`.
        "as" as_: Option<MemberForms> = Form::keys(&MemberForms::MAPPING);
        /// A value that says that there is none, `-1` or an empty text say. In Rust it is `None`.
        "none" none: Option<Text> = Form::TEXT;
        /// What the whole text matches: a regular expression in the notation of Rust's `regex`.
        "pattern" pattern: Option<Text> = Form::TEXT;
        /// What a server takes when a request leaves it out.
        "default" default: Option<Text> = Form::TEXT;
        /// An expression that gives the value; nobody types it in: `basic(user, password)`, `now as unix`, `hex(hmac_sha256(secret, method + path + body))`, `held.token`. In an answer, the input that it repeats. In a type, it is computed wherever an input holds the type, from credentials, held values, the time and nonces.
        "value" value: Option<Text> = Form::scalar(ScalarForm::Grammar(&notations::EXPRESSION));
        /// Answers: the name under which a client keeps the value, for the `held.NAME` of later requests.
        "hold" hold: Option<Text> = NAME;
        /// Its name as it travels, where neither the page's name nor a rule of names is right.
        "wire" wire: Option<Text> = Form::TEXT;
        /// Further names by which it is read; or, of an input, further places in which a server reads it, with its name there. A client writes the first.
        "also" also: Option<Kinds<Text, Places>> = Form::TEXT.or(WORDS).or(Form::keys(&Places::MAPPING));
        /// Headers: the header that this one stands in for where the value is not plain ASCII. A server that gets this one alone has its value for both.
        "instead_of" instead_of: Option<Text> = NAME;
        /// How it looks in XML.
        "xml" xml: Option<MemberXml> = Form::keys(&MemberXml::MAPPING);
        /// What a block of a SOAP header says of itself.
        "soap" soap: Option<MemberSoap> = Form::keys(&MemberSoap::MAPPING);
        /// How its list is written in forms and queries.
        "form" form: Option<MemberForm> = Form::keys(&MemberForm::MAPPING);
        /// Inputs: how it looks as a part of a body of several parts.
        "part" part: Option<MemberPart> = Form::keys(&MemberPart::MAPPING);
        /// Its name in Rust, where the derived one is wrong.
        "rust" rust: Option<Text> = NAME;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// Further places in which a server reads an input, each with its name there.
    Places, "further places" {
        /// As a query parameter.
        "query" query: Option<Text> = Form::TEXT;
        /// As a header.
        "headers" headers: Option<Text> = Form::TEXT;
        /// As a member of the body.
        "input" input: Option<Text> = Form::TEXT;
    }
}

mapping! {
    /// The forms of a member that is written differently in different encodings, each as it would stand behind `as`.
    MemberForms, "a member's forms" {
        /// In JSON.
        "json" json: Option<Text> = Form::TEXT;
        /// In XML and in SOAP.
        "xml" xml: Option<Text> = Form::TEXT;
        /// In forms, queries, paths and headers.
        "form" form: Option<Text> = Form::TEXT;
    }
}

mapping! {
    /// How a member's list is written in forms and queries, where it differs from what the profile says.
    MemberForm, "a member's form" {
        /// How the list is written, in the words of a profile.
        "list" list: Option<ListForm> = LISTS;
        /// In place of `list`, the names of what is in its items: `{n}` is the number of the item, `{member}` the name of its member. A list in such an item has two numbers, that of the item around it first.
        "name" name: Option<Text> = Form::TEXT;
        /// The index of the first item; 0 by default, and 1 for numbered names.
        "first" first: Option<Text> = Form::scalar(ScalarForm::Grammar(&notations::NUMBER));
        /// What stands between the items of a joined list; a comma by default.
        "separator" separator: Option<Text> = Form::TEXT;
    }
}

mapping! {
    /// How a member looks as a part of a body of several parts, where it is not its text, or bytes of any media type.
    MemberPart, "a member's part" {
        /// The profile that it is written in, `json` say: for values with members, lists of them, and `any`.
        "as" as_: Option<Text> = NAME;
        /// The media types that it may have, the first one by default. Others are refused.
        "media" media: Option<Vec<Text>> = WORDS;
        /// The file name of bytes that a caller gives none.
        "name" name: Option<Text> = Form::TEXT;
    }
}

mapping! {
    /// What a block of a SOAP header says of itself.
    MemberSoap, "a block's SOAP" {
        /// Whether a receiver that does not understand it must refuse the message.
        "must-understand" must_understand: Option<bool> = Form::scalar(ScalarForm::Flag);
        /// Whom it is for: the actor of SOAP 1.1, the role of SOAP 1.2.
        "actor" actor: Option<Text> = Form::TEXT;
    }
}

mapping! {
    /// How a member looks in XML.
    MemberXml, "a member's XML" {
        /// Its name, as `namespace:Name` or `Name`; `@Name` is an attribute, `.` the text of the element.
        "name" name: Option<Text> = Form::TEXT;
        /// A list's items or a map's entries: the name of each; `flat` lets them stand without an element around them. `{key}` names the element of an entry by its key. An entry is called `entry` by default.
        "item" item: Option<Text> = Form::TEXT;
        /// Where in its entry a map's key stands: `@Name` for an attribute, `Name` for an element, `.` for the text of the entry; an element `key` by default.
        "key" key: Option<Text> = Form::TEXT;
        /// Where in its entry a map's value stands, as `key`; `.` makes the entry itself the element of the value. An element `value` by default, and `.` where the key names the entry.
        "value" value: Option<Text> = Form::TEXT;
        /// What becomes of an empty list or map: `write` an empty element, or `omit` it.
        "empty" empty: Option<Empty> = Form::scalar(ScalarForm::Words(&[("write", "As an empty element."), ("omit", "Not at all.")]));
    }
}

mapping! {
    /// A type of the page: members, values, one of several types, or another type under this name.
    Type, "a type" {
        /// What it is, in your own words.
        "about" about: Option<Text> = Form::TEXT;
        /// The type that this is another name for; beside `values`, what they are: `string`, or a type of whole numbers.
        "type" type_: Option<Text> = TYPE;
        /// The type whose members come before its own.
        "base" base: Option<Text> = NAME;
        /// Its members.
        "members" members: Option<Members> = MEMBERS;
        /// In a plain text: what always stands there and `{member}`s between, each up to the next text, as `OK: {session}`. What stands in square brackets at the end may be missing as a whole.
        "layout" layout: Option<Text> = Form::scalar(ScalarForm::Grammar(&notations::LAYOUT));
        /// Its values, in a list, or each with what it means. Values that are not listed are kept as they come.
        "values" values: Option<Kinds<Text, Names<Short<ListedValue>>>> = WORDS.or(Form::names(&Form::TEXT.or(Form::keys(&ListedValue::MAPPING))));
        /// The types that a value may be of, each with `members`: in a list, or by what the tag says of each. A value of another type is kept as it came.
        "variants" variants: Option<Kinds<Text, Names<Text>>> = WORDS.or(Form::names(&TYPE));
        /// What tells which of the `variants` a value is: the name of a member, `outer` for an object around the value that names its type, or each encoding's own.
        "tag" tag: Option<Short<TypeTag>> = Form::TEXT.or(Form::keys(&TypeTag::MAPPING));
        /// Whether values that are not among the `values`, or are of a type that is not among the `variants`, are refused.
        "closed" closed: Option<bool> = Form::scalar(ScalarForm::Flag);
        /// How it looks in JSON.
        "json" json: Option<TypeJson> = Form::keys(&TypeJson::MAPPING);
        /// How it looks in XML.
        "xml" xml: Option<TypeXml> = Form::keys(&TypeXml::MAPPING);
        /// Its name in Rust, where the derived one is wrong.
        "rust" rust: Option<Text> = NAME;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// A value of an enumeration.
    ListedValue, "a value" {
        /// What it means, in your own words.
        "about" about: Option<Text> = Form::TEXT;
        /// Its name in Rust, where the derived one is wrong.
        "rust" rust: Option<Text> = NAME;
    }
}

mapping! {
    /// What tells the type of a value, where encodings differ in it.
    TypeTag, "a tag" {
        /// In JSON, forms and queries: the name of a member, or `outer`.
        "json" json: Option<Text> = Form::TEXT;
        /// In XML: `xsi:type`, `@Name` for an attribute, `outer` for the element inside, or `element` for the value's own, in place of its member's or its item's. `xsi:type` by default, `outer` where JSON has it.
        "xml" xml: Option<Text> = Form::TEXT;
    }
}

mapping! {
    /// How a type looks in JSON.
    TypeJson, "a type's JSON" {
        /// Whether the members stand in a list, in their order and without their names: `["BTC", 7]`. Those at the end that are absent are left out, others are null.
        "list" list: Option<bool> = Form::scalar(ScalarForm::Flag);
    }
}

mapping! {
    /// How a type looks in XML.
    TypeXml, "a type's XML" {
        /// The element of a whole document, as `namespace:Name` or `Name`.
        "root" root: Option<Text> = Form::TEXT;
        /// Another name for a list or a map: the element around each item or entry of a whole document, as `namespace:Name` or `Name`; `{key}` names that of an entry by its key.
        "item" item: Option<Text> = Form::TEXT;
        /// Another name for a map: where in an entry of a whole document the key stands, as a member says it.
        "key" key: Option<Text> = Form::TEXT;
        /// Another name for a map: where in an entry of a whole document the value stands, as a member says it.
        "value" value: Option<Text> = Form::TEXT;
        /// Every member in the order in which XML has them, as `namespace:Name` or `Name`.
        "order" order: Option<Vec<Text>> = WORDS;
    }
}
