/** Users of chats who are linked to users of the cluster, by a code made where the user is known already. */
@NullMarked
package org.vmc.gateway.chatlinks;

import org.jspecify.annotations.NullMarked;
