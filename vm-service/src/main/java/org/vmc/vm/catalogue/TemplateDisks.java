package org.vmc.vm.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenFailure;

/**
 * The disks a clone of a template has. No event tells of them, so the pool is asked; templates change seldom, so what
 * it said holds for a while, and for longer while it does not answer.
 */
@ApplicationScoped
class TemplateDisks {

    private static final Duration HOLDS = Duration.ofMinutes(5);
    private static final Pattern TO_PROVISION = Pattern.compile("<disk[^>]*\\bsize=[\"'](\\d+)[\"']");

    private final Pools pools;
    private final Map<String, Read> read = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    TemplateDisks(Pools pools) {
        this.pools = pools;
    }

    private record Read(List<TemplateView.Disk> disks, Instant at) {}

    /** In the order of the bus; those that are made for the clone come last and have no name. */
    List<TemplateView.Disk> of(ObservedTemplate template) {
        Read known = read.get(template.uuid());
        if (known != null && known.at().plus(HOLDS).isAfter(clock.instant())) {
            return known.disks();
        }
        try {
            List<TemplateView.Disk> disks = ask(template);
            read.put(template.uuid(), new Read(disks, clock.instant()));
            return disks;
        } catch (XenFailure away) {
            return known == null ? List.of() : known.disks();
        }
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
