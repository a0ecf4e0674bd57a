use proptest::prelude::*;

use super::*;
use crate::environment::Environment;

const PRODUCTION: LogName = LogName::Disclosures(Environment::Production);

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000 + minutes * 60, 0).unwrap_or_default()
}

/// A service at rest, ten hours after its start.
fn calm() -> Readings {
    let now = at(600);
    Readings {
        now,
        started: at(0),
        looked: Some(now - TimeDelta::seconds(5)),
        logs: LogName::ALL
            .into_iter()
            .map(|log| LogReading {
                log,
                size: 10,
                copied: 10,
                last_time: Some(at(590)),
                fault: None,
            })
            .collect(),
        disks: Some(vec![disk(DiskPlace::Data, 80_000)]),
        memory: Some(memory(8_000, 200)),
        backups: Some(BackupReading {
            every: TimeDelta::hours(24),
            newest: Some(at(0)),
            failing_since: None,
        }),
        mail: Some(MailReading {
            is_sending: true,
            last_round: Some(now),
            unsent: Vec::new(),
        }),
    }
}

fn disk(place: DiskPlace, megabytes: u64) -> DiskReading {
    DiskReading {
        place,
        free: megabytes * MEGABYTE,
        size: 100_000 * MEGABYTE,
    }
}

fn memory(limit: u64, largest_table: u64) -> MemoryReading {
    MemoryReading {
        limit: limit * MEGABYTE,
        largest_table: largest_table * MEGABYTE,
    }
}

fn judged(readings: &Readings) -> Verdict {
    judge(readings, &Limits::default(), &Verdict::default())
}

fn alarms(verdict: &Verdict) -> Vec<Alarm> {
    verdict.on.keys().copied().collect()
}

#[test]
fn a_service_at_rest_has_no_alarm() {
    assert_eq!(judged(&calm()), Verdict::default());
}

#[test]
fn codes_are_what_is_written_and_lead_back() {
    for alarm in Alarm::ALL {
        assert_eq!(Alarm::from_code(alarm.code()), Some(alarm));
        let written = serde_json::to_string(&alarm).unwrap_or_default();
        assert_eq!(written, format!("\"{}\"", alarm.code()));
    }
    assert_eq!(Alarm::from_code("no-such"), None);
}

#[test]
fn each_fault_of_a_log_raises_the_alarm_of_its_cause() {
    for (log, fault, expected) in [
        (PRODUCTION, LogFault::Store, Some(Alarm::LogStopped)),
        (PRODUCTION, LogFault::Ended, Some(Alarm::LogStopped)),
        (PRODUCTION, LogFault::Copy, Some(Alarm::CopiesUnreachable)),
        (PRODUCTION, LogFault::NoCopy, Some(Alarm::CopiesUnreachable)),
        (PRODUCTION, LogFault::Contradicts, Some(Alarm::LogContradicted)),
        (
            LogName::Changes,
            LogFault::ForeignCopy,
            Some(Alarm::LogContradicted),
        ),
        (LogName::Changes, LogFault::Store, Some(Alarm::ChangeLogWaits)),
        (LogName::Changes, LogFault::Copy, Some(Alarm::CopiesUnreachable)),
        (PRODUCTION, LogFault::Clock, None),
    ] {
        let mut readings = calm();
        for reading in &mut readings.logs {
            reading.fault = (reading.log == log).then_some(fault);
        }
        let verdict = judged(&readings);
        assert_eq!(alarms(&verdict), Vec::from_iter(expected), "{log:?} {fault:?}");
        // The log itself refuses; the model closes nothing beside.
        assert!(verdict.closes.is_empty());
    }
}

