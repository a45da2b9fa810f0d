//! A spec's texts end up in Rust, TOML and Markdown; none of them leaves its place.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use wirewright::{FileTree, Spec, Templates, render};
use wirewright_tests::Workspace;

/// Everything that would end a text where some notation holds it.
const HOSTILE: &[&str] = &[
    "plain \" quote \"# raw \"## raw \"#\"##\"### and ' and ''' and \"\"\"",
    "*/ fn evil() {} /* // */ /** doc */ //! inner\n*/",
    "first line\nsecond line\r\nthird\rfourth\n\n    code that is indented()\n```\nfence\n~~~\n",
    "\u{202e}turned\u{202c} \u{2066}isolated\u{2069} \u{2028}line\u{2029} \u{feff}mark \u{200b}",
    "controls \u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}[31m\u{7f}\u{85} end",
    "`odd `` tick ``` <script>alert(1)</script> <b> </p> <!-- comment --> <a href=\"x\">",
    "[x](y) [Self] [String](str) [`Vec`] ![i](j) [a][b] [ref]: http://a.b/c <http://x> http://bare.example/?a=b_c*d",
    "{{ tera }} {% raw %} {% endraw %} {# comment #} {{ 7 * 7 }} {%- if true %}",
    "]]> <![CDATA[ <?xml version=\"1.0\"?> &amp; &lt; &#x41; & <!DOCTYPE x>",
    "\"\n[dependencies]\nevil = \"*\"\n[package]\nname = \"evil\"\n#",
    "'''\n[dependencies]\nevil = '*'\n\\",
    "\\ \\\\ \\n \\u{41} \\x41 \\\" ends with a backslash \\",
    "# heading\n## heading\n- item\n  - item\n1. item\n> quote\n| a | b |\n|---|---|\n***\n---\n===",
    "#![feature(x)] #[test] fn evil() {} } ) ] { ( [ ; mod evil; include!(\"/etc/passwd\") env!(\"PATH\")",
    "{} {0} {name} {:?} {{}} %s %d $1 $(x) ${y}",
];

/// A spec whose texts are these, taken one after the other. Only texts that
/// name nothing in Rust are among them.
fn spec(texts: &[String]) -> Spec {
    let template = r####"
wirewright: 1
service: hostile
title: @
about: @
source: [@, @]
unmarked: optional
servers: { live: 'https://{site}.example.com/a' }
assume: { unmarked: @ }
outside: { about: @ }
credentials:
  key: { type: secret, about: @, assume: @ }
  name: { type: string, about: @, outside: @ }
names: { drop-suffix: .Value, assume: @ }
namespaces: { a: @ }
profiles:
  json: { media: ['application/json; v="*/ {{ x }}"'], about: @, assume: @ }
  xml: { declare: { p: @ }, outside: @ }
every:
  headers:
    X-Key: { type: string, value: 'hex(sha256(body + key + name + "*/ {{ }} \"))', about: @, assume: { value: @ } }
operations:
  Get:
    summary: @
    failures:
      Failed: { when: 'Kind in "*/ {{x}} `#', type: Error, about: @, retry: 2 times if Kind in "#, assume: @ }
    about: @
    bindings:
      plain:
        http: GET /get/{Id}/x*'()?fixed="*/&Name={Name}&{rest} -> json
        about: @
        query: { Only: { type: string, about: @ } }
        assume: { http: @ }
      other: GET /other/{Id} -> json
    path: { Id: { type: required string, about: @ } }
    query:
      Name: { type: string, about: @, default: @, assume: @, outside: { type: @ } }
      Colour: { type: Colour, default: @ }
    output: Order
    assume: @
    outside: { summary: @ }
    samples:
      - { binding: plain, answer: %Id%, outside: @, about: @, assume: @, match: values }
      - { binding: other, answer: @, defective: @, error: not JSON, corrected: %Id% }
  Put:
    summary: @
    http: POST /put as json|xml|form -> json|xml
    input:
      Text.Value: { type: required string, about: @ }
      "Quoted\"#*/ {{ }} <b> `": { type: string, about: @, xml: { name: "a:Quoted" } }
      Many: list of Colour
      At: { type: datetime, about: @ }
    output: { Done: { type: boolean, about: @ }, Echo: { type: string, value: Text.Value, about: @ } }
    samples:
      - { request: %Text% }
      - { answer: %Echo% }
types:
  Colour:
    about: @
    values: { Red: @, '"#*/ Green {{ }} \ `<': @, Blue: @ }
    assume: { values: @ }
  Order:
    about: @
    members:
      Id: { type: required string, about: @ }
      Line: { type: list of Line, about: @, assume: @ }
    outside: @
  Line: { type: any, about: @, assume: @ }
  Error: { about: @, members: { Kind: { type: required string, about: @ } } }
"####;
    let mut own = texts.iter().cycle();
    let mut text = String::new();
    for part in template.trim_start().split_inclusive('@') {
        text.push_str(part.trim_end_matches('@'));
        if part.ends_with('@') {
            // What JSON escapes YAML reads between quotes as well.
            let quoted = serde_json::to_string(own.next().expect("there are texts")).expect("a text is JSON");
            text.push_str(&quoted);
        }
    }
    // Samples are read, so theirs are JSON with a hostile text in it.
    for member in ["Id", "Text", "Echo"] {
        let place = format!("%{member}%");
        while text.contains(&place) {
            let json = serde_json::json!({ member: own.next().expect("there are texts") }).to_string();
            let quoted = serde_json::to_string(&json).expect("a text is JSON");
            text = text.replacen(&place, &quoted, 1);
        }
    }
    Spec::new("specs/hostile.yaml", text)
}

fn tree(texts: &[String]) -> FileTree {
    let templates = Templates::built_in().expect("the built-in templates are good");
    render(&[spec(texts)], &templates).expect("texts of any kind are good")
}

fn benign() -> FileTree {
    tree(&["A plain text.".to_owned()])
}

/// Each rotation puts every hostile text at another place; the last is one long word.
fn hostile() -> Vec<FileTree> {
    let mut texts: Vec<String> = HOSTILE.iter().map(|&text| text.to_owned()).collect();
    texts.push("long".repeat(20_000));
    let rotations = (0..texts.len()).map(|by| {
        texts.rotate_left(usize::from(by > 0));
        tree(&texts)
    });
    rotations.collect()
}

/// The tokens with every text taken out: documentation, and what literals say.
fn bare(tokens: TokenStream) -> String {
    let mut bare = Vec::new();
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let group = |at: usize| match tokens.get(at) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
                Some(group.stream().to_string())
            }
            _ => None,
        };
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                let inner = matches!(tokens.get(at), Some(TokenTree::Punct(sign)) if sign.as_char() == '!');
                let end = at + usize::from(inner);
                if group(end).is_some_and(|own| own.starts_with("doc =")) {
                    at = end + 1;
                    continue;
                }
                bare.push("#".to_owned());
            }
            TokenTree::Group(group) => {
                bare.push(format!("{:?} {} end", group.delimiter(), self::bare(group.stream())));
            }
            TokenTree::Literal(literal) => bare.push(blank(literal)),
            other => bare.push(other.to_string()),
        }
    }
    // A list that is broken over lines ends in a comma.
    bare.pop_if(|last| last == ",");
    bare.join(" ")
}

