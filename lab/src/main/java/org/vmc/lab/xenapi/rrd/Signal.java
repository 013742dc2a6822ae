package org.vmc.lab.xenapi.rrd;

/** What is measured of a host or VM. */
enum Signal {
    /** CPU time used per time and virtual CPU, 0 to 1. */
    CPU,
    /** Memory used inside, in bytes. */
    MEMORY,
    /** Bytes a second that came in over the network. */
    RECEIVED,
    /** Bytes a second that went out. */
    SENT,
    /** Bytes a second read from disks. */
    READ,
    /** Bytes a second written to disks. */
    WRITTEN
}
