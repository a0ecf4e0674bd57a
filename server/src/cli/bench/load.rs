//! A light load over keep-alive connections, closed loop or open. It reads just enough of HTTP
//! to know where an answer ends.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::measure::{Times, now, stopwatch, thread_cpu_seconds};

/// Connections of the open loop: enough for 2 000 requests a second at 60 ms each.
const OPEN_CONNECTIONS: usize = 128;

/// What a load measured: the times, and the processor time that the generator itself took.
pub struct Load {
    /// From sending to the whole answer; in an open loop from when it was due.
    pub times: Times,
    /// Seconds of processor time of the generator's threads.
    pub cpu: f64,
}

/// Sends `requests` in turn over `connections` connections for `span`, each waiting for its
/// answer before the next. Runs on a thread of its own, beside the server's.
///
/// # Errors
/// If an answer is not 200.
pub fn closed_loop(
    address: SocketAddr,
    requests: &Arc<Vec<Vec<u8>>>,
    connections: usize,
    span: Duration,
) -> anyhow::Result<Load> {
    let requests = Arc::clone(requests);
    on_own_thread(move || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?
            .block_on(all_connections(address, requests, connections, span))
    })
}

async fn all_connections(
    address: SocketAddr,
    requests: Arc<Vec<Vec<u8>>>,
    connections: usize,
    span: Duration,
) -> anyhow::Result<Times> {
    let mut tasks = Vec::new();
    for number in 0..connections {
        let requests = Arc::clone(&requests);
        tasks.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut buffer = vec![0; 64 * 1024];
            let mut times = Times::default();
            let mut at = number * 7919;
            while times.sum() < span {
                at += 104_729;
                let request = requests.get(at % requests.len()).context("a request")?;
                let (answered, time) = stopwatch(ask(&mut stream, request, &mut buffer)).await;
                answered?;
                times.add(time);
            }
            anyhow::Ok(times)
        }));
    }
    let mut all = Times::default();
    for task in tasks {
        all.join(task.await??);
    }
    all.set_span(span);
    Ok(all)
}

/// Sends requests at a fixed rate whatever the answers do, over as many connections as it may
/// take. A time counts from when its request was due, so that waiting in line shows.
///
/// # Errors
/// If an answer is not 200.
pub fn open_loop(
    address: SocketAddr,
    requests: &Arc<Vec<Vec<u8>>>,
    rate: u32,
    span: Duration,
) -> anyhow::Result<Load> {
    let total = u64::from(rate) * span.as_secs();
    let next = Arc::new(AtomicU64::new(0));
    // A pause, so that all connections stand when the first request is due.
    let start = now() + Duration::from_millis(200);
    let threads: Vec<_> = (0..OPEN_CONNECTIONS)
        .map(|_| {
            let (requests, next) = (Arc::clone(requests), Arc::clone(&next));
            std::thread::spawn(move || -> anyhow::Result<Load> {
                let mut stream = std::net::TcpStream::connect(address)?;
                stream.set_nodelay(true)?;
                let mut buffer = vec![0; 64 * 1024];
                let mut times = Times::default();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= total {
                        break;
                    }
                    let due = start
                        + Duration::from_secs(number / u64::from(rate))
                        + Duration::from_secs(1).mul_f64((number % u64::from(rate)) as f64 / f64::from(rate));
                    std::thread::sleep(due.saturating_duration_since(now()));
                    let at = usize::try_from(number)?.wrapping_mul(104_729);
                    let request = requests.get(at % requests.len()).context("a request")?;
                    ask_blocking(&mut stream, request, &mut buffer)?;
                    times.add(now().saturating_duration_since(due));
                }
                Ok(Load {
                    times,
                    cpu: thread_cpu_seconds(),
                })
            })
        })
        .collect();
    let mut all = Load {
        times: Times::default(),
        cpu: 0.0,
    };
    for thread in threads {
        let load = thread
            .join()
            .map_err(|_| anyhow::anyhow!("a thread of the load failed"))??;
        all.times.join(load.times);
        all.cpu += load.cpu;
    }
    all.times.set_span(span);
    Ok(all)
}

fn on_own_thread(load: impl FnOnce() -> anyhow::Result<Times> + Send + 'static) -> anyhow::Result<Load> {
    let thread = std::thread::spawn(move || -> anyhow::Result<Load> {
        let times = load()?;
        Ok(Load {
            times,
            cpu: thread_cpu_seconds(),
        })
    });
    thread
        .join()
        .map_err(|_| anyhow::anyhow!("the thread of the load failed"))?
}

async fn ask(stream: &mut TcpStream, request: &[u8], buffer: &mut [u8]) -> anyhow::Result<()> {
    stream.write_all(request).await?;
    let mut filled = 0;
    loop {
        let read = stream
            .read(buffer.get_mut(filled..).context("an answer too long")?)
            .await?;
        if is_whole(buffer, &mut filled, read)? {
            return Ok(());
        }
    }
}

fn ask_blocking(stream: &mut std::net::TcpStream, request: &[u8], buffer: &mut [u8]) -> anyhow::Result<()> {
    use std::io::{Read, Write};

    stream.write_all(request)?;
    let mut filled = 0;
    loop {
        let read = stream.read(buffer.get_mut(filled..).context("an answer too long")?)?;
        if is_whole(buffer, &mut filled, read)? {
            return Ok(());
        }
    }
}

/// Whether the answer is there to its end, after `read` further bytes.
fn is_whole(buffer: &[u8], filled: &mut usize, read: usize) -> anyhow::Result<bool> {
    if read == 0 {
        bail!("the connection was closed");
    }
    *filled += read;
    let answer = buffer.get(..*filled).unwrap_or_default();
    let Some(head) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(false);
    };
    let text = std::str::from_utf8(answer.get(..head).unwrap_or_default())?;
    if !text.starts_with("HTTP/1.1 200") {
        bail!("{}", String::from_utf8_lossy(answer));
    }
    let length: usize = text
        .lines()
        .find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim())
        })
        .context("an answer without length")?
        .parse()?;
    Ok(*filled >= head + 4 + length)
}
