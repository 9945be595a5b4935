//! Starts the window: with which draft, clipboard, clock and dialogs.

use std::fmt;
use std::path::PathBuf;

use egui::{Context, Pos2, Rect, Vec2, ViewportCommand, pos2};

use super::act::scarcity::{Memory, begin};
use super::clipboard::{Clipboard, SystemClipboard};
use super::clock::{Clock, SystemClock};
use super::desktop;
use super::exchange::event::Event;
use super::exchange::journal::{Keeper, Pace, guard};
use super::exchange::native_dialogs::{Dialogs, NativeDialogs};
use super::exchange::spelling::Folders;
use super::exchange::system;
use super::exchange::watcher::Watching;
use super::exchange::worker::{Exchange, Reveal, Threads, Worker};
use super::settings::Settings;
use super::spelling::Spelling;
use super::{App, theme};
use crate::article::{Article, Place};
use crate::document::Document;
use crate::file::{self, FileKind, UserFolders};
use crate::session::{Input, Session, Why};

/// Why there is no window.
#[derive(Debug)]
pub enum RunError {
    /// The system's message.
    NoWindow(String),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::NoWindow(reason) => write!(
                f,
                "no window can be opened ({reason}); you can still export: copydesk export FILE --to html"
            ),
        }
    }
}

impl std::error::Error for RunError {}

/// What the window needs from outside. Tests have their own.
pub struct World {
    pub worker: Box<dyn Worker>,
    pub dialogs: Box<dyn Dialogs>,
    pub clipboard: Box<dyn Clipboard>,
    pub clock: Box<dyn Clock>,
    pub folders: Folders,
    /// Asks the desktop for its motion preference; runs on a thread.
    pub desktop: fn() -> desktop::Wish,
    /// The folder of the user's own templates.
    pub templates: Option<PathBuf>,
    /// The folders for unsaved work and earlier versions.
    pub user: UserFolders,
    pub watching: Watching,
    /// The user's standard folders, for the file dialog.
    pub places: fn() -> Vec<(&'static str, PathBuf)>,
    /// Shows a file in its folder; runs on a thread.
    pub reveal: Reveal,
    /// How soon unsaved work is stored.
    pub pace: Pace,
}

#[cfg(test)]
impl World {
    /// For tests of the window: work is done immediately, and everything is stored within a folder.
    pub fn within(folder: &std::path::Path) -> World {
        struct AtOnce;
        impl Worker for AtOnce {
            fn start(&self, work: Box<dyn FnOnce() + Send>) {
                work();
            }
        }
        World {
            worker: Box::new(AtOnce),
            clock: Box::new(SystemClock::utc()),
            folders: Folders::default(),
            desktop: || desktop::Wish::Unknown,
            templates: None,
            user: UserFolders::within(folder),
            watching: Watching::ByHand,
            places: Vec::new,
            reveal: |_| Ok(()),
            pace: Pace::WhenFlushed,
            ..World::system()
        }
    }
}

impl World {
    fn system() -> World {
        World {
            worker: Box::new(Threads),
            dialogs: Box::new(NativeDialogs::default()),
            clipboard: Box::new(SystemClipboard::default()),
            desktop: desktop::ask,
            templates: directories::ProjectDirs::from("", "", APP_ID)
                .map(|dirs| dirs.data_dir().join("templates")),
            user: UserFolders::system(),
            watching: Watching::Thread,
            places: system::usual_places,
            reveal: system::reveal,
            pace: Pace::Soon,
            clock: Box::new(SystemClock::here()),
            folders: system::spelling_folders(),
        }
    }
}

/// Opens the window, with a file if there is one, and returns when it is closed.
///
/// # Errors
/// Fails if the desktop cannot provide a window or graphics to draw with.
pub fn run(file: Option<PathBuf>) -> Result<(), RunError> {
    let world = World::system();
    // Before eframe saves the settings there, with the list of recent files.
    system::make_private(&world.user);
    let make = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        let user = world.user.clone();
        let app = App::new(cc, world, file);
        guard(app.keeper.flusher(), user);
        begin();
        Ok(Box::new(app))
    };
    eframe::run_native(APP_ID, options(), Box::new(make)).map_err(|error| RunError::NoWindow(error.to_string()))
}

const APP_ID: &str = "copydesk";
const SIZE: [f32; 2] = [1280.0, 800.0];
const MIN_SIZE: [f32; 2] = [900.0, 600.0];

fn options() -> eframe::NativeOptions {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/copydesk-256.png"));
    let viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Copydesk")
        .with_inner_size(SIZE)
        .with_min_inner_size(MIN_SIZE)
        .with_icon(icon.unwrap_or_default())
        .with_drag_and_drop(true);
    eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        system_font_fallback: system::has_fonts(),
        ..eframe::NativeOptions::default()
    }
}

