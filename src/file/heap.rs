//! Settings of the C library’s heap. A window that stays open for days must return freed memory to the system.

#![allow(unsafe_code, reason = "the C library is asked through functions that Rust cannot check")]

/// Has large pieces come from the system one by one, and go back there when they are given back: among the small ones they
/// would leave gaps for as long as the program runs. For a program that runs long; where the system does this anyway, or
/// cannot, nothing changes.
pub fn separate_large() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: both only change numbers by which the C library decides.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 4 * LARGE);
    }
}

/// In bytes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE: libc::c_int = 1 << 20;

/// Gives the system what was given back to this program and lies between what is still used, where the system takes it.
pub fn tidy_heap() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it only looks for pages that nobody uses.
    unsafe {
        libc::malloc_trim(0);
    }
}
