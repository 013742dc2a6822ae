package org.vmc.vm.xen;

import java.io.Serial;
import java.util.List;

/** The pool answered with an error; nothing was done. Code and parameters are the pool's own. */
public final class XenRefused extends XenFailure {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    // transient: an exception must be serialisable, and a List is not known to be
    private final transient List<String> params;

    XenRefused(String attempted, String code, List<String> params, Throwable cause) {
        super(attempted + ": " + code + (params.isEmpty() ? "" : " " + params), cause);
        this.code = code;
        this.params = List.copyOf(params);
    }

    /** Error code, for example {@code VM_BAD_POWER_STATE}. */
    public String code() {
        return code;
    }

    /** Parameters of the code, in the order XenAPI documents. */
    public List<String> params() {
        return params;
    }

    public boolean is(String expected) {
        return code.equals(expected);
    }
}
