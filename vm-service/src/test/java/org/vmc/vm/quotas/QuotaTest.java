package org.vmc.vm.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vmc.http.problem.ProblemException;

class QuotaTest {

    private final QuotasConfig config = config(Map.of(
            "vmc.quotas.default.vcpus", "8",
            "vmc.quotas.default.vms", "4",
            "vmc.quotas.teams.compilers.vcpus", "16"));

    @Test
    void aTeamsOwnLimitCountsAndTheOthersAreThoseOfEveryTeam() {
        var quota = Quota.of("compilers", config);

        assertThat(quota.vcpus()).hasValue(16);
        assertThat(quota.vms()).hasValue(4);
        assertThat(quota.memoryMib()).isEmpty();
    }

    @Test
    void whatFitsExactlyIsAllowed() {
        assertThatNoException().isThrownBy(() -> Quota.of("others", config)
                .require(new Amounts(3, 6, 0, 0), new Amounts(1, 2, 99, 9)));
    }

    @Test
    void everyLimitThatWouldBePassedIsNamed() {
        assertThatThrownBy(() -> Quota.of("others", config).require(new Amounts(3, 6, 0, 0), new Amounts(2, 4, 0, 0)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Team others may have 4 VMs, has 3 and asks for 2: 1 too many")
                .hasMessageContaining("8 VCPUs, has 6 and asks for 4: 2 too many, stop or delete some VMs first");
    }

    @Test
    void aTeamThatIsOverItsLimitMayStillDoWhatNeedsNoneOfIt() {
        assertThatNoException()
                .isThrownBy(() -> Quota.of("others", config).require(new Amounts(9, 99, 0, 0), Amounts.ofSnapshots(1)));
    }

    @Test
    void nothingIsLimitedUnlessConfigured() {
        assertThatNoException().isThrownBy(() -> Quota.of("others", config(Map.of()))
                .require(new Amounts(9, 99, 0, 0), new Amounts(999, 9999, 1 << 30, 99)));
    }

    private static QuotasConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(QuotasConfig.class)
                .withDefaultValues(values)
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(QuotasConfig.class);
    }
}
