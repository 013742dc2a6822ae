package org.vmc.build.builds;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The manifest of a build, apart from its row because it may be long. */
@Entity
@Table(name = "build_manifest")
class StoredManifest {
    @Id
    @Column(name = "build_id")
    private UUID buildId;

    @Column(name = "content")
    private String content;

    /** For Hibernate. */
    protected StoredManifest() {}

    StoredManifest(UUID buildId, Manifest manifest) {
        this.buildId = buildId;
        this.content = manifest.text();
    }

    void replaceBy(Manifest manifest) {
        content = manifest.text();
    }

    Manifest manifest() {
        return Manifest.parse(content);
    }
}
