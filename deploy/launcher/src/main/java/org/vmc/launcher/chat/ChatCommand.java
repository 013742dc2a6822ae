package org.vmc.launcher.chat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vmc chat}: the prompt, or one command for scripts. */
@Command(
        name = "chat",
        description = {
            "Open the chat prompt, or run one chat command.",
            "The token is that of --token-file, else of the environment variable VMC_TOKEN, else the administrator's."
        })
public final class ChatCommand implements Callable<Integer> {

    @Option(names = "-c", paramLabel = "COMMAND", description = "Run this and exit with its outcome.")
    private @Nullable String line;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with the API token to use.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Another bot, for example ws://127.0.0.1:8084/chat; it never gets the administrator's token.")
    private @Nullable String url;

    @Override
    public Integer call() {
        return new ChatPrompt(VmcHome.find()).open(order());
    }

    ChatOrder order() {
        List<String> arguments = new ArrayList<>();
        if (line != null) {
            arguments.addAll(List.of("-c", line));
        }
        if (tokenFile != null) {
            arguments.addAll(List.of("--token-file", tokenFile.toString()));
        }
        return new ChatOrder(arguments, url, tokenFile != null);
    }
}
