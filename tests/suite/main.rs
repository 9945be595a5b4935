//! What the parts do together, and the program as it is run. A module a concern.

mod cases;
mod cli;
mod draft;
mod files;
mod trips;
