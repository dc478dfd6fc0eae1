//! The matrix: a row for each jurisdiction and article, with its reasons.

use super::answer::{
    ArticleAnswer, Citation, Condition, Matrix, Named, RequirementAnswer, Shortfall,
};
use super::columns::Asking;
use super::concepts::ConceptId;
use super::error::IndexError;
use super::index::{Index, last_part};
use super::law::{Article, Instrument, JurisdictionId, NormId, RequirementId};
use super::links::{self, Link, permitted_by};
use crate::model::{Day, Imprisonment, RequirementState, Status, article_status, basic_maximum};

/// What a row is asked with: language and day.
#[derive(Clone, Copy)]
struct Asked<'a> {
    place: JurisdictionId,
    day: Day,
    lang: &'a str,
    asking: Asking<'a>,
}

/// How a requirement stands, and the norms that make it so.
type Standing = (RequirementState, Vec<NormId>);

impl Index {
    /// Coverage of an instrument by jurisdictions on a day. `article` keeps the article with that number
    /// and those within it ("29" keeps "29(1)(a)").
    ///
    /// # Errors
    /// When there is no such instrument or article.
    pub fn matrix(
        &self,
        instrument: &str,
        places: &[JurisdictionId],
        day: Day,
        article: Option<&str>,
        lang: &str,
    ) -> Result<Matrix, IndexError> {
        let instrument = self.instrument(instrument)?;
        let articles: Vec<&Article> = instrument
            .articles
            .iter()
            .filter(|a| article.is_none_or(|wanted| within(&a.number, wanted)))
            .collect();
        if let (true, Some(wanted)) = (articles.is_empty(), article) {
            let known: Vec<&str> = instrument
                .articles
                .iter()
                .map(|a| a.number.as_str())
                .collect();
            return Err(super::error::unknown("article", wanted, &known, &known));
        }
        let asked = |place: JurisdictionId| Asked {
            place,
            day,
            lang,
            asking: Asking::new(&self.law, place, day),
        };
        let rows = places
            .iter()
            .map(|place| asked(*place))
            .flat_map(|asked| articles.iter().map(move |article| (asked, *article)))
            .map(|(asked, article)| self.row(instrument, article, asked))
            .collect();
        Ok(Matrix {
            instrument: self.instrument_name(instrument, lang),
            day,
            lang: lang.to_owned(),
            rows,
        })
    }

    fn instrument_name(&self, instrument: &Instrument, lang: &str) -> Named {
        self.law.texts.short_named(&instrument.iri, lang)
    }

    fn row(&self, instrument: &Instrument, article: &Article, asked: Asked<'_>) -> ArticleAnswer {
        let standing: Vec<Standing> = article
            .requirements
            .iter()
            .map(|&id| asked.asking.standing(id))
            .collect();
        let requirements: Vec<RequirementAnswer> = article
            .requirements
            .iter()
            .zip(&standing)
            .map(|(&id, standing)| self.requirement(id, standing, asked))
            .collect();
        let any_mandatory = requirements.iter().any(|r| r.mandatory);
        let counted = requirements
            .iter()
            .filter(|r| r.mandatory || !any_mandatory);
        let status = article_status(counted.map(|r| r.state));
        let norms = listed(&standing);
        let place = &self.law.jurisdictions[asked.place];
        ArticleAnswer {
            jurisdiction: self.named_label(&place.iri, asked.lang),
            code: place.code.clone(),
            instrument: self.instrument_name(instrument, asked.lang),
            instrument_id: last_part(&instrument.iri).to_owned(),
            article: self.named_label(&article.iri, asked.lang),
            number: article.number.clone(),
            status,
            provisions: self.citations(&norms, asked.lang),
            related: self.related(article, &norms, asked),
            norms: norms
                .iter()
                .map(|norm| self.norm_answer(*norm, asked.lang))
                .collect(),
            max_imprisonment: self.lowest_condition_maximum(&norms),
            basis: self.weakest_basis(article, &norms, status),
            requirements,
        }
    }

