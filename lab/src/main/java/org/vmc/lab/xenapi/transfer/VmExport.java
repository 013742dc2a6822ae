package org.vmc.lab.xenapi.transfer;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.zip.GZIPOutputStream;
import org.vmc.lab.xenapi.handler.Exchange;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.handler.Request;
import org.vmc.lab.xenapi.handler.Response;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.storage.DiskContents;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.vm.VmTransfers;
import org.vmc.lab.xenapi.wire.Value;
import org.vmc.lab.xenapi.wire.WireDates;
import org.vmc.lab.xenapi.wire.XmlRpc;

/**
 * {@code GET /export?uuid=} or {@code ref=}: a halted VM, a snapshot or a template as an XVA archive, with
 * {@code use_compression=true} or {@code gzip} compressed.
 */
public final class VmExport {

    static final String RECORDS = "ova.xml";

    /** Checksums stand beside the blocks, and nowhere else. */
    static final long FORMAT_VERSION = 2;

    /** What the real host this server is like writes, so that it would take these archives too. */
    private static final long XAPI_MAJOR = 1;

    private static final long XAPI_MINOR = 20;

    private static final int BLOCK = DiskContents.BLOCK_BYTES;

    private final Store store;
    private final Disks disks;
    private final VmTransfers vms;
    private final TransferTasks tasks;
    private final InstantSource clock;

    public VmExport(Store store, Disks disks, VmTransfers vms, TransferTasks tasks, InstantSource clock) {
        this.store = store;
        this.disks = disks;
        this.vms = vms;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Registers the handler. */
    public void register(HttpHandlers handlers) {
        handlers.on("GET", "/export", "VM.export", this::send);
    }

    private void send(Exchange exchange) throws InterruptedException {
        var request = exchange.request();
        tasks.run(request, "VM.export", call -> {
            var vm = vm(request);
            var gzip = isGzip(request);
            try (var hold = vms.export(vm, call)) {
                var head = Response.of("application/octet-stream")
                        .with("task-id", call.operationRef().text())
                        .with("content-disposition", "attachment; filename=\"export.xva\"");
                // Closed only when all is sent: the client must see that an archive is not complete.
                var body = exchange.respond(head);
                var out = gzip ? new GZIPOutputStream(body, BLOCK) : body;
                write(store.row("VM", vm), new TarWriter(out), call);
                out.close();
            }
            return Value.NOTHING;
        });
    }

    private Ref vm(Request request) {
        return request.param("ref")
                .map(Ref::new)
                .or(() -> request.param("uuid")
                        .map(uuid -> store.byUuid("VM", uuid).ref()))
                .orElseThrow(() -> new HttpRefusal(400, "Name the VM with uuid or ref"));
    }

    private static boolean isGzip(Request request) {
        return switch (request.param("use_compression").orElse("false")) {
            case "true", "gzip" -> true;
            case "zstd" -> throw XapiError.notImplemented("export with the compression zstd");
            default -> false;
        };
    }

    private void write(Row vm, TarWriter tar, RunningCall call) throws IOException {
        var records = new ArchivedRecords(store, vm);
        var header = new LinkedHashMap<String, Value>();
        header.put("version", version());
        header.put("objects", records.objects());
        tar.file(RECORDS, XmlRpc.element(new Value.Fields(header)));
        for (var disk : records.disks()) {
            write(disk, tar, call);
        }
        tar.finish();
    }

    private void write(ArchivedRecords.Disk disk, TarWriter tar, RunningCall call) throws IOException {
        long size = disk.vdi().whole("virtual_size");
        if (size == 0) {
            return;
        }
        long last = (size - 1) / BLOCK;
        var buffer = new byte[BLOCK];
        try (var view = disks.contents().view(disk.vdi().ref())) {
            for (long block = 0; block <= last; block++) {
                if (block != 0 && block != last && !view.has(block)) {
                    continue;
                }
                call.checkCancelled();
                view.read(block, buffer);
                int length = (int) Math.min(BLOCK, size - block * BLOCK);
                var name = "%s/%08d".formatted(disk.id(), block);
                tar.file(name, buffer, length);
                tar.file(BlockChecksum.XXHASH.fileOf(name), BlockChecksum.XXHASH.of(buffer, length));
                call.progress((double) block / (last + 1));
            }
        }
    }

    private Value version() {
        var host = store.row("host", store.all("pool").iterator().next().ref("master"));
        var software = host.texts("software_version");
        var version = new LinkedHashMap<String, Value>();
        version.put("hostname", Value.of(host.text("hostname")));
        version.put("date", Value.of(WireDates.format(clock.instant())));
        for (var key : new String[] {"product_version", "product_brand", "build_number"}) {
            version.put(key, Value.of(software.getOrDefault(key, "")));
        }
        version.put("xapi_major", Value.of(XAPI_MAJOR));
        version.put("xapi_minor", Value.of(XAPI_MINOR));
        version.put("export_vsn", Value.of(FORMAT_VERSION));
        return new Value.Fields(version);
    }
}
