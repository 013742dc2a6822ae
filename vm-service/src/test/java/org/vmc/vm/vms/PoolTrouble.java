package org.vmc.vm.vms;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.vmc.vm.LabClient;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.HostRef;

/**
 * What goes wrong in the pool: a call is refused, its answer is lost, or it takes long; what happens is told of twice,
 * late, or after what happened later. A fault strikes the next call of its message, whoever makes it, so with many
 * histories at the same time it may strike another one than it was drawn for; what they promise holds all the same.
 */
final class PoolTrouble {

    private static final List<String> CODES =
            List.of("INTERNAL_ERROR", "OTHER_OPERATION_IN_PROGRESS", "SR_FULL", "HOST_OFFLINE", "SESSION_INVALID");

    private final LabClient lab;
    private final List<String> messages;
    private final Map<String, String> hostNames;
    private final Map<String, AtomicInteger> armed = new ConcurrentHashMap<>();

    /** @param messages those that may be struck */
    PoolTrouble(LabClient lab, Inventory inventory, List<String> messages) {
        this.lab = lab;
        this.messages = List.copyOf(messages);
        this.hostNames = inventory.pool("lab").orElseThrow().hosts().stream()
                .collect(Collectors.toMap(host -> host.ref().value(), host -> host.name()));
    }

    String hostName(HostRef host) {
        return hostNames.getOrDefault(host.value(), host.value());
    }

    /** Arms one in half of the cases, and says what. */
    String drawn(Random random) {
        if (messages.isEmpty() || random.nextBoolean()) {
            return "";
        }
        return random.nextInt(4) == 0 ? ofEvents(random) : ofMessage(random);
    }

    private String ofEvents(Random random) {
        int answers = 1 + random.nextInt(3);
        boolean twice = random.nextBoolean();
        if (twice) {
            lab.duplicateEvents(answers);
        } else {
            lab.reorderEvents(answers);
        }
        return armed("events", twice ? "duplicated" : "reordered");
    }

    private String ofMessage(Random random) {
        var message = messages.get(random.nextInt(messages.size()));
        var what =
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        var code = CODES.get(random.nextInt(CODES.size()));
                        lab.refuse(message, code, "by", "the", "history");
                        yield code;
                    }
                    case 2, 3 -> {
                        lab.loseAnswer(message);
                        yield "its answer lost";
                    }
                    default -> {
                        lab.delay(message, Duration.ofMillis(50 + random.nextInt(200)));
                        yield "slow";
                    }
                };
        return armed(message, what);
    }

    private String armed(String message, String what) {
        armed.computeIfAbsent(message, none -> new AtomicInteger()).incrementAndGet();
        return message + " " + what;
    }

    /** How many faults were armed for each message. */
    Map<String, AtomicInteger> armed() {
        return armed;
    }
}
