package org.vmc.lab.xenapi.rrd;

import java.io.IOException;

/**
 * Everything known of one subject, in the form of a dump of rrdtool.
 *
 * @param subject whose
 * @param now the time of the last measurement, in seconds since 1970
 */
record Database(Subject subject, long now) {

    private static final String HEARTBEAT = "300";
    private static final String ZERO = "0.0";

    void write(Document document) throws IOException {
        document.begin("rrd");
        document.text("version", "0003");
        document.text("step", Integer.toString(Archive.BASE_SECONDS));
        document.text("lastupdate", Long.toString(now));
        document.beginList("ds");
        for (var metric : subject.metrics()) {
            source(document, metric);
        }
        document.end();
        document.beginList("rra");
        for (var archive : Archive.values()) {
            for (var consolidation : archive.kept()) {
                archive(document, archive, consolidation);
            }
        }
        document.end();
        document.end();
        document.close();
    }

    private void source(Document document, Metric metric) throws IOException {
        var last = NumberText.of(metric.at(subject.figures(), now, Archive.FINE, Consolidation.AVERAGE));
        document.beginItem("ds");
        document.text("name", metric.name());
        document.text("type", "GAUGE");
        document.text("minimal_heartbeat", HEARTBEAT);
        document.text("min", ZERO);
        document.text("max", NumberText.of(metric.max()));
        document.text("last_ds", last);
        document.text("value", ZERO);
        document.text("unknown_sec", "0");
        document.end();
    }

    private void archive(Document document, Archive archive, Consolidation consolidation) throws IOException {
        document.beginItem("rra");
        document.text("cf", consolidation.name());
        document.text("pdp_per_row", Integer.toString(archive.baseSteps()));
        document.begin("params");
        document.text("xff", "0.5");
        document.end();
        document.begin("cdp_prep");
        document.beginList("ds");
        for (int i = 0; i < subject.metrics().size(); i++) {
            document.beginItem("ds");
            document.text("primary_value", ZERO);
            document.text("secondary_value", ZERO);
            document.text("value", ZERO);
            document.text("unknown_datapoints", "0");
            document.end();
        }
        document.end();
        document.end();
        document.beginList("database");
        long last = archive.lastRow(now);
        for (int i = archive.rows() - 1; i >= 0; i--) {
            row(document, archive, consolidation, last - (long) i * archive.seconds());
        }
        document.end();
        document.end();
    }

    private void row(Document document, Archive archive, Consolidation consolidation, long end) throws IOException {
        document.beginRow("row");
        for (var metric : subject.metrics()) {
            document.item("v", NumberText.of(metric.at(subject.figures(), end, archive, consolidation)));
        }
        document.end();
    }
}
