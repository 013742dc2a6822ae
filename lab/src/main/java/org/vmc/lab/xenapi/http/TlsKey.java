package org.vmc.lab.xenapi.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The server's key and self-signed certificate, made by the JDK's {@code keytool}: one for all hosts of the lab, so
 * that clients need to trust one.
 *
 * @param keyStore PKCS #12 file, readable by its owner alone
 * @param fingerprint SHA-256 of the certificate, in hexadecimal pairs separated by colons
 */
public record TlsKey(Path keyStore, String fingerprint) {

    /** Opens the file; the file's mode is what protects the key. */
    static final String PASSWORD = "lab-tls";

    private static final String ALIAS = "xapi";
    private static final int VALID_DAYS = 3650;
    private static final int MOST_HOSTS = 100;

    /** The key kept in a directory; made when there is none yet. */
    public static TlsKey in(Path directory) {
        var file = directory.resolve("xapi-tls.p12");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                create(file);
            }
            return new TlsKey(file, fingerprint(file));
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException("Could not make or read the TLS key " + file, failed);
        }
    }

    /** A key for this process alone. */
    public static TlsKey temporary() {
        try {
            var directory = Files.createTempDirectory("lab-tls");
            var key = in(directory);
            key.keyStore().toFile().deleteOnExit();
            directory.toFile().deleteOnExit();
            return key;
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not make a directory for the TLS key", failed);
        }
    }

    /** Written beside its place and moved there, so that a killed lab leaves no half a key. */
    private static void create(Path file) throws IOException {
        var directory = Files.createTempDirectory(file.toAbsolutePath().getParent(), "xapi-tls");
        var made = directory.resolve("key.p12");
        var keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=lab",
                        "-ext",
                        "san=" + names(),
                        "-validity",
                        Integer.toString(VALID_DAYS),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        made.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        var said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("keytool failed: " + said);
        }
        Files.setPosixFilePermissions(made, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(directory);
    }

    /** Every address a host of a lab may have. */
    private static String names() {
        return "dns:localhost,ip:127.0.0.200,"
                + IntStream.rangeClosed(1, MOST_HOSTS)
                        .mapToObj(number -> "ip:127.0.0." + number + ",ip:10.77.0." + (10 + number))
                        .collect(Collectors.joining(","));
    }

    private static String fingerprint(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var digest = MessageDigest.getInstance("SHA-256")
                .digest(store.getCertificate(ALIAS).getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }
}
