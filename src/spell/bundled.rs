//! The dictionaries included in the program.

/// A dictionary in Hunspell's two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// The language, such as `en-GB`.
    pub tag: &'static str,
    pub aff: &'static str,
    pub dic: &'static str,
}

/// All of them, American English first. Their licences are in `assets/dictionaries`.
pub static BUNDLED: [Bundled; 2] = [
    Bundled {
        tag: "en-US",
        aff: include_str!("../../assets/dictionaries/en_US.aff"),
        dic: include_str!("../../assets/dictionaries/en_US.dic"),
    },
    Bundled {
        tag: "en-GB",
        aff: include_str!("../../assets/dictionaries/en_GB.aff"),
        dic: include_str!("../../assets/dictionaries/en_GB.dic"),
    },
];
