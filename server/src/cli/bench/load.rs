//! A light closed-loop load over keep-alive connections. It reads just enough of HTTP to
//! know where an answer ends.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::measure::{Times, stopwatch};

/// Sends `requests` in turn over `connections` connections for `span`, each waiting for its
/// answer before the next.
///
/// # Errors
/// If an answer is not 200.
pub async fn closed_loop(
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

async fn ask(stream: &mut TcpStream, request: &[u8], buffer: &mut [u8]) -> anyhow::Result<()> {
    stream.write_all(request).await?;
    let mut filled = 0;
    loop {
        let read = stream
            .read(buffer.get_mut(filled..).context("an answer too long")?)
            .await?;
        if read == 0 {
            bail!("the connection was closed");
        }
        filled += read;
        let answer = buffer.get(..filled).unwrap_or_default();
        let Some(head) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let text = std::str::from_utf8(answer.get(..head).unwrap_or_default())?;
        if !text.starts_with("HTTP/1.1 200") {
            bail!("{}", String::from_utf8_lossy(answer));
        }
        let length: usize = text
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length:")
                    .map(|value| value.trim().to_owned())
            })
            .context("an answer without length")?
            .parse()?;
        if filled >= head + 4 + length {
            return Ok(());
        }
    }
}
