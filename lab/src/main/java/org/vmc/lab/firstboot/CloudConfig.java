package org.vmc.lab.firstboot;

import java.util.List;
import java.util.Optional;

/**
 * The part of a {@code #cloud-config} document that the lab honours.
 *
 * @param hostname host name the guest shall take
 * @param timezone name below {@code /usr/share/zoneinfo}
 * @param rootKeys SSH public keys of the default user, who is root in the lab
 * @param users users to create
 * @param files files to write
 * @param bootCommands shell lines for every boot
 * @param runCommands shell lines for the first boot
 * @param notes what was ignored and why, one line each
 */
record CloudConfig(
        Optional<String> hostname,
        Optional<String> timezone,
        List<String> rootKeys,
        List<User> users,
        List<WrittenFile> files,
        List<String> bootCommands,
        List<String> runCommands,
        List<String> notes) {

    CloudConfig {
        rootKeys = List.copyOf(rootKeys);
        users = List.copyOf(users);
        files = List.copyOf(files);
        bootCommands = List.copyOf(bootCommands);
        runCommands = List.copyOf(runCommands);
        notes = List.copyOf(notes);
    }

    /** Nothing but remarks. */
    static CloudConfig empty(List<String> notes) {
        return new CloudConfig(
                Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of(), notes);
    }

    /**
     * A user to create; logs in by key alone.
     *
     * @param name a portable user name
     * @param keys SSH public keys
     * @param shell absolute path
     * @param groups further groups
     * @param gecos comment field
     * @param sudo lines for sudoers without the user's name; empty for none
     */
    record User(String name, List<String> keys, String shell, List<String> groups, String gecos, List<String> sudo) {

        User {
            keys = List.copyOf(keys);
            groups = List.copyOf(groups);
            sudo = List.copyOf(sudo);
        }
    }

    /**
     * A file to write.
     *
     * @param path absolute, without {@code ..}
     * @param content decoded
     * @param owner {@code user} or {@code user:group}
     * @param permissions octal digits
     * @param append adds to the file instead of replacing it
     * @param deferred written after users were created
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record WrittenFile(
            String path, byte[] content, String owner, String permissions, boolean append, boolean deferred) {}
}
