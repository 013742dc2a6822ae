package org.vmc.vm.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;

class ApprovalPolicyTest {

    private static final Caller ANA = new Caller("ana", Role.ENGINEER, "compilers");
    private static final Wish SMALL = new Wish(1, 1, 512, Duration.ofHours(8), null);

    @Test
    void pinsTheDefaults() {
        var config = config(Map.of("vmc.approvals.rules[0].vms-above", "3"));
        var rule = config.rules().getFirst();

        assertThat(config(Map.of()).rules()).isEmpty();
        assertThat(config.within()).isEqualTo(Duration.ofHours(24));
        assertThat(config.waitingAtMost()).isEqualTo(20);
        assertThat(rule.teams()).isEmpty();
        assertThat(rule.roles()).isEmpty();
        assertThat(rule.vcpusAbove()).isEmpty();
        assertThat(rule.memoryMibAbove()).isEmpty();
        assertThat(rule.leaseLongerThan()).isEmpty();
        assertThat(rule.overQuota()).isFalse();
        assertThat(rule.byRole()).isEqualTo("operator");
        assertThat(rule.byTeam()).isEmpty();
    }

    @Test
    void namesEachLimitThatIsPassedAndWhoDecides() {
        var policy =
                policy("vms-above", "3", "vcpus-above", "8", "memory-mib-above", "4096", "lease-longer-than", "48h");

        assertThat(policy.need(ANA, new Wish(3, 8, 4096, Duration.ofHours(48), null)))
                .isEmpty();
        var need = policy.need(ANA, new Wish(4, 9, 4097, Duration.ofHours(72), null))
                .orElseThrow();
        assertThat(need.reasons())
                .containsExactly(
                        "4 VMs are more than 3",
                        "9 VCPUs are more than 8",
                        "4097 MiB of memory are more than 4096",
                        "a lease of 72 h is longer than 48 h");
        assertThat(need.by()).isEqualTo("another user with the role operator");
        assertThat(policy.need(ANA, new Wish(1, 1, 512, null, null))
                        .orElseThrow()
                        .reasons())
                .containsExactly("no lease is longer than 48 h");
    }

    @Test
    void looksAtRulesForTheCallersTeamAndRoleAlone() {
        var policy = policy("vms-above", "0", "teams", "compilers,core", "roles", "engineer");

        assertThat(policy.need(ANA, SMALL)).isPresent();
        assertThat(policy.need(new Caller("bob", Role.ENGINEER, "others"), SMALL))
                .isEmpty();
        assertThat(policy.need(new Caller("olga", Role.OPERATOR, "compilers"), SMALL))
                .isEmpty();
    }

    @Test
    void whatTheQuotaRefusesIsForRulesThatSaySo() {
        var over = new Wish(9, 9, 512, Duration.ofHours(8), "Team compilers may have 3 VMs.");

        assertThat(policy("vms-above", "1").need(ANA, over)).isEmpty();
        assertThat(policy("over-quota", "true").need(ANA, over).orElseThrow().reasons())
                .containsExactly("Team compilers may have 3 VMs.");
        assertThat(policy("over-quota", "true").need(ANA, SMALL)).isEmpty();
    }

    @Test
    void theFirstRuleThatIsMetDecides() {
        var values = new HashMap<String, String>();
        values.put("vmc.approvals.rules[0].vms-above", "10");
        values.put("vmc.approvals.rules[0].by-role", "admin");
        values.put("vmc.approvals.rules[1].vms-above", "3");
        values.put("vmc.approvals.rules[1].by-role", "engineer");
        values.put("vmc.approvals.rules[1].by-team", "leads");
        var policy = new ApprovalPolicy(config(values));

        assertThat(policy.need(ANA, new Wish(11, 1, 1, null, null))
                        .orElseThrow()
                        .byRole())
                .isEqualTo(Role.ADMIN);
        assertThat(policy.need(ANA, new Wish(4, 1, 1, null, null)).orElseThrow().by())
                .isEqualTo("another user with the role engineer in team leads");
    }

    @Test
    void refusesARoleThereIsNot() {
        assertThatThrownBy(() -> policy("by-role", "boss")).hasMessageContaining("by-role boss is no role");
    }

    private static ApprovalPolicy policy(String... pairs) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put("vmc.approvals.rules[0]." + pairs[i], pairs[i + 1]);
        }
        return new ApprovalPolicy(config(values));
    }

    private static ApprovalsConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(ApprovalsConfig.class)
                .withDefaultValues(values)
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(ApprovalsConfig.class);
    }
}
