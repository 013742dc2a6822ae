package org.vmc.storage.volumes;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.operations.rest.Submissions;
import org.vmc.storage.gluster.VolumeOption;

/** The options of volumes: everybody sees them, engineers change those of their own volumes. */
@Path("/api/v1/storage/volumes")
@Tag(name = "storage")
@RunOnVirtualThread
class VolumeOptionsResource {

    /**
     * An option as shown to users.
     *
     * @param value in force; null when there is none
     * @param standard whether it has Gluster's default
     */
    record OptionView(String name, @Nullable String value, boolean standard) {
        static OptionView of(VolumeOption option) {
            return new OptionView(option.name(), option.value(), option.isDefault());
        }
    }

    /** @param options values by name; null and {@code default} stand for Gluster's default */
    record OptionsWish(@Nullable Map<String, @Nullable String> options) {}

    private final Volumes volumes;
    private final OptionRequests requests;
    private final Callers callers;
    private final Submissions submissions;

    VolumeOptionsResource(Volumes volumes, OptionRequests requests, Callers callers, Submissions submissions) {
        this.volumes = volumes;
        this.requests = requests;
        this.callers = callers;
        this.submissions = submissions;
    }

    @GET
    @Path("/{id}/options")
    @RolesAllowed("viewer")
    @Operation(
            summary =
                    "List the options of a volume that were set, or all of them; part= keeps those with it in the name")
    public Page<OptionView> list(
            @PathParam("id") String id,
            @QueryParam("all") @DefaultValue("false") boolean all,
            @QueryParam("part") @DefaultValue("") String part) {
        return Page.of(requests.options(volumes.require(id)).stream()
                .filter(option -> (all || !option.isDefault()) && option.name().contains(part))
                .map(OptionView::of)
                .toList());
    }

    @POST
    @Path("/{id}/options")
    @RolesAllowed("engineer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change options of a volume; a dry run shows each from and to")
    public Response change(@PathParam("id") String id, @Nullable OptionsWish body) {
        var wanted = body == null ? new OptionsWish(null) : body;
        var caller = callers.current();
        var volume = volumes.require(id);
        caller.requireOwner(volume.owner);
        var options = requests.options(volume);
        return submissions.answerOne(
                wanted, () -> requests.change(volumes.require(id), wanted.options(), options, caller));
    }
}
