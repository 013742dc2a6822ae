package org.vmc.lab.xenapi.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.vmc.lab.xenapi.handler.Exchange;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.handler.Request;
import org.vmc.lab.xenapi.handler.Response;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.storage.DiskDraft;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.vm.VmTransfers;
import org.vmc.lab.xenapi.wire.Value;

/**
 * {@code PUT /import}: a new VM from an XVA archive, plain or compressed with gzip. The parameters {@code sr_id},
 * {@code sr_uuid}, {@code restore}, {@code force} mean what they mean on a real host.
 *
 * <ol>
 *   <li>{@code ova.xml} is read and checked; nothing has been made
 *   <li>the objects are made, the VM held by the import
 *   <li>the blocks are read into drafts of the disks
 *   <li>the end of the archive was seen: drafts become contents, the VM is let go, the task gets its reference
 * </ol>
 *
 * Whatever fails, what was made is taken away again, also with {@code force}. Unlike a real host, which answers 200
 * before it reads, the response comes at the end and tells of the failure; the task does too.
 */
public final class VmImport {

    private static final int MAGIC_BYTES = 4;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MOST_PADDING_BYTES = 1 << 20;

    private final Store store;
    private final Disks disks;
    private final VmTransfers vms;
    private final TransferTasks tasks;
    private final MacAddresses macs;

    public VmImport(Store store, Disks disks, VmTransfers vms, TransferTasks tasks, MacAddresses macs) {
        this.store = store;
        this.disks = disks;
        this.vms = vms;
        this.tasks = tasks;
        this.macs = macs;
    }

    /** Registers the handler. */
    public void register(HttpHandlers handlers) {
        handlers.on("PUT", "/import", "VM.import", this::receive);
    }

    private void receive(Exchange exchange) throws InterruptedException {
        var request = exchange.request();
        tasks.run(request, "VM.import", call -> {
            var options = options(request);
            var head = Response.of("application/octet-stream")
                    .withLength(0)
                    .with("task-id", call.operationRef().text());
            if (request.contentLength().orElse(0) == RawDisks.UNKNOWN_LENGTH) {
                // Such a client reads the response while it still sends.
                exchange.respond(head);
                return read(exchange.body(), options, call);
            }
            var imported = read(exchange.body(), options, call);
            exchange.body().readNBytes(MOST_PADDING_BYTES);
            exchange.respond(head).close();
            return imported;
        });
    }

    private ImportOptions options(Request request) {
        if (request.header("transfer-encoding").isPresent()) {
            throw ImportErrors.chunked();
        }
        var sr = request.param("sr_id")
                .or(() -> request.param("sr_uuid"))
                .map(name -> tasks.object("SR", name))
                .orElseGet(this::defaultSr);
        if (store.row("SR", sr).text("content_type").equals("iso")) {
            throw new HttpRefusal(400, "SR_OPERATION_NOT_SUPPORTED: disks cannot be put into a library of ISO images");
        }
        return new ImportOptions(sr, request.flag("restore"), request.flag("force"));
    }

    private Ref defaultSr() {
        var sr = store.all("pool").iterator().next().ref("default_SR");
        if (store.find("SR", sr).isEmpty()) {
            throw new XapiError("DEFAULT_SR_NOT_FOUND", sr.text());
        }
        return sr;
    }

    private Value read(InputStream body, ImportOptions options, RunningCall call) {
        try (var objects = new ImportedObjects(store, disks, vms, macs)) {
            var tar = new TarReader(decompressed(body));
            objects.create(header(tar), options, call);
            fill(objects, new DiskBlocks(tar, disks, options.force(), call), tar);
            return new Value.Items(objects.keep().stream().map(Ref::value).toList());
        } catch (ZipException notGzip) {
            throw ImportErrors.broken("gzip: " + notGzip.getMessage());
        } catch (IOException gone) {
            throw ImportErrors.prematureEnd();
        }
    }

    private static InputStream decompressed(InputStream body) throws IOException {
        var in = new BufferedInputStream(body, BUFFER_BYTES);
        in.mark(MAGIC_BYTES);
        var magic = in.readNBytes(MAGIC_BYTES);
        in.reset();
        if (magic.length < MAGIC_BYTES) {
            throw ImportErrors.prematureEnd();
        }
        if (magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return new GZIPInputStream(in, BUFFER_BYTES);
        }
        if (magic[0] == 0x28 && magic[1] == (byte) 0xb5 && magic[2] == 0x2f && magic[3] == (byte) 0xfd) {
            throw XapiError.notImplemented("import with the compression zstd");
        }
        return in;
    }

    private ArchiveHeader header(TarReader tar) throws IOException {
        var entry = tar.next().orElseThrow(() -> ImportErrors.unexpectedFile(VmExport.RECORDS, ""));
        if (!entry.name().equals(VmExport.RECORDS)) {
            throw ImportErrors.unexpectedFile(VmExport.RECORDS, entry.name());
        }
        if (entry.size() > ArchiveHeader.LARGEST_BYTES) {
            throw ImportErrors.broken("ova.xml has " + entry.size() + " bytes");
        }
        var xml = new byte[(int) entry.size()];
        tar.contents(entry, xml);
        return ArchiveHeader.read(xml, store.declaration());
    }

    private void fill(ImportedObjects objects, DiskBlocks blocks, TarReader tar) throws IOException {
        List<DiskDraft> drafts = new ArrayList<>();
        try {
            for (var target : objects.targets()) {
                var draft = disks.contents().draft(target.vdi());
                drafts.add(draft);
                blocks.receive(target, draft);
            }
            var more = tar.next();
            if (more.isPresent()) {
                throw ImportErrors.unexpectedFile("", more.get().name());
            }
            drafts.forEach(DiskDraft::commit);
        } finally {
            drafts.forEach(DiskDraft::close);
        }
    }
}
