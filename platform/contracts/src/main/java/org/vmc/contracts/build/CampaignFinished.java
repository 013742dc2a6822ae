package org.vmc.contracts.build;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * Builds of one source were run again and again to compare ways of building it, or that was given up.
 *
 * @param campaignId its address has the figures
 * @param kind {@code compare}, {@code sweep} or {@code tune}
 * @param variants the ways, as people name them; the first is what the others are compared with
 * @param succeededRuns builds that count
 * @param failedRuns builds that do not
 * @param results a sentence for each thing that was found
 * @param reason sentence for people when it was given up
 */
@EventType(
        value = "org.vmc.build.campaign.finished.v1",
        topic = Topics.BUILD,
        summary = "Builds of one source were run again and again to compare ways of building it, or that was given up.")
public record CampaignFinished(
        UUID campaignId,
        String source,
        String kind,
        BuildOutcome outcome,
        List<String> variants,
        int succeededRuns,
        int failedRuns,
        List<String> results,
        @Nullable String reason)
        implements BuildFact {

    public CampaignFinished {
        variants = List.copyOf(variants);
        results = List.copyOf(results);
    }

    @Override
    public UUID subject() {
        return campaignId;
    }
}
