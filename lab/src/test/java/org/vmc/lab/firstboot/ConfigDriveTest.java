package org.vmc.lab.firstboot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigDriveTest {

    private static final int SECTOR = 2048;

    @Test
    void isReadByItsPlainNames() throws IOException {
        var image =
                image("CIDATA", Map.of("USER_DATA.;1", "#cloud-config\n", "META_DATA.;1", "instance-id: i\n"), false);

        assertThat(read(image)).contains(new ConfigDrive("#cloud-config\n", "instance-id: i\n"));
    }

    @Test
    void isReadByItsJolietNames() throws IOException {
        var image = image("cidata", Map.of("user-data", "#cloud-config\nä\n"), true);

        assertThat(read(image)).contains(new ConfigDrive("#cloud-config\nä\n", ""));
    }

    @Test
    void isNoDiskOfAnotherLabelOrWithoutUserData() throws IOException {
        assertThat(read(image("config-2", Map.of("user-data", "x"), false))).isEmpty();
        assertThat(read(image("cidata", Map.of("meta-data", "x"), false))).isEmpty();
        assertThat(read(ByteBuffer.allocate(10))).isEmpty();
    }

    @Test
    void survivesEveryDamage() throws IOException {
        var random = new Random(7);
        var image = image("cidata", Map.of("user-data", "x", "meta-data", "y"), true);
        for (int round = 0; round < 2_000; round++) {
            var damaged = image.array().clone();
            for (int count = 0; count < 20; count++) {
                damaged[16 * SECTOR + random.nextInt(4 * SECTOR)] = (byte) random.nextInt();
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

    /** Sector 16 has the descriptor, 18 the top directory, the following ones a file each. */
    private static ByteBuffer image(String label, Map<String, String> files, boolean joliet) {
        var charset = joliet ? UTF_16BE : US_ASCII;
        var image = ByteBuffer.allocate(32 * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        int descriptor = 16 * SECTOR;
        image.put(descriptor, (byte) (joliet ? 2 : 1)).put(descriptor + 1, "CD001".getBytes(US_ASCII));
        image.put(descriptor + 40, " ".repeat(joliet ? 16 : 32).getBytes(charset));
        image.put(descriptor + 40, label.getBytes(charset));
        record(image, descriptor + 156, "\0".getBytes(US_ASCII), 18, SECTOR, true);
        image.put(17 * SECTOR, (byte) 255).put(17 * SECTOR + 1, "CD001".getBytes(US_ASCII));
        int at = 18 * SECTOR;
        int sector = 19;
        for (var file : new TreeMap<>(files).entrySet()) {
            var content = file.getValue().getBytes(UTF_8);
            at += record(image, at, file.getKey().getBytes(charset), sector, content.length, false);
            image.put(sector++ * SECTOR, content);
        }
        return image;
    }

    private static int record(ByteBuffer image, int at, byte[] name, int sector, int size, boolean directory) {
        int length = 33 + name.length + (name.length % 2 == 0 ? 1 : 0);
        image.put(at, (byte) length).putInt(at + 2, sector).putInt(at + 10, size);
        image.put(at + 25, (byte) (directory ? 2 : 0))
                .put(at + 32, (byte) name.length)
                .put(at + 33, name);
        return length;
    }
}
