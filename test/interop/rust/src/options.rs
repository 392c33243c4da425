//! The command line.

use libp2p::{Multiaddr, identity::Keypair, multiaddr::Protocol};

use crate::failure::{Failure, Result};

pub struct Options {
    pub listen: Vec<Multiaddr>,
    pub key: Keypair,
    pub write_bytes: usize,
    pub bench: bool,
}

impl Options {
    pub fn parse(mut args: impl Iterator<Item = String>) -> Result<Self> {
        let (mut listen, mut no_listen, mut bench) = (Vec::new(), false, false);
        let (mut key_type, mut key_file) = ("ed25519".to_string(), None);
        let mut write_bytes = 64 << 10;
        while let Some(flag) = args.next() {
            let mut value = || args.next().ok_or_else(|| Failure::new(format!("{flag} needs a value")));
            match flag.as_str() {
                "--listen" => listen.push(loopback(&value()?)?),
                "--no-listen" => no_listen = true,
                "--key-type" => key_type = value()?,
                "--key" => key_file = Some(value()?),
                "--security" => only(&flag, &value()?, "noise")?,
                "--muxer" => only(&flag, &value()?, "yamux")?,
                "--write-bytes" => write_bytes = positive(&flag, &value()?)?,
                "--bench" => bench = true,
                _ => return Err(Failure::new(format!("unexpected argument {flag}"))),
            }
        }
        if no_listen && !listen.is_empty() {
            return Err(Failure::new("--listen and --no-listen exclude each other"));
        }
        if !no_listen && listen.is_empty() {
            listen.push(loopback("/ip4/127.0.0.1/tcp/0")?);
        }
        Ok(Options { listen, key: keypair(&key_type, key_file.as_deref())?, write_bytes, bench })
    }
}

/// Parses an address and refuses one that is not on this machine.
pub fn loopback(text: &str) -> Result<Multiaddr> {
    let address: Multiaddr = text.parse().map_err(|e| Failure::new(format!("{text}: {e}")))?;
    let is_loopback = match address.iter().next() {
        Some(Protocol::Ip4(ip)) => ip.is_loopback(),
        Some(Protocol::Ip6(ip)) => ip.is_loopback(),
        _ => false,
    };
    if is_loopback { Ok(address) } else { Err(Failure::new(format!("{text}: only loopback addresses are used"))) }
}

fn only(flag: &str, value: &str, known: &str) -> Result<()> {
    if value == known { Ok(()) } else { Err(Failure::new(format!("{flag} {value}: only {known} is known"))) }
}

fn positive(flag: &str, value: &str) -> Result<usize> {
    match value.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(Failure::new(format!("{flag} {value}: not a number above 0"))),
    }
}

/// A fresh key, or the RSA key of a file: rust-libp2p cannot make one.
fn keypair(key_type: &str, file: Option<&str>) -> Result<Keypair> {
    match (key_type, file) {
        ("rsa", Some(file)) => {
            let mut der = std::fs::read(file).map_err(|e| Failure::new(format!("--key {file}: {e}")))?;
            Keypair::rsa_from_pkcs8(&mut der).map_err(|e| Failure::new(format!("--key {file}: {e:?}")))
        }
        ("rsa", None) => Err(Failure::new("--key-type rsa needs --key FILE (PKCS#8 DER): this library makes none")),
        (_, Some(_)) => Err(Failure::new("--key needs --key-type rsa")),
        ("ed25519", None) => Ok(Keypair::generate_ed25519()),
        ("ecdsa", None) => Ok(Keypair::generate_ecdsa()),
        ("secp256k1", None) => Ok(Keypair::generate_secp256k1()),
        _ => Err(Failure::new(format!("--key-type {key_type}: not ed25519, rsa, ecdsa or secp256k1"))),
    }
}
