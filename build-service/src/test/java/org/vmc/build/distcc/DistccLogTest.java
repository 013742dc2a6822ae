package org.vmc.build.distcc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The lines are those of distcc 3.4 as Debian 12 has it. */
class DistccLogTest {
    private static final String COMPILED_ON_A_WORKER = """
            distcc[10] (dcc_trace_version) distcc 3.4 x86_64-pc-linux-gnu; built Jan  6 2023 17:13:07
            distcc[10] (dcc_scan_args) found object/output file "lapi.o"
            distcc[10] compile from lapi.c to lapi.o
            distcc[10] (dcc_lock_host) got cpu lock on 10.0.0.1:3632/3 slot 0 as fd4
            distcc[10] cpp lapi.c on localhost completed ok
            distcc[10] exec on 10.0.0.1:3632/3: x86_64-linux-gnu-gcc -O2 -c -o lapi.o lapi.c
            distcc[10] compile lapi.c on 10.0.0.1:3632/3 completed ok
            distcc[10] elapsed compilation time 0.270239s
            distcc[10] (dcc_exit) exit: code 0; self: 0.003228 user 0.000000 sys
            """;
    private static final String COMPILED_BY_THE_BUILDER = """
            distcc[11] (dcc_trace_version) distcc 3.4 x86_64-pc-linux-gnu; built Jan  6 2023 17:13:07
            distcc[11] compile from lmem.c to lmem.o
            distcc[11] exec on localhost: x86_64-linux-gnu-gcc -O2 -c lmem.c -o lmem.o
            distcc[11] compile lmem.c on localhost completed ok
            """;
    private static final String LINKED = """
            distcc[12] (dcc_trace_version) distcc 3.4 x86_64-pc-linux-gnu; built Jan  6 2023 17:13:07
            distcc[12] exec on localhost: x86_64-linux-gnu-gcc -o lua lua.o liblua.a -lm
            distcc[12] compile (null) on localhost completed ok
            """;
    private static final String WORKER_KILLED = """
            distcc[13] (dcc_trace_version) distcc 3.4 x86_64-pc-linux-gnu; built Jan  6 2023 17:13:07
            distcc[13] compile from ltm.c to ltm.o
            distcc[13] exec on 10.0.0.2:3632/3: x86_64-linux-gnu-gcc -O2 -c -o ltm.o ltm.c
            distcc[13] (dcc_readx) ERROR: unexpected eof on fd6
            distcc[13] (dcc_r_token_int) ERROR: read failed while waiting for token "DONE"
            distcc[13] (dcc_mark_timefile) mark /x/lock/backoff_tcp_10.0.0.2_3632_0
            distcc[13] exec on localhost: x86_64-linux-gnu-gcc -O2 -c -o ltm.o ltm.c
            distcc[13] compile ltm.c on localhost completed ok
            """;
    private static final String RETRIED_ELSEWHERE = """
            distcc[14] (dcc_trace_version) distcc 3.4 x86_64-pc-linux-gnu; built Jan  6 2023 17:13:07
            distcc[14] compile from ldo.c to ldo.o
            distcc[14] exec on 10.0.0.2:3632/3: x86_64-linux-gnu-gcc -O2 -c -o ldo.o ldo.c
            distcc[14] ERROR: nonblocking connect to 10.0.0.2:3632 failed: Connection refused
            distcc[14] exec on 10.0.0.1:3632/3: x86_64-linux-gnu-gcc -O2 -c -o ldo.o ldo.c
            distcc[14] compile ldo.c on 10.0.0.1:3632/3 completed ok
            """;

    @Test
    void countsWhoCompiledWhatAndLeavesLinkingOut() {
        var report = read(COMPILED_ON_A_WORKER + COMPILED_BY_THE_BUILDER + LINKED);

        assertThat(report.compiledBy()).containsOnly(Map.entry("10.0.0.1:3632", 1), Map.entry("localhost", 1));
        assertThat(report.losses()).isEmpty();
        assertThat(report.fallbacks()).isZero();
    }

