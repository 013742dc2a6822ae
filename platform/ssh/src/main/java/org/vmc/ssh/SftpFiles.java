package org.vmc.ssh;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Files and directories over an open SFTP channel. Counts as it goes; serves one transfer. */
final class SftpFiles {

    private final ChannelSftp sftp;
    private long files;
    private long bytes;

    SftpFiles(ChannelSftp sftp) {
        this.sftp = sftp;
    }

    TransferOutcome.Transferred upload(Path local, String remote) throws SftpException, IOException {
        makeDirectories(parent(requireAbsolute(remote)));
        Files.walkFileTree(local, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                return step(() -> makeDirectory(at(directory)));
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    return step(() -> link(file, at(file)));
                }
                return step(() -> {
                    try (var content = Files.newInputStream(file)) {
                        put(content, at(file), permissions(file));
                    }
                });
            }

            private String at(Path path) {
                var relative = local.relativize(path).toString();
                return relative.isEmpty() ? remote : remote + "/" + relative;
            }
        });
        return new TransferOutcome.Transferred(files, bytes);
    }

    TransferOutcome.Transferred upload(InputStream content, String remote, int permissions)
            throws SftpException, IOException {
        makeDirectories(parent(requireAbsolute(remote)));
        put(content, remote, permissions);
        return new TransferOutcome.Transferred(files, bytes);
    }

    TransferOutcome.Transferred download(String remote, Path local) throws SftpException, IOException {
        var attributes = sftp.stat(literal(requireAbsolute(remote)));
        if (!attributes.isDir()) {
            get(remote, local, attributes);
            return new TransferOutcome.Transferred(files, bytes);
        }
        var links = new LinkedHashMap<Path, Path>();
        getDirectory(remote, local, local, links);
        // Links last, so that nothing is ever written through one.
        for (Map.Entry<Path, Path> link : links.entrySet()) {
            Files.deleteIfExists(link.getKey());
            Files.createSymbolicLink(link.getKey(), link.getValue());
        }
        return new TransferOutcome.Transferred(files, bytes);
    }

    TransferOutcome.Transferred download(String remote, OutputStream sink) throws SftpException, IOException {
        sftp.get(literal(requireAbsolute(remote)), counting(sink));
        sink.flush();
        files++;
        return new TransferOutcome.Transferred(files, bytes);
    }

    private void getDirectory(String remote, Path local, Path root, Map<Path, Path> links)
            throws SftpException, IOException {
        Files.createDirectories(local);
        for (var entry : sftp.ls(literal(remote))) {
            var name = entry.getFilename();
            if (name.equals(".") || name.equals("..")) {
                continue;
            }
            if (name.isEmpty() || name.contains("/")) {
                throw new IOException("the host names a file '" + name + "' in " + remote);
            }
            var from = remote + "/" + name;
            var to = local.resolve(name);
            var attributes = entry.getAttrs();
            if (attributes.isDir()) {
                getDirectory(from, to, root, links);
            } else if (attributes.isReg()) {
                get(from, to, attributes);
            } else if (attributes.isLink()) {
                var destination = Path.of(sftp.readlink(literal(from)));
                if (local.resolve(destination).normalize().startsWith(root)) {
                    links.put(to, destination);
                }
            }
        }
    }

    private void get(String remote, Path local, SftpATTRS attributes) throws SftpException, IOException {
        if (local.getParent() != null) {
            Files.createDirectories(local.getParent());
        }
        // A link left by an earlier copy would be written through.
        if (Files.isSymbolicLink(local)) {
            Files.delete(local);
        }
        try (var sink = Files.newOutputStream(local)) {
            sftp.get(literal(remote), counting(sink));
        }
        Files.setPosixFilePermissions(local, permissions(attributes.getPermissions()));
        files++;
    }

    private void put(InputStream content, String remote, int permissions) throws SftpException {
        sftp.put(counting(content), literal(remote), ChannelSftp.OVERWRITE);
        sftp.chmod(permissions, literal(remote));
        files++;
    }

    private void link(Path local, String remote) throws SftpException, IOException {
        var destination = Files.readSymbolicLink(local).toString();
        try {
            sftp.rm(literal(remote));
        } catch (SftpException e) {
            if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
        }
        sftp.symlink(literal(destination), literal(remote));
        files++;
    }

    private void makeDirectories(String remote) throws SftpException {
        if (remote.isEmpty() || isDirectory(remote)) {
            return;
        }
        makeDirectories(parent(remote));
        makeDirectory(remote);
    }

    private void makeDirectory(String remote) throws SftpException {
        if (!isDirectory(remote)) {
            sftp.mkdir(remote); // the only call of JSch that takes its path literally
        }
    }

    private boolean isDirectory(String remote) throws SftpException {
        try {
            return sftp.stat(literal(remote)).isDir();
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return false;
            }
            throw e;
        }
    }

    private InputStream counting(InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                var count = super.read(buffer, offset, length);
                bytes += Math.max(0, count);
                return count;
            }

            @Override
            public void close() {
                // JSch must not close what it did not open.
            }
        };
    }

    private OutputStream counting(OutputStream sink) {
        return new FilterOutputStream(sink) {
            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                sink.write(buffer, offset, length);
                bytes += length;
            }

            @Override
            public void close() throws IOException {
                sink.flush();
            }
        };
    }

    /** JSch expands * and ? in paths; a backslash before them, and before itself, makes them ordinary. */
    private static String literal(String path) {
        return path.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }

    private static String requireAbsolute(String remote) {
        if (!remote.startsWith("/") || remote.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an absolute remote path: " + remote);
        }
        return remote;
    }

    private static String parent(String remote) {
        return remote.substring(0, Math.max(0, remote.lastIndexOf('/')));
    }

    private static int permissions(Path file) throws IOException {
        var bits = 0;
        for (var permission : Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)) {
            bits |= 0400 >> permission.ordinal();
        }
        return bits;
    }

    private static Set<PosixFilePermission> permissions(int bits) {
        var permissions = new TreeSet<PosixFilePermission>();
        for (var permission : PosixFilePermission.values()) {
            if ((bits & (0400 >> permission.ordinal())) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private interface Step {
        void run() throws SftpException, IOException;
    }

    private static FileVisitResult step(Step step) throws IOException {
        try {
            step.run();
            return FileVisitResult.CONTINUE;
        } catch (SftpException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
