//! Work that may wait: what evaluates queries gives way to what answers pages.

/// How far behind. The kernel then gives such work what nobody else wants, and interrupts it at once for who does.
const BEHIND: i32 = 19;

/// Puts this process behind all others, for good. To be called before it starts threads: those inherit it.
pub(super) fn process_gives_way() {
    // Where the kernel refuses, a query is as important as a page, as it was.
    if let Err(error) = rustix::process::nice(BEHIND) {
        tracing::debug!(%error, "a worker keeps its priority");
    }
}

/// Puts this thread behind all others, for good, where threads have priorities of their own.
#[cfg(target_os = "linux")]
pub(super) fn thread_gives_way() {
    process_gives_way();
}

/// Elsewhere only whole processes have a priority.
#[cfg(not(target_os = "linux"))]
pub(super) fn thread_gives_way() {}
