//! The spec language, version 1: every mapping and every key.

use super::grammar::{Form, Key, Mapping, ScalarForm, mapping};
use super::kinds::{Conditions, Kinds, Names, Short, Source, Text};
use super::members::{LISTS, MEMBERS, Members, Type};
use super::notations;
use super::words::{Between, CredentialType, Elements, ListForm, Match, NameStyle, Nested, Order, STYLE};

pub(super) const WORDS: Form = Form::list(&Form::TEXT);
pub(super) const TYPE: Form = Form::scalar(ScalarForm::Grammar(&notations::TYPE));
pub(super) const NAME: Form = Form::TEXT;
pub(super) const REMARKS: Form = Form::TEXT.or(Form::remarks());
const LINE: Form = Form::scalar(ScalarForm::Grammar(&notations::LINE));
const BINDING: Form = LINE.or(Form::keys(&Binding::MAPPING));
const CONDITION: Form = Form::scalar(ScalarForm::Grammar(&notations::CONDITION));
const CONDITIONS: Form = CONDITION.or(Form::list(&CONDITION));
const CREDENTIALS: Form = Form::names(&TYPE.or(Form::keys(&Credential::MAPPING)));
const FRAME: Form = Form::TEXT.or(Form::names(&Form::TEXT));
const PROFILES: Form = Form::names(&Form::keys(&Profile::MAPPING));
const OPERATIONS: Form = Form::names(&Form::keys(&Operation::MAPPING));
const TYPES: Form = Form::names(&TYPE.or(Form::keys(&Type::MAPPING)));
const FAILURE: Form = CONDITION.or(Form::keys(&Failure::MAPPING));

/// Why a fact is in the spec that is not on the page: one text for the whole
/// mapping, or one for each key that it is about.
pub type Remarks = Short<Names<Text>>;

