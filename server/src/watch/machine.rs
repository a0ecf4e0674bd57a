//! What the machine says of the program and its disk.

use std::path::Path;

/// The space of a disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    /// What the program may still use.
    pub free: u64,
    /// All of it.
    pub size: u64,
}

/// The space of the disk on which a folder lies.
#[must_use]
pub fn disk(folder: &Path) -> Option<Disk> {
    let found = rustix::fs::statvfs(folder).ok()?;
    Some(Disk {
        free: found.f_bavail.checked_mul(found.f_frsize)?,
        size: found.f_blocks.checked_mul(found.f_frsize)?,
    })
}

/// The program's resident memory in bytes, where the system tells.
#[must_use]
pub fn resident_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_has_no_more_free_than_it_has() {
        let found = disk(&std::env::temp_dir());
        assert!(
            found.is_some_and(|disk| disk.free <= disk.size && disk.size > 0),
            "{found:?}"
        );
    }
}
