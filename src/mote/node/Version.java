package mote.node;

/// The version of this build.
public final class Version {

    private Version() {
    }

    /// Such as `0.1.0`; `unknown` where Mote does not run as a module.
    public static String text() {
        var descriptor = Version.class.getModule().getDescriptor();
        return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
    }
}
