package bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A column of the table: whose client runs against whose server.
record Lane(Program client, Program server) {

    /// Each implementation with itself, and Mote with go both ways.
    static List<Lane> among(Collection<Program> programs) {
        var lanes = new ArrayList<Lane>();
        programs.forEach(program -> lanes.add(new Lane(program, program)));
        if (programs.contains(Program.MOTE) && programs.contains(Program.GO)) {
            lanes.add(new Lane(Program.MOTE, Program.GO));
            lanes.add(new Lane(Program.GO, Program.MOTE));
        }
        return lanes;
    }

    boolean isOf(Program program) {
        return client == program && server == program;
    }

    /// Whether an implementation runs against itself.
    boolean isPure() {
        return client == server;
    }

    boolean isCompiledWhileRunning() {
        return client.isCompiledWhileRunning() || server.isCompiledWhileRunning();
    }

    /// What the slower of the two can do in a run.
    long runBytes() {
        return Math.min(client.runBytes, server.runBytes);
    }

    int pings() {
        return Math.min(client.pings, server.pings);
    }

    @Override
    public String toString() {
        return isPure() ? client.toString() : client + ">" + server;
    }
}
