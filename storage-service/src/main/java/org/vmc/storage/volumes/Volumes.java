package org.vmc.storage.volumes;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.Brick;

/** The volumes. */
@ApplicationScoped
class Volumes implements PanacheRepositoryBase<Volume, UUID> {

    /** @throws ProblemException 409 when the name is taken, also by a request of this very moment */
    void insert(Volume volume) {
        if (named(volume.name).isPresent()) {
            throw ProblemException.nameTaken("volume", volume.name);
        }
        try {
            persistAndFlush(volume);
        } catch (ConstraintViolationException e) {
            throw ProblemException.nameTaken("volume", volume.name);
        }
    }

    Optional<Volume> named(String name) {
        return find("name", name).firstResultOptional();
    }

    /** @throws ProblemException 404 when there is none, or the text is no id */
    Volume require(String id) {
        try {
            return findByIdOptional(UUID.fromString(id)).orElseThrow(() -> ProblemException.notFound("volume", id));
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("volume", id);
        }
    }

    /** In the order of names. */
    @Transactional
    List<Volume> page(@Nullable String name, String after, int limit) {
        if (name != null && !name.isEmpty()) {
            return list("name = ?1 and name > ?2", name, after);
        }
        return find("name > ?1 order by name", after).page(0, limit).list();
    }

    /** Writes the flag alone: as one of a list the whole brick would be written, also where another is there by now. */
    void noteBrick(UUID volumeId, Brick brick, boolean online) {
        getEntityManager()
                .createNativeQuery("update volume_brick set online = :online where volume_id = :volume and host = :host"
                        + " and path = :path and online <> :online")
                .setParameter("online", online)
                .setParameter("volume", volumeId)
                .setParameter("host", brick.host())
                .setParameter("path", brick.path())
                .executeUpdate();
    }

    /** For steps of operations, which run outside any transaction. */
    @Transactional
    Optional<Volume> read(UUID id) {
        return findByIdOptional(id);
    }

    /** The bricks it has now; none when it is gone. */
    @Transactional
    List<Brick> bricksOf(UUID id) {
        return findByIdOptional(id).map(Volume::brickList).orElse(List.of());
    }

    /** What is promised on each host, to bricks that are there and to those that are going to be. */
    Map<String, Long> promisedBytes() {
        return Stream.of(
                        "select b.host, sum(b.promisedBytes) from Volume v join v.bricks b group by b.host",
                        "select p.host, sum(p.promisedBytes) from PlannedBrick p group by p.host")
                .flatMap(query ->
                        getEntityManager().createQuery(query, Object[].class).getResultStream())
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1], Long::sum));
    }
}
