package org.vmc.storage.classes;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.page.Page;

/** The storage classes. */
@Path("/api/v1/storage/classes")
@Tag(name = "storage")
@RolesAllowed("viewer")
class ClassesResource {

    private final StorageClasses classes;

    ClassesResource(StorageClasses classes) {
        this.classes = classes;
    }

    @GET
    @Operation(summary = "List the storage classes a volume can be made from")
    public Page<ClassView> list() {
        return Page.of(classes.all().stream().map(ClassView::of).toList());
    }
}
