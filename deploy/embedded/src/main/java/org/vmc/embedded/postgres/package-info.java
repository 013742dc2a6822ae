/** PostgreSQL from Maven Central's binaries, as root and as a normal user. */
@NullMarked
package org.vmc.embedded.postgres;

import org.jspecify.annotations.NullMarked;
