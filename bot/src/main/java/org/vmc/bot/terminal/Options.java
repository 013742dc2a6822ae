package org.vmc.bot.terminal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Command line of the terminal program.
 *
 * @param url chat endpoint of the bot
 * @param token API token presented to it
 * @param script lines to run; null to ask for them
 * @param history file that keeps what was typed
 */
record Options(URI url, String token, @Nullable List<String> script, Path history) {

    static final String USAGE = """
            usage: vmc chat [-c "/command …"] [--url ws://127.0.0.1:8084/chat] [--token-file file] [--history-file file]
            The token comes from --token-file, else from the environment variable VMC_TOKEN, else from
            .vmc/secrets/admin-token. Several commands after -c stand on lines of their own.
            Exit status: 0 done, 1 failed, 2 not understood, 3 nothing reachable.""";

    private static final String DEFAULT_URL = "ws://127.0.0.1:8084/chat";
    private static final Path DEFAULT_TOKEN_FILE = Path.of(".vmc/secrets/admin-token");

    /** The command line cannot be used; the message says why. */
    static final class Unusable extends Exception {
        Unusable(String message) {
            super(message);
        }
    }

    static Options of(String[] arguments, Map<String, String> environment) throws Unusable {
        URI url = URI.create(DEFAULT_URL);
        Optional<Path> tokenFile = Optional.empty();
        List<String> script = null;
        Path history = Path.of(System.getProperty("user.home"), ".vmc_history");
        Iterator<String> words = Arrays.asList(arguments).iterator();
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "-c" -> script = value(option, words).lines().toList();
                case "--url" -> url = url(value(option, words));
                case "--token-file" -> tokenFile = Optional.of(Path.of(value(option, words)));
                case "--history-file" -> history = Path.of(value(option, words));
                default -> throw new Unusable("unknown option " + option);
            }
        }
        return new Options(url, token(tokenFile, environment), script, history);
    }

    private static String value(String option, Iterator<String> words) throws Unusable {
        if (!words.hasNext()) {
            throw new Unusable(option + " needs a value");
        }
        return words.next();
    }

    private static URI url(String text) throws Unusable {
        if (!text.matches("wss?://[^\\s]+")) {
            throw new Unusable("--url must begin with ws:// or wss://");
        }
        return URI.create(text);
    }

    private static String token(Optional<Path> file, Map<String, String> environment) throws Unusable {
        String fromEnvironment = environment.get("VMC_TOKEN");
        if (file.isEmpty() && fromEnvironment != null && !fromEnvironment.isBlank()) {
            return fromEnvironment.strip();
        }
        Path path = file.orElse(DEFAULT_TOKEN_FILE);
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new Unusable("the API token cannot be read from " + path
                    + "; run ./vmc up first (it makes one), or set VMC_TOKEN");
        }
    }
}