#[test]
fn a_disk_that_fills_up_is_told_and_then_closes_queries_until_there_is_room_again() {
    let with = |megabytes, before: &Verdict| {
        let readings = Readings {
            disks: Some(vec![disk(DiskPlace::Data, megabytes)]),
            ..calm()
        };
        judge(&readings, &Limits::default(), before)
    };
    let mut verdict = with(5_000, &Verdict::default());
    assert_eq!(alarms(&verdict), []);
    verdict = with(4_999, &verdict);
    assert_eq!(alarms(&verdict), [Alarm::DiskLow]);
    verdict = with(5_200, &verdict);
    assert_eq!(alarms(&verdict), [Alarm::DiskLow], "a tenth above the limit");
    verdict = with(499, &verdict);
    assert_eq!(alarms(&verdict), [Alarm::DiskFull]);
    assert_eq!(verdict.closes, BTreeSet::from([Alarm::DiskFull]));
    verdict = with(549, &verdict);
    assert_eq!(verdict.closes, BTreeSet::from([Alarm::DiskFull]));
    verdict = with(550, &verdict);
    assert_eq!(alarms(&verdict), [Alarm::DiskLow]);
    assert!(verdict.closes.is_empty());
    verdict = with(5_500, &verdict);
    assert_eq!(alarms(&verdict), []);
}

#[test]
fn only_the_disk_of_the_data_closes_queries() {
    for place in [DiskPlace::Copies, DiskPlace::Backups] {
        let readings = Readings {
            disks: Some(vec![disk(DiskPlace::Data, 80_000), disk(place, 1)]),
            ..calm()
        };
        let verdict = judged(&readings);
        assert_eq!(alarms(&verdict), [Alarm::DiskLow]);
        assert!(verdict.closes.is_empty());
    }
}

#[test]
fn memory_that_does_not_do_for_the_next_merge_is_told_and_closes_nothing() {
    let with = |limit, table| {
        judged(&Readings {
            memory: Some(memory(limit, table)),
            ..calm()
        })
    };
    // A nation was measured to take 5 850.
    assert_eq!(memory(0, 9_850).needed() / MEGABYTE, 5_940);
    let short = with(5_000, 9_850);
    assert_eq!(alarms(&short), [Alarm::MemoryShort]);
    assert!(short.closes.is_empty());
    assert_eq!(alarms(&with(8_000, 9_850)), []);
    // A small register needs no more than serving does, and what is merged with it is as small.
    assert_eq!(memory(0, 100).needed() / MEGABYTE, 1_080);
    assert_eq!(alarms(&with(1_080, 100)), []);
    assert_eq!(alarms(&with(1_079, 100)), [Alarm::MemoryShort]);
    let most = MemoryReading {
        limit: u64::MAX,
        largest_table: u64::MAX,
    };
    assert!(most.needed() < most.limit);
}

#[test]
fn what_cannot_be_read_stays_as_it_was() {
    let full = Readings {
        disks: Some(vec![disk(DiskPlace::Data, 1)]),
        memory: Some(memory(1, 1)),
        mail: Some(MailReading {
            is_sending: true,
            last_round: None,
            unsent: vec![given_up()],
        }),
        ..calm()
    };
    let unreadable = Readings {
        disks: None,
        memory: None,
        mail: None,
        ..calm()
    };
    let before = judged(&full);
    let after = judge(&unreadable, &Limits::default(), &before);
    assert_eq!(alarms(&after), alarms(&before));
    assert_eq!(after.closes, before.closes);
    assert_eq!(judged(&unreadable), Verdict::default());
}

#[test]
fn a_clock_before_a_disclosure_closes_queries_and_one_before_the_last_look_is_only_told() {
    let mut readings = calm();
    readings.now = at(589);
    let verdict = judged(&readings);
    assert_eq!(alarms(&verdict), [Alarm::ClockBack]);
    assert_eq!(verdict.closes, BTreeSet::from([Alarm::ClockBack]));

    let mut readings = calm();
    readings.looked = Some(at(700));
    let verdict = judged(&readings);
    assert_eq!(alarms(&verdict), [Alarm::ClockBack]);
    assert!(verdict.closes.is_empty());
    assert_eq!(
        verdict.on.get(&Alarm::ClockBack),
        Some(&vec![Finding::Behind(TimeDelta::minutes(100))])
    );

    let mut readings = calm();
    readings.looked = Some(readings.now + TimeDelta::seconds(5));
    assert_eq!(alarms(&judged(&readings)), [], "within the tolerance");
}

