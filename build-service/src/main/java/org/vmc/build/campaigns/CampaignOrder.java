package org.vmc.build.campaigns;

import java.util.List;
import java.util.UUID;

/**
 * Input of {@link RunCampaign}: a checked request with every choice made.
 *
 * @param builder on which all builds run; others would be measured with the way of building
 * @param rounds builds of each variant; for a tuning the most builds
 */
record CampaignOrder(
        UUID campaignId,
        CampaignKind kind,
        String source,
        List<Variant> variants,
        int rounds,
        String builder,
        boolean ignoreClockSkew) {

    CampaignOrder {
        variants = List.copyOf(variants);
    }

    /** How many builds it has at most. */
    int runs() {
        return rounds * variants.size();
    }
}
