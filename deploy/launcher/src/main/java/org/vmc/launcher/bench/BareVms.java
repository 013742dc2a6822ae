package org.vmc.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.vmc.embedded.process.Await;

/**
 * What a script does that makes VMs with XenAPI alone: the calls a CreateVm makes for each VM, all VMs at once, until
 * every guest reports its address. It chooses hosts in turn and records nothing.
 */
final class BareVms {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final long MIB = 1024L * 1024;

    private final LabClient client;
    private final String template;
    private final int memoryMib;
    private final int vcpus;

    BareVms(LabClient client, String template, int memoryMib, int vcpus) {
        this.client = client;
        this.template = client.call("VM.get_by_name_label", template).path(0).asText();
        this.memoryMib = memoryMib;
        this.vcpus = vcpus;
    }

    /** Seconds to make that many VMs; they are removed afterwards. */
    double make(int count) {
        List<String> hosts = new ArrayList<>();
        client.call("host.get_all").forEach(host -> hosts.add(host.asText()));
        long before = System.nanoTime();
        List<String> vms;
        try (var threads = Executors.newFixedThreadPool(count)) {
            var made = IntStream.range(0, count)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> make("bare-" + number, hosts.get(number % hosts.size())), threads))
                    .toList();
            vms = made.stream().map(CompletableFuture::join).toList();
        }
        if (!Await.until(PATIENCE, BETWEEN_LOOKS, () -> reporting(vms) == count)) {
            throw new IllegalStateException(reporting(vms) + " of " + count + " bare VMs report an address");
        }
        double seconds = (System.nanoTime() - before) / 1e9;
        vms.parallelStream().forEach(this::remove);
        return seconds;
    }

    private String make(String name, String host) {
        String vm = client.text("VM.clone", template, "clone-of-" + name);
        client.call("VM.set_other_config", vm, notes(vm, name));
        client.call("VM.set_xenstore_data", vm, Map.of("vm-data/hostname", name));
        client.call("VM.set_memory", vm, memoryMib * MIB);
        client.call("VM.set_VCPUs_max", vm, vcpus);
        client.call("VM.set_VCPUs_at_startup", vm, vcpus);
        client.call("VM.set_name_label", vm, name);
        client.call("VM.provision", vm);
        client.call("VM.start_on", vm, host, false, false);
        return vm;
    }

    private Map<String, String> notes(String vm, String name) {
        Map<String, String> notes = new HashMap<>();
        client.call("VM.get_other_config", vm)
                .properties()
                .forEach(note -> notes.put(note.getKey(), note.getValue().asText()));
        notes.put("bench", name);
        return notes;
    }

    private long reporting(List<String> vms) {
        JsonNode metrics = client.call("VM_guest_metrics.get_all_records");
        JsonNode records = client.call("VM.get_all_records");
        return vms.stream()
                .map(vm -> records.path(vm).path("guest_metrics").asText())
                .filter(ref -> metrics.path(ref).path("networks").has("0/ip"))
                .count();
    }

    private void remove(String vm) {
        client.call("VM.hard_shutdown", vm);
        List<String> disks = new ArrayList<>();
        client.call("VM.get_VBDs", vm).forEach(vbd -> disks.add(client.text("VBD.get_VDI", vbd.asText())));
        client.call("VM.destroy", vm);
        disks.stream().filter(disk -> !disk.contains("NULL")).forEach(disk -> client.call("VDI.destroy", disk));
    }
}
