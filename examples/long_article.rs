//! Prints the long article of the benches as a draft, for timing commands: `cargo run --example long_article >
//! long.copydesk`.

use std::io::Write;

#[path = "../benches/long/mod.rs"]
mod long;

fn main() -> std::io::Result<()> {
    let article = long::article(100_000, 200);
    std::io::stdout().write_all(copydesk::file::to_native(&article).as_bytes())
}
