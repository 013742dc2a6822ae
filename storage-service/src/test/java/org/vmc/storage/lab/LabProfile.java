package org.vmc.storage.lab;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** Leaves the pool in memory out, so that the driver is used. */
public final class LabProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types",
                "org.vmc.storage.FakeGluster,org.vmc.storage.FakeHosts,org.vmc.storage.FakeTrees,org.vmc.storage.volumes.VolumeScene");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(LabHosts.class));
    }
}
