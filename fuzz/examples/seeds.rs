//! Writes the seeds that must be computed, because they are signed or binary: receipts, notes,
//! entries. Needed once, and again when one of those formats gets a further version.

use std::io::Result;
use std::path::Path;

use luotain_fuzz::{fixture, note};

fn main() -> Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let write = |target: &str, name: &str, bytes: &[u8]| {
        let folder = corpus.join(target);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("seed-{name}")), bytes)
    };
    for index in [0, 3, 4, 6] {
        write("entry", &format!("{index}"), &fixture::payload(index))?;
    }
    for receipt in fixture::RECEIPTS.iter() {
        if [1, 4, 6].contains(&receipt.index) {
            let text = receipt.to_text();
            write("receipt", &format!("{}", receipt.index), text.as_str().as_bytes())?;
        }
        if receipt.index == 6 {
            write("note", "checkpoint-signed", receipt.checkpoint.as_bytes())?;
            if let Some((head, _)) = receipt.checkpoint.rsplit_once("\n\n") {
                write("note", "checkpoint", format!("{head}\n").as_bytes())?;
            }
        }
    }
    let signer = &*fixture::SIGNER;
    let free = signer.sign(note::FREE_TEXT).unwrap_or_default();
    write("note", "free-text", free.as_bytes())?;
    // The same signature twice.
    let twice = free.clone() + free.rsplit_once("\n\n").map_or("", |(_, line)| line);
    write("note", "signed-twice", twice.as_bytes())?;
    write("note", "public-key", signer.verifier().to_text().as_bytes())?;
    write("note", "secret-key", signer.to_secret_text().as_bytes())
}
