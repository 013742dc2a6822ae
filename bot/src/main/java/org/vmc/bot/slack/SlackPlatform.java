package org.vmc.bot.slack;

import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.util.json.GsonFactory;
import com.slack.api.webhook.WebhookResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vmc.bot.platform.Markup;
import org.vmc.bot.platform.Message;
import org.vmc.bot.platform.Platform;
import org.vmc.bot.platform.PlatformRefused;
import org.vmc.bot.platform.PrivateReply;

/** Messages to Slack. A rate limit is a refusal for now: whoever shows something tries again. */
final class SlackPlatform implements Platform {

    static final String NAME = "slack";

    /** What users say before a line. */
    static final String COMMAND = "/vmc";

    /**
     * What the app must be allowed: to be said commands to, to write, to attach files, to open a user's own messages.
     */
    static final List<String> SCOPES = List.of("commands", "chat:write", "files:write", "im:write");

    private static final Markup MARKUP = new SlackMarkup();
    private static final int MOST_ANSWERS = 5;
    private static final Set<String> FOR_GOOD = Set.of(
            "channel_not_found",
            "not_in_channel",
            "is_archived",
            "message_not_found",
            "cant_update_message",
            "edit_window_closed",
            "restricted_action",
            "missing_scope",
            "not_allowed_token_type",
            "user_not_found");

    private final Slack slack;
    private final MethodsClient methods;

    SlackPlatform(Slack slack, MethodsClient methods) {
        this.slack = slack;
        this.methods = methods;
    }

    private interface Call<T> {
        T send() throws IOException, SlackApiException;
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
        String id = asked(() -> methods.chatPostMessage(request -> request.channel(place)
                        .text(message.text())
                        .blocks(blocks(message))
                        .linkNames(false)
                        .unfurlLinks(false)
                        .unfurlMedia(false)))
                .getTs();
        attach(place, id, message);
        return id;
    }

    @Override
    public void edit(String place, String id, Message message) {
        asked(() -> methods.chatUpdate(request -> request.channel(place)
                .ts(id)
                .text(message.text())
                .blocks(blocks(message))
                .linkNames(false)));
        attach(place, id, message);
    }

    /**
     * Answers by the address that came with what was said: Slack takes five within half an hour. A file cannot be shown
     * to one user alone in a channel, so it goes into their own conversation with the bot.
     */
    PrivateReply reply(String address, String user) {
        return new PrivateReply() {
            private int answers;

            @Override
            public synchronized void say(Message message) {
                if (answers >= MOST_ANSWERS) {
                    throw new PlatformRefused("Slack takes five answers", true, new IllegalStateException("too many"));
                }
                answers++;
                respond(address, message);
                if (message.file() != null) {
                    String own = asked(() -> methods.conversationsOpen(request -> request.users(List.of(user))))
                            .getChannel()
                            .getId();
                    attach(own, "", message);
                }
            }
        };
    }

    private void respond(String address, Message message) {
        Map<String, Object> body = Map.of(
                "response_type",
                "ephemeral",
                "replace_original",
                false,
                "text",
                message.text(),
                "blocks",
                blocks(message));
        try {
            WebhookResponse answer =
                    slack.send(address, GsonFactory.createSnakeCase().toJson(body));
            if (answer.getCode() != 200) {
                throw new PlatformRefused(
                        "Slack refused an answer: " + answer.getCode(),
                        true,
                        new IllegalStateException(answer.getBody()));
            }
        } catch (PlatformRefused refused) {
            throw refused;
        } catch (Exception unreachable) {
            throw unreached(unreachable);
        }
    }

    private void attach(String place, String thread, Message message) {
        Message.Attachment file = message.file();
        if (file == null) {
            return;
        }
        asked(() -> methods.filesUploadV2(request -> {
            request.channel(place).filename(file.name()).title(file.name()).content(file.content());
            return thread.isEmpty() ? request : request.threadTs(thread);
        }));
    }

    private static List<LayoutBlock> blocks(Message message) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(SectionBlock.builder()
                .text(MarkdownTextObject.builder()
                        .text(message.text())
                        .verbatim(true)
                        .build())
                .build());
        if (!message.buttons().isEmpty()) {
            blocks.add(ActionsBlock.builder()
                    .elements(message.buttons().stream()
                            .map(SlackPlatform::button)
                            .toList())
                    .build());
        }
        return blocks;
    }

    private static BlockElement button(Message.Button button) {
        var element = ButtonElement.builder()
                .actionId(button.id())
                .text(PlainTextObject.builder().text(button.label()).build());
        return button.dangerous() ? element.style("danger").build() : element.build();
    }

    private static <T extends SlackApiTextResponse> T asked(Call<T> call) {
        try {
            T answer = call.send();
            if (!answer.isOk()) {
                throw new PlatformRefused(
                        "Slack refused: " + answer.getError(),
                        FOR_GOOD.contains(String.valueOf(answer.getError())),
                        new IllegalStateException(answer.getError()));
            }
            return answer;
        } catch (PlatformRefused refused) {
            throw refused;
        } catch (Exception unreachable) {
            throw unreached(unreachable);
        }
    }

    /** The HTTP client also throws what it does not declare, when its thread is interrupted. */
    private static PlatformRefused unreached(Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new PlatformRefused("Slack was not reached: " + cause.getMessage(), false, cause);
    }
}
