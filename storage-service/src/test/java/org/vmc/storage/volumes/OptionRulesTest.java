package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.http.problem.FieldError;
import org.vmc.storage.gluster.SetShape;
import org.vmc.storage.gluster.VolumeOption;

class OptionRulesTest {

    private static final List<VolumeOption> KNOWN = List.of(
            new VolumeOption("performance.cache-size", "32MB", true),
            new VolumeOption("performance.quick-read-cache-size", "128MB", true),
            new VolumeOption("performance.quick-read", "on", true),
            new VolumeOption("network.ping-timeout", "42", true),
            new VolumeOption("cluster.min-free-disk", "10%", true),
            new VolumeOption("cluster.lookup-unhashed", "on", true),
            new VolumeOption("cluster.quorum-type", "auto", false),
            new VolumeOption("cluster.quorum-count", null, true),
            new VolumeOption("features.shard", "off", true),
            new VolumeOption("auth.allow", "*", true));

    @ParameterizedTest
    @CsvSource({
        "performance.cache-size, 256MB",
        "performance.cache-size, 1073741824",
        "performance.quick-read, OFF",
        "network.ping-timeout, 5",
        "cluster.min-free-disk, 5%",
        "cluster.lookup-unhashed, auto",
        "cluster.quorum-count, 2",
        "auth.allow, '10.0.0.*,192.168.1.1'",
        "performance.cache-size, ''",
    })
    void acceptsWhatFits(String name, String value) {
        assertThat(errors(name, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cache-size, 1MB, there are performance.cache-size",
        "performance.cash, 1MB, is no option",
        "performance.cache-size, lots, must be a number",
        "performance.quick-read, perhaps, must be on or off",
        "network.ping-timeout, soon, it is 42",
        "features.shard, on, would be unreadable",
        "cluster.quorum-type, none, split-brain",
        "cluster.quorum-type, '', split-brain",
        "auth.allow, ' 10.*', visible ASCII",
        "auth.allow, žluť, visible ASCII",
    })
    void saysWhatDoesNot(String name, String value, String words) {
        assertThat(errors(name, value))
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("options." + name))
                .extracting(FieldError::message)
                .asString()
                .contains(words);
    }

    @Test
    void namesEveryWrongOption() {
        assertThat(OptionRules.errors(Map.of("no.such", "1", "network.ping-timeout", "x"), KNOWN, SetShape.SINGLE))
                .extracting(FieldError::field)
                .containsExactly("options.network.ping-timeout", "options.no.such");
    }

    private static List<FieldError> errors(String name, String value) {
        return OptionRules.errors(Map.of(name, value), KNOWN, SetShape.replicated(3));
    }
}
