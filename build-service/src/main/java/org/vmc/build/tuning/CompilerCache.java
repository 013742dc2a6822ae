package org.vmc.build.tuning;

/** What a compiler cache had of a build: with a warm one there is little to compile, and few jobs are enough. */
public enum CompilerCache {
    /** Nothing, or none is used: everything is compiled. */
    COLD,
    /** Results of earlier builds. */
    WARM
}
