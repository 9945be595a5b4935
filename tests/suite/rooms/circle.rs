//! Circles among dependencies: files that depend on each other, directly or through others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::source::Arrow;

/// The dependencies of each file.
type Leaving<'a> = BTreeMap<&'a str, Vec<&'a Arrow>>;

/// The files in circles, one set for each group of mutually dependent files.
pub fn circles(arrows: &[Arrow]) -> Vec<BTreeSet<String>> {
    let arrows = without_ends(arrows);
    let leaving = leaving(arrows.iter().copied());
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        leaving.keys().map(|file| (*file, came(file, &leaving).into_keys().collect())).collect();
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for (file, reached) in &reach {
        let is_known = found.iter().any(|circle| circle.contains(*file));
        let around = reached.iter().filter(|other| reach.get(*other).is_some_and(|back| back.contains(file)));
        let circle: BTreeSet<String> = around.map(|other| (*other).to_owned()).collect();
        if !is_known && !circle.is_empty() {
            found.push(circle);
        }
    }
    found
}

/// The shortest circle from a file back to itself.
pub fn chain<'a>(from: &str, arrows: &'a [Arrow]) -> Vec<&'a Arrow> {
    let came = came(from, &leaving(arrows.iter()));
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

/// The dependencies that can be part of a circle: not from a file that nothing uses, nor on one that uses nothing.
fn without_ends(arrows: &[Arrow]) -> Vec<&Arrow> {
    let mut left: Vec<&Arrow> = arrows.iter().collect();
    loop {
        let from: BTreeSet<&str> = left.iter().map(|arrow| arrow.from.as_str()).collect();
        let to: BTreeSet<&str> = left.iter().map(|arrow| arrow.to.as_str()).collect();
        let count = left.len();
        left.retain(|arrow| to.contains(arrow.from.as_str()) && from.contains(arrow.to.as_str()));
        if left.len() == count {
            return left;
        }
    }
}

fn leaving<'a>(arrows: impl Iterator<Item = &'a Arrow>) -> Leaving<'a> {
    let mut leaving = Leaving::new();
    for arrow in arrows {
        leaving.entry(&arrow.from).or_default().push(arrow);
    }
    leaving
}

/// Every file reachable from a file, with the last dependency on the shortest path; the file itself only if a path
/// leads back.
fn came<'a>(from: &str, leaving: &Leaving<'a>) -> BTreeMap<&'a str, &'a Arrow> {
    let mut came = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(file) = queue.pop_front() {
        for arrow in leaving.get(file).into_iter().flatten() {
            if !came.contains_key(arrow.to.as_str()) {
                came.insert(arrow.to.as_str(), *arrow);
                queue.push_back(&arrow.to);
            }
        }
    }
    came
}
