//! Whole answers that are given again: the data does not change while the server runs, so nor does the answer to the same
//! question on the same day.
//!
//! What is kept is the finished response, compressed and with its headers, in front of routing and of every layer but those that
//! name, log and count a request. An answer carries an entity tag exactly if it depends on nothing but data, day and request;
//! so those are kept, and no others.

use super::asked::Suffix;
use super::negotiate::Format;
use crate::model::Day;
use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_LENGTH, ETAG, IF_NONE_MATCH,
};
use axum::http::response::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt as _, stream};
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use std::sync::Arc;

/// The longest body that is kept; longer ones are streamed as they come.
const LONGEST: u64 = 1 << 20;

/// What a usual answer takes, to size the table before there are any.
const USUAL: u64 = 16 << 10;

/// Parts that are locked one by one, so that requests on several processors do not wait for each other.
const SHARDS: usize = 8;

/// What an answer takes beside body, headers and key: its places in tables, roughly.
const OVERHEAD: u64 = 512;

/// Everything that an answer depends on beside the data and how the server was set up.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    day: Day,
    /// Path and query without the prefix of the site.
    target: String,
    /// The format that the end of the path named.
    suffix: Option<Format>,
    /// What the client accepts, word for word: tags are made from the words.
    accepted: Vec<u8>,
}

impl Key {
    /// The key of a request whose answer may be kept: one that only reads, sends nothing along and asks for the whole.
    fn of(request: &Request, day: Day) -> Option<Self> {
        let headers = request.headers();
        let plain = *request.method() == Method::GET
            && !headers.contains_key(IF_NONE_MATCH)
            && request.body().is_end_stream();
        plain.then(|| {
            let mut accepted = Vec::new();
            for name in [ACCEPT, ACCEPT_LANGUAGE, ACCEPT_ENCODING] {
                for value in headers.get_all(name) {
                    accepted.extend_from_slice(value.as_bytes());
                    accepted.push(b'\n');
                }
                // Neither this nor a line break can stand in a header.
                accepted.push(0);
            }
            Self {
                day,
                target: request.uri().to_string(),
                suffix: request.extensions().get::<Suffix>().map(|suffix| suffix.0),
                accepted,
            }
        })
    }
}

/// A finished answer.
#[derive(Debug)]
struct Answer {
    parts: Parts,
    body: Bytes,
}

impl Answer {
    fn response(&self) -> Response {
        Response::from_parts(self.parts.clone(), Body::from(self.body.clone()))
    }
}

/// Weighs an answer by its bytes.
#[derive(Debug, Clone)]
struct Size;

impl Weighter<Key, Arc<Answer>> for Size {
    fn weight(&self, key: &Key, answer: &Arc<Answer>) -> u64 {
        let headers = answer.parts.headers.iter();
        let headers: usize = headers
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        let bytes = key.target.len() + key.accepted.len() + headers + answer.body.len();
        bytes as u64 + OVERHEAD
    }
}

/// The answers given lately and often, within a number of bytes.
#[derive(Debug)]
pub(super) struct Kept {
    answers: Cache<Key, Arc<Answer>, Size>,
    /// The longest body that is kept.
    longest: u64,
}

impl Kept {
    /// Room for so many bytes; none keeps nothing.
    pub(super) fn new(bytes: u64) -> Self {
        let items = usize::try_from(bytes / USUAL).unwrap_or(usize::MAX);
        let options = OptionsBuilder::new()
            .shards(SHARDS)
            .estimated_items_capacity(items)
            .weight_capacity(bytes)
            .build();
        let answers = match options {
            Ok(options) => Cache::with_options(
                options,
                Size,
                DefaultHashBuilder::default(),
                DefaultLifecycle::default(),
            ),
            Err(_) => Cache::with_weighter(items, bytes, Size),
        };
        // A part takes nothing that is larger than itself.
        let longest = LONGEST.min(answers.shard_capacity() / 2);
        Self { answers, longest }
    }

    /// The answer to a request on a day: one that was given before, with `true`, or what `ask` gives now.
    pub(super) async fn answer<F: Future<Output = Response>>(
        &self,
        day: Day,
        request: Request,
        ask: impl FnOnce(Request) -> F,
    ) -> (Response, bool) {
        let key = (self.longest > 0).then(|| Key::of(&request, day)).flatten();
        let Some(key) = key else {
            return (ask(request).await, false);
        };
        if let Some(answer) = self.answers.get(&key) {
            return (answer.response(), true);
        }
        (self.keep(key, ask(request).await).await, false)
    }

