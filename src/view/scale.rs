//! Round numbers for axes.

/// Values at which an axis is marked: multiples of 1, 2 or 5 times a power of ten, from the one at or below `low` to the one
/// at or above `high`, in some `wanted` steps (never more than one and a half times as many). Steps are at least `least`
/// wide: 1 where things are counted. Empty when a bound is no number.
pub(super) fn ticks(low: f64, high: f64, wanted: u32, least: f64) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span < 0.0 || wanted == 0 {
        return Vec::new();
    }
    let step = step(span / f64::from(wanted), least);
    let first = (low / step).floor();
    let last = (high / step).ceil().max(first + 1.0);
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last {
        // Multiplied each time, so that errors do not add up.
        ticks.push(at * step);
        at += 1.0;
    }
    ticks
}

/// The smallest round step that is no smaller than either.
fn step(raw: f64, least: f64) -> f64 {
    let raw = raw.max(least);
    if raw <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(raw.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        // A step that is round already stays, whatever its last binary digit.
        .find(|step| *step >= raw * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// A number as a label: whole, or with two decimals at most.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_axes() {
        assert_eq!(ticks(0.0, 10.0, 5, 1.0), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(0.0, 3.0, 5, 1.0), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks(0.0, 0.0, 5, 1.0), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 137.0, 5, 1.0), [0.0, 50.0, 100.0, 150.0]);
        assert_eq!(
            ticks(1986.0, 2026.0, 5, 1.0),
            [1980.0, 1990.0, 2000.0, 2010.0, 2020.0, 2030.0]
        );
        assert_eq!(ticks(-3.0, 4.0, 4, 0.0), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        assert!(ticks(0.0, f64::INFINITY, 5, 1.0).is_empty());
        assert!(ticks(f64::NAN, 1.0, 5, 1.0).is_empty());
    }

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (-0.001, "0"),
            (120.0, "120"),
            (33.333_333, "33.33"),
            (0.5, "0.5"),
            (-2.0, "-2"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    proptest! {
        #[test]
        fn an_axis_holds_its_values_in_few_even_steps(low in -1e6..1e6_f64, span in 0.0..1e6_f64, wanted in 1..12_u32) {
            let high = low + span;
            let ticks = ticks(low, high, wanted, 0.0);
            let slack = 1e-6 * (1.0 + low.abs() + span);
            prop_assert!(ticks.len() >= 2);
            prop_assert!(ticks.len() as f64 <= 1.5 * f64::from(wanted) + 3.0);
            prop_assert!(ticks[0] <= low + slack);
            prop_assert!(ticks[ticks.len() - 1] >= high - slack);
            let step = ticks[1] - ticks[0];
            for pair in ticks.windows(2) {
                prop_assert!((pair[1] - pair[0] - step).abs() < slack);
            }
        }
    }
}
