//! Settings of the C library’s heap. A window that stays open for days must return freed memory to the system.

#![allow(unsafe_code, reason = "the C library is asked through functions that Rust cannot check")]

/// Makes large allocations come directly from the system and return to it when freed, because among small ones they
/// would leave gaps for as long as the program runs. Has no effect where the system already does so, or cannot.
pub fn separate_large() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: both only change thresholds of the C library's allocator.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 4 * LARGE);
    }
}

/// In bytes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE: libc::c_int = 1 << 20;

/// Returns freed memory between used blocks to the system, where that is possible.
pub fn tidy_heap() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it only releases unused pages.
    unsafe {
        libc::malloc_trim(0);
    }
}
