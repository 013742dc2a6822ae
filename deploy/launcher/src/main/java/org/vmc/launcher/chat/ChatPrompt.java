package org.vmc.launcher.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vmc.embedded.process.JvmFlags;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.keys.Secrets;
import org.vmc.launcher.supervise.Background;

/** Runs the bot's terminal client on this terminal, as the administrator. */
public final class ChatPrompt {

    private static final String MAIN = "org.vmc.bot.terminal.TerminalMain";
    private static final String BOT = "bot";
    private static final int NOTHING_RUNS = 3;

    private final VmcHome home;

    public ChatPrompt(VmcHome home) {
        this.home = home;
    }

    /**
     * Runs it to its end.
     *
     * @return the client's exit status: 0 when it did what was asked; 3 when nothing runs
     */
    public int open(String... arguments) {
        Optional<String> address = new Background(home).address(BOT);
        if (address.isEmpty()) {
            System.err.println("Nothing runs. Start it with ./vmc up");
            return NOTHING_RUNS;
        }
        List<String> command = new ArrayList<>(List.of(JvmFlags.java()));
        command.addAll(JvmFlags.small(64));
        command.addAll(List.of("-cp", classpath(), MAIN));
        command.addAll(List.of("--url", address.get().replaceFirst("^http", "ws") + "/chat"));
        command.addAll(List.of(
                "--history-file", home.directory().resolve("chat-history").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        // Not on the command line, which every user of the machine can read.
        builder.environment().put("VMC_TOKEN", new Secrets(home.secrets()).adminToken());
        try {
            return builder.start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot open the chat", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private String classpath() {
        Path target = home.root().resolve("bot/target");
        return target.resolve("classes") + ":" + target.resolve("quarkus-app/lib/main") + "/*";
    }
}
