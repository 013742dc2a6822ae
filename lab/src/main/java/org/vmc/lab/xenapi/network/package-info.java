/** Networks and VIFs. */
@NullMarked
package org.vmc.lab.xenapi.network;

import org.jspecify.annotations.NullMarked;
