package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.vmc.lab.xenapi.model.Declaration;

/** Every operation in every situation of a VM answers as the table says. */
class VmOperationsTest {

    private final SteeredGuests guests = new SteeredGuests();
    private final XenApiServer server = XenApiServer.start(XenApiConfig.fast(), guests);
    private final XapiClient client = new XapiClient(server);

    /** One situation of the table; an empty answer means the operation is valid. */
    private record Situation(String name, List<String> allowed, Map<String, String> answers) {}

    @AfterEach
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> situations() {
        var situations = read();
        assertThat(situations).hasSize(11).allSatisfy(situation -> assertThat(
                        situation.answers().keySet())
                .containsExactlyInAnyOrderElementsOf(Declaration.load().enumeration("vm_operations")));
        return situations.stream().map(situation -> DynamicTest.dynamicTest(situation.name(), () -> check(situation)));
    }

    private void check(Situation situation) {
        var vm = prepare(situation.name());
        var answers = new TreeMap<String, String>();
        situation.answers().keySet().forEach(operation -> answers.put(operation, answer(vm, operation)));

        assertThat(answers).isEqualTo(situation.answers());
        assertThat(texts(client.call("VM.get_allowed_operations", vm)))
                .containsExactlyInAnyOrderElementsOf(situation.allowed());
    }

    private String answer(String vm, String operation) {
        try {
            client.call("VM.assert_operation_valid", vm, operation);
            return "";
        } catch (XapiClient.Refused refused) {
            return String.join("|", refused.error()).replace(vm, "<vm>");
        }
    }

    private String prepare(String situation) {
        return switch (situation) {
            case "control-domain" -> client.vmNamed("Control domain on host: h1");
            case "default-template" -> client.vmNamed("Other install media");
            case "template" -> client.vmNamed("debian-12");
            case "halted" -> halted();
            case "halted-start-blocked" -> startBlocked();
            case "running-without-tools" -> running(false);
            case "running" -> running(true);
            case "paused-without-tools" -> after("VM.pause", running(false));
            case "paused" -> after("VM.pause", running(true));
            case "suspended" -> after("VM.suspend", running(true));
            case "snapshot" -> client.text("VM.snapshot", running(true), "snap");
            default -> throw new IllegalArgumentException("No situation " + situation);
        };
    }

    private String halted() {
        return client.newVm("debian-12", "vm");
    }

    private String startBlocked() {
        var vm = halted();
        client.call("VM.set_blocked_operations", vm, Map.of("start", "no start today"));
        return vm;
    }

    private String running(boolean tools) {
        var vm = halted();
        client.start(vm);
        if (tools) {
            guests.report(client.text("VM.get_uuid", vm), "10.77.1.9");
            Awaitility.await()
                    .until(() -> !client.text("VM.get_guest_metrics", vm).equals("OpaqueRef:NULL"));
        }
        return vm;
    }

    private String after(String message, String vm) {
        client.call(message, vm);
        return vm;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<Situation> read() {
        var situations = new ArrayList<Situation>();
        for (var line : lines()) {
            if (line.startsWith("situation ")) {
                situations.add(
                        new Situation(line.substring("situation ".length()), new ArrayList<>(), new TreeMap<>()));
                continue;
            }
            var situation = situations.getLast();
            if (line.startsWith("allowed ")) {
                situation
                        .allowed()
                        .addAll(List.of(line.substring("allowed ".length()).split(" ")));
                continue;
            }
            int separator = line.indexOf(" : ");
            var answer = separator < 0 ? "" : line.substring(0, separator);
            var operations =
                    separator < 0 ? line.substring("ok ".length()) : line.substring(separator + " : ".length());
            for (var operation : operations.split(" ")) {
                situation.answers().put(operation, answer);
            }
        }
        return situations;
    }

    private static List<String> lines() {
        try (var in = VmOperationsTest.class.getResourceAsStream("/xenapi/vm-operations.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
