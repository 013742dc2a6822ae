/** Values of the XenAPI and the two ways they travel: XML-RPC and JSON-RPC. Knows no class, field or message. */
@NullMarked
package org.vmc.lab.xenapi.wire;

import org.jspecify.annotations.NullMarked;
