//! The folder of root certificates of makers of keys.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use luotain::service::AttestationRoots;

/// Where the roots are.
#[derive(Debug, clap::Args)]
pub(super) struct Attestation {
    /// A folder of root certificates of makers of keys: one certificate a file, PEM, named
    /// `NAME.pem`. With them organisations can ask for attested keys.
    #[arg(long, env = "LUOTAIN_ATTESTATION_ROOTS")]
    attestation_roots: Option<PathBuf>,
}

impl Attestation {
    /// The roots; none without a folder.
    ///
    /// # Errors
    /// As [`roots_in`].
    pub(super) fn roots(&self) -> anyhow::Result<AttestationRoots> {
        let folder = self.attestation_roots.as_deref();
        Ok(folder.map(roots_in).transpose()?.unwrap_or_default())
    }
}

/// Reads the roots of a folder and says which they are.
///
/// # Errors
/// If the folder or a file of it cannot be read, holds no root, or something else than one
/// certificate a file.
pub(super) fn roots_in(folder: &Path) -> anyhow::Result<AttestationRoots> {
    let told = || format!("attestation roots in {}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(told)? {
        let path = entry.with_context(told)?.path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else {
            continue;
        };
        if path.extension().is_some_and(|extension| extension == "pem") {
            let pem = std::fs::read_to_string(&path)
                .with_context(|| format!("read the attestation root {}", path.display()))?;
            files.push((name.to_owned(), pem));
        }
    }
    files.sort();
    if files.is_empty() {
        bail!("{} holds no file named NAME.pem", folder.display());
    }
    let roots = AttestationRoots::parse(files).with_context(told)?;
    for root in roots.list() {
        tracing::info!(name = root.name, sha256 = root.fingerprint, "attestation root");
    }
    Ok(roots)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};

    use super::*;

    fn certificate(name: &str) -> String {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params
            .distinguished_name
            .push(rcgen::DnType::CommonName, name.to_owned());
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().pem()
    }

    fn read(folder: &Path) -> anyhow::Result<AttestationRoots> {
        Attestation {
            attestation_roots: Some(folder.to_owned()),
        }
        .roots()
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("luotain-roots-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn roots_are_read_by_the_names_of_their_files() {
        let folder = folder("good");
        std::fs::write(folder.join("beeta.pem"), certificate("Beeta")).unwrap();
        std::fs::write(folder.join("alfa.pem"), certificate("Alfa")).unwrap();
        std::fs::write(folder.join("LUE MINUT.txt"), "not a root").unwrap();
        let roots = read(&folder).unwrap().list();
        let names: Vec<_> = roots.iter().map(|root| root.name.as_str()).collect();
        assert_eq!(names, ["alfa", "beeta"]);
        assert!(roots.iter().all(|root| root.fingerprint.len() == 64));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_all_roots_is_refused_with_the_name_of_the_file() {
        let folder = folder("bad");
        assert!(read(&folder).is_err(), "an empty folder");
        let one = certificate("Alfa");
        std::fs::write(folder.join("alfa.pem"), &one).unwrap();
        for (content, why) in [
            ("no certificate".to_owned(), "something else"),
            (one.clone(), "the same certificate"),
            (format!("{one}{}", certificate("Beeta")), "two in one file"),
        ] {
            std::fs::write(folder.join("toinen.pem"), content).unwrap();
            let told = format!("{:#}", read(&folder).unwrap_err());
            assert!(told.contains("toinen"), "{why}: {told}");
        }
        assert!(read(&folder.join("missing")).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn without_a_folder_there_are_no_roots() {
        let none = Attestation {
            attestation_roots: None,
        };
        assert!(none.roots().unwrap().list().is_empty());
    }
}