    @Test
    void tellsAFallbackWithItsReason() {
        var report = read(WORKER_KILLED);

        assertThat(report.losses())
                .containsExactly(new DispatchReport.Loss(
                        "ltm.c", "10.0.0.2:3632", "localhost", "read failed while waiting for token \"DONE\""));
        assertThat(report.fallbacks()).isOne();
        assertThat(report.compiledBy("localhost")).isOne();
        assertThat(report.compiledBy("10.0.0.2:3632")).isZero();
    }

    @Test
    void tellsARetryOnAnotherWorkerFromAFallback() {
        var report = read(RETRIED_ELSEWHERE);

        assertThat(report.retries()).isOne();
        assertThat(report.fallbacks()).isZero();
        assertThat(report.losses().getFirst().fellBackTo()).isEqualTo("10.0.0.1:3632");
    }

    @Test
    void tellsACompilationThatWasNeverTriedElsewhere() {
        var report = read("""
                distcc[15] (dcc_trace_version) distcc 3.4 x86_64-pc-linux-gnu; built Jan  6 2023 17:13:07
                distcc[15] compile from a.c to a.o
                distcc[15] (dcc_mkdir) ERROR: mkdir '/x/lock' failed: No such file or directory
                distcc[15] (dcc_build_somewhere) Warning: failed to distribute, running locally instead
                distcc[15] (dcc_mkdir) ERROR: mkdir '/x/lock' failed: No such file or directory
                distcc[15] (dcc_lock_one) ERROR: failed to lock
                distcc[15] exec on localhost: x86_64-linux-gnu-gcc -O2 -c -o a.o a.c
                distcc[15] compile a.c on localhost completed ok
                """);

        assertThat(report.losses())
                .containsExactly(new DispatchReport.Loss(
                        "a.c", "no worker", "localhost", "mkdir '/x/lock' failed: No such file or directory"));
        assertThat(report.fallbacks()).isOne();
    }

    @Test
    void keepsProcessesApartWhoseLinesAreMixed() {
        var first = COMPILED_ON_A_WORKER.lines().toList();
        var second = WORKER_KILLED.lines().toList();
        var mixed = new StringBuilder();
        for (var i = 0; i < Math.max(first.size(), second.size()); i++) {
            mixed.append(i < first.size() ? first.get(i) + "\n" : "");
            mixed.append(i < second.size() ? second.get(i) + "\n" : "");
        }

        var report = read(mixed.toString());

        assertThat(report.compiledBy("10.0.0.1:3632")).isOne();
        assertThat(report.fallbacks()).isOne();
    }

    @Test
    void aProcessIdThatComesRoundAgainIsAnotherCompilation() {
        var report = read(COMPILED_BY_THE_BUILDER + COMPILED_BY_THE_BUILDER.replace("lmem", "lgc"));

        assertThat(report.compiledBy("localhost")).isEqualTo(2);
    }

    @Test
    void anUnfinishedCompilationCountsForNobody() {
        var report = read(WORKER_KILLED.lines().limit(5).reduce("", (all, line) -> all + line + "\n"));

        assertThat(report.compiledBy()).isEmpty();
        assertThat(report.losses().getFirst().fellBackTo()).isEqualTo("nobody");
    }

    @Test
    void passesOverWhatIsNotDistccs() {
        assertThat(read("make: Nothing to be done\n\n").compiledBy()).isEmpty();
    }

    @Test
    void theNeededLinesAloneGiveTheSameReport() {
        var needed = Pattern.compile(DistccLog.NEEDED_LINES);
        var all = COMPILED_ON_A_WORKER + COMPILED_BY_THE_BUILDER + LINKED + WORKER_KILLED + RETRIED_ELSEWHERE;

        var filtered =
                DistccLog.read(all.lines().filter(line -> needed.matcher(line).find()));

        assertThat(filtered).isEqualTo(read(all));
    }

    private static DispatchReport read(String log) {
        return DistccLog.read(log.lines());
    }
}
