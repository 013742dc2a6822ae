package org.vmc.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.keys.ClusterKey;
import org.vmc.launcher.keys.Secrets;
import org.vmc.launcher.keys.SigningKeys;

/** Whoever knows the password of the lab's XenAPI is administrator of its hosts, whatever VMC's roles say. */
class LabPasswordTest {

    @TempDir
    Path directory;

    @Test
    void isThisInstallationsOwnAndOnNoCommandLine() throws IOException {
        Files.createDirectories(directory.resolve("lab/target/lib"));
        Wiring wiring = wiring();
        String password = new Secrets(directory).xenApiPassword();

        assertThat(password).hasSizeGreaterThan(30);
        assertThat(new LabPart(wiring).upCommand())
                .contains("--password-file")
                .contains(directory.resolve("xenapi-password").toString())
                .noneMatch(argument -> argument.contains(password));
        assertThat(vmService(wiring)).containsEntry("VMC_XEN_POOLS_0__PASSWORD", password);
    }

    private static Map<String, String> vmService(Wiring wiring) {
        return ServiceDefinitions.ALL.stream()
                .filter(service -> service.name().equals("vm-service"))
                .findFirst()
                .orElseThrow()
                .environment()
                .apply(wiring);
    }

    private Wiring wiring() {
        Map<String, Integer> ports = Map.of(LabPart.NAME, 1);
        return new Wiring(
                new VmcHome(directory, directory),
                UpOptions.USUAL,
                ports,
                SigningKeys.in(directory),
                ClusterKey.in(directory),
                new Secrets(directory));
    }
}
