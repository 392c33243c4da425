package sim;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mote.bytes.P2pException;
import mote.mux.StreamResetException;

/// What went wrong in a simulation that should not have. What Mote logs as an error or a warning is such a thing:
/// a thread that died of a defect, or one that did not end when its scope was closed.
final class Failures {

    /// The failures of the simulation that the thread runs in.
    static final ScopedValue<Failures> CURRENT = ScopedValue.newInstance();

    private static final int MAX = 20;

    private static final Logger MOTE = listened();

    private final List<String> all = new ArrayList<>();
    private final VirtualClock clock;

    Failures(VirtualClock clock) {
        this.clock = clock;
    }

    void add(String what) {
        if (all.size() < MAX) {
            all.add("after %.6f s: %s".formatted(clock.elapsed() / 1e9, what));
        }
    }

    /// Adds a failure that accuses a peer of breaking a protocol: all peers keep them. A reset is no accusation, since
    /// the other side may have stopped or have lost patience.
    void addAccusation(Object who, Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof P2pException known && known.blame() == P2pException.Blame.PEER
                    && !(cause instanceof StreamResetException)) {
                add(who + " accuses a peer that did nothing wrong: " + traceOf(failed));
                return;
            }
        }
    }

    boolean any() {
        return !all.isEmpty();
    }

    @Override
    public String toString() {
        return String.join("\n", all);
    }

    static String traceOf(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /// A logger is kept only while somebody holds it.
    private static Logger listened() {
        Logger logger = Logger.getLogger("mote");
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (CURRENT.isBound() && record.getLevel().intValue() >= Level.WARNING.intValue()) {
                    String thrown = record.getThrown() == null ? "" : ": " + traceOf(record.getThrown());
                    CURRENT.get().add("logged: " + record.getMessage() + thrown);
                }
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        });
        return logger;
    }
}
