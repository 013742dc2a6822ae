package org.vmc.operations.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.FillShelf;
import org.vmc.operations.plan.NewOperation;

/** A resource as a service would write it. */
@Path("/api/v1/shelves")
@RunOnVirtualThread
public class ShelvesResource {
    private final Submissions submissions;
    private final FillShelf fillShelf;

    ShelvesResource(Submissions submissions, FillShelf fillShelf) {
        this.submissions = submissions;
        this.fillShelf = fillShelf;
    }

    /** How many shelves to fill. */
    public record NewShelves(@Min(1) int count, boolean waits) {}

    @POST
    @RolesAllowed("engineer")
    public Response create(NewShelves wanted) {
        return submissions.answer(wanted, () -> plan(wanted));
    }

    private List<NewOperation<FillShelf.Input>> plan(NewShelves wanted) {
        if (wanted.count() > 3) {
            throw ProblemException.invalid("count", "must be at most 3");
        }
        return IntStream.range(0, wanted.count())
                .mapToObj(index -> fillShelf.on(UUID.randomUUID(), wanted.waits()))
                .toList();
    }
}
