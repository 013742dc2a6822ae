package org.vmc.lab.xenapi.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The password of the one user, {@code root}. Thread-safe. */
public final class Credentials {

    static final String USER = "root";

    private volatile byte[] password;

    public Credentials(String password) {
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a user name and password are right. Takes the same time for every wrong password. */
    public boolean accepts(String user, String candidate) {
        return MessageDigest.isEqual(password, candidate.getBytes(StandardCharsets.UTF_8)) && user.equals(USER);
    }

    void change(String next) {
        password = next.getBytes(StandardCharsets.UTF_8);
    }
}
