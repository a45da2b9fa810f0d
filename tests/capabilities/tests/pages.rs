//! Pages that follow one another: by a cursor, by their numbers, by an offset.

use std::sync::{Arc, Mutex, PoisonError};

use wirewright_capabilities::pages::client::{Client, ErrorKind};
use wirewright_capabilities::pages::operations::{
    FollowInput, FollowOutput, ListBoxes, ListBoxesInput, ListBoxesOutput, ListEvents, ListEventsInput,
    ListEventsOutput, ListLetters, ListLettersFailure, ListLettersInput, ListLettersOutput, ListNotesInput,
    ListNotesOutput, Search, SearchInput,
};
use wirewright_capabilities::pages::server::{NoFailure, Pages, Request, ServerError, router};
use wirewright_capabilities::pages::types::{Found, Hits, Letter, Meta, Step, Trail};
use wirewright_runtime::Nullable;
use wirewright_runtime::client::{Answer, PagesError};
use wirewright_tests::Served;

/// Keeps what it was asked for.
#[derive(Clone, Default)]
struct Archive {
    asked: Arc<Mutex<Vec<String>>>,
}

impl Archive {
    fn ask(&self, what: impl Into<String>) -> usize {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(what.into());
        asked.len()
    }

    /// What was asked for since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn letters(ids: impl IntoIterator<Item = i64>) -> Vec<Letter> {
    ids.into_iter().map(|id| Letter { id }).collect()
}

impl Pages for Archive {
    async fn list_letters(
        &self,
        request: Request<ListLettersInput>,
    ) -> Result<ListLettersOutput, ServerError<ListLettersFailure>> {
        let from = request.from.clone();
        let count = self.ask(format!("{from:?} {:?}", request.limit));
        let (found, next) = match from.as_deref() {
            None => (Some(letters([1, 2])), Some("b")),
            // A page without letters is not the last one: it names another.
            Some("b") => (None, Some("c")),
            Some("c") if count == 3 => return Err(ListLettersFailure::Busy.into()),
            Some("c") => (Some(letters([3])), Some("")),
            // These go round in a circle.
            Some("round") => (Some(letters([7])), Some("and")),
            Some(_) => (Some(letters([8])), Some("round")),
        };
        Ok(ListLettersOutput { letters: found, next_from: next.map(str::to_owned) })
    }

    async fn search(&self, request: Request<SearchInput>) -> Result<Found, ServerError<NoFailure>> {
        let page = request.page.unwrap_or_default();
        self.ask(page.to_string());
        let pages = (request.words == "few").then_some(Meta { pages: 2 });
        let found = letters((page < 3).then_some(page.into()));
        Ok(Found { hits: Hits { letters: Some(found) }, meta: pages })
    }

    async fn list_boxes(
        &self,
        request: Request<ListBoxesInput>,
    ) -> Result<ListBoxesOutput, ServerError<NoFailure>> {
        self.ask(format!("{:?}", request.start));
        let start = request.start.unwrap_or_default();
        let boxes = (start..5).take(2).map(|own| format!("box {own}")).collect();
        Ok(ListBoxesOutput { body: boxes, x_total: (request.shelf == "known").then_some(4) })
    }

    async fn list_events(
        &self,
        request: Request<ListEventsInput>,
    ) -> Result<ListEventsOutput, ServerError<NoFailure>> {
        self.ask(format!("{:?}", request.x_after));
        let after = request.x_after.unwrap_or_default();
        Ok(ListEventsOutput { body: letters([after]), x_next: (after < 20).then_some(after + 10) })
    }

    async fn list_notes(
        &self,
        request: Request<ListNotesInput>,
    ) -> Result<ListNotesOutput, ServerError<NoFailure>> {
        self.ask(request.page.to_string());
        let all = if request.page < 200 { Nullable::Value(3) } else { Nullable::Null };
        Ok(ListNotesOutput { notes: vec!["a".to_owned(), "b".to_owned()], all })
    }

    async fn follow(&self, request: Request<FollowInput>) -> Result<FollowOutput, ServerError<NoFailure>> {
        let next = match &request.at {
            Nullable::Absent => Step::Door,
            Nullable::Value(Step::Door) => Step::Stairs,
            _ => return Ok(FollowOutput { trail: None }),
        };
        Ok(FollowOutput { trail: Some(Trail { next: Nullable::Value(next), parent: None }) })
    }
}

