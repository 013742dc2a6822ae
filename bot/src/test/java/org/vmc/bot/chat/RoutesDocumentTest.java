package org.vmc.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.Effect;

/** Whatever can be done by one of chat, REST and console is known to be there, or said not to be, in the others. */
@QuarkusTest
class RoutesDocumentTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("vmc.root", "..")).resolve("docs/routes.md");

    private final RouteMap map = RouteMap.declared();

    @Inject
    Commands commands;

    @Test
    void everyCommandHasItsRoutes() throws IOException {
        Set<String> described = RouteMap.described();
        assertThat(map.commands().keySet())
                .isEqualTo(commands.model().commands().stream()
                        .map(Command::path)
                        .collect(Collectors.toCollection(TreeSet::new)));
        map.commands().forEach((command, line) -> {
            assertThat(described).as(command).containsAll(line.routes());
            assertThat(line.routes().isEmpty())
                    .as("%s without a route needs a reason", command)
                    .isEqualTo(!line.reason().isEmpty());
        });
    }

    @Test
    void aCommandThatChangesSomethingHasARouteThatDoes() {
        for (Command command : commands.model().commands()) {
            if (command.effect() != Effect.READ) {
                assertThat(map.routesOf(command.path())).as(command.path()).anyMatch(RouteMap::changes);
            }
        }
    }

    @Test
    void everyRouteThatChangesSomethingHasACommandOrAReason() throws IOException {
        Set<String> named = map.routes();
        named.addAll(map.without().keySet());
        assertThat(named)
                .containsAll(
                        RouteMap.described().stream().filter(RouteMap::changes).toList());
        assertThat(RouteMap.described()).containsAll(map.without().keySet());
        assertThat(map.routes()).doesNotContainAnyElementsOf(map.without().keySet());
    }

    @Test
    void whatTheConsoleHasIsThere() throws IOException {
        var softly = new SoftAssertions();
        for (var line : map.commands().entrySet()) {
            if (!line.getValue().page().isEmpty()) {
                softly.assertThat(RouteMap.page(line.getValue().page()).orElse("no such page"))
                        .as(line.getKey())
                        .contains(line.getValue().words());
            }
        }
        softly.assertAll();
    }

    @Test
    void theDocumentIsUpToDate() throws IOException {
        String expected = RoutesDocument.of(commands.model(), map, RouteMap.described());
        if (Boolean.getBoolean("vmc.regenerate")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(DOCUMENT).as("regenerate: %s", RoutesDocument.COMMAND).hasContent(expected);
    }
}
