/** Keys and secrets that are made once and kept: token signing, SSH to the hosts, API tokens, passwords. */
@NullMarked
package org.vmc.launcher.keys;

import org.jspecify.annotations.NullMarked;
