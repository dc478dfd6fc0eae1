//! Signs of life while something takes long: on a terminal only.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal as _};
use std::time::Duration;

/// Works with a sign of life.
pub(super) fn waiting<T>(work: impl FnOnce() -> T) -> T {
    let progress = started(
        ProgressBar::new_spinner(),
        "{spinner} {msg}",
        "reading the law",
    );
    let done = work();
    progress.finish_and_clear();
    done
}

/// Works and shows how far it is, how fast, and how long it will take; `work` is given what to tell: how much is done, of how
/// much.
pub(super) fn counting<T>(
    what: &'static str,
    work: impl FnOnce(&mut dyn FnMut(usize, usize)) -> T,
) -> T {
    let template = "{msg} {wide_bar} {human_pos} of {human_len}, {per_sec}, {eta} left";
    let progress = started(ProgressBar::new(0), template, what);
    let done = work(&mut |done, all| {
        progress.set_length(all as u64);
        progress.set_position(done as u64);
    });
    progress.finish_and_clear();
    done
}

/// A bar on a terminal, and nothing elsewhere.
fn started(bar: ProgressBar, template: &str, what: &'static str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
