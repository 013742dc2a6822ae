/**
 * What is served over plain HTTP beside the calls, as on a real host: consoles, archives, disk contents, statistics.
 *
 * <p>A {@link org.vmc.lab.xenapi.handler.HttpHandler} is registered for a method and a path with
 * {@link org.vmc.lab.xenapi.handler.HttpHandlers}, which checks who asks before it calls it. Handlers are blocking code
 * on virtual threads and read and write streams; {@code http} puts these over sockets.
 */
@NullMarked
package org.vmc.lab.xenapi.handler;

import org.jspecify.annotations.NullMarked;
