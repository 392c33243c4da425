package mote.cli;

import module java.base;
import mote.io.*;
import mote.node.*;
import mote.trace.*;

/// What `--trace` does. No class of it is loaded without that.
final class Tracing {

    private Tracing() { }

    /// `world`, with a trace.
    static World world(World world, Consumer<Message> printer) { return new Trace(world.clock(), printer).of(world); }

    /// Prints messages.
    static Consumer<Message> printer(Shell shell) {
        if (shell.json()) return message -> shell.result(json(message));
        return new TraceText(shell, Limits.DEFAULT.traceBytes());
    }

    /// Prints messages, but none before `begun` is counted down.
    static Consumer<Message> printerAfter(CountDownLatch begun, Shell shell) {
        Consumer<Message> printer = printer(shell);
        return message -> {
            try {
                begun.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            }
            printer.accept(message);
        };
    }

    /// A message with all of its bytes.
    static Json json(Message message) {
        var json = Json.event("message").put("connection", message.connection())
                .put("ms", Units.millis(message.at()))
                .put("direction", message.direction() == Tap.Direction.OUT ? "out" : "in")
                .put("pipe", message.pipe().name().toLowerCase(Locale.ROOT));
        if (message.pipe() == Pipe.STREAM) json.put("stream", message.stream());
        return json.put("layer", message.kind().layer().title()).put("message", message.kind().title())
                .put("term", message.kind().term()).put("detail", message.detail())
                .put("bytes", message.bytes().length()).put("hex", message.bytes().hex())
                .put("fields", fields(message));
    }

    private static Json fields(Message message) {
        var fields = new Json();
        for (Field field : message.fields()) {
            if (field.isRepeated()) {
                fields.put(field.name(), field.values());
            } else {
                fields.put(field.name(), field.values().getFirst());
            }
        }
        return fields;
    }
}
