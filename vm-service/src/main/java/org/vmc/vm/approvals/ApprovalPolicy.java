package org.vmc.vm.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;

/** The rules of the configuration. */
@ApplicationScoped
public class ApprovalPolicy {

    private final List<ApprovalsConfig.Rule> rules;

    /** @throws IllegalArgumentException when a rule names a role there is not */
    ApprovalPolicy(ApprovalsConfig config) {
        this.rules = config.rules();
        rules.forEach(ApprovalPolicy::decider);
    }

    /**
     * Whether this caller needs an approval for this. What the quota refuses can only be approved by a rule that says
     * so; empty for it means that it stays refused.
     */
    public Optional<Need> need(Caller caller, Wish wish) {
        return rules.stream()
                .filter(rule -> isFor(rule, caller))
                .filter(rule -> wish.overQuota() == null || rule.overQuota())
                .map(rule -> new Need(
                        reasons(rule, wish), decider(rule), rule.byTeam().orElse(null)))
                .filter(need -> !need.reasons().isEmpty())
                .findFirst();
    }

    /**
     * As {@link #need} for a change that cannot wait for an approval: only who decides may make it, and not for
     * themselves.
     *
     * @param doing what is asked for, to begin a sentence
     * @param owner whose it is
     * @throws ProblemException 403 naming who decides
     */
    public void require(Caller caller, String owner, String doing, Wish wish) {
        need(caller, wish).filter(need -> !need.isFor(caller, owner)).ifPresent(need -> {
            throw ProblemException.forbidden("%s: %s, which takes a decision by %s."
                    .formatted(doing, String.join("; ", need.reasons()), need.by()));
        });
    }

    private static boolean isFor(ApprovalsConfig.Rule rule, Caller caller) {
        boolean team = rule.teams().map(teams -> teams.contains(caller.team())).orElse(true);
        boolean role = rule.roles()
                .map(roles -> roles.contains(caller.role().wireName()))
                .orElse(true);
        return team && role;
    }

    private static List<String> reasons(ApprovalsConfig.Rule rule, Wish wish) {
        List<String> reasons = new ArrayList<>();
        above(reasons, rule.vmsAbove(), wish.vms(), "VMs");
        above(reasons, rule.vcpusAbove(), wish.vcpus(), "VCPUs");
        above(reasons, rule.memoryMibAbove(), wish.memoryMib(), "MiB of memory");
        rule.leaseLongerThan().ifPresent(most -> lease(reasons, most, wish));
        if (wish.overQuota() != null) {
            reasons.add(wish.overQuota());
        }
        return reasons;
    }

    private static void above(List<String> reasons, OptionalInt most, int asked, String unit) {
        if (most.isPresent() && asked > most.getAsInt()) {
            reasons.add("%d %s are more than %d".formatted(asked, unit, most.getAsInt()));
        }
    }

    private static void lease(List<String> reasons, Duration most, Wish wish) {
        Duration lease = wish.lease();
        if (lease == null) {
            reasons.add("no lease is longer than " + hours(most));
        } else if (lease.compareTo(most) > 0) {
            reasons.add("a lease of %s is longer than %s".formatted(hours(lease), hours(most)));
        }
    }

    private static String hours(Duration time) {
        return time.toMinutesPart() == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }

    private static Role decider(ApprovalsConfig.Rule rule) {
        return Role.named(rule.byRole())
                .orElseThrow(() ->
                        new IllegalArgumentException("vmc.approvals.rules: by-role " + rule.byRole() + " is no role"));
    }
}
