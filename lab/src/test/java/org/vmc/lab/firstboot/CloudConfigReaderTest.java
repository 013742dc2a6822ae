package org.vmc.lab.firstboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.lab.firstboot.CloudConfig.User;
import org.vmc.lab.firstboot.CloudConfig.WrittenFile;

class CloudConfigReaderTest {

    @Test
    void readsWhatTheLabHonours() {
        var config = read("""
                hostname: ci-1
                timezone: Europe/Berlin
                ssh_authorized_keys: [ssh-ed25519 AAAA root]
                users:
                  - default
                  - name: alice
                    gecos: Alice A.
                    groups: adm, users
                    shell: /bin/sh
                    sudo: ALL=(ALL) NOPASSWD:ALL
                    ssh_authorized_keys:
                      - ssh-ed25519 BBBB alice
                  - bob
                bootcmd:
                  - echo booting
                runcmd:
                  - [touch, "/tmp/it's; $(here)"]
                  - echo $HOME
                """);

        assertThat(config.hostname()).contains("ci-1");
        assertThat(config.timezone()).contains("Europe/Berlin");
        assertThat(config.rootKeys()).containsExactly("ssh-ed25519 AAAA root");
        assertThat(config.users())
                .containsExactly(
                        new User(
                                "alice",
                                List.of("ssh-ed25519 BBBB alice"),
                                "/bin/sh",
                                List.of("adm", "users"),
                                "Alice A.",
                                List.of("ALL=(ALL) NOPASSWD:ALL")),
                        new User("bob", List.of(), "/bin/bash", List.of(), "", List.of()));
        assertThat(config.bootCommands()).containsExactly("echo booting");
        assertThat(config.runCommands()).containsExactly("'touch' '/tmp/it'\\''s; $(here)'", "echo $HOME");
        assertThat(config.notes()).isEmpty();
    }

    @Test
    void readsFilesInEveryEncoding() throws IOException {
        var config = read("""
                write_files:
                  - {path: /etc/plain, content: "text\\n", permissions: "0600", owner: "alice:users", defer: true}
                  - {path: /etc/number, content: text, permissions: 0640, append: true}
                  - {path: /etc/base64, content: %s, encoding: b64}
                  - {path: /etc/gzip, content: %s, encoding: gz+b64}
                """.formatted(base64("bytes".getBytes(UTF_8)), base64(gzip("packed"))));

        assertThat(config.notes()).isEmpty();
        assertThat(config.files())
                .extracting(file -> new String(file.content(), UTF_8))
                .containsExactly("text\n", "text", "bytes", "packed");
        assertThat(config.files()).extracting(WrittenFile::permissions).containsExactly("0600", "640", "644", "644");
        assertThat(config.files().getFirst())
                .returns("alice:users", WrittenFile::owner)
                .returns(true, WrittenFile::deferred);
        assertThat(config.files()).extracting(WrittenFile::append).containsExactly(false, true, false, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "packages: [nginx]",
                "package_update: true",
                "users: ['a; rm -rf /']",
                "users: [{name: -x}]",
                "users: [{name: alice, plain_text_passwd: secret}]",
                "users: [{name: alice, shell: '/bin/sh -c reboot'}]",
                "timezone: ../../etc/shadow",
                "write_files: [{path: relative, content: x}]",
                "write_files: [{path: /a/../etc/shadow, content: x}]",
                "write_files: [{path: /a, content: '***', encoding: gzip+base64}]",
                "write_files: [{path: /a, content: x, encoding: rot13}]",
                "write_files: [{path: /a, content: x, permissions: u+s}]",
                "write_files: [{path: /a, content: x, owner: 'root; reboot'}]",
                "runcmd: [{a: b}]"
            })
    void notesWhatItLeavesOut(String line) {
        assertThat(read(line + "\n").notes()).hasSize(1).allMatch(note -> note.startsWith("ignored "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#cloud-config\n\t- [",
                "Content-Type: multipart/mixed",
                "#include\nhttp://example.org/",
                "#cloud-config\na: &a [*a]\nb: !!java.net.URL [x]"
            })
    void leavesOutADocumentItCannotRead(String userData) {
        var config = CloudConfigReader.read(userData);

        assertThat(config.notes()).singleElement().asString().startsWith("ignored user-data: ");
        assertThat(config.runCommands()).isEmpty();
    }

    @Test
    void takesAnEmptyOrOddlyTypedDocumentAsSayingNothing() {
        assertThat(CloudConfigReader.read("")).isEqualTo(CloudConfig.empty(List.of()));
        assertThat(CloudConfigReader.read("#cloud-config\n")).isEqualTo(CloudConfig.empty(List.of()));
        assertThat(CloudConfigReader.read("#cloud-config\n- a\n- b\n").users()).isEmpty();
        assertThat(read("users: 7\nruncmd: {a: b}\nwrite_files: text\n").files())
                .isEmpty();
    }

    @Test
    void readsMetaData() {
        var metaData = CloudConfigReader.readMetaData("""
                instance-id: i-7
                local-hostname: ci-7.example.org
                public-keys:
                  mine: ssh-ed25519 AAAA me
                """);

        assertThat(metaData.instanceId()).contains("i-7");
        assertThat(metaData.hostname()).contains("ci-7.example.org");
        assertThat(metaData.keys()).containsExactly("ssh-ed25519 AAAA me");
        assertThat(CloudConfigReader.readMetaData("public-keys: [a, b]").keys()).containsExactly("a", "b");
        assertThat(CloudConfigReader.readMetaData("{").notes()).hasSize(1);
    }

    private static CloudConfig read(String yaml) {
        return CloudConfigReader.read("#cloud-config\n" + yaml);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
