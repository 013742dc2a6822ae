package org.vmc.lab.firstboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.vmc.lab.firstboot.CloudConfig.User;
import org.vmc.lab.firstboot.CloudConfig.WrittenFile;
import org.vmc.lab.firstboot.CloudConfigReader.MetaData;

/**
 * The first-boot configuration of one guest.
 *
 * <p>It is carried out once for a disk and an instance: a disk that was configured for another VM, such as the clone of
 * a running one, is configured again, under the keys and names of its new VM. {@code bootcmd} runs at every boot. What
 * happens is logged in the guest, in {@code /var/log/cloud-init.log}; output of commands in
 * {@code /var/log/cloud-init-output.log}.
 */
public final class FirstBoot {

    private static final String SCRIPT_START = "#!";

    private final String userData;
    private final String metaDataText;
    private final CloudConfig config;
    private final MetaData metaData;
    private final String instanceId;

    private FirstBoot(String userData, String metaDataText, UUID vm) {
        this.userData = userData;
        this.metaDataText = metaDataText;
        this.config = CloudConfigReader.read(userData);
        this.metaData = CloudConfigReader.readMetaData(metaDataText);
        this.instanceId = metaData.instanceId().orElse("vm-" + vm);
    }

    /**
     * Reads a configuration. What is wrong in it is logged in the guest.
     *
     * @param userData {@code user-data}: a {@code #cloud-config} document, a script that begins with {@code #!}, or
     *     empty
     * @param metaData {@code meta-data}: YAML, may be empty
     * @param vm the VM, which is the instance unless {@code meta-data} names one
     */
    public static FirstBoot of(String userData, String metaData, UUID vm) {
        return new FirstBoot(userData, metaData, vm);
    }

    /** Whether nothing at all was given: then there is nothing to carry out or to log. */
    public boolean isEmpty() {
        return userData.isBlank() && metaDataText.isBlank();
    }

    /** Host name asked for, without a domain; free text that the caller checks. */
    public Optional<String> hostname() {
        return config.hostname().or(metaData::hostname).map(name -> name.split("\\.", 2)[0]);
    }

    /** What was ignored and why, one line each. */
    public List<String> notes() {
        return Stream.concat(config.notes().stream(), metaData.notes().stream()).toList();
    }

    /**
     * Writes everything as files below a directory that does not exist yet, for {@code first-boot.sh}; it is readable
     * for root alone.
     */
    public void writeTo(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            text(directory, "user-data", userData);
            text(directory, "meta-data", metaDataText);
            text(directory, "instance-id", instanceId);
            text(directory, "notes", lines(notes()));
            text(
                    directory,
                    "keys",
                    lines(Stream.concat(config.rootKeys().stream(), metaData.keys().stream())
                            .distinct()
                            .toList()));
            optionalText(directory, "timezone", config.timezone());
            optionalText(directory, "bootcmd", script(config.bootCommands()));
            optionalText(directory, "runcmd", script(config.runCommands()));
            optionalText(directory, "script", Optional.of(userData).filter(data -> data.startsWith(SCRIPT_START)));
            writeAll(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write the first-boot configuration to " + directory, e);
        }
    }

    private void writeAll(Path directory) throws IOException {
        var number = 0;
        for (var file : config.files()) {
            var group = file.deferred() ? "deferred-files" : "files";
            write(Files.createDirectories(numbered(directory.resolve(group), number++)), file);
        }
        for (var user : config.users()) {
            write(Files.createDirectories(numbered(directory.resolve("users"), number++)), user);
        }
    }

    private static void write(Path entry, WrittenFile file) throws IOException {
        text(entry, "path", file.path());
        Files.write(entry.resolve("content"), file.content());
        text(entry, "owner", file.owner());
        text(entry, "permissions", file.permissions());
        if (file.append()) {
            text(entry, "append", "");
        }
    }

    private static void write(Path entry, User user) throws IOException {
        text(entry, "name", user.name());
        text(entry, "keys", lines(user.keys()));
        text(entry, "shell", user.shell());
        text(entry, "groups", String.join(",", user.groups()));
        text(entry, "gecos", user.gecos());
        text(
                entry,
                "sudoers",
                lines(user.sudo().stream().map(line -> user.name() + " " + line).toList()));
    }

    /** Names sort like the numbers. */
    private static Path numbered(Path directory, int number) {
        return directory.resolve(String.format(Locale.ROOT, "%06d", number));
    }

    private static Optional<String> script(List<String> commands) {
        return commands.isEmpty() ? Optional.empty() : Optional.of("#!/bin/sh\n" + lines(commands));
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\n").reduce("", String::concat);
    }

    private static void optionalText(Path directory, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            text(directory, name, text.get());
        }
    }

    private static void text(Path directory, String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
    }
}
