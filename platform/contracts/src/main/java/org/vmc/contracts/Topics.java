package org.vmc.contracts;

/** Names of the Kafka topics. Records on every topic are keyed by the subject of the event. */
public final class Topics {

    public static final String VM = "vmc.vm";
    public static final String HOST = "vmc.host";
    public static final String STORAGE = "vmc.storage";
    public static final String BUILD = "vmc.build";
    public static final String OPERATION = "vmc.operation";
    public static final String AUDIT = "vmc.audit";

    /** What one service asks of another; the asker owns timeout and undo. */
    public static final String REQUESTS = "vmc.requests";

    /** Records a consumer could not handle, unchanged, for inspection and replay. */
    public static final String DEAD_LETTERS = "vmc.dlq";

    private Topics() {}
}
