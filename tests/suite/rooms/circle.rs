//! Circles among arrows: files that stand on one another, however long the way round.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::source::Arrow;

/// The files that are on a circle, each set of them that hang together by itself.
pub fn circles(arrows: &[Arrow]) -> Vec<BTreeSet<String>> {
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    let files: BTreeSet<&str> = arrows.iter().map(|arrow| &*arrow.from).collect();
    let reach: BTreeMap<&str, BTreeSet<&str>> = files.iter().map(|file| (*file, reached(file, arrows))).collect();
    for file in files {
        let is_known = found.iter().any(|circle| circle.contains(file));
        let around = reach[file].iter().filter(|other| reach.get(*other).is_some_and(|back| back.contains(file)));
        let circle: BTreeSet<String> = around.map(|other| (*other).to_owned()).collect();
        if !is_known && !circle.is_empty() {
            found.push(circle);
        }
    }
    found
}

/// Every file that can be reached from one along arrows; itself only where a way leads back.
fn reached<'a>(from: &str, arrows: &'a [Arrow]) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        for arrow in arrows.iter().filter(|arrow| arrow.from == file) {
            if seen.insert(&*arrow.to) {
                next.push(&arrow.to);
            }
        }
    }
    seen
}

/// The shortest way round from a file back to itself.
pub fn chain<'a>(from: &str, arrows: &'a [Arrow]) -> Vec<&'a Arrow> {
    let mut came: BTreeMap<&str, &Arrow> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(file) = queue.pop_front() {
        for arrow in arrows.iter().filter(|arrow| arrow.from == file) {
            if !came.contains_key(&*arrow.to) {
                came.insert(&arrow.to, arrow);
                queue.push_back(&arrow.to);
            }
        }
    }
    let mut back = Vec::new();
    let mut file = from;
    while let Some(arrow) = came.get(file) {
        back.push(*arrow);
        file = &arrow.from;
        if file == from {
            break;
        }
    }
    back.reverse();
    back
}
