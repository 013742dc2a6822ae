package org.vmc.vm.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {

    @Test
    void readsWhatPeopleWrite() {
        Map.of(
                        "90m", Duration.ofMinutes(90),
                        "8h", Duration.ofHours(8),
                        "2d", Duration.ofDays(2),
                        "1w", Duration.ofDays(7),
                        "PT8H", Duration.ofHours(8),
                        "pt30m", Duration.ofMinutes(30),
                        "P2D", Duration.ofDays(2),
                        " 8H ", Duration.ofHours(8))
                .forEach((text, expected) ->
                        assertThat(Lease.parse(text)).as(text).contains(new Lease(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8",
                "h",
                "0h",
                "-8h",
                "8 hours",
                "PT0S",
                "-PT8H",
                "8h8h",
                "99999999999999999999d",
                "P",
                "forever"
            })
    void refusesAnythingElse(String text) {
        assertThat(Lease.parse(text)).isEmpty();
    }
}
