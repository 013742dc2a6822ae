package org.vmc.lab.xenapi.pool;

import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/** Whether a host alone fits into a pool. */
final class JoinChecks {

    private static final int MOST_HOSTS = 64;

    private final PoolSide joining;
    private final PoolSide pool;

    JoinChecks(PoolSide joining, PoolSide pool) {
        this.joining = joining;
        this.pool = pool;
    }

    /**
     * Fails with the first reason why not.
     *
     * @param force lets hosts of different builds be together
     */
    void require(boolean force) {
        if (joining.store() == pool.store()) {
            throw new XapiError("OPERATION_NOT_ALLOWED", "Host cannot become slave of itself");
        }
        if (joining.members().all().size() > 1) {
            throw new XapiError("JOINING_HOST_CANNOT_BE_MASTER_OF_OTHER_HOSTS");
        }
        joining.availability().requireOff();
        pool.availability().requireOff();
        if (pool.members().all().size() >= MOST_HOSTS) {
            throw new XapiError("OPERATION_NOT_ALLOWED", "The pool has " + MOST_HOSTS + " hosts already");
        }
        requireSameSoftware(force);
        requireSameCpus();
        requireQuietVms();
        requireOwnStorageAndNetwork();
    }

    private void requireSameSoftware(boolean force) {
        var mine = host(joining).texts("software_version");
        var theirs = host(pool).texts("software_version");
        if (!same("product_version", mine, theirs) || !same("platform_version", mine, theirs)) {
            throw new XapiError("POOL_JOINING_HOST_MUST_HAVE_SAME_PRODUCT_VERSION");
        }
        if (!force && !same("build_number", mine, theirs)) {
            throw new XapiError("HOSTS_NOT_HOMOGENEOUS", "The hosts have different builds");
        }
    }

    private void requireSameCpus() {
        if (!same("vendor", host(joining).texts("cpu_info"), host(pool).texts("cpu_info"))) {
            throw new XapiError("HOSTS_NOT_COMPATIBLE");
        }
    }

    private static boolean same(String key, Map<String, String> mine, Map<String, String> theirs) {
        return mine.getOrDefault(key, "").equals(theirs.getOrDefault(key, ""));
    }

    private void requireQuietVms() {
        var vms = joining.store().all("VM").stream()
                .filter(vm -> !vm.flag("is_control_domain"))
                .toList();
        if (inState(vms, "Running") || inState(vms, "Paused")) {
            throw new XapiError("JOINING_HOST_CANNOT_HAVE_RUNNING_VMS");
        }
        if (inState(vms, "Suspended")) {
            throw new XapiError("JOINING_HOST_CANNOT_HAVE_RUNNING_OR_SUSPENDED_VMS");
        }
        if (vms.stream().anyMatch(vm -> !vm.texts("current_operations").isEmpty())) {
            throw new XapiError("JOINING_HOST_CANNOT_HAVE_VMS_WITH_CURRENT_OPERATIONS");
        }
    }

    private static boolean inState(List<Row> vms, String powerState) {
        return vms.stream().anyMatch(vm -> vm.text("power_state").equals(powerState));
    }

    private void requireOwnStorageAndNetwork() {
        Store store = joining.store();
        if (store.all("SR").stream().anyMatch(sr -> sr.flag("shared"))) {
            throw new XapiError("JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS");
        }
        if (store.all("PIF").stream().anyMatch(pif -> !pif.flag("physical"))) {
            throw new XapiError("POOL_JOINING_HOST_MUST_ONLY_HAVE_PHYSICAL_PIFS");
        }
    }

    private static Row host(PoolSide side) {
        return side.store().row("host", side.members().coordinator());
    }
}
