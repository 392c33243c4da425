package mote.cli;

/// Logs what a peer might like to see in somebody's terminal.
final class LogSample {

    private LogSample() {
    }

    public static void main(String[] args) {
        Log.to(System.err);
        System.Logger log = System.getLogger("mote.sample");
        log.log(System.Logger.Level.WARNING, "gone\u001b[2J\u202e\u009b\r\nERROR mote.forged: not a record");
        log.log(System.Logger.Level.ERROR, "with a cause", new IllegalStateException("the cause"));
        log.log(System.Logger.Level.DEBUG, "not seen unless asked for");
    }
}
