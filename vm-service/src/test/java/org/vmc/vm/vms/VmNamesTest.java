package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmNamesTest {

    @Test
    void goesOnFromTheNumberAtTheEnd() {
        assertThat(VmNames.numbered("ci-1", 3)).containsExactly("ci-1", "ci-2", "ci-3");
        assertThat(VmNames.numbered("node07", 2)).containsExactly("node07", "node08");
        assertThat(VmNames.numbered("ci-9", 2)).containsExactly("ci-9", "ci-10");
    }

    @Test
    void numbersANameWithoutANumber() {
        assertThat(VmNames.numbered("web", 2)).containsExactly("web-1", "web-2");
    }

    @Test
    void keepsASingleName() {
        assertThat(VmNames.numbered("web", 1)).containsExactly("web");
        assertThat(VmNames.numbered("ci-1", 1)).containsExactly("ci-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "9", "ci-1", "a-b-c", "a123456789012345678901234567890123456789012345678901234567890ab"})
    void allowsHostNames(String name) {
        assertThat(VmNames.allowed(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "A",
                "a_b",
                "a.b",
                "a b",
                "ä",
                "a;reboot",
                "a123456789012345678901234567890123456789012345678901234567890abc"
            })
    void refusesAnythingElse(String name) {
        assertThat(VmNames.allowed(name)).isFalse();
    }
}
