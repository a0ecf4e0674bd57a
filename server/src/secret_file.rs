//! Files that hold a secret: who may read them, and a signing key that is encrypted with a
//! passphrase (docs/decisions/0021-keys-are-handed-over.md).
//!
//! ```text
//! luotain encrypted log key v1
//! <verifier key>
//! argon2id <KiB> <passes> <salt, Base64>
//! chacha20-poly1305 <nonce, Base64>
//! <sealed secret key, Base64>
//! ```
//!
//! What stands above the last line is authenticated with it. Salt and nonce are new with each
//! writing, so no two files share a key.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use luotain::log::{NoteSigner, NoteVerifier};
use luotain::service::Entropy;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

const HEADER: &str = "luotain encrypted log key v1";
/// What deriving a key costs: RFC 9106's choice for machines with little memory.
const COST: Cost = Cost {
    kibibytes: 64 << 10,
    passes: 3,
};
/// The most that a file may ask for: a file is no way to take all memory.
const HIGHEST: Cost = Cost {
    kibibytes: 1 << 20,
    passes: 16,
};
const SALT: usize = 16;
/// The shortest passphrase, in characters (NIST SP 800-63B-4, a secret that stands alone).
const SHORTEST: usize = 15;
/// The longest file with a passphrase, in bytes.
const LONGEST_FILE: u64 = 4096;

#[derive(Clone, Copy)]
struct Cost {
    kibibytes: u32,
    passes: u32,
}

/// A passphrase. Forgotten byte by byte when it is dropped; has no printed form.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(***)")
    }
}

impl Passphrase {
    /// Reads the passphrase that a file holds, without the end of its line.
    ///
    /// # Errors
    /// If others may read the file, or what it holds is too short or no text.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let shown = file.display();
        owner_only(file)?;
        if std::fs::metadata(file)?.len() > LONGEST_FILE {
            bail!("{shown} is too long for a passphrase");
        }
        let text = std::fs::read_to_string(file)
            .map(Zeroizing::new)
            .with_context(|| format!("read the passphrase from {shown}"))?;
        let line = text.trim_end_matches(['\r', '\n']);
        if line.contains(['\r', '\n']) {
            bail!("{shown} holds more than one line: a passphrase is one");
        }
        if line.chars().count() < SHORTEST {
            bail!("the passphrase in {shown} is shorter than {SHORTEST} characters: take several words");
        }
        Ok(Self(Zeroizing::new(line.to_owned())))
    }
}

/// Refuses a file with a secret that others than its owner may read.
///
/// A credential of systemd is readable by the service alone, whatever the group's bits say: where
/// the manager grants that by an access control list, they show the list's mask.
///
/// # Errors
/// If others may read it, or it is not there.
pub fn owner_only(file: &Path) -> anyhow::Result<()> {
    let data = std::fs::metadata(file).with_context(|| format!("look at {}", file.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = data.permissions().mode() & 0o777;
        let others = if is_credential(file) { 0o037 } else { 0o077 };
        if mode & others != 0 {
            bail!(
                "{} can be read by others than its owner (mode {mode:03o}): run `chmod 600` on it, and think of the key as known if others have been on the machine",
                file.display()
            );
        }
    }
    #[cfg(not(unix))]
    let _ = data;
    Ok(())
}

/// Whether the service manager has put the file there for this service alone.
#[cfg(unix)]
fn is_credential(file: &Path) -> bool {
    let folder = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
    folder.is_some_and(|folder| !folder.as_os_str().is_empty() && file.parent() == Some(folder.as_path()))
}

/// A file with the signing key of a log, opened or not.
#[derive(Debug)]
pub enum KeyFile {
    /// As it stands.
    Plain(NoteSigner),
    /// Encrypted.
    Sealed(SealedKey),
}

/// An encrypted key. Its public half is legible.
#[derive(Debug)]
pub struct SealedKey {
    path: PathBuf,
    verifier: NoteVerifier,
    /// All lines but the last, which are authenticated with it.
    front: String,
    kibibytes: u32,
    passes: u32,
    salt: Vec<u8>,
    nonce: [u8; NONCE_LEN],
    sealed: Vec<u8>,
}

impl KeyFile {
    /// Reads a key file.
    ///
    /// # Errors
    /// If others may read it too, or it is none.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        owner_only(path)?;
        Self::read_kept(path)
    }

    /// Reads a key file that was kept elsewhere, on a medium that may know no file rights.
    ///
    /// # Errors
    /// If it is none.
    pub fn read_kept(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .map(Zeroizing::new)
            .with_context(|| format!("read the log's key {}", path.display()))?;
        if text.starts_with(HEADER) {
            let sealed = SealedKey::parse(path, &text)
                .with_context(|| format!("the encrypted key {} is damaged", path.display()))?;
            return Ok(Self::Sealed(sealed));
        }
        NoteSigner::parse_secret_text(text.trim())
            .map(Self::Plain)
            .with_context(|| format!("the log's key does not read: {}", path.display()))
    }

    /// The public half.
    #[must_use]
    pub const fn verifier(&self) -> &NoteVerifier {
        match self {
            Self::Plain(signer) => signer.verifier(),
            Self::Sealed(sealed) => &sealed.verifier,
        }
    }

    /// Whether it is encrypted.
    #[must_use]
    pub const fn is_encrypted(&self) -> bool {
        matches!(self, Self::Sealed(_))
    }

    /// The key, with the passphrase if it is encrypted.
    ///
    /// # Errors
    /// If the passphrase is missing or wrong, or the file was changed.
    pub fn open(self, passphrase: Option<&Passphrase>) -> anyhow::Result<NoteSigner> {
        match (self, passphrase) {
            (Self::Plain(signer), _) => Ok(signer),
            (Self::Sealed(sealed), Some(passphrase)) => sealed.open(passphrase),
            (Self::Sealed(sealed), None) => bail!(
                "the key {} is encrypted: name the file with its passphrase in `key-passphrase-file` (LUOTAIN_KEY_PASSPHRASE_FILE)",
                sealed.path.display()
            ),
        }
    }
}

