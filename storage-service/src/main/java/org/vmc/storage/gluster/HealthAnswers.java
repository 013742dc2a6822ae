package org.vmc.storage.gluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads what {@link HealthScripts} prints. */
final class HealthAnswers {

    private HealthAnswers() {}

    /**
     * Reads it.
     *
     * @param bricks those that may be meant
     * @param naming turns a name Gluster uses into the configured one
     */
    static HostHealth.Answered read(String host, String text, Collection<Brick> bricks, UnaryOperator<String> naming) {
        Map<String, Brick> byFile = bricks.stream()
                .filter(brick -> brick.host().equals(host))
                .distinct()
                .collect(Collectors.toMap(HealthAnswers::fileOf, Function.identity()));
        var daemon = false;
        var peers = new HashMap<String, Boolean>();
        var started = new HashSet<String>();
        var running = new HashMap<Brick, Integer>();
        var healers = new HashSet<String>();
        for (var line : text.lines().toList()) {
            var words = line.strip().split(" ");
            switch (words[0]) {
                case "daemon" -> daemon = true;
                case "peer" -> {
                    // It calls itself so, and is always connected to itself.
                    if (!words[1].equals("localhost")) {
                        peers.put(naming.apply(words[1]), words[2].equals("Connected"));
                    }
                }
                case "started" -> started.add(words[1]);
                case "brick" -> {
                    var brick = byFile.get(words[2]);
                    if (brick != null) {
                        running.put(brick, Integer.valueOf(words[1]));
                    }
                }
                case "healer" -> healers.add(words[1]);
                default -> {
                    // What a login prints before a command.
                }
            }
        }
        return new HostHealth.Answered(host, daemon, peers, started, running, healers);
    }

    /** As glusterd calls the file with a brick's process id. */
    static String fileOf(Brick brick) {
        return brick.host() + brick.path().replace('/', '-');
    }
}
