//! Everything that accesses the disk and may take as long as the disk does: for threads and the command line, never for
//! a frame. In the window, only `app::exchange` and `app::picture` use it.

pub use super::{
    basis, before_memory_ends_it, before_signals_end_it, changed, copy_into, crash_note, dictionaries,
    dictionary_folders, drop_saved, export, export_while, forget_whereabouts, free_name, glimpse,
    has_system_fonts, hold, holder, identity, is_folder, is_taken, keep_whereabouts, left_behind, make_folder,
    memory_left, open, open_side, open_stdin, outlive_size_limits, own_templates, read_bytes, read_dictionary,
    read_stdin, read_text, read_words, readable_files, real_path, release_locks, remove_crash_note,
    remove_template, reveal, save, save_draft, save_draft_while, save_template, settled, take_over, unsaved,
    whereabouts, words_path, working_on, write, write_crash_note, write_new, write_private, write_words,
};
