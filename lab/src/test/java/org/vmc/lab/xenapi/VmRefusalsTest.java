package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every refusal of the table is given with its code and parameters. */
class VmRefusalsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\[.*]) => (.+)");
    private static final Pattern NAME = Pattern.compile("<([a-z0-9-]+)>");
    private static final String NULL = "OpaqueRef:NULL";
    private static final long GIB = 1L << 30;

    /** One line of the table. */
    private record Refusal(String message, String params, String error) {}

    @TestFactory
    Stream<DynamicTest> refusals() {
        var refusals = read();
        assertThat(refusals).hasSizeGreaterThan(70);
        return refusals.stream()
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.message() + " " + refusal.params() + " => " + refusal.error(),
                        () -> new Case().check(refusal)));
    }

    /** A server of its own, and what was made for the case. */
    private static final class Case {

        private final SteeredGuests guests = new SteeredGuests();
        private final XenApiServer server = XenApiServer.start(XenApiConfig.fast(), guests);
        private final XapiClient client = new XapiClient(server);
        private final Map<String, String> made = new HashMap<>();

        void check(Refusal refusal) throws IOException {
            try (server) {
                var params = JSON.treeToValue(JSON.readTree(filled(refusal.params())), Object[].class);

                assertThatThrownBy(() -> client.call(refusal.message(), params))
                        .isInstanceOfSatisfying(
                                XapiClient.Refused.class, refused -> assertThat(String.join("|", refused.error()))
                                        .isEqualTo(filled(refusal.error())));
            }
        }

        private String filled(String text) {
            return NAME.matcher(text).replaceAll(match -> value(match.group(1)));
        }

        private String value(String name) {
            var known = made.get(name);
            if (known != null) {
                return known;
            }
            var value = make(name);
            made.put(name, value);
            return value;
        }

        private String make(String name) {
            return switch (name) {
                case "halted" -> client.newVm("debian-12", "vm");
                case "big" -> big();
                case "start-blocked" -> startBlocked();
                case "running" -> running(true);
                case "running-without-tools" -> running(false);
                case "suspended" -> suspended();
                case "snapshot" -> client.text("VM.snapshot", value("halted"), "snap");
                case "default-template" -> client.vmNamed("Other install media");
                case "dom0" -> client.vmNamed("Control domain on host: h1");
                case "halted-without-hosts" -> withoutHosts(value("halted"));
                case "suspended-without-hosts" -> withoutHosts(value("suspended"));
                case "h1", "h2" -> named("host", name);
                case "disabled" -> disabled();
                case "free" -> client.text("host.compute_free_memory", value("h1"));
                default -> makeStorage(name);
            };
        }

        private String makeStorage(String name) {
            return switch (name) {
                case "sr" -> named("SR", "Shared storage");
                case "iso-sr" -> named("SR", "ISO library");
                case "iso" -> named("VDI", "guest-tools.iso");
                case "local-sr" -> newSr();
                case "unplugged-sr" -> unplugged(newSr());
                case "unplugged-sr-with-disk" -> unpluggedWithDisk();
                case "local-pbd" -> first("SR.get_PBDs", value("local-sr"));
                case "local-disk" -> client.newDisk(value("local-sr"), GIB);
                case "loose-disk" -> client.newDisk(value("sr"), GIB);
                case "on-local-sr" -> onLocalSr();
                case "disk" -> client.text("VBD.get_VDI", value("vbd"));
                case "running-disk" -> client.text("VBD.get_VDI", value("running-vbd"));
                default -> makeDevice(name);
            };
        }

        private String makeDevice(String name) {
            return switch (name) {
                case "vbd" -> first("VM.get_VBDs", value("halted"));
                case "running-vbd" -> first("VM.get_VBDs", value("running"));
                case "vbd-without-tools" -> first("VM.get_VBDs", value("running-without-tools"));
                case "vif" -> first("VM.get_VIFs", value("halted"));
                case "running-vif" -> first("VM.get_VIFs", value("running"));
                case "cd" -> client.newVbd(value("halted"), NULL, "CD");
                case "full-cd" -> client.newVbd(value("halted"), named("VDI", "debian-12-netinst.iso"), "CD");
                case "network" -> named("network", "Pool-wide network associated with eth0");
                case "pifs" -> String.join("|", texts(client.call("network.get_PIFs", value("network"))));
                case "management-pif" -> first("host.get_PIFs", value("h1"));
                default -> throw new IllegalArgumentException("Nothing is known of <" + name + ">");
            };
        }

        private String big() {
            var vm = value("halted");
            client.call("VM.set_memory_limits", vm, 0, 200 * GIB, 200 * GIB, 200 * GIB);
            return vm;
        }

        private String startBlocked() {
            client.call("VM.set_blocked_operations", value("halted"), Map.of("start", "no start today"));
            return value("halted");
        }

        private String running(boolean tools) {
            var vm = client.newVm("debian-12", "vm");
            client.start(vm);
            if (tools) {
                guests.report(client.text("VM.get_uuid", vm), "10.77.1.9");
                Awaitility.await()
                        .until(() -> !client.text("VM.get_guest_metrics", vm).equals(NULL));
            }
            return vm;
        }

        private String suspended() {
            client.call("VM.suspend", value("running"));
            return value("running");
        }

        private String withoutHosts(String vm) {
            client.call("host.get_all").forEach(host -> client.call("host.disable", host.asText()));
            return vm;
        }

        private String disabled() {
            var vmsHost = made.containsKey("running") ? client.text("VM.get_resident_on", value("running")) : "";
            var host = texts(client.call("host.get_all")).stream()
                    .filter(candidate -> !candidate.equals(vmsHost))
                    .findFirst()
                    .orElseThrow();
            client.call("host.disable", host);
            return host;
        }

        private String newSr() {
            return client.text(
                    "SR.create", value("h1"), Map.of(), 10 * GIB, "local", "", "ext", "user", false, Map.of());
        }

        private String unplugged(String sr) {
            client.call("PBD.unplug", first("SR.get_PBDs", sr));
            return sr;
        }

        private String unpluggedWithDisk() {
            client.newDisk(value("local-sr"), GIB);
            return unplugged(value("local-sr"));
        }

        private String onLocalSr() {
            client.newVbd(value("halted"), value("local-disk"), "Disk");
            return value("halted");
        }

        private String named(String className, String name) {
            return first(className + ".get_by_name_label", name);
        }

        private String first(String message, String param) {
            return client.call(message, param).path(0).asText();
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<Refusal> read() {
        try (var in = VmRefusalsTest.class.getResourceAsStream("/xenapi/vm-refusals.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(VmRefusalsTest::refusal)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Refusal refusal(String line) {
        var match = LINE.matcher(line);
        assertThat(match.matches()).as(line).isTrue();
        return new Refusal(match.group(1), match.group(2), match.group(3));
    }
}
