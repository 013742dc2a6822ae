package org.vmc.vm.consoles;

import java.time.Instant;
import java.util.List;

/**
 * A ticket to one console.
 *
 * @param ticket to be shown once, before {@code expiresAt}
 * @param address path of the WebSocket, on the server that was asked for the ticket
 * @param subprotocols to be offered in the handshake; one of them carries the ticket, which so appears in no address
 */
record ConsoleTicketView(
        String ticket, Instant expiresAt, String protocol, String address, List<String> subprotocols) {}
