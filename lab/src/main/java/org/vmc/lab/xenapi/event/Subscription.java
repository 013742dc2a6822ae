package org.vmc.lab.xenapi.event;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vmc.lab.xenapi.store.Change;

/** What a client wants to hear of: {@code *}, a class in any case, or one object as {@code class/ref}. */
final class Subscription {

    private final boolean everything;
    private final Set<String> classes = new HashSet<>();
    private final Set<String> objects = new HashSet<>();

    Subscription(List<String> wanted) {
        everything = wanted.contains("*");
        for (var one : wanted) {
            int slash = one.indexOf('/');
            if (slash < 0) {
                classes.add(one.toLowerCase(Locale.ROOT));
            } else {
                objects.add(one.substring(0, slash).toLowerCase(Locale.ROOT) + one.substring(slash));
            }
        }
    }

    boolean wants(Change change) {
        var name = change.type().eventName();
        return everything
                || classes.contains(name)
                || wantsObject(name, change.ref().text());
    }

    private boolean wantsObject(String className, String ref) {
        return !objects.isEmpty() && (objects.contains(className + "/" + ref) || objects.contains(className + "/*"));
    }
}
