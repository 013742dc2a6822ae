/**
 * One PostgreSQL and one Kafka broker shared by the tests of a module. Modules have their own, so that those tested at
 * the same time do not hear each other.
 *
 * <p>The first test of a JVM starts a host process that owns both servers, which takes three to five seconds; later
 * ones find it by its state file. It ends with the JVM, and removes its directory.
 */
@NullMarked
package org.vmc.testing;

import org.jspecify.annotations.NullMarked;
