//! Changes of usernames, their rights, and permits.

use std::collections::BTreeSet;

use chrono::Days;
use luotain::permit::{DataPermit, Operation, PlaceContent};
use luotain::register::{ApartmentGroup, BuildingGroup, DataGroup, PropertyGroup};

use crate::model::world::World;

impl World {
    /// A right is ended, begins only tomorrow, or is in force again.
    pub(super) async fn change_right(&mut self) {
        let user = self.dice.below(self.users.len());
        let today = self.today();
        let right = self.dice.below(self.users[user].rights.len());
        let (from, until) = match self.dice.below(6) {
            0 => (today - Days::new(30), today - Days::new(1)),
            1 => (today + Days::new(1), today + Days::new(30)),
            2 => (today - Days::new(30), today),
            _ => (today - Days::new(30), today + Days::new(200)),
        };
        let login = self.users[user].login;
        self.tell(format!("right {right} of {login} from {from} until {until}"));
        let changed = &mut self.users[user].rights[right];
        (changed.valid_from, changed.valid_until) = (from, until);
        self.write_user(user).await;
    }

    /// Writes a username's rights and end into the directory, as a change of rights does.
    async fn write_user(&self, user: usize) {
        let known = &self.users[user];
        let rows = self.app.store.list_users().await.unwrap();
        let mut row = rows.into_iter().find(|row| row.login == known.login).unwrap();
        row.rights.clone_from(&known.rights);
        if !known.ended {
            row.ended_at = None;
        }
        self.app.store.update_user(&row).await.unwrap();
        self.app.service.reload_directory().await.unwrap();
    }

    pub(super) async fn end_user(&mut self) {
        let user = self.dice.below(self.users.len());
        let login = self.users[user].login;
        self.tell(format!("the username {login} is ended"));
        self.app.service.end_username(login).await.unwrap();
        self.users[user].ended = true;
        for session in self.sessions.iter_mut().filter(|session| session.user == user) {
            session.ended = true;
        }
    }

    /// An ended username is in force again; its old sessions are not.
    pub(super) async fn renew_user(&mut self) {
        let Some(user) = (0..self.users.len()).find(|user| self.users[*user].ended) else {
            return;
        };
        self.tell(format!(
            "the username {} is in force again",
            self.users[user].login
        ));
        self.reach("username ended");
        self.users[user].ended = false;
        self.write_user(user).await;
    }

    /// A new version of a permit: other content of a role, or another time.
    pub(super) async fn replace_permit(&mut self) {
        let ids: Vec<String> = self.permits.keys().cloned().collect();
        let id = self.dice.pick(&ids);
        let today = self.today();
        let mut permit = self.permits[&id].clone();
        permit.version += 1;
        match self.dice.below(8) {
            0 => permit.ended_from = Some(today),
            1 => permit.ended_from = Some(today + Days::new(1)),
            2 => permit.valid_until = Some(today - Days::new(1)),
            3 => permit.valid_until = Some(today),
            _ => {
                permit.ended_from = None;
                permit.valid_until = None;
                self.other_content(&mut permit);
            }
        }
        self.tell(format!(
            "permit {id} version {}, until {:?}, ended from {:?}",
            permit.version, permit.valid_until, permit.ended_from
        ));
        self.app.store.create_permit(&permit, &[]).await.unwrap();
        self.app.service.reload_directory().await.unwrap();
        self.permits.insert(id, permit);
    }

    fn other_content(&mut self, permit: &mut DataPermit) {
        let place = self.dice.below(permit.roles.len());
        let role = &mut permit.roles[place];
        let share = self.dice.below(101);
        let groups = DataGroup::ALL.iter().copied();
        role.groups = groups.filter(|_| self.dice.chance(share)).collect();
        role.contact_under_non_disclosure = self.dice.chance(50);
        role.dead = self.dice.chance(60);
        role.under_15 = self.dice.chance(60);
        role.replacement_of_passive_code = self.dice.chance(60);
        role.withheld = self.dice.chance(50);
        role.history = self.dice.chance(50);
        role.operations = Operation::ALL
            .into_iter()
            .filter(|operation| {
                // The main use is nearly always there, the others mostly.
                self.dice.chance(if *operation == Operation::PersonByCode {
                    90
                } else {
                    70
                })
            })
            .collect();
        role.places = PlaceContent {
            building: self.some(BuildingGroup::ALL),
            apartment: self.some(ApartmentGroup::ALL),
            property: self.some(PropertyGroup::ALL),
            residents: self.dice.chance(50),
        };
    }

    fn some<T: Copy + Ord>(&mut self, all: &[T]) -> BTreeSet<T> {
        all.iter().copied().filter(|_| self.dice.chance(70)).collect()
    }
}
