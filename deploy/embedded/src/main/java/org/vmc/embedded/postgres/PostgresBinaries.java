package org.vmc.embedded.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the classpath. */
final class PostgresBinaries {

    private static final String ARCHIVE = "postgres-linux-x86_64.txz";

    private PostgresBinaries() {}

    /**
     * Unpacks into {@code home} unless it is there. Several processes may do so at once: each unpacks beside it and the
     * first to finish wins.
     */
    static void unpack(Path home) {
        if (Files.isDirectory(home)) {
            return;
        }
        try {
            Files.createDirectories(home.toAbsolutePath().getParent());
            Path unfinished = Files.createTempDirectory(home.toAbsolutePath().getParent(), "unpacking");
            unpackInto(unfinished);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            if (!Directories.renameUnlessTaken(unfinished, home)) {
                Directories.delete(unfinished);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL into " + home, failure);
        }
    }

    private static void unpackInto(Path directory) throws IOException {
        InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + ARCHIVE);
        if (archive == null) {
            throw new IOException(ARCHIVE + " is not on the classpath");
        }
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, directory);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("The archive leaves its directory with " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isLink()) {
            Files.createLink(target, directory.resolve(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
