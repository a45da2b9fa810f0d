//! Every way in which forms and queries write lists and what is inside a value.

use wirewright_capabilities::forms::client::Client;
use wirewright_capabilities::forms::operations;
use wirewright_capabilities::forms::operations::{
    FindInput, FindOutput, OrderInput, OrderOutput, RateInput, RateOutput,
};
use wirewright_capabilities::forms::server::{Forms, NoFailure, Request, ServerError, router};
use wirewright_capabilities::forms::types::{Address, Filter, Line};
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_journeys};

type Answer<T> = Result<T, ServerError<NoFailure>>;

/// Answers with what it was told, so that a test sees it.
struct Stationer;

impl Forms for Stationer {
    async fn order(&self, request: Request<OrderInput>) -> Answer<OrderOutput> {
        // Written out, so that every order has a number of its own.
        let text = format!("{:?}", request.into_input());
        assert_eq!(text, format!("{:?}", order()), "what a client sends a server has");
        Ok(OrderOutput { number: 7 })
    }

    async fn rate(&self, request: Request<RateInput>) -> Answer<RateOutput> {
        Ok(RateOutput { marks: request.marks.clone(), place: request.place.clone() })
    }

    async fn find(&self, request: Request<FindInput>) -> Answer<FindOutput> {
        let tags = request.filter.iter().flat_map(|own| own.tags.iter().flatten()).count();
        let count =
            request.id.iter().flatten().count() + 10 * tags + 100 * request.sort.iter().flatten().count();
        Ok(FindOutput { count: i32::try_from(count).unwrap_or_default() })
    }
}

fn line(sku: &str, count: Option<i32>, notes: &[&str]) -> Line {
    let notes = (!notes.is_empty()).then(|| texts(notes));
    Line { sku: sku.to_owned(), count, notes }
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|&own| own.to_owned()).collect()
}

fn order() -> OrderInput {
    OrderInput {
        buyer: Address { city: Some("Ulm".to_owned()), lines: Some(texts(&["1 Hill", "2nd floor"])) },
        lines: Some(vec![line("a", Some(2), &[]), line("b", None, &["x", "y"])]),
        columns: Some(vec![line("c", None, &["z"]), line("d", Some(4), &[])]),
        item: Some(texts(&["pen", "ink"])),
        words: Some(texts(&["soon", "", "please"])),
        grid: Some(vec![vec![1, 2], vec![3]]),
        extra: None,
        enclosures: None,
    }
}

const ORDERED: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"number\":7}";

const ORDER: &str = "buyer[city]=Ulm&buyer[lines][0]=1+Hill&buyer[lines][1]=2nd+floor\
    &lines[0][sku]=a&lines[0][count]=2&lines[1][sku]=b&lines[1][notes]=x&lines[1][notes]=y\
    &columns[sku][1]=c&columns[notes][1]=z&columns[sku][2]=d&columns[count][2]=4\
    &item1=pen&item2=ink&words=soon;;please&grid[0][0]=1&grid[0][1]=2&grid[1][0]=3";

/// The form as a person writes it.
fn plain(form: &str) -> String {
    form.replace("%5B", "[").replace("%5D", "]").replace("%3B", ";").replace("%7C", "|")
}

