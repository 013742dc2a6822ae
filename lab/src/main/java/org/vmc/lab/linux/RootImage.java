package org.vmc.lab.linux;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory with a complete root file system, such as {@code mmdebstrap --include=openssh-server bookworm DIR} makes,
 * that nodes share as their lowest layer; nothing is ever written to it.
 *
 * <p>Its limits: it must be for this machine's architecture, with {@code /bin} as a link to {@code /usr/bin}, and have
 * a shell, sshd, mount and umount. It is not booted: of its services only sshd (and distccd in a build worker) runs,
 * under the lab's own configuration, and its {@code /dev}, {@code /etc/hosts}, {@code /etc/hostname} and
 * {@code /etc/resolv.conf} are covered by the lab's. Changing it while a guest runs has undefined results, as overlay
 * file systems have it.
 *
 * @param directory absolute path
 */
public record RootImage(Path directory) {

    private static final List<String> PROGRAMS =
            List.of("usr/bin/sh", "usr/sbin/sshd", "usr/bin/mount", "usr/bin/umount");

    /** Takes a directory after a look at it; throws {@link IllegalArgumentException} saying what it lacks. */
    public RootImage {
        directory = directory.toAbsolutePath().normalize();
        if (directory.toString().matches(".*[:,\\\\\\s].*")) {
            throw new IllegalArgumentException(
                    "The root image " + directory + " has a colon, comma, backslash or space in its path");
        }
        if (!Files.isSymbolicLink(directory.resolve("bin"))) {
            throw new IllegalArgumentException("The root image " + directory + " has no /bin that links to /usr/bin");
        }
        for (var program : PROGRAMS) {
            // It may be a link that is right only inside, so it is not followed.
            if (!Files.exists(directory.resolve(program), LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException("The root image " + directory + " has no /" + program);
            }
        }
    }
}