/// The greatest part of a screen taken by the desktop's bars and the window's frame.
const DESKTOP: Vec2 = Vec2::new(16.0, 96.0);

/// Shrinks a new window that would extend beyond the screen with its title bar.
pub(super) fn fit_to_monitor(ctx: &Context) {
    let known = ctx.input(|input| {
        let window = input.viewport();
        let is_free = !window.maximized.unwrap_or_default() && !window.fullscreen.unwrap_or_default();
        Some((window.inner_rect?.size(), window.monitor_size?)).filter(|_| is_free)
    });
    if let Some(size) = known.and_then(|(window, monitor)| fitting(window, monitor)) {
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
    }
}

/// The size for a window that is too large for the monitor; `None` if it fits.
fn fitting(window: Vec2, monitor: Vec2) -> Option<Vec2> {
    let fitting = window.min(monitor - DESKTOP).max(Vec2::from(MIN_SIZE));
    (monitor.x > 1.0 && fitting != window.max(Vec2::from(MIN_SIZE))).then_some(fitting)
}

/// Moves a window back onto a screen if it was restored where there is none any more.
pub(super) fn keep_on_screen(ctx: &Context, frame: &eframe::Frame) {
    let Some(window) = frame.winit_window() else { return };
    let Ok(at) = window.outer_position() else { return };
    let size = window.outer_size();
    let pixels = |x: i32, y: i32, width: u32, height: u32| {
        Rect::from_min_size(pos2(x as f32, y as f32), Vec2::new(width as f32, height as f32))
    };
    let monitors = window.available_monitors().map(|monitor| {
        let (at, size) = (monitor.position(), monitor.size());
        pixels(at.x, at.y, size.width, size.height)
    });
    let monitors: Vec<Rect> = monitors.collect();
    if let Some(to) = brought_back(pixels(at.x, at.y, size.width, size.height), &monitors) {
        let scale = ctx.pixels_per_point();
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(to / scale));
    }
}

/// The new position of a window whose title bar cannot be reached; all in pixels.
fn brought_back(window: Rect, monitors: &[Rect]) -> Option<Pos2> {
    /// How much of the title bar must be visible.
    const REACH: Vec2 = Vec2::new(120.0, 24.0);
    let bar = Rect::from_min_size(window.min, Vec2::new(window.width(), REACH.y));
    let is_reached = |monitor: &Rect| {
        let seen = bar.intersect(*monitor);
        seen.width() >= REACH.x.min(bar.width()) && seen.height() >= REACH.y / 2.0
    };
    let first = monitors.first()?;
    let free = |at: f32, least: f32, room: f32| at.clamp(least, least + room.max(0.0));
    let nearest = monitors.iter().min_by(|a, b| {
        let [a, b] = [a, b].map(|monitor| monitor.distance_sq_to_pos(window.center()));
        a.total_cmp(&b)
    });
    let near = nearest.unwrap_or(first);
    let room = near.size() - window.size();
    (!monitors.iter().any(is_reached))
        .then(|| pos2(free(window.left(), near.left(), room.x), free(window.top(), near.top(), room.y)))
}

impl App {
    /// A new window.
    pub fn new(cc: &eframe::CreationContext<'_>, world: World, file: Option<PathBuf>) -> App {
        App::with_settings(&cc.egui_ctx, world, Settings::load(cc.storage), file)
    }

    /// A new window for a test, with the settings of an earlier run.
    pub fn for_test(ctx: &Context, world: World, settings: Settings, file: Option<PathBuf>) -> App {
        App::with_settings(ctx, world, settings, file)
    }

