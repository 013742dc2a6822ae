package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterUnreachable;
import org.vmc.storage.gluster.HealSummary;
import org.vmc.storage.gluster.HealthInspection;
import org.vmc.storage.gluster.HostHealth;
import org.vmc.storage.hosts.GlusterProblems;
import org.vmc.storage.volumes.VolumeHealthView.BrickHealth;
import org.vmc.storage.volumes.VolumeHealthView.HealerHealth;
import org.vmc.storage.volumes.VolumeHealthView.HealthFinding;

/** Asks how a volume is at this moment. */
@ApplicationScoped
class VolumeHealths {

    /** A host that is away makes counting take ten seconds; a request is given up after thirty. */
    private static final Duration COUNTING = Duration.ofSeconds(18);

    private final HealthInspection inspection;
    private final HealQuestions questions;
    private final GlusterPool gluster;
    private final ToldHealths told;
    private final Clock clock = Clock.systemUTC();

    VolumeHealths(HealthInspection inspection, HealQuestions questions, GlusterPool gluster, ToldHealths told) {
        this.inspection = inspection;
        this.questions = questions;
        this.gluster = gluster;
        this.told = told;
    }

    VolumeHealthView of(Volume volume) {
        var at = clock.instant();
        var bricks = volume.brickList();
        var seen = seen(bricks);
        if (!seen.isStarted(volume.name, bricks).orElse(true)) {
            return view(
                    volume,
                    "STOPPED",
                    null,
                    "It is not started.",
                    List.of(),
                    List.of(),
                    List.of(HealthFindings.stopped(volume.name)),
                    at);
        }
        var findings = new ArrayList<HealthFinding>();
        var heals = volume.shape().survivesLoss();
        var summaries = heals ? summaries(volume.name, findings) : Map.<Brick, HealSummary>of();
        var lost = lost(volume, seen);
        var looked = bricks(volume, lost, summaries);
        var healers = heals ? healers(volume.name, bricks, seen) : List.<HealerHealth>of();
        findings.addAll(HealthFindings.of(volume.name, heals, seen, looked, healers));
        return view(volume, state(lost, looked), lost, lost.explanation(), looked, healers, findings, at);
    }

    private Sighting seen(List<Brick> bricks) {
        var answers = inspection.health(bricks);
        var seen = new Sighting(answers);
        if (!seen.hasAnswers()) {
            var reasons = answers.stream()
                    .filter(HostHealth.Silent.class::isInstance)
                    .map(HostHealth.Silent.class::cast)
                    .map(silent -> silent.host() + ": " + silent.reason())
                    .collect(Collectors.joining("; "));
            GlusterProblems.changing(() -> {
                throw new GlusterUnreachable("look at the storage hosts", "none answers. " + reasons);
            });
        }
        return seen;
    }

    private static String state(LostBricks lost, List<BrickHealth> bricks) {
        if (!lost.none()) {
            return ToldHealth.State.DEGRADED.name();
        }
        var healing = bricks.stream().anyMatch(brick -> brick.toHeal() != null && brick.toHeal() > 0);
        return (healing ? ToldHealth.State.HEALING : ToldHealth.State.WHOLE).name();
    }

    private static LostBricks lost(Volume volume, Sighting seen) {
        var lost = new LinkedHashMap<Brick, String>();
        volume.brickList().forEach(brick -> seen.awayReason(brick).ifPresent(reason -> lost.put(brick, reason)));
        return new LostBricks(volume.shape(), volume.brickList(), lost);
    }

    private Map<Brick, HealSummary> summaries(String volume, List<HealthFinding> findings) {
        var asked =
                questions.within(COUNTING, List.of((Callable<List<HealSummary>>) () -> gluster.healSummaries(volume)));
        if (asked.isEmpty() || asked.getFirst().state() != Future.State.SUCCESS) {
            findings.add(HealthFindings.unasked(volume, reason(asked)));
            return Map.of();
        }
        return asked.getFirst().resultNow().stream()
                .filter(HealSummary::connected)
                .collect(Collectors.toMap(HealSummary::brick, Function.identity()));
    }

    private static String reason(List<? extends Future<?>> asked) {
        return !asked.isEmpty() && asked.getFirst().state() == Future.State.FAILED
                ? String.valueOf(asked.getFirst().exceptionNow().getMessage())
                : "Gluster gives no answer in time.";
    }

    private List<HealerHealth> healers(String volume, List<Brick> bricks, Sighting seen) {
        var everybodyIsThere =
                seen.everybody().stream().allMatch(host -> seen.awayReason(host).isEmpty());
        var heard = everybodyIsThere ? heard(volume) : Map.<String, Boolean>of();
        return bricks.stream()
                .map(Brick::host)
                .distinct()
                .map(host -> new HealerHealth(host, state(host, volume, seen, heard)))
                .toList();
    }

    private Map<String, Boolean> heard(String volume) {
        var asked = questions.within(
                COUNTING.dividedBy(2), List.of((Callable<Map<String, Boolean>>) () -> gluster.healers(volume)));
        return !asked.isEmpty() && asked.getFirst().state() == Future.State.SUCCESS
                ? asked.getFirst().resultNow()
                : Map.of();
    }

    private static HealerHealth.State state(String host, String volume, Sighting seen, Map<String, Boolean> heard) {
        var runs = seen.heals(host, volume).orElse(null);
        if (runs == null) {
            return HealerHealth.State.UNKNOWN;
        }
        if (!runs) {
            return HealerHealth.State.ABSENT;
        }
        return heard.getOrDefault(host, true) ? HealerHealth.State.RUNNING : HealerHealth.State.UNHEARD;
    }

    private static List<BrickHealth> bricks(Volume volume, LostBricks lost, Map<Brick, HealSummary> summaries) {
        var shape = volume.shape();
        return IntStream.range(0, lost.bricks().size())
                .mapToObj(position -> {
                    var brick = lost.bricks().get(position);
                    @Nullable HealSummary summary = summaries.get(brick);
                    return new BrickHealth(
                            brick.host(),
                            brick.path(),
                            position / shape.bricks() + 1,
                            shape.isArbiter(position),
                            !lost.lost().containsKey(brick),
                            lost.lost().get(brick),
                            summary == null ? null : summary.entries(),
                            summary == null ? null : summary.splitBrain());
                })
                .toList();
    }

    private VolumeHealthView view(
            Volume volume,
            String state,
            @Nullable LostBricks lost,
            String summary,
            List<BrickHealth> bricks,
            List<HealerHealth> healers,
            List<HealthFinding> findings,
            Instant at) {
        var last = told.of(volume.id).orElse(null);
        return new VolumeHealthView(
                volume.id,
                volume.name,
                volume.layout,
                state,
                lost == null ? null : lost.usable(),
                summary,
                bricks,
                healers,
                List.copyOf(findings),
                last == null ? null : last.state.name(),
                last == null ? null : last.since,
                at);
    }
}
