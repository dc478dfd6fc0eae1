//! Things are found by words in any language and spelling, filtered, counted and shown with what matched.

use crate::common::real;
use crate::common::world::World;
use cyberlex::search::{FacetCount, Found, Hit, Kind, Request, SearchError, SearchIndex};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Two legal orders with a few sections each, in several languages.
static SMALL: LazyLock<SearchIndex> = LazyLock::new(|| {
    let mut world = World::new();
    world.requirement(1, crate::common::world::ACCESS);
    world.state("AAA").also(
        "AAA",
        r#"<jurisdiction/AAA> skos:altLabel "Alphaland"@en , "阿尔法国"@zh .
<instrument/aaa-act> a lm:Statute ; lm:ofParty <jurisdiction/AAA> ;
  eli:title "Computer Wrongs and Network Trespass Act, 2018 (No. 5 of 2018)"@en ; eli:title_short "Computer Wrongs Act 2018"@en .
<instrument/aaa-act/s14> a lm:Provision ; eli:is_part_of <instrument/aaa-act> ; eli:number "s 14" ;
  eli:title "Trespassing in networks"@en ; lm:establishes <instrument/aaa-act/s14/n1> .
<instrument/aaa-act/s14/n1> a lm:Offence ; lm:topic topic:illegal-access ; lm:conduct conduct:access ;
  lm:object object:computer-system ; lm:inForceFrom "2018-01-01"^^xsd:date ;
  skos:note "Entering a zebra system by getting round the lock that guards it."@en ; prov:wasDerivedFrom <reading/all> .
<instrument/aaa-act/s140> a lm:Provision ; eli:is_part_of <instrument/aaa-act> ; eli:number "s 140" ;
  eli:title "Zebra crossings"@en .
<instrument/aaa-act/s15> a lm:Provision ; eli:is_part_of <instrument/aaa-act> ; eli:number "s 15" ;
  eli:title "Zebbra typography"@en .
"#,
    );
    world.state("BBB").also(
        "BBB",
        r#"<instrument/bbb-code> a lm:Code ; lm:ofParty <jurisdiction/BBB> ; eli:title "Strafgesetzbuch"@de ; eli:title_short "StGB"@de .
<instrument/bbb-code/p202a> a lm:Provision ; eli:is_part_of <instrument/bbb-code> ; eli:number "§ 202a" ;
  eli:title "Ausspähen von Daten"@de , "Противоправный доступ к данным"@ru , "الوصول غير المشروع"@ar , "非法访问数据罪"@zh ,
    "Accès illégal aux données"@fr , "Accesul ilegal"@ro , "不正アクセス行為"@ja ; lm:establishes <instrument/bbb-code/p202a/n1> .
<instrument/bbb-code/p202a/n1> a lm:Offence ; lm:topic topic:illegal-access ; lm:conduct conduct:access ;
  lm:object object:computer-data ; lm:inForceFrom "2007-01-01"^^xsd:date ; prov:wasDerivedFrom <reading/all> .
<instrument/bbb-code/p303b> a lm:Provision ; eli:is_part_of <instrument/bbb-code> ; eli:number "§ 303b" ;
  eli:title "Computersabotage"@de ; lm:establishes <instrument/bbb-code/p303b/n1> .
<instrument/bbb-code/p303b/n1> a lm:Offence ; lm:topic topic:system-interference ; lm:conduct conduct:hinder ;
  lm:object object:computer-system ; lm:inForceFrom "2007-01-01"^^xsd:date ; prov:wasDerivedFrom <reading/all> .
"#,
    );
    SearchIndex::build(&world.open().project).expect("an index")
});

static REAL: LazyLock<SearchIndex> =
    LazyLock::new(|| SearchIndex::build(&real()).expect("an index"));

fn search(index: &SearchIndex, text: &str, kinds: &[Kind]) -> Found {
    let request = Request {
        kinds: kinds.to_vec(),
        limit: 1000,
        ..Request::new(text)
    };
    index.search(&request).expect("words are never wrong")
}

fn paths(found: &Found) -> Vec<&str> {
    let id = "https://w3id.org/cyberlex/";
    found
        .hits
        .iter()
        .map(|hit| hit.iri.strip_prefix(id).unwrap_or(&hit.iri))
        .map(|path| path.strip_prefix("id/").unwrap_or(path))
        .collect()
}

