package org.vmc.build.load;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The samples of a build as a table for spreadsheets and statistics programs, as RFC 4180 writes them. */
public final class LoadCsv {
    private static final String HEAD =
            "host,role,source,from_ms,to_ms,user,nice,system,iowait,steal,idle,tps,read_bytes_per_s,written_bytes_per_s,received_bytes_per_s,sent_bytes_per_s,memory_bytes\r\n";

    private LoadCsv() {}

    /** The table; a figure that a host could not know is empty. */
    public static String of(List<HostLoad> hosts) {
        return HEAD
                + hosts.stream()
                        .flatMap(host -> host.points().stream().map(point -> line(host, point)))
                        .collect(Collectors.joining());
    }

    private static String line(HostLoad host, LoadPoint point) {
        return Stream.of(
                                quoted(host.name()),
                                host.builder() ? LoadFile.BUILDER : LoadFile.WORKER,
                                quoted(host.source()),
                                point.fromMillis(),
                                point.toMillis(),
                                orEmpty(point.user()),
                                orEmpty(point.nice()),
                                orEmpty(point.system()),
                                orEmpty(point.iowait()),
                                orEmpty(point.steal()),
                                orEmpty(point.idle()),
                                orEmpty(point.tps()),
                                orEmpty(point.readBytes()),
                                orEmpty(point.writtenBytes()),
                                orEmpty(point.receivedBytes()),
                                orEmpty(point.sentBytes()),
                                orEmpty(point.memoryBytes()))
                        .map(Object::toString)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static Object orEmpty(@Nullable Object figure) {
        return figure == null ? "" : figure;
    }

    private static String quoted(String text) {
        // A spreadsheet takes a cell that begins so for a formula.
        var harmless = text.matches("[=+\\-@\\t\\r].*") ? "'" + text : text;
        return "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
