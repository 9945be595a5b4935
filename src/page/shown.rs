//! A block of a body as it is shown, with how far it has moved since it was parsed.

use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::markdown;
use crate::markdown::Block;

/// A block of a body. Its ranges are those of the text it was parsed from, and may have shifted since.
#[derive(Clone, Debug)]
pub struct Shown {
    pub block: Arc<Block>,
    /// The shift in bytes.
    pub moved: isize,
}

impl Shown {
    /// The current range in the field for a range in the block.
    pub fn range(&self, range: &Range<usize>) -> Range<usize> {
        range.start.saturating_add_signed(self.moved)..range.end.saturating_add_signed(self.moved)
    }
}

impl PartialEq for Shown {
    /// Whether both have the same content and the same source bytes.
    fn eq(&self, other: &Shown) -> bool {
        if self.moved == other.moved {
            return Arc::ptr_eq(&self.block, &other.block) || self.block == other.block;
        }
        let mut block = Block::clone(&self.block);
        markdown::move_by(&mut block, self.moved - other.moved);
        block == *other.block
    }
}

impl Deref for Shown {
    type Target = Block;

    fn deref(&self) -> &Block {
        &self.block
    }
}

impl From<Block> for Shown {
    fn from(block: Block) -> Shown {
        Shown { block: Arc::new(block), moved: 0 }
    }
}
