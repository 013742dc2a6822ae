package org.vmc.build.testing;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.ssh.Target;

/**
 * A builder and workers on this machine: one real sshd that listens on several loopback addresses, and a real distccd
 * on each worker's address. Builds run as an account without rights: that of the tests, or for root as one that is made
 * once and stays. Without the programs nothing is started and {@link #missing} tells what to install.
 */
public final class LoopbackCluster implements QuarkusTestResourceLifecycleManager {
    /** Name of the builder, at 127.0.0.1. */
    public static final String BUILDER = "loopback-1";

    /** Addresses of the workers. */
    public static final List<String> WORKERS = List.of("127.0.0.2", "127.0.0.3");

    /** Address of a worker whose gcc is another one. */
    public static final String WORKER_WITH_ANOTHER_COMPILER = "127.0.0.4";

    /** Address of a worker that says it has the builder's gcc and makes other objects. */
    public static final String WORKER_THAT_LIES = "127.0.0.5";

    private static final String ACCOUNT_MADE_BY_ROOT = "vmc-build-test";
    private static final String SSHD = "/usr/sbin/sshd";
    private static @Nullable LoopbackCluster running;

    private final Map<String, Process> distccds = new HashMap<>();
    private @Nullable Path directory;
    private @Nullable Process sshd;
    private int sshPort;
    private int distccdPort;

