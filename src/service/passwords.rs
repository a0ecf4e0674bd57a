//! Passwords: argon2id on a bounded pool, and which new ones are accepted (ASVS 6.2).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use tokio::sync::Semaphore;

use super::clock::Entropy;
use super::sessions::hex;
use super::{StartError, common_passwords};
use crate::error::{PasswordProblem, Problem};

/// The shortest password, in characters.
const SHORTEST: usize = 12;
/// The longest password, in characters.
const LONGEST: usize = 128;

/// Words of this service that make a password easy to guess (ASVS 6.1.2), in lower case, beside the
/// parts of the own username.
const CONTEXT: [&str; 14] = [
    "luotain",
    "väestötieto",
    "vaestotieto",
    "väestö",
    "rekisteri",
    "register",
    "befolkning",
    "viranomainen",
    "myndighet",
    "kysely",
    "salasana",
    "lösenord",
    "losenord",
    "password",
];
/// So many letters must be left beside such words.
const BESIDE_CONTEXT: usize = 6;

/// Hashes and verifies passwords, a bounded number at once.
#[derive(Debug)]
pub struct Passwords {
    pool: Arc<Semaphore>,
    /// Verified where there is no user, so that both cases do equal work.
    nobodys: String,
    verified: AtomicU64,
}

impl Passwords {
    /// Prepares the pool.
    ///
    /// # Errors
    /// [`StartError`] without randomness or if hashing fails.
    pub fn new(at_once: usize, entropy: &dyn Entropy) -> Result<Self, StartError> {
        let mut secret = [0; 32];
        entropy.fill(&mut secret)?;
        let nobodys = hash_now(&secret, entropy).ok_or(StartError::Hashing)?;
        Ok(Self {
            pool: Arc::new(Semaphore::new(at_once.max(1))),
            nobodys,
            verified: AtomicU64::new(0),
        })
    }

    /// How many verifications were made: tests hold the work of different answers equal.
    #[must_use]
    pub fn verifications(&self) -> u64 {
        self.verified.load(Ordering::Relaxed)
    }

    /// Whether the password fits the hash; without a hash the work is done all the same and
    /// the answer is no.
    pub(super) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Problem> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobodys.clone());
        self.verified.fetch_add(1, Ordering::Relaxed);
        let fits = self
            .in_pool(move || {
                PasswordHash::new(&hash).is_ok_and(|parsed| {
                    Argon2::default()
                        .verify_password(password.as_bytes(), &parsed)
                        .is_ok()
                })
            })
            .await?;
        Ok(fits && known)
    }

    /// The argon2id hash of a password in PHC form, with the crate's default parameters
    /// (19 MiB, 2 passes: OWASP's minimum).
    pub(super) async fn hash(&self, password: String, entropy: &dyn Entropy) -> Result<String, Problem> {
        let mut salt = [0; 16];
        entropy.fill(&mut salt).map_err(|error| super::internal(&error))?;
        let hashed = self
            .in_pool(move || hash_with(password.as_bytes(), &salt))
            .await?;
        hashed.ok_or(Problem::Internal)
    }

    /// The argon2id hash of a secret that is too short for a plain digest and is looked up by what is
    /// stored (ASVS 6.5.2). The salt is random, and kept elsewhere.
    pub(super) async fn stretch(&self, secret: String, salt: [u8; 16]) -> Result<String, Problem> {
        let stretched = self.in_pool(move || stretch_now(&secret, &salt)).await?;
        stretched.ok_or(Problem::Internal)
    }

    async fn in_pool<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.pool)
            .acquire_owned()
            .await
            .map_err(|error| super::internal(&error))?;
        // The place goes with the work: a caller that goes away does not free it early.
        let work = move || {
            let _place = place;
            work()
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| super::internal(&error))
    }
}

/// Hashes at once, on this thread: for the command line, where nobody waits in line.
#[must_use]
pub fn hash_now(password: &[u8], entropy: &dyn Entropy) -> Option<String> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt).ok()?;
    hash_with(password, &salt)
}

