package org.vmc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.opentest4j.TestAbortedException;

class NothingIsSkippedTest {

    private final TestAbortedException skipped = new TestAbortedException("no sshd here");

    @Test
    void aSkippedTestFailsWhereEverythingIsRequired() {
        assertThat(new NothingIsSkipped(true).judged(skipped))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Skipped although VMC_REQUIRE_ALL=1: no sshd here")
                .hasCause(skipped);
    }

    @Test
    void aSkippedTestIsSkippedElsewhere() {
        assertThat(new NothingIsSkipped(false).judged(skipped)).isSameAs(skipped);
    }

    @Test
    void aFailureStaysWhatItIs() {
        var failure = new AssertionError("wrong");

        assertThat(new NothingIsSkipped(true).judged(failure)).isSameAs(failure);
    }

    @Test
    void isFoundByJUnitItself() {
        assertThat(System.getProperty("junit.jupiter.extensions.autodetection.enabled"))
                .isEqualTo("true");
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(NothingIsSkipped.class);
    }
}
