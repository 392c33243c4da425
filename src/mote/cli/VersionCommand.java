package mote.cli;

import module java.base;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Option;
import mote.node.*;

/// `version`: which Mote this is, and what it runs on.
final class VersionCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("version", "prints the version", List.of(),
                List.of(new Option("--verbose", "print what it runs on too")), "mote version --verbose", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) {
        var json = new Json().put("version", Version.text());
        if (!shell.json()) shell.result("mote " + Version.text());
        if (arguments.has("--verbose")) {
            String java = Runtime.version() + " " + System.getProperty("java.vendor", "");
            String system = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                    + System.getProperty("os.arch");
            int processors = Runtime.getRuntime().availableProcessors();
            long heap = Runtime.getRuntime().maxMemory();
            json.put("java", java).put("system", system).put("processors", processors).put("heapBytesMax", heap);
            if (!shell.json()) {
                shell.result("java        " + java);
                shell.result("system      " + system);
                shell.result("processors  " + processors);
                shell.result("heap        at most " + (heap >> 20) + " MiB");
            }
        }
        if (shell.json()) shell.result(json);
        return DONE;
    }
}
