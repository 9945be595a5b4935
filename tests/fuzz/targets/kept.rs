//! Any bytes as something kept outside of a draft's file: taken as whole only when it is, and never a panic. What is
//! put in comes out; with a byte changed or an end cut off nothing does. With a checksum that fits, any header is looked
//! into.
#![no_main]

use copydesk::file::Fingerprint;
use copydesk::file::container::{Header, Kind, decode, encode};
use libfuzzer_sys::fuzz_target;

/// The bytes as the header and the body of a container that proves itself whole.
fn sealed(rest: &[u8]) -> Vec<u8> {
    let mut bytes = format!("copydesk-kept 1 {}\n", Fingerprint::of(rest)).into_bytes();
    bytes.extend_from_slice(rest);
    bytes
}

fn takes_out_what_it_put_in(bytes: &[u8]) {
    if let Some((header, body)) = decode(bytes) {
        let again = encode(&header, body);
        assert_eq!(decode(&again), Some((header, body)));
    }
}

fuzz_target!(|bytes: &[u8]| {
    takes_out_what_it_put_in(bytes);
    takes_out_what_it_put_in(&sealed(bytes));
    let [first, second, flip, body @ ..] = bytes else { return };
    let header = Header { kind: Kind::Unsaved, path: Some("a.copydesk".into()), disk: None, at: u64::from(*first) };
    let mut kept = encode(&header, body);
    let first_line = kept.split_inclusive(|&byte| byte == b'\n').next().map_or(0, <[u8]>::len);
    assert_eq!(kept, sealed(&kept[first_line..]));
    assert_eq!(decode(&kept), Some((header, body)));
    let at = (usize::from(*first) * 256 + usize::from(*second)) % kept.len();
    assert_eq!(decode(&kept[..at]), None);
    if *flip != 0 {
        kept[at] ^= flip;
        assert_eq!(decode(&kept), None);
    }
});
