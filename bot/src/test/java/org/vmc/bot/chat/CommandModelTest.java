package org.vmc.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.commands.Completer;
import org.vmc.bot.commands.Effect;
import org.vmc.bot.commands.Help;
import org.vmc.bot.commands.LineReader;
import org.vmc.bot.commands.Reading;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.Gateways;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;

/** Every command, by what its definition promises. */
@QuarkusTest
class CommandModelTest {

    private static final Caller ADMIN = new Caller("ada", Role.ADMIN, null);
    private static final Caller VIEWER = new Caller("vic", Role.VIEWER, null);
    private static final Path DOCUMENT =
            Path.of(System.getProperty("vmc.root", "..")).resolve("docs/commands.md");

    @Inject
    Commands commands;

    @Inject
    Gateways gateways;

    @Test
    void hasTheCommandsOfTheCluster() {
        assertThat(paths(commands.model()))
                .containsExactlyInAnyOrder(
                        "vm create",
                        "vm install",
                        "vm cd show",
                        "vm cd insert",
                        "vm cd eject",
                        "iso list",
                        "vm list",
                        "vm show",
                        "vm start",
                        "vm stop",
                        "vm reboot",
                        "vm pause",
                        "vm unpause",
                        "vm suspend",
                        "vm resume",
                        "vm migrate",
                        "vm resize",
                        "vm rename",
                        "vm extend",
                        "vm claim",
                        "vm copy",
                        "vm console",
                        "vm disk add",
                        "vm disk list",
                        "vm disk delete",
                        "vm disk detach",
                        "vm disk move",
                        "vm disk attach",
                        "vm export",
                        "vm import",
                        "vm restore",
                        "vm restore undo",
                        "vm restore release",
                        "disk list",
                        "disk delete",
                        "vm snapshot create",
                        "vm snapshot list",
                        "vm snapshot revert",
                        "vm snapshot delete",
                        "vm delete",
                        "storage peer add",
                        "storage peer list",
                        "storage peer remove",
                        "storage volume create",
                        "storage volume list",
                        "storage volume show",
                        "storage volume check",
                        "storage volume start",
                        "storage volume stop",
                        "storage volume delete",
                        "storage volume expand",
                        "storage volume shrink",
                        "storage volume replace-brick",
                        "storage volume options",
                        "storage volume set",
                        "storage volume health",
                        "storage volume heal",
                        "storage volume drill",
                        "storage export add",
                        "storage export list",
                        "storage export remove",
                        "storage export publish",
                        "storage export unpublish",
                        "storage volume rebalance",
                        "storage volume resize",
                        "storage volume publish",
                        "storage volume unpublish",
                        "storage volume srs",
                        "storage volume find",
                        "storage preflight",
                        "storage disks",
                        "storage disk read",
                        "storage benchmark run",
                        "storage benchmark list",
                        "storage benchmark show",
                        "build run",
                        "build list",
                        "build show",
                        "build load",
                        "build log",
                        "build recipe list",
                        "build recipe show",
                        "build recipe add",
                        "build recipe change",
                        "build recipe delete",
                        "build campaign run",
                        "build campaign list",
                        "build campaign show",
                        "build sweep",
                        "build tune",
                        "build tunings",
                        "op list",
                        "op show",
                        "op follow",
                        "op cancel",
                        "link",
                        "unlink",
                        "host list",
                        "host evacuate",
                        "host enable",
                        "pool list",
                        "pool preflight",
                        "pool rebalance",
                        "warm list",
                        "warm set",
                        "type list",
                        "role list",
                        "quota show",
                        "approval list",
                        "approval approve",
                        "approval reject",
                        "template list",
                        "template create",
                        "template delete",
                        "source list",
                        "sr list",
                        "autostart show",
                        "autostart add",
                        "autostart remove",
                        "autostart run",
                        "weight list",
                        "weight add",
                        "weight delete",
                        "report spof",
                        "report clocks",
                        "report utilisation",
                        "audit",
                        "whoami",
                        "status",
                        "help");
    }

    @Test
    void everyExampleIsUnderstood() {
        for (Command command : commands.model().commands()) {
            assertThat(read(command.example()))
                    .as(command.example())
                    .isInstanceOfSatisfying(Reading.Understood.class, understood -> assertThat(understood.command())
                            .isEqualTo(command));
        }
    }

