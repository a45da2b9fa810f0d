//! The operations that change a disk, each of which can fail.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

/// What writing does to a disk. A test puts a disk that fails in the place of the real one.
pub(super) trait Disk {
    /// Makes a folder, and those that it lies in.
    fn make_folder(&mut self, folder: &Path) -> io::Result<()>;
    /// Writes a new file.
    fn write(&mut self, file: &Path, content: &str) -> io::Result<()>;
    /// Puts a file in the place of another one, or where there was none, in one step.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&mut self, file: &Path) -> io::Result<()>;
    /// Removes a folder if nothing is in it.
    fn remove_folder(&mut self, folder: &Path) -> io::Result<()>;
}

/// The disk of the system.
pub(super) struct Real;

impl Disk for Real {
    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write(&mut self, file: &Path, content: &str) -> io::Result<()> {
        fs::write(file, content)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_folder(&mut self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }
}

/// The content of a file; `None` if there is none.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(named(path, error)),
    }
}

/// What is in a folder by its name, in the order of names; nothing if there is no folder.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<(OsString, fs::FileType)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(named(folder, error)),
    };
    let of = |entry: io::Result<fs::DirEntry>| entry.and_then(|own| Ok((own.file_name(), own.file_type()?)));
    let all: io::Result<Vec<_>> = entries.map(of).collect();
    let mut all = all.map_err(|error| named(folder, error))?;
    all.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    Ok(all)
}

/// An error that names the path it is about.
pub(super) fn named(path: &Path, error: impl Into<io::Error>) -> io::Error {
    let error = error.into();
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
