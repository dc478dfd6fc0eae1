//! Every page is sound HTML that leads somewhere, keeps to itself, and says what is wrong in words.

use crate::common::root;
use crate::common::site::{BROWSER, Page, Site, real};
use axum::http::{Method, StatusCode};
use cyberlex::server::Config;
use cyberlex::view::Messages;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

/// A page of each type.
const TYPES: &[&str] = &[
    "/",
    "/matrix",
    "/matrix?against=topics",
    "/matrix?against=topics&sort=region,topics:illegal-access",
    "/matrix?against=malabo&group=african-union&all=yes",
    "/coverage/budapest/KEN",
    "/coverage/budapest/KEN/2",
    "/gaps/budapest/KEN",
    "/compare",
    "/compare?j=KEN&j=ROU&topic=illegal-access",
    "/compare?side=KEN&side=budapest&side=un-2024&topic=illegal-access&topic=attempt&as_of=2026-01-31",
    "/jurisdictions",
    "/doc/id/jurisdiction/KEN",
    "/doc/id/jurisdiction/TON",
    "/instruments",
    "/doc/id/instrument/budapest",
    "/doc/id/instrument/budapest/art2",
    "/doc/id/instrument/ken-cmca-2018/s14",
    "/doc/id/instrument/ken-cmca-2018/s16/n1",
    "/doc/concept/circ/dishonest-intent",
    "/doc/concept/topic/illegal-access",
    "/doc/ontology",
    "/concordance/budapest?with=malabo",
    "/questions",
    "/questions/norms-by-basis",
    "/questions/coverage-matrix",
    "/questions/coverage-summary",
    "/query",
    "/api",
    "/world",
    "/adoption",
    "/search",
    "/search?q=illegal+access",
    "/search?q=budapest+art+2&kind=provision",
    "/search?q=zzzzqqqq",
    "/about",
    "/about/method",
    "/about/data-model",
    "/about/commands",
    "/about/deploy",
    "/about/contributing",
    "/about/changelog",
    "/about/cite",
    "/about/codebook",
    "/about/codebook/conduct",
    "/about/codebook/topic",
    "/download/",
];

/// Each page type in English, in Chinese, and with labels in Arabic.
fn addresses() -> impl Iterator<Item = (&'static str, String)> {
    ["en", "zh", "ar"].into_iter().flat_map(|lang| {
        TYPES.iter().map(move |path| {
            let mark = if path.contains('?') { '&' } else { '?' };
            (lang, format!("{path}{mark}lang={lang}"))
        })
    })
}

