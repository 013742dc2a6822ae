package org.vmc.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.vmc.embedded.ProjectRoot;
import org.vmc.embedded.broker.Broker;
import org.vmc.embedded.postgres.Postgres;
import org.vmc.embedded.process.HeldPort;
import org.vmc.embedded.process.JvmFlags;

/**
 * PostgreSQL, the broker, the lab's XenAPI server with simulated guests, the services and the gateway, each a process,
 * on free ports and in a directory of their own. Needs no root.
 */
public final class SmallStack implements AutoCloseable {
    /** API token of the user {@code admin}, role admin. */
    public static final String ADMIN_TOKEN = "e2e-admin";
    /** API token of the user {@code ana}, role engineer. */
    public static final String ENGINEER_TOKEN = "e2e-ana";
    /** API token of the user {@code vic}, role viewer. */
    public static final String VIEWER_TOKEN = "e2e-vic";

    private static final String XENAPI_PASSWORD = "lab";
    private static final int SERVICE_HEAP_MIB = 128;

    private final Path directory;
    private final Path root = ProjectRoot.find();
    private final Map<String, HeldPort> ports = new HashMap<>();
    private final Map<String, Program> programs = new HashMap<>();
    private final Postgres postgres;
    private final Broker broker;

    private SmallStack(Path directory) {
        this.directory = directory;
        try {
            writeKeysAndTokens();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write the keys of the stack", e);
        }
        this.postgres = Postgres.start(directory.resolve("postgres"), 0);
        this.broker = Broker.start(directory.resolve("kafka"), 0);
    }

    /** Starts the servers and the lab, and of the services only those named. */
    public static SmallStack start(Path directory, String... services) {
        var stack = new SmallStack(directory);
        try {
            stack.lab().start();
            for (String service : services) {
                stack.service(service).start();
            }
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Lets the service that reaches this point of an operation stop there for good. */
    public void freezeAt(String point) {
        try {
            Files.writeString(freezeFile(), point);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + freezeFile(), e);
        }
    }

    /** Whether a service has stopped at the point last named. */
    public boolean isFrozen() {
        return Files.notExists(freezeFile());
    }

    private Path freezeFile() {
        return directory.resolve("freeze-at");
    }

    public Broker broker() {
        return broker;
    }

    /** The lab's XenAPI server. */
    public Program lab() {
        return programs.computeIfAbsent(
                "lab",
                name -> new Program(
                        name,
                        java(List.of(
                                "-cp",
                                root.resolve("lab/target/classes") + ":" + root.resolve("lab/target/lib") + "/*",
                                "org.vmc.lab.LabMain",
                                "xapi",
                                "--fast",
                                "--port",
                                Integer.toString(port(name)),
                                // The usual one beside that port may be somebody else's.
                                "--tls-port",
                                "0",
                                "--password",
                                XENAPI_PASSWORD)),
                        Map.of(),
                        URI.create(url(name) + "/"),
                        log("lab")));
    }

    /** A service, by the name of its module. */
    public Program service(String service) {
        return programs.computeIfAbsent(
                service,
                name -> new Program(
                        name,
                        java(List.of(
                                "-jar",
                                root.resolve(name + "/target/quarkus-app/quarkus-run.jar")
                                        .toString())),
                        environment(name),
                        URI.create(url(name) + "/q/health/ready"),
                        log(name)));
    }

    /** Base address of a part, such as {@code gateway} or {@code lab}. */
    public String url(String part) {
        return "http://127.0.0.1:" + port(part);
    }

    public String xenApiPassword() {
        return XENAPI_PASSWORD;
    }

    @Override
    public void close() {
        programs.values().forEach(Program::close);
        broker.close();
        postgres.close();
        ports.values().forEach(HeldPort::close);
    }

    /** Outside the temporary directory, so that a failed test leaves something to read. */
    private Path log(String part) {
        var logs = root.resolve("e2e/target/logs").resolve(directory.getFileName());
        try {
            return Files.createDirectories(logs).resolve(part + ".log");
        } catch (IOException e) {
            throw new IllegalStateException("Cannot make " + logs, e);
        }
    }

    private int port(String part) {
        return ports.computeIfAbsent(part, name -> HeldPort.any()).number();
    }

    private Map<String, String> environment(String service) {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port(service)));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        // A killed replica is taken for dead after four of these.
        environment.put("VMC_OPERATIONS_HEARTBEAT_INTERVAL", "500ms");
        environment.put("VMC_OPERATIONS_FREEZE_FILE", freezeFile().toString());
        environment.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                directory.resolve("jwt-public.pem").toUri().toString());
        switch (service) {
            case "gateway" -> {
                addDatabase(environment, "vmc_gateway");
                environment.put(
                        "VMC_GATEWAY_TOKENS_FILE", directory.resolve("tokens").toString());
                environment.put(
                        "VMC_GATEWAY_JWT_PRIVATE_KEY_FILE",
                        directory.resolve("jwt-private.pem").toString());
                for (String upstream : List.of("vm-service", "storage-service", "build-service")) {
                    environment.put(
                            "VMC_GATEWAY_SERVICES_"
                                    + upstream.toUpperCase(java.util.Locale.ROOT)
                                            .replace('-', '_'),
                            url(upstream));
                }
            }
            case "vm-service" -> {
                addDatabase(environment, "vmc_vm");
                environment.put("VMC_XEN_POOLS_0__NAME", "lab");
                environment.put("VMC_XEN_POOLS_0__URL", url("lab"));
                environment.put("VMC_XEN_POOLS_0__PASSWORD", XENAPI_PASSWORD);
            }
            case "storage-service" -> addDatabase(environment, "vmc_storage");
            case "build-service" -> addDatabase(environment, "vmc_build");
            case "bot" -> {
                addDatabase(environment, "vmc_bot");
                environment.put("VMC_BOT_GATEWAY_URL", url("gateway"));
            }
            default -> throw new IllegalArgumentException("There is no service " + service);
        }
        return environment;
    }

    private void addDatabase(Map<String, String> environment, String database) {
        postgres.databases().create(database);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database));
        environment.put("QUARKUS_DATASOURCE_USERNAME", postgres.user());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
    }

    private static List<String> java(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(JvmFlags.java());
        command.addAll(JvmFlags.small(SERVICE_HEAP_MIB));
        command.addAll(arguments);
        return command;
    }

    private void writeKeysAndTokens() throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Files.writeString(
                directory.resolve("jwt-private.pem"),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(
                directory.resolve("jwt-public.pem"),
                pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        Files.write(
                directory.resolve("tokens"),
                List.of(
                        sha256(ADMIN_TOKEN) + " admin admin ops",
                        sha256(ENGINEER_TOKEN) + " ana engineer compilers",
                        sha256(VIEWER_TOKEN) + " vic viewer compilers"));
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END " + kind + "-----\n";
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
