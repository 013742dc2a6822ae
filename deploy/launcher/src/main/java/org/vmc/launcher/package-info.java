/**
 * The program behind {@code ./vmc}: starts PostgreSQL, Kafka, the lab and the five services on one machine, keeps them
 * running, and stops them without leaving anything. {@code up} leaves a supervisor in the background; every other
 * command finds it by its state file.
 */
@NullMarked
package org.vmc.launcher;

import org.jspecify.annotations.NullMarked;
