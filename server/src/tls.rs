//! TLS of our own, for where no proxy does it.
//!
//! The certificate is read again on SIGHUP; a new one that cannot be used leaves the old.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, bail};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

use crate::secret_file::owner_only;

/// Where the certificate chain and its private key lie.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The chain, PEM.
    pub certificate: PathBuf,
    /// The private key, PEM, for the owner only.
    pub key: PathBuf,
}

/// The certificate in use.
#[derive(Debug)]
pub struct Certificate {
    files: TlsFiles,
    current: RwLock<Arc<CertifiedKey>>,
}

impl Certificate {
    /// Reads the files.
    ///
    /// # Errors
    /// If they do not read, do not fit together, or others may read the key.
    pub fn open(files: TlsFiles) -> anyhow::Result<Arc<Self>> {
        let current = RwLock::new(Arc::new(read(&files)?));
        Ok(Arc::new(Self { files, current }))
    }

    /// Reads the files again; what is in use stays if they cannot be used.
    ///
    /// # Errors
    /// As [`Certificate::open`].
    pub fn renew(&self) -> anyhow::Result<()> {
        let new = Arc::new(read(&self.files)?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }
}

fn read(files: &TlsFiles) -> anyhow::Result<CertifiedKey> {
    owner_only(&files.key)?;
    let shown = files.certificate.display();
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("read the certificate chain {shown}"))?;
    if chain.is_empty() {
        bail!("{shown} holds no certificate in PEM form");
    }
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .with_context(|| format!("read the private key {}", files.key.display()))?;
    CertifiedKey::from_der(chain, key, &ring::default_provider()).with_context(|| {
        format!(
            "the private key {} does not belong to {shown}",
            files.key.display()
        )
    })
}

/// What shakes hands with this certificate.
///
/// # Errors
/// If the protocol versions cannot be set up.
pub fn acceptor(certificate: Arc<Certificate>) -> anyhow::Result<TlsAcceptor> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use tokio_rustls::TlsConnector;
    use tokio_rustls::rustls::pki_types::ServerName;
    use tokio_rustls::rustls::version::{TLS12, TLS13};
    use tokio_rustls::rustls::{ClientConfig, ProtocolVersion, RootCertStore, SupportedProtocolVersion};

    use super::*;

    /// A folder with a certificate of its own for `localhost`.
    fn files(name: &str) -> (PathBuf, TlsFiles) {
        let folder = std::env::temp_dir().join(format!("luotain-tls-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let files = TlsFiles {
            certificate: folder.join("chain.pem"),
            key: folder.join("key.pem"),
        };
        write(&files);
        (folder, files)
    }

    fn write(files: &TlsFiles) {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(&files.certificate, made.cert.pem()).unwrap();
        std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
        chmod(&files.key, 0o600);
    }

    fn chmod(file: &std::path::Path, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_private_key_that_others_may_read_is_refused() {
        let (folder, files) = files("open");
        chmod(&files.key, 0o640);
        let error = Certificate::open(files).unwrap_err().to_string();
        assert!(
            error.contains("mode 640") && error.contains("chmod 600"),
            "{error}"
        );
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_new_certificate_is_taken_and_a_broken_one_leaves_the_old() {
        let (folder, files) = files("renew");
        let certificate = Certificate::open(files.clone()).unwrap();
        let in_use = |certificate: &Certificate| {
            let current = certificate.current.read().unwrap();
            current.cert.first().unwrap().to_vec()
        };
        let first = in_use(&certificate);
        std::fs::write(&files.certificate, "nothing").unwrap();
        assert!(certificate.renew().is_err());
        assert_eq!(in_use(&certificate), first);
        write(&files);
        certificate.renew().unwrap();
        assert_ne!(in_use(&certificate), first);
        std::fs::remove_dir_all(folder).unwrap();
    }

    /// Shakes hands with a client of these versions; what they agreed on.
    async fn agreed(
        files: &TlsFiles,
        versions: &[&'static SupportedProtocolVersion],
    ) -> (ProtocolVersion, String) {
        let acceptor = acceptor(Certificate::open(files.clone()).unwrap()).unwrap();
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_file_iter(&files.certificate).unwrap() {
            roots.add(certificate.unwrap()).unwrap();
        }
        let client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let (near, far) = tokio::io::duplex(64 * 1024);
        let name = ServerName::try_from("localhost").unwrap();
        let connector = TlsConnector::from(Arc::new(client));
        let (server, client) = tokio::join!(acceptor.accept(far), connector.connect(name, near));
        server.unwrap();
        let client = client.unwrap();
        let (_, session) = client.get_ref();
        let suite = session.negotiated_cipher_suite().unwrap().suite();
        (session.protocol_version().unwrap(), format!("{suite:?}"))
    }

    #[tokio::test]
    async fn tls_of_our_own_has_forward_secrecy_and_authenticated_ciphers_only() {
        let (folder, files) = files("suites");
        let acceptor = acceptor(Certificate::open(files.clone()).unwrap()).unwrap();
        for suite in &acceptor.config().crypto_provider().cipher_suites {
            let name = format!("{:?}", suite.suite());
            assert!(
                name.starts_with("TLS13_") || name.starts_with("TLS_ECDHE_"),
                "{name}"
            );
            assert!(name.contains("_GCM_") || name.contains("_POLY1305_"), "{name}");
        }
        // The newer version wins; the older is still taken.
        let (version, suite) = agreed(&files, &[&TLS12, &TLS13]).await;
        assert_eq!(version, ProtocolVersion::TLSv1_3);
        assert!(suite.starts_with("TLS13_"), "{suite}");
        let (version, suite) = agreed(&files, &[&TLS12]).await;
        assert_eq!(version, ProtocolVersion::TLSv1_2);
        assert!(suite.starts_with("TLS_ECDHE_"), "{suite}");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_key_of_another_certificate_is_refused() {
        let (folder, files) = files("pair");
        let other = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(&files.key, other.signing_key.serialize_pem()).unwrap();
        let error = format!("{:#}", Certificate::open(files).unwrap_err());
        assert!(error.contains("does not belong to"), "{error}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