    /** The programs that tests with a cluster need and this machine lacks, as Debian's packages. */
    public static List<String> missing() {
        var packages = Map.of(
                SSHD,
                "openssh-server",
                "/usr/bin/ssh-keygen",
                "openssh-client",
                "/usr/bin/distccd",
                "distcc",
                "/usr/bin/ccache",
                "ccache",
                "/usr/bin/gcc",
                "gcc",
                "/usr/bin/make",
                "make");
        return packages.entrySet().stream()
                .filter(program -> !Files.isExecutable(Path.of(program.getKey())))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    /** The cluster of this test run. */
    public static LoopbackCluster running() {
        if (running == null) {
            throw new IllegalStateException("There is no cluster; a test that needs one is skipped without");
        }
        return running;
    }

    /** Directory whose subdirectories may be built. */
    public Path sources() {
        return in("sources");
    }

    /** Where the service keeps files. */
    public Path kept() {
        return in("data");
    }

    /** Scratch directory of the builder; the account of builds owns it. */
    public Path scratch() {
        return in("scratch");
    }

    @Override
    public Map<String, String> start() {
        if (!missing().isEmpty()) {
            return Map.of();
        }
        try {
            directory = Files.createTempDirectory("vmc-build-test");
            // The account of builds gets through to what is meant for it and cannot list the rest.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            Files.createDirectories(sources());
            Files.createDirectories(scratch());
            if (isRoot()) {
                makeAccount();
                giveToBuilds(scratch());
            }
            startSshd();
            distccdPort = freePort();
            for (var worker : WORKERS) {
                startDistccd(worker);
            }
            startDistccd(WORKER_WITH_ANOTHER_COMPILER);
            startDistccd(WORKER_THAT_LIES);
            running = this;
            return configuration();
        } catch (IOException | InterruptedException e) {
            stop();
            throw new IllegalStateException("The cluster on loopback cannot be started", e);
        }
    }

    private Map<String, String> configuration() {
        var user = System.getProperty("user.name");
        var ssh = Integer.toString(sshPort);
        var configuration = new HashMap<String, String>();
        configuration.put("vmc.build.data-dir", in("data").toString());
        configuration.put("vmc.build.scratch", scratch().toString());
        configuration.put("vmc.build.builders[0].name", BUILDER);
        configuration.put("vmc.build.builders[0].address", "127.0.0.1");
        configuration.put("vmc.build.builders[0].port", ssh);
        configuration.put("vmc.build.builders[0].user", account());
        configuration.put("vmc.build.ssh.key-file", in("user").toString());
        configuration.put("vmc.build.sources.local-roots", sources().toString());
        configuration.put("vmc.build.run.max-log-bytes", "1000000");
        configuration.put("vmc.build.load.every", "100ms");
        configuration.put("vmc.build.run.distcc-io-timeout", "10s");
        // Tests that build a source twice mean to compile it twice; those of the cache ask for it.
        configuration.put("vmc.build.cache.policy", "off");
        configuration.put("vmc.build.workers.user", user);
        configuration.put("vmc.build.workers.ssh-port", ssh);
        configuration.put("vmc.build.workers.distccd-port", Integer.toString(distccdPort));
        configuration.put("vmc.build.workers.look-every", "200ms");
        configuration.put("vmc.build.workers.ready-timeout", "20s");
        configuration.put("vmc.build.workers.answer-timeout", "3s");
        return configuration;
    }

    /** Starts the distccd of a worker, unless it runs. */
    public void startDistccd(String address) throws IOException {
        var old = distccds.get(address);
        if (old != null && old.isAlive()) {
            return;
        }
        distccds.put(
                address,
                launch(
                        "distccd-" + address + ".log",
                        "/usr/bin/env",
                        "PATH=" + (address.equals(WORKER_THAT_LIES) ? lyingCompiler() + ":" : "") + "/usr/bin:/bin",
                        "/usr/bin/distccd",
                        "--no-detach",
                        "--daemon",
                        "--listen",
                        address,
                        "--port",
                        Integer.toString(distccdPort),
                        "--allow",
                        "127.0.0.0/8",
                        "--jobs",
                        "4",
                        "--log-stderr"));
        awaitListening(address, distccdPort);
    }

    /** Ends the distccd of a worker with all its compilations, as a host that loses power does. */
    public void killDistccd(String address) throws InterruptedException {
        var daemon = distccds.get(address);
        if (daemon != null) {
            kill(daemon);
        }
    }

    /** Lets the distccd of a worker say nothing more although connections to it are accepted, as when a link is cut. */
    public void silenceDistccd(String address) throws IOException, InterruptedException {
        var daemon = distccds.get(address);
        if (daemon != null) {
            signal("STOP", daemon);
        }
    }

    private static void signal(String name, Process daemon) throws IOException, InterruptedException {
        // The daemon first: it would start others in the place of those that stop.
        for (var process : Stream.concat(Stream.of(daemon.toHandle()), daemon.descendants())
                .toList()) {
            run("/bin/kill", "-" + name, Long.toString(process.pid()));
        }
    }

    /**
     * Makes the scratch directory a file system of that size until it is closed; only root can.
     *
     * @throws IOException when it cannot be mounted
     */
    public AutoCloseable smallScratch(int mebibytes) throws IOException, InterruptedException {
        var place = scratch().toString();
        if (run("/bin/mount", "-t", "tmpfs", "-o", "size=%dm".formatted(mebibytes), "vmc-build-test", place) != 0) {
            throw new IOException("A small file system cannot be mounted at " + place);
        }
        giveToBuilds(scratch());
        return () -> run("/bin/umount", "--lazy", place);
    }

    @Override
    public void stop() {
        running = null;
        try {
            for (var daemon : distccds.values()) {
                kill(daemon);
            }
            if (sshd != null) {
                kill(sshd);
            }
            if (directory != null) {
                remove(directory);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startSshd() throws IOException, InterruptedException {
        generateKey("host");
        generateKey("user");
        Files.copy(in("user.pub"), in("authorized_keys"));
        sshPort = freePort();
        var listen = new StringBuilder();
        Stream.concat(Stream.of("127.0.0.1", WORKER_WITH_ANOTHER_COMPILER, WORKER_THAT_LIES), WORKERS.stream())
                .forEach(address -> listen.append("ListenAddress %s:%d\n".formatted(address, sshPort)));
        Files.writeString(
                in("sshd_config"),
                listen
                        + """
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin yes
                MaxStartups 100
                MaxSessions 100
                Subsystem sftp internal-sftp
                SetEnv SHLVL=2
                Match LocalAddress %s
                SetEnv SHLVL=2 PATH=%s:/usr/bin:/bin
                """.formatted(
                                in("host"), in("authorized_keys"), WORKER_WITH_ANOTHER_COMPILER, otherCompiler()));
        if (isRoot()) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        sshd = launch("sshd.log", SSHD, "-D", "-e", "-f", in("sshd_config").toString());
        awaitListening("127.0.0.1", sshPort);
    }

    /** A directory with a gcc that says it is another version. */
    private Path otherCompiler() throws IOException {
        var bin = Files.createDirectories(in("other-bin"));
        var gcc = Files.writeString(bin.resolve("gcc"), """
                #!/bin/sh
                if [ "$1" = -dumpfullversion ]; then echo 11.3.0; else exec /usr/bin/gcc "$@"; fi
                """);
        Files.setPosixFilePermissions(gcc, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin;
    }

    /** A directory with a gcc that does not optimize. */
    private Path lyingCompiler() throws IOException {
        var bin = Files.createDirectories(in("lying-bin"));
        // distcc asks for the compiler by the name of its target.
        for (var name : List.of("gcc", "x86_64-linux-gnu-gcc", "aarch64-linux-gnu-gcc")) {
            var gcc = Files.writeString(bin.resolve(name), "#!/bin/sh\nexec /usr/bin/gcc \"$@\" -O0\n");
            Files.setPosixFilePermissions(gcc, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return bin;
    }

    /** The account that builds run as. */
    public Target builder() {
        return new Target("127.0.0.1", sshPort, account(), in("user"));
    }

    /** Lets builds write there. */
    public static void giveToBuilds(Path path) throws IOException {
        var accounts = path.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(path, accounts.lookupPrincipalByName(account()));
    }

    private static String account() {
        return isRoot() ? ACCOUNT_MADE_BY_ROOT : System.getProperty("user.name");
    }

    /** Whether tests may do what only root can. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void makeAccount() throws IOException, InterruptedException {
        var made = run(
                "/usr/sbin/useradd",
                "--system",
                "--no-create-home",
                "--home-dir",
                "/",
                "--shell",
                "/bin/bash",
                // Not "!", which sshd takes for a locked account.
                "--password",
                "*",
                ACCOUNT_MADE_BY_ROOT);
        var nameTaken = 9;
        if (made != 0 && made != nameTaken) {
            throw new IOException("useradd failed with " + made);
        }
    }

    private void generateKey(String name) throws IOException, InterruptedException {
        var command = new String[] {
            "/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", in(name).toString()
        };
        if (run(command) != 0) {
            throw new IOException("ssh-keygen failed");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Process launch(String log, String... command) throws IOException {
        return new ProcessBuilder(Arrays.asList(command))
                .redirectErrorStream(true)
                .redirectOutput(in(log).toFile())
                .start();
    }

    private Path in(String name) {
        if (directory == null) {
            throw new IllegalStateException("The cluster was not started");
        }
        return directory.resolve(name);
    }

    private static void kill(Process daemon) throws InterruptedException {
        var children = new ArrayList<>(daemon.descendants().toList());
        daemon.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void awaitListening(String address, int port) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress(address, port), 500);
                        return true;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    private static int freePort() throws IOException {
        // Free on every loopback address: sshd and the daemons listen on several.
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void remove(Path tree) {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