mapping! {
    /// One service: where it is, what can be said to it, and how that travels.
    Document, "a spec" {
        /// The version of the language, 1.
        "wirewright" wirewright: Text = Form::scalar(ScalarForm::Words(&[("1", "The only version so far.")])), required;
        /// The service's name: lower-case words joined by hyphens. It names the generated crates.
        "service" service: Text = Form::scalar(ScalarForm::Grammar(&notations::SERVICE)), required;
        /// The service's name for people.
        "title" title: Option<Text> = Form::TEXT;
        /// What a reader should know first, in your own words.
        "about" about: Option<Text> = Form::TEXT;
        /// The page, or the pages, that the spec was transcribed from.
        "source" source: Source = Form::TEXT.or(WORDS), required;
        /// Addresses of the service, in a list or by name. `{variable}` is the caller's to give. Without any, the caller gives the whole base address.
        "servers" servers: Option<Kinds<Text, Names<Text>>> = WORDS.or(Form::names(&Form::TEXT));
        /// What signatures and other computed values are computed with. A server needs the same ones.
        #[serde(default)]
        "credentials" credentials: Names<Short<Credential>> = CREDENTIALS;
        /// Files that hold more of the spec, in folders below it. Each is as if it were written here.
        #[serde(default)]
        "include" include: Vec<Text> = WORDS;
        /// Short names for XML namespaces.
        #[serde(default)]
        "namespaces" namespaces: Names<Text> = Form::names(&Form::TEXT);
        /// How the page's names differ from those that travel.
        "names" names: Option<NameRules> = Form::keys(&NameRules::MAPPING);
        /// What a type without a word of presence means: `required`, `optional`, or more of these words.
        "unmarked" unmarked: Option<Text> = Form::scalar(ScalarForm::Grammar(&notations::PRESENCE));
        /// How values are written: changes to built-in encodings, and new ones made from them.
        #[serde(default)]
        "profiles" profiles: Names<Profile> = PROFILES;
        /// What all operations share. Their own sections add to it.
        "every" every: Option<Operation> = Form::keys(&Operation::MAPPING);
        /// What can be said to the service, by the page's names.
        #[serde(default)]
        "operations" operations: Names<Operation> = OPERATIONS;
        /// The types of the page, by their names there.
        #[serde(default)]
        "types" types: Names<Short<Type>> = TYPES;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// A file that specs include: what several of them share, or a part of a large one.
    Included, "an included file" {
        /// The version of the language, 1.
        "wirewright" wirewright: Text = Form::scalar(ScalarForm::Words(&[("1", "The only version so far.")])), required;
        /// Further files, by their ways from this one.
        #[serde(default)]
        "include" include: Vec<Text> = WORDS;
        /// What signatures and other computed values are computed with.
        #[serde(default)]
        "credentials" credentials: Names<Short<Credential>> = CREDENTIALS;
        /// Short names for XML namespaces.
        #[serde(default)]
        "namespaces" namespaces: Names<Text> = Form::names(&Form::TEXT);
        /// How values are written.
        #[serde(default)]
        "profiles" profiles: Names<Profile> = PROFILES;
        /// What all operations of the spec share.
        "every" every: Option<Operation> = Form::keys(&Operation::MAPPING);
        /// What can be said to the service.
        #[serde(default)]
        "operations" operations: Names<Operation> = OPERATIONS;
        /// Types. One that a spec has no use for is not generated for it.
        #[serde(default)]
        "types" types: Names<Short<Type>> = TYPES;
    }
}

mapping! {
    /// Something that the caller and the server both know.
    Credential, "a credential" {
        /// `secret` keeps it out of logs; `string` does not.
        "type" type_: CredentialType = Form::scalar(ScalarForm::Words(&[("secret", "Kept out of logs."), ("string", "Shown in logs.")])), required;
        /// What it is.
        "about" about: Option<Text> = Form::TEXT;
        /// Its name in Rust, where the derived one is wrong.
        "rust" rust: Option<Text> = NAME;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// How the names on the page differ from those that travel.
    NameRules, "the rules of names" {
        /// An ending that the page gives to names and that never travels. Both forms are read.
        "drop-suffix" drop_suffix: Option<Text> = Form::TEXT;
        /// How the names of members and of inputs in a query are written, where the page's are not: `camel`, `pascal`, `kebab`, `snake`, or the same letters as `lower` or `upper`. The page's own names are read as well.
        "style" style: Option<NameStyle> = STYLE;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// An encoding with its settings. `json`, `xml`, `form`, `query`, `text`, `bytes`, `multipart`, `soap11`, `soap12` and `empty` are built in; what `xml` says holds for SOAP too, and what `query` says for the query of every address.
    Profile, "a profile" {
        /// The profile that this one is made from. A built-in one has none.
        "base" base: Option<Text> = NAME;
        /// Its media types; the first is written, all are read.
        "media" media: Option<Vec<Text>> = WORDS;
        /// XML: the namespace of everything that has none of its own: a short name, or the namespace itself. `{.scope}` stands for the scope of a dotted type name, a dot before it.
        "namespace" namespace: Option<Text> = Form::TEXT;
        /// XML: prefixes that the root element always declares.
        #[serde(default)]
        "declare" declare: Names<Text> = Form::names(&Form::TEXT);
        /// XML: whether a document begins with an XML declaration. SOAP always does.
        "declaration" declaration: Option<bool> = Form::scalar(ScalarForm::Flag);
        /// XML: the order of members: `declared`, or `alphabetical`. Those of a base type always come first.
        "order" order: Option<Order> = Form::scalar(ScalarForm::Words(&[("declared", "As the spec has them."), ("alphabetical", "By name, within each type.")]));
        /// XML: how the names of members are written, where it differs from what `names` at the top says.
        "names" names: Option<NameStyle> = STYLE;
        /// Forms: what stands between pairs of name and value.
        "between" between: Option<Between> = Form::scalar(ScalarForm::Words(&[("ampersand", "`&`, with escapes."), ("line", "A line end, and each pair as it is.")]));
        /// XML: whether the elements of members are in the namespace: `qualified`, or `unqualified`, as in the rpc style of SOAP, where only the element around them is.
        "elements" elements: Option<Elements> = Form::scalar(ScalarForm::Words(&[("qualified", "In the namespace."), ("unqualified", "In none.")]));
        /// Forms and queries: how the members of a member are named: `dots` (`address.city`), or `brackets` (`address[city]`). Both are read.
        "nested" nested: Option<Nested> = Form::scalar(ScalarForm::Words(&[("dots", "As in `address.city`."), ("brackets", "As in `address[city]`.")]));
        /// Forms and queries: how lists are written: `repeated` (`a=1&a=2`), `brackets` (`a[]=1`), `indexed` (`a[0]=1`), `joined` (`a=1,2`), `numbered` (`a1=1`) or `columns` (`a[name][0]=1`).
        "list" list: Option<ListForm> = LISTS;
        /// Forms and queries: the index of a list's first item; 0 by default, and 1 for numbered names.
        "first" first: Option<Text> = Form::scalar(ScalarForm::Grammar(&notations::NUMBER));
        /// Forms and queries: what stands between the items of a joined list; a comma by default.
        "separator" separator: Option<Text> = Form::TEXT;
        /// JSON: the script function that an answer calls, `{operation}` and `{input}` filled in.
        "call" call: Option<Text> = Form::TEXT;
        /// JSON, plain XML, forms and queries: whether the names of members are read in any case of ASCII letters. They are written as they are.
        "ignore-case" ignore_case: Option<bool> = Form::scalar(ScalarForm::Flag);
        /// What stands around the input. JSON: members, each `input`, a text in quotes, `operation`, `uuid` or `nonce`: `{ jsonrpc: '"2.0"', method: operation, params: input, id: uuid }`; one name is short for a member with the input. XML: the name of the element around the members, in SOAP of that in the body. `{operation}` is filled in in all of these.
        "request" request: Option<Short<Names<Text>>> = FRAME;
        /// What stands around the output. JSON: members, each `output`, `failure`, a text in quotes, `operation`, or the name of the member of `request` that it repeats; failures stand alone where none of them is `failure`. `failure or []` is an empty list in a success, `output or null` is null in a failure; without these words there is no such member. XML: as `request`; in SOAP also two elements, `{operation}Response/{operation}Result`, of which the inner one holds what other bindings have as the whole body.
        "answer" answer: Option<Short<Names<Text>>> = FRAME;
        /// SOAP: the action, `{operation}` filled in; the header `SOAPAction` of version 1.1, a parameter of the media type in 1.2, where an empty one is not written. By default the namespace, a slash unless it ends in one, and the operation.
        "action" action: Option<Text> = Form::TEXT;
        /// What a reader should know.
        "about" about: Option<Text> = Form::TEXT;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// One thing that can be said to the service, or, under `every`, what all of them share.
    Operation, "an operation" {
        /// What it does, in one sentence of your own.
        "summary" summary: Option<Text> = Form::TEXT;
        /// What else a reader should know.
        "about" about: Option<Text> = Form::TEXT;
        /// Its name in Rust, where the derived one is wrong.
        "rust" rust: Option<Text> = NAME;
        /// The page's request line, where there is only one way to travel: `POST /path/{x}?y={y}`, then `as` and the profiles of the body, `->` and those of the answer.
        "http" http: Option<Text> = LINE;
        /// The ways to travel, where there are several. The first is a client's default.
        #[serde(default)]
        "bindings" bindings: Names<Short<Binding>> = Form::names(&BINDING);
        /// Inputs that stand in the path.
        #[serde(default)]
        "path" path: Members = MEMBERS;
        /// Inputs that stand in the query.
        #[serde(default)]
        "query" query: Members = MEMBERS;
        /// Inputs that stand in headers.
        #[serde(default)]
        "headers" headers: Members = MEMBERS;
        /// SOAP: inputs that stand in the header of a request's envelope, each a block of its own.
        #[serde(default)]
        "soap-headers" soap_headers: Members = MEMBERS;
        /// The media types of a request body; the first is a client's default.
        "accepts" accepts: Option<Vec<Text>> = WORDS;
        /// A type, which is then the whole body, `bytes` one that travels as it is; or members, which go to the body or to the query as the method wants it.
        "input" input: Option<Short<Members>> = TYPE.or(MEMBERS);
        /// The media types of an answer; the first is a server's default.
        "answers" answers: Option<Vec<Text>> = WORDS;
        /// A type, `bytes`, or members: what a success brings. `nothing` by default.
        "output" output: Option<Short<Members>> = TYPE.or(MEMBERS);
        /// What a success brings in headers: members beside the body. A list is joined by commas.
        #[serde(default)]
        "answer-headers" answer_headers: Members = MEMBERS;
        /// SOAP: what stands in the header of an answer's envelope, each a block of its own.
        #[serde(default)]
        "answer-soap-headers" answer_soap_headers: Members = MEMBERS;
        /// What tells a success, after the failures were tried: conditions as those of failures. A stub answers with the first status in it. `status in 200-299` by default.
        "success" success: Option<Conditions> = CONDITIONS;
        /// What tells failures from success, tried in this order.
        #[serde(default)]
        "failures" failures: Names<Short<Failure>> = Form::names(&FAILURE);
        /// How its answers follow one another, where each is a page of many.
        "pages" pages: Option<Paging> = Form::keys(&Paging::MAPPING);
        /// SOAP: the types that the detail of a fault may hold, each as an element of its own.
        "faults" faults: Option<Vec<Text>> = WORDS;
        /// The page's samples.
        #[serde(default)]
        "samples" samples: Vec<Sample> = Form::list(&Form::keys(&Sample::MAPPING));
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// How pages follow one another: by what an answer names as the `next` one, by the `link` to it, by their `number`, or by an `offset`. One of these is said.
    Paging, "pages" {
        /// The member of an answer, told by dots, or the header that names the next page. Where it is missing or empty there is none. In a list it is that of the last item.
        "next" next: Option<Text> = NAME;
        /// The input that takes what `next` brought.
        "into" into: Option<Text> = NAME;
        /// The member of an answer, told by dots, or the header that holds the address of the next page, or a `Link` to it. A client takes what its query says, and nothing else of it.
        "link" link: Option<Text> = NAME;
        /// A boolean of an answer, told by dots: whether there are more pages.
        "more" more: Option<Text> = NAME;
        /// The input that is the number of a page. It grows by one, until a page has no items.
        "number" number: Option<Text> = NAME;
        /// The input that is the number of items before a page. It grows by the items of each, until one has none.
        "offset" offset: Option<Text> = NAME;
        /// The number of the first page, or the first offset, where the input has no default; an offset begins with 0 unless it is said.
        "first" first: Option<Text> = Form::scalar(ScalarForm::Grammar(&notations::NUMBER));
        /// The list of an answer, told by dots, that holds the items. Where the output is a list itself, it is that.
        "items" items: Option<Text> = NAME;
        /// The member or the header of an answer that says how many pages there are.
        "total-pages" total_pages: Option<Text> = NAME;
        /// The member or the header of an answer that says how many items there are on all pages.
        "total-items" total_items: Option<Text> = NAME;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// One way in which an operation travels.
    Binding, "a binding" {
        /// The request line.
        "http" http: Text = LINE, required;
        /// What a reader should know.
        "about" about: Option<Text> = Form::TEXT;
        /// Inputs in the query that only this binding has.
        #[serde(default)]
        "query" query: Members = MEMBERS;
        /// Inputs in headers that only this binding has.
        #[serde(default)]
        "headers" headers: Members = MEMBERS;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// A failure that the page documents.
    Failure, "a failure" {
        /// What tells it: `status in 404 5xx 400-499`, `Member in value value`, `has Member`, `lacks Member`, `body in text text`, `body starts text`, `empty`, `fault in code code`; or a list of these that all hold.
        "when" when: Conditions = CONDITIONS, required;
        /// What its answer holds; by default what a success holds. `nothing` is an answer without a body.
        "type" type_: Option<Text> = TYPE;
        /// What its answer has in headers: members beside the body. A list is joined by commas.
        #[serde(default)]
        "headers" headers: Members = MEMBERS;
        /// What it means.
        "about" about: Option<Text> = Form::TEXT;
        /// Whether the same request may be sent again: `2 times`, or `2 times if` and a condition.
        "retry" retry: Option<Text> = Form::scalar(ScalarForm::Grammar(&notations::RETRY));
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}

mapping! {
    /// A message that the page shows: a request or an answer, verbatim.
    Sample, "a sample" {
        /// The binding that it travels by. Not needed where there is only one.
        "binding" binding: Option<Text> = NAME;
        /// A request: a whole HTTP message, an address, or a body.
        "request" request: Option<Text> = Form::TEXT;
        /// An answer: a whole HTTP message, or a body.
        "answer" answer: Option<Text> = Form::TEXT;
        /// The media types that the page gives it for. By default the first of the binding.
        "media" media: Option<Vec<Text>> = WORDS;
        /// How exactly a written message must be the sample: in its `bytes`, in its `tokens` with white space between them aside, or in its `values`, which sets aside prefixes, where namespaces are declared, the declaration of XML, escapes, and the order of attributes, of pairs and of JSON members. By default XML and SOAP are compared in their `values`, everything else in its `tokens`. The generated tests, not `generate`, prove how a sample is written.
        "match" matching: Option<Match> = Form::scalar(ScalarForm::Words(&[("bytes", "Byte for byte."), ("tokens", "White space between tokens aside."), ("values", "The same values.")]));
        /// Requests: what the page made it with, so that what is computed comes out as the page shows it: credentials by their names; `held.NAME`; and where they do not stand in it, `now` as ISO 8601 and `nonce`, which is what `uuid` gives too.
        #[serde(default)]
        "with" with: Names<Text> = Form::names(&Form::TEXT);
        /// Why the page's sample cannot be right; it needs `error` and `corrected`.
        "defective" defective: Option<Text> = Form::TEXT;
        /// A part of what a reader says of a defective sample, as `generate` tells it.
        "error" error: Option<Text> = Form::TEXT;
        /// A defective sample as it should be.
        "corrected" corrected: Option<Text> = Form::TEXT;
        /// What a reader should know.
        "about" about: Option<Text> = Form::TEXT;
        /// Guesses, each with its reason.
        "assume" assume: Option<Remarks> = REMARKS;
        /// Facts from elsewhere, each with where from.
        "outside" outside: Option<Remarks> = REMARKS;
    }
}