    /// Keeps an answer if it may be kept and is short enough, and gives it in any case.
    async fn keep(&self, key: Key, response: Response) -> Response {
        if !lasts(&response) || announced(&response) > self.longest {
            return response;
        }
        let (parts, body) = response.into_parts();
        let body = match whole(body, self.longest).await {
            Ok(body) => body,
            Err(body) => return Response::from_parts(parts, body),
        };
        let answer = Arc::new(Answer { parts, body });
        let response = answer.response();
        self.answers.insert(key, answer);
        response
    }

    /// The bytes that are taken.
    #[cfg(test)]
    fn bytes(&self) -> u64 {
        self.answers.weight()
    }
}

/// Whether an answer says of itself that the same question has it again.
fn lasts(response: &Response) -> bool {
    let headers = response.headers();
    let stored = headers
        .get_all(CACHE_CONTROL)
        .iter()
        .all(|value| !value.as_bytes().starts_with(b"no-store"));
    response.status() == StatusCode::OK && headers.contains_key(ETAG) && stored
}

/// How long a body is said to be; nothing where nobody knows yet.
fn announced(response: &Response) -> u64 {
    let length = response.headers().get(CONTENT_LENGTH);
    let length = length
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok());
    response.body().size_hint().lower().max(length.unwrap_or(0))
}