fn provisions(text: &str) -> Vec<String> {
    let found = search(&SMALL, text, &[Kind::Provision]);
    paths(&found).into_iter().map(str::to_owned).collect()
}

fn count(counts: &[FacetCount], code: &str) -> usize {
    counts
        .iter()
        .find(|facet| facet.code == code)
        .map_or(0, |facet| facet.count)
}

const P202A: &str = "instrument/bbb-code/p202a";
const S14: &str = "instrument/aaa-act/s14";

#[test]
fn a_title_is_found_in_each_of_its_languages_whatever_the_ending() {
    for text in [
        "ausspähen",
        "Ausspahen DATEN",
        "противоправный",
        "противоправного доступа",
        "الوصول",
        "وصول غير مشروع",
        "الوُصُول",
        "访问",
        "非法访问",
        "数据",
        "法",
        "acces illegaux donnees",
        "accesului ilegal",
        "アクセス",
        "不正アクセス",
    ] {
        assert!(provisions(text).iter().any(|p| p == P202A), "{text}");
    }
    for text in ["trespass", "trespassed network", "阿尔法国 trespassing"] {
        assert_eq!(
            provisions(text).first().map(String::as_str),
            Some(S14),
            "{text}"
        );
    }
    assert!(!provisions("访非").iter().any(|p| p == P202A));
}

#[test]
fn a_citation_finds_its_section_first() {
    for text in [
        "Computer Wrongs Act 2018 s 14",
        "computer wrongs act 2018 section 14",
        "aaa-act s 14",
        "s 14 Alphaland",
    ] {
        assert_eq!(
            provisions(text).first().map(String::as_str),
            Some(S14),
            "{text}"
        );
    }
    for text in ["§ 202a", "s 202a", "StGB 202a", "section 202A"] {
        assert_eq!(provisions(text), [P202A], "{text}");
    }
}

#[test]
fn words_that_nothing_has_are_taken_for_others_and_the_answer_says_so() {
    let found = search(&SMALL, "trespasing netwroks", &[Kind::Provision]);
    assert_eq!(paths(&found)[0], S14);
    let taken: Vec<(&str, &str)> = found
        .corrections
        .iter()
        .map(|c| (c.given.as_str(), c.taken_for[0].as_str()))
        .collect();
    assert_eq!(
        taken,
        [("trespasing", "trespassing"), ("netwroks", "networks")]
    );
    // Short words and numbers mean what they say.
    assert!(search(&SMALL, "s 141", &[Kind::Provision]).hits.is_empty());
}

#[test]
fn what_has_the_word_stands_before_what_is_spelt_alike() {
    let found = search(&SMALL, "zebbra lock", &[]);
    assert_eq!(paths(&found).first(), Some(&"instrument/aaa-act/s14/n1"));
    let both = search(&SMALL, "zebbra", &[Kind::Provision]);
    assert_eq!(paths(&both), ["instrument/aaa-act/s15"]);
    assert!(both.corrections.is_empty());
    let some = search(&SMALL, "zebbra unicorn", &[Kind::Provision]);
    assert!(some.some_words);
    assert_eq!(paths(&some)[0], "instrument/aaa-act/s15");
    assert!(paths(&some).contains(&"instrument/aaa-act/s140"));
}

#[test]
fn the_last_word_may_be_unfinished() {
    assert_eq!(provisions("computersab"), ["instrument/bbb-code/p303b"]);
    assert!(
        provisions("computersabo ").is_empty(),
        "a space ends a word"
    );
    let both = search(&SMALL, "computersabo bbb", &[Kind::Provision]);
    assert!(both.some_words, "only the last");
}

#[test]
fn a_phrase_must_stand_as_it_is() {
    let all = search(&SMALL, "\"getting round the lock\"", &[]);
    assert_eq!(paths(&all), ["instrument/aaa-act/s14/n1"]);
    assert!(
        search(&SMALL, "\"the lock getting round\"", &[])
            .hits
            .is_empty()
    );
    assert_eq!(provisions("“非法访问数据”"), [P202A]);
    assert!(provisions("\"访问非法\"").is_empty());
    // The end of one title and the beginning of the next are no phrase.
    assert!(provisions("\"daten противоправный\"").is_empty());
}

