package org.vmc.vm.inventory;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How things in a pool say which operation made them, so that they can be found again whatever was lost on our side.
 *
 * <p>XenAPI sets notes only after a clone exists. Therefore a clone is first named after its operation, and gets its
 * notes and its real name in a later step.
 */
public final class CreationMark {

    /** Note that names the operation that made the VM. */
    public static final String OPERATION = "vmc:operation";

    /** Note that names our id of the VM. */
    public static final String VM = "vmc:vm";

    /** Note that names the owner. */
    public static final String OWNER = "vmc:owner";

    /** Note on a template that names the compiler in it, such as {@code gcc-12.2.0 x86_64}. */
    public static final String TOOLCHAIN = "vmc:toolchain";

    /** Note on a template that names what its clones are for; one of the roles of the catalogue. */
    public static final String ROLE = "vmc:role";

    /** Note on a template that names the operation that made it; on those that were made here alone. */
    public static final String TEMPLATE = "vmc:template";

    private static final String PREFIX = "vmc-";

    private static final Pattern CLONE_NAME =
            Pattern.compile(PREFIX + "(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

    private CreationMark() {}

    /** Name of a clone until it gets its own. */
    public static String cloneName(UUID operation) {
        return PREFIX + operation;
    }

    static boolean isCloneName(String name) {
        return CLONE_NAME.matcher(name).matches();
    }

    /** The operation that made this VM, when it was one of ours. */
    public static Optional<UUID> operation(ObservedVm vm) {
        return operation(vm.name()).or(() -> vm.note(OPERATION).flatMap(CreationMark::uuid));
    }

    /** The operation that this name of a clone or a disk says made it. */
    public static Optional<UUID> operation(String name) {
        var named = CLONE_NAME.matcher(name);
        return named.matches() ? Optional.of(UUID.fromString(named.group(1))) : Optional.empty();
    }

    /** Who a template with these notes belongs to; empty when it was not made here. */
    public static Optional<String> ownerOfTemplate(Map<String, String> notes) {
        return notes.containsKey(TEMPLATE) ? Optional.ofNullable(notes.get(OWNER)) : Optional.empty();
    }

    /** Our id of this VM, when it is one of ours. */
    public static Optional<UUID> vm(ObservedVm vm) {
        return vm.note(VM).flatMap(CreationMark::uuid);
    }

    /** Anybody may write notes, so what does not read as an id is not ours. */
    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
