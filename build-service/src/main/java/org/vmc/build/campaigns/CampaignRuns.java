package org.vmc.build.campaigns;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.vmc.contracts.build.BuildOutcome;

/** The rows of campaigns' builds. */
@ApplicationScoped
class CampaignRuns implements PanacheRepositoryBase<CampaignRun, UUID> {

    /** How many builds of each campaign succeeded and count, and how many ended otherwise. */
    record Count(int measured, int failed) {
        static final Count NONE = new Count(0, 0);
    }

    /** The counts of several campaigns; without those that have no build. */
    @Transactional
    Map<UUID, Count> counts(List<UUID> campaignIds) {
        if (campaignIds.isEmpty()) {
            return Map.of();
        }
        return getEntityManager()
                .createQuery("""
                        select campaignId,
                          sum(case when outcome = :succeeded and realMillis is not null then 1 else 0 end),
                          sum(case when outcome <> :succeeded or (outcome is not null and realMillis is null) then 1 else 0 end)
                        from CampaignRun where campaignId in :ids group by campaignId
                        """, Object[].class)
                .setParameter("succeeded", BuildOutcome.SUCCEEDED)
                .setParameter("ids", campaignIds)
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> (UUID) row[0],
                        row -> new Count(((Number) row[1]).intValue(), ((Number) row[2]).intValue())));
    }

    /** In their order. */
    @Transactional
    List<CampaignRun> of(UUID campaignId) {
        return find("campaignId = ?1 order by place", campaignId).list();
    }
}
