/** Sessions of browsers: an API token is exchanged once for a cookie that no script can read. */
@NullMarked
package org.vmc.gateway.sessions;

import org.jspecify.annotations.NullMarked;
