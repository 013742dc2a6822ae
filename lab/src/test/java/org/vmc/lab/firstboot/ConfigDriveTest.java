package org.vmc.lab.firstboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigDriveTest {

    @Test
    void isReadByItsPlainNames() throws IOException {
        var image = IsoImage.of(
                "CIDATA", Map.of("USER_DATA.;1", "#cloud-config\n", "META_DATA.;1", "instance-id: i\n"), false);

        assertThat(read(image)).contains(new ConfigDrive("#cloud-config\n", "instance-id: i\n"));
    }

    @Test
    void isReadByItsJolietNames() throws IOException {
        var image = IsoImage.of("cidata", Map.of("user-data", "#cloud-config\nä\n"), true);

        assertThat(read(image)).contains(new ConfigDrive("#cloud-config\nä\n", ""));
    }

    @Test
    void isNoDiskOfAnotherLabelOrWithoutUserData() throws IOException {
        assertThat(read(IsoImage.of("config-2", Map.of("user-data", "x"), false)))
                .isEmpty();
        assertThat(read(IsoImage.of("cidata", Map.of("meta-data", "x"), false))).isEmpty();
        assertThat(read(ByteBuffer.allocate(10))).isEmpty();
    }

    @Test
    void survivesEveryDamage() throws IOException {
        var random = new Random(7);
        var image = IsoImage.of("cidata", Map.of("user-data", "x", "meta-data", "y"), true);
        for (int round = 0; round < 2_000; round++) {
            var damaged = image.array().clone();
            for (int count = 0; count < 20; count++) {
                damaged[16 * IsoImage.SECTOR + random.nextInt(4 * IsoImage.SECTOR)] = (byte) random.nextInt();
            }
            // Whatever it finds, it ends, and without an exception.
            assertThat(read(ByteBuffer.wrap(damaged))).isNotNull();
        }
    }

    private static Optional<ConfigDrive> read(ByteBuffer image) throws IOException {
        return ConfigDrive.read((offset, into) -> {
            if (offset < image.capacity()) {
                int count = (int) Math.min(into.length, image.capacity() - offset);
                image.get((int) offset, into, 0, count);
            }
        });
    }
}
