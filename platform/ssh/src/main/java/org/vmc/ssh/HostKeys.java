package org.vmc.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host keys we trust, one line each in the format of OpenSSH's {@code known_hosts} (host names in clear, no
 * patterns), so that {@code ssh-keygen -R} and {@code ssh -o UserKnownHostsFile=} work on it. The file is read at each
 * connect, so that several processes may share it and an administrator may edit it. Thread-safe.
 *
 * <p>Once any key of a host is pinned, only pinned keys are accepted from it, whatever their type.
 */
public final class HostKeys {

    /** What the store says about a key a host shows. */
    sealed interface Verdict {
        record Trusted() implements Verdict {}

        record Unknown(String offered) implements Verdict {}

        record Changed(String pinned, String offered) implements Verdict {}
    }

    private record Pin(String host, String key) {}

    private final Path file;
    private final boolean pinsNewHosts;

    private HostKeys(Path file, boolean pinsNewHosts) {
        this.file = file;
        this.pinsNewHosts = pinsNewHosts;
    }

    /** First contact with a host is approved: its key is pinned to the file, which is created when absent. */
    public static HostKeys pinningNewHosts(Path file) {
        return new HostKeys(file, true);
    }

    /** Only hosts already in the file are accepted. */
    public static HostKeys onlyKnown(Path file) {
        return new HostKeys(file, false);
    }

    Path file() {
        return file;
    }

    synchronized Verdict judge(Target target, byte[] key) {
        var pins = pinsOf(target);
        var offered = Base64.getEncoder().encodeToString(key);
        if (pins.stream().anyMatch(pin -> pin.key().equals(offered))) {
            return new Verdict.Trusted();
        }
        if (!pins.isEmpty()) {
            var pinned = Base64.getDecoder().decode(pins.getFirst().key());
            return new Verdict.Changed(fingerprint(pinned), fingerprint(key));
        }
        if (!pinsNewHosts) {
            return new Verdict.Unknown(fingerprint(key));
        }
        return pin(target, key);
    }

    /** The keys pinned for a host, so that it is asked for one of their types. */
    synchronized List<byte[]> pinned(Target target) {
        return pinsOf(target).stream()
                .map(pin -> Base64.getDecoder().decode(pin.key()))
                .toList();
    }

    /** As {@code ssh-keygen -l} prints it. */
    static String fingerprint(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Verdict pin(Target target, byte[] key) {
        var line = target.knownHostsName() + " " + typeOf(key) + " "
                + Base64.getEncoder().encodeToString(key) + "\n";
        try {
            createFile();
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                    var lock = channel.lock()) {
                // Another process may have met the host a moment ago; the first pin counts.
                if (!lock.isValid() || !pinsOf(target).isEmpty()) {
                    return judge(target, key);
                }
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            return new Verdict.Trusted();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pin the host key of " + target + " in " + file, e);
        }
    }

    private void createFile() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // Another process was faster, which is as good.
            return;
        }
    }

    private List<Pin> pinsOf(Target target) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var lines = Files.lines(file)) {
            return lines.flatMap(HostKeys::parse)
                    .filter(pin -> pin.host().equals(target.knownHostsName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the host keys in " + file, e);
        }
    }

    private static Stream<Pin> parse(String line) {
        var fields = line.strip().split("\\s+", 4);
        if (line.startsWith("#") || fields.length < 3) {
            return Stream.of();
        }
        return Stream.of(fields[0].split(",")).map(host -> new Pin(host, fields[2]));
    }

    /** A public key begins with its own type: four bytes of length, then the name. */
    private static String typeOf(byte[] key) {
        var buffer = ByteBuffer.wrap(key);
        var name = new byte[buffer.getInt()];
        buffer.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }
}
