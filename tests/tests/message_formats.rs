//! Problems as programs read them.

use wirewright::diagnostics::{MessageFormat, print};
use wirewright::{Spec, pipeline};

fn report(format: MessageFormat) -> String {
    let text = "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: GET /get\n    \
                input: { Größe: strng, At: datetime as \"100%\" }\n";
    let spec = Spec::new("specs/a,b:c.yaml", text);
    print(&pipeline::services(&[spec]).expect_err("the spec has problems"), format)
}

#[test]
fn json_has_one_object_a_line() {
    let expected = concat!(
        r#"{"code":"W0009","column":21,"file":"specs/a,b:c.yaml","help":"did you mean `string`?","length":5,"line":7,"#,
        r#""message":"there is no type `strng`","severity":"error"}"#,
        "\n",
    );
    let found = report(MessageFormat::Json);
    assert!(found.starts_with(expected), "{found}");
    for line in found.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON");
    }
}

#[test]
fn github_gets_annotations_with_its_own_escapes() {
    let found = report(MessageFormat::Github);
    let mut lines = found.lines();
    let first = "::error file=specs/a%2Cb%3Ac.yaml,line=7,col=21,title=W0009::there is no type `strng` (did you mean `string`?)";
    assert_eq!(lines.next(), Some(first));
    let second = lines.next().expect("there are two problems");
    assert!(second.contains("`\"100%25\"`"), "{second}");
    assert_eq!(lines.next(), None);
}
