//! Any bytes as stored work: accepted only if complete, and never a panic. What is encoded can be decoded; with a byte
//! changed or the end cut off, it cannot. With a matching checksum, any header is examined.
#![no_main]

use copydesk::file::Fingerprint;
use copydesk::file::container::{Header, Kind, decode, encode};
use libfuzzer_sys::fuzz_target;

/// The bytes as the header and body of a container with a matching checksum.
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
