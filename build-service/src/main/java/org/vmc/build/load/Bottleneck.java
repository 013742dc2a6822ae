package org.vmc.build.load;

/** What held a build up. */
public enum Bottleneck {
    /** The CPU of the builder, which preprocesses and links, while the workers had time. */
    BUILDER_CPU,
    /** The CPU of the workers. */
    WORKER_CPU,
    /** All hosts worked: more or faster ones would help. */
    ALL_CPU,
    /** The disk of the builder. */
    DISK,
    /** One process at a time, such as configure or the linker, while all else waited. */
    SERIAL,
    /** CPU that the hypervisor gave to others. */
    STEAL,
    /** Nothing for most of the time. */
    NONE
}
