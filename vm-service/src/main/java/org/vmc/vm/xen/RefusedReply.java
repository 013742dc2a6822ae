package org.vmc.vm.xen;

import java.util.List;

/** The pool answered with an error, before anybody has said what was attempted. Becomes a {@link XenRefused}. */
final class RefusedReply extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> description;

    /** @param description the code, then its parameters; never empty */
    RefusedReply(List<String> description) {
        super(description.getFirst());
        this.description = List.copyOf(description);
    }

    String code() {
        return description.getFirst();
    }

    List<String> params() {
        return description.subList(1, description.size());
    }
}
