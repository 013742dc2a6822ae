package org.vmc.build.tuning;

/** Where the number of jobs of a build comes from. */
public enum JobsFrom {
    /** The request said it. */
    GIVEN,
    /** From the number of CPUs. */
    PLANNED,
    /** Builds before this one have found it to be the fastest on machines like these. */
    REMEMBERED,
    /** To see whether it is faster. */
    TRIED
}
