package org.vmc.bot.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.chat.Commands;
import org.vmc.bot.chat.Conversation;
import org.vmc.bot.chat.LineThreads;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.commands.Completer;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.Gateway;
import org.vmc.bot.gateway.GatewayException;
import org.vmc.bot.gateway.Gateways;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;

/**
 * Where platforms hand in what users say and press. Every delivery is done once however often it is handed in, by the
 * user it came from and with that user's rights at the gateway; who is linked to nobody gets help and {@code /link}.
 * Returns at once: a platform has acknowledged the delivery before. Thread-safe.
 */
@ApplicationScoped
public class ChatDesk {

    private static final Logger LOG = Logger.getLogger(ChatDesk.class);
    private static final String LINE = "line";
    private static final Set<String> FOR_STRANGERS = Set.of("help", "link");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Commands commands;
    private final ChatUsers users;
    private final Gateways gateways;
    private final Deliveries deliveries;
    private final LiveRows rows;
    private final ChatConfig config;
    private final LineThreads threads;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Question> questions = new ConcurrentHashMap<>();
    private final Set<UUID> followed = ConcurrentHashMap.newKeySet();

    /** A question with buttons; it is gone when its line is done. */
    private record Question(ChatUser user, String lineId, Conversation conversation) {}

    /** What an answer goes with. */
    private record Context(
            Platform platform,
            ChatUser user,
            String place,
            ClientMessage.Said said,
            @Nullable PrivateReply reply,
            @Nullable LiveRow row) {}

    ChatDesk(
            Commands commands,
            ChatUsers users,
            Gateways gateways,
            Deliveries deliveries,
            LiveRows rows,
            ChatConfig config,
            LineThreads threads) {
        this.commands = commands;
        this.users = users;
        this.gateways = gateways;
        this.deliveries = deliveries;
        this.rows = rows;
        this.config = config;
        this.threads = threads;
    }

    /** All that can be said, for platforms that register it. */
    public CommandModel model() {
        return commands.model();
    }

    /** Does what a user said. */
    public void hear(Platform platform, Heard heard) {
        once(platform, heard.delivery(), heard.reply(), () -> {
            Optional<Caller> caller = users.caller(heard.user());
            if (caller.isEmpty() && !FOR_STRANGERS.contains(Saying.firstWord(heard.said()))) {
                refuse(
                        platform,
                        heard.reply(),
                        "You are not known here yet, so you may say /help and /link only.",
                        "Say /link in a terminal (./vmc chat) where you are known; it shows a code. Then say it here:"
                                + " /link code:… – who has no token asks whoever runs the cluster.");
                return;
            }
            run(
                    new Context(platform, heard.user(), heard.place(), heard.said(), heard.reply(), null),
                    caller.orElseGet(() -> new Caller(heard.user().wireName(), Role.VIEWER, null)),
                    caller.isPresent() ? commands.model() : commands.forStrangers());
        });
    }

    /** Does what a button says, if it is that user's and still open. */
    public void press(Platform platform, Pressed pressed) {
        once(platform, pressed.delivery(), pressed.reply(), () -> {
            Optional<ButtonId.Of> button = ButtonId.parse(pressed.button());
            if (button.isEmpty()) {
                refuse(platform, pressed.reply(), "That button is none of mine.", "");
                return;
            }
            String subject = button.get().subject();
            switch (button.get().action()) {
                case YES -> answer(platform, pressed, subject, "yes");
                case NO -> answer(platform, pressed, subject, "no");
                case CANCEL -> row(platform, pressed, subject).ifPresent(row -> cancel(platform, pressed, row));
                case RETRY -> row(platform, pressed, subject).ifPresent(row -> repeat(platform, pressed, row));
            }
        });
    }

    /** What an argument could be for that user; empty for strangers. */
    public List<String> suggest(ChatUser user, String command, String argument, String prefix) {
        try {
            return users.caller(user)
                    .map(caller -> new Completer(commands.model(), caller, gateways.forChatUser(user.wireName()))
                            .values(command, argument, prefix))
                    .orElse(List.of());
        } catch (GatewayException unknown) {
            return List.of();
        }
    }

    /** How a line could go on for that user, as whole lines; empty for strangers. */
    public List<String> complete(ChatUser user, String line) {
        try {
            return users.caller(user)
                    .map(caller -> new Completer(commands.model(), caller, gateways.forChatUser(user.wireName()))
                            .complete(line, line.length()))
                    .map(completion -> completion.candidates().stream()
                            .map(candidate -> line.substring(0, completion.start()) + candidate.word())
                            .toList())
                    .orElse(List.of());
        } catch (GatewayException unknown) {
            return List.of();
        }
    }

    /** Follows again, on the same messages, what was under way when the bot ended. May be called any time. */
    public void resume(Platform platform) {
        threads.executor().execute(() -> rows.notEnded(platform.name()).stream()
                .filter(row -> followed.add(row.id()))
                .forEach(row -> threads.executor().execute(() -> resume(platform, row))));
    }

    private void resume(Platform platform, LiveRow row) {
        var said = new ClientMessage.Invocation(
                LINE, "op follow", Map.of("id", String.join(",", row.operations())), false);
        var context = new Context(platform, row.user(), row.place(), said, null, row);
        try {
            Optional<Caller> caller = awaitCaller(row.user());
            if (caller.isPresent()) {
                run(context, caller.get(), commands.model());
                return;
            }
            LOG.infof("%s is linked no longer; their operations are followed no longer", row.user());
        } catch (GatewayException | InterruptedException tooLong) {
            LOG.warnf("What %s began is followed no longer: %s", row.user(), tooLong.getMessage());
        }
        rows.end(row.id());
        followed.remove(row.id());
    }

