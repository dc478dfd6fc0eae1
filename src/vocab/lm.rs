//! The terms of the legal-measures ontology, one constant each; `tests/vocab.rs` holds them against `ontology/`.

/// Classes.
pub mod class {
    /// A legal order whose law can be asked about; not the country itself.
    pub const JURISDICTION: &str = "https://w3id.org/cyberlex/ontology#Jurisdiction";
    /// The legal order of a State, federal law where the State is federal.
    pub const STATE: &str = "https://w3id.org/cyberlex/ontology#State";
    /// The legal order of a part of a State with law of its own.
    pub const SUBNATIONAL_UNIT: &str = "https://w3id.org/cyberlex/ontology#SubnationalUnit";
    /// The legal order of a dependent territory.
    pub const TERRITORY: &str = "https://w3id.org/cyberlex/ontology#Territory";
    /// An international organisation that makes law.
    pub const ORGANISATION: &str = "https://w3id.org/cyberlex/ontology#Organisation";
    /// A whole text: treaty, statute, code, directive, model law, bill.
    pub const INSTRUMENT: &str = "https://w3id.org/cyberlex/ontology#Instrument";
    /// An agreement between States, protocols included.
    pub const TREATY: &str = "https://w3id.org/cyberlex/ontology#Treaty";
    /// An act that binds members of an organisation as to the result.
    pub const DIRECTIVE: &str = "https://w3id.org/cyberlex/ontology#Directive";
    /// Subordinate legislation, or a directly applicable act of an organisation.
    pub const REGULATION: &str = "https://w3id.org/cyberlex/ontology#Regulation";
    /// An act of a legislature that is not a code.
    pub const STATUTE: &str = "https://w3id.org/cyberlex/ontology#Statute";
    /// A systematic act: penal code, procedure code.
    pub const CODE: &str = "https://w3id.org/cyberlex/ontology#Code";
    /// An act that changes other acts.
    pub const AMENDING_ACT: &str = "https://w3id.org/cyberlex/ontology#AmendingAct";
    /// A text made to be followed by legislatures.
    pub const MODEL_LAW: &str = "https://w3id.org/cyberlex/ontology#ModelLaw";
    /// A proposed act; never in force.
    pub const BILL: &str = "https://w3id.org/cyberlex/ontology#Bill";
    /// A text without binding force.
    pub const SOFT_LAW: &str = "https://w3id.org/cyberlex/ontology#SoftLaw";
    /// A decision of a court that strikes down, suspends or restores law.
    pub const JUDGMENT: &str = "https://w3id.org/cyberlex/ontology#Judgment";
    /// A numbered piece of an instrument. Its IRI is stable. Where its text changed, each text is a dated version (…/s14@2018-05-30) with eli:is_member_of the stable one.
    pub const PROVISION: &str = "https://w3id.org/cyberlex/ontology#Provision";
    /// What one or more provisions lay down. Carries elements and validity. Use a subclass.
    pub const NORM: &str = "https://w3id.org/cyberlex/ontology#Norm";
    /// A norm that makes conduct punishable.
    pub const OFFENCE: &str = "https://w3id.org/cyberlex/ontology#Offence";
    /// A norm that lets an authority do or order something in an investigation.
    pub const POWER: &str = "https://w3id.org/cyberlex/ontology#Power";
    /// Attempt, participation, liability of legal persons, sanctions, scope of procedure.
    pub const ANCILLARY_RULE: &str = "https://w3id.org/cyberlex/ontology#AncillaryRule";
    /// A norm on which offences the courts may judge.
    pub const JURISDICTION_RULE: &str = "https://w3id.org/cyberlex/ontology#JurisdictionRule";
    /// A norm that protects rights when powers are used.
    pub const SAFEGUARD: &str = "https://w3id.org/cyberlex/ontology#Safeguard";
    /// A norm on cooperation with other States.
    pub const COOPERATION_RULE: &str = "https://w3id.org/cyberlex/ontology#CooperationRule";
    /// A duty of those who provide services.
    pub const SERVICE_PROVIDER_DUTY: &str =
        "https://w3id.org/cyberlex/ontology#ServiceProviderDuty";
    /// A norm on prevention, resilience, bodies and strategy.
    pub const PREVENTIVE_MEASURE: &str = "https://w3id.org/cyberlex/ontology#PreventiveMeasure";
    /// A norm that fixes the meaning of a term.
    pub const DEFINITION: &str = "https://w3id.org/cyberlex/ontology#Definition";
    /// One atomic thing that a provision of an international instrument asks for: a conjunction of elements.
    pub const REQUIREMENT: &str = "https://w3id.org/cyberlex/ontology#Requirement";
    /// One tier or track of punishment.
    pub const PENALTY: &str = "https://w3id.org/cyberlex/ontology#Penalty";
    /// A document that was read on a date: what it was, where, of which state of the law, in which language.
    pub const SOURCE_READING: &str = "https://w3id.org/cyberlex/ontology#SourceReading";
    /// A search of the law of a jurisdiction for topics on a date. Only a survey makes an absence claim.
    pub const SURVEY: &str = "https://w3id.org/cyberlex/ontology#Survey";
    /// What a party has done about an instrument, with dates.
    pub const PARTY_STATUS: &str = "https://w3id.org/cyberlex/ontology#PartyStatus";
    /// A reservation or declaration that changes what an instrument asks of one party.
    pub const RESERVATION: &str = "https://w3id.org/cyberlex/ontology#Reservation";
    /// Membership of a jurisdiction in a group, with dates.
    pub const MEMBERSHIP: &str = "https://w3id.org/cyberlex/ontology#Membership";
    /// An expert's judgement, given by a source, on how far a provision corresponds to another; kept beside the derivation.
    pub const CORRESPONDENCE: &str = "https://w3id.org/cyberlex/ontology#Correspondence";
    /// Derived: a norm meets a requirement but narrows by a circumstance that is neither demanded nor permitted.
    pub const EXCESS: &str = "https://w3id.org/cyberlex/ontology#Excess";
    /// An answer: how far a jurisdiction's law covers a provision of an instrument on a day. Written by programs, never in the corpus.
    pub const COVERAGE_RESULT: &str = "https://w3id.org/cyberlex/ontology#CoverageResult";
    /// How an element property enters the derivation.
    pub const POLARITY: &str = "https://w3id.org/cyberlex/ontology#Polarity";
    /// Whether a requirement obliges.
    pub const OBLIGATION: &str = "https://w3id.org/cyberlex/ontology#Obligation";
}

