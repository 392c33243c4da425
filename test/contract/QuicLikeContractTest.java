package contract;

import java.util.List;
import mote.budget.Budget;
import mote.bytes.P2pException;
import mote.mux.Session;

/// The interfaces of `mote.mux` hold what QUIC does.
final class QuicLikeContractTest extends MuxerContract {

    private QuicLikeSession session;

    @Override
    protected List<Session> connect(Budget dialerBudget, Budget listenerBudget) {
        List<Session> sessions = QuicLikeSession.connect(dialerBudget, listenerBudget);
        session = (QuicLikeSession) sessions.getFirst();
        return sessions;
    }

    @Override
    protected void cut() {
        session.end(P2pException.network("the cable is cut"), false);
    }

    @Override
    protected int opensUnaccepted() {
        return QuicLikeSession.STREAMS;
    }

    @Override
    protected boolean carriesCodes() {
        return true;
    }
}
