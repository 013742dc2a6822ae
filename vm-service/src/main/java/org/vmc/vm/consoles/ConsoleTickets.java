package org.vmc.vm.consoles;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.vmc.http.identity.Caller;

/** Gives tickets out and takes them back, once each, whichever replica is shown them. */
@ApplicationScoped
class ConsoleTickets implements PanacheRepositoryBase<ConsoleTicket, String> {

    private static final int TICKET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new ticket, in letters, digits, {@code -} and {@code _}. */
    String issue(UUID vmId, ConsoleProtocol protocol, Caller caller, Instant now, Instant expiresAt) {
        byte[] random = new byte[TICKET_BYTES];
        RANDOM.nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        ConsoleTicket ticket = new ConsoleTicket();
        ticket.hash = hash(text);
        ticket.vmId = vmId;
        ticket.protocol = protocol;
        ticket.user = caller.user();
        ticket.role = caller.role();
        ticket.team = caller.team();
        ticket.expiresAt = expiresAt;
        QuarkusTransaction.requiringNew().run(() -> {
            delete("expiresAt < ?1", now);
            persist(ticket);
        });
        return text;
    }

    /** What this ticket is for; empty when it is unknown, was used before or has expired. */
    Optional<ConsoleTicket> redeem(String text, Instant now) {
        return QuarkusTransaction.requiringNew().call(() -> {
            // Whoever comes second waits for the lock, and then there is no row.
            Optional<ConsoleTicket> ticket = findByIdOptional(hash(text), LockModeType.PESSIMISTIC_WRITE);
            ticket.ifPresent(this::delete);
            return ticket.filter(found -> now.isBefore(found.expiresAt));
        });
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
