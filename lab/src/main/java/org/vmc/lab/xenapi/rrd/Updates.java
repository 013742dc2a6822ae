package org.vmc.lab.xenapi.rrd;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The statistics of several subjects since a time, in the {@code xport} form of rrdtool: a legend, and a row of values
 * for each time, the latest first.
 *
 * @param subjects whose
 * @param archive from which archive
 * @param consolidations which consolidations of it
 * @param start since when, in seconds since 1970
 * @param now the time of the last measurement
 */
record Updates(List<Subject> subjects, Archive archive, List<Consolidation> consolidations, long start, long now) {

    /**
     * @param start negative: so many seconds ago
     * @param interval seconds a row shall at least stand for; 0 for the finest there is
     * @param wanted one consolidation; empty for all
     */
    static Updates of(List<Subject> subjects, long start, long interval, Optional<Consolidation> wanted, long now) {
        long since = start < 0 ? now + start : start;
        var archive = Archive.best(wanted, interval, since, now);
        var consolidations = wanted.map(List::of).orElseGet(archive::kept);
        return new Updates(subjects, archive, consolidations, since, now);
    }

    void write(Document document) throws IOException {
        document.begin("xport");
        meta(document);
        document.beginList("data");
        long last = archive.lastRow(now);
        for (int i = 0; i < rows(); i++) {
            row(document, last - (long) i * archive.seconds());
        }
        document.end();
        document.end();
        document.close();
    }

    private void meta(Document document) throws IOException {
        document.begin("meta");
        document.text("start", Long.toString(archive.lastRow(start) + archive.seconds()));
        document.text("step", Long.toString(archive.seconds()));
        document.text("end", Long.toString(archive.lastRow(now)));
        document.text("rows", Integer.toString(rows()));
        document.text("columns", Integer.toString(columns()));
        document.beginList("legend");
        for (var subject : subjects) {
            for (var consolidation : consolidations) {
                for (var metric : subject.metrics()) {
                    document.item("entry", subject.legend(consolidation, metric));
                }
            }
        }
        document.end();
        document.end();
    }

    private void row(Document document, long end) throws IOException {
        document.beginItem("row");
        document.text("t", Long.toString(end));
        document.beginList("values");
        for (var subject : subjects) {
            for (var consolidation : consolidations) {
                for (var metric : subject.metrics()) {
                    document.item("v", NumberText.of(metric.at(subject.figures(), end, archive, consolidation)));
                }
            }
        }
        document.end();
        document.end();
    }

    private int rows() {
        long last = archive.lastRow(now);
        return last < start ? 0 : (int) Math.min(archive.rows(), (last - start) / archive.seconds() + 1);
    }

    private int columns() {
        return subjects.stream().mapToInt(subject -> subject.metrics().size()).sum() * consolidations.size();
    }
}
