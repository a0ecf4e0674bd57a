//! A disk that loses at a power cut what was not synced.
//!
//! The server runs over `torn_disk.c`, which writes down what happens to the files. From what
//! the folder was before and from that journal, [`Layer::cut_power`] makes the folder as a
//! power cut could have left it: all that was synced; of each unsynced write all, nothing, a
//! part that ends at a sector's border, or the length without the bytes; and of the unsynced
//! changes of names in a folder those up to some moment. A synced file is lost all the same
//! if its name was not synced.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::random::Random;
use crate::server::remove_folder;

/// What is written of a sector is written whole.
const SECTOR: u64 = 512;
/// The longest that a sync takes on the pretended disk, in microseconds.
const LONGEST_SYNC: &str = "1500";

/// The layer that is put under a server.
pub struct Layer {
    library: PathBuf,
    journal: PathBuf,
    before: Contents,
}

/// Folders and files by their path below the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    folders: Vec<PathBuf>,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

/// What a power cut took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lost {
    pub writes: u64,
    pub names: u64,
}

impl Layer {
    /// Compiles the layer with the system's C compiler.
    pub fn compile(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let (source, library) = (folder.join("torn_disk.c"), folder.join("torn_disk.so"));
        std::fs::write(&source, include_str!("torn_disk.c"))?;
        let done = Command::new("cc")
            .args(["-shared", "-fPIC", "-O2", "-o"])
            .args([&library, &source])
            .args(["-ldl", "-lpthread"])
            .status()
            .context("run cc, the C compiler")?;
        if !done.success() {
            bail!("torn_disk.c does not compile");
        }
        Ok(Self {
            library,
            journal: folder.join("journal"),
            before: Contents::default(),
        })
    }

    /// Remembers what the folder holds: it counts as synced.
    pub fn begin(&mut self, data: &Path) -> anyhow::Result<()> {
        self.before = Contents::read(data)?;
        match std::fs::remove_file(&self.journal) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Puts the layer between a server and its folder.
    pub fn put_under(&self, command: &mut Command, data: &Path) -> anyhow::Result<()> {
        command
            .env("LD_PRELOAD", &self.library)
            .env("LUOTAIN_DISK_FOLDER", data.canonicalize()?)
            .env("LUOTAIN_DISK_JOURNAL", &self.journal)
            .env("LUOTAIN_DISK_SYNC", LONGEST_SYNC);
        Ok(())
    }

    /// Puts into the folder what is left after a power cut.
    pub fn cut_power(&self, data: &Path, random: &mut Random) -> anyhow::Result<Lost> {
        let journal = std::fs::read(&self.journal).unwrap_or_default();
        let (after, lost) = cut_power(&self.before, &journal, random)?;
        remove_folder(data)?;
        after.write(data)?;
        Ok(lost)
    }
}

impl Contents {
    fn read(root: &Path) -> anyhow::Result<Self> {
        let mut contents = Self::default();
        let mut open = vec![PathBuf::new()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                let path = folder.join(entry.file_name());
                if entry.file_type()?.is_dir() {
                    contents.folders.push(path.clone());
                    open.push(path);
                } else if entry.file_type()?.is_file() {
                    contents.files.insert(path, std::fs::read(entry.path())?);
                } else {
                    // The socket of a killed server holds nothing, and the next one makes its own.
                    std::fs::remove_file(entry.path())?;
                }
            }
        }
        contents.folders.sort();
        Ok(contents)
    }

    fn write(&self, root: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(root)?;
        for folder in &self.folders {
            std::fs::create_dir_all(root.join(folder))?;
        }
        for (path, bytes) in &self.files {
            let file = root.join(path);
            std::fs::write(&file, bytes)?;
            // The program refuses keys that others may read.
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600))?;
        }
        Ok(())
    }
}

/// One act in the journal.
struct Act<'a> {
    kind: u32,
    file: u64,
    number: u64,
    first: &'a [u8],
    second: &'a [u8],
}

const OPENED: u32 = 1;
const WRITTEN: u32 = 2;
const RESIZED: u32 = 3;
const SYNCED: u32 = 4;
const FOLDER: u32 = 5;
const RENAMED: u32 = 6;
const LINKED: u32 = 7;
const UNLINKED: u32 = 8;
const FOLDER_GONE: u32 = 9;
const FOLDER_SYNCED: u32 = 10;

