package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vmc.ssh.CommandOutcome;

/** Runs the {@code gluster} command line on one host. */
@ApplicationScoped
class GlusterCommands {

    private final SshHosts hosts;
    private final Duration readTimeout;
    private final Duration changeTimeout;

    GlusterCommands(SshHosts hosts, GlusterConfig config) {
        this.hosts = hosts;
        this.readTimeout = config.readTimeout();
        this.changeTimeout = config.changeTimeout();
    }

    /** Asks; nothing changes. */
    XmlElement read(String host, String... arguments) {
        return run(host, List.of(arguments), readTimeout);
    }

    /** Asks what takes long to answer while a host is away. */
    XmlElement readSlowly(String host, String... arguments) {
        return run(host, List.of(arguments), changeTimeout);
    }

    /** Changes something. */
    XmlElement change(String host, List<String> arguments) {
        return run(host, arguments, changeTimeout);
    }

    private XmlElement run(String host, List<String> arguments, Duration limit) {
        arguments.forEach(GlusterCommands::requireNoOption);
        var command = new ArrayList<>(List.of("gluster", "--mode=script", "--xml"));
        command.addAll(arguments);
        var attempted = "gluster "
                + Stream.concat(arguments.stream(), Stream.of("on", host))
                        .reduce((left, right) -> left + " " + right)
                        .orElseThrow();
        return switch (hosts.run(host, command, limit)) {
            case CommandOutcome.Exited exited -> result(attempted, exited);
            case CommandOutcome.NotStarted notStarted ->
                throw new GlusterUnreachable(attempted, notStarted.problem().explanation());
            case CommandOutcome.TimedOut timedOut -> throw new GlusterUnreachable(attempted, timedOut.summary());
            case CommandOutcome.ConnectionLost lost -> throw new GlusterUnreachable(attempted, lost.summary());
            case CommandOutcome.Cancelled cancelled -> throw new GlusterUnreachable(attempted, cancelled.summary());
        };
    }

    /** The program looks for its own options among all words; a name or value that looks like one would be obeyed. */
    private static void requireNoOption(String word) {
        if (word.startsWith("--")) {
            throw new IllegalArgumentException("gluster would take it for an option of its own: " + word);
        }
    }

    private static XmlElement result(String attempted, CommandOutcome.Exited exited) {
        if (exited.status() == 127) {
            throw new GlusterUnreachable(attempted, "gluster is not installed there");
        }
        var reply = GlusterReply.read(
                exited.status(), exited.stdout().text(), exited.stderr().text());
        return switch (reply) {
            case GlusterReply.Done done -> done.output();
            case GlusterReply.DonePlain plain -> new XmlElement("cliOutput", plain.text(), List.of());
            case GlusterReply.Refused refused
            when isDaemonAway(refused.reason()) -> throw new GlusterUnreachable(attempted, refused.reason());
            case GlusterReply.Refused refused -> throw new GlusterRefused(attempted, refused.reason());
        };
    }

    private static boolean isDaemonAway(String reason) {
        return reason.contains("daemon is operational") || reason.contains("Connection failed");
    }
}
