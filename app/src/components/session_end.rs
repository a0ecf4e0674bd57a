//! The end of the session: a warning two minutes before, prolonging, and leaving.
//!
//! The deadlines are those of the server. Before the user is disturbed the server is asked
//! again, because another tab may have used the session meanwhile.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::session::SessionView;

use super::calls::{load_session_calls, session_calls};
use super::{Dialog, sign_in_path};
use crate::browser::page;
use crate::locales::{fill, texts};

/// How long before the end the user is warned (WCAG 2.2.1), in seconds.
const WARNING: u32 = 120;
/// How often the server is asked while the warning stands, in seconds.
const RECHECK: u32 = 20;
/// At which seconds left a screen reader is told.
const ANNOUNCED: [u32; 4] = [90, 60, 30, 10];

/// When the session ends, in milliseconds by the browser's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Deadlines {
    idle: f64,
    absolute: f64,
}

impl Deadlines {
    fn of((idle, absolute): (u32, u32), now: f64) -> Self {
        Self {
            idle: now + f64::from(idle) * 1000.0,
            absolute: now + f64::from(absolute) * 1000.0,
        }
    }

    /// Seconds left, rounded up; 0 when it has ended.
    fn left(self, now: f64) -> u32 {
        let seconds = ((self.idle.min(self.absolute) - now) / 1000.0).ceil();
        // `as` saturates, and a clock set back cannot make this longer than the server said.
        if seconds <= 0.0 { 0 } else { seconds as u32 }
    }

    /// Whether use cannot prolong it any more.
    fn is_final(self) -> bool {
        self.absolute <= self.idle
    }
}

/// Watches the session's deadlines, warns and leaves.
#[component]
pub fn SessionEnd(
    /// The session as the page was loaded with it.
    session: SessionView,
) -> impl IntoView {
    let watch = Watch {
        deadlines: RwSignal::new(Deadlines {
            idle: f64::INFINITY,
            absolute: f64::INFINITY,
        }),
        left: RwSignal::new(u32::MAX),
        warned: RwSignal::new(false),
        dismissed: RwSignal::new(false),
        asking: StoredValue::new(false),
        asked_at: StoredValue::new(u32::MAX),
    };
    let seconds = (session.idle_seconds, session.absolute_seconds);
    Effect::new(move |_| {
        load_session_calls();
        watch.deadlines.set(Deadlines::of(seconds, page::now()));
        if let Ok(interval) = set_interval_with_handle(move || watch.tick(), Duration::from_secs(1)) {
            on_cleanup(move || interval.clear());
        }
    });
    let announced = Memo::new(move |previous: Option<&String>| {
        let left = watch.left.get();
        if !watch.warned.get() {
            String::new()
        } else if ANNOUNCED.contains(&left) {
            fill(texts().shell.ending_announce, &[("n", &left.to_string())])
        } else {
            previous.cloned().unwrap_or_default()
        }
    });
    let shell = texts().shell;
    let is_final = Memo::new(move |_| watch.deadlines.get().is_final());
    view! {
        <Dialog
            id="session-end"
            title=shell.ending_title
            open=watch.warned
            on_close=move |()| watch.close()
            alert=true
        >
            <p>{move || if is_final.get() { shell.ending_absolute } else { shell.ending_idle }}</p>
            <p class="countdown">
                {shell.ending_left} " "
                <span aria-hidden="true">{move || clock(watch.left.get())}</span>
                <span class="visually-hidden" aria-live="assertive">{announced}</span>
            </p>
            <div class="actions">
                {move || if is_final.get() {
                    view! {
                        <button type="button" class="button" on:click=move |_| watch.close()>{shell.understood}</button>
                    }.into_any()
                } else {
                    view! {
                        <button type="button" class="button" autofocus=true on:click=move |_| watch.prolong()>
                            {shell.go_on}
                        </button>
                    }.into_any()
                }}
            </div>
        </Dialog>
    }
}

/// `1:59`.
fn clock(seconds: u32) -> String {
    if seconds > WARNING {
        String::new()
    } else {
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}

#[derive(Clone, Copy)]
struct Watch {
    deadlines: RwSignal<Deadlines>,
    /// Seconds left, as shown.
    left: RwSignal<u32>,
    /// Whether the dialog is open.
    warned: RwSignal<bool>,
    /// Whether the warning of the final end was closed.
    dismissed: RwSignal<bool>,
    /// Whether the server is being asked.
    asking: StoredValue<bool>,
    /// Seconds left when the server was last asked.
    asked_at: StoredValue<u32>,
}

impl Watch {
    fn tick(self) {
        let left = self.deadlines.get_untracked().left(page::now());
        self.left.set(left);
        if left == 0 {
            self.ask();
        } else if left <= WARNING && self.asked_at.get_value().saturating_sub(left) >= RECHECK {
            self.asked_at.set_value(left);
            self.ask();
        }
    }

    /// Asks the server how much is left, and acts on it.
    fn ask(self) {
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            let answer = (session_calls().await.remaining)().await;
            self.asking.set_value(false);
            match answer {
                Ok(Some(seconds)) => self.set(seconds),
                Ok(None) => leave(),
                // Without an answer the page's own count decides, so that no data stay in view
                // of others when the network is down.
                Err(_) if self.deadlines.get_untracked().left(page::now()) == 0 => leave(),
                Err(_) => self.show(),
            }
        });
    }

    fn set(self, seconds: (u32, u32)) {
        let deadlines = Deadlines::of(seconds, page::now());
        self.deadlines.set(deadlines);
        let left = deadlines.left(page::now());
        self.left.set(left);
        if left > WARNING {
            self.warned.set(false);
            self.asked_at.set_value(u32::MAX);
        } else {
            self.show();
        }
    }

    fn show(self) {
        let dismissed = self.dismissed.get_untracked() && self.deadlines.get_untracked().is_final();
        self.warned.set(!dismissed);
    }

    fn prolong(self) {
        spawn_local(async move {
            match (session_calls().await.extend)().await {
                Ok(seconds) => {
                    self.warned.set(false);
                    self.set(seconds);
                }
                // The next tick asks again and leaves if the session has ended.
                Err(_) => self.ask(),
            }
        });
    }

    /// Escape: prolongs, where that can be done, since the user is there.
    fn close(self) {
        if self.deadlines.get_untracked().is_final() {
            self.dismissed.set(true);
            self.warned.set(false);
        } else {
            self.prolong();
        }
    }
}

/// Leaves the page for the sign-in page, which says why and leads back here.
fn leave() {
    page::leave_to(&sign_in_path(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_deadline_counts_and_nothing_is_left_after_it() {
        let deadlines = Deadlines::of((1800, 36_000), 1000.0);
        assert_eq!(deadlines.left(1000.0), 1800);
        assert_eq!(deadlines.left(1000.0 + 1_799_500.0), 1);
        assert_eq!(deadlines.left(1000.0 + 1_900_000.0), 0);
        assert!(!deadlines.is_final());
        assert!(Deadlines::of((1800, 100), 0.0).is_final());
    }

    #[test]
    fn the_countdown_reads_as_minutes_and_seconds() {
        assert_eq!([clock(119), clock(60), clock(5)], ["1:59", "1:00", "0:05"]);
        assert_eq!(clock(u32::MAX), "");
    }
}
