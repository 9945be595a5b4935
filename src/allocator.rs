//! The program's memory: the system's, of which some is kept in reserve for when the system has no more. What is done
//! then is in `file::ending`, and where the window goes on, in `app::scarcity`; what a text may take is in
//! `markdown::cost`.
//!
//! The thread that runs out may be in the middle of anything and hold any lock, so it cannot clean up itself. There are
//! two reserves. The first is given to whoever needs it, with which it usually goes on: that memory is scarce is known
//! from then on. The last one is for those that end the program, and whoever else needs memory then waits for the end.

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
const TRIES: usize = if cfg!(test) { 200 } else { 1000 };
const PAUSE: Duration = Duration::from_millis(10);

/// Keeps this many bytes in reserve, where there are that many, and returns once they are needed. The calling thread is the
/// one that ends the program then; it is never made to wait for memory.
pub fn await_shortage(reserve: usize) {
    help_at_end();
    MEMORY.last.keep(&MEMORY.system, reserve);
    // Another thread waits for the same.
    if MEMORY.ender.set(std::thread::current()).is_err() {
        return;
    }
    while !MEMORY.is_short.load(Ordering::Acquire) {
        std::thread::park();
    }
}

/// The calling thread does something that has to be done when the program ends: it never waits for memory.
pub fn help_at_end() {
    IS_ENDER.set(true);
}

/// Keeps this many bytes for whoever needs memory first when there is no more, unless they are kept already. Whether
/// they are kept.
pub fn keep_first(reserve: usize) -> bool {
    MEMORY.first.keep(&MEMORY.system, reserve)
}

/// Whether memory is scarce: what [`keep_first`] kept has been needed, or there are not as many bytes more as this. Those
/// that do not ask this allocator, as the libraries that draw, are to find some. Never where nothing was kept.
pub fn is_scarce(room: usize) -> bool {
    if !MEMORY.first.is_kept() {
        return MEMORY.first.is_given_back();
    }
    let probe = Reserve::new();
    let has_room = probe.keep(&MEMORY.system, room);
    probe.give_back(&MEMORY.system);
    if !has_room {
        MEMORY.first.give_back(&MEMORY.system);
    }
    !has_room
}

/// An allocator with reserves.
struct Reserving<A> {
    system: A,
    first: Reserve,
    last: Reserve,
    is_short: AtomicBool,
    ender: OnceLock<Thread>,
}

/// Memory that is kept, and never written to: that takes address space alone.
struct Reserve {
    start: AtomicPtr<u8>,
    size: AtomicUsize,
}

impl Reserve {
    const fn new() -> Reserve {
        Reserve { start: AtomicPtr::new(null_mut()), size: AtomicUsize::new(0) }
    }

    fn is_kept(&self) -> bool {
        !self.start.load(Ordering::Acquire).is_null()
    }

    fn is_given_back(&self) -> bool {
        self.size.load(Ordering::Acquire) > 0 && !self.is_kept()
    }

    /// To be called by one thread at a time. Whether it is kept now.
    fn keep(&self, system: &impl GlobalAlloc, size: usize) -> bool {
        let Some(layout) = reserve_layout(size).filter(|_| !self.is_kept()) else { return self.is_kept() };
        self.size.store(size, Ordering::Release);
        // SAFETY: the layout is not empty.
        self.start.store(unsafe { system.alloc(layout) }, Ordering::Release);
        self.is_kept()
    }

    fn give_back(&self, system: &impl GlobalAlloc) {
        let start = self.start.swap(null_mut(), Ordering::AcqRel);
        if let Some(layout) = reserve_layout(self.size.load(Ordering::Acquire)).filter(|_| !start.is_null()) {
            // SAFETY: `keep` had it from the same system with this layout, and the swap gave it to this call alone.
            unsafe { system.dealloc(start, layout) }
        }
    }
}

impl<A: GlobalAlloc> Reserving<A> {
    const fn new(system: A) -> Reserving<A> {
        Reserving {
            system,
            first: Reserve::new(),
            last: Reserve::new(),
            is_short: AtomicBool::new(false),
            ender: OnceLock::new(),
        }
    }

    /// What is asked for; if need be from a reserve.
    fn or_reserve(&self, ask: impl Fn() -> *mut u8) -> *mut u8 {
        let got = ask();
        if got.is_null() { self.short(&ask) } else { got }
    }

    #[cold]
    fn short(&self, ask: &dyn Fn() -> *mut u8) -> *mut u8 {
        self.first.give_back(&self.system);
        let got = ask();
        let Some(ender) = self.ender.get().filter(|_| got.is_null()) else { return got };
        self.is_short.store(true, Ordering::Release);
        ender.unpark();
        if IS_ENDER.get() {
            self.last.give_back(&self.system);
            return ask();
        }
        let later = || {
            std::thread::sleep(PAUSE);
            if self.last.is_given_back() { null_mut() } else { ask() }
        };
        (0..TRIES).map(|_| later()).find(|got| !got.is_null()).unwrap_or(got)
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

    /// Keeps so many times what is asked for.
    fn keep(memory: &Reserving<Small>, first: usize, last: usize) {
        memory.first.keep(&memory.system, LAYOUT.size() * first);
        memory.last.keep(&memory.system, LAYOUT.size() * last);
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
    fn what_the_system_has_is_given_and_the_reserves_kept() {
        let memory = small(LAYOUT.size() * 4);
        keep(&memory, 1, 1);
        assert_eq!(asked(&memory), [true; 2]);
        assert!(memory.first.is_kept() && memory.last.is_kept());
    }

    #[test]
    fn the_first_reserve_is_given_to_whoever_needs_it_and_nobody_ends_the_program() {
        let memory = small(LAYOUT.size() * 4);
        keep(&memory, 2, 1);
        end_here(&memory);
        assert_eq!(asked(&memory), [true; 3]);
        assert!(!memory.first.is_kept() && memory.last.is_kept());
        assert!(!memory.is_short.load(Ordering::Acquire));
        assert!(memory.first.keep(&memory.system, LAYOUT.size()), "there is enough again");
    }

    #[test]
    fn where_nobody_ends_the_program_nothing_is_given_beyond_the_first_reserve() {
        let memory = small(LAYOUT.size() * 3);
        keep(&memory, 1, 1);
        assert_eq!(asked(&memory), [true, true, false]);
    }

    #[test]
    fn the_last_reserve_is_for_who_ends_the_program() {
        let memory = small(LAYOUT.size() * 2);
        keep(&memory, 0, 2);
        end_here(&memory);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| asked::<1>(&memory));
            while !memory.is_short.load(Ordering::Acquire) {
                std::thread::yield_now();
            }
            assert!(memory.last.is_kept(), "it is not for the others");
            IS_ENDER.set(true);
            assert_eq!(asked(&memory), [true, true, false]);
            IS_ENDER.set(false);
            assert_eq!(waiting.join().ok(), Some([false]), "nor is what is left of it");
        });
    }

    #[test]
    fn who_ends_the_program_is_woken_when_more_than_the_first_reserve_is_needed_and_not_before() {
        let memory = small(LAYOUT.size() * 2);
        keep(&memory, 1, 0);
        end_here(&memory);
        assert_eq!(asked(&memory), [true]);
        assert!(!memory.is_short.load(Ordering::Acquire));
        IS_ENDER.set(true);
        assert_eq!(asked(&memory), [true, true, false]);
        IS_ENDER.set(false);
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
