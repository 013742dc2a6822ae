/**
 * Refusals and failures in the one shape of RFC 9457. Code throws a {@link org.vmc.http.problem.ProblemException};
 * whatever else goes wrong (bean validation, unreadable JSON, unknown paths, defects) is turned into the same shape
 * here.
 */
@NullMarked
package org.vmc.http.problem;

import org.jspecify.annotations.NullMarked;
