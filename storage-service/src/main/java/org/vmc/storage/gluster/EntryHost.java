package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the host at which Gluster is asked. A host that was away when the pool was made sees itself as a pool of one,
 * so not the first host that answers is taken but the one with the largest pool.
 */
@ApplicationScoped
class EntryHost {

    private static final Logger LOG = Logger.getLogger(EntryHost.class);
    private static final Duration LONELY_FOR_AT_MOST = Duration.ofSeconds(15);

    private record Choice(String host, int poolSize, long atNanos) {}

    private final SshHosts hosts;
    private final GlusterCommands commands;
    private volatile @Nullable Choice choice;

    EntryHost(SshHosts hosts, GlusterCommands commands) {
        this.hosts = hosts;
        this.commands = commands;
    }

    /** Runs a question at the entry host, and when that does not answer at the others in turn. */
    <T> T ask(Function<String, T> question) {
        var first = current();
        try {
            return question.apply(first);
        } catch (GlusterUnreachable e) {
            choice = null;
            LOG.debugf(e, "%s does not answer, another host is asked", first);
            return question.apply(elect(first, e));
        }
    }

    /**
     * Runs a change at the entry host alone: whether it was carried out must be asked before it is repeated elsewhere.
     */
    void change(List<String> arguments) {
        var host = current();
        try {
            commands.change(host, arguments);
        } catch (GlusterUnreachable e) {
            choice = null;
            throw e;
        }
    }

    /** The same at a host other than {@code subject}, which cannot do this to itself. */
    void changeElsewhere(String subject, List<String> arguments) {
        var other =
                ask(host -> GlusterXml.members(commands.read(host, "pool", "list"), name -> hosts.nameOf(name)))
                        .stream()
                        .filter(member -> member.isReady() && hosts.names().contains(member.host()))
                        .map(PoolMember::host)
                        .filter(host -> !host.equals(subject))
                        .findFirst()
                        .orElseThrow(() -> new GlusterRefused(
                                String.join(" ", arguments), "no other host of the pool is connected to do it"));
        choice = null;
        commands.change(other, arguments);
    }

    private String current() {
        var known = choice;
        if (known != null && !isLonelyForLong(known)) {
            return known.host();
        }
        return elect(null, null);
    }

    private boolean isLonelyForLong(Choice known) {
        return known.poolSize() == 1
                && hosts.names().size() > 1
                && System.nanoTime() - known.atNanos() > LONELY_FOR_AT_MOST.toNanos();
    }

    private synchronized String elect(@Nullable String except, @Nullable GlusterUnreachable failure) {
        if (hosts.names().isEmpty()) {
            throw new GlusterUnreachable("choose a host to ask", "no storage host is configured (vmc.gluster.hosts)");
        }
        var candidates = new ArrayList<Future<Choice>>();
        var trouble = new ArrayList<String>();
        if (failure != null) {
            trouble.add(String.valueOf(failure.getMessage()));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var host : hosts.names()) {
                if (!host.equals(except)) {
                    candidates.add(threads.submit(() -> candidate(host)));
                }
            }
        }
        Choice best = null;
        for (var candidate : candidates) {
            try {
                var found = candidate.resultNow();
                best = best == null || found.poolSize() > best.poolSize() ? found : best;
            } catch (IllegalStateException e) {
                trouble.add(String.valueOf(candidate.exceptionNow().getMessage()));
            }
        }
        if (best == null) {
            throw new GlusterUnreachable("choose a host to ask", String.join(" ", trouble));
        }
        choice = best;
        return best.host();
    }

    private Choice candidate(String host) {
        var members = GlusterXml.members(commands.read(host, "pool", "list"), hosts::nameOf);
        return new Choice(host, members.size(), System.nanoTime());
    }
}
