package org.vmc.storage.benchmarks;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.operations.rest.Submissions;
import org.vmc.storage.hosts.StorageHosts;

/** Benchmarks of trees of small files: engineers on their own volumes, operators on anybody's. */
@Path("/api/v1/storage/benchmarks")
@Tag(name = "storage")
@RunOnVirtualThread
class BenchmarksResource {

    private static final int NEWEST = 100;
    private static final String SVG = "image/svg+xml";

    private final Benchmarks benchmarks;
    private final BenchmarkRequests requests;
    private final StorageHosts hosts;
    private final Callers callers;
    private final Submissions submissions;

    BenchmarksResource(
            Benchmarks benchmarks,
            BenchmarkRequests requests,
            StorageHosts hosts,
            Callers callers,
            Submissions submissions) {
        this.benchmarks = benchmarks;
        this.requests = requests;
        this.hosts = hosts;
        this.callers = callers;
        this.submissions = submissions;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List the last hundred storage benchmarks with what they measured, the newest first")
    public Page<BenchmarkView> list() {
        var newest = benchmarks.newest(NEWEST);
        var measured = benchmarks.measurements(
                newest.stream().map(benchmark -> benchmark.id).toList());
        return Page.of(newest.stream()
                .map(benchmark -> BenchmarkView.of(benchmark, measured.getOrDefault(benchmark.id, List.of())))
                .toList());
    }

    @POST
    @RolesAllowed("engineer")
    @Operation(
            summary =
                    "Make, search and read a tree of small files in several places in turns; what is made is removed again")
    public Response run(@NotNull(message = "is missing") NewBenchmark wanted) {
        var checked = wanted.checked(hosts.names());
        var caller = callers.current();
        var used = requests.volumes(checked, caller);
        return submissions.answerOne(wanted, () -> requests.run(checked, used, caller));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    @Operation(
            summary = "Show what a storage benchmark has measured so far, as times and as ratios to its first target")
    public BenchmarkView show(@PathParam("id") String id) {
        return view(benchmarks.require(id));
    }

    /** A browser that opens it runs nothing. */
    @GET
    @Path("/{id}/chart.svg")
    @Produces(SVG)
    @RolesAllowed("viewer")
    @Operation(summary = "A storage benchmark as a bar chart")
    public Response chart(@PathParam("id") String id) {
        return Response.ok(BenchmarkChart.of(view(benchmarks.require(id))))
                .header("Content-Security-Policy", "default-src 'none'")
                .build();
    }

    private BenchmarkView view(Benchmark benchmark) {
        return BenchmarkView.of(benchmark, benchmarks.measurements(benchmark.id));
    }
}
