package org.vmc.lab.xenapi.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.OptionalLong;
import org.vmc.lab.xenapi.handler.Exchange;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.handler.Request;
import org.vmc.lab.xenapi.handler.Response;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.storage.DiskContents;
import org.vmc.lab.xenapi.storage.DiskDraft;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Contents of a single disk: {@code GET /export_raw_vdi?vdi=} and {@code PUT /import_raw_vdi?vdi=}, with the format
 * {@code raw}. What is sent takes the place of the beginning of the disk, all of it or nothing.
 */
public final class RawDisks {

    /** What npm xen-api declares for a stream whose length it does not know: it closes the connection at the end. */
    static final long UNKNOWN_LENGTH = 1L << 50;

    private static final int BLOCK = DiskContents.BLOCK_BYTES;

    private final Store store;
    private final Disks disks;
    private final TransferTasks tasks;

    public RawDisks(Store store, Disks disks, TransferTasks tasks) {
        this.store = store;
        this.disks = disks;
        this.tasks = tasks;
    }

    /** Registers the handlers. */
    public void register(HttpHandlers handlers) {
        handlers.on("GET", "/export_raw_vdi", "VDI.export", this::send)
                .on("PUT", "/import_raw_vdi", "VDI.import", this::receive);
    }

    private void send(Exchange exchange) throws InterruptedException {
        tasks.run(exchange.request(), "Exporting raw VDI", call -> {
            var vdi = disk(exchange.request());
            long size = vdi.whole("virtual_size");
            var head = Response.of("application/octet-stream")
                    .withLength(size)
                    .with("task-id", call.operationRef().text());
            try (var view = disks.contents().view(vdi.ref())) {
                var out = exchange.respond(head);
                var buffer = new byte[BLOCK];
                for (long at = 0; at < size; at += BLOCK) {
                    call.checkCancelled();
                    view.read(at / BLOCK, buffer);
                    out.write(buffer, 0, (int) Math.min(BLOCK, size - at));
                    progress(call, at, size);
                }
                out.close();
            }
            return Value.NOTHING;
        });
    }

    private void receive(Exchange exchange) throws InterruptedException {
        var request = exchange.request();
        tasks.run(request, "Importing raw VDI", call -> {
            var vdi = disk(request);
            requireReceivable(request, vdi);
            var head = Response.of("application/octet-stream")
                    .withLength(0)
                    .with("task-id", call.operationRef().text());
            if (isUnknown(request.contentLength())) {
                // Such a client reads the response while it still sends, and ends by going away.
                exchange.respond(head);
                write(new UntilGone(exchange.body()), vdi, call);
                return Value.NOTHING;
            }
            write(exchange.body(), vdi, call);
            exchange.respond(head).close();
            return Value.NOTHING;
        });
    }

    private static boolean isUnknown(OptionalLong length) {
        return length.isPresent() && length.getAsLong() == UNKNOWN_LENGTH;
    }

    private void requireReceivable(Request request, Row vdi) {
        if (request.header("transfer-encoding").isPresent() || request.flag("chunked")) {
            throw ImportErrors.chunked();
        }
        disks.requireAllowed(vdi, "import");
        var length = request.contentLength();
        if (length.isPresent() && !isUnknown(length) && length.getAsLong() > vdi.whole("virtual_size")) {
            throw new XapiError("VDI_TOO_SMALL", vdi.ref().text(), Long.toString(length.getAsLong()));
        }
    }

    private void write(InputStream in, Row vdi, RunningCall call) throws IOException, InterruptedException {
        long size = vdi.whole("virtual_size");
        try (var draft = disks.contents().draft(vdi.ref())) {
            var buffer = new byte[BLOCK];
            for (long at = 0; at < size; at += BLOCK) {
                call.checkCancelled();
                int wanted = (int) Math.min(BLOCK, size - at);
                int count = in.readNBytes(buffer, 0, wanted);
                if (count == 0) {
                    break;
                }
                draft.write(at / BLOCK, complete(buffer, count, vdi.ref(), at / BLOCK));
                progress(call, at, size);
            }
            requireEnd(in, vdi.ref(), size);
            commit(draft, vdi.ref());
        }
    }

    /** The end of a short last block stays as it is on the disk. */
    private byte[] complete(byte[] buffer, int count, Ref vdi, long block) throws IOException {
        if (count == BLOCK) {
            return buffer;
        }
        var before = new byte[BLOCK];
        try (var view = disks.contents().view(vdi)) {
            view.read(block, before);
        }
        System.arraycopy(buffer, 0, before, 0, count);
        return before;
    }

    private static void requireEnd(InputStream in, Ref vdi, long size) throws IOException {
        if (in.read() >= 0) {
            throw new XapiError("VDI_TOO_SMALL", vdi.text(), Long.toString(size + 1));
        }
    }

    private void commit(DiskDraft draft, Ref vdi) {
        store.write(() -> {
            disks.requireAllowed(store.row("VDI", vdi), "import");
            disks.resizeUsed(vdi, draft.writtenBytes());
            draft.commit();
        });
    }

    private Row disk(Request request) {
        var name = request.param("vdi").orElseThrow(() -> new HttpRefusal(400, "The parameter vdi is missing"));
        var format = request.param("format").orElse("raw").toLowerCase(Locale.ROOT);
        switch (format) {
            case "raw" -> {}
            case "vhd", "tar", "qcow2" ->
                throw XapiError.notImplemented(request.path().substring(1) + " with the format " + format);
            default -> throw new HttpRefusal(404, "Unknown format " + format);
        }
        return store.row("VDI", tasks.object("VDI", name));
    }

    private static void progress(RunningCall call, long done, long size) {
        if (done % (64L * BLOCK) == 0) {
            call.progress((double) done / size);
        }
    }

    /** A body that ends when the connection does. */
    private static final class UntilGone extends FilterInputStream {

        UntilGone(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                return super.read(into, offset, length);
            } catch (IOException gone) {
                return -1;
            }
        }
    }
}