fn hash_with(password: &[u8], salt: &[u8]) -> Option<String> {
    let salt = SaltString::encode_b64(salt).ok()?;
    Argon2::default()
        .hash_password(password, &salt)
        .ok()
        .map(|hash| hash.to_string())
}

fn stretch_now(secret: &str, salt: &[u8; 16]) -> Option<String> {
    let mut bytes = [0; 32];
    Argon2::default()
        .hash_password_into(secret.as_bytes(), salt, &mut bytes)
        .ok()
        .map(|()| hex(&bytes))
}

/// Whether a password, in lower case, is little more than words of this service and of the
/// username.
fn is_made_of_context(lower: &str, login: &str) -> bool {
    let login = login.to_lowercase();
    let words = CONTEXT
        .into_iter()
        .chain(login.split('.').filter(|part| part.chars().count() > 2));
    let rest = words.fold(lower.to_owned(), |rest, word| rest.replace(word, " "));
    rest != lower && rest.chars().filter(|left| left.is_alphabetic()).count() < BESIDE_CONTEXT
}

/// Whether a new password is accepted for a username.
///
/// # Errors
/// The first [`PasswordProblem`] that applies.
pub(super) fn check_new(password: &str, login: &str) -> Result<(), PasswordProblem> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordProblem::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordProblem::TooLong);
    }
    let lower = password.to_lowercase();
    if lower.contains(&login.to_lowercase()) {
        return Err(PasswordProblem::HoldsUsername);
    }
    if common_passwords::holds(&lower) || is_made_of_context(&lower, login) {
        return Err(PasswordProblem::Common);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert_eq!(check_new("ääääääääää1", "x.y"), Err(PasswordProblem::TooShort));
        assert_eq!(check_new("äöäöäöäöäö12", "x.y"), Ok(()));
        let sentence: String = "viisi pöllöä lensi yli järven "
            .chars()
            .cycle()
            .take(127)
            .chain(['!'])
            .collect();
        assert_eq!(check_new(&sentence, "x.y"), Ok(()));
        assert_eq!(check_new(&"ö".repeat(129), "x.y"), Err(PasswordProblem::TooLong));
    }

    #[test]
    fn the_username_in_any_case_is_refused() {
        assert_eq!(
            check_new("Kunta.Kysely1-ja-muuta", "kunta.kysely1"),
            Err(PasswordProblem::HoldsUsername)
        );
    }

    #[test]
    fn common_passwords_are_refused_in_any_case_and_repeated() {
        assert_eq!(check_new("Password1234", "x.y"), Err(PasswordProblem::Common));
        assert_eq!(check_new("passwordpassword", "x.y"), Err(PasswordProblem::Common));
        assert_eq!(check_new("aaaaaaaaaaaa", "x.y"), Err(PasswordProblem::Common));
    }

    #[test]
    fn passwords_made_of_words_of_this_service_or_of_the_username_are_refused() {
        for guess in [
            "Luotain-2026!!",
            "luotainluotain1",
            "Salasana-Luotain",
            "rekisteri.kysely.99",
            "kysely1 kunta kysely1",
            "Väestötietorekisteri",
        ] {
            assert_eq!(
                check_new(guess, "kunta.kysely1"),
                Err(PasswordProblem::Common),
                "{guess}"
            );
        }
        for good in [
            "luotain lentää hiljaa",
            "9081-7263-5544-aa",
            "kunta vailla rajoja",
        ] {
            assert_eq!(check_new(good, "kunta.kysely1"), Ok(()), "{good}");
        }
    }

    #[test]
    fn a_stretched_secret_depends_on_secret_and_salt() {
        let one = stretch_now("bcdfghjk", &[1; 16]);
        assert_eq!(one, stretch_now("bcdfghjk", &[1; 16]));
        assert_eq!(one.as_deref().map(str::len), Some(64));
        assert_ne!(one, stretch_now("bcdfghjm", &[1; 16]));
        assert_ne!(one, stretch_now("bcdfghjk", &[2; 16]));
    }

    #[test]
    fn no_composition_is_asked_for() {
        assert_eq!(check_new("neljä sattumanvaraista sanaa", "x.y"), Ok(()));
    }
}
