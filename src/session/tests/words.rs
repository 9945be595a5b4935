//! Whatever is done, and in whatever order the disk responds, no typed word is lost. It is in the open draft, in a
//! file, in a version of an overwritten file, in the journal, or in discarded work.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::file::{self, Change, Expected, Tenure};
use crate::format::Format;

/// A disk, a journal and a writer around a session.
struct World {
    desk: Desk,
    files: BTreeMap<PathBuf, Article>,
    /// The contents of files that were overwritten or removed.
    earlier: Vec<Article>,
    /// The entry of this window, and the entries of closed windows.
    journal: Option<Article>,
    entries: BTreeMap<PathBuf, Article>,
    set_aside: Vec<Article>,
    /// The files that someone else has taken over from this window.
    taken: Vec<PathBuf>,
    pending: Vec<Request>,
    questions: Vec<(u64, Purpose)>,
    asked: Vec<Action>,
    words: Vec<String>,
    is_closed: bool,
}

const NAMES: [&str; 3] = ["a", "b", "c"];

impl World {
    fn new() -> World {
        let desk = Desk::empty();
        let entry = (path("entry"), article("kept0"));
        World {
            desk,
            files: BTreeMap::new(),
            earlier: Vec::new(),
            journal: None,
            entries: BTreeMap::from([entry]),
            set_aside: Vec::new(),
            taken: Vec::new(),
            pending: Vec::new(),
            questions: Vec::new(),
            asked: Vec::new(),
            words: vec!["kept0".into()],
            is_closed: false,
        }
    }

    /// Does one thing, and then what follows at the end of a frame.
    fn step(&mut self, (what, a, b): (u8, u8, u8)) {
        let any = |len: usize| usize::from(a) % len.max(1);
        let name = path(NAMES[any(NAMES.len())]);
        match what {
            0..=3 => self.write(),
            4 => self.act(Action::Save(None)),
            5 => self.act(Action::SaveAs(None)),
            6 => self.act(Action::Open(name)),
            7 => self.act(Action::New),
            8 => self.act(Action::Recover(path("entry"))),
            9 | 10 if !self.questions.is_empty() => {
                let (number, purpose) = self.questions.remove(any(self.questions.len()));
                self.act(Action::Chosen(number, purpose, path(NAMES[usize::from(b) % NAMES.len()])));
            }
            9..=13 if !self.asked.is_empty() => {
                let action = self.asked.swap_remove(any(self.asked.len()));
                self.asked.clear();
                self.act(action);
            }
            14..=20 if !self.pending.is_empty() => {
                let request = self.pending.remove(any(self.pending.len()));
                self.answer(request, b);
            }
            21 => self.change_elsewhere(&name),
            22 => self.taken.push(name),
            23 => self.tell(Input::CameBack),
            24 => self.tell(Input::CloseAsked),
            25 => {
                self.desk.now.time += 2.0;
                self.act(Action::GiveUp);
            }
            26 => self.act(Action::Edit),
            27 => self.act(Action::Save(Some(Next::Close))),
            28 => self.act(Action::Undo),
            _ => self.tell(Input::Tick),
        }
        self.desk.now.cover = if self.asked.is_empty() { Cover::Nothing } else { Cover::Question };
        if !self.is_closed {
            self.tell(Input::Note);
        }
    }

    fn write(&mut self) {
        let word = format!("word{}", self.words.len());
        self.desk.now.time += 5.0;
        self.desk.write(&format!(" {word}"));
        if self.desk.headline().contains(&word) {
            self.words.push(word);
        }
    }

    /// Another program adds to a file or removes it, and so decides about its content.
    fn change_elsewhere(&mut self, name: &Path) {
        if let Some(article) = self.files.get_mut(name) {
            article.headline.push_str(" theirs");
            self.tell(Input::Stirred);
        }
    }

    fn act(&mut self, action: Action) {
        self.tell(Input::Do(action));
    }

