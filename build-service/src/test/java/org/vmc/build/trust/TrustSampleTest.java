package org.vmc.build.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrustSampleTest {
    private static final UUID BUILD = UUID.fromString("0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10");

    @Test
    void takesFilesThatWorkersAloneCompiledTheSameOnesForABuild() {
        var lines = Stream.concat(
                        IntStream.range(0, 40).mapToObj(i -> completed("w%02d.c".formatted(i), "10.0.0.2:3632/3")),
                        Stream.of(
                                completed("here.c", "localhost"),
                                completed("both.c", "10.0.0.2:3632/3"),
                                completed("both.c", "localhost"),
                                completed("(null)", "localhost")))
                .toList();

        var chosen = TrustSample.choose(lines, BUILD, 3);

        assertThat(chosen).hasSize(24).isEqualTo(TrustSample.choose(lines.reversed(), BUILD, 3));
        assertThat(IntStream.range(0, 12).mapToObj(i -> chosen.get(2 * i)))
                .doesNotHaveDuplicates()
                .allMatch(file -> file.matches("w\\d\\d\\.c"));
        assertThat(IntStream.range(0, 12).mapToObj(i -> chosen.get(2 * i + 1))).containsOnly("10.0.0.2:3632");
        assertThat(TrustSample.choose(lines, UUID.randomUUID(), 3)).isNotEqualTo(chosen);
    }

    @Test
    void readsWhatTheScriptSays() {
        assertThat(Recheck.parse(List.of("same\t10.0.0.2:3632\tdir/a b.c", "noise", "differs\th:1\tx\ty")))
                .containsExactly(
                        new Recheck(Recheck.Result.SAME, "10.0.0.2:3632", "dir/a b.c"),
                        new Recheck(Recheck.Result.DIFFERS, "h:1", "x\ty"));
    }

    private static String completed(String file, String host) {
        return "distcc[123] compile %s on %s completed ok".formatted(file, host);
    }
}