/// Properties.
pub mod prop {
    /// What a power lets an authority do or order.
    pub const ACTION: &str = "https://w3id.org/cyberlex/ontology#action";
    /// Whom a power's order can bind.
    pub const ADDRESSEE: &str = "https://w3id.org/cyberlex/ontology#addressee";
    /// A narrowing that this party may make.
    pub const ADDS_PERMISSION: &str = "https://w3id.org/cyberlex/ontology#addsPermission";
    /// What raises this tier; none means the basic offence.
    pub const AGGRAVATED_BY: &str = "https://w3id.org/cyberlex/ontology#aggravatedBy";
    /// Derived: a narrowing element with which a norm still meets the requirement in full.
    pub const ALLOWS: &str = "https://w3id.org/cyberlex/ontology#allows";
    /// "natural" or "legal"; natural if absent.
    pub const APPLIES_TO: &str = "https://w3id.org/cyberlex/ontology#appliesTo";
    /// The norms, or the instrument, that an ancillary rule reaches.
    pub const APPLIES_TO_OFFENCES: &str = "https://w3id.org/cyberlex/ontology#appliesToOffences";
    /// How strong the source is.
    pub const BASIS: &str = "https://w3id.org/cyberlex/ontology#basis";
    /// Derived: the requirement beyond which the norm narrows.
    pub const BEYOND: &str = "https://w3id.org/cyberlex/ontology#beyond";
    /// First day on which the instrument binds the party.
    pub const BOUND_FROM: &str = "https://w3id.org/cyberlex/ontology#boundFrom";
    /// First day on which it no longer does.
    pub const BOUND_UNTIL: &str = "https://w3id.org/cyberlex/ontology#boundUntil";
    /// The acts; several are alternatives.
    pub const CONDUCT: &str = "https://w3id.org/cyberlex/ontology#conduct";
    /// "signature" where it binds by itself, "ratification", "accession", "acceptance", "approval", "succession" or "notification".
    pub const CONSENT_BY: &str = "https://w3id.org/cyberlex/ontology#consentBy";
    /// The day of deposit.
    pub const CONSENT_ON: &str = "https://w3id.org/cyberlex/ontology#consentOn";
    /// The day it was read.
    pub const CONSULTED_ON: &str = "https://w3id.org/cyberlex/ontology#consultedOn";
    /// The provision that the source compares.
    pub const CORRESPONDENCE_FROM: &str = "https://w3id.org/cyberlex/ontology#correspondenceFrom";
    /// The provision with which the source compares it.
    pub const CORRESPONDENCE_TO: &str = "https://w3id.org/cyberlex/ontology#correspondenceTo";
    /// "either", "both" or "either-or-both" of prison and fine.
    pub const CUMULATION: &str = "https://w3id.org/cyberlex/ontology#cumulation";
    /// The data that a power reaches.
    pub const DATA_CATEGORY: &str = "https://w3id.org/cyberlex/ontology#dataCategory";
    /// "year" or "month" where a date is known no finer; the date is then the first day.
    pub const DATE_PRECISION: &str = "https://w3id.org/cyberlex/ontology#datePrecision";
    /// The provision that defines terms on which the norm depends.
    pub const DEFINED_BY: &str = "https://w3id.org/cyberlex/ontology#definedBy";
    /// "full", "partial" or "none".
    pub const DEGREE: &str = "https://w3id.org/cyberlex/ontology#degree";
    /// Degrees above (+) or below (-) the relative penalty.
    pub const DEGREE_SHIFT: &str = "https://w3id.org/cyberlex/ontology#degreeShift";
    /// The scheme from which the property's values come.
    pub const ELEMENT_SCHEME: &str = "https://w3id.org/cyberlex/ontology#elementScheme";
    /// The day of enactment of a norm, where it differs from the instrument's.
    pub const ENACTED_ON: &str = "https://w3id.org/cyberlex/ontology#enactedOn";
    /// The act or judgment that ended the norm.
    pub const ENDED_BY: &str = "https://w3id.org/cyberlex/ontology#endedBy";
    /// Why the norm ended.
    pub const END_REASON: &str = "https://w3id.org/cyberlex/ontology#endReason";
    /// Links a provision, or its dated version, to a norm it lays down.
    pub const ESTABLISHES: &str = "https://w3id.org/cyberlex/ontology#establishes";
    /// Derived: it meets, but narrows beyond what is demanded or permitted.
    pub const EXCEEDS: &str = "https://w3id.org/cyberlex/ontology#exceeds";
    /// Derived: the left-over circumstance.
    pub const EXCESS_CIRCUMSTANCE: &str = "https://w3id.org/cyberlex/ontology#excessCircumstance";
    /// Derived: a reservation of the party allows this excess, during its own dates.
    pub const EXCUSED_BY: &str = "https://w3id.org/cyberlex/ontology#excusedBy";
    /// Acts taken out of the norm.
    pub const EXEMPTS: &str = "https://w3id.org/cyberlex/ontology#exempts";
    /// Derived: it reaches the requirement, but its fault is stricter, or its addressees or offences are narrower.
    pub const FALLS_SHORT: &str = "https://w3id.org/cyberlex/ontology#fallsShort";
    /// ISO 4217 code.
    pub const FINE_CURRENCY: &str = "https://w3id.org/cyberlex/ontology#fineCurrency";
    /// In units of lm:fineCurrency or lm:fineUnit.
    pub const FINE_MAX: &str = "https://w3id.org/cyberlex/ontology#fineMax";
    /// In units of lm:fineCurrency or lm:fineUnit.
    pub const FINE_MIN: &str = "https://w3id.org/cyberlex/ontology#fineMin";
    /// For example "day-fine", "penalty unit", "multiple of benefit".
    pub const FINE_UNIT: &str = "https://w3id.org/cyberlex/ontology#fineUnit";
    /// A number that the provision had before; its IRI does not change with it.
    pub const FORMERLY_NUMBERED: &str = "https://w3id.org/cyberlex/ontology#formerlyNumbered";
    /// A searched topic for which nothing was found.
    pub const FOUND_NONE: &str = "https://w3id.org/cyberlex/ontology#foundNone";
    /// What a safeguard norm guarantees, or a requirement asks to be guaranteed.
    pub const GUARANTEE: &str = "https://w3id.org/cyberlex/ontology#guarantee";
    /// The harm that must follow.
    pub const HARM_THRESHOLD: &str = "https://w3id.org/cyberlex/ontology#harmThreshold";
    /// 0 where the text allows no imprisonment; absent where it gives no maximum or it was not read.
    pub const IMPRISONMENT_MAX_MONTHS: &str =
        "https://w3id.org/cyberlex/ontology#imprisonmentMaxMonths";
    /// The least imprisonment that may be imposed; absent where the text gives none.
    pub const IMPRISONMENT_MIN_MONTHS: &str =
        "https://w3id.org/cyberlex/ontology#imprisonmentMinMonths";
    /// Derived: reflexive and transitive closure of skos:narrower.
    pub const INCLUDES: &str = "https://w3id.org/cyberlex/ontology#includes";
    /// First day with effect.
    pub const IN_FORCE_FROM: &str = "https://w3id.org/cyberlex/ontology#inForceFrom";
    /// First day without effect.
    pub const IN_FORCE_UNTIL: &str = "https://w3id.org/cyberlex/ontology#inForceUntil";
    /// The organisation or region to which the member belongs.
    pub const IN_GROUP: &str = "https://w3id.org/cyberlex/ontology#inGroup";
    /// Derived: it meets, but a limit that the article demands is missing.
    pub const LACKS_LIMIT: &str = "https://w3id.org/cyberlex/ontology#lacksLimit";
    /// True where imprisonment for life may be imposed; lm:imprisonmentMaxMonths is then absent or that of the alternative.
    pub const LIFE_IMPRISONMENT: &str = "https://w3id.org/cyberlex/ontology#lifeImprisonment";
    /// Days for which a power may first be used.
    pub const MAX_DAYS: &str = "https://w3id.org/cyberlex/ontology#maxDays";
    /// Days in all, extensions included.
    pub const MAX_TOTAL_DAYS: &str = "https://w3id.org/cyberlex/ontology#maxTotalDays";
    /// Derived: every widening element of the requirement is included by the norm's.
    pub const MEETS: &str = "https://w3id.org/cyberlex/ontology#meets";
    /// The jurisdiction that belongs to the group.
    pub const MEMBER: &str = "https://w3id.org/cyberlex/ontology#member";
    /// First day in the group; absent where it is not known or belonging has no beginning.
    pub const MEMBER_FROM: &str = "https://w3id.org/cyberlex/ontology#memberFrom";
    /// First day outside the group.
    pub const MEMBER_UNTIL: &str = "https://w3id.org/cyberlex/ontology#memberUntil";
    /// The least fault that suffices. A norm that states none has none: it is not narrowed by it.
    pub const MENTAL_ELEMENT: &str = "https://w3id.org/cyberlex/ontology#mentalElement";
    /// The things acted on; several are alternatives.
    pub const OBJECT: &str = "https://w3id.org/cyberlex/ontology#object";
    /// lm:mandatory or lm:optional.
    pub const OBLIGATION: &str = "https://w3id.org/cyberlex/ontology#obligation";
    /// The offences for which a power or rule holds.
    pub const OFFENCE_SCOPE: &str = "https://w3id.org/cyberlex/ontology#offenceScope";
    /// Derived: the instrument in which a norm or requirement stands.
    pub const OF_INSTRUMENT: &str = "https://w3id.org/cyberlex/ontology#ofInstrument";
    /// Derived: the jurisdiction in whose law the norm stands.
    pub const OF_JURISDICTION: &str = "https://w3id.org/cyberlex/ontology#ofJurisdiction";
    /// Derived: the norm that narrows.
    pub const OF_NORM: &str = "https://w3id.org/cyberlex/ontology#ofNorm";
    /// The jurisdiction whose law an instrument is; of treaties, none.
    pub const OF_PARTY: &str = "https://w3id.org/cyberlex/ontology#ofParty";
    /// Who may order; several are alternatives.
    pub const ORDERED_BY: &str = "https://w3id.org/cyberlex/ontology#orderedBy";
    /// The State or organisation that signed, consented or left.
    pub const PARTY: &str = "https://w3id.org/cyberlex/ontology#party";
    /// A tier or track of punishment.
    pub const PENALTY: &str = "https://w3id.org/cyberlex/ontology#penalty";
    /// The provision that fixes the penalty where it is not the one that establishes the norm.
    pub const PENALTY_FROM: &str = "https://w3id.org/cyberlex/ontology#penaltyFrom";
    /// A narrowing that a party may make only by a reservation; without one it exceeds.
    pub const PERMITS_BY_RESERVATION: &str =
        "https://w3id.org/cyberlex/ontology#permitsByReservation";
    /// A narrowing that the article lets a party make: circumstances, exemptions or thresholds.
    pub const PERMITS_CIRCUMSTANCE: &str = "https://w3id.org/cyberlex/ontology#permitsCircumstance";
    /// The paragraph and letter within the provision, as a lawyer cites it.
    pub const PINPOINT: &str = "https://w3id.org/cyberlex/ontology#pinpoint";
    /// lm:widening, lm:narrowing or lm:neutral: how the property enters the derivation.
    pub const POLARITY: &str = "https://w3id.org/cyberlex/ontology#polarity";
    /// True for elements that decide whether a norm touches a requirement.
    pub const PRIMARY: &str = "https://w3id.org/cyberlex/ontology#primary";
    /// Derived: every primary element of the requirement is included by the norm's; the other elements are still to be compared.
    pub const REACHES: &str = "https://w3id.org/cyberlex/ontology#reaches";
    /// The penalty or norm from which this one is reckoned.
    pub const RELATIVE_TO: &str = "https://w3id.org/cyberlex/ontology#relativeTo";
    /// A requirement that does not bind this party.
    pub const REMOVES_REQUIREMENT: &str = "https://w3id.org/cyberlex/ontology#removesRequirement";
    /// Whether the term can be extended.
    pub const RENEWABLE: &str = "https://w3id.org/cyberlex/ontology#renewable";
    /// The norm that this one took the place of.
    pub const REPLACES: &str = "https://w3id.org/cyberlex/ontology#replaces";
    /// Links a provision of an international instrument to what it asks for. A provision with requirements is a row of the coverage matrix.
    pub const REQUIRES: &str = "https://w3id.org/cyberlex/ontology#requires";
    /// On a norm: a circumstance that must be there. On a requirement: a limit that the article itself demands.
    pub const REQUIRES_CIRCUMSTANCE: &str =
        "https://w3id.org/cyberlex/ontology#requiresCircumstance";
    /// True where the instrument lets a party reserve the requirement away.
    pub const RESERVABLE: &str = "https://w3id.org/cyberlex/ontology#reservable";
    /// A reservation or declaration that the party made with this status.
    pub const RESERVATION: &str = "https://w3id.org/cyberlex/ontology#reservation";
    /// First day with the reservation; absent where it held from the beginning.
    pub const RESERVED_FROM: &str = "https://w3id.org/cyberlex/ontology#reservedFrom";
    /// First day without the reservation.
    pub const RESERVED_UNTIL: &str = "https://w3id.org/cyberlex/ontology#reservedUntil";
    /// A requirement that binds this party only as narrowed by lm:addsPermission.
    pub const RESTRICTS_REQUIREMENT: &str =
        "https://w3id.org/cyberlex/ontology#restrictsRequirement";
    /// The provision of an international instrument.
    pub const RESULT_AGAINST: &str = "https://w3id.org/cyberlex/ontology#resultAgainst";
    /// The jurisdiction of a coverage result.
    pub const RESULT_FOR: &str = "https://w3id.org/cyberlex/ontology#resultFor";
    /// The day asked about.
    pub const RESULT_ON: &str = "https://w3id.org/cyberlex/ontology#resultOn";
    /// A requirement that is not met without condition.
    pub const RESULT_OPEN: &str = "https://w3id.org/cyberlex/ontology#resultOpen";
    /// "full", "partial", "none" or "unknown".
    pub const RESULT_STATUS: &str = "https://w3id.org/cyberlex/ontology#resultStatus";
    /// "encoded", "checked", "disputed" or "stale".
    pub const REVIEW_STATE: &str = "https://w3id.org/cyberlex/ontology#reviewState";
    /// What a rule lays down that is neither an offence, a power nor a safeguard.
    pub const RULE: &str = "https://w3id.org/cyberlex/ontology#rule";
    /// A safeguard concept, or a safeguard norm, that applies to the power.
    pub const SAFEGUARDED_BY: &str = "https://w3id.org/cyberlex/ontology#safeguardedBy";
    /// An instrument or reading that was searched.
    pub const SEARCHED_TEXT: &str = "https://w3id.org/cyberlex/ontology#searchedText";
    /// The day on which a sample of the file, or this norm, was compared with its source again.
    pub const SECOND_READING_ON: &str = "https://w3id.org/cyberlex/ontology#secondReadingOn";
    /// Whether the addressee must keep the measure secret.
    pub const SECRECY_DUTY: &str = "https://w3id.org/cyberlex/ontology#secrecyDuty";
    /// The day on which the party signed; signature alone seldom binds.
    pub const SIGNED_ON: &str = "https://w3id.org/cyberlex/ontology#signedOn";
    /// True where a norm that does not state the property is not narrowed by it.
    pub const SILENT_MEANS_ANY: &str = "https://w3id.org/cyberlex/ontology#silentMeansAny";
    /// First day of the period for which the survey speaks.
    pub const SURVEYED_FROM: &str = "https://w3id.org/cyberlex/ontology#surveyedFrom";
    /// The day of the search.
    pub const SURVEYED_ON: &str = "https://w3id.org/cyberlex/ontology#surveyedOn";
    /// A topic searched for; narrower topics are included.
    pub const SURVEYED_TOPIC: &str = "https://w3id.org/cyberlex/ontology#surveyedTopic";
    /// The jurisdiction whose law was searched.
    pub const SURVEY_OF: &str = "https://w3id.org/cyberlex/ontology#surveyOf";
    /// The state of the law that the text shows: a date, or words.
    pub const TEXT_VERSION: &str = "https://w3id.org/cyberlex/ontology#textVersion";
    /// The policy theme.
    pub const THEME: &str = "https://w3id.org/cyberlex/ontology#theme";
    /// A condition of fact before a power may be used.
    pub const THRESHOLD: &str = "https://w3id.org/cyberlex/ontology#threshold";
    /// The treaty that the status is about.
    pub const TO_INSTRUMENT: &str = "https://w3id.org/cyberlex/ontology#toInstrument";
    /// What a lawyer would call it.
    pub const TOPIC: &str = "https://w3id.org/cyberlex/ontology#topic";
    /// Derived: related to the requirement but not meeting it.
    pub const TOUCHES: &str = "https://w3id.org/cyberlex/ontology#touches";
    /// "summary" or "indictment".
    pub const TRACK: &str = "https://w3id.org/cyberlex/ontology#track";
    /// The family of legal systems that shapes the criminal law of the jurisdiction; several where several do.
    pub const TRADITION: &str = "https://w3id.org/cyberlex/ontology#tradition";
    /// A fine with no stated maximum.
    pub const UNLIMITED_FINE: &str = "https://w3id.org/cyberlex/ontology#unlimitedFine";
    /// Whether a quicker way exists in urgency.
    pub const URGENT_PROCEDURE: &str = "https://w3id.org/cyberlex/ontology#urgentProcedure";
    /// Where the document can be read.
    pub const URL: &str = "https://w3id.org/cyberlex/ontology#url";
    /// Derived: it meets, and narrows as the article permits.
    pub const USES_PERMISSION: &str = "https://w3id.org/cyberlex/ontology#usesPermission";
}

/// Individuals: polarities and obligations.
pub mod value {
    /// The requirement is met when some value of the norm includes the required one.
    pub const WIDENING: &str = "https://w3id.org/cyberlex/ontology#widening";
    /// The requirement is met in full when every value of the norm is demanded or permitted.
    pub const NARROWING: &str = "https://w3id.org/cyberlex/ontology#narrowing";
    /// A dimension of its own, never folded into coverage.
    pub const NEUTRAL: &str = "https://w3id.org/cyberlex/ontology#neutral";
    /// The instrument obliges.
    pub const MANDATORY: &str = "https://w3id.org/cyberlex/ontology#mandatory";
    /// The instrument permits or encourages.
    pub const OPTIONAL: &str = "https://w3id.org/cyberlex/ontology#optional";
}
