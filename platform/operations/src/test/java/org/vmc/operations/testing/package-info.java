/** The kit that every kind of operation must pass, for the tests of the services. */
@NullMarked
package org.vmc.operations.testing;

import org.jspecify.annotations.NullMarked;
