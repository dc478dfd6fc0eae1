//! The columns that answer: for one jurisdiction, which norms are linked to which requirement, and when they are in force.
//!
//! Numbers only, in one piece each: what a question walks over. Names, elements and reasons are looked up afterwards, for
//! what is shown.

use super::concepts::ConceptId;
use super::law::{JurisdictionId, Law, Norm, NormId, RequirementId, Reserved, Survey};
use super::links::{self, Kind, Plan};
use super::order::{Norms, small};
use crate::model::{Basis, Day, Imprisonment, RequirementState};
use jiff::civil::date;
use std::ops::Range;

/// Days since 1970.
pub(super) type DayNumber = i32;

/// No such day: what begins then never does, what ends then never does either.
const NEVER: DayNumber = DayNumber::MAX;

/// In [`Columns::beyond`], a norm that touches without meeting.
const TOUCHES: u16 = u16::MAX;

/// The numbers of one jurisdiction's law.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// By norm: the first day with effect, and the first without again.
    from: Box<[DayNumber]>,
    until: Box<[DayNumber]>,
    /// By norm: the weakest basis it rests on.
    basis: Box<[Basis]>,
    /// By norm: the greatest imprisonment that any tier allows, in months; infinite for life, not a number without any.
    most: Box<[f64]>,
    /// By requirement: where its links begin in the next two; the last is where they all end.
    starts: Box<[u32]>,
    /// The norms that meet or touch, in their order.
    linked: Box<[u32]>,
    /// How many narrowings each has beyond what the requirement allows, or [`TOUCHES`].
    beyond: Box<[u16]>,
    /// The positions of links with narrowings to what the jurisdiction has a reservation on, and where the narrowings of each
    /// begin in the next.
    reserved: Box<[(u32, u32)]>,
    /// Narrowings beyond what a requirement allows.
    excess: Box<[ConceptId]>,
    /// By set of topics ([`Law::topic_sets`]): the first day for which surveys speak for all of them.
    searched: Box<[DayNumber]>,
}

/// How a requirement stands, and whether that rests on a norm that nobody checked against a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) state: RequirementState,
    pub(super) editorial: bool,
}

/// A day as a number.
pub(super) fn number_of(day: Day) -> DayNumber {
    let days = day.duration_since(date(1970, 1, 1)).as_hours() / 24;
    // All of jiff's days fit.
    DayNumber::try_from(days).unwrap_or(NEVER)
}

impl Columns {
    /// Derives the columns of a jurisdiction from its norms and surveys.
    pub(super) fn new(
        law: &Law,
        plan: &Plan,
        order: usize,
        norms: &[Norm],
        surveys: &[Survey],
    ) -> Self {
        let day = |day: Option<Day>| day.map_or(NEVER, number_of);
        let reservations = order
            .checked_sub(1)
            .and_then(|place| law.reserved.get(place));
        let reservations = reservations.map_or(&[][..], Vec::as_slice);
        let (mut starts, mut linked, mut beyond) = (Vec::new(), Vec::new(), Vec::new());
        let (mut reserved, mut excess) = (Vec::new(), Vec::new());
        for (requirement, rows) in plan.related(norms).enumerate() {
            starts.push(small(linked.len()));
            let on = &law.requirements[requirement];
            let adds = |r: &Reserved| r.requirement == requirement && !r.adds.is_empty();
            let counted_again = reservations.iter().any(adds);
            for row in rows {
                let id = NormId {
                    order: small(order),
                    row: small(row),
                };
                let link = links::link(law, on, id, &norms[row]);
                if counted_again && !link.excess.is_empty() {
                    reserved.push((small(linked.len()), small(excess.len())));
                    excess.extend_from_slice(&link.excess);
                }
                linked.push(id.row);
                beyond.push(match link.kind {
                    Kind::Touches => TOUCHES,
                    Kind::Meets => count(link.excess.len()),
                });
            }
        }
        if linked.is_empty() {
            starts.clear();
        } else {
            starts.push(small(linked.len()));
        }
        let sets = law.topic_sets.iter().filter(|_| !surveys.is_empty());
        Self {
            from: norms.iter().map(|norm| day(norm.validity.from)).collect(),
            until: norms.iter().map(|norm| day(norm.validity.until)).collect(),
            basis: norms.iter().map(|norm| norm.basis).collect(),
            most: norms.iter().map(most).collect(),
            starts: starts.into(),
            linked: linked.into(),
            beyond: beyond.into(),
            reserved: reserved.into(),
            excess: excess.into(),
            searched: sets
                .map(|topics| searched_from(law, topics, surveys).map_or(NEVER, number_of))
                .collect(),
        }
    }

