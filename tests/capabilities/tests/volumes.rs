//! Pages that follow one another by their last item, or by the address of the next one.

use std::sync::{Arc, Mutex, PoisonError};

use wirewright_capabilities::volumes::Credentials;
use wirewright_capabilities::volumes::client::{Client, ErrorKind};
use wirewright_capabilities::volumes::operations::{
    ListChargesInput, ListChargesOutput, ListIssuesInput, ListIssuesOutput, ListLogsInput, ListLogsOutput,
    ListUsersInput, ListUsersOutput,
};
use wirewright_capabilities::volumes::server::{
    NoFailure, Request, ServerError, Verification, Volumes, router,
};
use wirewright_capabilities::volumes::types::{Charge, LogMeta};
use wirewright_runtime::Nullable;
use wirewright_runtime::client::PagesError;
use wirewright_tests::Served;

/// Keeps what it was asked for.
#[derive(Clone, Default)]
struct Binder {
    asked: Arc<Mutex<Vec<String>>>,
}

impl Binder {
    fn ask(&self, what: String) {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    /// What was asked for since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn charges(ids: &[&str]) -> Vec<Charge> {
    ids.iter().map(|own| Charge { id: (*own).to_owned() }).collect()
}

impl Volumes for Binder {
    async fn list_charges(
        &self,
        request: Request<ListChargesInput>,
    ) -> Result<ListChargesOutput, ServerError<NoFailure>> {
        let after = request.starting_after.as_deref();
        self.ask(format!("{after:?} {:?}", request.limit));
        let (found, more) = match after {
            None => (charges(&["a", "b"]), true),
            Some("b") => (charges(&["c"]), request.limit == Some(7)),
            Some(_) => (Vec::new(), true),
        };
        Ok(ListChargesOutput { data: Some(found), has_more: more })
    }

    async fn list_issues(
        &self,
        request: Request<ListIssuesInput>,
    ) -> Result<ListIssuesOutput, ServerError<NoFailure>> {
        let ListIssuesInput { project, page, state, labels } = &*request;
        self.ask(format!("{project} {page:?} {state} {labels:?}"));
        let own = "http://elsewhere.example/other?labels=x&labels=y&state=open";
        let link = match page {
            None => Some(format!("<{own}&page=1>; rel=\"first\", <{own}&page=2>; rel=\"next\"")),
            Some(2) => Some(format!("<{own}&page=3>; rel=\"next\"")),
            Some(7) => Some(format!("<{own}&page=soon>; rel=\"next\"")),
            Some(8) => Some(format!("<{own}&page=9&token=x>; rel=\"next\"")),
            Some(9) => Some(format!("<{own}&page=9>; rel=\"next\"")),
            Some(_) => Some(format!("<{own}&page=1>; rel=\"first\"")),
        };
        Ok(ListIssuesOutput { body: charges(&["a"]), link })
    }

    async fn list_users(
        &self,
        request: Request<ListUsersInput>,
    ) -> Result<ListUsersOutput, ServerError<NoFailure>> {
        self.ask(format!("{:?}", request.after));
        let next = match request.after.as_deref() {
            None => Nullable::Value("/users?version=2&key=shown&after=a%26b".to_owned()),
            Some("a&b") => Nullable::Value("?version=2&after=c#top".to_owned()),
            Some("v") => Nullable::Value("?version=3&after=c".to_owned()),
            Some("none") => Nullable::Value("http://elsewhere.example/users/3".to_owned()),
            Some(_) => Nullable::Null,
        };
        Ok(ListUsersOutput { next, results: charges(&["u"]) })
    }

    async fn list_logs(
        &self,
        request: Request<ListLogsInput>,
    ) -> Result<ListLogsOutput, ServerError<NoFailure>> {
        self.ask(format!("{:?}", request.start));
        let more = match request.start {
            None => None,
            Some(2) => Some(true),
            Some(_) => Some(false),
        };
        let meta = request.start.map(|_| LogMeta { more });
        Ok(ListLogsOutput { lines: vec!["x".to_owned(), "y".to_owned()], meta })
    }
}

async fn binder() -> (Binder, Served, Client) {
    let binder = Binder::default();
    let served = Served::new(router(binder.clone(), Verification::Required(credentials()))).await;
    let client = Client::builder(served.url()).credentials(credentials()).build();
    (binder, served, client.expect("the address is good"))
}

fn credentials() -> Credentials {
    Credentials { api_key: "k".into() }
}

#[tokio::test]
async fn the_last_item_leads_to_the_next_page() {
    let (binder, _served, client) = binder().await;
    let mut items = client.list_charges().items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.expect("it is served").id);
    }
    assert_eq!(
        (ids, binder.asked()),
        (
            ["a", "b", "c"].map(str::to_owned).to_vec(),
            vec!["None None".to_owned(), r#"Some("b") None"#.to_owned()]
        )
    );
    // A page without items has no last one, whatever it says.
    let mut pages = client.list_charges().limit(7).pages();
    for _ in 0..3 {
        pages.next().await.expect("there is a page").expect("it is served");
    }
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_link_in_a_header_is_followed() {
    let (binder, _served, client) = binder().await;
    let mut pages = client.list_issues("p/1", "all").labels(["x", "y"]).pages();
    while let Some(page) = pages.next().await {
        page.expect("it is served");
    }
    // Neither the host nor the path of the link, and the labels but once.
    let labels = r#"["x", "y"]"#;
    assert_eq!(
        binder.asked(),
        [
            format!("p/1 None all Some({labels})"),
            format!("p/1 Some(2) open Some({labels})"),
            format!("p/1 Some(3) open Some({labels})"),
        ]
    );
    for (page, why) in [
        (7, "soon"),
        (8, "the spec has no such `token` in the query"),
        (9, "the service named the page `labels=x&labels=y&state=open&page=9` a second time"),
    ] {
        let mut pages = client.list_issues("p", "all").labels(["x"]).page(page).pages();
        pages.next().await.expect("there is a page").expect("it is served");
        if page == 9 {
            pages.next().await.expect("there is a page").expect("it is served");
        }
        let error = pages.next().await.expect("it is told").expect_err("there is no such page");
        assert!(error.to_string().contains(why), "{error}");
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn an_address_in_the_body_is_followed() {
    let (binder, _served, client) = binder().await;
    let mut items = client.list_users().items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.expect("it is served");
        count += 1;
    }
    assert_eq!((count, binder.asked().join(" ")), (3, r#"None Some("a&b") Some("c")"#.to_owned()));
    for (after, why) in [("v", "`version`"), ("none", "it has no query")] {
        let mut pages = client.list_users().after(after).pages();
        pages.next().await.expect("there is a page").expect("it is served");
        let error = pages.next().await.expect("it is told").expect_err("there is no such page");
        assert!(error.to_string().contains(why), "{error}");
        assert!(matches!(error.kind(), ErrorKind::Pages(PagesError::Unlinked { .. })), "{error}");
    }
}

#[tokio::test]
async fn an_answer_says_whether_there_is_more() {
    let (binder, _served, client) = binder().await;
    let mut pages = client.list_logs().pages();
    while let Some(page) = pages.next().await {
        page.expect("it is served");
    }
    assert_eq!(binder.asked(), ["None", "Some(2)", "Some(4)"]);
}