    fn tell(&mut self, input: Input) {
        let may_close = matches!(input, Input::CloseAsked);
        self.desk.take(input);
        let effects = std::mem::take(&mut self.desk.effects);
        self.is_closed |= may_close && !effects.contains(&Effect::KeepOpen);
        effects.into_iter().for_each(|effect| self.carry_out(effect));
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Disk(Request::Abandon(number)) => self.pending.retain(|request| match request {
                Request::Save(save) => save.number != number,
                _ => true,
            }),
            Effect::Disk(request) => self.pending.push(request),
            Effect::Journal(Order::Keep(kept)) => {
                kept.origin.iter().for_each(|entry| drop(self.entries.remove(entry)));
                self.journal = Some(kept.article);
            }
            Effect::Journal(Order::SetAside(kept)) => self.set_aside.push(kept.article),
            Effect::Journal(Order::Clear(entry)) => {
                entry.iter().for_each(|entry| drop(self.entries.remove(entry)));
                self.journal = None;
            }
            Effect::AskPath(number, purpose) => self.questions.push((number, purpose)),
            Effect::Ask(ask) => self.asked = answers(ask),
            Effect::AskConflict(conflict) => {
                let verdicts = [Verdict::KeepMine, Verdict::TakeTheirs, Verdict::KeepBoth, Verdict::Later];
                self.asked = verdicts.map(|verdict| Action::Settle(conflict.clone(), verdict)).into();
            }
            Effect::Close => self.is_closed = true,
            _ => {}
        }
    }

    /// The disk completes a request, or fails.
    fn answer(&mut self, request: Request, luck: u8) {
        match request {
            Request::Save(save) => self.save(*save, luck),
            Request::Open(number, path, _) => {
                let result = match self.files.get(&path) {
                    _ if self.taken.contains(&path) => Ok(Opened::Held(maria())),
                    Some(article) => {
                        let document = Document::opened(article.clone(), path.clone(), Some(disk(article)));
                        Ok(Opened::Draft(Box::new(document), Some(Held::for_test(&path, "mine")), None))
                    }
                    None => Err(NotOpened { reason: "gone".into(), earlier: None, conflict: None }),
                };
                self.tell(Input::Opened(Box::new(Arrived { number, path, result, whereabouts: None })));
            }
            Request::Recover(kept) => {
                let found = self.entries.get(&kept).cloned().ok_or_else(|| "gone".to_owned());
                let result = found.map(|article| (Box::new(Document::recovered(article, None, None)), 1));
                self.tell(Input::Recovered(Recovery { kept, result }));
            }
            Request::Look(look) => self.look(look),
            Request::Lock(draft, path, why) => {
                let is_taken = self.taken.contains(&path) && !matches!(why, Locking::TakeOver(_));
                let ours = LockResult::Ours(Held::for_test(&path, "mine"));
                let result = if is_taken { LockResult::Theirs(maria()) } else { ours };
                self.tell(Input::Locked(Box::new(Locked { draft, path, why, result })));
            }
            _ => {}
        }
    }

    fn look(&mut self, look: Look) {
        let change = match self.files.get(&look.path) {
            None => Change::Gone,
            Some(article) if disk(article) == look.disk => Change::Same,
            Some(article) => Change::Other(Box::new(file::Opened {
                article: article.clone(),
                fingerprint: Some(disk(article)),
                ..file::Opened::default()
            })),
        };
        let is_taken = self.taken.contains(&look.path);
        let lock = match &look.lock {
            LockAsked::Nothing => LockFound::Nothing,
            LockAsked::Own(_) if is_taken => LockFound::Own(Tenure::Taken(maria())),
            LockAsked::Own(_) => LockFound::Own(Tenure::Ours),
            LockAsked::Others => LockFound::Others(is_taken.then(maria)),
        };
        self.tell(Input::Looked(Box::new(Elsewhere { look, change, stat: None, lock })));
    }

    fn save(&mut self, mut save: Save, luck: u8) {
        let is_taken = self.taken.contains(&save.path);
        let there = self.files.get(&save.path).map(disk);
        let expected = match &save.onto {
            Onto::Own(_, Some(_)) if is_taken => return self.tell(Input::TakenOver(barred(&save))),
            Onto::Other(_) if is_taken => return self.tell(Input::SaveHeld(barred(&save))),
            Onto::Own(expected, _) => *expected,
            Onto::Other(_) => Expected::Anything,
            Onto::Beside => {
                save.path = path(&format!("beside{}", self.files.len()));
                Expected::Anything
            }
        };
        if matches!((expected, there), (Expected::Exactly(expected), Some(there)) if expected != there) {
            let changed = SaveError::Changed(save.path.clone());
            return self.tell(answered(&save, Err(changed)));
        }
        if luck.is_multiple_of(4) {
            let obstacle = file::Obstacle::Full;
            let error = file::WriteError { obstacle, path: save.path.clone() };
            return self.tell(answered(&save, Err(SaveError::Write(error))));
        }
        self.earlier.extend(self.files.insert(save.path.clone(), save.article.clone()));
        self.tell(saved(&save));
    }

    /// Whether a word is stored anywhere.
    fn holds(&self, word: &str) -> bool {
        let in_hand = (!self.is_closed).then(|| self.desk.session.document().article());
        let on_disk = self.files.values().chain(self.entries.values()).chain(&self.earlier);
        let mut all = on_disk.chain(&self.set_aside).chain(&self.journal).chain(in_hand);
        // A word that was removed by undo may be lost.
        all.any(|article| article.headline.split(' ').any(|known| known == word))
    }
}

/// The possible answers to a question.
fn answers(ask: Ask) -> Vec<Action> {
    match ask {
        Ask::Unsaved(next) => vec![Action::Save(Some(next.clone())), Action::Proceed(next)],
        Ask::NotSaved(_, again, next) => {
            let again = match again {
                Again::To(path) => Some(Action::SaveTo(path, next.clone())),
                Again::No => None,
            };
            again.into_iter().chain([Action::SaveAs(next)]).collect()
        }
        Ask::TakenOverUnsaved(_, next) => vec![Action::SaveAs(next)],
        Ask::Held(path, holder) => {
            [Way::Copy, Way::ReadOnly(Box::new(holder.clone())), Way::TakeOver(Box::new(holder))]
                .map(|way| Action::OpenAs(path.clone(), way))
                .into()
        }
        Ask::HeldToo(path, holder) | Ask::StillHeld(path, holder) => vec![Action::TakeOver(path, holder)],
        Ask::Loss(..) => vec![Action::ExportAnyway(Format::Text, Losses::Asked)],
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_ever_lost(steps in prop::collection::vec((0u8..30, any::<u8>(), any::<u8>()), 1..80)) {
        let mut world = World::new();
        for step in steps {
            let before = world.desk.headline().to_owned();
            world.step(step);
            if step.0 == 28 {
                let kept = world.desk.headline().to_owned();
                let taken_back = |word: &String| before.contains(word.as_str()) && !kept.contains(word.as_str());
                let gone: Vec<String> = world.words.iter().filter(|w| taken_back(w) && !world.holds(w)).cloned().collect();
                world.words.retain(|word| !gone.contains(word));
            }
            for word in &world.words {
                prop_assert!(world.holds(word), "{word} is gone after {step:?}");
            }
            if world.is_closed {
                break;
            }
        }
    }
}
