package org.vmc.bot.links;

import static org.vmc.bot.commands.Argument.optional;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Suggester;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.GatewayRefused;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /link}, {@code /unlink}: they change who may speak, and nothing of the cluster. */
@ApplicationScoped
class LinkCommands implements CommandGroup {

    private static final String PATH = "/chat-links";
    private static final int FORBIDDEN = 403;
    private static final ArgumentType CODE = new ArgumentType.Matching(
            "code", "[A-Za-z0-9]{5}[ -]?[A-Za-z0-9]{5}", "a code as /link shows it, for example ABCDE-23456");
    private static final ArgumentType CHAT = new ArgumentType.Matching(
            "chat", "[a-z]{2,16}:[A-Za-z0-9._-]{1,64}", "a platform and an id there, for example discord:123");
    private static final Suggester LINKED = gateway -> gateway.list(Request.get(PATH), LinkView.class).stream()
            .map(link -> String.valueOf(link.chatUser()))
            .toList();

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("link", "Be known in a chat: get a code in a terminal, say it in the chat", this::link)
                        .with(optional("code", CODE, "in a chat: the code that /link showed you in a terminal"))
                        .example("/link code:ABCDE-23456"),
                Command.reading("unlink", "End a link to a chat; without an argument show your links", this::unlink)
                        .with(optional("chat", CHAT, "the user of a chat").suggestedBy(LINKED))
                        .example("/unlink chat:discord:123"));
    }

    private Outcome link(Arguments arguments, Turn turn) {
        Optional<String> code = arguments.find("code");
        if (code.isEmpty()) {
            return showCode(turn);
        }
        LinkView link = turn.gateway().call(Request.post(PATH + "/redeem", Map.of("code", code.get())), LinkView.class);
        turn.say(new Text("You are %s here now, with the role %s at most. See /help; /unlink ends it."
                .formatted(link.user(), link.role())));
        return Outcome.OK;
    }

    private static Outcome showCode(Turn turn) {
        try {
            LinkView made = turn.gateway().call(Request.post(PATH, null), LinkView.class);
            turn.say(new Text(
                    "Say this in the chat, before %s, once:\n/link code:%s\nWhoever says it first is you there."
                            .formatted(made.expiresAt(), made.code())));
            return Outcome.OK;
        } catch (GatewayRefused refused) {
            if (refused.status() != FORBIDDEN) {
                throw refused;
            }
            turn.say(new Failure(
                    "In a chat a code is said, not made.",
                    "Say /link in a terminal (./vmc chat) where you are known; then say here what it shows."));
            return Outcome.USAGE;
        }
    }

    private Outcome unlink(Arguments arguments, Turn turn) {
        Optional<String> chat = arguments.find("chat");
        if (chat.isPresent()) {
            turn.gateway().text(Request.delete(PATH + "/" + URLEncoder.encode(chat.get(), StandardCharsets.UTF_8)));
            turn.say(new Text(chat.get() + " is linked no longer."));
            return Outcome.OK;
        }
        List<LinkView> links = turn.gateway().list(Request.get(PATH), LinkView.class);
        if (links.isEmpty()) {
            turn.say(new Failure("You are linked to no chat.", "/link gives you a code for one."));
            return Outcome.FAILED;
        }
        turn.say(new Table(
                List.of("chat", "user", "role", "since"),
                links.stream()
                        .map(link -> List.of(
                                String.valueOf(link.chatUser()),
                                String.valueOf(link.user()),
                                String.valueOf(link.role()),
                                String.valueOf(link.linkedAt())))
                        .toList()));
        turn.say(new Text("Next: /unlink chat:" + links.getFirst().chatUser()));
        return Outcome.OK;
    }
}
