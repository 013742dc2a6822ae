package org.vmc.vm.approvals;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of approvals. */
@ApplicationScoped
class ApprovalRows implements PanacheRepositoryBase<Approval, UUID> {

    private static final int MOST_LISTED = 500;

    /** Those that wait, oldest first. */
    List<Approval> waiting() {
        return find("state = ?1 order by requestedAt, id", ApprovalState.WAITING)
                .page(0, MOST_LISTED)
                .list();
    }

    /** The row, until the transaction ends for this transaction alone. */
    Optional<Approval> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
