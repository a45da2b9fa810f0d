//! A small edit of a spec is a small edit of the generated files.

use wirewright::{FileTree, Templates, render};
use wirewright_tests::specs;

/// The files of the five services, with one text of a spec in the place of another.
fn edited(service: &str, from: &str, to: &str) -> FileTree {
    let mut specs = specs();
    let file = format!("specs/{service}.yaml");
    let own = specs.iter_mut().find(|own| own.file == file).expect("the service has a spec");
    assert!(own.text.contains(from), "{from}");
    own.text = own.text.replace(from, to);
    let templates = Templates::built_in().expect("the built-in templates are good");
    render(&specs, &templates).expect("the edited spec is good")
}

/// The lines of files that differ, as they were and as they are.
fn changes(before: &FileTree, after: &FileTree) -> Vec<(String, String, String)> {
    let mut changes = Vec::new();
    for ((path, old), (other, new)) in before.iter().zip(after.iter()) {
        assert_eq!(path, other, "the same files are there");
        let pairs = old.lines().zip(new.lines()).filter(|(old, new)| old != new);
        let trimmed = pairs.map(|(old, new)| (path.to_owned(), old.trim().to_owned(), new.trim().to_owned()));
        changes.extend(trimmed);
    }
    changes
}

#[test]
fn the_form_of_a_digest_is_a_word_of_the_spec() {
    let before = edited("cbss", "hex(", "hex(");
    for (word, call) in [("hex_upper", "digest::hex_upper("), ("base64", "digest::base64(")] {
        let changes = changes(&before, &edited("cbss", "hex(sha256", &format!("{word}(sha256")));
        let code: Vec<_> = changes.iter().filter(|(path, ..)| path.ends_with("src/computed.rs")).collect();
        let [(_, _, about), (_, old, new)] = code[..] else { panic!("a comment and a call: {changes:#?}") };
        assert!(about.contains(&format!("`{word}(sha256(body + Client_Key + Login_Salt))`")), "{about}");
        assert!(old.starts_with("digest::hex("), "{old}");
        assert_eq!(*new, old.replace("digest::hex(", call));
    }
}
