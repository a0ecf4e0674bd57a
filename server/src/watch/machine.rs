//! What the machine says of the program, its disk and its memory.

use std::path::{Component, Path};

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

/// The memory in bytes that the program may use, where the system tells: all of the machine's, or what
/// its control group and those above it allow (version 2; what an older one allows is not read).
#[must_use]
pub fn memory_limit() -> Option<u64> {
    let memory = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = memory.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    let total = kilobytes.checked_mul(1024)?;
    let groups = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    Some(group_limit(Path::new("/sys/fs/cgroup"), &groups).map_or(total, |limit| limit.min(total)))
}

/// The lowest limit of a program's control group and those above it. `groups` is what the system says of
/// the groups that it is in.
fn group_limit(root: &Path, groups: &str) -> Option<u64> {
    let own = groups.lines().find_map(|line| line.strip_prefix("0::/"))?;
    Path::new(own)
        .ancestors()
        // One that lies outside of what the program sees is not followed.
        .filter(|group| {
            group
                .components()
                .all(|part| matches!(part, Component::Normal(_)))
        })
        .filter_map(|group| std::fs::read_to_string(root.join(group).join("memory.max")).ok())
        .filter_map(|limit| limit.trim().parse().ok())
        .min()
}

/// The size in bytes of the largest file in a folder, 0 if there is none; `None` if the folder cannot be
/// read.
#[must_use]
pub fn largest_file(folder: &Path) -> Option<u64> {
    let files = match std::fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Some(0),
        Err(_) => return None,
    };
    // A file may go away between its name and its size: the engine has just merged it.
    let sizes = files
        .flatten()
        .filter_map(|file| Some(file.metadata().ok()?.len()));
    Some(sizes.max().unwrap_or(0))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_limit_of_a_group_and_those_above_it_holds() {
        let root = std::env::temp_dir().join(format!("luotain-groups-{}", std::process::id()));
        let limit = |groups| group_limit(&root, groups);
        let set = |group: &str, limit| {
            let folder = root.join(group);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("memory.max"), limit).unwrap();
        };
        set("system/luotain", "max\n");
        assert_eq!(limit("0::/system/luotain\n"), None, "no limit");
        set("system", "6000000000\n");
        assert_eq!(limit("0::/system/luotain\n"), Some(6_000_000_000));
        set("system/luotain", "4000000000\n");
        assert_eq!(limit("12:cpu:/x\n0::/system/luotain\n"), Some(4_000_000_000));
        // In a container its own group is the root.
        set("", "2000000000\n");
        assert_eq!(limit("0::/\n"), Some(2_000_000_000));
        assert_eq!(limit("0::/../elsewhere\n"), Some(2_000_000_000));
        assert_eq!(limit("4:memory:/old\n"), None);
        let _ = std::fs::remove_dir_all(&root);
    }

    #[test]
    fn a_disk_has_no_more_free_than_it_has() {
        let found = disk(&std::env::temp_dir());
        assert!(
            found.is_some_and(|disk| disk.free <= disk.size && disk.size > 0),
            "{found:?}"
        );
    }
}
