package org.vmc.vm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.vms.CountedVms;

class PrometheusTargetsTest {

    @Test
    void takesVmsThatRunAndHaveAnAddress() {
        var targets = PrometheusTargets.of(
                List.of(
                        CountedVms.running("ci-1", "h1", null),
                        CountedVms.halted("off", "ana"),
                        CountedVms.stranger("7", "silent", null)),
                9100);

        assertThat(targets).singleElement().satisfies(group -> {
            assertThat(group.targets()).containsExactly("10.77.1.1:9100");
            assertThat(group.labels())
                    .containsEntry("__meta_vmc_name", "ci-1")
                    .containsEntry("__meta_vmc_owner", "ana")
                    .containsEntry("__meta_vmc_vcpus", "1");
        });
    }

    @Test
    void bracketsIpv6AndLeavesOutWhatIsNotKnown() {
        var targets = PrometheusTargets.of(List.of(CountedVms.stranger("7", "six", "fd00::7")), 9200);

        assertThat(targets.getFirst().targets()).containsExactly("[fd00::7]:9200");
        assertThat(targets.getFirst().labels()).doesNotContainKeys("__meta_vmc_owner", "__meta_vmc_type");
    }

    @Test
    void asksForTheNodeExporterUnlessTold() {
        assertThat(PrometheusTargets.port(null)).isEqualTo(9100);
        assertThat(PrometheusTargets.port("")).isEqualTo(9100);
        assertThat(PrometheusTargets.port("65535")).isEqualTo(65_535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "9100 ", "99999999999"})
    void refusesWhatIsNoPort(String text) {
        assertThatThrownBy(() -> PrometheusTargets.port(text))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(
                                refused.errors().getFirst().field())
                        .isEqualTo("port"));
    }
}
