package org.vmc.vm.xen;

/**
 * The pool gave no usable answer: no connection, a timeout, or a reply that was not XML-RPC.
 *
 * <p>The call may have been carried out all the same; ask the pool before repeating it.
 */
public final class PoolUnreachable extends XenFailure {

    private static final long serialVersionUID = 1L;

    PoolUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
