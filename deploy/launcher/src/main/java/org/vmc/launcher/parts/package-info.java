/** What runs: each part with its process, its readiness and the environment it is given. */
@NullMarked
package org.vmc.launcher.parts;

import org.jspecify.annotations.NullMarked;