impl SealedKey {
    fn parse(path: &Path, text: &str) -> anyhow::Result<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let [header, verifier, derived, cipher, sealed] = lines.as_slice() else {
            bail!("it has not five lines");
        };
        if *header != HEADER {
            bail!("it is of a version that this program does not know");
        }
        let words: Vec<&str> = derived.split(' ').collect();
        let ["argon2id", kibibytes, passes, salt] = words.as_slice() else {
            bail!("its third line does not read");
        };
        let Some(("chacha20-poly1305", nonce)) = cipher.split_once(' ') else {
            bail!("its fourth line does not read");
        };
        let (kibibytes, passes) = (kibibytes.parse()?, passes.parse()?);
        if kibibytes > HIGHEST.kibibytes || passes > HIGHEST.passes {
            bail!("it asks for more memory or time than any key of ours");
        }
        let front = [*header, *verifier, *derived, *cipher].join("\n");
        Ok(Self {
            path: path.to_owned(),
            verifier: NoteVerifier::parse(verifier)?,
            front,
            kibibytes,
            passes,
            salt: STANDARD.decode(salt)?,
            nonce: STANDARD
                .decode(nonce)?
                .try_into()
                .map_err(|_| anyhow::anyhow!("its nonce has another length"))?,
            sealed: STANDARD.decode(sealed)?,
        })
    }

    fn open(mut self, passphrase: &Passphrase) -> anyhow::Result<NoteSigner> {
        let cost = Cost {
            kibibytes: self.kibibytes,
            passes: self.passes,
        };
        let key = derived(passphrase, cost, &self.salt)?;
        let opened = key.open_in_place(
            Nonce::assume_unique_for_key(self.nonce),
            Aad::from(self.front.as_bytes()),
            &mut self.sealed,
        );
        let Ok(plain) = opened else {
            bail!(
                "the passphrase does not open {}: it is another one, or the file was changed",
                self.path.display()
            );
        };
        let plain = Zeroizing::new(plain.to_vec());
        // What was sealed stands in the same memory.
        zeroize::Zeroize::zeroize(&mut self.sealed);
        let text = std::str::from_utf8(&plain).context("the key inside is no text")?;
        let signer = NoteSigner::parse_secret_text(text).context("the key inside does not read")?;
        if *signer.verifier() != self.verifier {
            bail!("{} holds another key than it says", self.path.display());
        }
        Ok(signer)
    }
}

/// What a file with this key holds: encrypted if there is a passphrase.
///
/// # Errors
/// Without randomness.
pub fn key_text(
    signer: &NoteSigner,
    passphrase: Option<&Passphrase>,
    entropy: &dyn Entropy,
) -> anyhow::Result<Zeroizing<String>> {
    let plain = Zeroizing::new(signer.to_secret_text());
    let Some(passphrase) = passphrase else {
        return Ok(plain);
    };
    let (mut salt, mut nonce) = ([0; SALT], [0; NONCE_LEN]);
    entropy.fill(&mut salt)?;
    entropy.fill(&mut nonce)?;
    let front = format!(
        "{HEADER}\n{}\nargon2id {} {} {}\nchacha20-poly1305 {}",
        signer.verifier().to_text(),
        COST.kibibytes,
        COST.passes,
        STANDARD.encode(salt),
        STANDARD.encode(nonce)
    );
    let key = derived(passphrase, COST, &salt)?;
    let mut sealed = plain.as_bytes().to_vec();
    key.seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::from(front.as_bytes()),
        &mut sealed,
    )
    .map_err(|_| anyhow::anyhow!("the key could not be encrypted"))?;
    Ok(Zeroizing::new(format!("{front}\n{}\n", STANDARD.encode(sealed))))
}