/// The acts of a journal; a torn last one was never finished.
fn acts(mut journal: &[u8]) -> Vec<Act<'_>> {
    let mut acts = Vec::new();
    while let Some((head, rest)) = journal.split_first_chunk::<32>() {
        let word = |at: usize| {
            let bytes = head.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            u32::from_ne_bytes(bytes.unwrap_or_default())
        };
        let long = |at: usize| {
            let bytes = head.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
            u64::from_ne_bytes(bytes.unwrap_or_default())
        };
        let Some((first, rest)) = rest.split_at_checked(word(4) as usize) else {
            break;
        };
        let Some((second, rest)) = rest.split_at_checked(word(8) as usize) else {
            break;
        };
        acts.push(Act {
            kind: word(0),
            file: long(16),
            number: long(24),
            first,
            second,
        });
        journal = rest;
    }
    acts
}

/// A file or folder, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    File(usize),
    Folder(usize),
}

/// Something done to a file's bytes.
enum Change<'a> {
    Write(u64, &'a [u8]),
    Resize(u64),
}

/// Something done to a folder's names.
enum Naming {
    Set(String, Node),
    Remove(String),
    /// A name is given up for another in one step.
    Move(String, String, Node),
}

/// When it was done, and whether a sync has covered it.
struct Done<T> {
    when: u64,
    is_synced: bool,
    what: T,
}

#[derive(Default)]
struct FileState<'a> {
    before: Vec<u8>,
    done: Vec<Done<Change<'a>>>,
}

#[derive(Default)]
struct FolderState {
    before: BTreeMap<String, Node>,
    done: Vec<Done<Naming>>,
    now: BTreeMap<String, Node>,
    /// In the database's folder of large values a synced file keeps its name.
    names_come_with_files: bool,
}

/// The disk while the journal is read.
struct Disk<'a> {
    files: Vec<FileState<'a>>,
    folders: Vec<FolderState>,
    /// The journal's numbers of files.
    known: HashMap<u64, usize>,
}

impl<'a> Disk<'a> {
    fn new(before: &Contents) -> anyhow::Result<Self> {
        let mut disk = Self {
            files: Vec::new(),
            folders: vec![FolderState::default()],
            known: HashMap::new(),
        };
        for path in &before.folders {
            let (above, name) = disk.place(path)?;
            let node = disk.new_folder(path);
            disk.folder(above)?.now.insert(name, node);
        }
        for (path, bytes) in &before.files {
            let (above, name) = disk.place(path)?;
            disk.files.push(FileState {
                before: bytes.clone(),
                done: Vec::new(),
            });
            let node = Node::File(disk.files.len() - 1);
            disk.folder(above)?.now.insert(name, node);
        }
        for folder in &mut disk.folders {
            folder.before.clone_from(&folder.now);
        }
        Ok(disk)
    }

    fn new_folder(&mut self, path: &Path) -> Node {
        self.folders.push(FolderState {
            // SurrealKV 0.21.4 syncs such a file before it refers to it, but not the folder.
            // On ext4, XFS and Btrfs the sync of a new file keeps its name too.
            names_come_with_files: path.ends_with("store/vlog"),
            ..FolderState::default()
        });
        Node::Folder(self.folders.len() - 1)
    }

    fn folder(&mut self, number: usize) -> anyhow::Result<&mut FolderState> {
        self.folders.get_mut(number).context("a folder")
    }

    /// The folder at a path now.
    fn find_folder(&self, path: &Path) -> anyhow::Result<usize> {
        let mut at = 0;
        for name in path.iter() {
            let name = name.to_str().context("a plain name")?;
            let next = self.folders.get(at).and_then(|folder| folder.now.get(name));
            let Some(Node::Folder(number)) = next else {
                bail!("the journal names a folder that is not there: {}", path.display());
            };
            at = *number;
        }
        Ok(at)
    }

    /// The folder that holds a path, and the path's name in it.
    fn place(&self, path: &Path) -> anyhow::Result<(usize, String)> {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.context("a plain name")?.to_owned();
        let above = self.find_folder(path.parent().unwrap_or(Path::new("")))?;
        Ok((above, name))
    }

    fn find(&self, path: &Path) -> anyhow::Result<Node> {
        let (above, name) = self.place(path)?;
        self.folders
            .get(above)
            .and_then(|folder| folder.now.get(&name))
            .copied()
            .with_context(|| format!("the journal names what is not there: {}", path.display()))
    }

    fn name(&mut self, above: usize, when: u64, what: Naming) -> anyhow::Result<()> {
        let folder = self.folder(above)?;
        apply(&mut folder.now, &what);
        folder.done.push(Done {
            when,
            is_synced: false,
            what,
        });
        Ok(())
    }

