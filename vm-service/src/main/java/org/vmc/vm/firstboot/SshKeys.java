package org.vmc.vm.firstboot;

import java.util.regex.Pattern;

/** Public SSH keys as they stand in {@code authorized_keys}, without options. */
public final class SshKeys {

    /** What is allowed, to follow the name of the field. */
    public static final String EXPECTED = "must be public SSH keys such as \"ssh-ed25519 AAAA… ana@desk\", 20 at most";

    public static final int MOST = 20;

    private static final Pattern KEY = Pattern.compile(
            "(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\\.com)"
                    + " [A-Za-z0-9+/]{40,8000}={0,2}( [\\x20-\\x7e]{0,200})?");

    private SshKeys() {}

    /** Whether it is one key of one line. */
    public static boolean allowed(String key) {
        return KEY.matcher(key).matches();
    }
}
