/** Login and logout. */
@NullMarked
package org.vmc.lab.xenapi.session;

import org.jspecify.annotations.NullMarked;
