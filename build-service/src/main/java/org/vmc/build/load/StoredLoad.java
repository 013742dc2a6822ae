package org.vmc.build.load;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What stays of a build's load when its samples are kept no longer. */
@Entity
@Table(name = "build_load")
class StoredLoad {
    @Id
    @Column(name = "build_id")
    private UUID buildId;

    @Column(name = "verdict")
    @JdbcTypeCode(SqlTypes.JSON)
    private LoadVerdict verdict;

    @Column(name = "hosts")
    @JdbcTypeCode(SqlTypes.JSON)
    private List<HostSummary> hosts;

    /** For Hibernate. */
    protected StoredLoad() {}

    StoredLoad(UUID buildId, LoadProfile profile) {
        this.buildId = buildId;
        replaceBy(profile);
    }

    void replaceBy(LoadProfile profile) {
        verdict = profile.verdict();
        hosts = profile.hosts();
    }

    LoadProfile profile() {
        return new LoadProfile(verdict, hosts, List.of());
    }
}