    /// How many norms there are.
    pub fn norms(&self) -> usize {
        self.from.len()
    }

    /// The norms linked to a requirement, whatever the day.
    pub(super) fn linked(&self, requirement: RequirementId) -> &[u32] {
        &self.linked[self.range(requirement)]
    }

    fn range(&self, requirement: RequirementId) -> Range<usize> {
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        bound(requirement)..bound(requirement + 1)
    }

    fn in_force(&self, row: u32, day: DayNumber) -> bool {
        let row = row as usize;
        // What ends never has no end, even on the last day that there is.
        self.from[row] <= day && day < self.until[row]
    }

    /// The links of a requirement to norms in force: row, and narrowings beyond what is allowed.
    fn links(
        &self,
        requirement: RequirementId,
        day: DayNumber,
    ) -> impl Iterator<Item = (u32, u16)> + '_ {
        let links = self.positions(requirement, day);
        links.map(|(_, row, beyond)| (row, beyond))
    }

    /// The same with the position of each link.
    fn positions(
        &self,
        requirement: RequirementId,
        day: DayNumber,
    ) -> impl Iterator<Item = (usize, u32, u16)> + '_ {
        let range = self.range(requirement);
        let rows = self.linked[range.clone()].iter().copied();
        let beyond = self.beyond[range.clone()].iter().copied();
        range
            .zip(rows.zip(beyond))
            .map(|(position, (row, beyond))| (position, row, beyond))
            .filter(move |(_, row, _)| self.in_force(*row, day))
    }

    /// The narrowings of a link to what the jurisdiction has a reservation on.
    fn excess(&self, position: usize) -> &[ConceptId] {
        let begins = |at: usize| self.reserved.get(at).map(|(_, start)| *start as usize);
        match self
            .reserved
            .binary_search_by_key(&small(position), |(link, _)| *link)
        {
            Ok(at) => {
                let end = begins(at + 1).unwrap_or(self.excess.len());
                &self.excess[begins(at).unwrap_or(end)..end]
            }
            Err(_) => &[],
        }
    }

    /// How a requirement stands, reservations aside.
    fn stand(&self, requirement: RequirementId, topics: usize, day: DayNumber) -> Stand {
        let (mut fewest, mut editorial, mut any) = (TOUCHES, false, false);
        for (row, beyond) in self.links(requirement, day) {
            any = true;
            let unchecked = self.basis[row as usize] == Basis::Editorial;
            if beyond < fewest {
                (fewest, editorial) = (beyond, unchecked);
            } else if beyond == fewest {
                editorial |= unchecked;
            }
        }
        let state = match fewest {
            0 => RequirementState::Met,
            TOUCHES if any => RequirementState::Near,
            TOUCHES if self.searched.get(topics).is_some_and(|from| *from <= day) => {
                RequirementState::Missing
            }
            TOUCHES => RequirementState::Unknown,
            _ => RequirementState::Conditional,
        };
        Stand { state, editorial }
    }

    /// The norms in force that meet a requirement with a maximum of at least so many months.
    pub(super) fn punishing(
        &self,
        requirement: RequirementId,
        months: f64,
        day: DayNumber,
    ) -> impl Iterator<Item = (u32, Imprisonment)> + '_ {
        self.links(requirement, day)
            .filter(|(_, beyond)| *beyond != TOUCHES)
            .map(|(row, _)| (row, self.most[row as usize]))
            .filter(move |(_, most)| *most >= months)
            .map(|(row, most)| (row, imprisonment(most)))
    }
}

/// One jurisdiction on one day, to be asked of many requirements.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    law: &'a Law,
    columns: &'a Columns,
    reserved: &'a [Reserved],
    place: JurisdictionId,
    day: Day,
    number: DayNumber,
}

impl<'a> Asking<'a> {
    pub(super) fn new(law: &'a Law, place: JurisdictionId, day: Day) -> Self {
        Self {
            law,
            columns: &law.norms.of(place).columns,
            reserved: law.reserved.get(place).map_or(&[], Vec::as_slice),
            place,
            day,
            number: number_of(day),
        }
    }

