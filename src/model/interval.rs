//! Half-open intervals of civil days: the first day with effect, and the first without.

use serde::Serialize;

/// A civil day without time zone, as `xsd:date` in the corpus.
pub type Day = jiff::civil::Date;

/// From a first day on, until a first day without. A missing end is open; a missing start has its
/// own meaning for each user (a norm without one is not commenced).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Interval {
    /// The first day inside.
    pub from: Option<Day>,
    /// The first day outside again.
    pub until: Option<Day>,
}

impl Interval {
    /// Whether a day lies inside, where a missing start means "never began" (`lm:inForceFrom`).
    pub fn in_force(self, day: Day) -> bool {
        self.from.is_some_and(|from| from <= day) && self.before_end(day)
    }

    /// Whether a day lies inside, where a missing start means "as far back as one asks".
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.before_end(day)
    }

    fn before_end(self, day: Day) -> bool {
        self.until.is_none_or(|until| day < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_end_is_the_first_day_without_effect() {
        let interval = Interval {
            from: Some(date(2018, 5, 30)),
            until: Some(date(2020, 2, 20)),
        };
        assert!(!interval.in_force(date(2018, 5, 29)));
        assert!(interval.in_force(date(2018, 5, 30)));
        assert!(interval.in_force(date(2020, 2, 19)));
        assert!(!interval.in_force(date(2020, 2, 20)));
    }

    #[test]
    fn without_a_start_a_norm_is_not_commenced_but_a_survey_reaches_back() {
        let open = Interval::default();
        assert!(!open.in_force(date(2026, 1, 1)));
        assert!(open.contains(date(1900, 1, 1)));
    }
}
