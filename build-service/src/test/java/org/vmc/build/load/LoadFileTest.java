package org.vmc.build.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.build.hosts.Script;

class LoadFileTest {
    private static final long INTERVAL = 2000;

    @TempDir
    Path directory;

    @Test
    void sharesAndRatesLieBetweenTwoSamples() throws IOException {
        write("builder", """
                host builder h1
                begin at=1000 source=machine cpus=2000 boot=b here=1000
                1000 0 0 0 0 0 0 10 1000 2000 100 200 500
                3000 1000000 200000 400000 800000 0 1600000 30 3000 6000 1100 4200 700
                """);

        var host = LoadFile.readAll(directory, INTERVAL).getFirst();

        assertThat(host.name()).isEqualTo("h1");
        assertThat(host.builder()).isTrue();
        assertThat(host.cpus()).isEqualTo(2);
        assertThat(host.points())
                .containsExactly(new LoadPoint(
                        0, 2000, 0.25, 0.05, 0.1, 0.2, 0.0, 0.4, 10.0, 1000.0, 2000.0, 500.0, 2000.0, 700L));
    }

    @Test
    void aGroupHasIdleWhatItsLimitLeavesAndNothingThatItCannotKnow() throws IOException {
        write("w", """
                host worker w1
                begin at=0 source=group cpus=300 boot=b here=0
                0 0 - 0 - - - - - - 0 0 -
                2000 300000 - 150000 - - - - - - 0 0 -
                """);

        var point = LoadFile.readAll(directory, INTERVAL).getFirst().points().getFirst();

        assertThat(point.user()).isEqualTo(0.5);
        assertThat(point.system()).isEqualTo(0.25);
        assertThat(point.idle()).isEqualTo(0.25);
        assertThat(point.iowait()).isNull();
        assertThat(point.tps()).isNull();
        assertThat(point.memoryBytes()).isNull();
    }

    @Test
    void aRestartLeavesAGapAndSoDoesASilence() throws IOException {
        write("builder", """
                host builder h1
                begin at=0 source=machine cpus=1000 boot=b here=0
                0 0 0 0 0 0 0 0 0 0 0 0 0
                2000 0 0 0 0 0 2000000 0 0 0 0 0 0
                40
                begin at=9000 source=machine cpus=1000 boot=b here=9000
                9000 0 0 0 0 0 9000000 0 0 0 0 0 0
                11000 0 0 0 0 0 11000000 0 0 0 0 0 0
                31000 0 0 0 0 0 31000000 0 0 0 0 0 0
                33000 0 0 0 0 0 33000000 0 0 0 0 0 0
                """);

        var host = LoadFile.readAll(directory, INTERVAL).getFirst();

        assertThat(host.stretches().stream().map(stretch -> stretch.getFirst().fromMillis()))
                .containsExactly(0L, 9000L, 31000L);
        assertThat(host.gapMillis()).isEqualTo(27_000);
        assertThat(host.measuredMillis()).isEqualTo(6000);
        assertThat(host.points()).allSatisfy(point -> assertThat(point.idle()).isEqualTo(1));
    }

    @Test
    void aHostWhoseClockIsElsewhereIsSetBesideTheOthers() throws IOException {
        write("builder", """
                host builder h1
                begin at=100000 source=machine cpus=1000 boot=b here=5000
                100000 0 0 0 0 0 0 0 0 0 0 0 0
                102000 0 0 0 0 0 2000000 0 0 0 0 0 0
                """);
        write("w", """
                host worker a
                begin at=0 source=machine cpus=1000 boot=c here=7000
                0 0 0 0 0 0 0 0 0 0 0 0 0
                2000 0 0 0 0 0 2000000 0 0 0 0 0 0
                """);

        var hosts = LoadFile.readAll(directory, INTERVAL);

        assertThat(hosts).extracting(HostLoad::name).containsExactly("h1", "a");
        assertThat(hosts.get(0).points().getFirst().fromMillis()).isZero();
        assertThat(hosts.get(1).points().getFirst().fromMillis()).isEqualTo(2000);
    }