    fn change(&mut self, file: u64, when: u64, what: Change<'a>) -> anyhow::Result<()> {
        let number = self.known.get(&file).context("a file that was opened")?;
        let state = self.files.get_mut(*number).context("a file")?;
        state.done.push(Done {
            when,
            is_synced: false,
            what,
        });
        Ok(())
    }

    fn take(&mut self, when: u64, act: &Act<'a>) -> anyhow::Result<()> {
        let first = Path::new(std::str::from_utf8(act.first).unwrap_or_default());
        let second = Path::new(std::str::from_utf8(act.second).unwrap_or_default());
        match act.kind {
            OPENED if act.number == 1 => {
                let (above, name) = self.place(first)?;
                self.files.push(FileState::default());
                let number = self.files.len() - 1;
                self.known.insert(act.file, number);
                self.name(above, when, Naming::Set(name, Node::File(number)))
            }
            OPENED => {
                let Node::File(number) = self.find(first)? else {
                    bail!("a folder that was opened as a file: {}", first.display());
                };
                self.known.insert(act.file, number);
                Ok(())
            }
            WRITTEN => self.change(act.file, when, Change::Write(act.number, act.first)),
            RESIZED => self.change(act.file, when, Change::Resize(act.number)),
            SYNCED => {
                let number = *self.known.get(&act.file).context("a file that was opened")?;
                let state = self.files.get_mut(number).context("a file")?;
                cover(&mut state.done, act.number);
                for folder in &mut self.folders {
                    let holds = folder.now.values().any(|node| *node == Node::File(number));
                    if folder.names_come_with_files && holds {
                        cover(&mut folder.done, act.number);
                    }
                }
                Ok(())
            }
            FOLDER => {
                let (above, name) = self.place(first)?;
                let node = self.new_folder(first);
                self.name(above, when, Naming::Set(name, node))
            }
            RENAMED => {
                let node = self.find(first)?;
                let (from, old) = self.place(first)?;
                let (to, new) = self.place(second)?;
                if from == to {
                    return self.name(from, when, Naming::Move(old, new, node));
                }
                self.name(to, when, Naming::Set(new, node))?;
                self.name(from, when, Naming::Remove(old))
            }
            LINKED => {
                let node = self.find(first)?;
                let (above, name) = self.place(second)?;
                self.name(above, when, Naming::Set(name, node))
            }
            UNLINKED | FOLDER_GONE => {
                let (above, name) = self.place(first)?;
                self.name(above, when, Naming::Remove(name))
            }
            FOLDER_SYNCED => {
                let number = self.find_folder(first)?;
                cover(&mut self.folder(number)?.done, act.number);
                Ok(())
            }
            kind => bail!("the journal has an act of kind {kind}"),
        }
    }
}

/// A sync covers what was done before act number `end`.
fn cover<T>(done: &mut [Done<T>], end: u64) {
    for one in done.iter_mut().filter(|one| one.when < end) {
        one.is_synced = true;
    }
}

fn apply(names: &mut BTreeMap<String, Node>, what: &Naming) {
    match what {
        Naming::Set(name, node) => {
            names.insert(name.clone(), *node);
        }
        Naming::Remove(name) => {
            names.remove(name);
        }
        Naming::Move(old, new, node) => {
            names.remove(old);
            names.insert(new.clone(), *node);
        }
    }
}

/// How a power cut treats what was not synced.
#[derive(Clone, Copy, Debug)]
enum Mood {
    /// All is lost.
    Nothing,
    /// All up to some moment is there, the last of it cut.
    UpTo,
    /// Each has its own fate.
    Each,
    /// All is there.
    Everything,
}

fn cut_power(before: &Contents, journal: &[u8], random: &mut Random) -> anyhow::Result<(Contents, Lost)> {
    let mut disk = Disk::new(before)?;
    for (act, when) in acts(journal).iter().zip(0..) {
        disk.take(when, act)?;
    }
    let mood = match random.below(10) {
        0..2 => Mood::Nothing,
        2..5 => Mood::UpTo,
        5..9 => Mood::Each,
        _ => Mood::Everything,
    };
    let mut lost = Lost::default();
    let mut after = Contents::default();
    let mut open = vec![(PathBuf::new(), 0)];
    while let Some((path, number)) = open.pop() {
        let Some(folder) = disk.folders.get(number) else {
            continue;
        };
        for (name, node) in names_after(folder, mood, random, &mut lost) {
            let path = path.join(name);
            match node {
                Node::Folder(number) => {
                    after.folders.push(path.clone());
                    open.push((path, number));
                }
                Node::File(number) => {
                    if let Some(file) = disk.files.get(number) {
                        after
                            .files
                            .insert(path, bytes_after(file, mood, random, &mut lost));
                    }
                }
            }
        }
    }
    after.folders.sort();
    Ok((after, lost))
}

