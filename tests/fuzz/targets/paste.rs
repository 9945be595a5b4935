//! Any text as clipboard text, as clipboard HTML, or as a link file: gives something that can be inserted into every
//! kind of field.
#![no_main]

use copydesk::link;
use copydesk::paste::{self, Field, Pasted};
use copydesk::recognise::recognise;
use copydesk::writing::Selection;
use libfuzzer_sys::fuzz_target;

const FIELDS: [Field; 4] = [Field::Blocks, Field::Line, Field::Words, Field::Links];

fuzz_target!(|input: &str| {
    // Text and HTML, if both exist; otherwise the input is used for both.
    let (text, html) = input.split_once('\u{1}').unwrap_or((input, input));
    let pasted = [Pasted::new(text.to_owned(), Some(html)), Pasted::Rich(paste::from_html(html))];
    recognise(&paste::article(html));
    link::clean_each(text);
    link::only_link(text);
    link::shortcut(text.as_bytes(), "A page");
    let around = "A line — with *marks*\n\n- é and [a link](https://a.example)";
    for pasted in &pasted {
        for field in FIELDS {
            for at in [0, 4, around.len()] {
                let change = paste::insert(around, Selection::at(at), pasted, field);
                let mut after = around.to_owned();
                after.replace_range(change.range.clone(), &change.text);
                assert_eq!(change.selection, change.selection.within(&after));
            }
        }
    }
});
