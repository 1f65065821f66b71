//! Where a browser may write.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io, thread};

use tempfile::TempDir;

/// A folder of one browser, gone when it is dropped.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Folder {
        let folder = Folder(TempDir::with_prefix("mailroom-").expect("no temporary folder"));
        for part in [folder.profile(), folder.downloads(), folder.taken()] {
            fs::create_dir(part).expect("no temporary folder");
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn profile(&self) -> PathBuf {
        self.path().join("profile")
    }

    pub(crate) fn downloads(&self) -> PathBuf {
        self.path().join("downloads")
    }

    /// Where a download is moved to that a test has taken.
    pub(crate) fn taken(&self) -> PathBuf {
        self.path().join("taken")
    }

    /// Removes all downloads.
    pub(crate) fn clear(&self) -> io::Result<()> {
        for folder in [self.downloads(), self.taken()] {
            fs::remove_dir_all(&folder)?;
            fs::create_dir(folder)?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A browser has its session ended before it ends itself, and writes until then.
        for _ in 0..40 {
            if fs::remove_dir_all(self.path()).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}
