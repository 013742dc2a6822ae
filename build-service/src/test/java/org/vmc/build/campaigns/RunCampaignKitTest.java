package org.vmc.build.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.build.builds.MeasuredBuilds;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.contracts.build.BuildOutcome;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;

/** RunCampaign through the shared kit, with real builds of two variants. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class RunCampaignKitTest {
    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    CampaignRequests requests;

    @Inject
    Campaigns campaigns;

    @Inject
    CampaignRuns runs;

    @Inject
    MeasuredBuilds builds;

    Path source;
    OperationKit<CampaignOrder> kit;

    @BeforeEach
    void prepareKit() throws IOException {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        source = Files.createDirectories(LoopbackCluster.running().sources().resolve("campaign-kit"));
        Files.writeString(source.resolve("one.c"), "int one(void) { return 1; }\n");
        Files.writeString(source.resolve("Makefile"), "all: one.o\n");
        kit = new OperationKit<>(operations, faultPoints, new Subject());
    }

    @Test
    void survivesACrashAtEveryPoint() {
        kit.survivesACrashAtEveryPoint();
    }

    @Test
    void isUndoneWhenAnyStepFails() {
        kit.isUndoneWhenAnyStepFails();
    }

    @Test
    void isUndoneWhenCancelledAtAnyStep() {
        kit.isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void isUndoneOnceAlthoughTheUndoCrashes() {
        kit.isUndoneOnceAlthoughTheUndoCrashes();
    }

    private final class Subject implements OperationSubject<CampaignOrder> {
        @Override
        public NewOperation<CampaignOrder> fresh(Origin origin) {
            var variants = List.of(
                    new NewCampaign.NewVariant(null, "local", null, 1, null, null),
                    new NewCampaign.NewVariant(null, "local", null, 2, null, null));
            var wanted = new NewCampaign(source.toString(), "compare", variants, null, 1, null);
            return requests.accept(wanted, origin.actor(), origin.team());
        }

        @Override
        public void assertDone(Operation operation) {
            var known = runs.of(operation.target().id());
            assertThat(known).hasSize(2).allMatch(CampaignRun::isMeasured);
            assertThat(known)
                    .extracting(run -> run.jobs().orElseThrow())
                    .as("each variant once")
                    .containsExactly(1, 2);
            assertEnded(operation);
        }

        @Override
        public void assertUndone(Operation operation) {
            assertEnded(operation);
            assertThat(runs.of(operation.target().id())).allSatisfy(run -> assertThat(
                            builds.standing(run.build().buildId()).outcome())
                    .as("no build goes on without its campaign")
                    .isIn(BuildOutcome.CANCELLED, BuildOutcome.SUCCEEDED));
        }

        private void assertEnded(Operation operation) {
            var campaign = QuarkusTransaction.requiringNew()
                    .call(() -> campaigns.findById(operation.target().id()));
            assertThat(campaign.state()).isEqualTo(operation.state()).matches(OperationState::isEnded);
            assertThat(campaign.endedAt()).isPresent();
        }
    }
}