    /// The reservations of the jurisdiction to a requirement that have effect on the day.
    pub(super) fn reserved(self, id: RequirementId) -> impl Iterator<Item = &'a Reserved> + Clone {
        let start = self.reserved.partition_point(|r| r.requirement < id);
        self.reserved[start..]
            .iter()
            .take_while(move |r| r.requirement == id)
            .filter(move |r| r.during.contains(self.day))
    }

    /// How a requirement stands. The norms that meet it with the fewest conditions decide; else those that come near.
    pub(super) fn stand(self, id: RequirementId) -> Stand {
        if self.reserved(id).next().is_some() {
            return self.reserved_stand(id);
        }
        self.columns
            .stand(id, self.law.requirements[id].topic_set, self.number)
    }

    /// The same, and the norms that decide, in their order.
    pub(super) fn standing(self, id: RequirementId) -> (RequirementState, Vec<NormId>) {
        if self.reserved(id).any(|r| r.removes) {
            return (RequirementState::Reserved, Vec::new());
        }
        let links: Vec<(u32, u16)> = self.left(id).collect();
        let Some(fewest) = links.iter().map(|(_, beyond)| *beyond).min() else {
            let topics = self.law.requirements[id].topic_set;
            return (
                self.columns.stand(id, topics, self.number).state,
                Vec::new(),
            );
        };
        let state = match fewest {
            0 => RequirementState::Met,
            TOUCHES => RequirementState::Near,
            _ => RequirementState::Conditional,
        };
        let deciding = links.iter().filter(|(_, beyond)| *beyond == fewest);
        let norms = deciding.map(|(row, _)| Norms::id(self.place, *row));
        (state, norms.collect())
    }

    /// Where reservations have a say, narrowings are counted again without those that they allow.
    fn reserved_stand(self, id: RequirementId) -> Stand {
        let (state, norms) = self.standing(id);
        let unchecked = |norm: &NormId| self.law.norms[*norm].basis == Basis::Editorial;
        Stand {
            state,
            editorial: norms.iter().any(unchecked),
        }
    }

    /// Links in force, with the narrowings that neither the article nor a reservation allows.
    fn left(self, id: RequirementId) -> impl Iterator<Item = (u32, u16)> + 'a {
        let adds = self.reserved(id).any(|r| !r.adds.is_empty());
        let links = self.columns.positions(id, self.number);
        links.map(move |(position, row, beyond)| {
            if !adds || beyond == TOUCHES || beyond == 0 {
                return (row, beyond);
            }
            let excess = self.columns.excess(position);
            let left = links::left_over(self.law, excess, self.reserved(id)).count();
            (row, count(left))
        })
    }

    /// The norms that meet a requirement with a maximum of at least so many months.
    pub(super) fn punishing(self, id: RequirementId, months: f64) -> Vec<(NormId, Imprisonment)> {
        self.columns
            .punishing(id, months, self.number)
            .map(|(row, most)| (Norms::id(self.place, row), most))
            .collect()
    }

    /// Whether any norm does.
    pub(super) fn punishes(self, id: RequirementId, months: f64) -> bool {
        let mut punishing = self.columns.punishing(id, months, self.number);
        punishing.next().is_some()
    }
}

/// The first day for which surveys speak for every topic; a survey without a day of search speaks for none.
fn searched_from(law: &Law, topics: &[ConceptId], surveys: &[Survey]) -> Option<Day> {
    let first = |topic: &ConceptId| {
        surveys
            .iter()
            .filter(|survey| survey.on.is_some() && survey.answers_for(*topic, &law.concepts))
            .filter_map(|survey| survey.from)
            .min()
    };
    let days: Option<Vec<Day>> = topics.iter().map(first).collect();
    days?.into_iter().max()
}

/// A number of narrowings as it is stored; so many that it looks like [`TOUCHES`] no norm has.
fn count(narrowings: usize) -> u16 {
    u16::try_from(narrowings).map_or(TOUCHES - 1, |count| count.min(TOUCHES - 1))
}

/// The greatest imprisonment that any tier of a norm's penalty allows.
fn most(norm: &Norm) -> f64 {
    let greatest = norm
        .tiers
        .iter()
        .filter_map(|tier| tier.max_imprisonment)
        .max_by(|a, b| a.compare(*b));
    match greatest {
        None => f64::NAN,
        Some(Imprisonment::Life) => f64::INFINITY,
        Some(Imprisonment::Months(months)) => months,
    }
}

fn imprisonment(most: f64) -> Imprisonment {
    if most.is_infinite() {
        Imprisonment::Life
    } else {
        Imprisonment::Months(most)
    }
}
