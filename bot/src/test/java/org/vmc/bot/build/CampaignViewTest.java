package org.vmc.bot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignViewTest {
    @Test
    void aRowHasFiguresAndNamesThreeOutliers() {
        var outliers = List.of(
                new CampaignView.Outlier(1, 9),
                new CampaignView.Outlier(2, 8.5),
                new CampaignView.Outlier(7, 1),
                new CampaignView.Outlier(8, 10));
        var variant = new CampaignView.Variant(
                "local", new CampaignView.Summary(30, 1, 2, 0.5, 2, 3, 10), 1.5, 0.25, outliers);

        assertThat(variant.row())
                .containsExactly(
                        "local",
                        "30",
                        "1.00 s",
                        "2.00 s",
                        "0.50 s",
                        "2.00 s",
                        "3.00 s",
                        "10.00 s",
                        "1.50 s / 0.25 s",
                        "round 1: 9.00 s, round 2: 8.50 s, round 7: 1.00 s, 1 more");
        assertThat(new CampaignView.Variant("b", null, null, null, null).row()).hasSize(10);
    }
}
