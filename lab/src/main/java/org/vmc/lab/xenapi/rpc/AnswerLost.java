package org.vmc.lab.xenapi.rpc;

/** The call was carried out, and a fault wants its client to see a broken connection instead of the answer. */
public final class AnswerLost extends RuntimeException {

    AnswerLost() {
        super("The answer is lost, as a fault wants it", null, false, false);
    }
}
