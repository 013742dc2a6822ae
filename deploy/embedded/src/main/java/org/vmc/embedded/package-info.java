/**
 * A real PostgreSQL and a real Kafka broker as child processes, with data that survives. Used by the launcher, which
 * supervises them, and by tests, which also kill and restart them.
 */
@NullMarked
package org.vmc.embedded;

import org.jspecify.annotations.NullMarked;
