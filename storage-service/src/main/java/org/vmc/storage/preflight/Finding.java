package org.vmc.storage.preflight;

/**
 * Something that is not as it should be.
 *
 * @param what is so, a sentence
 * @param todo what helps, a sentence or a command
 */
record Finding(Severity severity, String what, String todo) {

    /** Whether bricks cannot be there, or are worse off than they could be. */
    enum Severity {
        ERROR,
        WARNING
    }

    static Finding error(String what, String todo) {
        return new Finding(Severity.ERROR, what, todo);
    }

    static Finding warning(String what, String todo) {
        return new Finding(Severity.WARNING, what, todo);
    }

    boolean isError() {
        return severity == Severity.ERROR;
    }
}