    fn requirement(
        &self,
        id: RequirementId,
        (state, norms): &Standing,
        asked: Asked<'_>,
    ) -> RequirementAnswer {
        let state = *state;
        let requirement = &self.law.requirements[id];
        let links: Vec<Link> = norms
            .iter()
            .map(|norm| links::link(&self.law, requirement, *norm, &self.law.norms[*norm]))
            .collect();
        let conditions = if state == RequirementState::Conditional {
            links
                .iter()
                .flat_map(|link| self.conditions(id, link, asked))
                .collect()
        } else {
            Vec::new()
        };
        let lacks: Vec<ConceptId> = match links.split_first() {
            Some((first, others)) if state == RequirementState::Met => {
                let by_all =
                    |limit: &ConceptId| others.iter().all(|link| link.lacks.contains(limit));
                first.lacks.iter().copied().filter(by_all).collect()
            }
            _ => Vec::new(),
        };
        RequirementAnswer {
            iri: requirement.iri.clone(),
            pinpoint: requirement.pinpoint.clone(),
            note: self.law.texts.note(&requirement.iri, asked.lang),
            searched_on: self
                .law
                .searched_on(asked.place, &requirement.topics, asked.day),
            label: self.requirement_label(id, asked.lang),
            mandatory: requirement.mandatory,
            state,
            provisions: self.citations(norms, asked.lang),
            since: norms
                .iter()
                .map(|norm| self.law.norms[*norm].validity.from)
                .min()
                .flatten(),
            norms: norms
                .iter()
                .map(|norm| self.law.norms[*norm].iri.clone())
                .collect(),
            conditions,
            shortfalls: links
                .first()
                .map(|link| self.shortfalls(id, link, asked.lang))
                .unwrap_or_default(),
            lacks: lacks
                .into_iter()
                .map(|concept| self.concept(concept, asked.lang))
                .collect(),
            uses_permission: links.iter().any(|link| link.uses_permission),
        }
    }

    /// What a requirement asks for, in words: the labels of its elements that are not fault.
    pub(crate) fn requirement_label(&self, id: RequirementId, lang: &str) -> String {
        let requirement = &self.law.requirements[id];
        let words: Vec<String> = requirement
            .widening
            .0
            .iter()
            .filter(|(property, _)| {
                let property = &self.law.properties[*property];
                !property.silent_means_any
                    && (property.primary
                        || !requirement.widening.0.iter().any(|(p, _)| self.is_data(*p)))
            })
            .flat_map(|(_, values)| values)
            .map(|concept| self.concept(*concept, lang).label)
            .collect();
        words.join(" · ")
    }

    fn is_data(&self, property: usize) -> bool {
        self.law.properties[property].iri == crate::vocab::lm::prop::ACTION
    }

    fn conditions(&self, id: RequirementId, link: &Link, asked: Asked<'_>) -> Vec<Condition> {
        let reservable = &self.law.requirements[id].reservable_narrowing;
        links::left_over(&self.law, &link.excess, asked.asking.reserved(id))
            .map(|value| Condition {
                norm: self.law.norms[link.norm].iri.clone(),
                provision: self.citations(&[link.norm], asked.lang).into_iter().next(),
                circumstance: self.concept(value, asked.lang),
                reservable: permitted_by(&self.law, reservable, value),
            })
            .collect()
    }

    fn shortfalls(&self, id: RequirementId, link: &Link, lang: &str) -> Vec<Shortfall> {
        let name = |values: &[ConceptId]| values.iter().map(|v| self.concept(*v, lang)).collect();
        link.short
            .iter()
            .map(|&property| Shortfall {
                element: self
                    .law
                    .texts
                    .label(&self.law.properties[property].iri, lang),
                wanted: name(self.law.requirements[id].widening.of(property)),
                given: name(self.law.norms[link.norm].widening.of(property)),
            })
            .collect()
    }

