//! Which arms of a match would catch a new variant of an enum: those that, for some combination of the other values,
//! cover all of it without naming its variants. This is a compiler's exhaustiveness check with one additional variant.

use std::collections::{BTreeMap, BTreeSet};

/// Enums by name, with the variants of each one that has the name.
pub type Enums = BTreeMap<String, Vec<BTreeSet<String>>>;

/// A pattern, reduced to what matters here.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// Matches anything.
    Any,
    /// Matches anything, as part of a slice that is matched whatever it contains, so that it says nothing about its
    /// elements.
    Within,
    /// Matches values with this constructor, with fields by name or number; others may be anything.
    Made(Maker, BTreeMap<String, Pattern>),
    /// Matches what one of these matches.
    OneOf(Vec<Pattern>),
}

impl Pattern {
    /// The enums of ours of which it names variants.
    pub fn owners(&self) -> BTreeSet<String> {
        match self {
            Pattern::Any | Pattern::Within => BTreeSet::new(),
            Pattern::OneOf(patterns) => patterns.iter().flat_map(Pattern::owners).collect(),
            Pattern::Made(maker, fields) => {
                let own = match maker {
                    Maker::Variant { owner, .. } => Some(owner.clone()),
                    Maker::Known(..) | Maker::Only(_) | Maker::Slice(_) | Maker::OneOfMany(_) => None,
                };
                own.into_iter().chain(fields.values().flat_map(Pattern::owners)).collect()
            }
        }
    }

    fn is_any(&self) -> bool {
        match self {
            Pattern::Any => true,
            Pattern::Within | Pattern::Made(..) | Pattern::OneOf(_) => false,
        }
    }
}

/// The constructor of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Maker {
    /// A variant of an enum of ours.
    Variant { owner: String, name: String },
    /// One of a few known ones: of `Option`, `Result` or `bool`.
    Known(&'static [&'static str], String),
    /// The only constructor of this type: a tuple or a struct.
    Only(String),
    /// A slice of this length.
    Slice(usize),
    /// One of any number: a literal, a constant, a variant of another enum.
    OneOfMany(String),
}

/// What the names in a pattern refer to.
pub struct Names<'a> {
    pub enums: &'a Enums,
    /// What `Self` refers to.
    pub own: Option<&'a String>,
    /// The variants that are imported by name, each with its enum.
    pub imported: &'a BTreeMap<String, String>,
    /// Enums of ours that are imported under another name, each with its own.
    pub renamed: &'a BTreeMap<String, String>,
    /// Enums of others with the same name as one of ours.
    pub foreign: &'a BTreeSet<String>,
    /// Longer slices are of one kind.
    pub longest: usize,
}

