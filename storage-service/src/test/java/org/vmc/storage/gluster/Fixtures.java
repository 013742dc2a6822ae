package org.vmc.storage.gluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Output of GlusterFS 10.3 as recorded; {@code INDEX.tsv} says for each what was run and how it exited. */
final class Fixtures {

    /** One recorded run. */
    record Run(String name, int exitStatus, String opRet, String opErrstr, String command) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Fixtures() {}

    static String stdout(String name) {
        return read(name + ".xml");
    }

    static String stderr(String name) {
        return Fixtures.class.getResource("/gluster/" + name + ".stderr.txt") == null ? "" : read(name + ".stderr.txt");
    }

    static XmlElement output(String name) {
        return ((GlusterReply.Done) GlusterReply.read(0, stdout(name), "")).output();
    }

    /** Runs whose name was used once; of the others only the last output is kept. */
    static List<Run> runs() {
        var all = read("INDEX.tsv").lines().map(Fixtures::run).toList();
        return all.stream()
                .filter(run -> all.stream()
                                .filter(other -> other.name().equals(run.name()))
                                .count()
                        == 1)
                .filter(run -> Fixtures.class.getResource("/gluster/" + run.name() + ".xml") != null)
                .toList();
    }

    static Stream<String> names() {
        return runs().stream().map(Run::name);
    }

    private static Run run(String line) {
        var fields = Arrays.asList(line.split("\t", -1));
        return new Run(
                fields.get(0),
                Integer.parseInt(fields.get(2).replace("exit=", "")),
                fields.get(3),
                fields.get(4),
                fields.getLast());
    }

    private static String read(String file) {
        try (var stream = Fixtures.class.getResourceAsStream("/gluster/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException("no fixture " + file);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
