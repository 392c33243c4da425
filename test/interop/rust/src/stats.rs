//! What Linux tells of this process.

use std::{fs, io};

const CLOCK_TICKS_PER_SECOND: f64 = 100.0; // Of /proc: the same on every Linux.

pub fn resident_bytes() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes: Option<u64> = resident.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    kibibytes.map(|k| k << 10).ok_or_else(|| io::Error::other("no VmRSS in /proc/self/status"))
}

/// In steps of 10 ms, which is all that Linux tells; `None` elsewhere.
pub fn milliseconds_since_process_start() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The command's name, in brackets, may hold spaces; the start is the 20th field after it.
    let started: f64 = stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
    let now: f64 = fs::read_to_string("/proc/uptime").ok()?.split_whitespace().next()?.parse().ok()?;
    Some((now * 1000.0 - started * 1000.0 / CLOCK_TICKS_PER_SECOND).round().max(0.0) as u64)
}
