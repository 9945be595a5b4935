//! The measures of the window, in points.

/// Spacing in points, from small to large: within a control …
pub const SPACE_1: f32 = 4.0;
/// Between a label and its field.
pub const LABEL_GAP: f32 = 6.0;
/// … between controls …
pub const SPACE_2: f32 = 8.0;
/// … between lines of a group …
pub const SPACE_3: f32 = 12.0;
/// … inside panels and dialogs …
pub const SPACE_4: f32 = 16.0;
/// … between things in a bar …
pub const SPACE_5: f32 = 20.0;
/// … between fields …
pub const SPACE_6: f32 = 28.0;
/// … around the page …
pub const SPACE_7: f32 = 40.0;
/// … and around the form.
pub const SPACE_8: f32 = 56.0;

/// Height of the bar at the top.
pub const BAR_HEIGHT: f32 = 44.0;
/// Height of the status line.
pub const STATUS_HEIGHT: f32 = 28.0;
/// Width of the outline.
pub const OUTLINE_WIDTH: f32 = 232.0;
/// Height of a row in the outline and in lists.
pub const ROW_HEIGHT: f32 = 31.0;
/// Default width of the text in the form.
pub const FORM_WIDTH: f32 = 532.0;
/// The range of widths that can be chosen for the text in the form.
pub const FORM_WIDTHS: std::ops::RangeInclusive<f32> = 420.0..=760.0;
/// The range of factors by which the text in the form can be scaled.
pub const TEXT_SCALES: std::ops::RangeInclusive<f32> = 0.7..=2.5;
/// The height of the cursor, relative to its row.
pub const CARET_SHARE: f32 = 0.82;
/// Height of the empty line between two blocks in the form.
pub const BETWEEN: f32 = SPACE_3;
/// The indent of a quotation.
pub const QUOTE_INDENT: f32 = SPACE_4;
/// The size of citation and note markers, relative to the text around them.
pub const CHIP_SIZE: f32 = 0.88;
/// The size of the name of a cited source, relative to the text, and the height of its background.
pub const CHIP_NAME: f32 = 0.7;
pub const CHIP_HEIGHT: f32 = 1.05;
/// The width of the text in the form with short lines, and with long ones.
pub const FORM_NARROW: f32 = 440.0;
/// See [`FORM_NARROW`].
pub const FORM_WIDE: f32 = 680.0;
/// The margin to the left of the text in the form, for the controls of items.
pub const FORM_MARGIN: f32 = 72.0;
/// Greatest width of the page.
pub const PAGE_MAX_WIDTH: f32 = 640.0;
/// Corner radius of buttons, rows, menus and dialogs.
pub const RADIUS: u8 = 6;
/// Corner radius of the page and of chips.
pub const RADIUS_SMALL: u8 = 4;
/// Size of an icon.
pub const ICON: f32 = 16.0;
/// Width of a hairline.
pub const HAIRLINE: f32 = 1.0;
/// Width of the cursor and of the line next to the part being edited.
pub const MARK: f32 = 2.0;
/// Narrower windows show the preview as a tab next to the form.
pub const PREVIEW_BREAKPOINT: f32 = 1200.0;
/// Narrower windows have a single menu that contains the others.
pub const BAR_BREAKPOINT: f32 = 600.0;
/// Narrower windows fold the outline into a button.
pub const OUTLINE_BREAKPOINT: f32 = 1000.0;
