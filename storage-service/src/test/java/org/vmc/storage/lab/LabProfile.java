package org.vmc.storage.lab;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** Leaves the pool in memory out, and all that stands on it, so that the driver is used. */
public final class LabProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types",
                String.join(
                        ",",
                        "org.vmc.storage.FakeGluster",
                        "org.vmc.storage.FakeHosts",
                        "org.vmc.storage.FakeTrees",
                        "org.vmc.storage.repositories.PublicationScene",
                        "org.vmc.storage.volumes.VolumeScene"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(LabHosts.class));
    }
}
