/** A build from request to report: REST, the RunBuild operation, its log, artifacts and comparison. */
@NullMarked
package org.vmc.build.builds;

import org.jspecify.annotations.NullMarked;
