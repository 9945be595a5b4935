//! The program's memory: the system's, of which some is kept in reserve for when the system has no more. What is done
//! then is in `file::ending`; what a text may take is in `markdown::cost`.
//!
//! The thread that runs out may be in the middle of anything and hold any lock, so it cannot clean up itself. The reserve
//! is given back, with which it usually goes on, and another thread ends the program.

#![allow(
    unsafe_code,
    reason = "an allocator is asked through a trait that is unsafe; it hands every call on as it came"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};
use std::thread::Thread;
use std::time::Duration;

#[global_allocator]
static MEMORY: Reserving<System> = Reserving::new(System);

thread_local! {
    static IS_ENDER: Cell<bool> = const { Cell::new(false) };
}

/// How often a thread asks again for memory while the program is being ended, and how long it waits between: ten seconds.
const TRIES: usize = 1000;
const PAUSE: Duration = Duration::from_millis(10);

/// Keeps this many bytes in reserve, where there are that many, and returns once they are needed. The calling thread is the
/// one that ends the program then; it is never made to wait for memory.
pub fn await_shortage(reserve: usize) {
    IS_ENDER.set(true);
    MEMORY.keep(reserve);
    // Another thread waits for the same.
    if MEMORY.ender.set(std::thread::current()).is_err() {
        return;
    }
    while !MEMORY.is_short.load(Ordering::Acquire) {
        std::thread::park();
    }
}

/// An allocator with a reserve.
struct Reserving<A> {
    system: A,
    reserve: AtomicPtr<u8>,
    size: AtomicUsize,
    is_short: AtomicBool,
    ender: OnceLock<Thread>,
}

impl<A: GlobalAlloc> Reserving<A> {
    const fn new(system: A) -> Reserving<A> {
        Reserving {
            system,
            reserve: AtomicPtr::new(null_mut()),
            size: AtomicUsize::new(0),
            is_short: AtomicBool::new(false),
            ender: OnceLock::new(),
        }
    }

    /// Memory that is never written to takes address space alone.
    fn keep(&self, size: usize) {
        let Some(layout) = reserve_layout(size).filter(|_| self.reserve.load(Ordering::Acquire).is_null()) else {
            return;
        };
        self.size.store(size, Ordering::Release);
        // SAFETY: the layout is not empty.
        self.reserve.store(unsafe { self.system.alloc(layout) }, Ordering::Release);
    }

    fn give_back(&self) {
        let reserve = self.reserve.swap(null_mut(), Ordering::AcqRel);
        if let Some(layout) = reserve_layout(self.size.load(Ordering::Acquire)).filter(|_| !reserve.is_null()) {
            // SAFETY: `keep` had it from the same system with this layout, and the swap gave it to this call alone.
            unsafe { self.system.dealloc(reserve, layout) }
        }
    }

    /// What is asked for; if need be from the reserve, while the program is being ended.
    fn or_reserve(&self, ask: impl Fn() -> *mut u8) -> *mut u8 {
        let got = ask();
        if got.is_null() { self.short(&ask) } else { got }
    }

    #[cold]
    fn short(&self, ask: &dyn Fn() -> *mut u8) -> *mut u8 {
        self.give_back();
        let got = ask();
        let Some(ender) = self.ender.get() else { return got };
        self.is_short.store(true, Ordering::Release);
        ender.unpark();
        let tries = if got.is_null() && !IS_ENDER.get() { TRIES } else { 0 };
        let later = || {
            std::thread::sleep(PAUSE);
            ask()
        };
        (0..tries).map(|_| later()).find(|got| !got.is_null()).unwrap_or(got)
    }
}

fn reserve_layout(size: usize) -> Option<Layout> {
    Layout::from_size_align(size, align_of::<usize>()).ok().filter(|layout| layout.size() > 0)
}

