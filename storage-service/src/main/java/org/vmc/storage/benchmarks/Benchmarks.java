package org.vmc.storage.benchmarks;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.vmc.http.problem.ProblemException;

/** The benchmarks and what they measured. */
@ApplicationScoped
class Benchmarks implements PanacheRepositoryBase<Benchmark, UUID> {

    /** @throws ProblemException 409 while another runs, also for one of this very moment */
    void insert(Benchmark benchmark) {
        find("endedAt is null").firstResultOptional().ifPresent(running -> {
            throw alone(running.id + " on " + running.client);
        });
        try {
            persistAndFlush(benchmark);
        } catch (ConstraintViolationException e) {
            throw alone("it was asked for a moment ago");
        }
    }

    private static ProblemException alone(String other) {
        return ProblemException.conflict(
                "Another storage benchmark runs (%s), and two would measure each other. Wait for it or cancel it: /op list."
                        .formatted(other));
    }

    /** @throws ProblemException 404 when there is none, or the text is no id */
    @Transactional
    Benchmark require(String id) {
        try {
            return findByIdOptional(UUID.fromString(id))
                    .orElseThrow(() -> ProblemException.notFound("storage benchmark", id));
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("storage benchmark", id);
        }
    }

    /** The newest first. */
    @Transactional
    List<Benchmark> newest(int limit) {
        return find("order by createdAt desc, id desc").page(0, limit).list();
    }

    /** In the order of rounds. */
    List<Measurement> measurements(UUID id) {
        return measurements(List.of(id)).getOrDefault(id, List.of());
    }

    /** Those of several, asked for at once. */
    @Transactional
    Map<UUID, List<Measurement>> measurements(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<?> rows = getEntityManager()
                .createNativeQuery("select benchmark_id, round, target, step, micros from benchmark_measurement"
                        + " where benchmark_id in (:ids) order by round, target, step")
                .setParameter("ids", ids)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .collect(Collectors.groupingBy(
                        row -> (UUID) row[0], Collectors.mapping(Benchmarks::measurement, Collectors.toList())));
    }

    private static Measurement measurement(Object[] row) {
        return new Measurement(
                ((Number) row[1]).intValue(), (String) row[2], (String) row[3], ((Number) row[4]).longValue());
    }

    /** Keeps a time; the first one counts. */
    @Transactional
    void note(UUID id, Measurement measured) {
        getEntityManager()
                .createNativeQuery("insert into benchmark_measurement (benchmark_id, round, target, step, micros)"
                        + " values (:id, :round, :target, :step, :micros) on conflict do nothing")
                .setParameter("id", id)
                .setParameter("round", measured.round())
                .setParameter("target", measured.target())
                .setParameter("step", measured.step())
                .setParameter("micros", measured.micros())
                .executeUpdate();
    }
}
