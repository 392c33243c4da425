//! The bytes that are moved: made, hashed, counted.

use std::{
    io,
    time::Instant,
};

use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use sha2::{Digest, Sha256};

// Seeds of the pseudo random streams: what is sent in one place differs from what is sent in another.
pub const SEED_UPLOAD: u32 = 1;
pub const SEED_DOWNLOAD: u32 = 2;
pub const SEED_AFTER_HALF_CLOSE: u32 = 3;
pub const SEED_HASH: u32 = 4;
pub const SEED_STREAMS: u32 = 5;

const READ_BYTES: usize = 64 << 10;

/// The pseudo random byte stream of all test peers: xorshift32 (shifts 13, 17, 5), whose states after each step are
/// written as four bytes each, lowest first. The seed is the state before the first step, never 0.
struct Random(u32);

impl Random {
    /// Writes the next bytes; only the last call of a stream may have a length that is not a multiple of 4.
    fn fill(&mut self, bytes: &mut [u8]) {
        for word in bytes.chunks_mut(4) {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 17;
            self.0 ^= self.0 << 5;
            word.copy_from_slice(&self.0.to_le_bytes()[..word.len()]);
        }
    }
}

pub fn random_bytes(seed: u32, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    Random(seed).fill(&mut bytes);
    bytes
}

/// Writes `length` bytes of a seed's stream and returns their SHA-256.
pub async fn send_random(to: &mut (impl AsyncWrite + Unpin), length: u64, seed: u32) -> io::Result<String> {
    let mut random = Random(seed);
    let mut sum = Sha256::new();
    send_in_pieces(to, length, READ_BYTES, |piece| {
        random.fill(piece);
        sum.update(piece);
    })
    .await?;
    Ok(hex(sum))
}

/// Writes zero bytes in writes of `write_bytes`, for benchmarks.
pub async fn send_zeros(to: &mut (impl AsyncWrite + Unpin), length: u64, write_bytes: usize) -> io::Result<()> {
    send_in_pieces(to, length, write_bytes, |_| {}).await
}

async fn send_in_pieces(
    to: &mut (impl AsyncWrite + Unpin),
    length: u64,
    piece_bytes: usize,
    mut prepare: impl FnMut(&mut [u8]),
) -> io::Result<()> {
    let mut buffer = vec![0; piece_bytes];
    let mut left = length;
    while left > 0 {
        let piece_length = left.min(piece_bytes as u64);
        let piece = &mut buffer[..piece_length as usize];
        prepare(piece);
        to.write_all(piece).await?;
        left -= piece_length;
    }
    to.flush().await
}

/// What came until the sender's half-close, and when it began to come.
pub struct Received {
    pub bytes: u64,
    pub sha256: Option<String>,
    pub first: Instant,
}

/// Reads to the end. Without `hashed` it does nothing with the bytes but count them.
///
/// rust-yamux ends a stream that was reset like one that was closed: who needs to know asks [`is_reset`].
pub async fn receive(from: &mut (impl AsyncRead + Unpin), hashed: bool) -> io::Result<Received> {
    let mut buffer = vec![0; READ_BYTES];
    let mut sum = Sha256::new();
    let (mut bytes, mut first) = (0, None);
    loop {
        let length = from.read(&mut buffer).await?;
        first.get_or_insert_with(Instant::now);
        if length == 0 {
            break;
        }
        bytes += length as u64;
        if hashed {
            sum.update(&buffer[..length]);
        }
    }
    Ok(Received { bytes, sha256: hashed.then(|| hex(sum)), first: first.expect("set before the loop ends") })
}

/// Whether a stream that has ended was reset: only then does a write fail too. The write is empty, which is a data
/// frame without data where the stream is alive.
pub async fn is_reset(stream: &mut (impl AsyncWrite + Unpin)) -> Option<io::Error> {
    stream.write(&[]).await.err()
}

fn hex(sum: Sha256) -> String {
    sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
