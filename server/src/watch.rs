//! What those who watch the service ask, on an address of its own: is it alive, does it answer
//! queries, and how is it doing. No personal data: counts, sizes and times only.
//!
//! | Path | Answer |
//! |---|---|
//! | `/healthz` | 200 as long as the program runs |
//! | `/readyz` | 200 if queries can be answered; 503 with the reason if not, or while ending |
//! | `/metrics` | the figures in OpenMetrics text |

pub(crate) mod machine;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use luotain::alarms::{Alarm, Urgency};
use luotain::service::Service;
use luotain_app::api::rights::RIGHTS;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::backups::Newest;

/// The upper ends of the buckets of answer times, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];
/// The type of the figures.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    endpoint: &'static str,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct EndpointLabel {
    endpoint: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AlarmLabel {
    name: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LogLabel {
    log: &'static str,
}

/// The figures of a running service.
pub struct Watch {
    service: Arc<Service>,
    data: PathBuf,
    is_ending: AtomicBool,
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<EndpointLabel, Histogram>,
    log_entries: Family<LogLabel, Gauge>,
    log_open: Family<LogLabel, Gauge>,
    log_latest: Family<LogLabel, Gauge<f64, AtomicU64>>,
    sessions: Gauge,
    memory: Gauge,
    disk_free: Gauge,
    disk_total: Gauge,
    backup_newest: Gauge,
    backup_due: Gauge,
    alarm: Family<AlarmLabel, Gauge>,
    alarms_looked: Gauge,
    backups: OnceLock<(Arc<Newest>, Duration)>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

impl Watch {
    /// Begins to count, for a service on a data folder.
    #[must_use]
    pub fn new(service: Arc<Service>, data: &Path) -> Arc<Self> {
        let mut registry = Registry::with_prefix("luotain");
        let requests = Family::default();
        registry.register("requests", "Requests answered", requests.clone());
        let seconds: Family<EndpointLabel, Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register(
            "answer_seconds",
            "Time from a request to its answer",
            seconds.clone(),
        );
        let log_entries = Family::default();
        registry.register("log_entries", "Entries of each log", log_entries.clone());
        let log_open = Family::default();
        registry.register(
            "log_open",
            "1 if the log can be written, 0 if queries are closed",
            log_open.clone(),
        );
        let log_latest = Family::default();
        registry.register(
            "log_latest_entry_timestamp_seconds",
            "Time of the latest entry of each log",
            log_latest.clone(),
        );
        let sessions = Gauge::default();
        registry.register(
            "sessions",
            "Sessions, those still signing in included",
            sessions.clone(),
        );
        let memory = Gauge::default();
        registry.register(
            "resident_memory_bytes",
            "Resident memory of the program",
            memory.clone(),
        );
        let disk_free = Gauge::default();
        registry.register(
            "data_disk_free_bytes",
            "Free space where the data folder lies",
            disk_free.clone(),
        );
        let disk_total = Gauge::default();
        registry.register(
            "data_disk_size_bytes",
            "Size of the disk where the data folder lies",
            disk_total.clone(),
        );
        let backup_newest = Gauge::default();
        registry.register(
            "backup_newest_timestamp_seconds",
            "Time of the newest backup; 0 if there is none",
            backup_newest.clone(),
        );
        let backup_due = Gauge::default();
        registry.register(
            "backup_interval_seconds",
            "Time from one backup to the next; 0 if none are taken",
            backup_due.clone(),
        );
        let alarm = Family::default();
        registry.register("alarm", "1 if the alarm is on, 0 if it is off", alarm.clone());
        let alarms_looked = Gauge::default();
        registry.register(
            "alarms_looked_timestamp_seconds",
            "Time of the last look for alarms; 0 before the first",
            alarms_looked.clone(),
        );
        Arc::new(Self {
            service,
            data: data.to_owned(),
            is_ending: AtomicBool::new(false),
            registry,
            requests,
            seconds,
            log_entries,
            log_open,
            log_latest,
            sessions,
            memory,
            disk_free,
            disk_total,
            backup_newest,
            backup_due,
            alarm,
            alarms_looked,
            backups: OnceLock::new(),
        })
    }

    /// Backups are taken every so often; who takes them says here when the newest one was.
    pub fn expect_backups(&self, every: Duration) -> Arc<Newest> {
        let (newest, _) = self.backups.get_or_init(|| (Arc::default(), every));
        Arc::clone(newest)
    }

    /// From now on the service is not ready: it is ending.
    pub fn end(&self) {
        self.is_ending.store(true, Ordering::Relaxed);
    }

    /// The figures as text.
    fn figures(&self) -> Result<String, std::fmt::Error> {
        let health = self.service.health();
        for log in &health.logs {
            let label = LogLabel {
                log: log.environment.code(),
            };
            self.log_entries.get_or_create(&label).set(signed(log.size));
            self.log_open.get_or_create(&label).set(i64::from(log.is_open));
            if log.last_time_micros > 0 {
                #[expect(clippy::cast_precision_loss, reason = "microseconds of this century fit")]
                self.log_latest
                    .get_or_create(&label)
                    .set(log.last_time_micros as f64 / 1e6);
            }
        }
        self.sessions
            .set(i64::try_from(health.sessions).unwrap_or(i64::MAX));
        if let Some(bytes) = machine::resident_memory() {
            self.memory.set(signed(bytes));
        }
        if let Some(disk) = machine::disk(&self.data) {
            self.disk_free.set(signed(disk.free));
            self.disk_total.set(signed(disk.size));
        }
        if let Some((newest, every)) = self.backups.get() {
            self.backup_newest.set(newest.seconds());
            self.backup_due.set(signed(every.as_secs()));
        }
        let standing = self.service.alarms();
        for alarm in Alarm::ALL {
            let label = AlarmLabel { name: alarm.code() };
            self.alarm
                .get_or_create(&label)
                .set(i64::from(standing.is_on(alarm)));
        }
        let looked = standing.looked();
        self.alarms_looked
            .set(looked.map_or(0, |looked| looked.timestamp()));
        let mut text = String::with_capacity(16 * 1024);
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Counts a request and the time of its answer.
#[expect(
    clippy::disallowed_methods,
    reason = "a time that is told, and decides nothing"
)]
pub async fn count(State(watch): State<Arc<Watch>>, request: Request, next: Next) -> Response {
    let endpoint = endpoint(request.uri().path());
    let begun = Instant::now();
    let response = next.run(request).await;
    let status = match response.status().as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    watch
        .requests
        .get_or_create(&RequestLabels { endpoint, status })
        .inc();
    watch
        .seconds
        .get_or_create(&EndpointLabel { endpoint })
        .observe(begun.elapsed().as_secs_f64());
    response
}

/// What a path is called in the figures: a server function by its name, all else by its kind,
/// so that a stranger's paths make no new names.
fn endpoint(path: &str) -> &'static str {
    if let Some(called) = path.strip_prefix("/api/") {
        return RIGHTS
            .iter()
            .find(|row| row.endpoint == called)
            .map_or("unknown", |row| row.endpoint);
    }
    if path.starts_with("/pkg/") {
        "files"
    } else {
        "pages"
    }
}

/// The routes of the watching address.
pub fn routes(watch: Arc<Watch>) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(watch)
}

async fn ready(State(watch): State<Arc<Watch>>) -> Response {
    if watch.is_ending.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "ending\n").into_response();
    }
    let closed: Vec<&str> = watch
        .service
        .health()
        .logs
        .iter()
        .filter(|log| !log.is_open)
        .map(|log| log.environment.code())
        .collect();
    if closed.is_empty() {
        return "ready\n".into_response();
    }
    let mut words = format!("queries are closed: {}\n", closed.join(", "));
    // What the person on duty looks up in the manual.
    let standing = watch.service.alarms();
    for alarm in Alarm::ALL {
        if alarm.urgency() == Urgency::Now && standing.is_on(alarm) {
            words.push_str(&format!("alarm: {}\n", alarm.code()));
        }
    }
    (StatusCode::SERVICE_UNAVAILABLE, words).into_response()
}

async fn metrics(State(watch): State<Arc<Watch>>) -> Response {
    match watch.figures() {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_path_makes_no_name_of_its_own() {
        assert_eq!(endpoint("/api/query/person"), "query/person");
        assert_eq!(endpoint("/api/x' OR 1"), "unknown");
        assert_eq!(endpoint("/010190-900A"), "pages");
        assert_eq!(endpoint("/pkg/luotain.wasm"), "files");
    }
}
