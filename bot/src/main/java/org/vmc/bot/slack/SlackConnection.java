package org.vmc.bot.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.platform.BackOff;
import org.vmc.bot.platform.ChatDesk;
import org.vmc.bot.platform.ChatUser;
import org.vmc.bot.platform.Heard;
import org.vmc.bot.platform.Pressed;
import org.vmc.bot.wire.ClientMessage;

/**
 * One connection to Slack by Socket Mode, which reaches outwards only. Everything is acknowledged at once and done
 * elsewhere; what is delivered again has the same trigger and is done once.
 */
final class SlackConnection implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SlackConnection.class);
    private static final Pattern ANY = Pattern.compile("[\\s\\S]*");

    private final SlackConfiguration config;
    private final ChatDesk desk;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable SocketModeApp socket;
    private volatile boolean connected;

    SlackConnection(SlackConfiguration config, ChatDesk desk) {
        this.config = config;
        this.desk = desk;
    }

    /** Returns at once. */
    void open(Path botToken, Path appToken) {
        Thread.ofVirtual().name("slack-start").start(() -> connect(botToken, appToken));
    }

    /**
     * {@code connected} or {@code connecting}, as a ping says: may take the 3 s that Bolt waits for an answer to it.
     */
    String state() {
        SocketModeApp known = socket;
        return connected && known != null && known.getClient().verifyConnection() ? "connected" : "connecting";
    }

    @Override
    public void close() {
        closed.countDown();
        SocketModeApp known = socket;
        if (known == null) {
            return;
        }
        try {
            known.close();
        } catch (Exception failure) {
            LOG.debugf(failure, "The connection to Slack did not close well");
        }
    }

    private void connect(Path botToken, Path appToken) {
        var backOff = new BackOff(config.firstPause(), config.longestPause());
        try {
            while (closed.getCount() > 0) {
                Duration pause = backOff.nextPause();
                try {
                    begin(
                            Files.readString(botToken).strip(),
                            Files.readString(appToken).strip());
                    return;
                } catch (Exception unreachable) {
                    LOG.warnf("Slack is not reached; next try in %s: %s", pause, unreachable.getMessage());
                }
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(String botToken, String appToken) throws Exception {
        var settings = new SlackConfig();
        config.apiUrl().ifPresent(url -> settings.setMethodsEndpointUrlPrefix(url.toString()));
        Slack slack = Slack.getInstance(settings);
        var platform = new SlackPlatform(slack, slack.methods(botToken));
        var app = new App(
                AppConfig.builder().slack(slack).singleTeamBotToken(botToken).build());
        app.command(ANY, (request, context) -> {
            SlashCommandPayload said = request.getPayload();
            desk.hear(
                    platform,
                    new Heard(
                            said.getTriggerId(),
                            new ChatUser(SlackPlatform.NAME, said.getTeamId() + "." + said.getUserId()),
                            said.getChannelId(),
                            new ClientMessage.Line("", said.getText() == null ? "" : said.getText(), true),
                            platform.reply(said.getResponseUrl(), said.getUserId())));
            return context.ack();
        });
        app.blockAction(ANY, (request, context) -> {
            BlockActionPayload pressed = request.getPayload();
            String user = pressed.getUser().getId();
            desk.press(
                    platform,
                    new Pressed(
                            pressed.getTriggerId(),
                            new ChatUser(SlackPlatform.NAME, pressed.getTeam().getId() + "." + user),
                            pressed.getActions().getFirst().getActionId(),
                            platform.reply(pressed.getResponseUrl(), user)));
            return context.ack();
        });
        var made = new SocketModeApp(appToken, SocketModeClient.Backend.JavaWebSocket, app);
        socket = made;
        made.startAsync();
        connected = true;
        LOG.info("Connected to Slack");
        desk.resume(platform);
        if (closed.getCount() == 0) {
            made.close();
        }
    }
}
