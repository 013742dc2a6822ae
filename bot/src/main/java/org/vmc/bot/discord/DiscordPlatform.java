package org.vmc.bot.discord;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.vmc.bot.platform.Markup;
import org.vmc.bot.platform.Message;
import org.vmc.bot.platform.Platform;
import org.vmc.bot.platform.PlatformRefused;
import org.vmc.bot.platform.PrivateReply;

/** Messages to Discord over one connection. JDA waits for rate limits by itself. */
final class DiscordPlatform implements Platform {

    static final String NAME = "discord";

    private static final Markup MARKUP = new DiscordMarkup();

    private final JDA jda;

    DiscordPlatform(JDA jda) {
        this.jda = jda;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Markup markup() {
        return MARKUP;
    }

    @Override
    public String post(String place, Message message) {
        return asked(
                () -> channel(place).sendMessage(create(message)).complete().getId());
    }

    @Override
    public void edit(String place, String id, Message message) {
        asked(() -> channel(place).editMessageById(id, edit(message)).complete());
    }

    /** Answers to one interaction, whose acknowledgement is on its way: the first in its place, later ones below. */
    static PrivateReply reply(InteractionHook hook) {
        return new PrivateReply() {
            private boolean first = true;

            @Override
            public synchronized void say(Message message) {
                if (hook.isExpired()) {
                    throw new PlatformRefused(
                            "Discord takes answers for 15 minutes", true, new IllegalStateException("too late"));
                }
                if (first) {
                    asked(() -> hook.editOriginal(edit(message)).complete());
                    first = false;
                    return;
                }
                asked(() -> hook.sendMessage(create(message)).setEphemeral(true).complete());
            }
        };
    }

    private MessageChannel channel(String place) {
        MessageChannel channel = jda.getChannelById(MessageChannel.class, place);
        if (channel == null) {
            throw new PlatformRefused(
                    "Channel " + place + " is gone, or the bot is not let in", true, new IllegalStateException(place));
        }
        return channel;
    }

    private static MessageCreateData create(Message message) {
        return new MessageCreateBuilder()
                .setContent(message.text())
                .setAllowedMentions(List.of())
                .setSuppressEmbeds(true)
                .setComponents(components(message))
                .setFiles(files(message))
                .build();
    }

    private static MessageEditData edit(Message message) {
        return new MessageEditBuilder()
                .setReplace(true)
                .setContent(message.text())
                .setAllowedMentions(List.of())
                .setSuppressEmbeds(true)
                .setComponents(components(message))
                .setFiles(files(message))
                .build();
    }

    private static List<MessageTopLevelComponent> components(Message message) {
        if (message.buttons().isEmpty()) {
            return List.of();
        }
        return List.of(ActionRow.of(message.buttons().stream()
                .map(button -> button.dangerous()
                        ? Button.danger(button.id(), button.label())
                        : Button.secondary(button.id(), button.label()))
                .toList()));
    }

    private static List<FileUpload> files(Message message) {
        Message.Attachment file = message.file();
        return file == null
                ? List.of()
                : List.of(FileUpload.fromData(file.content().getBytes(StandardCharsets.UTF_8), file.name()));
    }

    private static <T> T asked(Supplier<T> request) {
        try {
            return request.get();
        } catch (PermissionException | ErrorResponseException refused) {
            throw refusal(refused);
        } catch (PlatformRefused known) {
            throw known;
        } catch (RuntimeException interrupted) {
            throw new PlatformRefused("Discord was not reached", false, interrupted);
        }
    }

    private static PlatformRefused refusal(RuntimeException refused) {
        boolean forGood =
                switch (refused) {
                    case ErrorResponseException answered ->
                        switch (answered.getErrorResponse()) {
                            case UNKNOWN_MESSAGE,
                                    UNKNOWN_CHANNEL,
                                    MISSING_ACCESS,
                                    MISSING_PERMISSIONS,
                                    UNKNOWN_WEBHOOK,
                                    INVALID_WEBHOOK_TOKEN,
                                    UNKNOWN_INTERACTION -> true;
                            default -> false;
                        };
                    default -> true;
                };
        return new PlatformRefused("Discord refused: " + refused.getMessage(), forGood, refused);
    }
}