async fn archive() -> (Archive, Served, Client) {
    let archive = Archive::default();
    let served = Served::new(router(archive.clone())).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    (archive, served, client)
}

fn said(answer: &Answer) -> &str {
    std::str::from_utf8(&answer.body).expect("a body is UTF-8")
}

#[tokio::test]
async fn a_cursor_leads_from_page_to_page() {
    for (accept, first) in [
        (ListLetters::APPLICATION_JSON, r#"{"letters":[{"id":1},{"id":2}],"next_from":"b"}"#),
        (
            ListLetters::APPLICATION_XML,
            "<ListLettersResponse xmlns=\"urn:archive\"><letters><Letter><id>1</id></Letter>\
             <Letter><id>2</id></Letter></letters><next_from>b</next_from></ListLettersResponse>",
        ),
    ] {
        let (archive, _served, client) = archive().await;
        let mut pages = client.list_letters().limit(2).accept(accept).pages();
        assert!(archive.asked().is_empty(), "nothing is sent before it is asked for");
        let page = pages.next().await.expect("there is a page").expect("it is served");
        assert_eq!((said(page.answer()), page.letters.as_ref().map(Vec::len)), (first, Some(2)));
        assert_eq!(archive.asked(), ["None Some(2)"]);
        let page = pages.next().await.expect("there is a page").expect("it is served");
        assert_eq!((page.letters.clone(), page.next_from.as_deref()), (None, Some("c")));
        let page = pages.next().await.expect("there is a page").expect("it is served");
        assert_eq!(page.letters, Some(letters([3])));
        assert!(pages.next().await.is_none() && pages.next().await.is_none());
        assert_eq!(archive.asked(), [r#"Some("b") Some(2)"#, r#"Some("c") Some(2)"#]);
    }
}

#[tokio::test]
async fn items_come_one_by_one_and_go_on_after_an_error() {
    let (archive, _served, client) = archive().await;
    let mut items = client.list_letters().items();
    for id in [1, 2] {
        assert_eq!(items.next().await.expect("there is one").expect("it is served"), Letter { id });
    }
    assert_eq!(archive.asked.lock().map_or(0, |own| own.len()), 1, "no page is asked for too early");
    let error = items.next().await.expect("there is more").expect_err("the third request fails");
    assert!(matches!(error.kind(), ErrorKind::Failure(ListLettersFailure::Busy)), "{error}");
    assert_eq!(items.next().await.expect("there is one").expect("it is served"), Letter { id: 3 });
    assert!(items.next().await.is_none());
    assert_eq!(archive.asked(), ["None None", r#"Some("b") None"#, r#"Some("c") None"#, r#"Some("c") None"#]);
}

#[tokio::test]
async fn pages_go_on_another_time() {
    let (archive, _served, client) = archive().await;
    let mut pages = client.list_letters().pages();
    pages.next().await.expect("there is a page").expect("it is served");
    let input = pages.input().clone();
    assert_eq!(input.from.as_deref(), Some("b"));
    let call = wirewright_capabilities::pages::client::calls::ListLettersCall::new(&client, input);
    call.pages().next().await.expect("there is a page").expect("it is served");
    assert_eq!(archive.asked(), ["None None", r#"Some("b") None"#]);
}

#[tokio::test]
async fn a_wait_that_is_given_up_loses_no_page() {
    let (_, _served, client) = archive().await;
    let mut pages = client.list_letters().pages();
    {
        let mut first = std::pin::pin!(pages.next());
        let once = std::future::poll_fn(|context| std::task::Poll::Ready(first.as_mut().poll(context)));
        assert!(once.await.is_pending());
    }
    let page = pages.next().await.expect("there is a page").expect("it is served");
    assert_eq!(page.letters, Some(letters([1, 2])));
}

#[tokio::test]
async fn a_circle_comes_to_an_end() {
    let (_, _served, client) = archive().await;
    let mut items = client.list_letters().from("round").items();
    for id in [7, 8] {
        assert_eq!(items.next().await.expect("there is one").expect("it is served"), Letter { id });
    }
    let error = items.next().await.expect("there is more").expect_err("it would go on for ever");
    assert_eq!(
        error.to_string(),
        "ListLetters by http: the service named the page `round` a second time, so that its pages would have no end"
    );
    match error.into_kind() {
        ErrorKind::Pages(error) => assert_eq!(error, PagesError::Repeated { cursor: "round".to_owned() }),
        other => panic!("{other:?}"),
    }
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn numbers_grow_until_a_page_is_empty_or_the_last() {
    let (archive, _served, client) = archive().await;
    for format in [Search::APPLICATION_JSON, Search::APPLICATION_XML] {
        let mut found = Vec::new();
        let mut items = client.search("many").format(format).items();
        while let Some(item) = items.next().await {
            found.push(item.expect("it is served").id);
        }
        assert_eq!((found, archive.asked()), (vec![1, 2], ["1", "2", "3"].map(str::to_owned).to_vec()));
        let mut pages = client.search("few").page(2).format(format).pages();
        assert!(pages.next().await.is_some() && pages.next().await.is_none());
        assert_eq!(archive.asked(), ["2"]);
    }
}

#[tokio::test]
async fn an_offset_grows_by_the_items() {
    let (archive, _served, client) = archive().await;
    for accept in [ListBoxes::APPLICATION_JSON, ListBoxes::APPLICATION_XML] {
        for (shelf, count, asked) in [
            ("unknown", 5, &["None", "Some(2)", "Some(4)", "Some(5)"][..]),
            ("known", 4, &["None", "Some(2)"]),
        ] {
            let mut items = client.list_boxes(shelf).accept(accept).items();
            let mut found = 0;
            while let Some(item) = items.next().await {
                assert_eq!(item.expect("it is served"), format!("box {found}"));
                found += 1;
            }
            assert_eq!((found, archive.asked()), (count, asked.iter().map(|&own| own.to_owned()).collect()));
        }
    }
}

#[tokio::test]
async fn a_header_names_the_next_page() {
    let (archive, _served, client) = archive().await;
    for accept in [ListEvents::APPLICATION_JSON, ListEvents::APPLICATION_XML] {
        let mut ids = Vec::new();
        let mut items = client.list_events().accept(accept).items();
        while let Some(item) = items.next().await {
            ids.push(item.expect("it is served").id);
        }
        assert_eq!(ids, [0, 10, 20]);
        assert_eq!(archive.asked(), ["None", "Some(10)", "Some(20)"]);
    }
}

#[tokio::test]
async fn what_was_brought_is_counted() {
    let (archive, _served, client) = archive().await;
    let mut pages = client.list_notes(0).pages();
    while let Some(page) = pages.next().await {
        page.expect("it is served");
    }
    assert_eq!(archive.asked(), ["0", "1"]);
    let mut pages = client.list_notes(254).pages();
    assert!(pages.next().await.is_some_and(|page| page.is_ok()));
    assert!(pages.next().await.is_some_and(|page| page.is_ok()));
    let error = pages.next().await.expect("it is told").expect_err("no input can ask for more");
    assert!(matches!(error.kind(), ErrorKind::Pages(PagesError::TooFar)), "{error}");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_way_leads_through_what_may_be_missing() {
    let (_, _served, client) = archive().await;
    let mut pages = client.follow().pages();
    let mut steps = Vec::new();
    while let Some(page) = pages.next().await {
        steps.push(page.expect("it is served").into_inner().trail.map(|own| own.next));
    }
    assert_eq!(steps, [Some(Nullable::Value(Step::Door)), Some(Nullable::Value(Step::Stairs)), None]);
}

/// What the README shows.
async fn print_letters(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    // begin pages
    let mut items = client.list_letters().limit(50).items();
    while let Some(letter) = items.next().await {
        println!("{}", letter?.id);
    }
    // end pages
    Ok(())
}

#[tokio::test]
async fn a_loop_ends_with_the_first_error() {
    let client = Client::builder("http://127.0.0.1:1").build().expect("the address is good");
    let error = print_letters(&client).await.expect_err("nobody is there");
    assert!(error.to_string().contains("ListLetters"), "{error}");
}