#[tokio::test]
async fn every_list_is_written_as_its_profile_or_its_member_says() {
    let recorder = Recorder::answering(ORDERED).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let given = order();
    let call = client.order(given.buyer).lines(given.lines.unwrap_or_default());
    let call = call.columns(given.columns.unwrap_or_default()).item(given.item.unwrap_or_default());
    let call = call.words(given.words.unwrap_or_default()).grid(given.grid.unwrap_or_default());
    assert_eq!(call.send().await.expect("the answer is good").into_inner().number, 7);
    let request = recorder.request().await;
    assert_eq!(request.header("Content-Type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(plain(request.text()), ORDER);
}

const FORM: &str = "POST /orders HTTP/1.1\nContent-Type: application/x-www-form-urlencoded";

#[tokio::test]
async fn a_server_reads_every_way_of_writing() {
    let served = Served::new(router(Stationer)).await;
    let others = [
        ORDER.to_owned(),
        // By dots, and out of order.
        "grid.1.0=3&grid.0.1=2&grid.0.0=1&words=soon;;please&item2=ink&item1=pen\
            &columns.sku.1=c&columns.notes.1=z&columns.sku.2=d&columns.count.2=4\
            &lines.1.sku=b&lines.1.notes=x&lines.1.notes=y&lines.0.sku=a&lines.0.count=2\
            &buyer.city=Ulm&buyer.lines=1+Hill&buyer.lines=2nd+floor"
            .to_owned(),
        // Lists in each other's way, from any index on.
        "grid[5][0]=1&grid[5][7]=2&grid[9][]=3&words[0]=soon&words[1]=&words[2]=please&item[]=pen&item[]=ink\
            &columns[0].sku=c&columns[0].notes[]=z&columns[1].sku=d&columns[1].count=4\
            &lines[sku][0]=a&lines[count][0]=2&lines[sku][1]=b&lines[notes][1]=x&lines[notes][1]=y\
            &buyer[city]=Ulm&buyer[lines][3]=1+Hill&buyer[lines][4000000000]=2nd+floor"
            .to_owned(),
    ];
    for form in others {
        let answered = served.send(FORM, form.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, r#"{"number":7}"#), "{form}");
    }
}

#[tokio::test]
async fn what_is_no_list_is_refused() {
    let served = Served::new(router(Stationer)).await;
    let deep = format!("&extra{}=1", "[a]".repeat(200));
    let wide = format!("&grid{}=1", "[0]".repeat(200));
    for (form, reason) in [
        ("buyer[city]=U&lines[0]=x", "expected the members of a value, each by its name, found `x`"),
        ("buyer[city]=U&item1=a&item01=b", "stands more than once"),
        ("buyer[city]=U&item=a&item1=b", "expected a single value, found `members of one`"),
        ("buyer[city]=U&grid[0][x]=1", "expected a single value"),
        ("buyer[city]=U&lines[99999999999999999999999999][sku]=x", "`sku` is missing"),
        (&format!("buyer={deep}"), "nests deeper"),
        (&format!("buyer={wide}"), "nests deeper"),
    ] {
        let answered = served.send(FORM, form.as_bytes()).await;
        assert_eq!(answered.status(), 400, "{form}");
        assert!(answered.text().contains(reason), "{form}: {}", answered.text());
    }
}

#[tokio::test]
async fn a_value_that_no_page_documents_says_one_thing() {
    let served = Served::new(router(Stationer)).await;
    for (extra, reason) in [
        ("extra=1&extra=2", "stands more than once"),
        ("extra=&extra=", "stands more than once"),
        ("extra=1&extra[a]=2", "expected a value or the members of one, found `1`"),
        ("extra[a][b]=1&extra[a]=2", "expected a value or the members of one, found `2`"),
        ("extra[a]=1&extra[a]=2", "stands more than once"),
    ] {
        let answered = served.send(FORM, format!("{ORDER}&{extra}").as_bytes()).await;
        assert_eq!(answered.status(), 400, "{extra}");
        assert!(answered.text().contains(reason), "{extra}: {}", answered.text());
    }
}

#[tokio::test]
async fn what_could_not_be_told_apart_is_not_sent() {
    let client = Client::builder("http://127.0.0.1:9").build().expect("the address is good");
    let buyer = Address::default;
    let error =
        client.order(buyer()).words(texts(&["a;b"])).send().await.expect_err("it is refused").to_string();
    assert!(error.contains("`words`: `a;b` would be read as several items"), "{error}");
    let error =
        client.order(buyer()).words(texts(&[""])).send().await.expect_err("it is refused").to_string();
    assert!(error.contains("`words`: the items joined would be read as others"), "{error}");
    let error = client
        .order(buyer())
        .grid(vec![vec![], vec![1]])
        .send()
        .await
        .expect_err("it is refused")
        .to_string();
    assert!(error.contains("`grid.[0]`: an item with nothing in it"), "{error}");
}

#[tokio::test]
async fn a_query_has_a_profile_of_its_own() {
    let answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"count\":1}";
    let recorder = Recorder::answering(answer).await;
    let filter = || Filter { status: Some("open".to_owned()), tags: Some(texts(&["a", "b c"])) };
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let call = client.find().id(vec![1, 2]).filter(filter()).sort(vec![filter(), Filter::default()]);
    call.send().await.expect("the answer is good");
    let line = plain(&recorder.request().await.request_line);
    assert_eq!(
        line,
        "GET /orders?id=1|2&filter[status]=open&filter[tags]=a|b%20c\
            &sort[0][status]=open&sort[0][tags]=a|b%20c&sort[1]= HTTP/1.1"
    );

    let served = Served::new(router(Stationer)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    let call = client.find().id(vec![1, 2]).filter(filter()).sort(vec![filter(), Filter::default()]);
    assert_eq!(call.send().await.expect("it is served").into_inner().count, 222);
    let answered = served.send("GET /orders?id=1&id=2&filter.tags[]=a&sort[status][7]=x HTTP/1.1", b"").await;
    assert_eq!((answered.status(), answered.text().as_str()), (200, r#"{"count":112}"#));
}

#[tokio::test]
async fn client_and_server_talk_in_two_styles() {
    let served = Served::new(router(Stationer)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    client.order(order().buyer).send().await.expect_err("the stationer wants the whole order");
    let place = Address { city: None, lines: Some(texts(&["a", "b"])) };
    let answer = client.rate().marks(vec![1, 2]).place(place.clone()).send().await;
    let answer = answer.expect("it is served").into_inner();
    assert_eq!((answer.marks, answer.place), (Some(vec![1, 2]), Some(place)));
    let head = "POST /ratings HTTP/1.1\nContent-Type: application/x-www-form-urlencoded";
    let answered = served.send(head, b"marks[]=1&place.lines[]=x").await;
    assert_eq!(
        (answered.status(), plain(&answered.text())),
        (200, "marks[0]=1&place[lines][0]=x".to_owned())
    );
}

#[test]
fn made_up_values_come_back_as_they_were() {
    let ways = try_journeys(1500, 200, |bytes| {
        [
            input_survives(operations::Order, None, bytes),
            input_survives(operations::Rate, None, bytes),
            output_survives(operations::Rate, bytes),
            input_survives(operations::Find, None, bytes),
        ]
    });
    assert_eq!(ways.len(), 4);
    for (way, [refused, carried]) in ways {
        assert!(carried * 20 > refused, "{way}: {refused} were refused, {carried} were not");
    }
}
