package mote.task;

import module java.base;
import mote.bytes.*;

/// Something took longer than its limit and was given up.
public final class TimedOutException extends P2pException {

    private static final long serialVersionUID = 1;

    TimedOutException(String what, Duration limit, Throwable cause) {
        super(Blame.NETWORK, what + " timed out after " + limit.toMillis() + " ms", cause);
    }
}
