package org.vmc.storage.peers;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.page.Page;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Target;
import org.vmc.operations.rest.Submissions;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.HostReport;

/** The peers of the pool. */
@Path("/api/v1/storage/peers")
@Tag(name = "storage")
@RunOnVirtualThread
class PeersResource {

    private final Peers peers;
    private final PeerObservation observation;
    private final Membership membership;
    private final BrickHosts hosts;
    private final AddPeer addPeer;
    private final RemovePeer removePeer;
    private final Submissions submissions;

    PeersResource(
            Peers peers,
            PeerObservation observation,
            Membership membership,
            BrickHosts hosts,
            AddPeer addPeer,
            RemovePeer removePeer,
            Submissions submissions) {
        this.peers = peers;
        this.observation = observation;
        this.membership = membership;
        this.hosts = hosts;
        this.addPeer = addPeer;
        this.removePeer = removePeer;
        this.submissions = submissions;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List the storage hosts with their membership in the pool")
    public Page<PeerView> list() {
        observation.refresh();
        var members = peers.ordered();
        var known = members.stream().map(peer -> peer.host).collect(Collectors.toSet());
        var outside = hosts.names().stream().filter(host -> !known.contains(host));
        return Page.of(Stream.concat(members.stream().map(PeerView::of), outside.map(PeerView::outside))
                .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Take a storage host into the pool")
    public Response add(@NotNull(message = "is missing") @Valid NewPeer wanted) {
        requireConfigured(wanted.host());
        observation.refresh();
        var report = hosts.report(wanted.host());
        return submissions.answerOne(wanted, () -> {
            if (peers.findByIdOptional(Peer.idOf(wanted.host())).isPresent()) {
                throw ProblemException.conflict("%s is a peer already.".formatted(wanted.host()));
            }
            requireFit(report);
            return operation(addPeer, wanted.host());
        });
    }

    @DELETE
    @Path("/{host}")
    @RolesAllowed("operator")
    @Operation(summary = "Let a host go from the pool; it must hold no bricks and all peers must be connected")
    public Response remove(@PathParam("host") String host) {
        observation.refresh();
        return submissions.answerOne(host, () -> {
            if (peers.findByIdOptional(Peer.idOf(host)).isEmpty()) {
                throw ProblemException.notFound("peer", host);
            }
            membership.requireRemovable(host);
            return operation(removePeer, host);
        });
    }

    private void requireConfigured(String host) {
        if (!hosts.names().contains(host)) {
            throw ProblemException.invalid(
                    "host", "must be one of the configured storage hosts: " + String.join(", ", hosts.names()));
        }
    }

    private static void requireFit(HostReport report) {
        switch (report) {
            case HostReport.Fit fit -> {}
            case HostReport.Unfit unfit ->
                throw ProblemException.conflict("%s cannot be a peer: %s.".formatted(unfit.host(), unfit.reason()));
            case HostReport.Silent silent ->
                throw ProblemException.of(
                                ProblemType.UPSTREAM_UNREACHABLE,
                                "%s does not answer: %s".formatted(silent.host(), silent.reason()))
                        .retryAfter(Duration.ofSeconds(10));
        }
    }

    private static NewOperation<PeerChange> operation(OperationKind<PeerChange> kind, String host) {
        return NewOperation.of(kind, new PeerChange(host), new Target("peer", Peer.idOf(host), host))
                .alsoLocking(Membership.LOCK);
    }
}
