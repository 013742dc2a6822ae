package org.vmc.vm.reports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Counts what this service itself stands on: its replicas, its database's standbys, and brokers. */
@ApplicationScoped
class OwnParts {

    private static final Logger LOG = Logger.getLogger(OwnParts.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final Replicas replicas;
    private final EntityManager entities;
    private final String bootstrapServers;

    OwnParts(
            Replicas replicas,
            EntityManager entities,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.replicas = replicas;
        this.entities = entities;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * What was counted.
     *
     * @param replicas of this service, at least one
     * @param standbys that follow the database now
     * @param brokers of the cluster; empty when none answered
     */
    record Count(int replicas, int standbys, OptionalInt brokers) {}

    Count count() {
        // Asked first: no connection to the database is held while a broker does not answer.
        OptionalInt brokers = brokers();
        return QuarkusTransaction.requiringNew().call(() -> new Count(replicas.running(), standbys(), brokers));
    }

    private int standbys() {
        Object count = entities.createNativeQuery("select count(*) from pg_stat_replication")
                .getSingleResult();
        return ((Number) count).intValue();
    }

    private OptionalInt brokers() {
        int millis = Math.toIntExact(ANSWER_WITHIN.toMillis());
        try (AdminClient broker = AdminClient.create(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "request.timeout.ms",
                millis,
                "default.api.timeout.ms",
                millis))) {
            int nodes = broker.describeCluster()
                    .nodes()
                    .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .size();
            return OptionalInt.of(nodes);
        } catch (ExecutionException | TimeoutException | KafkaException away) {
            LOG.debug("No broker answers", away);
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