fn derived(passphrase: &Passphrase, cost: Cost, salt: &[u8]) -> anyhow::Result<LessSafeKey> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    let params = Params::new(cost.kibibytes, cost.passes, 1, Some(bytes.len()))
        .map_err(|error| anyhow::anyhow!("derive a key from the passphrase: {error}"))?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.0.as_bytes(), salt, bytes.as_mut_slice())
        .map_err(|error| anyhow::anyhow!("derive a key from the passphrase: {error}"))?;
    let key = UnboundKey::new(&CHACHA20_POLY1305, bytes.as_slice())
        .map_err(|_| anyhow::anyhow!("derive a key from the passphrase"))?;
    Ok(LessSafeKey::new(key))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::system::SystemEntropy;

    fn signer() -> NoteSigner {
        NoteSigner::from_seed("localhost/log/production", [7; 32]).unwrap()
    }

    fn words(text: &str) -> Passphrase {
        Passphrase(Zeroizing::new(text.to_owned()))
    }

    fn read(text: &str) -> anyhow::Result<KeyFile> {
        SealedKey::parse(Path::new("production.key"), text).map(KeyFile::Sealed)
    }

    #[test]
    fn an_encrypted_key_opens_with_its_passphrase_only() {
        let passphrase = words("neljä sattumanvaraista sanaa");
        let text = key_text(&signer(), Some(&passphrase), &SystemEntropy).unwrap();
        assert!(!text.contains("PRIVATE"), "{}", *text);
        let file = read(&text).unwrap();
        assert_eq!(file.verifier(), signer().verifier());
        let opened = file.open(Some(&passphrase)).unwrap();
        assert_eq!(opened.to_secret_text(), signer().to_secret_text());
        let wrong = read(&text)
            .unwrap()
            .open(Some(&words("neljä sattumanvaraista sanoo")));
        assert!(
            wrong
                .unwrap_err()
                .to_string()
                .contains("does not open production.key")
        );
        let without = read(&text).unwrap().open(None).unwrap_err().to_string();
        assert!(without.contains("key-passphrase-file"), "{without}");
        // Written again, it is another text.
        let again = key_text(&signer(), Some(&passphrase), &SystemEntropy).unwrap();
        assert_ne!(*again, *text);
    }

    #[test]
    fn a_changed_encrypted_key_does_not_open() {
        let passphrase = words("neljä sattumanvaraista sanaa");
        let text = key_text(&signer(), Some(&passphrase), &SystemEntropy).unwrap();
        let other = NoteSigner::from_seed("localhost/log/production", [8; 32]).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // Another public half over the same secret.
        lines[1] = other.verifier().to_text();
        assert!(read(&lines.join("\n")).unwrap().open(Some(&passphrase)).is_err());
        for (line, from, to) in [
            (0, "v1", "v2"),
            (2, "argon2id 65536", "argon2id 99999999"),
            (2, "argon2id", "argon2d"),
            (3, "chacha20", "aes"),
            (4, "", "!"),
        ] {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines[line] = lines[line].replacen(from, to, 1);
            assert!(read(&lines.join("\n")).is_err(), "line {line}");
        }
        assert!(read(&lines[..4].join("\n")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_passphrase_that_others_may_read_or_guess_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let file = std::env::temp_dir().join(format!("luotain-passphrase-{}", std::process::id()));
        for (text, mode, expected) in [
            ("neljä sattumanvaraista sanaa\n", 0o600, ""),
            ("neljä sattumanvaraista sanaa\n", 0o640, "chmod 600"),
            ("lyhyt\n", 0o600, "shorter than 15"),
            ("yksi rivi on tässä\ntoinen rivi\n", 0o600, "more than one line"),
        ] {
            std::fs::write(&file, text).unwrap();
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
            match Passphrase::read(&file) {
                Ok(read) => {
                    assert_eq!((expected, read.0.as_str()), ("", text.trim_end()));
                    assert_eq!(format!("{read:?}"), "Passphrase(***)");
                }
                Err(error) => {
                    let said = error.to_string();
                    assert!(!expected.is_empty() && said.contains(expected), "{said}");
                }
            }
        }
        std::fs::remove_file(&file).unwrap();
        assert!(Passphrase::read(&file).is_err());
    }
}
