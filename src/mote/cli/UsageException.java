package mote.cli;

/// A command line that cannot be understood. The message says what is allowed instead.
final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    UsageException(String message) { super(message); }
}
