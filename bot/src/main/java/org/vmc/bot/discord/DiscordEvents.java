package org.vmc.bot.discord;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.jboss.logging.Logger;
import org.vmc.bot.commands.Command;
import org.vmc.bot.platform.ChatDesk;
import org.vmc.bot.platform.ChatUser;
import org.vmc.bot.platform.Heard;
import org.vmc.bot.platform.Platform;
import org.vmc.bot.platform.Pressed;
import org.vmc.bot.platform.PrivateReply;
import org.vmc.bot.wire.ClientMessage;

/**
 * Takes what Discord delivers. Everything is acknowledged at once, privately, and done elsewhere when Discord has taken
 * the acknowledgement: what it did not take is told to the user as failed, so it must not be done.
 */
final class DiscordEvents extends ListenerAdapter {

    private static final Logger LOG = Logger.getLogger(DiscordEvents.class);
    private static final int REMEMBERED = 1000;
    private static final int MOST_CHOICES = 25;
    private static final int LONGEST_CHOICE = 100;

    private final ChatDesk desk;
    private final DiscordCommands commands;
    private final PausingSession session;

    /** A second delivery within the same connection is dropped before it could be acknowledged again. */
    private final Set<String> delivered = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    DiscordEvents(ChatDesk desk, DiscordCommands commands, PausingSession session) {
        this.desk = desk;
        this.commands = commands;
        this.session = session;
    }

    @Override
    public void onReady(ReadyEvent event) {
        session.connected();
        LOG.infof(
                "Connected to Discord as %s, in %d servers",
                event.getJDA().getSelfUser().getName(), event.getGuildTotalCount());
        event.getJDA()
                .updateCommands()
                .addCommands(commands.registered())
                .queue(
                        registered -> LOG.infof("%d commands are registered with Discord", registered.size()),
                        failure -> LOG.errorf(failure, "Discord does not take the commands"));
        desk.resume(new DiscordPlatform(event.getJDA()));
    }

    @Override
    public void onSessionResume(SessionResumeEvent event) {
        session.connected();
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        acknowledge(
                event,
                (platform, reply) -> desk.hear(
                        platform, new Heard(event.getId(), user(event), event.getChannelId(), said(event), reply)));
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        acknowledge(
                event,
                (platform, reply) ->
                        desk.press(platform, new Pressed(event.getId(), user(event), event.getComponentId(), reply)));
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        Thread.ofVirtual().name("discord-completion").start(() -> {
            List<String> choices = commands.command(event.getFullCommandName())
                    .map(command -> desk.suggest(
                            user(event),
                            command.path(),
                            event.getFocusedOption().getName(),
                            event.getFocusedOption().getValue()))
                    .orElseGet(() ->
                            desk.complete(user(event), event.getFocusedOption().getValue()));
            event.replyChoiceStrings(choices.stream()
                            .filter(choice -> !choice.isEmpty() && choice.length() <= LONGEST_CHOICE)
                            .distinct()
                            .limit(MOST_CHOICES)
                            .toList())
                    .queue(done -> {}, tooLate -> LOG.debugf(tooLate, "Completion came too late"));
        });
    }

    private interface Work {
        void begin(Platform platform, PrivateReply reply);
    }

    private void acknowledge(IReplyCallback event, Work work) {
        if (!delivered.add(event.getId())) {
            return;
        }
        var platform = new DiscordPlatform(event.getJDA());
        event.deferReply(true)
                .queue(
                        hook -> work.begin(platform, DiscordPlatform.reply(hook)),
                        failure -> LOG.infof("Not done, as Discord takes no answer to it: %s", failure.getMessage()));
    }

    private ClientMessage.Said said(SlashCommandInteractionEvent event) {
        Map<String, String> options = event.getOptions().stream()
                .collect(Collectors.toMap(OptionMapping::getName, OptionMapping::getAsString));
        return commands.command(event.getFullCommandName())
                .<ClientMessage.Said>map(command -> invocation(command, options))
                .orElseGet(() -> new ClientMessage.Line("", options.getOrDefault(DiscordCommands.LINE, ""), true));
    }

    private static ClientMessage.Invocation invocation(Command command, Map<String, String> options) {
        return new ClientMessage.Invocation("", command.path(), options, true);
    }

    private static ChatUser user(Interaction event) {
        return new ChatUser(DiscordPlatform.NAME, event.getUser().getId());
    }
}