/// Names reach the disk in their order: file systems with a journal keep it.
fn names_after(
    folder: &FolderState,
    mood: Mood,
    random: &mut Random,
    lost: &mut Lost,
) -> BTreeMap<String, Node> {
    let unsynced = folder.done.iter().filter(|one| !one.is_synced).count() as u64;
    let kept = match mood {
        Mood::Nothing => 0,
        Mood::UpTo | Mood::Each => random.below(unsynced + 1),
        Mood::Everything => unsynced,
    };
    lost.names += unsynced - kept;
    let mut names = folder.before.clone();
    let mut seen = 0;
    for one in &folder.done {
        if !one.is_synced {
            seen += 1;
        }
        if one.is_synced || seen <= kept {
            apply(&mut names, &one.what);
        }
    }
    names
}

fn bytes_after(file: &FileState<'_>, mood: Mood, random: &mut Random, lost: &mut Lost) -> Vec<u8> {
    let unsynced = file.done.iter().filter(|one| !one.is_synced).count() as u64;
    let moment = random.below(unsynced + 1);
    let mut bytes = file.before.clone();
    let mut seen = 0;
    // A sector is written as a whole, with all that it held at that moment: where a write is lost, so is
    // what a later one put into the same sector.
    let mut behind = BTreeSet::new();
    for one in &file.done {
        if one.is_synced {
            change(&mut bytes, &one.what);
            continue;
        }
        seen += 1;
        let fate = match mood {
            Mood::Nothing => Fate::Lost,
            Mood::Everything => Fate::Kept,
            Mood::UpTo if seen <= moment => Fate::Kept,
            Mood::UpTo if seen == moment + 1 => Fate::Cut,
            Mood::UpTo => Fate::Lost,
            Mood::Each => *random
                .of(&[Fate::Kept, Fate::Lost, Fate::Cut, Fate::LengthOnly])
                .unwrap_or(&Fate::Lost),
        };
        if fate != Fate::Kept {
            lost.writes += 1;
        }
        match (&one.what, fate) {
            (Change::Resize(length), Fate::Kept) => change(&mut bytes, &Change::Resize(*length)),
            (Change::Resize(_), _) => {}
            (Change::Write(place, written), fate) => {
                let kept = match fate {
                    Fate::Kept => *written,
                    Fate::Cut => cut_at_sector(*place, written, random),
                    Fate::Lost | Fate::LengthOnly => &[],
                };
                write_sectors(&mut bytes, *place, kept, &behind);
                let end = *place + written.len() as u64;
                if fate == Fate::LengthOnly && end > bytes.len() as u64 {
                    change(&mut bytes, &Change::Resize(end));
                }
                if fate != Fate::Kept {
                    behind.extend((*place + kept.len() as u64) / SECTOR..end.div_ceil(SECTOR));
                }
            }
        }
    }
    bytes
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Lost,
    Cut,
    LengthOnly,
}

/// The written bytes up to a border between sectors.
fn cut_at_sector<'a>(place: u64, written: &'a [u8], random: &mut Random) -> &'a [u8] {
    let first = place / SECTOR + 1;
    let end = (place + written.len() as u64).div_ceil(SECTOR);
    if first >= end {
        return &[];
    }
    let border = (first + random.below(end - first)) * SECTOR;
    let length = usize::try_from(border - place).unwrap_or(0);
    written.get(..length).unwrap_or(written)
}

/// Writes what lies in sectors that have all that came before.
fn write_sectors(bytes: &mut Vec<u8>, place: u64, written: &[u8], behind: &BTreeSet<u64>) {
    let mut rest = written;
    let mut place = place;
    while !rest.is_empty() {
        let left = usize::try_from(SECTOR - place % SECTOR).unwrap_or(usize::MAX);
        let (piece, after) = rest.split_at(left.min(rest.len()));
        if behind.contains(&(place / SECTOR)) {
            let end = place + piece.len() as u64;
            if end > bytes.len() as u64 {
                change(bytes, &Change::Resize(end));
            }
        } else {
            change(bytes, &Change::Write(place, piece));
        }
        place += piece.len() as u64;
        rest = after;
    }
}

fn change(bytes: &mut Vec<u8>, what: &Change<'_>) {
    match what {
        Change::Resize(length) => bytes.resize(usize::try_from(*length).unwrap_or(0), 0),
        Change::Write(place, written) => {
            let place = usize::try_from(*place).unwrap_or(0);
            let end = place + written.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            if let Some(target) = bytes.get_mut(place..end) {
                target.copy_from_slice(written);
            }
        }
    }
}

