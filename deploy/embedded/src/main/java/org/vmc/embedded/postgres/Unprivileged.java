package org.vmc.embedded.postgres;

import java.util.List;
import org.vmc.embedded.process.User;

/** PostgreSQL refuses to run as root; in a user namespace without mapping the kernel's root is nobody. */
final class Unprivileged {

    private Unprivileged() {}

    /** What to put before a command so that the program does not find itself to be root. */
    static List<String> prefix() {
        return User.isRoot() ? List.of("unshare", "-U") : List.of();
    }
}
