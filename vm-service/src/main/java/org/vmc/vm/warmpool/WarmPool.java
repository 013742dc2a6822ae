package org.vmc.vm.warmpool;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.ledger.Ledger;
import org.vmc.vm.vms.VmsConfig;
import org.vmc.vm.vms.WarmVms;
import org.vmc.vm.vms.WarmVms.WarmVm;

/**
 * Brings the VMs that are ready ahead to their number: makes missing ones, removes those too many, and replaces those
 * that are too old, that do not run, that have not been ready for as long as a start may take, or whose template is
 * another one by now.
 *
 * <p>Takes no input and may run at any time, in several replicas at once: one decides at a time, and what it decides is
 * accepted together.
 */
@ApplicationScoped
class WarmPool {

    private static final Logger LOG = Logger.getLogger(WarmPool.class);

    private final WarmSizes sizes;
    private final WarmVms warm;
    private final Templates templates;
    private final Flavours flavours;
    private final Inventory inventory;
    private final Ledger ledger;
    private final Operations operations;
    private final WarmPoolConfig config;
    private final VmsConfig vmsConfig;
    private final Clock clock = Clock.systemUTC();
    /** Since when those that are made have not been ready, as far as this process has seen. */
    private final Map<UUID, Instant> unready = new ConcurrentHashMap<>();

    WarmPool(
            WarmSizes sizes,
            WarmVms warm,
            Templates templates,
            Flavours flavours,
            Inventory inventory,
            Ledger ledger,
            Operations operations,
            WarmPoolConfig config,
            VmsConfig vmsConfig) {
        this.sizes = sizes;
        this.warm = warm;
        this.templates = templates;
        this.flavours = flavours;
        this.inventory = inventory;
        this.ledger = ledger;
        this.operations = operations;
        this.config = config;
        this.vmsConfig = vmsConfig;
    }

    @Scheduled(
            every = "${vmc.warm-pool.check-every:10s}",
            delayed = "${vmc.warm-pool.check-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        look(clock.instant());
    }

    /** Does what is due at this moment. */
    void look(Instant now) {
        QuarkusTransaction.requiringNew().run(() -> {
            sizes.hold();
            List<WarmSize> wanted = sizes.all();
            List<WarmVm> vms = warm.all();
            noteUnready(vms, now);
            List<NewOperation<?>> due = new ArrayList<>(warm.retiredStill(now.minus(config.tryAgainAfter())));
            wanted.forEach(size -> due.addAll(tend(size, vms, now)));
            vms.stream()
                    .filter(vm -> vm.made()
                            && wanted.stream().noneMatch(size -> size.isOf(vm.pool(), vm.template(), vm.type())))
                    .forEach(vm -> retire(vm).ifPresent(due::add));
            if (!due.isEmpty()) {
                operations.submit(origin(), null, () -> due);
            }
        });
    }

    private void noteUnready(List<WarmVm> vms, Instant now) {
        Set<UUID> ids = vms.stream()
                .filter(vm -> vm.made() && !vm.ready())
                .map(WarmVm::id)
                .collect(Collectors.toSet());
        unready.keySet().retainAll(ids);
        ids.forEach(id -> unready.putIfAbsent(id, now));
    }

    private List<NewOperation<?>> tend(WarmSize size, List<WarmVm> all, Instant now) {
        Optional<ObservedTemplate> template = templates.named(size.pool(), size.template());
        Optional<Flavour> flavour = flavours.named(size.type());
        if (!heard(size.pool()) || template.isEmpty() || flavour.isEmpty()) {
            return List.of();
        }
        List<NewOperation<?>> due = new ArrayList<>();
        List<WarmVm> kept = new ArrayList<>();
        for (WarmVm vm : all) {
            if (!size.isOf(vm.pool(), vm.template(), vm.type())) {
                continue;
            }
            Optional<NewOperation<?>> deletion = isOfUse(vm, template.get(), now) ? Optional.empty() : retire(vm);
            deletion.ifPresentOrElse(due::add, () -> kept.add(vm));
        }
        kept.stream()
                .filter(WarmVm::made)
                .limit(Math.max(0, kept.size() - size.size()))
                .forEach(vm -> retire(vm).ifPresent(due::add));
        if (kept.size() < size.size() && mayMake(size)) {
            IntStream.range(kept.size(), size.size())
                    .forEach(number -> due.add(warm.make(
                            size.pool(), size.template(), template.get().uuid(), flavour.get())));
        }
        return due;
    }

    private boolean isOfUse(WarmVm vm, ObservedTemplate template, Instant now) {
        return !vm.made()
                || (!vm.stopped()
                        && !isUnready(vm, now)
                        && vm.templateUuid().equals(template.uuid())
                        && now.isBefore(vm.createdAt().plus(config.ageAtMost())));
    }

    private boolean isUnready(WarmVm vm, Instant now) {
        Instant since = unready.get(vm.id());
        return since != null && since.plus(vmsConfig.readyWithin()).isBefore(now);
    }

    /** Not while the last attempts failed, and not into a storage that is too full for VMs somebody asks for. */
    private boolean mayMake(WarmSize size) {
        if (warm.failedWithin(size.pool(), size.template(), size.type(), config.tryAgainAfter())) {
            return false;
        }
        try {
            ledger.requireRoom(size.pool());
            return true;
        } catch (ProblemException noRoom) {
            LOG.debugf("No VM is made ahead in pool %s: %s", size.pool(), noRoom.detail());
            return false;
        }
    }

    private Optional<NewOperation<?>> retire(WarmVm vm) {
        return heard(vm.pool()) ? warm.retire(vm.id()) : Optional.empty();
    }

    private boolean heard(String pool) {
        return inventory.pool(pool).filter(PoolSnapshot::reachable).isPresent();
    }

    private static Origin origin() {
        return new Origin(WarmVms.OWNER, Role.OPERATOR.wireName(), "", WarmVms.OWNER, TimeOrderedIds.next(), null);
    }
}
