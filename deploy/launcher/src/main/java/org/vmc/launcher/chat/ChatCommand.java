package org.vmc.launcher.chat;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vmc chat}: the prompt, or one command for scripts. */
@Command(name = "chat", description = "Open the chat prompt, or run one chat command.")
public final class ChatCommand implements Callable<Integer> {

    @Option(names = "-c", paramLabel = "COMMAND", description = "Run this and exit with its outcome.")
    private @Nullable String line;

    @Override
    public Integer call() {
        ChatPrompt prompt = new ChatPrompt(VmcHome.find());
        return line == null ? prompt.open() : prompt.open("-c", line);
    }
}
