package org.vmc.build.campaigns;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vmc.http.problem.ProblemException;

/** The rows of campaigns. */
@ApplicationScoped
class Campaigns implements PanacheRepositoryBase<Campaign, UUID> {

    /** @throws ProblemException 404 when there is none, or the text is no id */
    Campaign require(String id) {
        try {
            return findByIdOptional(UUID.fromString(id))
                    .orElseThrow(() -> ProblemException.notFound("build campaign", id));
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("build campaign", id);
        }
    }

    /**
     * The newest first. Ids are made in the order of time.
     *
     * @param before only those older than the campaign with this id
     */
    @Transactional
    List<Campaign> newest(Optional<UUID> before, int limit) {
        var found = before.isPresent() ? find("id < ?1 order by id desc", before.get()) : find("order by id desc");
        return found.page(0, limit).list();
    }
}
