package org.vmc.vm.quotas;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** What one team may use at once; an absent limit does not limit. */
public record Quota(String team, OptionalInt vms, OptionalInt vcpus, OptionalInt memoryMib, OptionalInt snapshots) {

    /** The quota of a team: its own limits, and where it has none those of every team. */
    static Quota of(String team, QuotasConfig config) {
        QuotasConfig.Limits otherwise = config.otherwise();
        QuotasConfig.Limits own = config.teams().getOrDefault(team, otherwise);
        return new Quota(
                team,
                or(own.vms(), otherwise.vms()),
                or(own.vcpus(), otherwise.vcpus()),
                or(own.memoryMib(), otherwise.memoryMib()),
                or(own.snapshots(), otherwise.snapshots()));
    }

    /**
     * Refuses what would be more than the quota.
     *
     * @throws ProblemException 409 naming every limit that would be passed and by how much
     */
    public void require(Amounts used, Amounts asked) {
        List<String> over = new ArrayList<>();
        check(over, vms, used.vms(), asked.vms(), "VMs", "delete some");
        check(over, vcpus, used.vcpus(), asked.vcpus(), "VCPUs", "stop or delete some VMs");
        check(over, memoryMib, used.memoryMib(), asked.memoryMib(), "MiB of memory", "stop or delete some VMs");
        check(over, snapshots, used.snapshots(), asked.snapshots(), "snapshots", "delete some");
        if (!over.isEmpty()) {
            String whose = team.isEmpty() ? "Users without a team" : "Team " + team;
            throw ProblemException.of(
                    ProblemType.QUOTA_EXCEEDED,
                    whose + " may have " + over.stream().collect(Collectors.joining("; and ")) + ".");
        }
    }

    private static void check(List<String> over, OptionalInt limit, int used, int asked, String unit, String remedy) {
        if (limit.isEmpty() || asked == 0 || (long) used + asked <= limit.getAsInt()) {
            return;
        }
        long excess = (long) used + asked - limit.getAsInt();
        over.add("%d %s, has %d and asks for %d: %d too many, %s first"
                .formatted(limit.getAsInt(), unit, used, asked, excess, remedy));
    }

    private static OptionalInt or(OptionalInt own, OptionalInt otherwise) {
        return own.isPresent() ? own : otherwise;
    }
}
