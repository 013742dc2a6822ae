package org.vmc.vm.vms;

import java.util.List;
import java.util.Set;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.Step;
import org.vmc.vm.xen.XenRefused;

/** What an error code of a pool means for an operation: to be tried again, or decided, and then in which words. */
public final class Refusals {

    /** Codes that pass by themselves: the same call may succeed a moment later. */
    private static final Set<String> PASSING = Set.of(
            "OTHER_OPERATION_IN_PROGRESS",
            "HOST_STILL_BOOTING",
            "CANNOT_CONTACT_HOST",
            "CONNECTION_REFUSED",
            "TOO_MANY_PENDING_TASKS",
            "VDI_IN_USE",
            "SESSION_INVALID",
            "HOST_IS_SLAVE");

    /** Codes that say a host, not the VM, was the wrong choice. */
    private static final Set<String> ABOUT_THE_HOST = Set.of(
            "HOST_NOT_ENOUGH_FREE_MEMORY",
            "HOST_NOT_ENOUGH_PCPUS",
            "HOST_DISABLED",
            "HOST_DISABLED_UNTIL_REBOOT",
            "HOST_OFFLINE",
            "HOST_NOT_LIVE",
            "VM_REQUIRES_SR",
            "VM_REQUIRES_NETWORK",
            "VM_INCOMPATIBLE_WITH_THIS_HOST",
            "NO_HOSTS_AVAILABLE");

    private Refusals() {}

    /** Whether the same call may succeed a moment later. */
    public static boolean passes(String code) {
        return PASSING.contains(code);
    }

    static boolean isAboutTheHost(String code) {
        return ABOUT_THE_HOST.contains(code);
    }

    /** The problem an operation ends with when the pool has refused for good. */
    public static ProblemException problem(String attempted, String code, List<String> params) {
        ProblemType type =
                switch (code) {
                    case "VM_BAD_POWER_STATE" -> ProblemType.WRONG_POWER_STATE;
                    case "SR_FULL", "SR_BACKEND_FAILURE_44" -> ProblemType.NO_SPACE;
                    case "HOST_NOT_ENOUGH_FREE_MEMORY", "HOST_NOT_ENOUGH_PCPUS", "NO_HOSTS_AVAILABLE" ->
                        ProblemType.NO_CAPACITY;
                    default -> ProblemType.CONFLICT;
                };
        String details = params.isEmpty() ? "" : " (" + String.join(", ", params) + ")";
        return ProblemException.of(type, "%s: the pool refused with %s%s.".formatted(attempted, code, details));
    }

    /** The same action, with refusals of the pool either left to be tried again or turned into a decision. */
    static <I extends VmInput> Step.Action<I> decided(String attempted, Step.Action<I> action) {
        return context -> {
            try {
                return action.run(context);
            } catch (XenRefused refused) {
                if (passes(refused.code())) {
                    throw refused;
                }
                throw problem(attempted + " " + context.input().name(), refused.code(), refused.params());
            }
        };
    }
}
