package org.vmc.ssh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What is really sent for a command: a fixed script that announces its process id on standard error, marks everything
 * it starts with a variable holding a token, and becomes the command; and the script that later ends whatever carries
 * that mark. The mark finds descendants that left the process group; the process group finds those that dropped their
 * environment.
 */
record RemoteScript(String token) {

    /** A shell gets its command as one argument, and Linux allows 128 KiB for one. */
    static final int LONGEST_BYTES = 128 * 1024 - 1;

    private static final String MARK = "VMC_COMMAND";

    private static final String RUN = """
            printf 'vmc-command %s %s\\n' "$VMC_COMMAND" "$$" >&2
            if [ -n "$1" ]; then CDPATH= cd -- "$1" || exit 125; fi
            shift
            exec "$@"
            """;

    private static final String END = """
            token=$1 group=$2
            marked() {
              for environment in $(grep -lsF "VMC_COMMAND=$token" /proc/[0-9]*/environ); do
                process=${environment#/proc/}
                echo "${process%/environ}"
              done
            }
            signal=TERM round=0
            while :; do
              left=$(marked)
              if [ -z "$left" ] && ! { [ -n "$group" ] && kill -0 -- "-$group" 2>/dev/null; }; then exit 0; fi
              [ "$round" -ge 20 ] && signal=KILL
              [ "$round" -ge 80 ] && exit 1
              [ -n "$left" ] && kill -s "$signal" -- $left 2>/dev/null
              [ -n "$group" ] && kill -s "$signal" -- "-$group" 2>/dev/null
              round=$((round + 1))
              sleep 0.1
            done
            """;

    static RemoteScript create() {
        return new RemoteScript(UUID.randomUUID().toString());
    }

    /**
     * The line for sshd to hand to the account's shell.
     *
     * @throws IllegalArgumentException when it is longer than a Linux host accepts
     */
    String run(Command command) {
        var words = new ArrayList<>(List.of("exec", "env", MARK + "=" + token));
        command.environment().forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of("sh", "-c", RUN, "sh", command.directory() == null ? "" : command.directory()));
        words.addAll(command.arguments());
        var line = ShellQuoting.join(words);
        if (line.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new IllegalArgumentException("the command line is longer than " + LONGEST_BYTES
                    + " bytes; pass the data on standard input or as a file");
        }
        return line;
    }

    /** Ends all the command started: SIGTERM, after two seconds SIGKILL; exit status 0 when nothing is left. */
    String end(String processGroup) {
        return ShellQuoting.join(List.of("exec", "sh", "-c", END, "sh", token, processGroup));
    }

    /** Matches the announcement; group 1 is the process id, which is also the process group sshd made. */
    Pattern announcement() {
        return Pattern.compile("vmc-command " + Pattern.quote(token) + " ([0-9]+)");
    }
}