fn blank(literal: &Literal) -> String {
    let text = literal.to_string();
    if text.contains('"') { "text".to_owned() } else { text }
}

/// A manifest without its description.
fn manifest(text: &str) -> toml::Table {
    let mut manifest: toml::Table = text.parse().expect("a manifest is TOML");
    let package = manifest.get_mut("package").and_then(|own| own.as_table_mut());
    let description = package.and_then(|own| own.remove("description"));
    assert!(description.is_some_and(|own| own.is_str()), "a package has a description");
    manifest
}

#[test]
fn no_text_of_a_spec_becomes_anything_but_text() {
    let benign = benign();
    for hostile in hostile() {
        let paths = |tree: &FileTree| tree.iter().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
        assert_eq!(paths(&hostile), paths(&benign));
        for (path, text) in hostile.iter() {
            let plain = benign.get(path).expect("the paths are the same");
            if path.ends_with(".rs") {
                syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
                let tokens = |text: &str| bare(text.parse().expect("syn has read the tokens"));
                assert_eq!(tokens(text), tokens(plain), "{path}");
            } else if path.ends_with("Cargo.toml") {
                assert_eq!(manifest(text), manifest(plain), "{path}");
            }
        }
    }
}

#[test]
fn generated_files_show_what_they_hold() {
    for tree in hostile() {
        for (path, text) in tree.iter() {
            let turned = |own: char| matches!(own, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let control = |own: char| own.is_control() && own != '\n';
            let hidden: Vec<String> = text
                .lines()
                .filter(|line| line.contains(|own| turned(own) || control(own)))
                .map(|line| line.escape_debug().to_string().chars().take(200).collect())
                .collect();
            assert!(hidden.is_empty(), "{path}: {hidden:#?}");
        }
    }
}

#[test]
fn a_hostile_spec_gives_crates_without_a_warning() {
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "hostile", &hostile().swap_remove(0));
    for arguments in [["check", "--all-targets"], ["doc", "--no-deps"]] {
        // TLS is the same whatever a spec says, and slow to build.
        let done = workspace.cargo(&[&arguments[..], &["--workspace", "--no-default-features"]].concat());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}
