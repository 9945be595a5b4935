//! Tables, their rows and their cells.

use scraper::node::Element;

use super::{End, Walk};
use crate::format::html::read::build::Kind;
use crate::format::html::read::maker::Maker;
use crate::format::html::read::table::{self, Form, Row, Section};
use crate::format::html::read::tree::Branch;

impl Walk<'_> {
    pub(super) fn table(&mut self, node: Branch<'_>) -> End {
        let in_cell = matches!(self.build.kind(), Kind::Cell { .. });
        if in_cell || self.known.maker == Maker::Other && table::is_layout(node) {
            self.build.flush();
            return End::Line;
        }
        self.frame(Kind::Table { rows: Vec::new() })
    }

    pub(super) fn row(&mut self, node: Branch<'_>) -> End {
        if let Kind::Table { .. } = self.build.kind() {
            self.frame(Kind::Row(Row::of(Section::of(node))))
        } else {
            self.build.flush();
            End::Line
        }
    }

    pub(super) fn cell(&mut self, cell: &Element) -> End {
        if let Kind::Row(_) = self.build.kind() {
            self.frame(Kind::Cell { form: Form::of(cell), content: Vec::new() })
        } else {
            self.build.flush();
            End::Line
        }
    }
}