    fn with_settings(ctx: &Context, world: World, mut settings: Settings, file: Option<PathBuf>) -> App {
        theme::install(ctx);
        ctx.add_plugin(super::keys::Keys::default());
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            options.quit_shortcuts.clear();
            options.fallback_theme = egui::Theme::Light;
        });
        settings.apply(ctx);
        let first = if settings.has_run { settings.new_draft() } else { sample() };
        settings.has_run = true;
        let user = world.user.clone();
        let exchange =
            Exchange::new(ctx.clone(), world.worker, world.dialogs, world.user, world.watching, world.reveal);
        let teller = exchange.teller();
        let keeper = Keeper::new(&user, world.pace, move |health| teller(Event::Session(Input::Journal(health))));
        let spelling = Spelling::new(&exchange, world.folders);
        let mut app = App {
            session: Session::first(Document::new(first), keeper.keeping()),
            derived: super::Derived::default(),
            selected: super::Selected::default(),
            form: super::Form::default(),
            preview: super::Preview::default(),
            find: super::FindBar::default(),
            spelling,
            active: None,
            beginning: super::Beginning::default(),
            panes: super::Panes::default(),
            status: super::Status::default(),
            dialog: None,
            behind: None,
            found: None,
            offered_later: None,
            prepared: None,
            focus_before: None,
            focus_goal: None,
            in_hand: None,
            begun: None,
            toolbar: super::Toolbar::default(),
            chosen: None,
            exchange,
            keeper,
            clipboard: world.clipboard,
            clock: world.clock,
            recent: Vec::new(),
            usual_places: Vec::new(),
            templates: super::Templates { folder: world.templates, own: Vec::new() },
            is_key_heard: false,
            held: None,
            text_menu: None,
            left_alone: 0,
            copied: None,
            title: String::new(),
            atlas: theme::AtlasBound::default(),
            memory: Memory::default(),
            settings,
        };
        app.derived.set_house_language(&app.settings.language);
        app.derived.set_publication(&app.settings.publication);
        app.tell(ctx, Input::Defaults(Box::new(app.settings.new_draft())));
        app.exchange.check_recent(app.settings.recent.clone());
        app.list_templates();
        app.exchange.find_places(world.places);
        app.exchange.find_unsaved(Why::Started(None));
        app.exchange.ask_desktop(world.desktop);
        if let Some(file) = file {
            // The absolute path is remembered, because later runs may start in other folders.
            let file = std::path::absolute(&file).unwrap_or(file);
            app.come_up_with(ctx, file);
        }
        // An empty draft is ready for typing.
        if app.session.has_only_defaults() && app.dialog.is_none() && !app.session.comes_up() {
            app.focus_goal = Some(super::Goal::Field(Place::Headline, None));
        }
        app
    }
}

/// The article shown in the first run.
fn sample() -> Article {
    file::parse(SAMPLE, FileKind::Copydesk).map(|opened| opened.article).unwrap_or_default()
}

const SAMPLE: &str = include_str!("../../assets/sample.copydesk");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_a_draft_as_it_would_be_saved() {
        let article = sample();
        assert!(article.sections.len() == 4 && article.sources.len() > 2);
        assert_eq!(file::to_native(&article), SAMPLE);
    }

    #[test]
    fn a_window_comes_back_to_a_screen_that_is_there() {
        let rect = |x, y, width, height| Rect::from_min_size(pos2(x, y), Vec2::new(width, height));
        let one = [rect(0.0, 0.0, 1440.0, 900.0)];
        let two = [one[0], rect(1440.0, 0.0, 1920.0, 1080.0)];
        for (window, monitors, expected) in [
            (rect(100.0, 80.0, 800.0, 600.0), &one[..], None),
            (rect(-600.0, 80.0, 800.0, 600.0), &one[..], None),
            (rect(1500.0, 80.0, 800.0, 600.0), &two[..], None),
            (rect(1500.0, 80.0, 800.0, 600.0), &one[..], Some(pos2(640.0, 80.0))),
            (rect(100.0, -400.0, 800.0, 600.0), &one[..], Some(pos2(100.0, 0.0))),
            (rect(100.0, 2000.0, 800.0, 600.0), &one[..], Some(pos2(100.0, 300.0))),
            (rect(-790.0, 0.0, 800.0, 600.0), &one[..], Some(pos2(0.0, 0.0))),
            (rect(9000.0, 50.0, 2000.0, 1200.0), &two[..], Some(pos2(1440.0, 0.0))),
            (rect(5000.0, 0.0, 800.0, 600.0), &[], None),
        ] {
            assert_eq!(brought_back(window, monitors), expected, "{window:?}");
        }
    }

    #[track_caller]
    fn check_fit(window: [f32; 2], monitor: [f32; 2], expected: Option<[f32; 2]>) {
        assert_eq!(fitting(window.into(), monitor.into()), expected.map(Vec2::from));
    }

    #[test]
    fn a_new_window_fits_the_screen_with_its_title_bar() {
        check_fit(SIZE, [1440.0, 900.0], None);
        check_fit(SIZE, [1366.0, 768.0], Some([1280.0, 672.0]));
        check_fit(SIZE, [1024.0, 600.0], Some([1008.0, 600.0]));
        check_fit(SIZE, [0.0, 0.0], None);
    }

    #[test]
    fn without_a_window_the_message_says_what_works() {
        let message = RunError::NoWindow("no display".into()).to_string();
        assert!(message.contains("no display") && message.contains("copydesk export"));
    }
}
