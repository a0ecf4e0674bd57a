//! The operations: each is done to the application and to the model, and their answers compared.

mod directory;
mod queries;
mod sessions;

use std::sync::atomic::Ordering;

use chrono::TimeDelta;
use luotain::environment::Environment;

use super::world::World;

impl World {
    /// Draws one operation and does it.
    pub async fn operate(&mut self) {
        let seat = self.dice.below(self.seats.len());
        match self.dice.below(200) {
            0..=99 => self.query(seat).await,
            100..=117 => self.sign_in(seat).await,
            118..=121 => self.sign_out(seat).await,
            122..=125 => self.copy_cookie(seat),
            126..=137 => self.look(seat).await,
            138..=140 => self.end_others(seat).await,
            141..=146 => self.confirm(seat).await,
            147..=151 => self.add_key(seat).await,
            152..=157 => self.remove_key(seat).await,
            158..=163 => self.change_right().await,
            164..=165 => self.end_user().await,
            166..=169 => self.renew_user().await,
            170..=176 => self.replace_permit().await,
            177..=188 => self.move_clock(),
            _ => self.break_or_mend_log(),
        }
    }

    /// Time passes; now and then the clock is set back. All stays within half a year.
    fn move_clock(&mut self) {
        let by = match self.dice.below(30) {
            0..=11 => self.dice.seconds(1, 120),
            12..=21 => self.dice.seconds(60, 40 * 60),
            22..=23 => self.dice.seconds(3600, 11 * 3600),
            24 => self.dice.seconds(24 * 3600, 20 * 24 * 3600),
            25..=27 => -self.dice.seconds(1, 5),
            _ => -self.dice.seconds(6, 15 * 60),
        };
        let now = self.now() + by;
        if now < self.started || now > self.started + TimeDelta::days(180) {
            return;
        }
        self.tell(format!("the clock moves by {} s", by.num_seconds()));
        self.app.clock.advance(by);
    }

    /// The disk or the second place of a log fails, or works again: mostly again.
    fn break_or_mend_log(&mut self) {
        let environment = self.dice.pick(&Environment::ALL);
        let breaks = self.dice.chance(35);
        let disk = self.dice.chance(50);
        self.tell(format!("{environment:?} log, disk {disk}: breaks {breaks}"));
        let log = self.logs.get_mut(&environment).unwrap();
        if disk {
            log.disk_full = breaks;
            self.app.shelves[&environment]
                .fails
                .store(breaks, Ordering::SeqCst);
        } else {
            log.copy_fails = breaks;
            self.app.copies[&environment]
                .fails
                .store(breaks, Ordering::SeqCst);
        }
    }
}
