//! Messages as people copy them from pages: they say the same as what is written, in other letters.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wirewright_capabilities::spellings::operations::{Find, GiveBack, Lend};
use wirewright_capabilities::spellings::samples::{
    FIND_ANSWER, FIND_REQUEST, GIVE_BACK_ANSWER, LEND_ANSWER, LEND_ANSWER_2, LEND_REQUEST, LEND_REQUEST_2,
    SAMPLES,
};
use wirewright_runtime::message::{Match, Operation, Sample};
use wirewright_runtime::testing::round_trip;

/// What the generated test of a sample says, if it fails.
fn said<O: Operation>(operation: O, sample: &Sample) -> Option<String> {
    let failed = catch_unwind(AssertUnwindSafe(|| round_trip(operation, sample))).err()?;
    Some(failed.downcast_ref::<String>().cloned().unwrap_or_default())
}

#[track_caller]
fn passes<O: Operation>(operation: O, sample: &Sample) {
    assert_eq!(said(operation, sample), None, "{}", sample.text);
}

#[track_caller]
fn fails<O: Operation>(operation: O, sample: &Sample, why: &str) {
    let said = said(operation, sample).unwrap_or_default();
    assert!(said.contains(why), "{}\n{said}", sample.text);
}

#[test]
fn the_samples_of_the_spec_pass() {
    for sample in SAMPLES {
        match sample.operation {
            "Lend" => passes(Lend, sample),
            "Find" => passes(Find, sample),
            _ => passes(GiveBack, sample),
        }
    }
}

#[test]
fn xml_is_compared_by_its_values_unless_the_spec_says_otherwise() {
    assert_eq!(LEND_REQUEST.matching, Match::Values);
    assert_eq!(GIVE_BACK_ANSWER.matching, Match::Values);
    assert_eq!(LEND_ANSWER.matching, Match::Tokens);
}

#[test]
fn addresses_are_compared_by_what_they_say() {
    let find = |matching, text| Sample { text, matching, ..FIND_REQUEST };
    let turned = "GET /shelves/a?page_no=1&to=x HTTP/1.1";
    passes(Find, &find(Match::Values, turned));
    fails(Find, &find(Match::Tokens, turned), "the address");
    passes(Find, &find(Match::Bytes, "GET /shelves/a?to=x%2Cy&page_no=1 HTTP/1.1"));
    fails(Find, &find(Match::Bytes, "GET /shelves/a?to=x,y&page_no=1 HTTP/1.1"), "the address");
    // Defaults are not written where the sample leaves them out.
    passes(Find, &find(Match::Bytes, "GET /shelves/a?to=x HTTP/1.1"));
    fails(Find, &find(Match::Values, "GET /shelves/a?to=x&colour=red HTTP/1.1"), "the address");
}

#[test]
fn headers_are_compared_by_what_they_say() {
    let lent = "HTTP/1.1 200 OK\nContent-Type: application/json; profile=a\n\n{\"until\": \"2024-01-31\"}";
    fails(
        Lend,
        &Sample { text: lent, ..LEND_ANSWER_2 },
        "the header content-type is not the sample's, from letter 17 on",
    );
    let lend = "POST /lend HTTP/1.1\nContent-Type: application/xml\nX-Key: a\n\n<Lend xmlns=\"urn:light\"><title>Fog</title></Lend>";
    fails(
        Lend,
        &Sample { text: lend, ..LEND_REQUEST_2 },
        "the header x-key is not written, and the sample's is `a`",
    );
}

#[test]
fn a_defective_sample_is_one_as_its_spec_says() {
    fails(Find, &Sample { text: "{\"found\": [7]}", ..FIND_ANSWER }, "a reader says `");
    fails(Find, &Sample { text: "{\"found\": []}", ..FIND_ANSWER }, "the defective sample was read");
}

#[test]
fn a_test_says_where_what_is_written_first_differs() {
    let text = "{\"until\": \"2024-01-31\", \"note\": \"1\", \"none\": \"a member that no spec has\"}";
    let where_ = ", from letter 33 on\n written: {\"until\":\"2024-01-31\",\"note\":\"1\"}\n  sample: ";
    fails(
        Lend,
        &Sample { text, ..LEND_ANSWER },
        &format!("lend_answer: the body is not the sample's{where_}"),
    );
    let fault = "HTTP/1.1 200 OK

<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body><Fault>\
        <faultcode xmlns=\"\">Lost</faultcode><faultstring xmlns=\"\">at sea</faultstring></Fault></Body></Envelope>";
    fails(
        GiveBack,
        &Sample { text: fault, ..GIVE_BACK_ANSWER },
        "a server answers so with status 500, not 200",
    );
}