// SAFETY: every call goes to the system as it came, until it gives memory; what is given back came from there.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Reserving<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps what `alloc` asks for.
        self.or_reserve(|| unsafe { self.system.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps what `alloc_zeroed` asks for.
        self.or_reserve(|| unsafe { self.system.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller keeps what `realloc` asks for; where it fails the old memory stays, to be asked about again.
        self.or_reserve(|| unsafe { self.system.realloc(old, layout, size) })
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps what `dealloc` asks for.
        unsafe { self.system.dealloc(old, layout) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: Layout = Layout::new::<[u64; 16]>();

    /// A system with so many bytes left.
    struct Small(AtomicUsize);

    // SAFETY: memory is the real system's, or none.
    unsafe impl GlobalAlloc for Small {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            let take = |left: usize| left.checked_sub(layout.size());
            match self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, take) {
                // SAFETY: as it came.
                Ok(_) => unsafe { System.alloc(layout) },
                Err(_) => null_mut(),
            }
        }

        unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
            self.0.fetch_add(layout.size(), Ordering::AcqRel);
            // SAFETY: as it came.
            unsafe { System.dealloc(old, layout) }
        }
    }

    fn small(left: usize) -> Reserving<Small> {
        Reserving::new(Small(AtomicUsize::new(left)))
    }

    fn end_here(memory: &Reserving<Small>) {
        assert!(memory.ender.set(std::thread::current()).is_ok(), "no thread ends the program yet");
    }

    /// Asks so often, and says which of the calls were given memory. It is given back at the end.
    fn asked<const TIMES: usize>(memory: &Reserving<Small>) -> [bool; TIMES] {
        // SAFETY: the layout is not empty, and all is given back with it.
        let got = [(); TIMES].map(|()| unsafe { memory.alloc(LAYOUT) });
        for given in got.into_iter().filter(|given| !given.is_null()) {
            // SAFETY: as above.
            unsafe { memory.dealloc(given, LAYOUT) }
        }
        got.map(|given| !given.is_null())
    }

    #[test]
    fn what_the_system_has_is_given_and_the_reserve_kept() {
        let memory = small(LAYOUT.size() * 4);
        memory.keep(LAYOUT.size() * 2);
        assert_eq!(asked(&memory), [true; 2]);
        assert!(!memory.reserve.load(Ordering::Acquire).is_null());
    }

    #[test]
    fn the_reserve_is_given_when_the_system_has_no_more_and_then_nothing_is() {
        let memory = small(LAYOUT.size() * 3);
        memory.keep(LAYOUT.size() * 2);
        assert_eq!(asked(&memory), [true, true, true, false]);
        assert!(memory.reserve.load(Ordering::Acquire).is_null());
    }

    #[test]
    fn who_ends_the_program_is_woken_when_the_reserve_is_needed_and_not_before() {
        let memory = small(LAYOUT.size() * 2);
        memory.keep(LAYOUT.size());
        end_here(&memory);
        assert_eq!(asked(&memory), [true]);
        assert!(!memory.is_short.load(Ordering::Acquire));
        assert_eq!(asked(&memory), [true; 2]);
        assert!(memory.is_short.load(Ordering::Acquire));
        // It was woken already: this returns at once.
        std::thread::park();
    }

    #[test]
    fn who_ends_the_program_waits_for_no_memory() {
        let memory = small(0);
        IS_ENDER.set(true);
        end_here(&memory);
        assert_eq!(asked(&memory), [false]);
        IS_ENDER.set(false);
    }

    #[test]
    fn who_needs_more_than_the_reserve_gets_it_once_others_have_given_theirs_back() {
        let memory = small(LAYOUT.size());
        end_here(&memory);
        // SAFETY: the layout is not empty.
        let held = Held(unsafe { memory.alloc(LAYOUT) });
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| asked::<1>(&memory));
            while !memory.is_short.load(Ordering::Acquire) {
                std::thread::yield_now();
            }
            // SAFETY: it was given above with this layout.
            unsafe { memory.dealloc(held.0, LAYOUT) }
            assert_eq!(waiting.join().ok(), Some([true]));
        });
    }

    struct Held(*mut u8);
}
