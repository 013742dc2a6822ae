package org.vmc.storage.exports;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.vmc.http.problem.ProblemException;

/** The exports. */
@ApplicationScoped
class NfsExports implements PanacheRepositoryBase<NfsExport, UUID> {

    /** @throws ProblemException 409 when the name is taken, or the same directory has another */
    void insert(NfsExport export) {
        find("server = ?1 and port = ?2 and path = ?3", export.server, export.port, export.path)
                .firstResultOptional()
                .ifPresent(there -> {
                    throw ProblemException.conflict(
                            "%s:%s is the export %s already.".formatted(there.server, there.path, there.name));
                });
        if (count("name", export.name) > 0) {
            throw ProblemException.nameTaken("export", export.name);
        }
        try {
            persistAndFlush(export);
        } catch (ConstraintViolationException beaten) {
            throw ProblemException.nameTaken("export", export.name);
        }
    }

    @Transactional
    List<NfsExport> ordered() {
        return list("order by name");
    }

    /** For steps of operations, which run outside any transaction. */
    @Transactional
    Optional<NfsExport> read(UUID id) {
        return findByIdOptional(id);
    }

    /** @throws ProblemException 404 when there is none, or the text is no id */
    NfsExport require(String id) {
        try {
            return findByIdOptional(UUID.fromString(id)).orElseThrow(() -> ProblemException.notFound("export", id));
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("export", id);
        }
    }
}
