package mote.cli;

import module java.base;
import mote.task.*;

/// How long ago this process began, its JVM's own start included. On Linux that is known to about 10 ms; elsewhere as
/// well as [ProcessHandle] tells.
final class ProcessStart {

    /// Ticks of the times in /proc: USER_HZ, the same on all processors that Linux calls common.
    private static final int TICKS_PER_SECOND = 100;

    /// The place of the start among the fields of /proc/self/stat that follow the name (proc(5): field 22; the name,
    /// which may hold blanks, is field 2).
    private static final int START_AFTER_NAME = 19;

    private ProcessStart() { }

    static Duration ago() {
        try {
            return ago(Files.readString(Path.of("/proc/self/stat")), Files.readString(Path.of("/proc/uptime")));
        } catch (IOException | RuntimeException otherSystem) {
            // ProcessHandle knows the start on Linux by a boot time in whole seconds, so it comes second.
            return ProcessHandle.current().info().startInstant()
                    .map(start -> Duration.between(start, Clock.system().now())).orElse(Duration.ZERO);
        }
    }

    /// @param stat the content of /proc/self/stat: the start in ticks since boot is in it
    /// @param uptime the content of /proc/uptime: first the seconds since boot, with two decimals
    static Duration ago(String stat, String uptime) {
        int from = stat.lastIndexOf(')') + 2;
        for (int field = 0; field < START_AFTER_NAME; field++) {
            from = stat.indexOf(' ', from) + 1;
        }
        long startTicks = Long.parseLong(stat, from, stat.indexOf(' ', from), 10);
        int point = uptime.indexOf('.');
        long now = Long.parseLong(uptime, 0, point, 10) * TICKS_PER_SECOND
                + Long.parseLong(uptime, point + 1, point + 3, 10);
        return Duration.ofMillis(Math.max(0, now - startTicks) * 1_000 / TICKS_PER_SECOND);
    }
}
