//! One test binary; each module below holds one promise.
