package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ed25519 key pairs in files. */
public final class SshKeys {

    private SshKeys() {}

    /** Makes a key pair, {@code privateKey} and the same with {@code .pub}, unless it is there. */
    public static void createIfMissing(Commands commands, Path privateKey, String comment) {
        if (Files.exists(privateKey)) {
            return;
        }
        try {
            Files.createDirectories(privateKey.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create the directory of " + privateKey, e);
        }
        commands.run(List.of(
                "/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", privateKey.toString()));
    }

    /** The line of the public key. */
    public static String publicKey(Path privateKey) {
        var file = privateKey.resolveSibling(privateKey.getFileName() + ".pub");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the public key " + file, e);
        }
    }
}
