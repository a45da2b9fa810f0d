//! One run at a time: an editor's and a terminal's may begin together.

use std::fs::File;
use std::io;
use std::path::Path;

/// A folder that no other run writes into. The system lets it go with the
/// process, however that ends, so that nothing is left to clean up.
pub(super) struct Lock {
    /// None where the file system has no locks; then there is nobody to wait for.
    _held: Option<File>,
}

impl Lock {
    /// Waits until no other run has the folder, which must be there.
    ///
    /// # Errors
    /// The folder cannot be opened.
    #[cfg(unix)]
    pub(super) fn take(folder: &Path) -> io::Result<Self> {
        let own = File::open(folder)?;
        loop {
            match own.lock() {
                Ok(()) => return Ok(Self { _held: Some(own) }),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Ok(Self { _held: None }),
            }
        }
    }

    /// Waits until no other run has the folder, which must be there.
    ///
    /// # Errors
    /// The folder cannot be written.
    #[cfg(windows)]
    pub(super) fn take(folder: &Path) -> io::Result<Self> {
        use std::os::windows::fs::OpenOptionsExt as _;
        const SHARING_VIOLATION: i32 = 32;
        const DELETE_ON_CLOSE: u32 = 0x0400_0000;
        let mut options = File::options();
        options.write(true).create(true).truncate(true).share_mode(0).custom_flags(DELETE_ON_CLOSE);
        loop {
            // A folder cannot be locked there, but a file that is open can be kept from others.
            match options.open(folder.join(".wirewright-lock")) {
                Ok(own) => return Ok(Self { _held: Some(own) }),
                Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// There is nothing to wait by.
    ///
    /// # Errors
    /// None.
    #[cfg(not(any(unix, windows)))]
    pub(super) fn take(_folder: &Path) -> io::Result<Self> {
        Ok(Self { _held: None })
    }
}