#[test]
fn facets_count_what_choosing_them_would_give() {
    let request = Request {
        kinds: vec![Kind::Provision, Kind::Norm],
        limit: 1000,
        ..Request::new("illegal access")
    };
    let found = SMALL.search(&request).expect("found");
    // By the name of their topic: two sections and their norms, and the article that asks for it.
    assert_eq!(count(&found.facets.jurisdictions, "AAA"), 2);
    assert_eq!(count(&found.facets.jurisdictions, "BBB"), 2);
    assert_eq!(count(&found.facets.instruments, "tiny"), 1);
    assert_eq!(count(&found.facets.kinds, "provision"), 3);
    assert_eq!(count(&found.facets.kinds, "norm"), 2);
    assert_eq!(count(&found.facets.topics, "illegal-access"), 5);
    assert_eq!(count(&found.facets.topics, "substantive"), 5);
    for facet in &found.facets.jurisdictions {
        let one = Request {
            jurisdictions: vec![facet.code.clone()],
            ..request.clone()
        };
        let narrowed = SMALL.search(&one).expect("found");
        assert_eq!(narrowed.total, facet.count, "{}", facet.code);
        // The other values stay in sight.
        assert_eq!(narrowed.facets.jurisdictions, found.facets.jurisdictions);
        assert_eq!(
            narrowed.facets.kinds.iter().map(|k| k.count).sum::<usize>(),
            facet.count
        );
    }
}

