//! Non-disclosures that the copies in other people's records may not tell.
//!
//! | Table | Key | Content |
//! |---|---|---|
//! | `protection` | identity code | the person's own non-disclosure, if copies of it may differ; that of somebody in the same dwelling |
//!
//! A record carries copies of other people's bans: of the relatives that it names, and of whoever lives
//! in the same dwelling (domain 5.4). An update that brings a ban need not bring every record with a
//! copy, and until they come nobody may be found through them. So whose ban the copies may not tell is
//! remembered, in a table and in memory, and put right whenever a person is read: a person's own record
//! goes before the copies in others, and a ban in the dwelling is added to what the record has. Nothing
//! is taken from a record but a copy that the person's own record contradicts.
//!
//! The table grows only with updates that bring, change or end a ban. As long as none came, reading a
//! person costs nothing more.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use arc_swap::ArcSwap;
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, RecordIdKey, Value};

use super::query::{field, from_json, run};
use super::records::content;
use super::residents::dwellings;
use super::rows::{Inserts, Key, part};
use super::{Store, StoreError};
use crate::environment::Environment;
use crate::identifier::{ApartmentAddressPart, BuildingId, PersonalIdentityCode};
use crate::register::{DataGroup, NonDisclosure, Person, PersonFacts, PersonGroups};

const TABLE: &str = "protection";

/// What the copies in other records may not tell of a person.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Protection {
    /// Whether `own` goes before the copies.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    knows_own: bool,
    /// The person's own non-disclosure.
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<NonDisclosure>,
    /// That of somebody in the same dwelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    dwelling: Option<NonDisclosure>,
}

/// Protections by person.
pub(super) type Protected = BTreeMap<PersonalIdentityCode, Protection>;
type InMemory = HashMap<PersonalIdentityCode, Protection>;

/// The protections of both registers, in memory.
#[derive(Default)]
pub(super) struct Protections {
    production: ArcSwap<InMemory>,
    training: ArcSwap<InMemory>,
}

impl Protections {
    fn of(&self, environment: Environment) -> &ArcSwap<InMemory> {
        match environment {
            Environment::Production => &self.production,
            Environment::Training => &self.training,
        }
    }

    /// Puts right what was read of a person.
    pub(super) fn put_right(
        &self,
        environment: Environment,
        code: PersonalIdentityCode,
        facts: &mut PersonFacts,
        groups: &mut PersonGroups,
    ) {
        let protected = self.of(environment).load();
        if protected.is_empty() {
            return;
        }
        if let Some(protection) = protected.get(&code) {
            facts.dwelling_non_disclosure = both(facts.dwelling_non_disclosure, protection.dwelling);
        }
        for (_, relative) in groups.relatives_mut() {
            let protection = relative.code.and_then(|code| protected.get(&code));
            if let Some(protection) = protection.filter(|protection| protection.knows_own) {
                relative.non_disclosure = protection.own;
            }
        }
    }

    /// Takes in what an update has changed, once it is in the table.
    pub(super) fn take_in(&self, environment: Environment, changed: Protected) {
        if changed.is_empty() {
            return;
        }
        let of_register = self.of(environment);
        let mut protected = InMemory::clone(&of_register.load());
        protected.extend(changed);
        of_register.store(Arc::new(protected));
    }
}

/// A ban that binds whenever one of two does.
fn both(one: Option<NonDisclosure>, other: Option<NonDisclosure>) -> Option<NonDisclosure> {
    let (Some(one), Some(other)) = (one, other) else {
        return one.or(other);
    };
    Some(NonDisclosure {
        from: one.from.min(other.from),
        until: one.until.zip(other.until).map(|(one, other)| one.max(other)),
    })
}

/// Adds protections to a transaction.
pub(super) fn add(inserts: &mut Inserts, changed: &Protected) -> Result<(), StoreError> {
    for (code, protection) in changed {
        inserts.replace(TABLE, Key::text(code.as_str()), content(protection)?);
    }
    Ok(())
}

impl<C: Connection> Store<C> {
    /// Reads the protections of both registers into memory.
    pub(super) async fn load_protections(&self) -> Result<(), StoreError> {
        for environment in Environment::ALL {
            let sql = "SELECT * FROM protection";
            let mut results = run(self.register(environment), sql, Object::new()).await?;
            let rows: Vec<Object> = results.take(0)?;
            let mut protected = InMemory::with_capacity(rows.len());
            for mut row in rows {
                let Some(Value::RecordId(RecordId {
                    key: RecordIdKey::String(code),
                    ..
                })) = row.remove("id")
                else {
                    return Err(super::packed::damaged(TABLE));
                };
                let text: String = field(TABLE, &mut row, "content")?;
                protected.insert(part(TABLE, &code)?, from_json(TABLE, &text)?);
            }
            self.protections.of(environment).store(Arc::new(protected));
        }
        Ok(())
    }

    /// What changes in the protections once the `new` persons have taken the place of the `old` ones.
    pub(super) async fn protections_after(
        &self,
        environment: Environment,
        old: &[Person],
        new: &[Person],
    ) -> Result<Protected, StoreError> {
        let mut reckoning = Reckoning {
            store: self,
            environment,
            old: old.iter().map(|person| (person.code, person)).collect(),
            new: new.iter().map(|person| (person.code, person)).collect(),
            read: HashMap::new(),
            changed: Protected::new(),
        };
        for person in new {
            reckoning.own_ban(person);
            reckoning.copies(person).await?;
        }
        let mut touched = BTreeSet::new();
        for person in new {
            reckoning.touched_by(person, &mut touched).await?;
        }
        for code in touched {
            reckoning.ban_in_dwelling(code).await?;
        }
        Ok(reckoning.changed)
    }
}

