//! What a command leaves in the change log: an entry that waits in the store for the next start.

use luotain::log::{Change, ChangeAct, Detail, Subject};
use luotain::permit::Key;
use luotain::service::{Clock, Entropy};
use luotain::store::Waiting;

use crate::system::{SystemClock, SystemEntropy};

/// An entry of an act by command.
pub(super) fn entry(
    act: ChangeAct,
    subject: Subject,
    organisation: Option<&Key>,
    details: Vec<Detail>,
    reason: Option<&str>,
) -> anyhow::Result<Waiting> {
    let mut id = [0; 16];
    SystemEntropy.fill(&mut id)?;
    let change = Change {
        id,
        time_micros: SystemClock.now().timestamp_micros(),
        act,
        actor: None,
        actor_organisation: None,
        subject,
        organisation: organisation.map(|organisation| organisation.as_str().to_owned()),
        details,
        reason: reason.map(str::to_owned),
        source_address: String::new(),
        request_id: String::new(),
    };
    Ok(Waiting::new(&change, 0)?)
}