    /// Provisions in force on the topics of an article, other than those of the listed norms.
    fn related(&self, article: &Article, listed: &[NormId], asked: Asked<'_>) -> Vec<Citation> {
        let topics: Vec<ConceptId> = article
            .requirements
            .iter()
            .flat_map(|id| &self.law.requirements[*id].topics)
            .copied()
            .collect();
        let on_topic = |norm: &NormId| {
            let row = &self.law.norms[*norm];
            row.topics.iter().any(|topic| topics.contains(topic))
        };
        let in_force = self.law.in_force(asked.place, asked.day);
        let norms: Vec<NormId> = in_force.filter(on_topic).collect();
        let listed = self.citations(listed, asked.lang);
        let mut related = self.citations(&norms, asked.lang);
        related.retain(|citation| !listed.contains(citation));
        related
    }

    /// Citations of the norms' provisions, in the order of the norms, each once.
    pub(crate) fn citations(&self, norms: &[NormId], lang: &str) -> Vec<Citation> {
        let mut citations: Vec<Citation> = Vec::new();
        for norm in norms.iter().map(|norm| &self.law.norms[*norm]) {
            for provision in &norm.provisions {
                if citations.iter().all(|known| known.iri != *provision) {
                    let (texts, place) = (&self.law.texts, norm.jurisdiction);
                    let title = texts.short_title_of(place, &norm.instrument, lang);
                    let number = texts.number_of(place, provision);
                    citations.push(Citation {
                        iri: provision.clone(),
                        text: format!("{title} {number}").trim_end().to_owned(),
                        number,
                    });
                }
            }
        }
        citations
    }

    /// The basic maximum of the listed norm with the fewest narrowing circumstances; of several, the lowest.
    fn lowest_condition_maximum(&self, norms: &[NormId]) -> Option<Imprisonment> {
        let rows = || norms.iter().map(|norm| &self.law.norms[*norm]);
        let fewest = rows().map(|norm| norm.circumstances).min()?;
        rows()
            .filter(|norm| norm.circumstances == fewest)
            .filter_map(|norm| basic_maximum(&norm.tiers))
            .min_by(|a, b| a.compare(*b))
    }

    fn weakest_basis(
        &self,
        article: &Article,
        norms: &[NormId],
        status: Status,
    ) -> Option<crate::model::Basis> {
        if status == Status::Unknown {
            return None;
        }
        let asked = article
            .requirements
            .iter()
            .map(|r| self.law.requirements[*r].basis);
        norms
            .iter()
            .map(|norm| self.law.norms[*norm].basis)
            .chain(asked)
            .max()
    }

    pub(crate) fn concept(&self, concept: ConceptId, lang: &str) -> Named {
        self.named_label(self.law.concepts.iri(concept), lang)
    }

    pub(crate) fn named_label(&self, iri: &str, lang: &str) -> Named {
        self.law.texts.named(iri, lang)
    }
}

/// Whether an article number is the wanted one, or lies within it.
pub(super) fn within(number: &str, wanted: &str) -> bool {
    number
        .strip_prefix(wanted)
        .is_some_and(|rest| rest.is_empty() || !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The norms that a row lists: those that meet its requirements; if none does, the nearest.
fn listed(standing: &[Standing]) -> Vec<NormId> {
    let pick = |states: &[RequirementState]| {
        let mut norms: Vec<NormId> = standing
            .iter()
            .filter(|(state, _)| states.contains(state))
            .flat_map(|(_, norms)| norms.iter().copied())
            .collect();
        norms.sort_unstable();
        norms.dedup();
        norms
    };
    let meeting = pick(&[RequirementState::Met, RequirementState::Conditional]);
    if meeting.is_empty() {
        pick(&[RequirementState::Near])
    } else {
        meeting
    }
}