#[test]
fn a_backup_is_overdue_after_twice_its_time_or_as_set_and_a_start_has_an_hour() {
    let with = |started, newest, before: &Verdict, limits: &Limits| {
        let readings = Readings {
            started,
            backups: Some(BackupReading {
                every: TimeDelta::hours(2),
                newest,
                failing_since: None,
            }),
            ..calm()
        };
        alarms(&judge(&readings, limits, before))
    };
    let (none, limits) = (Verdict::default(), Limits::default());
    assert_eq!(with(at(0), Some(at(360)), &none, &limits), [], "four hours old");
    assert_eq!(with(at(0), Some(at(359)), &none, &limits), [Alarm::BackupOverdue]);
    let set = Limits {
        backup_overdue: Some(TimeDelta::hours(6)),
        ..limits
    };
    assert_eq!(with(at(0), Some(at(359)), &none, &set), []);
    // Never one: counted from the start.
    assert_eq!(with(at(0), None, &none, &limits), [Alarm::BackupOverdue]);
    assert_eq!(with(at(400), None, &none, &limits), []);
    // After a long stop the first one is being taken; but an alarm of before goes on.
    assert_eq!(with(at(590), Some(at(0)), &none, &limits), []);
    let mut overdue = Verdict::default();
    overdue.on.insert(Alarm::BackupOverdue, Vec::new());
    assert_eq!(
        with(at(590), Some(at(0)), &overdue, &limits),
        [Alarm::BackupOverdue]
    );
}

#[test]
fn a_failed_backup_is_told_and_none_at_all_is_no_alarm() {
    let mut readings = calm();
    readings.backups = None;
    assert_eq!(alarms(&judged(&readings)), []);
    readings.backups = Some(BackupReading {
        every: TimeDelta::hours(24),
        newest: Some(at(590)),
        failing_since: Some(at(599)),
    });
    assert_eq!(alarms(&judged(&readings)), [Alarm::BackupFailed]);
}

fn given_up() -> Unsent {
    Unsent {
        time: at(595),
        tries: 8,
        is_given_up: true,
        is_waiting: false,
    }
}

#[test]
fn mail_is_stuck_when_a_message_was_tried_in_vain_for_long_and_not_when_there_is_no_server() {
    let waiting = |minutes: i64, tries| Unsent {
        time: at(600 - minutes),
        tries,
        is_given_up: false,
        is_waiting: true,
    };
    let refused = Unsent {
        is_given_up: false,
        ..given_up()
    };
    for (unsent, expected) in [
        (waiting(31, 3), vec![Alarm::MailStuck]),
        (waiting(30, 3), vec![]),
        (waiting(31, 0), vec![]),
        (given_up(), vec![Alarm::MailStuck]),
        (refused, vec![]),
    ] {
        let mut readings = calm();
        readings.mail = Some(MailReading {
            is_sending: true,
            last_round: Some(at(600)),
            unsent: vec![unsent],
        });
        assert_eq!(alarms(&judged(&readings)), expected, "{unsent:?}");
        if let Some(mail) = &mut readings.mail {
            mail.is_sending = false;
        }
        assert_eq!(alarms(&judged(&readings)), []);
    }
    let mut readings = calm();
    if let Some(mail) = &mut readings.mail {
        mail.last_round = Some(at(569));
    }
    assert_eq!(alarms(&judged(&readings)), [Alarm::MailStuck], "nobody sends");
}

proptest! {
    #[test]
    fn mail_about_a_flapping_alarm_goes_once_an_hour_at_most_and_in_the_end_tells_how_it_stands(
        states in proptest::collection::vec(any::<bool>(), 1..200)
    ) {
        let mut mailed: Option<Mailed> = None;
        let mut sent = Vec::new();
        let mut last = false;
        // A look a minute, and then rest for two hours.
        let rest = std::iter::repeat_n(states.last().copied().unwrap_or(false), 120);
        for (minute, is_on) in (0_i64..).zip(states.into_iter().chain(rest)) {
            if mail_due(mailed, is_on, at(minute)) {
                mailed = Some(Mailed { is_on, at: at(minute) });
                sent.push(minute);
            }
            last = is_on;
        }
        prop_assert!(sent.windows(2).all(|pair| matches!(pair, [a, b] if b - a >= 60)), "{sent:?}");
        prop_assert_eq!(mailed.is_some_and(|mailed| mailed.is_on), last);
    }
}

#[test]
fn a_mail_of_a_time_to_come_holds_nothing_back() {
    let mailed = Some(Mailed {
        is_on: true,
        at: at(100_000),
    });
    assert!(mail_due(mailed, false, at(0)));
    assert!(!mail_due(mailed, true, at(0)));
}
