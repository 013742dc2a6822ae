package org.vmc.bot.discord;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.bot.chat.LineThreads;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.platform.ChatDesk;
import org.vmc.bot.platform.Desks;
import org.vmc.bot.testing.ChatScenarios;
import org.vmc.bot.testing.FakeGateway;

/** A channel of a fake Discord, with the bot in it, which can be started again. */
final class DiscordRoom implements ChatScenarios.Room {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final List<String> ROLES = List.of("viewer", "engineer", "operator", "admin", "stranger");

    final FakeDiscord discord = new FakeDiscord();

    private final Desks desks;
    private final FakeGateway gateway;
    private final Path token =
            Files.writeString(Files.createTempFile("vmc-discord", "token"), FakeDiscord.TOKEN + "\n");
    private LineThreads threads = new LineThreads();
    private ChatDesk desk;
    private DiscordConnection connection;

    DiscordRoom(Desks desks, FakeGateway gateway) throws IOException {
        this.desks = desks;
        this.gateway = gateway;
        this.desk = desks.with(threads);
        this.connection = connect(token);
        await().atMost(PATIENCE).until(() -> discord.gateway().isListenedTo());
        await().atMost(PATIENCE).until(() -> !discord.commands().isEmpty());
    }

    DiscordConnection connection() {
        return connection;
    }

    CommandModel model() {
        return desk.model();
    }

    /** Ends the bot's part of it in the middle of whatever it does. */
    void stop() {
        connection.close();
        threads.close();
    }

    /** Starts it again, with nothing but what is in the database. */
    void start() {
        threads = new LineThreads();
        desk = desks.with(threads);
        connection = connect(token);
    }

    /** A connection with a token of its own. */
    DiscordConnection connect(Path tokenFile) {
        DiscordConnection made = new DiscordConnection(new ToFake(discord), desk);
        made.open(tokenFile);
        return made;
    }

    @Override
    public Member person(String role) {
        String id = "9000" + ROLES.indexOf(role);
        if (!role.equals("stranger")) {
            gateway.hasLink("discord:" + id, role);
        }
        return new Member(id);
    }

    @Override
    public void close() throws IOException {
        stop();
        discord.close();
        Files.delete(token);
    }

    /** Somebody on that Discord. */
    final class Member implements ChatScenarios.Person {
        final String id;

        Member(String id) {
            this.id = id;
        }

        @Override
        public void say(String line) {
            deliver(command(line));
        }

        /** What Discord delivers for a line; to be delivered as often as wanted. */
        ObjectNode command(String line) {
            String path = model().commands().stream()
                    .map(Command::path)
                    .filter(known -> (line + " ").startsWith("/" + known + " "))
                    .max(Comparator.comparingInt(String::length))
                    .orElseThrow();
            Map<String, String> options = new LinkedHashMap<>();
            Arrays.stream(line.substring(path.length() + 1).strip().split(" "))
                    .filter(word -> !word.isEmpty())
                    .forEach(word ->
                            options.put(word.substring(0, word.indexOf(':')), word.substring(word.indexOf(':') + 1)));
            return discord.command(id, fullName(path), options);
        }

        void deliver(ObjectNode interaction) {
            discord.gateway().tell("INTERACTION_CREATE", interaction);
        }

        @Override
        public void press(String label) {
            deliver(pressed(label));
        }

        ObjectNode pressed(String label) {
            FakeDiscord.Shown[] found = new FakeDiscord.Shown[1];
            await().atMost(PATIENCE).until(() -> {
                discord.shown().stream()
                        .filter(shown -> shown.buttons().containsKey(label))
                        .forEach(shown -> found[0] = shown);
                return found[0] != null;
            });
            return discord.press(
                    id,
                    found[0],
                    Optional.ofNullable(found[0].buttons().get(label)).orElseThrow());
        }

        @Override
        public String privately() {
            return seen(discord.shown().stream()
                    .filter(shown -> shown.only.equals(id))
                    .toList());
        }

        @Override
        public String publicly() {
            return seen(discord.shown().stream()
                    .filter(shown -> shown.only.isEmpty())
                    .toList());
        }

        /** As it is read: escapes are not. */
        private static String seen(List<FakeDiscord.Shown> messages) {
            return messages.stream()
                    .map(shown -> shown.text().replaceAll("\\\\([^A-Za-z0-9 ])", "$1") + "\n"
                            + String.join("\n", shown.files.values()))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** The name under which Discord knows a command. */
    String fullName(String path) {
        DiscordCommands commands = new DiscordCommands(model());
        return commands.names().stream()
                .filter(name ->
                        commands.command(name).map(Command::path).orElse("").equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** Where the fake is. */
    private record ToFake(FakeDiscord discord) implements DiscordConfig {
        @Override
        public Optional<Path> tokenFile() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> apiUrl() {
            return Optional.of(discord.api());
        }

        @Override
        public Optional<URI> gatewayUrl() {
            return Optional.of(discord.socket());
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
