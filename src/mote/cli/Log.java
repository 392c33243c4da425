package mote.cli;

import module java.base;

/// The records of [System.Logger] on the standard error output, one line each. Mote brings no logger of its own, which
/// an application that embeds it would be forced to use: the two that the JDK may choose are told a format.
final class Log {

    /// Level, logger, message, and the failure where there is one; see `java.util.Formatter`.
    private static final String FORMAT = "%4$s %3$s: %5$s%6$s%n";

    private Log() { }

    /// Sends records to `err` from now on. Comes before the first logger.
    static void to(PrintStream err) {
        System.setProperty("jdk.system.logger.format", FORMAT);
        System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
        // In ASCII a text from a peer cannot change direction, and the filter removes what controls a terminal.
        System.setErr(new PrintStream(new Plain(err), true, StandardCharsets.US_ASCII));
    }

    /// Passes on visible characters. Each write is a record; what follows its first line is indented, so that no
    /// message can look like another record.
    private static final class Plain extends FilterOutputStream {

        Plain(OutputStream out) { super(out); }

        @Override public void write(int unit) throws IOException { write(new byte[] {(byte) unit}, 0, 1); }

        @Override
        public void write(byte[] record, int from, int length) throws IOException {
            var plain = new StringBuilder();
            for (int i = from; i < from + length; i++) {
                char unit = (char) (record[i] & 0xff);
                if (unit == '\n') {
                    plain.append(i < from + length - 1 ? "\n    " : "\n");
                } else {
                    plain.append(unit >= ' ' && unit <= '~' || unit == '\t' ? unit : '?');
                }
            }
            out.write(plain.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
