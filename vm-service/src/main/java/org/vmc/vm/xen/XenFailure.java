package org.vmc.vm.xen;

/** A call to a pool that did not succeed. The message says what was attempted, and where. */
public abstract sealed class XenFailure extends RuntimeException permits PoolUnreachable, XenRefused {

    private static final long serialVersionUID = 1L;

    XenFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
