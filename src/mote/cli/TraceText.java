package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Styled.Style;
import mote.io.*;
import mote.trace.*;

/// Prints messages for people: what each is, its parts, and the first time also why it exists.
///
/// ```
///      1.204 -->  Noise handshake message 1: e, 34 bytes                        [Noise, XX: -> e]
///                 0020                      length  32  bytes to come
/// ```
///
/// For one thread at a time.
final class TraceText implements Consumer<Message> {

    private static final int WIDTH = 110;
    private static final int TIME = 10;
    private static final int MARGIN = 15;
    private static final int STEP = 3;
    /// Where the meaning of parts begins, after their bytes: part by part, and all on one line.
    private static final int HEX = 25;
    private static final int HEX_LINE = 36;

    /// Shown field by field every time: no two of them say the same.
    private static final Set<Kind> DETAILED = EnumSet.of(Kind.TCP_OPEN, Kind.NOISE_1, Kind.NOISE_2, Kind.NOISE_3,
            Kind.IDENTIFY, Kind.PING, Kind.PONG);

    private final Shell shell;
    private final int cut;
    private final EnumSet<Layer> introduced = EnumSet.noneOf(Layer.class);
    private final EnumSet<Kind> explained = EnumSet.noneOf(Kind.class);
    private int connections;

    /// @param cut so many bytes of a part are printed
    TraceText(Shell shell, int cut) {
        this.shell = shell;
        this.cut = cut;
    }

    @Override
    public void accept(Message message) {
        Layer layer = message.kind().layer();
        if (introduced.add(layer)) introduce(layer);
        title(message);
        boolean isNew = explained.add(message.kind());
        if (isNew && !message.kind().reason().isEmpty()) story(margin(message), message.kind().reason());
        if (isNew || DETAILED.contains(message.kind())) {
            int values = margin(message) + (message.bytes().isEmpty() ? 0 : HEX);
            message.fields().forEach(field -> field(margin(message), values, field));
        } else if (!message.fields().isEmpty()) {
            brief(margin(message), message.fields());
        }
    }

    /// A paragraph.
    void story(int margin, String text) {
        for (String line : wrap(text, WIDTH - margin)) {
            shell.result(line().to(margin).add(Style.STORY, line));
        }
    }

    void heading(String text) {
        shell.result("");
        shell.result(line().add(Style.TITLE, "== " + text + " " + "=".repeat(Math.max(0, WIDTH - 4 - text.length()))));
    }

    private void introduce(Layer layer) {
        heading(layer.title() + ": " + layer.question());
        story(0, layer.story());
        if (!layer.link().isEmpty()) shell.result(line().add(Style.FAINT, "Specification: " + layer.link()));
        shell.result("");
    }

    private void title(Message message) {
        connections = Math.max(connections, message.connection());
        boolean isOut = message.direction() == Tap.Direction.OUT;
        String time = Units.millis(message.at()).toString();
        Styled line = line().add(Style.FAINT, " ".repeat(Math.max(0, TIME - time.length())) + time).to(TIME + 1)
                .add(isOut ? Style.OUT : Style.IN, isOut ? "-->" : "<--").to(margin(message));
        if (connections > 1) line.add(Style.FAINT, "#" + message.connection() + " ");
        if (message.pipe() == Pipe.STREAM) line.add(Style.FAINT, "stream " + message.stream() + " ");
        line.add(Style.TITLE, message.kind().title() + (message.detail().isEmpty() ? "" : ": " + message.detail())
                + (message.bytes().isEmpty() ? "" : ", " + count(message.bytes().length())));
        String term = "[" + message.kind().term() + "]";
        shell.result(line.to(WIDTH - term.length()).add(Style.FAINT, term));
    }

    /// All parts on one line, for a kind that was explained before.
    private void brief(int margin, List<Field> fields) {
        var hex = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (Field field : fields) {
            if (!field.bytes().isEmpty()) hex.add(hex(field, cut / 2));
            if (!isItsBytes(field)) values.add(field.name() + " " + String.join(" ", field.values()));
        }
        Styled line = line().to(margin).add(Style.FAINT, String.join(" ", hex));
        String all = String.join(", ", values);
        if (Math.max(line.columns(), margin + HEX_LINE) + all.length() > WIDTH) {
            shell.result(line);
            line = line();
        }
        shell.result(all.isEmpty() ? line : line.to(margin + HEX_LINE).add(Style.PLAIN, all));
    }

    /// Its bytes, its name and value, what it means. What does not fit goes on the next line.
    private void field(int margin, int values, Field field) {
        Styled line = line().to(margin).add(Style.FAINT, hex(field, cut));
        if (values > margin) line.to(values);
        line.add(Style.PLAIN, field.name() + "  ");
        int column = line.columns();
        for (String value : isItsBytes(field) ? List.<String>of() : field.values()) {
            if (line.columns() > column) {
                shell.result(line);
                line = line().to(column);
            }
            line.add(Style.TITLE, shortened(value, WIDTH - column));
        }
        if (field.values().isEmpty()) line.add(Style.PLAIN, "none");
        if (field.note().isEmpty() || line.columns() + 2 + field.note().length() <= WIDTH) {
            shell.result(line.add(Style.FAINT, field.note().isEmpty() ? "" : "  " + field.note()));
            return;
        }
        shell.result(line);
        for (String part : wrap(field.note(), WIDTH - values - 2)) {
            shell.result(line().to(values + 2).add(Style.FAINT, part));
        }
    }

    private static int margin(Message message) { return MARGIN + STEP * message.pipe().ordinal(); }

    private static String hex(Field field, int cut) {
        Bytes bytes = field.bytes();
        return bytes.length() <= cut ? bytes.hex() : bytes.slice(0, cut).hex() + "..(" + bytes.length() + ")";
    }

    private static boolean isItsBytes(Field field) { return field.values().equals(List.of(field.bytes().hex())); }

    private Styled line() { return new Styled(shell.isColoured()); }

    private static String count(int bytes) { return bytes == 1 ? "1 byte" : bytes + " bytes"; }

    /// Where it is long, the beginning of it.
    private static String shortened(String value, int columns) {
        return value.length() <= columns ? value : value.substring(0, Math.max(8, columns - 2)) + "..";
    }

    private static List<String> wrap(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
