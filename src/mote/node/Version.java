package mote.node;

/// The version of this build.
public final class Version {

    private Version() { }

    /// Three numbers with dots between them; `unknown` where Mote does not run as a module.
    public static String text() {
        var descriptor = Version.class.getModule().getDescriptor();
        return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
    }
}
