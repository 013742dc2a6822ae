/** For the tests of every service: tokens that are accepted, and the architecture rules of the house. */
@NullMarked
package org.vmc.http.testing;

import org.jspecify.annotations.NullMarked;
