package org.vmc.storage.gluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the scripts about disks print: lsblk's and smartctl's JSON, sysfs, and dd. */
final class DiskAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SPEED = Pattern.compile("([0-9]+)\\.([0-9]) ?Gb(?:ps|/s).*");
    private static final Pattern DD = Pattern.compile("([0-9]+) bytes .*copied, ([0-9.]+(?:e[+-]?[0-9]+)?) s(?:,.*)?");

    /** What was printed below each line that begins with an at sign, by that line. */
    private record Sections(Map<String, String> texts, List<String> missingTools) {

        static Sections of(String output) {
            var texts = new HashMap<String, StringBuilder>();
            var missing = new ArrayList<String>();
            var current = new StringBuilder();
            for (var line : output.lines().toList()) {
                if (line.startsWith("@missing ")) {
                    missing.add(line.substring("@missing ".length()));
                } else if (line.startsWith("@")) {
                    current = texts.computeIfAbsent(line.substring(1), name -> new StringBuilder());
                } else {
                    current.append(line).append('\n');
                }
            }
            var sections = new HashMap<String, String>();
            texts.forEach((name, text) -> sections.put(name, text.toString()));
            return new Sections(sections, missing);
        }

        String text(String name) {
            return texts.getOrDefault(name, "");
        }
    }

    private DiskAnswers() {}

    /** @throws IllegalArgumentException when it is not what lsblk prints */
    static HostDisks.Answered disks(String host, String output) {
        var sections = Sections.of(output);
        var devices = json(sections.text("lsblk"));
        if (devices.isMissingNode()) {
            throw new IllegalArgumentException("lsblk printed no JSON");
        }
        var disks = new ArrayList<Disk>();
        for (var device : devices.path("blockdevices")) {
            // Optical drives, loops and what is built from disks are none; an empty card reader has no size.
            if (device.path("type").asText().equals("disk")
                    && device.path("size").asLong() > 0) {
                disks.add(disk(device, sections));
            }
        }
        return new HostDisks.Answered(host, disks, sections.missingTools());
    }

    /** Reads dd's last line; empty when it is another. */
    static Optional<DiskRead> read(String line) {
        var matcher = DD.matcher(line.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var nanos = new BigDecimal(matcher.group(2)).movePointRight(9).longValue();
        return Optional.of(new DiskRead(Long.parseLong(matcher.group(1)), Duration.ofNanos(nanos)));
    }

    private static Disk disk(JsonNode device, Sections sections) {
        var name = device.path("kname").asText(device.path("name").asText());
        var smart = json(sections.text("smart " + name));
        var uses = new ArrayList<String>();
        uses(device, uses);
        return new Disk(
                name,
                first(text(smart.path("model_name")), text(device.path("model"))),
                first(text(smart.path("serial_number")), text(device.path("serial"))),
                first(text(smart.path("firmware_version")), text(device.path("rev"))),
                device.path("size").asLong(),
                isTrue(device.path("rota")),
                text(device.path("tran")),
                device.path("disc-max").asLong() > 0,
                isTrue(device.path("ro")),
                uses,
                link(smart, sections.text("link " + name).lines().toList()),
                health(smart));
    }

    private static void uses(JsonNode device, List<String> uses) {
        var filesystem = text(device.path("fstype"));
        var mountPoint = text(device.path("mountpoint"));
        if (mountPoint != null) {
            uses.add(filesystem == null ? mountPoint : filesystem + " at " + mountPoint);
        } else if (filesystem != null) {
            uses.add(filesystem + " on " + device.path("name").asText());
        }
        for (var child : device.path("children")) {
            uses(child, uses);
        }
    }

    /** @param sysfs speed of the link, then the limit of the port, as the kernel writes them */
    private static Disk.SataLink link(JsonNode smart, List<String> sysfs) {
        var speeds = smart.path("interface_speed");
        var negotiated = speed(speeds.path("current").path("string").asText(""));
        var ofKernel = sysfs.isEmpty() ? null : speed(sysfs.getFirst());
        return new Disk.SataLink(
                text(smart.path("sata_version").path("string")),
                ofKernel == null ? negotiated : ofKernel,
                speed(speeds.path("max").path("string").asText("")),
                sysfs.size() < 2 ? null : speed(sysfs.get(1)));
    }

    private static @Nullable Integer speed(String text) {
        var matcher = SPEED.matcher(text.strip());
        return matcher.matches() ? Integer.valueOf(matcher.group(1) + matcher.group(2)) : null;
    }

    private static Disk.Health health(JsonNode smart) {
        var passed = smart.path("smart_status").path("passed");
        if (!passed.isBoolean()) {
            return Disk.Health.UNKNOWN;
        }
        return passed.asBoolean() ? Disk.Health.PASSED : Disk.Health.FAILING;
    }

    /** Older versions of lsblk write truth as "1". */
    private static boolean isTrue(JsonNode value) {
        return value.asText().equals("true") || value.asText().equals("1");
    }

    private static @Nullable String text(JsonNode value) {
        var text = value.isTextual() ? value.asText().strip() : "";
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String first(@Nullable String preferred, @Nullable String other) {
        return preferred == null ? other : preferred;
    }

    private static JsonNode json(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            // An old smartctl knows no --json and explains that in prose.
            return MissingNode.getInstance();
        }
    }
}
