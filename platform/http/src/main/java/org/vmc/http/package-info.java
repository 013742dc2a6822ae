/**
 * What every REST service of VMC shares, and nothing of any domain: one shape for refusals, identity and roles,
 * correlation ids, pages of lists. Each is a sub-package; adding the jar is enough, the defaults are in
 * {@code META-INF/microprofile-config.properties}.
 */
@NullMarked
package org.vmc.http;

import org.jspecify.annotations.NullMarked;
