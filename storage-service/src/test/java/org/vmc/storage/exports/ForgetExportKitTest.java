package org.vmc.storage.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.storage.FakeNfsServer;
import org.vmc.storage.KitChecks;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class ForgetExportKitTest implements KitChecks, OperationSubject<ExportChange> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    NfsExports exports;

    @Inject
    ForgetExport kind;

    private FakeNfsServer server;

    @BeforeEach
    void begin() {
        server = new FakeNfsServer();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<ExportChange> fresh(Origin origin) {
        var export = new NfsExport();
        export.id = UUID.randomUUID();
        export.name = "kit-" + export.id;
        export.server = "127.0.0.1";
        export.port = server.port();
        export.path = "/srv/" + export.id;
        export.owner = "kit";
        export.team = "test";
        export.createdAt = Instant.now();
        server.export(export.path);
        exports.insert(export);
        return NewOperation.of(kind, ExportChange.of(export), new Target("export", export.id, export.name));
    }

    @Override
    @Transactional
    public void assertDone(Operation operation) {
        assertThat(exports.findByIdOptional(operation.target().id())).isEmpty();
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        assertThat(exports.findByIdOptional(operation.target().id())).isPresent();
    }
}
