package org.vmc.bot.discord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.RestConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.platform.BackOff;
import org.vmc.bot.platform.ChatDesk;

/**
 * One connection to Discord, kept as long as it is not closed. A Discord that cannot be reached at the start is tried
 * again and again; a token that it does not know is not.
 */
final class DiscordConnection implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DiscordConnection.class);

    private final DiscordConfig config;
    private final ChatDesk desk;
    private final PausingSession session;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable JDA jda;
    private volatile String trouble = "";

    DiscordConnection(DiscordConfig config, ChatDesk desk) {
        this.config = config;
        this.desk = desk;
        this.session = new PausingSession(config);
    }

    /** Returns at once. */
    void open(Path tokenFile) {
        Thread.ofVirtual().name("discord-start").start(() -> connect(tokenFile));
    }

    /** {@code connected}, or what it is about instead. */
    String state() {
        JDA known = jda;
        if (!trouble.isEmpty()) {
            return trouble;
        }
        return known == null || known.getStatus() != JDA.Status.CONNECTED ? "connecting" : "connected";
    }

    @Override
    public void close() {
        closed.countDown();
        session.close();
        JDA known = jda;
        if (known != null) {
            known.shutdownNow();
        }
    }

    private void connect(Path tokenFile) {
        var backOff = new BackOff(config.firstPause(), config.longestPause());
        try {
            while (closed.getCount() > 0) {
                Duration pause = backOff.nextPause();
                try {
                    build(Files.readString(tokenFile).strip());
                    return;
                } catch (InvalidTokenException | IllegalArgumentException wrong) {
                    trouble = "Discord does not know the token in " + tokenFile;
                    LOG.errorf("%s: this adapter stays off", trouble);
                    return;
                } catch (IOException | RuntimeException unreachable) {
                    LOG.warnf("Discord is not reached; next try in %s: %s", pause, unreachable.getMessage());
                }
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void build(String token) {
        var rest = new RestConfig();
        config.apiUrl().ifPresent(url -> rest.setBaseUrl(url.toString()));
        JDA built = JDABuilder.createLight(token, List.of())
                .setRestConfig(rest)
                .setSessionController(session)
                .setEnableShutdownHook(false)
                .setMaxReconnectDelay((int) Math.clamp(config.longestPause().toSeconds(), 32, 900))
                .addEventListeners(new DiscordEvents(desk, new DiscordCommands(desk.model()), session))
                .build();
        jda = built;
        if (closed.getCount() == 0) {
            built.shutdownNow();
        }
    }
}