impl Names<'_> {
    /// A pattern, reduced to what matters here.
    pub fn pattern(&self, pattern: &syn::Pat) -> Pattern {
        match pattern {
            syn::Pat::Or(or) => Pattern::OneOf(or.cases.iter().map(|case| self.pattern(case)).collect()),
            syn::Pat::Paren(inner) => self.pattern(&inner.pat),
            syn::Pat::Reference(inner) => self.pattern(&inner.pat),
            syn::Pat::Ident(name) => match &name.subpat {
                Some((_, inner)) => self.pattern(inner),
                None if is_variable(&name.ident) => Pattern::Any,
                None => Pattern::Made(self.maker(&name.ident.clone().into()), BTreeMap::new()),
            },
            syn::Pat::Path(one) => Pattern::Made(self.maker(&one.path), BTreeMap::new()),
            syn::Pat::TupleStruct(one) => Pattern::Made(self.maker(&one.path), self.numbered(&one.elems)),
            syn::Pat::Struct(one) => {
                let field = |field: &syn::FieldPat| (name_of(&field.member), self.pattern(&field.pat));
                Pattern::Made(self.maker(&one.path), one.fields.iter().map(field).collect())
            }
            syn::Pat::Tuple(one) => Pattern::Made(Maker::Only(String::new()), self.numbered(&one.elems)),
            syn::Pat::Slice(one) => self.slice(&one.elems),
            syn::Pat::Lit(one) => Pattern::Made(literal(&one.lit), BTreeMap::new()),
            syn::Pat::Range(range) => {
                let text = if range.start.is_some() { "from" } else { "to" };
                Pattern::Made(Maker::OneOfMany(text.to_owned()), BTreeMap::new())
            }
            _ => Pattern::Any,
        }
    }

    /// The elements of a tuple by number: those after `..` from the end.
    fn numbered<'b>(&self, elements: impl IntoIterator<Item = &'b syn::Pat>) -> BTreeMap<String, Pattern> {
        let elements: Vec<&syn::Pat> = elements.into_iter().collect();
        let front = elements.iter().take_while(|element| !is_rest(element)).count();
        let number = |(at, element): (usize, &&syn::Pat)| {
            let number = if at < front { format!("{at}") } else { format!("{at} of {}", elements.len()) };
            (number, self.pattern(element))
        };
        elements.iter().enumerate().filter(|(at, _)| *at != front).map(number).collect()
    }

    /// A slice pattern with `..` matches slices of any length from its own on.
    fn slice<'b>(&self, elements: impl IntoIterator<Item = &'b syn::Pat>) -> Pattern {
        let elements: Vec<&syn::Pat> = elements.into_iter().collect();
        let of = |elements: Vec<Pattern>| {
            let maker = Maker::Slice(elements.len());
            Pattern::Made(maker, elements.into_iter().enumerate().map(|(at, one)| (at.to_string(), one)).collect())
        };
        let Some(at) = elements.iter().position(|element| is_rest(element)) else {
            return of(elements.into_iter().map(|element| self.pattern(element)).collect());
        };
        let (front, back) = (&elements[..at], &elements[at + 1..]);
        let filled = |length: usize| {
            let front = front.iter().map(|element| self.pattern(element));
            let between = std::iter::repeat_n(Pattern::Any, length - (elements.len() - 1));
            of(front.chain(between).chain(back.iter().map(|element| self.pattern(element))).collect())
        };
        Pattern::OneOf((elements.len() - 1..=self.longest).map(filled).collect())
    }

    fn maker(&self, path: &syn::Path) -> Maker {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match names.as_slice() {
            [name] if name == "Some" || name == "None" => Maker::Known(&["Some", "None"], name.clone()),
            [name] if name == "Self" => Maker::Only(self.own.unwrap_or(name).clone()),
            [name] if name == "Ok" || name == "Err" => Maker::Known(&["Ok", "Err"], name.clone()),
            [name] => match self.imported.get(name) {
                Some(owner) => Maker::Variant { owner: owner.clone(), name: name.clone() },
                None if name.chars().any(char::is_lowercase) => Maker::Only(name.clone()),
                None => Maker::OneOfMany(name.clone()),
            },
            [.., owner, name] => {
                let owner = self.own.filter(|_| owner == "Self").unwrap_or(owner);
                let owner = self.renamed.get(owner).unwrap_or(owner);
                let is_ours =
                    self.enums.get(owner).is_some_and(|all| all.iter().any(|variants| variants.contains(name)));
                if is_ours && !self.foreign.contains(owner) {
                    Maker::Variant { owner: owner.clone(), name: name.clone() }
                } else {
                    Maker::OneOfMany(name.clone())
                }
            }
            [] => Maker::OneOfMany(String::new()),
        }
    }
}

fn name_of(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(number) => number.index.to_string(),
    }
}

fn literal(literal: &syn::Lit) -> Maker {
    match literal {
        syn::Lit::Bool(one) => Maker::Known(&["true", "false"], one.value.to_string()),
        _ => Maker::OneOfMany(literal.span().source_text().unwrap_or_default()),
    }
}

fn is_variable(name: &syn::Ident) -> bool {
    name.to_string().starts_with(|letter: char| letter.is_lowercase() || letter == '_')
}

fn is_rest(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Rest(_) => true,
        syn::Pat::Ident(name) => name.subpat.as_ref().is_some_and(|(_, inner)| is_rest(inner)),
        _ => false,
    }
}

/// An arm of a match over several values.
#[derive(Clone, Debug)]
pub struct Arm {
    pub line: usize,
    /// Whether it has no guard, which could fail.
    pub is_sure: bool,
    pub columns: Vec<Pattern>,
}

/// The arms of a match, all with the same number of columns.
pub struct Matrix<'a> {
    pub enums: &'a Enums,
    pub longest: usize,
    pub arms: Vec<Arm>,
}

