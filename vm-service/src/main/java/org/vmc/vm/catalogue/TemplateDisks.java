package org.vmc.vm.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenFailure;

/**
 * The disks a clone of a template has. No event tells of them, so the pool is asked if it can be heard; templates
 * change seldom, so what it said holds for a while, and for longer while it does not answer. That it did not is
 * remembered too, so that nobody waits for it template by template.
 */
@ApplicationScoped
class TemplateDisks {

    private static final Duration HOLDS = Duration.ofMinutes(5);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(30);
    private static final Pattern TO_PROVISION = Pattern.compile("<disk[^>]*\\bsize=[\"'](\\d+)[\"']");

    private final Pools pools;
    private final Inventory inventory;
    private final Templates templates;
    private final Map<String, Read> read = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    TemplateDisks(Pools pools, Inventory inventory, Templates templates) {
        this.pools = pools;
        this.inventory = inventory;
        this.templates = templates;
    }

    private record Read(List<TemplateView.Disk> disks, Instant until) {}

    /** In the order of the bus; those that are made for the clone come last and have no name. */
    List<TemplateView.Disk> of(ObservedTemplate template) {
        Read known = read.get(template.uuid());
        List<TemplateView.Disk> before = known == null ? List.of() : known.disks();
        boolean holds = known != null && known.until().isAfter(clock.instant());
        if (holds || !isHeard(template.pool())) {
            return before;
        }
        try {
            return remember(template, ask(template), HOLDS);
        } catch (XenFailure away) {
            return remember(template, before, ASK_AGAIN_AFTER);
        }
    }

    private boolean isHeard(String pool) {
        return inventory.pool(pool).filter(PoolSnapshot::reachable).isPresent();
    }

    private List<TemplateView.Disk> remember(
            ObservedTemplate template, List<TemplateView.Disk> disks, Duration holding) {
        read.put(template.uuid(), new Read(disks, clock.instant().plus(holding)));
        read.keySet()
                .retainAll(templates.all().stream().map(ObservedTemplate::uuid).collect(Collectors.toSet()));
        return disks;
    }

    private List<TemplateView.Disk> ask(ObservedTemplate template) {
        Stream<TemplateView.Disk> own = pools.connection(template.pool()).disks().of(template.ref()).stream()
                .map(disk -> new TemplateView.Disk(disk.name(), disk.sizeBytes()));
        Stream<TemplateView.Disk> made = TO_PROVISION
                .matcher(template.disksToProvision())
                .results()
                .map(size -> new TemplateView.Disk("", Long.parseLong(size.group(1))));
        return Stream.concat(own, made).toList();
    }
}
