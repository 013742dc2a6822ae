package org.vmc.lab.xenapi.rrd;

import static java.lang.System.Logger.Level.WARNING;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.handler.Exchange;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.handler.Request;
import org.vmc.lab.xenapi.handler.Response;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/**
 * {@code GET /rrd_updates?start=}, {@code /vm_rrd?uuid=}, {@code /host_rrd}. One server stands for all hosts, so
 * {@code /rrd_updates} tells of all of them and of every running VM; {@code /host_rrd} takes a {@code uuid}, and means
 * the coordinator without.
 */
public final class Statistics {

    private static final System.Logger LOG = System.getLogger(Statistics.class.getName());
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Store store;
    private final InstantSource clock;
    private final Subjects subjects;

    public Statistics(Store store, GuestRuntime guests, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.subjects = new Subjects(store, guests, clock);
    }

    /** Registers the handlers. */
    public void register(HttpHandlers handlers) {
        handlers.on("GET", "/rrd_updates", "Rrd updates", this::updates)
                .on("GET", "/vm_rrd", "VM rrd", this::vm)
                .on("GET", "/host_rrd", "Host rrd", this::host);
    }

    /** Begins to measure; ends with the scheduler. */
    public void start(ScheduledExecutorService scheduler) {
        // Well after the beginning of a row, so that no jitter moves a measurement into another row.
        long period = TimeUnit.SECONDS.toMillis(Archive.BASE_SECONDS);
        long sinceRow = Math.floorMod(clock.millis(), period);
        scheduler.scheduleAtFixedRate(
                this::measureSafely, period - sinceRow + Subjects.SETTLING_MILLIS / 2, period, TimeUnit.MILLISECONDS);
    }

    private void measureSafely() {
        try {
            subjects.measure();
        } catch (RuntimeException broken) {
            // An exception would end the schedule.
            LOG.log(WARNING, "Could not measure the guests", broken);
        }
    }

    private void updates(Exchange exchange) throws IOException {
        var request = exchange.request();
        var start = whole(request, "start");
        var interval = request.query().containsKey("interval") ? whole(request, "interval") : 0;
        var consolidation = request.param("cf").flatMap(Consolidation::named);
        var chosen = new ArrayList<Subject>();
        if (request.flag("host")) {
            chosen.addAll(subjects.hosts());
        }
        var vm = request.param("vm_uuid").or(() -> request.param("uuid")).orElse("all");
        subjects.runningVms().stream()
                .filter(subject -> vm.equals("all") || subject.uuid().equals(vm))
                .forEach(chosen::add);
        var updates = Updates.of(chosen, start, interval, consolidation, subjects.now());
        send(exchange, updates::write);
    }

    private void vm(Exchange exchange) throws IOException {
        var database = new Database(subjects.vm(named("VM", exchange.request())), subjects.now());
        send(exchange, database::write);
    }

    private void host(Exchange exchange) throws IOException {
        var request = exchange.request();
        var row = request.query().containsKey("uuid")
                ? named("host", request)
                : store.row("host", subjects.coordinator());
        var database = new Database(subjects.host(row), subjects.now());
        send(exchange, database::write);
    }

    private interface Writing {
        void to(Document document) throws IOException;
    }

    /** As on a real host, the mere presence of the parameter {@code json} asks for JSON. */
    private static void send(Exchange exchange, Writing writing) throws IOException {
        var json = exchange.request().query().containsKey("json");
        var body = exchange.respond(Response.of(json ? "application/json" : "text/xml")
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Headers", "X-Requested-With"));
        var out = new BufferedOutputStream(body, BUFFER_BYTES);
        writing.to(json ? new Document.Json(out) : new Document.Xml(out));
        out.close();
    }

    private Row named(String className, Request request) {
        var uuid = request.param("uuid").orElseThrow(() -> new HttpRefusal(400, "The parameter uuid is missing"));
        return store.all(className).stream()
                .filter(row -> row.uuid().equals(uuid))
                .findFirst()
                .orElseThrow(() -> new HttpRefusal(404, "There are no statistics of " + uuid));
    }

    private static long whole(Request request, String name) {
        try {
            return Long.parseLong(request.param(name).orElse(""));
        } catch (NumberFormatException notANumber) {
            throw new HttpRefusal(400, "The parameter " + name + " must be an integer");
        }
    }
}