/// A body as a whole, or, where it is longer than that or breaks off, the same body to be streamed.
async fn whole(body: Body, longest: u64) -> Result<Bytes, Body> {
    let mut pieces = body.into_data_stream();
    let mut taken = BytesMut::new();
    while let Some(piece) = pieces.next().await {
        let failed = piece.is_err();
        if let Ok(piece) = &piece {
            taken.extend_from_slice(piece);
        }
        if failed || taken.len() as u64 > longest {
            let error = piece.err().map(Err);
            let begin = [Ok(taken.freeze())].into_iter().chain(error);
            return Err(Body::from_stream(stream::iter(begin).chain(pieces)));
        }
    }
    Ok(taken.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::http::request::Builder;
    use std::io;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const BYTES: u64 = 16 << 20;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn get(target: &str) -> Builder {
        Request::builder().uri(target)
    }

    fn plain(builder: Builder) -> Request {
        builder.body(Body::empty()).expect("a request")
    }

    /// An answer that may be kept.
    fn lasting(body: impl Into<Body>) -> Response {
        let response = Response::builder().header(ETAG, "W/\"a\"");
        response.body(body.into()).expect("a response")
    }

    /// What a request gets, and whether it was given before.
    async fn ask(kept: &Kept, on: &str, request: Request, now: Response) -> (String, bool) {
        let (response, again) = kept.answer(day(on), request, async |_| now).await;
        let body = to_bytes(response.into_body(), usize::MAX).await;
        let body = body.expect("a whole body").to_vec();
        (String::from_utf8(body).expect("text"), again)
    }

    #[tokio::test]
    async fn the_same_question_is_asked_once_and_answered_alike() {
        let kept = Kept::new(BYTES);
        let asked = AtomicUsize::new(0);
        let mut answers = Vec::new();
        for _ in 0..3 {
            let answer = kept.answer(day("2026-01-01"), plain(get("/a")), async |_| {
                asked.fetch_add(1, Ordering::SeqCst);
                let mut response = lasting("one");
                let headers = response.headers_mut();
                headers.append("vary", "accept".parse().expect("a value"));
                headers.append("vary", "accept-encoding".parse().expect("a value"));
                response
            });
            let (response, again) = answer.await;
            let headers = response.headers().clone();
            let body = to_bytes(response.into_body(), 10).await.expect("short");
            answers.push((headers, body, again));
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        assert_eq!(
            [false, true, true],
            [answers[0].2, answers[1].2, answers[2].2]
        );
        assert_eq!(answers[0].0.get_all("vary").iter().count(), 2);
        for other in &answers[1..] {
            assert_eq!(other.0, answers[0].0);
            assert_eq!(other.1, "one");
        }
    }

    #[tokio::test]
    async fn whatever_an_answer_depends_on_tells_questions_apart() {
        let kept = Kept::new(BYTES);
        let suffixed = get("/a?b=c").extension(Suffix(Format::Csv));
        let questions = [
            ("2026-01-01", get("/a?b=c")),
            ("2026-01-02", get("/a?b=c")),
            ("2026-01-01", get("/a?b=d")),
            ("2026-01-01", get("/a")),
            ("2026-01-01", suffixed),
            ("2026-01-01", get("/a?b=c").header(ACCEPT, "text/html")),
            ("2026-01-01", get("/a?b=c").header(ACCEPT, "text/turtle")),
            (
                "2026-01-01",
                get("/a?b=c").header(ACCEPT_LANGUAGE, "text/html"),
            ),
            (
                "2026-01-01",
                get("/a?b=c").header(ACCEPT_ENCODING, "text/html"),
            ),
            ("2026-01-01", get("/a?b=c").header(ACCEPT, "")),
            (
                "2026-01-01",
                get("/a?b=c")
                    .header(ACCEPT, "text/html")
                    .header(ACCEPT, "text/turtle"),
            ),
            (
                "2026-01-01",
                get("/a?b=c").header(ACCEPT, "text/html, text/turtle"),
            ),
        ];
        let requests: Vec<(&str, Request)> = questions
            .into_iter()
            .map(|(on, builder)| (on, plain(builder)))
            .collect();
        let copy = |request: &Request| {
            let mut copy = plain(get("/"));
            *copy.uri_mut() = request.uri().clone();
            *copy.headers_mut() = request.headers().clone();
            copy.extensions_mut().extend(request.extensions().clone());
            copy
        };
        for expected in [false, true] {
            for (position, (on, request)) in requests.iter().enumerate() {
                let now = lasting(position.to_string());
                let (body, again) = ask(&kept, on, copy(request), now).await;
                assert_eq!((body, again), (position.to_string(), expected));
            }
        }
    }

    #[tokio::test]
    async fn only_what_lasts_is_kept_and_only_for_who_asks_for_the_whole() {
        let kept = Kept::new(BYTES);
        let on = "2026-01-01";
        let answers: [fn() -> Response; 5] = [
            || Response::new(Body::from("no tag")),
            || {
                let mut response = lasting("not to be stored");
                let headers = response.headers_mut();
                headers.insert(CACHE_CONTROL, "no-store".parse().expect("a value"));
                response
            },
            || {
                let mut response = lasting("");
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                response
            },
            || {
                let mut response = lasting("nothing here");
                *response.status_mut() = StatusCode::NOT_FOUND;
                response
            },
            || lasting("x".repeat(LONGEST as usize + 1)),
        ];
        for answer in answers {
            for _ in 0..2 {
                let (_, again) = ask(&kept, on, plain(get("/a")), answer()).await;
                assert!(!again, "{:?}", answer());
            }
        }
        let known = get("/b").header(IF_NONE_MATCH, "W/\"a\"");
        let body = get("/b").body(Body::from("content")).expect("a request");
        let requests = [
            plain(get("/b").method(Method::POST)),
            plain(get("/b").method(Method::HEAD)),
            plain(known),
            body,
        ];
        assert!(!ask(&kept, on, plain(get("/b")), lasting("kept")).await.1);
        for request in requests {
            let (body, again) = ask(&kept, on, request, lasting("anew")).await;
            assert_eq!((body.as_str(), again), ("anew", false));
        }
        let (body, again) = ask(&kept, on, plain(get("/b")), lasting("anew")).await;
        assert_eq!((body.as_str(), again), ("kept", true));
    }

    #[tokio::test]
    async fn a_body_of_unknown_length_is_kept_if_it_is_short_and_passed_on_whole_if_not() {
        let kept = Kept::new(BYTES);
        let pieces = |number: usize| {
            let pieces = (0..number).map(|i| Ok::<_, io::Error>(format!("{i:01024}")));
            lasting(Body::from_stream(stream::iter(pieces.collect::<Vec<_>>())))
        };
        for (target, number, expected) in [("/short", 100, true), ("/long", 1025, false)] {
            let request = || plain(get(target));
            let (first, _) = ask(&kept, "2026-01-01", request(), pieces(number)).await;
            let (second, again) = ask(&kept, "2026-01-01", request(), pieces(number)).await;
            assert_eq!(first.len(), number * 1024);
            assert!(first.ends_with(&(number - 1).to_string()));
            assert!(first == second, "{target}");
            assert_eq!(again, expected, "{target}");
        }
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_breaks_off_for_the_client_and_is_not_kept() {
        let kept = Kept::new(BYTES);
        let broken = || {
            let pieces = [Ok("begin"), Err(io::Error::other("broken"))];
            lasting(Body::from_stream(stream::iter(pieces)))
        };
        for _ in 0..2 {
            let request = plain(get("/a"));
            let answer = kept.answer(day("2026-01-01"), request, async |_| broken());
            let (response, again) = answer.await;
            assert!(!again);
            assert!(to_bytes(response.into_body(), 100).await.is_err());
        }
    }

    #[tokio::test]
    async fn memory_is_bounded_whatever_is_asked() {
        let kept = Kept::new(1 << 20);
        for number in 0..1000 {
            let request = plain(get(&format!("/{number}")));
            ask(&kept, "2026-01-01", request, lasting("x".repeat(10_000))).await;
            assert!(kept.bytes() <= 1 << 20, "{} bytes", kept.bytes());
        }
        assert!(kept.bytes() > 1 << 19, "{} bytes", kept.bytes());
        let none = Kept::new(0);
        for _ in 0..2 {
            let (_, again) = ask(&none, "2026-01-01", plain(get("/a")), lasting("")).await;
            assert!(!again);
        }
    }
}