    @Test
    void chartAndTableEscapeWhatCameFromOutside() throws IOException {
        write("w", """
                host worker =<b>"&
                begin at=0 source=machine cpus=1000 boot=c here=0
                0 0 0 0 0 0 0 0 0 0 0 0 0
                2000 500000 0 500000 0 0 1000000 0 0 0 0 0 0
                """);
        var profile = LoadProfile.of(LoadFile.readAll(directory, INTERVAL));

        var chart = LoadChart.of(profile, "<title>");

        assertThat(chart)
                .contains(
                        "=&lt;b&gt;\"&amp;", "&lt;title&gt;", "<polygon fill=\"#1d4ed8\"", "<polygon fill=\"#b91c1c\"")
                .doesNotContain("<b>", "#f59e0b\" points");
        assertThat(LoadCsv.of(profile.series()))
                .contains("\"'=<b>\"\"&\",worker,\"machine\",0,2000,0.25,0.0,0.25,0.0,0.0,0.5");
    }

    @Test
    void theScriptTellsOfThisMachine() throws Exception {
        var lines = printed("", 2);

        assertThat(lines.getFirst()).matches("begin at=\\d+ source=(machine|group) cpus=[1-9]\\d* boot=[0-9a-f-]{36}");
        assertThat(Counters.parse(lines.get(1))).hasValueSatisfying(counters -> {
            assertThat(counters.userMicros()).isPositive();
            assertThat(counters.memoryBytes()).isPositive();
            assertThat(counters.receivedBytes()).isNotNegative();
        });
        assertThat(Counters.parse(lines.get(2)).orElseThrow().atMillis())
                .isGreaterThan(Counters.parse(lines.get(1)).orElseThrow().atMillis());
    }

    @Test
    void theScriptTellsOfTheControlGroupWhereThereIsOne() throws Exception {
        var unified = directory.resolve("groups/unified");
        var second = Files.createDirectories(unified.resolve("work"));
        Files.writeString(unified.resolve("cpu.stat"), "usage_usec 900\nuser_usec 600\nsystem_usec 300\n");
        Files.writeString(unified.resolve("memory.current"), "4096\n");
        Files.writeString(unified.resolve("io.stat"), "8:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0\n");
        Files.writeString(second.resolve("cpu.max"), "30000 100000\n");
        var cpu = directory.resolve("old/cpu");
        var first = Files.createDirectories(cpu.resolve("work"));
        Files.writeString(cpu.resolve("cpuacct.usage_user"), "600000\n");
        Files.writeString(cpu.resolve("cpuacct.usage_sys"), "300000\n");
        Files.writeString(first.resolve("cpu.cfs_quota_us"), "30000\n");
        Files.writeString(first.resolve("cpu.cfs_period_us"), "100000\n");

        var ofSecond = printed(directory.resolve("groups").toString(), 1);
        var ofFirst = printed(directory.resolve("old").toString(), 1);

        assertThat(ofSecond.getFirst()).contains("source=group cpus=300 ");
        assertThat(ofSecond.get(1)).matches("\\d+ 600 - 300 - - - 3 10 20 \\d+ \\d+ 4096");
        assertThat(ofFirst.getFirst()).contains("source=group cpus=300 ");
        assertThat(ofFirst.get(1)).matches("\\d+ 600 - 300 - - - - - - \\d+ \\d+ -");
    }

    /** The first lines of the script; it ends when nobody reads on. */
    private static List<String> printed(String groups, int samples) throws Exception {
        var script = new ProcessBuilder("bash", "-c", Script.named("load").text(), "load", "0.05", groups).start();
        try (var out = script.inputReader()) {
            var lines = out.lines().limit(samples + 1L).toList();
            assertThat(lines).hasSize(samples + 1);
            return lines;
        } finally {
            assertThat(script.waitFor(10, TimeUnit.SECONDS))
                    .as("ends without a reader")
                    .isTrue();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name + LoadFile.SUFFIX), text);
    }
}