/// A dwelling: a building and the apartment in it, if it has apartments.
type Dwelling = (BuildingId, Option<ApartmentAddressPart>);

/// What is known while the protections after an update are found out.
struct Reckoning<'a, C: Connection> {
    store: &'a Store<C>,
    environment: Environment,
    old: HashMap<PersonalIdentityCode, &'a Person>,
    new: HashMap<PersonalIdentityCode, &'a Person>,
    /// The bans of persons whom the update leaves as they are; none for one who is not in the register.
    read: HashMap<PersonalIdentityCode, Option<Option<NonDisclosure>>>,
    changed: Protected,
}

impl<C: Connection> Reckoning<'_, C> {
    fn protection(&self, code: PersonalIdentityCode) -> Protection {
        let changed = self.changed.get(&code).copied();
        changed.unwrap_or_else(|| {
            let in_memory = self.store.protections.of(self.environment).load();
            in_memory.get(&code).copied().unwrap_or_default()
        })
    }

    fn set(&mut self, code: PersonalIdentityCode, protection: Protection) {
        if self.protection(code) != protection {
            self.changed.insert(code, protection);
        }
    }

    fn knows_own(&mut self, code: PersonalIdentityCode, own: Option<NonDisclosure>) {
        let protection = Protection {
            knows_own: true,
            own,
            ..self.protection(code)
        };
        self.set(code, protection);
    }

    /// A ban that is another one now goes before the copies of the one before.
    fn own_ban(&mut self, person: &Person) {
        let ban = person.facts.non_disclosure;
        let before = self
            .old
            .get(&person.code)
            .and_then(|old| old.facts.non_disclosure);
        if ban != before || self.protection(person.code).knows_own {
            self.knows_own(person.code, ban);
        }
    }

    /// The copies in a new record are held against the records of those whom it names.
    async fn copies(&mut self, person: &Person) -> Result<(), StoreError> {
        let mut groups = person.groups.clone();
        for (_, relative) in groups.relatives_mut() {
            let Some(code) = relative.code else { continue };
            if self.protection(code).knows_own {
                continue;
            }
            if let Some(ban) = self.ban_of(code).await?
                && ban != relative.non_disclosure
            {
                self.knows_own(code, ban);
            }
        }
        Ok(())
    }

    /// The own ban of a person after the update; none for one who is not in the register.
    async fn ban_of(
        &mut self,
        code: PersonalIdentityCode,
    ) -> Result<Option<Option<NonDisclosure>>, StoreError> {
        if let Some(person) = self.new.get(&code) {
            return Ok(Some(person.facts.non_disclosure));
        }
        if let Some(ban) = self.read.get(&code) {
            return Ok(*ban);
        }
        let found = self
            .store
            .find_person(self.environment, code, &BTreeSet::new())
            .await?;
        let ban = found.map(|found| found.facts.non_disclosure);
        self.read.insert(code, ban);
        Ok(ban)
    }

    /// Adds those whose dwelling may be under another ban now that this person is another one.
    async fn touched_by(
        &mut self,
        person: &Person,
        touched: &mut BTreeSet<PersonalIdentityCode>,
    ) -> Result<(), StoreError> {
        let old = self.old.get(&person.code).copied();
        let before = old.map(dwellings_of).unwrap_or_default();
        let after = dwellings_of(person);
        let moved = before != after;
        if moved {
            touched.insert(person.code);
        }
        let ban = person.facts.non_disclosure;
        let ban_before = old.and_then(|old| old.facts.non_disclosure);
        if ban != ban_before || (moved && ban.is_some()) {
            for dwelling in before.union(&after) {
                touched.extend(self.residents(*dwelling).await?);
            }
        }
        Ok(())
    }

    /// Who lives in a dwelling after the update.
    async fn residents(&self, dwelling: Dwelling) -> Result<BTreeSet<PersonalIdentityCode>, StoreError> {
        let (building, apartment) = dwelling;
        let rows = self
            .store
            .list_residents_at(self.environment, building, apartment)
            .await?;
        let stay = rows
            .into_iter()
            .map(|row| row.code)
            .filter(|code| !self.new.contains_key(code));
        let come = self.new.values().filter(|person| lives_in(person, dwelling));
        Ok(stay.chain(come.map(|person| person.code)).collect())
    }

    /// Finds the ban of those who live with a person.
    async fn ban_in_dwelling(&mut self, code: PersonalIdentityCode) -> Result<(), StoreError> {
        let dwellings = match self.new.get(&code) {
            Some(person) => dwellings_of(person),
            None => self.stored_dwellings(code).await?,
        };
        let mut ban = None;
        for dwelling in dwellings {
            for other in self.residents(dwelling).await? {
                if other != code {
                    ban = both(ban, self.ban_of(other).await?.flatten());
                }
            }
        }
        let protection = Protection {
            dwelling: ban,
            ..self.protection(code)
        };
        self.set(code, protection);
        Ok(())
    }

    async fn stored_dwellings(&self, code: PersonalIdentityCode) -> Result<BTreeSet<Dwelling>, StoreError> {
        let readable = BTreeSet::from([DataGroup::Residence]);
        let found = self.store.find_person(self.environment, code, &readable).await?;
        let person = found.map(|found| Person {
            code,
            facts: found.facts,
            groups: found.groups,
        });
        Ok(person.as_ref().map(dwellings_of).unwrap_or_default())
    }
}

fn dwellings_of(person: &Person) -> BTreeSet<Dwelling> {
    dwellings(person)
        .map(|(building, apartment, _)| (building, apartment))
        .collect()
}

fn lives_in(person: &Person, dwelling: Dwelling) -> bool {
    dwellings(person).any(|(building, apartment, _)| (building, apartment) == dwelling)
}