#[test]
fn filters_narrow_and_unknown_ones_are_told() {
    let request = Request {
        instruments: vec![String::from("bbb-code")],
        topics: vec![String::from("topic:cia-offences")],
        kinds: vec![Kind::Provision],
        ..Request::new("")
    };
    let found = SMALL.search(&request).expect("found");
    assert_eq!(paths(&found), [P202A, "instrument/bbb-code/p303b"]);
    for (request, message) in [
        (
            Request {
                jurisdictions: vec![String::from("BBC")],
                ..Request::new("x")
            },
            "jurisdiction: no jurisdiction BBC in the data; did you mean BBB",
        ),
        (
            Request {
                topics: vec![String::from("ilegal-access")],
                ..Request::new("x")
            },
            "topic: no topic ilegal-access in the data; did you mean illegal-access?",
        ),
    ] {
        let error: SearchError = SMALL.search(&request).expect_err("unknown");
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

#[test]
fn a_norm_leads_to_its_provision_and_shows_what_matched() {
    let found = search(&SMALL, "zebra lock", &[Kind::Norm]);
    let hit: &Hit = &found.hits[0];
    let citation = hit.citation.as_ref().expect("it can be cited");
    assert_eq!(citation.text, "Computer Wrongs Act 2018 s 14");
    assert!(citation.iri.ends_with("aaa-act/s14"));
    assert_eq!(hit.name.plain(), "Trespassing in networks");
    let snippet = hit.snippet.as_ref().expect("its note");
    let matched: Vec<&str> = snippet
        .segments
        .iter()
        .filter(|s| s.matched)
        .map(|s| s.text.as_str())
        .collect();
    assert_eq!(matched, ["zebra", "lock"]);
    assert_eq!(
        snippet.plain(),
        "Entering a zebra system by getting round the lock that guards it."
    );
    let found = search(&SMALL, "非法访问", &[Kind::Provision]);
    let hit = found
        .hits
        .iter()
        .find(|hit| hit.iri.ends_with("p202a"))
        .expect("found");
    let snippet = hit.snippet.as_ref().expect("the title that matched");
    assert_eq!(snippet.lang.as_deref(), Some("zh"));
    assert_eq!(snippet.segments[0].text, "非法访问");
    assert!(snippet.segments[0].matched && !snippet.segments[1].matched);
}

#[test]
fn pages_are_parts_of_one_order() {
    let all = search(&SMALL, "illegal", &[]);
    assert_eq!(all.total, all.hits.len());
    let mut paged = Vec::new();
    for offset in (0..all.total).step_by(3) {
        let request = Request {
            limit: 3,
            offset,
            ..Request::new("illegal")
        };
        let page = SMALL.search(&request).expect("found");
        assert_eq!(page.total, all.total);
        paged.extend(page.hits);
    }
    assert_eq!(paged, all.hits);
    for pair in all.hits.windows(2) {
        assert!(
            pair[0].score > pair[1].score
                || (pair[0].score - pair[1].score).abs() < 1e-9 && pair[0].iri < pair[1].iri
        );
    }
}

#[test]
fn no_words_are_no_failure() {
    assert_eq!(search(&SMALL, "", &[]).total, SMALL.len());
    assert_eq!(search(&SMALL, " \t\n", &[]).total, SMALL.len());
    assert_eq!(search(&SMALL, "!?", &[]).total, 0);
    assert_eq!(search(&SMALL, "\"", &[]).total, 0);
    let long = "word ".repeat(500);
    assert!(!search(&SMALL, &long, &[]).ignored.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is typed is a search, and the marked pieces are the text.
    #[test]
    fn any_text_is_a_search(text in "\\PC{0,60}", limit in 0_usize..5, offset in 0_usize..5) {
        let request = Request { limit, offset, ..Request::new(text) };
        let found = SMALL.search(&request).expect("never wrong");
        prop_assert!(found.hits.len() <= limit);
        for hit in &found.hits {
            prop_assert!(!hit.name.plain().is_empty());
        }
    }

    /// The syntax of query languages means nothing.
    #[test]
    fn operators_are_words(text in "[\"“”()\\[\\]{}+\\-~^:*?/\\\\a非e\u{301}ا§ ]{0,40}") {
        SMALL.search(&Request::new(text)).expect("never wrong");
    }

    /// A word of a title finds it with one letter left out.
    #[test]
    fn one_slip_is_forgiven(at in 1_usize..10) {
        let mut typed = String::from("trespassing");
        typed.remove(at);
        let found = search(&SMALL, &format!("{typed} networks"), &[Kind::Provision]);
        prop_assert!(paths(&found).contains(&S14), "{}", typed);
    }
}

#[test]
fn the_real_corpus_is_found_in_its_languages_and_with_slips() {
    let first = |text: &str, kinds: &[Kind]| -> String {
        let found = search(&REAL, text, kinds);
        paths(&found)
            .first()
            .map(|p| (*p).to_owned())
            .unwrap_or_default()
    };
    assert_eq!(
        first("illegal access", &[Kind::Concept]),
        "concept/topic/illegal-access"
    );
    assert_eq!(
        first("ilegal acess", &[Kind::Concept]),
        "concept/topic/illegal-access"
    );
    assert_eq!(
        first("非法访问", &[Kind::Concept]),
        "concept/topic/illegal-access"
    );
    let access = search(&REAL, "访问", &[]);
    assert!(paths(&access).contains(&"concept/topic/illegal-access"));
    let slips = search(&REAL, "ilegal acess", &[Kind::Provision]);
    assert!(paths(&slips).contains(&"instrument/budapest/art2"));
    let kenya = search(&REAL, "cyber harasment kenya", &[Kind::Provision]);
    assert!(
        paths(&kenya)[0].starts_with("instrument/ken-cmca-2018/s27"),
        "{:?}",
        paths(&kenya)
    );
    assert_eq!(
        first("Computer Misuse and Cybercrimes Act 2018 s 14", &[]),
        "instrument/ken-cmca-2018/s14"
    );
    assert_eq!(first("肯尼亚", &[]), "jurisdiction/KEN");
    assert_eq!(
        first("информационной безопасностью", &[Kind::Instrument]),
        "instrument/sco-2009"
    );
    assert!(first("不正アクセス", &[Kind::Instrument]).starts_with("instrument/jpn-"));
}

#[test]
fn every_thing_of_the_real_corpus_that_has_a_name_is_found_by_it() {
    // A stride through all kinds; the whole would be the same thing eight thousand times.
    let all = search_all();
    for hit in all.iter().step_by(97) {
        let name = hit.name.plain().replace("… ", "").replace(" …", "");
        let request = Request {
            kinds: vec![hit.kind],
            limit: 10_000,
            ..Request::new(&name)
        };
        let found = REAL.search(&request).expect("found");
        assert!(
            found.hits.iter().any(|other| other.iri == hit.iri),
            "{} by {name}",
            hit.iri
        );
    }
}

fn search_all() -> Vec<Hit> {
    let request = Request {
        limit: usize::MAX,
        ..Request::new("")
    };
    REAL.search(&request).expect("found").hits
}
