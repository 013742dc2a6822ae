package org.vmc.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandGroupData;
import org.junit.jupiter.api.Test;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.platform.ChatDesk;

/** All commands of the model within Discord's limits. */
@QuarkusTest
class DiscordCommandsTest {

    @Inject
    ChatDesk desk;

    @Test
    void everyCommandCanBeCalledByItsOwnName() {
        everyCommandIsThere(desk.model());
        withinLimits(desk.model());
    }

    @Test
    void moreCommandsThanDiscordTakesBelowANameStillHaveOne() {
        CommandModel many = new CommandModel(IntStream.range(0, 45)
                .mapToObj(number -> Command.reading("vm c" + number, "x".repeat(300), (arguments, turn) -> Outcome.OK)
                        .with(IntStream.range(0, 4)
                                .mapToObj(option -> Argument.optional("o" + option, ArgumentType.TEXT, "y".repeat(200)))
                                .toArray(Argument[]::new)))
                .toList());
        everyCommandIsThere(many);
        withinLimits(many);
    }

    private static void everyCommandIsThere(CommandModel model) {
        DiscordCommands commands = new DiscordCommands(model);
        List<String> registered = commands.registered().stream()
                .flatMap(DiscordCommandsTest::names)
                .toList();
        assertThat(registered).doesNotHaveDuplicates().hasSize(model.commands().size() + 1);
        assertThat(commands.names()).isSubsetOf(registered);
        assertThat(commands.names().stream().map(name -> commands.command(name).orElseThrow()))
                .containsExactlyInAnyOrderElementsOf(model.commands());
    }

    private static void withinLimits(CommandModel model) {
        List<SlashCommandData> registered = new DiscordCommands(model).registered();
        assertThat(registered).hasSizeLessThanOrEqualTo(100);
        for (SlashCommandData data : registered) {
            assertThat(DiscordCommands.characters(data)).as(data.getName()).isLessThanOrEqualTo(8000);
            assertThat(data.getSubcommands().size() + data.getSubcommandGroups().size())
                    .isLessThanOrEqualTo(25);
            data.getSubcommandGroups().forEach(group -> {
                named(group.getName(), group.getDescription());
                assertThat(group.getSubcommands()).hasSizeBetween(1, 25);
            });
            named(data.getName(), data.getDescription());
            Stream.concat(
                            data.getSubcommands().stream(),
                            data.getSubcommandGroups().stream()
                                    .map(SubcommandGroupData::getSubcommands)
                                    .flatMap(List::stream))
                    .forEach(subcommand -> {
                        named(subcommand.getName(), subcommand.getDescription());
                        options(subcommand.getOptions());
                    });
            options(data.getOptions());
        }
    }

    private static void options(List<OptionData> options) {
        assertThat(options).hasSizeLessThanOrEqualTo(25);
        boolean optional = false;
        for (OptionData option : options) {
            named(option.getName(), option.getDescription());
            assertThat(option.getChoices()).hasSizeLessThanOrEqualTo(25);
            assertThat(optional && option.isRequired()).as(option.getName()).isFalse();
            optional = optional || !option.isRequired();
        }
    }

    private static void named(String name, String description) {
        assertThat(name).matches("[a-z0-9-]{1,32}");
        assertThat(description).hasSizeBetween(1, 100);
    }

    private static Stream<String> names(SlashCommandData data) {
        if (data.getSubcommands().isEmpty() && data.getSubcommandGroups().isEmpty()) {
            return Stream.of(data.getName());
        }
        return Stream.concat(
                        data.getSubcommands().stream().map(SubcommandData::getName),
                        data.getSubcommandGroups().stream().flatMap(group -> group.getSubcommands().stream()
                                .map(subcommand -> group.getName() + " " + subcommand.getName())))
                .map(name -> data.getName() + " " + name);
    }
}