#[test]
fn every_page_type_is_sound() {
    let mut wrong = Vec::new();
    for (lang, address) in addresses() {
        let reply = real().get(&address);
        if reply.status != StatusCode::OK {
            wrong.push(format!("{address}: {} {}", reply.status, reply.text()));
            continue;
        }
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        let page = reply.page();
        let interface = if lang == "zh" { "zh" } else { "en" };
        for fault in faults(&page, interface) {
            wrong.push(format!("{address}: {fault}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with a page in a language.
fn faults(page: &Page, interface: &str) -> Vec<String> {
    let mut faults: Vec<String> = page
        .complaints
        .iter()
        .map(|complaint| format!("a browser has to repair: {complaint}"))
        .collect();
    let headings = page.all("h1").count();
    if headings != 1 {
        faults.push(format!("{headings} first headings"));
    }
    if page.all("title").all(|title| title.text.trim().is_empty()) {
        faults.push(String::from("no title"));
    }
    let html = page.all("html").next().expect("a document");
    if (html.attribute("lang"), html.attribute("dir")) != (Some(interface), Some("ltr")) {
        faults.push(format!("the document is {:?}", html.attributes));
    }
    faults.extend(identities(page));
    for element in &page.elements {
        for (name, value) in &element.attributes {
            let sound = match name.as_str() {
                "style" => false,
                name if name.starts_with("on") => false,
                "src" => value.starts_with("/assets/"),
                "href" if element.name == "link" => value.starts_with('/'),
                "href" => !value.trim().to_lowercase().starts_with("javascript:"),
                "action" => value.starts_with('/'),
                "lang" | "hreflang" => {
                    !value.is_empty()
                        && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                }
                "dir" => matches!(value.as_str(), "ltr" | "rtl" | "auto"),
                _ => true,
            };
            if !sound {
                faults.push(format!("<{} {name}=\"{value}\">", element.name));
            }
        }
        let rtl = element
            .attribute("lang")
            .is_some_and(|lang| lang.starts_with("ar"));
        if rtl && element.attribute("dir") != Some("rtl") {
            faults.push(format!("Arabic from left to right: {}", element.text));
        }
        if element.name == "style" || element.name == "script" && !element.text.trim().is_empty() {
            faults.push(format!("inline {}: {}", element.name, element.text));
        }
    }
    faults
}

/// Ids are there once, and what refers to one finds it.
fn identities(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    let mut known = BTreeSet::new();
    for id in page.ids() {
        if id.is_empty() || id.contains(char::is_whitespace) || !known.insert(id) {
            faults.push(format!("id \"{id}\" is there twice or is none"));
        }
    }
    for element in &page.elements {
        for name in ["for", "aria-labelledby", "aria-describedby", "list"] {
            for id in element
                .attribute(name)
                .unwrap_or_default()
                .split_whitespace()
            {
                if !known.contains(id) {
                    faults.push(format!("{name}=\"{id}\" leads nowhere"));
                }
            }
        }
    }
    faults
}

#[test]
fn a_page_keeps_to_itself() {
    for address in ["/", "/about", "/download/", "/about/codebook", "/nowhere"] {
        let reply = real().get(address);
        let policy = reply.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{address}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{address}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "same-origin");
        assert!(reply.headers.get("set-cookie").is_none(), "{address}");
        assert!(!reply.header("x-request-id").is_empty(), "{address}");
    }
}

/// Parts of a site that other modules test, and that a site in a test does not have.
const ELSEWHERE: &[&str] = &["/sparql", "/.well-known"];

/// What pages of one shape look like: an address without what varies.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts: Vec<&str> = path.split('/').take(4).collect();
    let suffix = path
        .rsplit('/')
        .next()
        .and_then(|last| last.split_once('.'));
    let keys: BTreeSet<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    let parts = if parts.get(1) == Some(&"about") {
        path.to_owned()
    } else {
        parts
            .get(..3.min(parts.len()))
            .unwrap_or_default()
            .join("/")
    };
    format!(
        "{parts} {suffix:?} {keys:?}",
        suffix = suffix.map(|(_, s)| s)
    )
}

/// Follows links from the first page on, three deep, some of each shape, and asks each whether it leads anywhere; with a
/// fragment, whether the page has it.
#[test]
fn links_lead_somewhere() {
    const DEPTH: usize = 3;
    const OF_A_SHAPE: usize = 4;
    let site = real();
    let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut open: VecDeque<(usize, String)> = TYPES.iter().map(|t| (1, (*t).to_owned())).collect();
    open.push_front((0, String::from("/")));
    let mut wrong = Vec::new();
    while let Some((depth, from)) = open.pop_front() {
        let reply = site.get(&from);
        if !reply.header("content-type").starts_with("text/html") {
            continue;
        }
        let page = reply.page();
        let own: BTreeSet<String> = page.ids().iter().map(ToString::to_string).collect();
        for link in page.links() {
            let (address, fragment) = link.split_once('#').unwrap_or((&link, ""));
            if ELSEWHERE.iter().any(|start| address.starts_with(start)) {
                continue;
            }
            let ids = if address.is_empty() {
                &own
            } else {
                if !asked.contains_key(address) {
                    let of_shape = shapes.entry(shape(address)).or_default();
                    *of_shape += 1;
                    if *of_shape > OF_A_SHAPE {
                        continue;
                    }
                    let reply = site.get(address);
                    if !matches!(reply.status.as_u16(), 200 | 303) {
                        wrong.push(format!("{from} → {address}: {}", reply.status));
                    }
                    let html = reply.header("content-type").starts_with("text/html");
                    let ids = if html && reply.status == StatusCode::OK {
                        let page = reply.page();
                        page.ids().iter().map(ToString::to_string).collect()
                    } else {
                        BTreeSet::new()
                    };
                    asked.insert(address.to_owned(), ids);
                    if html && depth + 1 < DEPTH {
                        open.push_back((depth + 1, address.to_owned()));
                    }
                }
                &asked[address]
            };
            if !fragment.is_empty() && !ids.contains(fragment) {
                wrong.push(format!("{from} → {link}: no such place on the page"));
            }
        }
    }
    assert!(asked.len() > 100, "only {} links were found", asked.len());
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn behind_a_proxy_every_link_begins_with_its_path() {
    let config = Config::default()
        .with_base_url("https://example.org/law")
        .expect("a base");
    let site = Site::new(crate::common::real(), config);
    for address in [
        "/law/",
        "/law/about",
        "/law/about/codebook",
        "/law/download/",
        "/law/about/method",
    ] {
        let reply = site.get(address);
        assert_eq!(reply.status, StatusCode::OK, "{address}");
        let wrong: Vec<String> = reply
            .page()
            .links()
            .into_iter()
            .filter(|link| !link.starts_with('#') && !link.starts_with("/law"))
            .collect();
        assert!(wrong.is_empty(), "{address}: {wrong:?}");
    }
    assert!(
        site.get("/law/about/cite")
            .text()
            .contains("https://example.org/law/matrix?"),
        "a citation names the site as it is seen from outside"
    );
}

#[test]
fn who_has_a_page_is_told_that_it_still_holds() {
    let first = real().get("/about");
    let tag = first.header("etag");
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = real().ask(
        Method::GET,
        "/about",
        &[("accept", BROWSER), ("if-none-match", tag)],
    );
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.bytes.is_empty());
    assert_eq!(again.header("etag"), tag);
    let other = real().ask(
        Method::GET,
        "/about",
        &[
            ("accept", BROWSER),
            ("accept-language", "zh"),
            ("if-none-match", tag),
        ],
    );
    assert_eq!(
        other.status,
        StatusCode::OK,
        "another language is another page"
    );
    assert_eq!(
        other
            .page()
            .all("html")
            .next()
            .expect("a document")
            .attribute("lang"),
        Some("zh")
    );
    let head = real().ask(Method::HEAD, "/about", &[("accept", BROWSER)]);
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
}

#[test]
fn problems_are_worded_for_who_asks() {
    let cases = [
        (Method::GET, "/nowhere", "", 404),
        (Method::GET, "/about/nothing", "", 404),
        (Method::GET, "/about/codebook/nothing", "", 404),
        (Method::GET, "/about/codebook.csv", "", 404),
        (Method::GET, "/download/nothing.ttl", "", 404),
        (Method::POST, "/about", "", 405),
        (Method::DELETE, "/", "", 405),
        (Method::GET, "/matrix?as_of=2026-02-30", "", 400),
        (Method::GET, "/about", "image/png", 406),
    ];
    for (method, address, only, status) in cases {
        let words = [
            (BROWSER, "text/html; charset=utf-8"),
            ("application/json", "application/problem+json"),
            ("*/*", "text/plain; charset=utf-8"),
            ("", "text/plain; charset=utf-8"),
        ];
        for (accept, expected) in words {
            let (accept, expected) = if only.is_empty() {
                (accept, expected)
            } else {
                (only, "text/plain; charset=utf-8")
            };
            let headers: &[(&str, &str)] = &[("accept", accept)];
            let headers = if accept.is_empty() { &[] } else { headers };
            let reply = real().ask(method.clone(), address, headers);
            assert_eq!(reply.status.as_u16(), status, "{method} {address} {accept}");
            assert_eq!(reply.header("content-type"), expected, "{method} {address}");
            match expected {
                "application/problem+json" => {
                    let problem: serde_json::Value =
                        serde_json::from_slice(&reply.bytes).expect("JSON");
                    assert_eq!(problem["status"], status);
                    assert!(problem["detail"].as_str().is_some_and(|d| !d.is_empty()));
                }
                "text/html; charset=utf-8" => {
                    assert_eq!(
                        faults(&reply.page(), "en"),
                        Vec::<String>::new(),
                        "{address}"
                    );
                }
                _ => assert!(reply.text().starts_with(&status.to_string()), "{address}"),
            }
            if status == 405 {
                assert!(reply.header("allow").contains("GET"), "{method} {address}");
            }
        }
    }
}

#[test]
fn a_comparison_keeps_its_choice_leads_to_provisions_and_can_be_taken_away() {
    let choice = "j=KEN&side=&side=budapest&topic=illegal-access&topic=attempt&as_of=2026-01-31";
    let page = real().get(&format!("/compare?{choice}")).page();
    let chosen: Vec<&str> = page
        .all("option")
        .filter(|option| option.attribute("selected").is_some())
        .filter_map(|option| option.attribute("value"))
        .collect();
    assert_eq!(chosen, ["KEN", "budapest", "illegal-access", "attempt"]);
    assert_eq!(
        page.all("optgroup").count(),
        2 * 3,
        "a field is left for one more"
    );
    let links: BTreeSet<&str> = page
        .all("a")
        .filter_map(|link| link.attribute("href"))
        .collect();
    for leads in [
        "/doc/id/instrument/ken-cmca-2018/s14?as_of=2026-01-31",
        "/doc/id/instrument/budapest/art2?as_of=2026-01-31",
        "/doc/id/instrument/budapest?as_of=2026-01-31",
        "/api/v1/compare?side=KEN&side=budapest&topic=illegal-access&topic=attempt&as_of=2026-01-31",
    ] {
        assert!(links.contains(leads), "{leads}\n{links:#?}");
    }
    for suffix in ["csv", "json", "xlsx", "md"] {
        let reply = real().get(&format!("/compare.{suffix}?{choice}"));
        assert_eq!(reply.status, StatusCode::OK, "{suffix}");
    }
    let json = |address: String| -> serde_json::Value {
        serde_json::from_slice(&real().get(&address).bytes).expect("JSON")
    };
    let taken = json(format!("/compare.json?{choice}"));
    let same = json(format!(
        "/api/v1/compare?side=KEN&{}",
        &choice["j=KEN&side=&".len()..]
    ));
    assert_eq!(taken["sides"][1]["kind"], "instrument");
    assert_eq!(taken, same["answer"]);
}

#[test]
fn hostile_values_are_refused_and_come_back_as_words() {
    let attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%3Cimg%20src=x%20onerror=alert(1)%3E";
    for (address, status) in [
        ("/matrix?as_of=", 400),
        ("/about?as_of=", 400),
        ("/about?lang=", 400),
        ("/matrix?group=", 404),
        ("/matrix?against=", 404),
        ("/compare?j=", 404),
        ("/compare?side=", 404),
        ("/compare?side=KEN&topic=", 404),
        ("/about/codebook/", 404),
        ("/about/", 404),
        ("/download/", 404),
        ("/doc/id/", 404),
        ("/questions/", 404),
        ("/questions/readings?jurisdiction=", 400),
        ("/search?kind=", 400),
        ("/search?topic=", 400),
        ("/search?page=", 400),
        ("/search?q=", 200),
        ("/about?unknown=", 200),
    ] {
        let reply = real().get(&format!("{address}{attack}"));
        assert_eq!(reply.status.as_u16(), status, "{address}");
        let page = reply.page();
        assert_eq!(faults(&page, "en"), Vec::<String>::new(), "{address}");
        assert!(page.all("img").next().is_none(), "{address}");
    }
}

#[test]
fn labels_come_in_the_language_that_is_asked_for() {
    let page = real().get("/about/codebook/conduct?lang=ar").page();
    let arabic: Vec<&str> = page
        .elements
        .iter()
        .filter(|element| {
            element.attribute("lang") == Some("ar") && element.attribute("hreflang").is_none()
        })
        .map(|element| {
            assert_eq!(element.attribute("dir"), Some("rtl"), "{}", element.text);
            element.text.as_str()
        })
        .collect();
    assert!(arabic.len() > 50, "{} Arabic labels", arabic.len());
    assert!(arabic.contains(&"الدخول"), "{arabic:?}");
    let chinese = real().get("/about/codebook?lang=zh");
    assert!(chinese.text().contains("编码手册"));
    assert!(
        chinese
            .page()
            .all("td")
            .any(|cell| cell.attribute("lang") == Some("en")),
        "definitions are English and say so"
    );
}

#[test]
fn the_codebook_has_every_term_once() {
    let page = real().get("/about/codebook").page();
    let ids: BTreeSet<&str> = page.ids().into_iter().collect();
    let ontology =
        fs::read_to_string(root().join("ontology/legal-measures.ttl")).expect("readable");
    let terms: Vec<&str> = ontology
        .lines()
        .filter_map(|line| line.strip_prefix("lm:")?.split(' ').next())
        .collect();
    assert!(terms.len() > 100, "{terms:?}");
    let missing: Vec<&&str> = terms.iter().filter(|term| !ids.contains(**term)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_scheme_is_told_as_a_tree() {
    let reply = real().get("/about/codebook/mens");
    let page = reply.page();
    let order: Vec<&str> = page
        .ids()
        .into_iter()
        .filter_map(|id| id.strip_prefix("c-"))
        .collect();
    assert_eq!(
        order,
        [
            "strict",
            "negligence",
            "recklessness",
            "knowledge",
            "intention",
            "purpose"
        ],
        "each form of fault is included by the next"
    );
}

#[test]
fn figures_about_the_data_are_those_of_the_queries() {
    let about = real().get("/about").page();
    for query in [
        "jurisdictions-read",
        "instruments-read",
        "norms-by-basis",
        "old-surveys",
        "oldest-readings",
    ] {
        assert!(about.ids().contains(&query), "{query}");
        let link = format!("/questions/{query}");
        assert!(about.links().contains(&link), "{link}");
    }
    let rows = real().ask(Method::GET, "/questions/jurisdictions-read.json", &[]);
    let rows: serde_json::Value = serde_json::from_slice(&rows.bytes).expect("JSON");
    let rows = rows["rows"].as_array().expect("rows");
    let norms: i64 = rows.iter().filter_map(|row| row["norms"].as_i64()).sum();
    assert!(norms > 0, "{rows:?}");
    let figures: Vec<&str> = about.all("b").map(|figure| figure.text.as_str()).collect();
    assert!(
        figures.contains(&norms.to_string().as_str()),
        "{norms}: {figures:?}"
    );
    assert!(
        figures.contains(&rows.len().to_string().as_str()),
        "{figures:?}"
    );
}

#[test]
fn documents_are_rendered_and_lead_to_one_another() {
    let method = real().get("/about/method");
    let page = method.page();
    assert!(
        page.ids().contains(&"1-what-the-article-asks-for"),
        "{:?}",
        page.ids()
    );
    assert!(
        page.links().contains(&String::from("/about")),
        "the limits in the README"
    );
    assert!(!method.text().contains("<!-- table"));
    let model = real().get("/about/data-model");
    assert!(
        !model.text().contains("table: cyberlex"),
        "comments are left out"
    );
    assert!(
        model
            .page()
            .links()
            .contains(&String::from("/doc/concept/mens/intention"))
    );
    let source = real().get("/about/changelog.md");
    assert_eq!(
        source.header("content-type"),
        "text/markdown; charset=utf-8"
    );
    let file = fs::read_to_string(root().join("CHANGELOG.md")).expect("readable");
    assert_eq!(source.text(), file);
}

#[test]
fn a_citation_names_version_and_day() {
    let reply = real().get("/about/cite?as_of=2020-02-29");
    let version = &real().version()[..12];
    assert!(reply.text().contains(version), "{version}");
    let page = reply.page();
    let entries: Vec<&str> = page.all("pre").map(|entry| entry.text.as_str()).collect();
    assert_eq!(entries.len(), 3);
    for (entry, kind) in entries.iter().zip(["@dataset{", "@software{", "@misc{"]) {
        assert!(entry.starts_with(kind), "{entry}");
        let count = |c: char| entry.matches(c).count();
        assert_eq!(count('{'), count('}'), "{entry}");
    }
    assert!(entries[2].contains("as_of=2020-02-29"), "{}", entries[2]);
}

fn search_json(query: &str) -> serde_json::Value {
    let reply = real().ask(Method::GET, &format!("/search.json?{query}"), &[]);
    assert_eq!(reply.status, StatusCode::OK, "{query}: {}", reply.text());
    serde_json::from_slice(&reply.bytes).expect("JSON")
}

#[test]
fn what_is_found_is_marked_counted_and_narrowed_by_links() {
    let page = real().get("/search?q=illegal+access").page();
    let total = search_json("q=illegal+access")["total"]
        .as_u64()
        .expect("a count");
    assert!(total > 20, "{total}");
    let marks: BTreeSet<String> = page
        .all("mark")
        .map(|mark| mark.text.to_lowercase())
        .collect();
    assert!(marks.contains("access"), "{marks:?}");
    assert_eq!(
        page.all("ol").next().expect("hits").attribute("start"),
        Some("1")
    );
    let narrower: Vec<String> = page
        .links()
        .into_iter()
        .filter(|link| link.starts_with("/search?") && link.contains("kind="))
        .collect();
    assert!(narrower.len() > 2, "{narrower:?}");
    for link in &narrower {
        let query = link.trim_start_matches("/search?");
        let narrowed = search_json(query)["total"].as_u64().expect("a count");
        assert!(
            narrowed > 0 && narrowed <= total,
            "{link}: {narrowed} of {total}"
        );
        let shown = page
            .elements
            .iter()
            .skip_while(|element| element.attribute("href") != Some(link))
            .find(|element| element.attribute("class") == Some("code"))
            .expect("a count");
        assert_eq!(shown.text, narrowed.to_string(), "{link}");
    }
    // A chosen value leads back.
    let chosen = real().get(&narrower[0]).page();
    assert!(
        chosen
            .links()
            .contains(&String::from("/search?q=illegal+access")),
        "{:?}",
        chosen.links()
    );
}

#[test]
fn search_turns_pages_and_gives_files() {
    let total = search_json("q=access")["total"].as_u64().expect("a count");
    let second = real().get("/search?q=access&page=2").page();
    assert_eq!(
        second.all("ol").next().expect("hits").attribute("start"),
        Some("21")
    );
    let links = second.links();
    for page in ["page=1", "page=3"] {
        assert!(links.iter().any(|link| link.contains(page)), "{links:?}");
    }
    let file = real().ask(Method::GET, "/search.csv?q=access", &[]);
    let mut rows = csv::Reader::from_reader(file.bytes.as_slice());
    assert_eq!(&rows.headers().expect("headings")[0], "kind");
    assert_eq!(rows.records().count() as u64, total);
    let slip = search_json("q=unauthorisd+acess");
    assert!(
        slip["total"].as_u64().is_some_and(|total| total > 0),
        "slips are forgiven"
    );
    let exact = real().get("/search?q=KEN").page();
    assert!(
        exact
            .links()
            .contains(&String::from("/doc/id/jurisdiction/KEN"))
    );
    for (query, parameter) in [
        ("page=0", "page"),
        ("page=many", "page"),
        ("kind=law", "kind"),
        ("jurisdiction=XXX", "jurisdiction"),
    ] {
        let accept = [("accept", "application/json")];
        let reply = real().ask(Method::GET, &format!("/search?q=access&{query}"), &accept);
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{query}");
        let problem: serde_json::Value = serde_json::from_slice(&reply.bytes).expect("JSON");
        assert_eq!(problem["parameter"], parameter, "{query}");
    }
}

#[test]
fn words_come_back_as_words() {
    let reply = real().get("/search?q=%3C%2Finput%3E%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert_eq!(reply.status, StatusCode::OK);
    let page = reply.page();
    let field = page
        .all("input")
        .find(|field| field.attribute("id") == Some("q"))
        .expect("the field");
    assert_eq!(
        field.attribute("value"),
        Some("</input>\"><script>alert(1)</script>")
    );
    assert_eq!(faults(&page, "en"), Vec::<String>::new());
}

/// Every message that a template or the code names is there.
#[test]
fn every_message_that_is_named_is_written() {
    let known: BTreeSet<String> = Messages::names("en")
        .expect("readable")
        .into_iter()
        .collect();
    let mut named = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    scan(&root().join("src/server"), &mut named, &mut kinds);
    assert!(named.len() > 100, "{named:?}");
    let missing: Vec<&String> = named.iter().filter(|name| !known.contains(*name)).collect();
    assert!(missing.is_empty(), "not in messages/en.ftl: {missing:?}");
    let empty: Vec<&String> = kinds
        .iter()
        .filter(|kind| {
            !known
                .iter()
                .any(|name| name.starts_with(&format!("{kind}-")))
        })
        .collect();
    assert!(empty.is_empty(), "no message of these kinds: {empty:?}");
    // A name that is put together and not written shows itself on the page.
    let mut shown = Vec::new();
    for (_, address) in addresses() {
        for element in &real().get(&address).page().elements {
            let text = element.text.trim();
            let is_name = kinds.iter().any(|kind| {
                text.strip_prefix(kind.as_str())
                    .is_some_and(|rest| rest.starts_with('-'))
            });
            if is_name && element.name != "code" && !text.contains(char::is_whitespace) {
                shown.push(format!("{address}: {text}"));
            }
        }
    }
    shown.dedup();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

/// Collects the names of messages, and the kinds of those that are put together, from templates and code.
fn scan(path: &Path, named: &mut BTreeSet<String>, kinds: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("readable") {
            scan(&entry.expect("readable").path(), named, kinds);
        }
        return;
    }
    let kind = path.extension().map(|e| e.to_string_lossy().into_owned());
    if !matches!(kind.as_deref(), Some("rs" | "html")) {
        return;
    }
    let text = fs::read_to_string(path).expect("readable");
    let literal = |rest: &str| {
        let name = rest.trim_start().strip_prefix('"')?.split('"').next()?;
        (!name.is_empty()).then(|| name.to_owned())
    };
    for call in ["page.t(", "page.t1(", "page.t2(", "self.t("] {
        named.extend(text.split(call).skip(1).filter_map(literal));
    }
    for rest in text.split("Page::titled(").skip(1) {
        let arguments = rest.split(')').next().unwrap_or_default();
        named.extend(arguments.split(',').nth(2).and_then(literal));
    }
    kinds.extend(text.split("page.word(").skip(1).filter_map(literal));
}
