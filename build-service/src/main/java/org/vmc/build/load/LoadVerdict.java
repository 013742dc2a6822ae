package org.vmc.build.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the load of its hosts says about a build. Each moment that was measured is put down to one cause; the cause of
 * most of the time is the bottleneck.
 *
 * @param sentence for people
 * @param bottleneck what held the build up; absent when it was not measured long enough
 * @param share of the time that it did, 0 to 1
 * @param imbalance busy share of the busiest host less that of the idlest, 0 to 1; absent with one host, and where
 *     hosts share a machine and only it was measured
 * @param idlest host with the least to do; absent when the imbalance is small
 * @param busiest host with the most to do
 */
@Schema(name = "LoadVerdict")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadVerdict(
        String sentence,
        @Nullable Bottleneck bottleneck,
        @Nullable Double share,
        @Nullable Double imbalance,
        @Nullable String idlest,
        @Nullable String busiest) {

    /** As good as all of it: make needs a moment between two jobs, and samples blur the rest. */
    static final double FULL = 0.85;

    /** As good as nothing: an idle host still has its daemons. */
    static final double IDLE = 0.10;

    /** A disk is what is waited for when a fifth of the CPU waits for it; less hides behind other jobs. */
    static final double WAITING = 0.20;

    /** A hypervisor that takes a tenth is felt: ten minutes become eleven. */
    static final double STOLEN = 0.10;

    /** One process keeps one CPU busy; a little more is its pipes. */
    static final double ONE_CPU = 1.2;

    /**
     * From here a difference between hosts is worth changing slots for: the thesis' own slaves differed by about 20 %.
     */
    static final double UNEQUAL = 0.25;

    /** A cause of less than that is one among several. */
    private static final double MOST = 0.40;

    /** Fewer samples than that are noise. */
    private static final int FEWEST_POINTS = 2;

    /** What is said of a build on these hosts. */
    static LoadVerdict of(List<HostLoad> hosts) {
        var measured = hosts.stream()
                .filter(host -> host.points().size() >= FEWEST_POINTS)
                .toList();
        var builder = measured.stream().filter(HostLoad::builder).findFirst();
        if (builder.isEmpty()) {
            return new LoadVerdict("The build was too short to say what it waited for.", null, null, null, null, null);
        }
        var shared = sharedMachine(measured);
        if (!shared.isEmpty()) {
            return new LoadVerdict(
                    "%s share one machine, whose CPU was %s busy; nothing can be said of each."
                            .formatted(
                                    String.join(", ", shared),
                                    percent(builder.get().meanBusy())),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        var workers = measured.stream().filter(host -> !host.builder()).toList();
        return judged(builder.get(), workers);
    }

    private static LoadVerdict judged(HostLoad builder, List<HostLoad> workers) {
        var causes = causes(builder, workers);
        var time = causes.values().stream().mapToLong(Long::longValue).sum();
        var chief = causes.entrySet().stream()
                .filter(cause -> cause.getKey() != Bottleneck.NONE)
                .max(Map.Entry.comparingByValue());
        var share = chief.map(cause -> (double) cause.getValue() / time).orElse(0.0);
        var bottleneck =
                chief.filter(cause -> share >= MOST).map(Map.Entry::getKey).orElse(Bottleneck.NONE);
        var sentence = bottleneck == Bottleneck.NONE
                ? "No single thing held the build up."
                : words(bottleneck, builder.name(), workers.isEmpty())
                        + " for %s of the time.".formatted(percent(share));
        if (workers.isEmpty()) {
            return new LoadVerdict(sentence, bottleneck, LoadPoint.rounded(share), null, null, null);
        }
        var all = new ArrayList<>(workers);
        all.add(builder);
        var idlest = all.stream().min(Comparator.comparing(HostLoad::meanBusy)).orElse(builder);
        var busiest = all.stream().max(Comparator.comparing(HostLoad::meanBusy)).orElse(builder);
        var imbalance = busiest.meanBusy() - idlest.meanBusy();
        if (imbalance < UNEQUAL) {
            return new LoadVerdict(
                    sentence
                            + " The hosts were busy alike (%s to %s)."
                                    .formatted(percent(idlest.meanBusy()), percent(busiest.meanBusy())),
                    bottleneck,
                    LoadPoint.rounded(share),
                    LoadPoint.rounded(imbalance),
                    null,
                    null);
        }
        return new LoadVerdict(
                sentence
                        + " %s was busy for %s while %s was for %s."
                                .formatted(
                                        idlest.name(),
                                        percent(idlest.meanBusy()),
                                        busiest.name(),
                                        percent(busiest.meanBusy())),
                bottleneck,
                LoadPoint.rounded(share),
                LoadPoint.rounded(imbalance),
                idlest.name(),
                busiest.name());
    }

    /** How long each cause held, in milliseconds of the builder's samples. */
    private static Map<Bottleneck, Long> causes(HostLoad builder, List<HostLoad> workers) {
        var causes = new EnumMap<Bottleneck, Long>(Bottleneck.class);
        for (var point : builder.points()) {
            var middle = (point.fromMillis() + point.toMillis()) / 2;
            var working = workers.stream()
                    .flatMap(worker -> worker.points().stream()
                            .filter(each -> each.fromMillis() <= middle && middle < each.toMillis()))
                    .toList();
            causes.merge(cause(point, builder.cpus(), working), point.millis(), Long::sum);
        }
        return causes;
    }

    /**
     * What held the build up at a moment. The order matters: a builder that waits for its disk is not busy, and one
     * process on a host with one CPU fills it.
     */
    static Bottleneck cause(LoadPoint builder, double builderCpus, List<LoadPoint> workers) {
        if (LoadPoint.or0(builder.steal()) >= STOLEN) {
            return Bottleneck.STEAL;
        }
        if (LoadPoint.or0(builder.iowait()) >= WAITING) {
            return Bottleneck.DISK;
        }
        var busy = builder.busy();
        var workersBusy =
                workers.stream().mapToDouble(LoadPoint::busy).average().orElse(0);
        if (workers.isEmpty()) {
            if (builderCpus > ONE_CPU && busy > IDLE && busy * builderCpus <= ONE_CPU) {
                return Bottleneck.SERIAL;
            }
            return busy >= FULL ? Bottleneck.ALL_CPU : Bottleneck.NONE;
        }
        if (workersBusy <= IDLE && busy > IDLE && busy * builderCpus <= ONE_CPU) {
            return Bottleneck.SERIAL;
        }
        if (busy >= FULL) {
            return workersBusy >= FULL ? Bottleneck.ALL_CPU : Bottleneck.BUILDER_CPU;
        }
        return workersBusy >= FULL ? Bottleneck.WORKER_CPU : Bottleneck.NONE;
    }

    private static String words(Bottleneck bottleneck, String builder, boolean alone) {
        return switch (bottleneck) {
            case BUILDER_CPU -> "The CPU of the builder %s held the build up".formatted(builder);
            case WORKER_CPU -> "The CPU of the workers held the build up";
            case ALL_CPU ->
                alone
                        ? "All CPU of %s was in use".formatted(builder)
                        : "All hosts were at their limit, which more of them would lift,";
            case DISK -> "The disk of %s held the build up".formatted(builder);
            case SERIAL -> "One process at a time ran on %s and all else waited".formatted(builder);
            case STEAL -> "The hypervisor of %s gave its CPU to others".formatted(builder);
            case NONE -> "Nothing held the build up";
        };
    }

    /** Names of hosts that only tell of one machine that they share; empty when there are none. */
    private static List<String> sharedMachine(List<HostLoad> hosts) {
        return hosts.stream()
                .filter(host ->
                        host.source().equals(HostLoad.MACHINE) && !host.bootId().isEmpty())
                .collect(Collectors.groupingBy(
                        HostLoad::bootId, Collectors.mapping(HostLoad::name, Collectors.toList())))
                .values()
                .stream()
                .filter(names -> names.size() > 1)
                .findFirst()
                .orElse(List.of());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
