/**
 * One PostgreSQL and one Kafka broker shared by the tests of all modules of one Maven run.
 *
 * <p>The first test JVM of a run starts a host process that owns both servers; later ones find it by its state file. It
 * ends with the Maven process (or the IDE's test JVM), and removes its directory. The first module pays three to five
 * seconds, later ones almost nothing.
 */
@NullMarked
package org.vmc.testing;

import org.jspecify.annotations.NullMarked;
