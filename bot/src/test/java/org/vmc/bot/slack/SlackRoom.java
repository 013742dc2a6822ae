package org.vmc.bot.slack;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vmc.bot.chat.LineThreads;
import org.vmc.bot.platform.Desks;
import org.vmc.bot.testing.ChatScenarios;
import org.vmc.bot.testing.FakeGateway;

/** A channel of a fake Slack, with the bot in it, which can be started again. */
final class SlackRoom implements ChatScenarios.Room {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    final FakeSlack slack = new FakeSlack();

    private final Desks desks;
    private final FakeGateway gateway;
    private final Path botToken =
            Files.writeString(Files.createTempFile("vmc-slack", "bot"), FakeSlack.BOT_TOKEN + "\n");
    private final Path appToken =
            Files.writeString(Files.createTempFile("vmc-slack", "app"), FakeSlack.APP_TOKEN + "\n");
    private LineThreads threads = new LineThreads();
    private SlackConnection connection;

    SlackRoom(Desks desks, FakeGateway gateway) throws IOException {
        this.desks = desks;
        this.gateway = gateway;
        this.connection = connect();
        await().atMost(PATIENCE).until(slack::isListenedTo);
    }

    /** Ends the bot's part of it in the middle of whatever it does. */
    void stop() {
        connection.close();
        threads.close();
        await().atMost(PATIENCE).until(() -> !slack.isListenedTo());
    }

    /** Starts it again, with nothing but what is in the database. */
    void start() {
        threads = new LineThreads();
        connection = connect();
        await().atMost(PATIENCE).until(slack::isListenedTo);
    }

    /** What the bot says of its connection. */
    String state() {
        return connection.state();
    }

    private SlackConnection connect() {
        SlackConnection made = new SlackConnection(new ToFake(slack), desks.with(threads));
        made.open(botToken, appToken);
        return made;
    }

    @Override
    public Member person(String role) {
        String id = "U" + role;
        if (!role.equals("stranger")) {
            gateway.hasLink("slack:" + FakeSlack.TEAM + "." + id, role);
        }
        return new Member(id);
    }

    @Override
    public void close() throws IOException {
        stop();
        slack.close();
        Files.delete(botToken);
        Files.delete(appToken);
    }

    /** Somebody on that Slack. */
    final class Member implements ChatScenarios.Person {
        private final String id;

        Member(String id) {
            this.id = id;
        }

        @Override
        public void say(String line) {
            slack.deliver(command(line));
        }

        ObjectNode command(String line) {
            return slack.command(id, line);
        }

        @Override
        public void press(String label) {
            String[] found = {""};
            await().atMost(PATIENCE).until(() -> {
                slack.shown().stream()
                        .filter(shown -> shown.buttons().containsKey(label))
                        .forEach(shown -> found[0] = shown.buttons().getOrDefault(label, ""));
                return !found[0].isEmpty();
            });
            slack.deliver(slack.press(id, found[0]));
        }

        @Override
        public String privately() {
            return seen(slack.shown().stream().filter(shown -> shown.only.equals(id)));
        }

        @Override
        public String publicly() {
            return seen(slack.shown().stream().filter(shown -> shown.only.isEmpty()));
        }

        private static String seen(Stream<FakeSlack.Shown> messages) {
            return messages.map(shown -> shown.text().replace("\u200B", "") + "\n" + String.join("\n", shown.files))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** Where the fake is. */
    private record ToFake(FakeSlack slack) implements SlackConfiguration {
        @Override
        public Optional<Path> botTokenFile() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> appTokenFile() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> apiUrl() {
            return Optional.of(slack.api());
        }

        @Override
        public Duration firstPause() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration longestPause() {
            return Duration.ofSeconds(2);
        }
    }
}