    @Test
    void everyMissingArgumentIsNamed() {
        for (Command command : commands.model().commands()) {
            for (Argument argument : required(command)) {
                assertThat(misunderstood(command.typed()).text())
                        .as(command.typed())
                        .contains("argument " + argument.name() + ": is missing");
            }
        }
    }

    @Test
    void everyWrongValueIsNamedWithWhatIsAllowed() {
        for (Command command : commands.model().commands()) {
            for (Argument argument : command.arguments()) {
                Reading.Misunderstood wrong = misunderstood(command.typed() + " " + argument.name() + ":\"\"");
                assertThat(wrong.text())
                        .as(command.typed())
                        .contains("argument " + argument.name() + ": '' is not accepted; it must be "
                                + argument.type().allowed());
                assertThat(wrong.next()).contains("/help " + command.path());
            }
        }
    }

    @Test
    void everyUnknownArgumentIsNamed() {
        for (Command command : commands.model().commands()) {
            assertThat(misunderstood(command.typed() + " zzzzzz:1").text())
                    .as(command.typed())
                    .contains("unknown argument 'zzzzzz'");
        }
    }

    @Test
    void suggestsWhatWasProbablyMeant() {
        assertThat(misunderstood("/vm create tpye:x").text()).contains("unknown argument 'tpye'; did you mean type:?");
        assertThat(misunderstood("/vm craete name:x").text()).contains("did you mean /vm create?");
        assertThat(misunderstood("/vm").next()).contains("/vm create");
        assertThat(misunderstood("/frobnicate").next()).contains("/help");
        assertThat(misunderstood("/vm show ci-1").text()).contains("unexpected 'ci-1'", "name:ci-1");
        assertThat(misunderstood("hello there").text()).contains("hello there");
        assertThat(misunderstood("/vm show name:\"x").text()).contains("never closed");
        assertThat(misunderstood("/vm show name:a name:b").text()).contains("argument name: was given twice");
        assertThat(misunderstood("").next()).contains("/help");
        assertThat(misunderstood("name:x").next()).contains("/help");
        assertThat(misunderstood("/vm show name:" + "x".repeat(5000)).text()).contains("longer than");
    }

    @Test
    void checksValues() {
        assertThat(misunderstood("/vm create name:CI type:a template:b").text()).contains("argument name: 'CI'");
        assertThat(misunderstood("/vm create name:a type:a template:b count:0").text())
                .contains("from 1 to 50");
        assertThat(misunderstood("/vm create name:a type:a template:b count:2x").text())
                .contains("count: '2x'");
        assertThat(misunderstood("/vm create name:a type:a template:b lease:soon")
                        .text())
                .contains("30m, 8h, 2d");
        assertThat(misunderstood("/storage volume create name:a class:b size:10")
                        .text())
                .contains("size: '10'");
        assertThat(misunderstood("/build run source:x mode:remote").text()).contains("one of local, distributed");
        assertThat(misunderstood("/op show id:12").text()).contains("argument id: '12'");
        assertThat(misunderstood("/vm stop name:a force:maybe").text()).contains("true or false");
        assertThat(read("/vm create name:a type:a template:b lease:PT8H")).isInstanceOf(Reading.Understood.class);
        assertThat(read("/build run source:https://example.org/x.git")).isInstanceOf(Reading.Understood.class);
    }

    @Test
    void everyChangeCanBeTriedAndEveryLossIsConfirmed() {
        for (Command command : commands.model().commands()) {
            Set<String> names =
                    command.arguments().stream().map(Argument::name).collect(Collectors.toCollection(HashSet::new));
            assertThat(names.contains("dry-run")).as(command.path()).isEqualTo(command.effect() != Effect.READ);
            assertThat(names.contains("confirm")).as(command.path()).isEqualTo(command.effect() == Effect.DESTROY);
        }
    }

