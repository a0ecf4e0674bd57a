//! `luotain permit`: decided permits taken in from a file, until the e-service decides them here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use luotain::permit::{CustomerOrg, DataPermit, Key};
use luotain::store::Store;
use serde::Deserialize;

use crate::launch::DataFolder;

/// Data permits.
#[derive(Debug, clap::Subcommand)]
pub enum Permit {
    /// Take in organisations and their decided permits from a JSON file; all of it or nothing is
    /// wrong with it. Stop `luotain serve` first.
    Add {
        #[command(flatten)]
        data: super::Data,
        /// The file; deploy/permit.example.json shows one.
        file: PathBuf,
    },
}

/// A file of decisions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decisions {
    /// Organisations that are not there yet.
    #[serde(default)]
    organisations: Vec<CustomerOrg>,
    /// Their permits.
    #[serde(default)]
    permits: Vec<DataPermit>,
}

impl Permit {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Add { data, file } = self;
        let decisions = read(&file)?;
        let folder = DataFolder::open_made(&data.data)?;
        let store = folder.open_store().await?;
        let added = add(&store, &decisions).await;
        store.close().await;
        added?;
        println!(
            "{} organisations and {} permits were taken in.",
            decisions.organisations.len(),
            decisions.permits.len()
        );
        Ok(ExitCode::SUCCESS)
    }
}

pub(crate) fn read(file: &Path) -> anyhow::Result<Decisions> {
    let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    let decisions: Decisions =
        serde_json::from_str(&text).with_context(|| format!("{} does not read", file.display()))?;
    for permit in &decisions.permits {
        check(permit)?;
    }
    Ok(decisions)
}

/// What no decision may be without.
fn check(permit: &DataPermit) -> anyhow::Result<()> {
    let id = permit.id.as_str();
    ensure!(!permit.purposes.is_empty(), "permit {id} has no purpose of use");
    ensure!(!permit.roles.is_empty(), "permit {id} has no query role");
    ensure!(permit.version > 0, "permit {id}: versions begin with 1");
    ensure!(
        permit.valid_until.is_none_or(|last| permit.valid_from <= last),
        "permit {id} ends before it begins"
    );
    let roles: BTreeSet<&Key> = permit.roles.iter().map(|role| &role.id).collect();
    ensure!(
        roles.len() == permit.roles.len(),
        "permit {id} has two roles of one key"
    );
    for role in &permit.roles {
        ensure!(
            !role.operations.is_empty(),
            "permit {id}: the role {} allows no query",
            role.id.as_str()
        );
    }
    Ok(())
}

async fn add(store: &Store, decisions: &Decisions) -> anyhow::Result<()> {
    let there = store.list_organisations().await?;
    let permits = store.list_permits().await?;
    for organisation in &decisions.organisations {
        if there.iter().any(|known| known.id == organisation.id) {
            bail!("the organisation {} is there already", organisation.id.as_str());
        }
        ensure!(
            !organisation.is_authority,
            "{}: there is one authority, which `luotain init` made",
            organisation.id.as_str()
        );
    }
    for permit in &decisions.permits {
        let mut known = there.iter().chain(&decisions.organisations);
        ensure!(
            known.any(|organisation| organisation.id == permit.organisation),
            "permit {}: no organisation {}",
            permit.id.as_str(),
            permit.organisation.as_str()
        );
        ensure!(
            permits.iter().all(|known| known.id != permit.id),
            "the permit {} is there already",
            permit.id.as_str()
        );
    }
    for organisation in &decisions.organisations {
        store.update_organisation(organisation).await?;
    }
    for permit in &decisions.permits {
        store.create_permit(permit).await?;
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use luotain::store::Settings;

    use super::*;

    fn example() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/permit.example.json")
    }

    #[tokio::test]
    async fn the_example_is_taken_in_once() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        let decisions = read(&example()).unwrap();
        add(&store, &decisions).await.unwrap();
        assert_eq!(store.list_permits().await.unwrap(), decisions.permits);
        let again = add(&store, &decisions).await.unwrap_err().to_string();
        assert!(again.contains("is there already"), "{again}");
    }

    #[test]
    fn a_permit_without_what_it_needs_is_refused_with_the_reason() {
        let good = read(&example()).unwrap().permits.remove(0);
        let without = |change: fn(&mut DataPermit)| {
            let mut permit = good.clone();
            change(&mut permit);
            check(&permit).unwrap_err().to_string()
        };
        assert!(without(|permit| permit.purposes.clear()).contains("no purpose"));
        assert!(without(|permit| permit.roles.clear()).contains("no query role"));
        assert!(without(|permit| permit.roles.push(permit.roles[0].clone())).contains("two roles"));
        assert!(without(|permit| permit.roles[0].operations.clear()).contains("allows no query"));
        assert!(without(|permit| permit.valid_until = permit.valid_from.pred_opt()).contains("ends before"));
    }
}
