package org.vmc.lab.xenapi.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a VM that has booted may go on. */
class CpuFeaturesTest {

    private static final String LESS = "VM last booted on a CPU with features this host's CPU does not have.";

    private static CpuFeatures intel(String features) {
        return new CpuFeatures("GenuineIntel", features);
    }

    @Test
    void a_vm_that_never_booted_goes_anywhere() {
        assertThat(CpuFeatures.ofVm(Map.of()).missingIn(intel("0"))).isEmpty();
    }

    @Test
    void a_host_with_the_same_or_more_features_will_do() {
        assertThat(intel("0f-ff").missingIn(intel("0f-ff"))).isEmpty();
        assertThat(intel("0f-f0").missingIn(intel("1f-ff-01"))).isEmpty();
    }

    @Test
    void a_host_that_lacks_a_bit_or_a_word_will_not() {
        assertThat(intel("0f-ff").missingIn(intel("0f-fe"))).contains(LESS);
        assertThat(intel("0f-ff").missingIn(intel("0f"))).contains(LESS);
    }

    @Test
    void another_vendor_will_not() {
        assertThat(intel("0").missingIn(new CpuFeatures("AuthenticAMD", "ff")))
                .contains("VM last booted on a host which had a CPU from a different vendor.");
    }

    @Test
    void the_flags_of_a_vm_are_those_of_the_host_it_booted_on() {
        var host = CpuFeatures.ofHost(Map.of("vendor", "GenuineIntel", "features_hvm", "0f-ff"));

        assertThat(CpuFeatures.ofVm(host.flags())).isEqualTo(intel("0f-ff"));
    }
}