    /** After a start of everything the gateway may be the last. */
    private Optional<Caller> awaitCaller(ChatUser user) throws InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        while (true) {
            try {
                return users.caller(user);
            } catch (GatewayException silent) {
                if (clock.instant().isAfter(until)) {
                    throw silent;
                }
                synchronized (this) {
                    wait(PAUSE.toMillis());
                }
            }
        }
    }

    private void once(Platform platform, String delivery, PrivateReply reply, Runnable work) {
        threads.executor().execute(() -> {
            try {
                if (deliveries.isFirst(platform.name() + "/" + delivery)) {
                    work.run();
                }
            } catch (GatewayException e) {
                refuse(platform, reply, e.sentence(), e.next());
            } catch (RuntimeException e) {
                String reference = UUID.randomUUID().toString();
                LOG.errorf(e, "A delivery of %s failed, reference %s", platform.name(), reference);
                refuse(
                        platform,
                        reply,
                        "Something went wrong in the bot; nothing was done.",
                        "Its log has it under reference " + reference + ".");
            }
        });
    }

    private void run(Context context, Caller caller, CommandModel model) {
        Gateway gateway = gateways.forChatUser(context.user().wireName());
        String nonce = UUID.randomUUID().toString();
        var answering = new Answering(
                context.platform().markup(),
                context.reply(),
                lost -> live(context, lost),
                lineId -> List.of(
                        new Message.Button(ButtonId.YES.of(nonce), "Confirm", true),
                        new Message.Button(ButtonId.NO.of(nonce), "Cancel", false)),
                () -> questions.remove(nonce),
                threads::areEnding);
        var conversation = new Conversation(model, caller, gateway, answering, threads.executor());
        questions.put(nonce, new Question(context.user(), LINE, conversation));
        conversation.receive(asLine(context.said()));
    }

    private LiveMessage live(Context context, Runnable lost) {
        LiveRow row = context.row();
        if (row == null) {
            row = LiveRow.begin(context.place(), context.user(), context.said());
            // In this order: a connection that comes back just now must not follow it too.
            followed.add(row.id());
            rows.begin(row);
        }
        return new LiveMessage(
                new LiveMessage.Setting(context.platform(), rows, config, threads.executor(), followed::remove),
                row,
                lost);
    }

    private void answer(Platform platform, Pressed pressed, String nonce, String answer) {
        Question question = questions.get(nonce);
        if (question == null) {
            refuse(platform, pressed.reply(), "That question is no longer open.", "Say the command again.");
            return;
        }
        if (!question.user().equals(pressed.user())) {
            refuse(platform, pressed.reply(), "That question was not for you.", "");
            return;
        }
        if (questions.remove(nonce, question)) {
            tell(platform, pressed.reply(), page -> page.text(answer.equals("yes") ? "Confirmed." : "Not confirmed."));
            question.conversation().receive(new ClientMessage.Answer(question.lineId(), answer));
        }
    }

    /** The message of a button, if it is that user's; who is told otherwise. */
    private Optional<LiveRow> row(Platform platform, Pressed pressed, String id) {
        Optional<LiveRow> row = uuid(id).flatMap(rows::find);
        if (row.isEmpty()) {
            refuse(platform, pressed.reply(), "That button is too old.", "See /op list.");
            return Optional.empty();
        }
        if (!row.get().user().equals(pressed.user())) {
            refuse(
                    platform,
                    pressed.reply(),
                    "That is another user's; only they can press it.",
                    "See /help op cancel.");
            return Optional.empty();
        }
        return row;
    }

    private void cancel(Platform platform, Pressed pressed, LiveRow row) {
        Gateway gateway = gateways.forChatUser(pressed.user().wireName());
        int asked = 0;
        for (String operation : row.operations()) {
            try {
                gateway.text(Request.post("/operations/" + operation + "/cancel", null));
                asked++;
            } catch (GatewayException refused) {
                LOG.debugf("%s is not cancelled: %s", operation, refused.sentence());
            }
        }
        if (asked == 0) {
            refuse(platform, pressed.reply(), "There is nothing to cancel any more.", "");
            return;
        }
        tell(platform, pressed.reply(), page -> page.text("Cancelling; what was begun is undone."));
    }

    private void repeat(Platform platform, Pressed pressed, LiveRow row) {
        Instant ended = row.endedAt();
        boolean open = ended != null && clock.instant().isBefore(ended.plus(config.repeatableFor()));
        Optional<Caller> caller = users.caller(pressed.user());
        if (!open || caller.isEmpty() || !rows.repeat(row.id())) {
            refuse(platform, pressed.reply(), "That can no longer be repeated here.", "Say the command again.");
            return;
        }
        run(
                new Context(platform, row.user(), row.place(), row.said(), pressed.reply(), null),
                caller.get(),
                commands.model());
    }

    private static ClientMessage.Said asLine(ClientMessage.Said said) {
        return switch (said) {
            case ClientMessage.Line line -> new ClientMessage.Line(LINE, line.text(), line.interactive());
            case ClientMessage.Invocation invocation ->
                new ClientMessage.Invocation(
                        LINE, invocation.command(), invocation.arguments(), invocation.interactive());
        };
    }

    private static void refuse(Platform platform, PrivateReply reply, String text, String next) {
        tell(platform, reply, page -> page.error(new ServerMessage.Error("", text, next)));
    }

    private static void tell(Platform platform, PrivateReply reply, Consumer<Page> what) {
        Page page = new Page(platform.markup());
        what.accept(page);
        try {
            reply.say(page.message(List.of(), true));
        } catch (PlatformRefused tooLate) {
            LOG.infof("An answer came too late to be shown: %s", tooLate.getMessage());
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
