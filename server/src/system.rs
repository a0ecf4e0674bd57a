//! The real clock and the real randomness: the only place that reads either (D12).

use chrono::{DateTime, Utc};
use luotain::service::{Clock, Entropy, EntropyError};

/// The machine's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The operating system's source of randomness.
#[derive(Clone, Copy, Debug)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads randomness")]
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        getrandom::fill(bytes).map_err(|_| EntropyError)
    }
}

/// Sixteen random bytes in hexadecimal digits, for ids that are no secret.
#[must_use]
pub fn random_id(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 8];
    // An id without randomness is still an id; what must be random fails closed elsewhere.
    let _ = entropy.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
