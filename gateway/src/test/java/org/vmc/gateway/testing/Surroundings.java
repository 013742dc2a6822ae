package org.vmc.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.embedded.process.HeldPort;
import org.vmc.http.testing.TestTokens;

/** What a gateway stands between: three services, a file of tokens, a key. Shared by all tests of the module. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    public static final String VIEWER = "token-of-vera";
    public static final String ENGINEER = "token-of-ana";
    public static final String OPERATOR = "token-of-otto";
    public static final String ADMIN = "token-of-ada";
    public static final String BOT = "token-of-the-bot";
    public static final String HASTY = "token-of-hugo";
    public static final String EXPIRED = "token-of-yesterday";

    private static @Nullable Surroundings current;

    private final Upstream vm = new Upstream();
    private final Upstream storage = new Upstream();
    private final Upstream build = new Upstream();
    private final HeldPort bot = HeldPort.any();
    private @Nullable Path directory;

    public static Upstream vm() {
        return running().vm;
    }

    public static Upstream storage() {
        return running().storage;
    }

    public static Upstream build() {
        return running().build;
    }

    /** Where the gateway looks for the bot; nobody listens there but a {@link FakeBot}. */
    public static int botPort() {
        return running().bot.number();
    }

    public static List<Upstream> all() {
        return List.of(vm(), storage(), build());
    }

    public static Path tokensFile() {
        return running().file("tokens");
    }

    public static Path sessionsFile() {
        return running().file("sessions");
    }

    public static String line(String token, String rest) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash) + " " + rest;
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public Map<String, String> start() {
        current = this;
        try {
            directory = Files.createTempDirectory("vmc-gateway-test");
            Files.write(
                    file("tokens"),
                    List.of(
                            "# who may enter",
                            line(VIEWER, "vera viewer -"),
                            line(ENGINEER, "ana engineer compilers"),
                            line(OPERATOR, "otto operator - " + Instant.now().plusSeconds(3600)),
                            line(ADMIN, "ada admin -"),
                            line(BOT, "bot bot -"),
                            line(HASTY, "hugo viewer -"),
                            line(EXPIRED, "ana admin compilers " + Instant.now().minusSeconds(60)),
                            "not a line of ours"));
            try (var key = TestTokens.class.getResourceAsStream("private-key.pem")) {
                Files.copy(Objects.requireNonNull(key), file("key"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Map.ofEntries(
                Map.entry("vmc.gateway.tokens-file", file("tokens").toString()),
                Map.entry("vmc.gateway.sessions.file", file("sessions").toString()),
                Map.entry("vmc.gateway.jwt-private-key-file", file("key").toString()),
                Map.entry("vmc.gateway.services.vm-service", "http://127.0.0.1:" + vm.port()),
                Map.entry("vmc.gateway.services.storage-service", "http://127.0.0.1:" + storage.port()),
                Map.entry("vmc.gateway.services.build-service", "http://127.0.0.1:" + build.port()),
                Map.entry("vmc.gateway.services.answer-timeout", "2S"),
                Map.entry("vmc.gateway.events.heartbeat", "1S"),
                Map.entry("vmc.gateway.consoles.check-every", "200MS"),
                Map.entry("vmc.gateway.web-chat.bot", "http://127.0.0.1:" + bot.number()),
                Map.entry("vmc.gateway.web-chat.check-every", "200MS"),
                Map.entry("vmc.gateway.events.kept", "20"),
                Map.entry("vmc.gateway.limits.per-second", "100"),
                Map.entry("vmc.gateway.limits.burst", "300"));
    }

    @Override
    public void stop() {
        vm.close();
        storage.close();
        build.close();
        bot.close();
        try {
            Files.deleteIfExists(file("tokens"));
            Files.deleteIfExists(file("sessions"));
            Files.deleteIfExists(file("key"));
            Files.deleteIfExists(Objects.requireNonNull(directory));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path file(String name) {
        return Objects.requireNonNull(directory).resolve(name);
    }

    private static Surroundings running() {
        return Optional.ofNullable(current).orElseThrow();
    }
}
