//! Removal of what lay in files that are gone.

use std::path::Path;

use super::{IndexError, Ledger};

impl Ledger {
    /// Removes the places, and the articles left without any, whose file no longer exists at or below `root`.
    /// A path that cannot be looked at (no permission, a name that is no UTF-8) is left alone.
    ///
    /// # Errors
    /// If the index cannot be read or written.
    pub fn prune_below(&mut self, root: &Path) -> Result<(), IndexError> {
        let snapshot = self.snapshot();
        for path in snapshot.paths_below(&root.to_string_lossy(), is_gone)? {
            for address in snapshot.places_at(&path)? {
                self.remove_place(&snapshot.read_place(address)?)?;
            }
            self.forget_file(&path)?;
        }
        Ok(())
    }
}

fn is_gone(path: &str) -> bool {
    !path.contains('\u{FFFD}')
        && matches!(Path::new(path).symlink_metadata(), Err(error) if error.kind() == std::io::ErrorKind::NotFound)
}
