package org.vmc.storage.volumes;

import java.util.ArrayList;
import java.util.List;
import org.vmc.storage.volumes.VolumeHealthView.BrickHealth;
import org.vmc.storage.volumes.VolumeHealthView.HealerHealth;
import org.vmc.storage.volumes.VolumeHealthView.HealthFinding;

/** Words for what is amiss with a volume, and what helps. */
final class HealthFindings {

    private HealthFindings() {}

    static HealthFinding stopped(String volume) {
        return new HealthFinding(
                volume + " is not started, so nobody can use it.", "Start it: /storage volume start name:" + volume);
    }

    static HealthFinding unasked(String volume, String reason) {
        return new HealthFinding(
                "What is left to heal of %s is not known: %s".formatted(volume, reason),
                "Ask again when all hosts answer.");
    }

    static List<HealthFinding> of(
            String volume, boolean heals, Sighting seen, List<BrickHealth> bricks, List<HealerHealth> healers) {
        var findings = new ArrayList<HealthFinding>();
        bricks.stream()
                .filter(brick -> !brick.online())
                .forEach(brick -> findings.add(new HealthFinding(
                        "%s is away: %s".formatted(brick.name(), brick.why()), lost(volume, heals, seen, brick))));
        healers.forEach(healer -> {
            switch (healer.state()) {
                case ABSENT ->
                    findings.add(new HealthFinding(
                            "The self-heal daemon does not run on %s: nothing is repaired from there."
                                    .formatted(healer.host()),
                            mend(volume)));
                case UNHEARD ->
                    findings.add(new HealthFinding(
                            "The self-heal daemon on %s runs, but Gluster shows it offline: a heal is refused."
                                    .formatted(healer.host()),
                            mend(volume)));
                case RUNNING, UNKNOWN -> {}
            }
        });
        bricks.forEach(brick -> entries(volume, brick, findings));
        return findings;
    }

    private static String lost(String volume, boolean heals, Sighting seen, BrickHealth brick) {
        if (seen.answers(brick.host())) {
            return ("Start what is missing: %s. When it stops again, see /var/log/glusterfs/bricks on %s, and whether the"
                            + " file system of %s is mounted and writable.")
                    .formatted(
                            heals
                                    ? "/storage volume heal name:" + volume
                                    : "gluster volume start %s force".formatted(volume),
                            brick.host(),
                            brick.path());
        }
        var back = "Bring %s back: power, network, sshd.".formatted(brick.host());
        return heals
                ? "%s If it never comes back: /storage volume replace-brick name:%s brick:%s"
                        .formatted(back, volume, brick.name())
                : back + " No other brick has its files.";
    }

    private static void entries(String volume, BrickHealth brick, List<HealthFinding> findings) {
        var splitBrain = brick.splitBrain() == null ? 0 : brick.splitBrain();
        var toHeal = (brick.toHeal() == null ? 0 : brick.toHeal()) - splitBrain;
        if (splitBrain > 0) {
            findings.add(new HealthFinding(
                    "%d files on %s are in split-brain: their copies contradict each other, and no daemon can tell which is right."
                            .formatted(splitBrain, brick.name()),
                    ("gluster volume heal %s info split-brain names them. Say for each which copy is right: gluster volume"
                                    + " heal %s split-brain latest-mtime FILE (or bigger-file FILE, or source-brick"
                                    + " HOST:BRICK FILE).")
                            .formatted(volume, volume)));
        }
        if (toHeal > 0) {
            findings.add(new HealthFinding(
                    "%d files and directories are to be repaired, as %s knows.".formatted(toHeal, brick.name()),
                    "The daemons do that by themselves once all bricks run, within ten minutes. To begin at once:"
                            + " /storage volume heal name:" + volume));
        }
    }

    private static String mend(String volume) {
        return "/storage volume heal name:%s starts it (gluster volume start %s force).".formatted(volume, volume);
    }
}
