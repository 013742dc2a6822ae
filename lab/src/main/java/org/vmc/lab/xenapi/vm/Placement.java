package org.vmc.lab.xenapi.vm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/** Which host a VM can be on: alive, enabled, with memory, with its disks and networks, and with its CPU features. */
final class Placement {

    private final Store store;
    private final HostMemory memory;

    Placement(Store store, HostMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    /** Fails unless a VM can boot on a host now. */
    void requireBoot(Row vm, Ref host) {
        requireAlive(host);
        memory.requireFits(vm, host);
        unreachable(vm, host).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Fails unless a suspended or running VM can go on on a host. */
    void requireContinue(Row vm, Ref host) {
        requireBoot(vm, host);
        requireFeatures(vm, host);
    }

    /** Fails unless a running VM can move to a host; on its own it needs nothing more than it has. */
    void requireMove(Row vm, Ref host) {
        if (vm.ref("resident_on").equals(host)) {
            requireAlive(host);
            requireFeatures(vm, host);
        } else {
            requireContinue(vm, host);
        }
    }

    /** Hosts a VM can boot on now, the one with the most free memory first. */
    List<Ref> possibleHosts(Row vm) {
        return possible(vm).toList();
    }

    /** The host a VM boots on: the one it has affinity for when that is possible, else the emptiest. */
    Ref choose(Row vm) {
        var affinity = vm.ref("affinity");
        var hosts = possibleHosts(vm);
        if (hosts.isEmpty()) {
            throw new XapiError("NO_HOSTS_AVAILABLE");
        }
        return hosts.contains(affinity) ? affinity : hosts.getFirst();
    }

    /** The host a suspended VM goes on on. */
    Ref chooseToContinue(Row vm) {
        var hosts =
                possible(vm).filter(host -> missingFeatures(vm, host).isEmpty()).toList();
        if (hosts.isEmpty()) {
            throw new XapiError("NO_HOSTS_AVAILABLE");
        }
        return hosts.contains(vm.ref("affinity")) ? vm.ref("affinity") : hosts.getFirst();
    }

    private Stream<Ref> possible(Row vm) {
        return memory.possibleHosts(vm).stream()
                .filter(host -> isAlive(host) && unreachable(vm, host).isEmpty());
    }

    private void requireAlive(Ref host) {
        if (!isAlive(host)) {
            throw new XapiError("HOST_NOT_LIVE");
        }
    }

    private boolean isAlive(Ref host) {
        return store.find("host_metrics", store.row("host", host).ref("metrics"))
                .filter(metrics -> metrics.flag("live"))
                .isPresent();
    }

    /** Fails unless a host has the CPU features a VM booted with. */
    void requireFeatures(Row vm, Ref host) {
        missingFeatures(vm, host).ifPresent(reason -> {
            throw new XapiError("VM_INCOMPATIBLE_WITH_THIS_HOST", vm.ref().text(), host.text(), reason);
        });
    }

    private Optional<String> missingFeatures(Row vm, Ref host) {
        var offered = CpuFeatures.ofHost(store.row("host", host).texts("cpu_info"));
        return CpuFeatures.ofVm(vm.texts("last_boot_CPU_flags")).missingIn(offered);
    }

    /** The first SR or network of a VM that a host does not reach. */
    Optional<XapiError> unreachable(Row vm, Ref host) {
        return Stream.concat(
                        vm.refs("VBDs").stream().flatMap(vbd -> missingSr(vm, vbd, host).stream()),
                        vm.refs("VIFs").stream().flatMap(vif -> missingNetwork(vm, vif, host).stream()))
                .findFirst();
    }

    private Optional<XapiError> missingSr(Row vm, Ref vbd, Ref host) {
        return store.find("VBD", vbd)
                .flatMap(row -> store.find("VDI", row.ref("VDI")))
                .flatMap(vdi -> store.find("SR", vdi.ref("SR")))
                .filter(sr -> !reaches(host, sr))
                .map(sr -> new XapiError(
                        "VM_REQUIRES_SR", vm.ref().text(), sr.ref().text()));
    }

    /** Whether a host has an SR attached. */
    boolean reaches(Ref host, Row sr) {
        return sr.refs("PBDs").stream()
                .flatMap(pbd -> store.find("PBD", pbd).stream())
                .anyMatch(pbd -> pbd.ref("host").equals(host) && pbd.flag("currently_attached"));
    }

    /** A network without any PIF is internal, and there on every host. */
    private Optional<XapiError> missingNetwork(Row vm, Ref vif, Ref host) {
        return store.find("VIF", vif)
                .flatMap(row -> store.find("network", row.ref("network")))
                .filter(network -> !network.refs("PIFs").isEmpty())
                .filter(network -> network.refs("PIFs").stream()
                        .flatMap(pif -> store.find("PIF", pif).stream())
                        .noneMatch(pif -> pif.ref("host").equals(host)))
                .map(network -> new XapiError(
                        "VM_REQUIRES_NETWORK", vm.ref().text(), network.ref().text()));
    }
}