    @Test
    void aRoleSeesAndSaysOnlyWhatItMay() {
        String seen = ((Table) new Help(commands.model(), VIEWER).overview().get(1))
                .rows()
                .toString();
        assertThat(seen)
                .contains("/vm list", "/op show")
                .doesNotContain("/vm create", "/op cancel", "/storage peer add");
        assertThat(new Help(commands.model(), VIEWER).about("vm create"))
                .first()
                .isInstanceOf(Failure.class);
        assertThat(new LineReader(commands.model(), VIEWER).read("/vm create"))
                .isInstanceOfSatisfying(Reading.Misunderstood.class, refused -> assertThat(refused.text())
                        .contains("needs the role engineer", "vic", "viewer"));
        assertThat(words(VIEWER, "/vm ")).containsExactly("cd", "disk", "list", "show", "snapshot");
        assertThat(words(ADMIN, "/vm "))
                .contains("create", "delete", "list", "migrate", "show", "snapshot", "start", "stop");
    }

    @Test
    void everyCommandIsForItsRoleAndThoseAboveAndIsHiddenFromThoseBelow() {
        for (Role role : Role.values()) {
            Caller caller = new Caller("somebody", role, null);
            LineReader reader = new LineReader(commands.model(), caller);
            List<String> visible = paths(commands.model().visibleTo(role));
            for (Command command : commands.model().commands()) {
                boolean may = role.includes(command.role());
                assertThat(visible.contains(command.path()))
                        .as("%s sees %s", role, command.path())
                        .isEqualTo(may);
                Reading reading = reader.read(command.example());
                if (may) {
                    assertThat(reading)
                            .as("%s says %s", role, command.example())
                            .isInstanceOf(Reading.Understood.class);
                    continue;
                }
                assertThat(reading)
                        .as("%s says %s", role, command.example())
                        .isInstanceOfSatisfying(Reading.Misunderstood.class, refused -> assertThat(refused.text())
                                .contains("needs the role " + command.role().label()));
            }
        }
    }

    @Test
    void completesNamesArgumentsAndValues() {
        assertThat(words(ADMIN, "")).contains("/vm", "/storage", "/help");
        assertThat(words(ADMIN, "/st")).containsExactly("/status", "/storage");
        assertThat(words(ADMIN, "st")).containsExactly("status", "storage");
        assertThat(words(ADMIN, "/storage v")).containsExactly("volume");
        assertThat(words(ADMIN, "/vm create name:x t")).containsExactly("type:", "template:");
        assertThat(words(ADMIN, "/vm create name:x ")).doesNotContain("name:").contains("count:");
        assertThat(words(ADMIN, "/build run mode:d")).containsExactly("mode:distributed");
        assertThat(words(ADMIN, "/help vm cr")).containsExactly("create");
        assertThat(words(ADMIN, "/nothing ")).isEmpty();
        assertThat(words(ADMIN, "/vm create name:\"")).isEmpty();
    }

    @Test
    void helpExplainsACommand() {
        assertThat(new Help(commands.model(), ADMIN).about("/vm  create").toString())
                .contains("Create virtual machines", "engineer", "template:", "dry-run:", "default 1", "required");
        assertThat(new Help(commands.model(), ADMIN).about("vm").toString()).contains("/vm create", "/vm stop");
        assertThat(new Help(commands.model(), ADMIN).about("vm craete").toString())
                .contains("Did you mean /vm create?");
    }

    @Test
    void theDocumentIsCommitted() throws IOException {
        String expected = CommandsDocument.of(commands.model());
        if (Boolean.getBoolean("vmc.regenerate")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.isRegularFile(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("docs/commands.md is not what the commands say; regenerate it with: " + CommandsDocument.COMMAND)
                .isEqualTo(expected);
    }

    private Reading read(String line) {
        return new LineReader(commands.model(), ADMIN).read(line);
    }

    private Reading.Misunderstood misunderstood(String line) {
        Reading reading = read(line);
        assertThat(reading).as(line).isInstanceOf(Reading.Misunderstood.class);
        return (Reading.Misunderstood) reading;
    }

    private List<String> words(Caller caller, String line) {
        return new Completer(commands.model(), caller, gateways.withToken("none"))
                .complete(line, line.length()).candidates().stream()
                        .map(candidate -> candidate.word())
                        .toList();
    }

    private static List<String> paths(CommandModel model) {
        return model.commands().stream().map(Command::path).toList();
    }

    private static List<Argument> required(Command command) {
        return command.arguments().stream().filter(Argument::required).toList();
    }
}
