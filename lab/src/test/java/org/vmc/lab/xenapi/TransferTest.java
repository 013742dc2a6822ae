package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.lab.guests.SimulatedGuests;

/** Archives and disk contents over HTTP. */
class TransferTest {

    private static final int BLOCK = Archives.BLOCK;
    private static final long DISK_BYTES = 5L * BLOCK + 1000;

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        var separator = pathAndQuery.contains("?") ? "&" : "?";
        return HttpRequest.newBuilder(
                server.uri().resolve(pathAndQuery + separator + "session_id=" + client.session()));
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private HttpResponse<String> put(String pathAndQuery, byte[] body) {
        return send(request(pathAndQuery).PUT(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String pathAndQuery) {
        return send(request(pathAndQuery).build(), BodyHandlers.ofByteArray());
    }

    private String newTask() {
        return client.text("task.create", "transfer", "");
    }

    private List<String> taskError(String task) {
        var error = new ArrayList<String>();
        client.call("task.get_error_info", task).forEach(part -> error.add(part.asText()));
        return error;
    }

    private String sr() {
        return client.text("pool.get_default_SR", client.pool());
    }

    private String newDisk(long bytes) {
        return client.newDisk(sr(), bytes);
    }

    /** A halted VM whose second disk has some blocks written, the last one short. */
    private String vmWithContents(byte[] contents) {
        var vm = client.newVm("Other install media", "original");
        client.call("VBD.get_all").forEach(vbd -> removeDiskOf(vm, vbd.asText()));
        var vdi = newDisk(DISK_BYTES);
        client.call(
                "VBD.create",
                Map.of(
                        "VM",
                        vm,
                        "VDI",
                        vdi,
                        "userdevice",
                        "0",
                        "bootable",
                        true,
                        "mode",
                        "RW",
                        "type",
                        "Disk",
                        "empty",
                        false,
                        "other_config",
                        Map.of(),
                        "qos_algorithm_type",
                        "",
                        "qos_algorithm_params",
                        Map.of()));
        assertThat(put("/import_raw_vdi?format=raw&vdi=" + vdi, contents).statusCode())
                .isEqualTo(200);
        return vm;
    }

    private void removeDiskOf(String vm, String vbd) {
        if (client.text("VBD.get_VM", vbd).equals(vm)) {
            client.call("VDI.destroy", client.text("VBD.get_VDI", vbd));
        }
    }

    private String diskOf(String vm) {
        return client.text("VBD.get_VDI", client.call("VM.get_VBDs", vm).path(0).asText());
    }

    private static byte[] contents() {
        var contents = new byte[(int) DISK_BYTES];
        var random = new Random(7);
        for (int block : new int[] {1, 3, 5}) {
            var bytes = new byte[(int) Math.min(BLOCK, DISK_BYTES - (long) block * BLOCK)];
            random.nextBytes(bytes);
            System.arraycopy(bytes, 0, contents, block * BLOCK, bytes.length);
        }
        return contents;
    }

    private byte[] export(String vm) {
        var response = get("/export?uuid=" + client.text("VM.get_uuid", vm));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private Map<String, Integer> counts() {
        var counts = new LinkedHashMap<String, Integer>();
        for (var type : List.of("VM", "VM_metrics", "VBD", "VDI", "VIF", "network")) {
            counts.put(type, client.call(type + ".get_all_records").size());
        }
        counts.put("used", client.call("SR.get_physical_utilisation", sr()).asInt());
        return counts;
    }

    @Test
    void an_archive_has_the_records_first_then_the_blocks_without_the_empty_ones() {
        var archive = export(vmWithContents(contents()));

        var files = Archives.files(archive);
        assertThat(files.keySet().iterator().next()).isEqualTo("ova.xml");
        assertThat(new String(Archives.contents(files, "ova.xml"), StandardCharsets.UTF_8))
                .startsWith("<value><struct><member><name>version</name>")
                .contains("<name>export_vsn</name><value>2</value>", "<value>original</value>")
                .doesNotContain("OpaqueRef:0", sr());
        assertThat(files.keySet().stream().skip(1).map(name -> name.replaceFirst("Ref:\\d+", "Ref:N")))
                .containsExactly(
                        "Ref:N/00000000", "Ref:N/00000000.xxhash",
                        "Ref:N/00000001", "Ref:N/00000001.xxhash",
                        "Ref:N/00000003", "Ref:N/00000003.xxhash",
                        "Ref:N/00000005", "Ref:N/00000005.xxhash");
        assertThat(files.values().stream().skip(7).findFirst().orElseThrow()).hasSize(1000);
        assertThat(files.values().stream().skip(2).findFirst().orElseThrow())
                .as("xxh64 of a block of zeros")
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("87D2A1B6E1163EF1");
        assertThat(archive.length % 512).isZero();
    }

    @Test
    void an_imported_vm_is_a_new_one_with_the_same_contents_byte_for_byte() {
        var vm = vmWithContents(contents());
        client.call("VM.set_name_description", vm, "kept & \"quoted\"");
        var archive = export(vm);
        var task = newTask();

        var response = put("/import?task_id=" + task, archive);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("task-id")).hasValue(task);
        await().until(() -> !client.text("task.get_status", task).equals("pending"));
        assertThat(taskError(task)).isEmpty();
        assertThat(client.text("task.get_status", task)).isEqualTo("success");
        var imported = client.text("task.get_result", task)
                .replace("<value><array><data><value>", "")
                .replace("</value></data></array></value>", "");
        var record = client.call("VM.get_record", imported);
        assertThat(record.path("name_label").asText()).isEqualTo("original");
        assertThat(record.path("name_description").asText()).isEqualTo("kept & \"quoted\"");
        assertThat(record.path("power_state").asText()).isEqualTo("Halted");
        assertThat(record.path("current_operations")).isEmpty();
        assertThat(record.path("uuid").asText()).isNotEqualTo(client.text("VM.get_uuid", vm));
        assertThat(diskOf(imported)).isNotEqualTo(diskOf(vm));
        assertThat(get("/export_raw_vdi?vdi=" + diskOf(imported)).body()).isEqualTo(contents());
        assertThat(blocks(export(imported))).isEqualTo(blocks(archive));
        client.start(imported);
        assertThat(client.powerState(imported)).isEqualTo("Running");
    }

    /** Blocks and checksums, without the ids of the disks. */
    private static Map<String, String> blocks(byte[] archive) {
        var blocks = new LinkedHashMap<String, String>();
        Archives.files(archive).forEach((name, contents) -> {
            if (!name.equals("ova.xml")) {
                blocks.put(name.replaceFirst("Ref:\\d+", ""), Arrays.toString(Archives.sha1(contents)));
            }
        });
        return blocks;
    }

    @Test
    void a_compressed_archive_can_be_imported() throws IOException {
        var vm = vmWithContents(contents());
        var compressed = get("/export?use_compression=true&uuid=" + client.text("VM.get_uuid", vm))
                .body();

        assertThat(Archives.files(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes()))
                .containsKey("ova.xml");
        assertThat(put("/import", compressed).statusCode()).isEqualTo(200);
        assertThat(client.call("VM.get_by_name_label", "original")).hasSize(2);
    }

    @Test
    void a_golden_template_and_a_snapshot_can_be_exported_and_keep_what_their_guests_start_from() {
        var vm = client.newVm("debian-12", "web");
        var snapshot = client.text("VM.snapshot", vm, "before");
        client.call("VM.destroy", vm);

        assertThat(put("/import", export(snapshot)).statusCode()).isEqualTo(200);

        var imported = client.call("VM.get_by_name_label", "before").path(1).asText();
        var record = client.call("VM.get_record", imported.equals(snapshot) ? client.vmNamed("before") : imported);
        assertThat(record.path("is_a_snapshot").asBoolean()).isFalse();
        assertThat(record.path("is_a_template").asBoolean()).isTrue();
        assertThat(client.call("VDI.get_sm_config", diskOf(imported))
                        .path("vmc:image")
                        .asText())
                .isEqualTo("debian-12");
    }

    @Test
    void restore_keeps_uuid_and_mac_and_refuses_a_vm_that_is_there() {
        var vm = client.newVm("debian-12", "web");
        var record = client.call("VM.get_record", vm);
        var mac = client.text("VIF.get_MAC", record.path("VIFs").path(0).asText());
        var archive = export(vm);
        var task = newTask();

        put("/import?restore=true&task_id=" + task, archive);
        assertThat(taskError(task)).containsExactly("DUPLICATE_VM", vm);

        client.call("VM.destroy", vm);
        assertThat(put("/import?restore=true", archive).statusCode()).isEqualTo(200);
        var restored = client.text("VM.get_by_uuid", record.path("uuid").asText());
        assertThat(client.text(
                        "VIF.get_MAC",
                        client.call("VM.get_VIFs", restored).path(0).asText()))
                .isEqualTo(mac);

        assertThat(put("/import", archive).statusCode()).isEqualTo(200);
        assertThat(client.call("VIF.get_all_records"))
                .filteredOn(vif -> vif.path("MAC").asText().equals(mac))
                .hasSize(1);
    }

    @Test
    void a_running_vm_is_not_exported_and_the_task_tells_why() {
        var vm = client.newVm("debian-12", "web");
        client.start(vm);
        var task = newTask();

        var response = get("/export?task_id=" + task + "&ref=" + vm);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(taskError(task)).containsExactly("VM_BAD_POWER_STATE", vm, "halted, suspended", "running");
        assertThat(client.text("task.get_status", task)).isEqualTo("failure");
        assertThat(get("/export?uuid=none").statusCode()).isEqualTo(500);
        assertThat(get("/export").statusCode()).isEqualTo(400);
    }

    @Test
    void a_wrong_checksum_is_refused_unless_forced_and_sha1_is_as_good_as_xxhash() {
        var archive = Archives.files(export(vmWithContents(contents())));
        var withSha1 = new LinkedHashMap<String, byte[]>();
        archive.forEach((name, contents) -> {
            if (name.endsWith(".xxhash")) {
                var block = name.replace(".xxhash", "");
                withSha1.put(block + ".checksum", Archives.sha1(Archives.contents(archive, block)));
            } else {
                withSha1.put(name, contents);
            }
        });
        assertThat(put("/import", Archives.of(withSha1)).statusCode()).isEqualTo(200);

        var wrong = withSha1.keySet().stream()
                .filter(name -> name.endsWith("3.checksum"))
                .findFirst();
        withSha1.put(wrong.orElseThrow(), Archives.sha1(new byte[1]));
        var before = counts();
        var task = newTask();
        put("/import?task_id=" + task, Archives.of(withSha1));
        assertThat(taskError(task)).containsExactly("IMPORT_ERROR_SOME_CHECKSUMS_FAILED");
        assertThat(counts()).isEqualTo(before);

        assertThat(put("/import?force=true", Archives.of(withSha1)).statusCode())
                .isEqualTo(200);
    }

    private static Map<String, byte[]> replaced(Map<String, byte[]> files, String from, String to) {
        var changed = new LinkedHashMap<>(files);
        var xml = new String(Archives.contents(files, "ova.xml"), StandardCharsets.UTF_8);
        assertThat(xml).contains(from);
        changed.put("ova.xml", xml.replace(from, to).getBytes(StandardCharsets.UTF_8));
        return changed;
    }

    private static byte[] joined(byte[]... parts) {
        try {
            return new SequenceInputStream(Collections.enumeration(
                            Stream.of(parts).map(ByteArrayInputStream::new).toList()))
                    .readAllBytes();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What is wrong with an archive, made from a good one, and the code of its refusal. */
    private record Hostile(String what, String code, Spoiling spoiling) {

        private interface Spoiling {
            byte[] spoil(Map<String, byte[]> files);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static byte[] first(Map<String, byte[]> files, int count) {
        var kept = new LinkedHashMap<String, byte[]>();
        files.entrySet().stream().limit(count).forEach(file -> kept.put(file.getKey(), file.getValue()));
        return Archives.of(kept);
    }

    private static byte[] afterRecords(Map<String, byte[]> files, byte[] next) {
        var xml = Archives.contents(files, "ova.xml");
        return joined(Archives.file("ova.xml", xml.length, xml, '0'), next, new byte[1024]);
    }

    private static String blockName(Map<String, byte[]> files) {
        return files.keySet().stream().skip(1).findFirst().orElseThrow();
    }

    static Stream<Hostile> hostileArchives() {
        return Stream.of(
                new Hostile("nothing", "IMPORT_ERROR_PREMATURE_EOF", files -> new byte[0]),
                new Hostile("no archive", "IMPORT_ERROR", files -> "no archive"
                        .repeat(1000)
                        .getBytes(StandardCharsets.UTF_8)),
                new Hostile("only zeros", "IMPORT_ERROR_UNEXPECTED_FILE", files -> new byte[4096]),
                new Hostile("broken gzip", "IMPORT_ERROR", files ->
                        new byte[] {0x1f, (byte) 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9}),
                new Hostile("zstd", "NOT_IMPLEMENTED", files -> new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0}),
                new Hostile(
                        "another file first",
                        "IMPORT_ERROR_UNEXPECTED_FILE",
                        files -> Archives.file("../../etc/passwd", 3, new byte[3], '0')),
                new Hostile(
                        "a link instead of the records",
                        "IMPORT_ERROR",
                        files -> Archives.file("ova.xml", 0, new byte[0], '2')),
                new Hostile(
                        "records of 8 GiB",
                        "IMPORT_ERROR",
                        files -> Archives.file("ova.xml", (1L << 33) - 1, new byte[0], '0')),
                new Hostile(
                        "records that are no XML",
                        "IMPORT_ERROR",
                        files -> Archives.file("ova.xml", 5, "<nope".getBytes(StandardCharsets.UTF_8), '0')),
                new Hostile("a document type with an entity", "IMPORT_ERROR", files -> {
                    var xml = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><value>&b;</value>"
                            .getBytes(StandardCharsets.UTF_8);
                    return Archives.file("ova.xml", xml.length, xml, '0');
                }),
                new Hostile(
                        "a version to come",
                        "IMPORT_INCOMPATIBLE_VERSION",
                        files -> Archives.of(replaced(
                                files,
                                "<name>xapi_major</name><value>1</value>",
                                "<name>xapi_major</name><value>9</value>"))),
                new Hostile(
                        "a number that is none",
                        "IMPORT_ERROR",
                        files -> Archives.of(replaced(
                                files,
                                "<name>VCPUs_max</name><value>1</value>",
                                "<name>VCPUs_max</name><value>x</value>"))),
                new Hostile(
                        "a VM of -1 CPUs",
                        "IMPORT_ERROR",
                        files -> Archives.of(replaced(
                                files,
                                "<name>VCPUs_max</name><value>1</value>",
                                "<name>VCPUs_max</name><value>-1</value>"))),
                new Hostile(
                        "a disk of 8 EiB",
                        "IMPORT_ERROR",
                        files -> Archives.of(replaced(
                                files,
                                "<name>virtual_size</name><value>" + DISK_BYTES,
                                "<name>virtual_size</name><value>" + Long.MAX_VALUE))),
                new Hostile(
                        "a VBD of no disk",
                        "IMPORT_ERROR_FAILED_TO_FIND_OBJECT",
                        files -> Archives.of(replaced(
                                files,
                                "<name>VDI</name><value>" + blockName(files).substring(0, 5),
                                "<name>VDI</name><value>Ref:99"))),
                new Hostile("no blocks", "IMPORT_ERROR_UNEXPECTED_FILE", files -> first(files, 1)),
                new Hostile("a block without its checksum", "IMPORT_ERROR_UNEXPECTED_FILE", files -> first(files, 2)),
                new Hostile("fewer blocks", "IMPORT_ERROR_UNEXPECTED_FILE", files -> first(files, 5)),
                new Hostile("a file after the end", "IMPORT_ERROR_UNEXPECTED_FILE", files -> {
                    var more = new LinkedHashMap<>(files);
                    more.put("more", new byte[1]);
                    return Archives.of(more);
                }),
                new Hostile(
                        "a truncated end",
                        "IMPORT_ERROR_PREMATURE_EOF",
                        files -> Arrays.copyOf(Archives.of(files), Archives.of(files).length - 1024 - 700)),
                new Hostile(
                        "a block of another name",
                        "IMPORT_ERROR_UNEXPECTED_FILE",
                        files -> afterRecords(files, Archives.file("/tmp/x/00000000", 3, new byte[3], '0'))),
                new Hostile(
                        "a block of 8 GiB",
                        "IMPORT_ERROR",
                        files ->
                                afterRecords(files, Archives.file(blockName(files), (1L << 33) - 1, new byte[0], '0'))),
                new Hostile(
                        "a block far behind the end",
                        "IMPORT_ERROR",
                        files -> afterRecords(
                                files,
                                Archives.file(
                                        blockName(files).replace("00000000", "99999999"),
                                        BLOCK,
                                        new byte[BLOCK],
                                        '0'))));
    }

    @ParameterizedTest
    @MethodSource("hostileArchives")
    void a_hostile_archive_is_refused_and_leaves_nothing(Hostile hostile) {
        var files = Archives.files(export(vmWithContents(contents())));
        var before = counts();
        var task = newTask();

        var response = put("/import?task_id=" + task, hostile.spoiling().spoil(files));

        assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(taskError(task)).first().isEqualTo(hostile.code());
        assertThat(response.body()).contains(hostile.code());
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void a_client_that_goes_away_leaves_nothing() throws IOException {
        var archive = export(vmWithContents(contents()));
        var before = counts();
        var task = newTask();
        try (var connection = new RawConnection(server)) {
            connection.send("PUT /import?task_id=" + task + "&session_id=" + client.session()
                    + " HTTP/1.1\r\nHost: lab\r\nContent-Length: " + archive.length + "\r\n\r\n");
            connection.send(Arrays.copyOf(archive, archive.length - 3 * BLOCK / 2));
        }

        await().until(() -> !client.text("task.get_status", task).equals("pending"));
        assertThat(taskError(task)).containsExactly("IMPORT_ERROR_PREMATURE_EOF");
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void an_unknown_sr_is_refused() {
        var archive = export(client.newVm("debian-12", "web"));
        var before = counts();

        assertThat(put("/import?sr_id=OpaqueRef:none", archive).body())
                .contains("UUID_INVALID: [ SR; OpaqueRef:none ]");
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void chunked_uploads_are_refused_as_on_a_real_host() {
        var task = newTask();
        var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10_000]));

        var response = send(request("/import?task_id=" + task).PUT(body).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(taskError(task)).containsExactly("IMPORT_ERROR_CANNOT_HANDLE_CHUNKED");
    }

    @Test
    void a_raw_disk_comes_back_as_it_was_written() {
        var vdi = newDisk(DISK_BYTES);
        var uuid = client.text("VDI.get_uuid", vdi);
        var before = client.call("VDI.get_physical_utilisation", vdi).asLong();

        assertThat(put("/import_raw_vdi?format=raw&vdi=" + uuid, contents()).statusCode())
                .isEqualTo(200);

        var response = get("/export_raw_vdi?format=raw&vdi=" + uuid);
        assertThat(response.headers().firstValue("content-length")).hasValue(Long.toString(DISK_BYTES));
        assertThat(response.body()).isEqualTo(contents());
        assertThat(client.call("VDI.get_physical_utilisation", vdi).asLong()).isEqualTo(before + 3 * BLOCK);
    }

    @Test
    void a_short_upload_changes_the_beginning_of_a_disk_and_a_broken_one_nothing() throws IOException {
        var vdi = newDisk(DISK_BYTES);
        put("/import_raw_vdi?vdi=" + vdi, contents());
        var beginning = new byte[BLOCK + 10];
        Arrays.fill(beginning, (byte) 1);
        var expected = contents();
        System.arraycopy(beginning, 0, expected, 0, beginning.length);

        assertThat(put("/import_raw_vdi?vdi=" + vdi, beginning).statusCode()).isEqualTo(200);
        assertThat(get("/export_raw_vdi?vdi=" + vdi).body()).isEqualTo(expected);

        var task = newTask();
        try (var connection = new RawConnection(server)) {
            connection.send("PUT /import_raw_vdi?vdi=" + vdi + "&task_id=" + task + "&session_id=" + client.session()
                    + " HTTP/1.1\r\nHost: lab\r\nContent-Length: " + 2 * BLOCK + "\r\n\r\n");
            connection.send(new byte[BLOCK]);
        }
        await().until(() -> client.text("task.get_status", task).equals("failure"));
        assertThat(get("/export_raw_vdi?vdi=" + vdi).body()).isEqualTo(expected);
    }

    @Test
    void copies_of_a_disk_share_its_contents_until_one_is_written() {
        var vdi = newDisk(DISK_BYTES);
        put("/import_raw_vdi?vdi=" + vdi, contents());
        var clone = client.text("VDI.clone", vdi, Map.of());

        put("/import_raw_vdi?vdi=" + vdi, new byte[(int) DISK_BYTES]);
        client.call("VDI.destroy", vdi);

        assertThat(get("/export_raw_vdi?vdi=" + clone).body()).isEqualTo(contents());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "qcow2"})
    void other_formats_are_known_and_not_implemented(String format) {
        var vdi = newDisk(BLOCK);
        var task = newTask();

        var response = get("/export_raw_vdi?format=" + format + "&task_id=" + task + "&vdi=" + vdi);

        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(taskError(task)).containsExactly("NOT_IMPLEMENTED", "export_raw_vdi with the format " + format);
        assertThat(get("/export_raw_vdi?format=floppy&vdi=" + vdi).statusCode()).isEqualTo(404);
    }

    @Test
    void a_disk_in_use_or_too_small_is_not_written() {
        var vm = client.newVm("debian-12", "web");
        client.start(vm);
        var small = newDisk(BLOCK);
        var task = newTask();

        put("/import_raw_vdi?task_id=" + task + "&vdi=" + diskOf(vm), new byte[10]);
        assertThat(taskError(task)).containsExactly("VDI_IN_USE", diskOf(vm), "import");

        var response = put("/import_raw_vdi?vdi=" + small, new byte[BLOCK + 1]);
        assertThat(response.body()).contains("VDI_TOO_SMALL: [ " + small + "; " + (BLOCK + 1) + " ]");
    }

    @Test
    void a_large_disk_passes_through_both_ways() throws IOException {
        long size = 200L * BLOCK;
        var vdi = newDisk(size);

        var upload = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Pattern(size)), size);
        var response = send(request("/import_raw_vdi?vdi=" + vdi).PUT(upload).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        var download = send(request("/export_raw_vdi?vdi=" + vdi).build(), BodyHandlers.ofInputStream());
        assertThat(sameBytes(download.body(), new Pattern(size))).isTrue();
    }

    private static boolean sameBytes(InputStream one, InputStream other) throws IOException {
        while (true) {
            var some = one.readNBytes(BLOCK);
            if (!Arrays.equals(some, other.readNBytes(BLOCK))) {
                return false;
            }
            if (some.length == 0) {
                return true;
            }
        }
    }

    @Test
    void nobody_gets_anything_without_a_session() {
        for (var path :
                List.of("/export?uuid=x", "/export_raw_vdi?vdi=x", "/rrd_updates?start=0", "/vm_rrd", "/host_rrd")) {
            var response =
                    send(HttpRequest.newBuilder(server.uri().resolve(path)).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(401);
        }
        for (var path : List.of("/import", "/import_raw_vdi?vdi=x")) {
            var put = HttpRequest.newBuilder(server.uri().resolve(path))
                    .PUT(BodyPublishers.ofByteArray(new byte[4 * BLOCK]));
            assertThat(send(put.build(), BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    /** Bytes that follow from their place, never more than a few in memory. */
    private static final class Pattern extends InputStream {

        private final long length;
        private long position;

        Pattern(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return position == length ? -1 : (int) (position++ / 4099 & 0x7f);
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (position == length) {
                return -1;
            }
            int read = (int) Math.min(count, length - position);
            for (int i = 0; i < read; i++) {
                into[offset + i] = (byte) ((position + i) / 4099 & 0x7f);
            }
            position += read;
            return read;
        }
    }
}
