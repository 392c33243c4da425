package fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.function.BiFunction;

/// Loads Mote and its tests anew, with changes in the bytes of their classes. What is not theirs is shared, and so is
/// [Reached].
final class Altered extends ClassLoader {

    private final BiFunction<String, byte[], byte[]> change;

    /// @param change gives what is loaded of the class of that name, of which there are these bytes
    Altered(BiFunction<String, byte[], byte[]> change) {
        super(Altered.class.getClassLoader());
        this.change = change;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        URL file = getResource(name.replace('.', '/') + ".class");
        // The classes of the JDK and of JUnit are not in files of their own.
        if (file == null || !file.getProtocol().equals("file") || name.equals(Reached.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = change.apply(name, in.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException failed) {
            throw new ClassNotFoundException(name, failed);
        }
    }
}
