package org.vmc.vm.workers;

/** A request that says for whom it is in a way nobody can read: no answer would reach its asker. */
final class UnanswerableRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnanswerableRequest(String message, Throwable cause) {
        super(message, cause);
    }
}
