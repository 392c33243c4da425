//! What went wrong, in words, and for a dial whether somebody else was found.

use std::fmt;

use libp2p::{PeerId, swarm::DialError};

pub type Result<T> = std::result::Result<T, Failure>;

#[derive(Debug)]
pub struct Failure {
    text: String,
    pub found_instead: Option<PeerId>,
}

impl Failure {
    pub fn new(text: impl Into<String>) -> Self {
        Failure { text: text.into(), found_instead: None }
    }

    /// Says in which part of a command it happened.
    pub fn within(self, part: &str) -> Self {
        Failure { text: format!("{part}: {}", self.text), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::new(error.to_string())
    }
}

impl From<DialError> for Failure {
    fn from(error: DialError) -> Self {
        let found_instead = match &error {
            DialError::WrongPeerId { obtained, .. } => Some(*obtained),
            _ => None,
        };
        Failure { text: error.to_string(), found_instead }
    }
}