impl Matrix<'_> {
    /// The arms that would catch a new variant of one of our enums, with its name.
    pub fn swallowed(&self) -> BTreeSet<(usize, String)> {
        let mut found = BTreeSet::new();
        if self.arms.iter().all(|arm| arm.columns.is_empty()) {
            return found;
        }
        let makers = self.makers();
        let rest = self.of_others();
        if let Some(Maker::Variant { owner, .. }) = makers.first()
            && rest.is_exhaustive()
        {
            let is_any = |arm: &&Arm| {
                arm.columns.first().is_some_and(|first| alternatives(first).iter().any(Pattern::is_any))
            };
            let catching = self.arms.iter().filter(|arm| arm.is_sure).filter(is_any);
            found.extend(catching.map(|arm| (arm.line, owner.clone())));
        }
        makers.iter().for_each(|maker| found.extend(self.of(maker).swallowed()));
        found.extend(rest.swallowed());
        found
    }

    fn is_exhaustive(&self) -> bool {
        if self.arms.iter().all(|arm| arm.columns.is_empty()) {
            return self.arms.iter().any(|arm| arm.is_sure);
        }
        let makers = self.makers();
        if self.are_all(&makers) {
            makers.iter().all(|maker| self.of(maker).is_exhaustive())
        } else {
            self.of_others().is_exhaustive()
        }
    }

    /// The constructors in the patterns of the first column.
    fn makers(&self) -> BTreeSet<Maker> {
        fn add(pattern: &Pattern, makers: &mut BTreeSet<Maker>) {
            match pattern {
                Pattern::Any | Pattern::Within => {}
                Pattern::Made(maker, _) => drop(makers.insert(maker.clone())),
                Pattern::OneOf(patterns) => patterns.iter().for_each(|pattern| add(pattern, makers)),
            }
        }
        let mut makers = BTreeSet::new();
        self.arms.iter().flat_map(|arm| arm.columns.first()).for_each(|pattern| add(pattern, &mut makers));
        makers
    }

    /// Whether these are all constructors of a value in the first column.
    fn are_all(&self, makers: &BTreeSet<Maker>) -> bool {
        match makers.first() {
            Some(Maker::Variant { owner, .. }) => {
                let names = |variants: &BTreeSet<String>| {
                    variants
                        .iter()
                        .map(|name| Maker::Variant { owner: owner.clone(), name: name.clone() })
                        .collect()
                };
                self.enums.get(owner).is_some_and(|all| all.iter().any(|variants| *makers == names(variants)))
            }
            Some(Maker::Known(all, _)) => all.len() == makers.len(),
            Some(Maker::Only(_)) => true,
            Some(Maker::Slice(_)) => makers.len() == self.longest + 1,
            Some(Maker::OneOfMany(_)) | None => false,
        }
    }

    /// The arms for values with this constructor in the first column, with its fields as columns.
    fn of(&self, maker: &Maker) -> Matrix<'_> {
        let mut fields = BTreeSet::new();
        for arm in &self.arms {
            for pattern in arm.columns.first().into_iter().flat_map(alternatives) {
                if let Pattern::Made(made, own) = pattern
                    && made == *maker
                {
                    fields.extend(own.into_keys());
                }
            }
        }
        self.narrowed(|first| match first {
            Pattern::Any if !matches!(maker, Maker::Slice(_)) => Some(vec![Pattern::Any; fields.len()]),
            Pattern::Any | Pattern::Within => Some(vec![Pattern::Within; fields.len()]),
            Pattern::Made(made, own) if made == *maker => {
                Some(fields.iter().map(|field| own.get(field).cloned().unwrap_or(Pattern::Any)).collect())
            }
            Pattern::Made(..) | Pattern::OneOf(_) => None,
        })
    }

    /// The arms for values with any other constructor in the first column.
    fn of_others(&self) -> Matrix<'_> {
        self.narrowed(|first| match first {
            Pattern::Any | Pattern::Within => Some(Vec::new()),
            Pattern::Made(..) | Pattern::OneOf(_) => None,
        })
    }

    /// The arms with these columns instead of the first, for each of its alternatives that has them.
    fn narrowed(&self, columns: impl Fn(Pattern) -> Option<Vec<Pattern>>) -> Matrix<'_> {
        let mut arms = Vec::new();
        for arm in &self.arms {
            let Some((first, others)) = arm.columns.split_first() else { continue };
            for mut columns in alternatives(first).into_iter().filter_map(&columns) {
                columns.extend(others.iter().cloned());
                arms.push(Arm { columns, ..arm.clone() });
            }
        }
        Matrix { arms, ..*self }
    }
}

/// The alternatives of a pattern.
fn alternatives(pattern: &Pattern) -> Vec<Pattern> {
    match pattern {
        Pattern::OneOf(patterns) => patterns.iter().flat_map(alternatives).collect(),
        Pattern::Any | Pattern::Within | Pattern::Made(..) => vec![pattern.clone()],
    }
}
