/** A cluster for tests: real sshd and distccd on loopback, a C project, and somebody who answers as vm-service does. */
@NullMarked
package org.vmc.build.testing;

import org.jspecify.annotations.NullMarked;
