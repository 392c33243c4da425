package attacks;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;

/// What every container holds that can be reached from an object of the product: whatever a peer leaves behind is in
/// one of them. Containers are named after the field that they are in, those within others have `[]` at the end; the
/// sizes of several under one name are added up. So no container can be forgotten here, nor one that comes later.
final class Containers {

    private record Found(String name, Object object) { }

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Found> left = new ArrayDeque<>();
    private final SortedMap<String, Long> sizes = new TreeMap<>();

    private Containers() {
    }

    /// The sizes by name. Where the object is being changed it may try again.
    static SortedMap<String, Long> of(Object root) {
        for (int i = 0; i < 100; i++) {
            try {
                return new Containers().walk(root);
            } catch (ConcurrentModificationException | ArrayIndexOutOfBoundsException _) {
                Thread.yield();
            }
        }
        throw new AssertionError("always changing");
    }

    private SortedMap<String, Long> walk(Object root) {
        left.add(new Found("root", root));
        while (!left.isEmpty()) {
            Found next = left.remove();
            if (next.object != null && seen.add(next.object)) {
                visit(next.name, next.object);
            }
        }
        return sizes;
    }

    private void visit(String name, Object object) {
        switch (object) {
            case Map<?, ?> map -> {
                contains(name, new ArrayList<>(map.keySet()));
                map.values().forEach(value -> left.add(new Found(name + "[]", value)));
            }
            case Collection<?> collection -> contains(name, new ArrayList<>(collection));
            case ThreadPoolExecutor timers -> sizes.merge(name, (long) timers.getQueue().size(), Long::sum);
            case AtomicReference<?> reference -> left.add(new Found(name, reference.get()));
            case Object[] array -> List.of(array).forEach(each -> left.add(new Found(name + "[]", each)));
            default -> {
                if (object.getClass().getName().matches("(mote|attacks)\\..*")) {
                    fields(object);
                }
            }
        }
    }

    private void contains(String name, List<?> elements) {
        sizes.merge(name, (long) elements.size(), Long::sum);
        // What is known of peers may stay, and has its own cap.
        if (!name.equals("PeerStore.peers")) {
            elements.forEach(each -> left.add(new Found(name + "[]", each)));
        }
    }

    private void fields(Object object) {
        for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
            String name = type.getName().substring(type.getPackageName().length() + 1);
            String owner = name.replaceAll("\\$\\$Lambda.*", "");
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()
                        && !object.getClass().getName().equals("mote.swarm.PeerStore$Peer")) {
                    left.add(new Found(owner + "." + field.getName(), value(field, object)));
                }
            }
        }
    }

    private static Object value(Field field, Object of) {
        if (Thread.class.isAssignableFrom(field.getType())) {
            return null;
        }
        try {
            return field.trySetAccessible() ? field.get(of) : null;
        } catch (IllegalAccessException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
