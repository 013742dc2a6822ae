package org.vmc.storage.volumes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.HostHealth;

/** What one look at all hosts comes to. */
final class Sighting {

    private final Map<String, HostHealth> hosts;

    Sighting(List<HostHealth> hosts) {
        this.hosts = hosts.stream().collect(Collectors.toMap(HostHealth::host, Function.identity()));
    }

    /** Whether anybody answered; else it is more likely we who are away. */
    boolean hasAnswers() {
        return !answered().isEmpty();
    }

    boolean answers(String host) {
        return hosts.get(host) instanceof HostHealth.Answered;
    }

    /** All hosts that were asked or that somebody has for a peer. */
    Collection<String> everybody() {
        var all = new TreeSet<>(hosts.keySet());
        answered().forEach(host -> all.addAll(host.peers().keySet()));
        return all;
    }

    /** Why a host does not take part, a sentence; empty when it does. */
    Optional<String> awayReason(String host) {
        if (hosts.get(host) instanceof HostHealth.Silent silent) {
            return Optional.of("%s does not answer: %s.".formatted(host, bare(silent.reason())));
        }
        if (hosts.get(host) instanceof HostHealth.Answered answered && !answered.daemon()) {
            return Optional.of("glusterd does not run on %s.".formatted(host));
        }
        return cutOff(host);
    }

    /** Why a brick is away, a sentence; empty when it runs. */
    Optional<String> awayReason(Brick brick) {
        HostHealth host = hosts.get(brick.host());
        return switch (host) {
            case HostHealth.Silent silent -> awayReason(brick.host());
            case HostHealth.Answered answered ->
                answered.bricks().containsKey(brick)
                        ? Optional.empty()
                        : Optional.of("its process does not run on %s.".formatted(brick.host()));
            // One that is not configured cannot be asked.
            case null -> cutOff(brick.host());
        };
    }

    /** Whether the volume shall run; empty when no host that has a brick of it answers. */
    Optional<Boolean> isStarted(String volume, List<Brick> bricks) {
        if (answered().stream().anyMatch(host -> host.started().contains(volume))) {
            return Optional.of(true);
        }
        return bricks.stream().anyMatch(brick -> answers(brick.host())) ? Optional.of(false) : Optional.empty();
    }

    /** Whether the self-heal daemon of the volume runs there; empty when the host does not answer. */
    Optional<Boolean> heals(String host, String volume) {
        return hosts.get(host) instanceof HostHealth.Answered answered
                ? Optional.of(answered.healers().contains(volume))
                : Optional.empty();
    }

    /** When most of the others have no connection to it. */
    private Optional<String> cutOff(String host) {
        var without = new ArrayList<String>();
        var asked = 0;
        for (var other : answered()) {
            @Nullable Boolean connected = other.peers().get(host);
            if (!other.host().equals(host) && connected != null) {
                asked++;
                if (!connected) {
                    without.add(other.host());
                }
            }
        }
        without.sort(String::compareTo);
        return without.size() * 2 > asked
                ? Optional.of("%s: no connection of glusterd to %s.".formatted(String.join(", ", without), host))
                : Optional.empty();
    }

    private List<HostHealth.Answered> answered() {
        return hosts.values().stream()
                .filter(HostHealth.Answered.class::isInstance)
                .map(HostHealth.Answered.class::cast)
                .toList();
    }

    private static String bare(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
