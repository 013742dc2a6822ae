package org.vmc.launcher.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vmc.embedded.process.Foreground;
import org.vmc.embedded.process.JvmFlags;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.keys.Secrets;
import org.vmc.launcher.supervise.Background;

/** Runs the bot's terminal client on this terminal. */
public final class ChatPrompt {

    private static final String MAIN = "org.vmc.bot.terminal.TerminalMain";
    private static final String BOT = "bot";
    private static final String TOKEN = "VMC_TOKEN";
    private static final int NOTHING_RUNS = 3;

    private final VmcHome home;

    public ChatPrompt(VmcHome home) {
        this.home = home;
    }

    /** Opens the prompt and runs it to its end; as {@link #open(ChatOrder)}. */
    public int open() {
        return open(ChatOrder.PROMPT);
    }

    /**
     * Runs it to its end.
     *
     * @return the client's exit status: 0 when it did what was asked; 3 when nothing runs
     */
    int open(ChatOrder order) {
        Optional<String> url = Optional.ofNullable(order.url()).or(() -> new Background(home)
                .address(BOT)
                .map(address -> address.replaceFirst("^http", "ws") + "/chat"));
        if (url.isEmpty()) {
            System.err.println("Nothing runs. Start it with ./vmc up");
            return NOTHING_RUNS;
        }
        ProcessBuilder client = new ProcessBuilder(command(url.get(), order));
        giveToken(client.environment(), order);
        try {
            return Foreground.run(client);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot open the chat", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /**
     * Makes the user the administrator unless they brought a token of their own. In the environment, as every user of
     * the machine can read command lines.
     */
    void giveToken(Map<String, String> environment, ChatOrder order) {
        boolean broughtOne =
                order.hasToken() || !environment.getOrDefault(TOKEN, "").isBlank();
        if (!broughtOne && order.url() == null) {
            environment.put(TOKEN, new Secrets(home.secrets()).adminToken());
        }
    }

    private List<String> command(String url, ChatOrder order) {
        List<String> command = new ArrayList<>(List.of(JvmFlags.java()));
        command.addAll(JvmFlags.small(64));
        command.addAll(List.of("-cp", classpath(), MAIN));
        command.addAll(List.of("--url", url));
        command.addAll(List.of(
                "--history-file", home.directory().resolve("chat-history").toString()));
        command.addAll(order.arguments());
        return command;
    }

    private String classpath() {
        Path target = home.root().resolve("bot/target");
        return target.resolve("classes") + ":" + target.resolve("quarkus-app/lib/main") + "/*";
    }
}
