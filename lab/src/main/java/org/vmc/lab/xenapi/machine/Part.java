package org.vmc.lab.xenapi.machine;

/** What a machine is to its pool at present. */
public sealed interface Part {

    /** It answers for the pool. */
    record Coordinator(PoolService pool) implements Part {}

    /** It sends clients to the coordinator. */
    record Slave(Machine coordinator) implements Part {}

    /** It has lost its coordinator and waits for somebody to decide. */
    record Emergency() implements Part {}

    /** Its toolstack is not up yet. */
    record Booting() implements Part {}

    /** It has no power and answers nothing. */
    record Off() implements Part {}
}
