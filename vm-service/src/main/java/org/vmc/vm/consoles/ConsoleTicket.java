package org.vmc.vm.consoles;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;

/** A ticket that has not been used. Only its hash is kept: who reads the table cannot use it. */
@Entity
@Table(name = "console_ticket")
class ConsoleTicket {

    @Id
    String hash;

    @Column(name = "vm_id", nullable = false)
    UUID vmId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    ConsoleProtocol protocol;

    @Column(name = "user_name", nullable = false)
    String user;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    Role role;

    @Column(nullable = false)
    String team;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    Caller caller() {
        return new Caller(user, role, team);
    }
}
