/// The command line: what a person or a script sees of Mote.
///
/// ```
///   words ──> Main ──> Arguments, checked against the command's Usage ──> Command.run ──> Shell
///                          ^                                              │               ├─ results to stdout
///   mote.conf ──> ConfigFile, checked against Settings                    │               └─ the rest to stderr
///   SIGINT, SIGTERM ──> Stop ── wakes ────────────────────────────────────┘
/// ```
///
/// Start at [mote.cli.Main], then [mote.cli.Command] and one command. It has no specification of its own; where the
/// state folder and the configuration file are follows the
/// [XDG Base Directory Specification](https://specifications.freedesktop.org/basedir-spec/latest/).
///
/// With `--trace`, and in `demo`, [mote.cli.TraceText] tells what a [mote.trace.Trace] sees. Nothing of that is loaded
/// otherwise.
///
/// It never prints a character from a peer that a terminal would obey, and never prints a private key.
///
/// Known gaps: there is no command that talks to a node that runs, so settings are read once, at its start.
///
/// Bugs that others had here: control characters in a peer's version that a terminal obeyed (go-ipfs CVE-2020-26283;
/// [mote.cli.Escape] is the only way to the terminal), two nodes with the same key on one folder (it is locked), and a
/// new identity made silently where the old key could not be read (the start fails instead).
package mote.cli;