/// The model itself, tried: of two writes into one sector the later is never there without the earlier.
pub fn the_pretended_disk_writes_a_sector_as_a_whole() -> anyhow::Result<()> {
    fn write(bytes: &[u8], place: u64) -> Done<Change<'_>> {
        Done {
            what: Change::Write(place, bytes),
            when: 0,
            is_synced: false,
        }
    }
    let file = FileState {
        before: vec![1; 500],
        done: vec![write(&[2; 600], 500), write(&[3; 600], 1100)],
    };
    let mut kept = 0;
    for seed in 0..300 {
        let bytes = bytes_after(&file, Mood::Each, &mut Random::new(seed), &mut Lost::default());
        let sector = bytes.get(1024..bytes.len().min(1536)).unwrap_or_default();
        let later = sector.contains(&3);
        if later && !sector.iter().take(76).all(|byte| *byte == 2) {
            bail!("seed {seed}: a later write without the earlier one in its sector");
        }
        kept += u32::from(later);
    }
    if kept == 0 {
        bail!("the later write was never kept");
    }
    Ok(())
}

/// The model itself, tried: what was synced is always there, what was not is lost sometimes.
pub fn the_pretended_disk_loses_only_what_was_not_synced() -> anyhow::Result<()> {
    let mut journal = Vec::new();
    let mut act = |kind: u32, file: u64, number: u64, first: &[u8], second: &[u8]| {
        journal.extend(kind.to_ne_bytes());
        journal.extend(u32::try_from(first.len()).unwrap_or(0).to_ne_bytes());
        journal.extend(u32::try_from(second.len()).unwrap_or(0).to_ne_bytes());
        journal.extend([0; 4]);
        journal.extend(file.to_ne_bytes());
        journal.extend(number.to_ne_bytes());
        journal.extend(first);
        journal.extend(second);
    };
    let before = Contents {
        folders: vec![PathBuf::from("old")],
        files: BTreeMap::from([(PathBuf::from("old/kept"), vec![1; 10])]),
    };
    act(OPENED, 1, 0, b"old/kept", b""); // 0
    act(WRITTEN, 1, 10, &[2; 2000], b""); // 1
    act(SYNCED, 1, 2, b"", b""); // 2
    act(WRITTEN, 1, 2010, &[3; 2000], b""); // 3
    act(FOLDER, 0, 0, b"new", b""); // 4
    act(OPENED, 2, 1, b"new/a", b""); // 5
    act(WRITTEN, 2, 0, &[4; 100], b""); // 6
    act(SYNCED, 2, 7, b"", b""); // 7
    act(FOLDER_SYNCED, 0, 8, b"new", b""); // 8
    act(RENAMED, 0, 0, b"new/a", b"new/b"); // 9
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..300 {
        let (after, _) = cut_power(&before, &journal, &mut Random::new(seed))?;
        let kept = after.files.get(Path::new("old/kept"));
        let kept = kept.context("a synced file was lost")?;
        let synced = [[1; 10].as_slice(), &[2; 2000]].concat();
        if !kept.starts_with(&synced) {
            bail!("seed {seed}: synced bytes were lost");
        }
        let rest = kept.get(synced.len()..).unwrap_or_default();
        let cut = rest.iter().position(|byte| *byte != 3).unwrap_or(rest.len());
        if cut != rest.len() && (cut != 0 || rest.iter().any(|byte| *byte != 0)) {
            bail!("seed {seed}: bytes that nobody wrote");
        }
        if cut != 2000 && (cut + synced.len()) % 512 != 0 && cut != 0 {
            bail!("seed {seed}: a write was cut inside a sector");
        }
        seen.insert(match (rest.len(), cut) {
            (0, _) => "lost",
            (2000, 2000) => "kept",
            (2000, 0) => "length",
            _ => "cut",
        });
        // The new folder's own name was never synced; what is in it, was.
        seen.insert(
            match (
                after.files.get(Path::new("new/a")),
                after.files.get(Path::new("new/b")),
            ) {
                (None, None) => "folder lost",
                (Some(bytes), None) if *bytes == [4; 100] => "old name",
                (None, Some(bytes)) if *bytes == [4; 100] => "new name",
                _ => bail!("seed {seed}: a renamed file was torn"),
            },
        );
    }
    let all = [
        "cut",
        "folder lost",
        "kept",
        "length",
        "lost",
        "new name",
        "old name",
    ];
    if !seen.iter().copied().eq(all) {
        bail!("only these fates came up: {seen:?}");
    }
    Ok(())
}
