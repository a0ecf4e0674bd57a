//! A person's data by group, each group there or not.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::data_group::DataGroup;
use super::groups::*;
use super::relative::Relative;

macro_rules! person_groups {
    ($( $variant:ident, $field:ident: $type:ty; )+) => {
        /// A person's data: one field per [`DataGroup`], named as [`DataGroup::field`]; none = not read.
        #[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct PersonGroups {
            $(
                #[doc = concat!("Group [`DataGroup::", stringify!($variant), "`].")]
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $field: Option<$type>,
            )+
        }

        impl PersonGroups {
            /// Whether the group was read.
            #[must_use]
            pub const fn is_present(&self, group: DataGroup) -> bool {
                match group {
                    $( DataGroup::$variant => self.$field.is_some(), )+
                }
            }

            /// The JSON text of each group that was read, in their order.
            ///
            /// # Errors
            /// A value that JSON cannot hold; none of ours is one.
            pub fn texts(&self) -> Result<Vec<(DataGroup, String)>, serde_json::Error> {
                let mut texts = Vec::with_capacity(DataGroup::ALL.len());
                // Grown once for all of them.
                let mut written = Vec::with_capacity(2048);
                $(
                    if let Some(group) = &self.$field {
                        written.clear();
                        serde_json::to_writer(&mut written, group)?;
                        let text = std::str::from_utf8(&written).map_err(serde::ser::Error::custom)?;
                        texts.push((DataGroup::$variant, text.to_owned()));
                    }
                )+
                Ok(texts)
            }

            /// Takes the group away.
            pub fn remove(&mut self, group: DataGroup) {
                match group {
                    $( DataGroup::$variant => self.$field = None, )+
                }
            }
        }
    };
}

person_groups! {
    Identity, identity: IdentityGroup;
    Name, name: NameGroup;
    FormerNames, former_names: FormerNamesGroup;
    Birth, birth: BirthGroup;
    Death, death: DeathGroup;
    Sex, sex: SexGroup;
    HomeMunicipality, home_municipality: HomeMunicipalityGroup;
    Addresses, addresses: AddressesGroup;
    Residence, residence: ResidenceGroup;
    Migration, migration: MigrationGroup;
    Languages, languages: LanguagesGroup;
    Citizenship, citizenship: CitizenshipGroup;
    Occupation, occupation: OccupationGroup;
    MaritalStatus, marital_status: MaritalStatusGroup;
    Marriages, marriages: MarriagesGroup;
    Parents, parents: ParentsGroup;
    Children, children: ChildrenGroup;
    Custody, custody: CustodyGroup;
    TakenIntoCare, taken_into_care: TakenIntoCareGroup;
    Guardianship, guardianship: GuardianshipGroup;
    ContinuingPoa, continuing_poa: ContinuingPoaGroup;
    Religion, religion: ReligionGroup;
    Voting, voting: VotingGroup;
    Household, household: HouseholdGroup;
    Ownership, ownership: OwnershipGroup;
    Bans, bans: BansGroup;
    RegisterOffice, register_office: RegisterOfficeGroup;
    Email, email: EmailGroup;
}

impl PersonGroups {
    /// The groups that were read, in their order.
    pub fn present(&self) -> impl Iterator<Item = DataGroup> + '_ {
        DataGroup::ALL
            .iter()
            .copied()
            .filter(|group| self.is_present(*group))
    }

    /// Keeps only the groups of `groups`.
    #[must_use]
    pub fn take_only(mut self, groups: &BTreeSet<DataGroup>) -> Self {
        for group in DataGroup::ALL {
            if !groups.contains(group) {
                self.remove(*group);
            }
        }
        self
    }

    /// Takes away what a non-disclosure hides of the person's own data: every contact group, but of
    /// `addresses` only what is no contact address, for that one is outside the ban [D11]. What the
    /// other groups tell of the dwelling (the child's residence under `custody`) goes too.
    pub fn remove_contact_data(&mut self) {
        let contact_addresses = self.addresses.take().and_then(AddressesGroup::contact_only);
        for group in DataGroup::ALL {
            if group.is_contact() {
                self.remove(*group);
            }
        }
        self.addresses = contact_addresses;
        if let Some(custody) = &mut self.custody {
            for relation in custody.guardians.iter_mut().chain(&mut custody.dependants) {
                relation.value.remove_residence();
            }
        }
    }

    /// Every person named in the data, with the group that names them.
    pub fn relatives_mut(&mut self) -> Vec<(DataGroup, &mut Relative)> {
        let mut found = Vec::new();
        if let Some(group) = &mut self.name {
            found.extend(
                group
                    .relatives
                    .iter_mut()
                    .map(|row| (DataGroup::Name, &mut row.relative)),
            );
        }
        if let Some(group) = &mut self.marriages {
            found.extend(
                group
                    .marriages
                    .iter_mut()
                    .map(|row| (DataGroup::Marriages, &mut row.value.spouse)),
            );
        }
        if let Some(group) = &mut self.parents {
            found.extend(
                group
                    .parents
                    .iter_mut()
                    .map(|row| (DataGroup::Parents, &mut row.value.relative)),
            );
        }
        if let Some(group) = &mut self.children {
            found.extend(
                group
                    .children
                    .iter_mut()
                    .map(|row| (DataGroup::Children, &mut row.value.relative)),
            );
        }
        if let Some(group) = &mut self.custody {
            let rows = group.guardians.iter_mut().chain(&mut group.dependants);
            found.extend(rows.map(|row| (DataGroup::Custody, &mut row.value.relative)));
        }
        if let Some(group) = &mut self.guardianship {
            let guardians = group
                .orders
                .iter_mut()
                .flat_map(|order| &mut order.value.guardians);
            found.extend(
                guardians
                    .filter_map(|row| row.value.person.as_mut())
                    .map(|person| (DataGroup::Guardianship, person)),
            );
        }
        if let Some(group) = &mut self.continuing_poa {
            found.extend(
                group
                    .attorneys
                    .iter_mut()
                    .filter_map(|row| row.value.person.as_mut())
                    .map(|person| (DataGroup::ContinuingPoa, person)),
            );
        }
        if let Some(group) = &mut self.household {
            found.extend(
                group
                    .members
                    .iter_mut()
                    .map(|member| (DataGroup::Household, member)),
            );
        }
        found
    }

    /// Masks every relative for whom `hidden` says so and takes the dwelling hints of their rows away:
    /// the child's residence under `custody`, and the whole row, with the counts, under `household`,
    /// where being named would itself tell the dwelling. Gives the number of rows masked or taken.
    pub fn mask_relatives(&mut self, hidden: impl Fn(&Relative) -> bool) -> usize {
        let mut masked = 0;
        if let Some(household) = &mut self.household {
            let before = household.members.len();
            household.members.retain(|member| !hidden(member));
            let taken = before - household.members.len();
            if taken > 0 {
                household.minors = None;
            }
            masked += taken;
        }
        if let Some(custody) = &mut self.custody {
            for relation in custody.guardians.iter_mut().chain(&mut custody.dependants) {
                if hidden(&relation.value.relative) {
                    relation.value.remove_residence();
                }
            }
        }
        for (_, relative) in self.relatives_mut() {
            if hidden(relative) {
                relative.mask();
                masked += 1;
            }
        }
        masked
    }
}

impl fmt::Debug for PersonGroups {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PersonGroups(..)")
    }
}

#[cfg(test)]
mod tests;
