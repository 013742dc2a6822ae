package org.vmc.build.distcc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void fourHostsOfOneCpuGetTheMeasuredOptimum() {
        var slots = Slots.plan(1, workers(3, 1));

        assertThat(slots.hostList()).isEqualTo("localhost/2 10.0.0.1:3632/3 10.0.0.2:3632/3 10.0.0.3:3632/3");
        assertThat(slots.jobs()).isEqualTo(8);
    }

    @Test
    void slotsAndJobsGrowWithTheCpus() {
        var slots = Slots.plan(4, workers(1, 2));

        assertThat(slots.hostList()).isEqualTo("localhost/8 10.0.0.1:3632/5");
        assertThat(slots.jobs()).isEqualTo(12);
    }

    @Test
    void jobsStayWithinWhatARequestMayAskFor() {
        assertThat(Slots.plan(16, workers(16, 16)).jobs()).isEqualTo(256);
    }

    @Test
    void theEnvironmentKeepsOneBuildApartFromAnother() {
        var environment = DistccEnvironment.of(
                Slots.plan(1, workers(1, 1)).withJobs(5),
                "/scratch/b/control/distcc",
                "/scratch/b/control/distcc.log",
                Duration.ofSeconds(30),
                Duration.ofMillis(50));

        assertThat(environment)
                .containsEntry("DISTCC_HOSTS", "localhost/2 10.0.0.1:3632/3")
                .containsEntry("DISTCC_DIR", "/scratch/b/control/distcc")
                .containsEntry("DISTCC_LOG", "/scratch/b/control/distcc.log")
                .containsEntry("DISTCC_IO_TIMEOUT", "30")
                .containsEntry("DISTCC_PAUSE_TIME_MSEC", "50")
                .containsEntry("DISTCC_FALLBACK", "1");
    }

    private static List<Slots.Machine> workers(int count, int vcpus) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Slots.Machine("10.0.0." + number, 3632, vcpus))
                .toList();
    }
}
