package org.vmc.vm.approvals;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;

/** The rows of approvals. */
@ApplicationScoped
class ApprovalRows implements PanacheRepositoryBase<Approval, UUID> {

    private static final int MOST_LISTED = 500;

    /** Those that wait at this moment and concern this caller, oldest first. */
    List<Approval> waiting(Instant now, Caller caller) {
        Map<String, Object> given = new HashMap<>();
        given.put("waiting", ApprovalState.WAITING);
        given.put("now", now);
        given.put("anybodys", caller.role().includes(Role.OPERATOR));
        given.put("own", caller.role().includes(Role.ENGINEER) ? caller.user() : "");
        given.put("roles", caller.role().included());
        given.put("team", caller.team());
        return find(
                        "state = :waiting and expiresAt > :now and (:anybodys = true or requester = :own"
                                + " or (byRole in :roles and (byTeam is null or byTeam = :team))) order by requestedAt, id",
                        given)
                .page(0, MOST_LISTED)
                .list();
    }

    /** How many of this user wait at this moment. */
    long waitingOf(String requester, Instant now) {
        return count("state = ?1 and expiresAt > ?2 and requester = ?3", ApprovalState.WAITING, now, requester);
    }

    /** The row, until the transaction ends for this transaction alone. */
    Optional<Approval> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
