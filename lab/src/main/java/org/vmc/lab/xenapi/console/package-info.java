/**
 * Consoles of running VMs: their records, and {@code /console} for {@code CONNECT} and WebSockets.
 *
 * <p>A VM has one shell on one terminal, opened when the first client comes. Clients of its {@code vt100} console read
 * and write that terminal; clients of its {@code rfb} console see the same shell on an 80 by 25 text screen, drawn by a
 * small RFB 3.8 server (RFC 6143) with raw encoding.
 */
@NullMarked
package org.vmc.lab.xenapi.console;

import org.jspecify.annotations.NullMarked;
