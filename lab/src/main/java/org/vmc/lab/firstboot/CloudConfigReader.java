package org.vmc.lab.firstboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.vmc.lab.firstboot.CloudConfig.User;
import org.vmc.lab.firstboot.CloudConfig.WrittenFile;

/**
 * Reads {@code user-data}. What the lab does not honour, or must not, is left out with a note rather than refused, as
 * cloud-init does it: a guest boots however wrong its configuration is.
 */
final class CloudConfigReader {

    private static final String HEADER = "#cloud-config";
    private static final String DEFAULT_SHELL = "/bin/bash";
    private static final Pattern USER_NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
    private static final Pattern SHELL = Pattern.compile("(/[A-Za-z0-9._-]+)+");
    private static final Pattern TIMEZONE = Pattern.compile("[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*");

    /** Keys that ask for what a guest without a way out cannot have, or that change nothing here. */
    private static final Set<String> WITHOUT_NOTE = Set.of("preserve_hostname", "prefer_fqdn_over_hostname", "fqdn");

    private static final Set<String> HONOURED =
            Set.of("hostname", "timezone", "ssh_authorized_keys", "users", "write_files", "bootcmd", "runcmd");

    private final List<String> notes = new ArrayList<>();

    private CloudConfigReader() {}

    /** Reads user-data of any kind. */
    static CloudConfig read(String userData) {
        if (userData.isBlank()) {
            return CloudConfig.empty(List.of());
        }
        var firstLine = userData.lines().findFirst().orElse("").strip();
        if (firstLine.startsWith("#!")) {
            return CloudConfig.empty(List.of());
        }
        if (!firstLine.equals(HEADER)) {
            return CloudConfig.empty(List.of("ignored user-data: its first line is neither #cloud-config nor #!"));
        }
        try {
            return new CloudConfigReader().config(YamlNode.parse(userData));
        } catch (IllegalArgumentException e) {
            return CloudConfig.empty(List.of("ignored user-data: " + e.getMessage()));
        }
    }

    private CloudConfig config(YamlNode document) {
        document.entries().keySet().stream()
                .filter(key -> !HONOURED.contains(key) && !WITHOUT_NOTE.contains(key))
                .forEach(key -> notes.add("ignored " + printable(key) + ": the lab does not know it"));
        var hostname =
                document.get("hostname").text().or(() -> document.get("fqdn").text());
        var timezone = document.get("timezone").text().filter(name -> accepts(TIMEZONE, name, "timezone"));
        var users = users(document.get("users"));
        return new CloudConfig(
                hostname,
                timezone,
                keys(document.get("ssh_authorized_keys")),
                users,
                files(document.get("write_files")),
                commands(document.get("bootcmd"), "bootcmd"),
                commands(document.get("runcmd"), "runcmd"),
                notes);
    }

    private List<User> users(YamlNode given) {
        var users = new ArrayList<User>();
        for (var user : given.items()) {
            var name = user.get("name").text().or(user::text).orElse("");
            if (name.equals("default") || !accepts(USER_NAME, name, "user")) {
                continue;
            }
            for (var key : Set.of("passwd", "hashed_passwd", "plain_text_passwd")) {
                if (user.entries().containsKey(key)) {
                    notes.add("ignored " + key + " of user " + name + ": keys alone log in");
                }
            }
            var shell = user.get("shell").text().filter(path -> accepts(SHELL, path, "shell"));
            users.add(new User(
                    name,
                    keys(user.get("ssh_authorized_keys")),
                    shell.orElse(DEFAULT_SHELL),
                    groups(user.get("groups")),
                    user.get("gecos").text().orElse("").replaceAll("[:\\p{Cntrl}]", " "),
                    sudo(user.get("sudo"))));
        }
        return users;
    }

    private List<String> groups(YamlNode given) {
        return given.texts().stream()
                .flatMap(text -> Pattern.compile(",").splitAsStream(text))
                .map(String::strip)
                .filter(name -> accepts(USER_NAME, name, "group"))
                .toList();
    }

    private static List<String> sudo(YamlNode given) {
        // "False" is cloud-init's way to say none.
        return given.texts().stream()
                .filter(line -> !line.equalsIgnoreCase("false"))
                .map(line -> line.replaceAll("\\p{Cntrl}", " "))
                .toList();
    }

    private static List<String> keys(YamlNode given) {
        return given.texts().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private List<WrittenFile> files(YamlNode given) {
        var files = new ArrayList<WrittenFile>();
        for (var file : given.items()) {
            var path = file.get("path").text().orElse("");
            if (!isSafe(path)) {
                notes.add("ignored a file of write_files: '" + printable(path) + "' is no absolute path");
                continue;
            }
            try {
                files.add(new WrittenFile(
                        path,
                        FileContent.decode(
                                file.get("content").text().orElse(""),
                                file.get("encoding").text().orElse("")),
                        owner(file.get("owner"), path),
                        permissions(file.get("permissions"), path),
                        file.get("append").flag(),
                        file.get("defer").flag()));
            } catch (IllegalArgumentException e) {
                notes.add("ignored file " + printable(path) + ": " + printable(String.valueOf(e.getMessage())));
            }
        }
        return files;
    }

    private static boolean isSafe(String path) {
        return path.startsWith("/")
                && path.chars().noneMatch(Character::isISOControl)
                && !List.of(path.split("/", -1)).contains("..")
                && !path.endsWith("/");
    }

    private String owner(YamlNode given, String path) {
        var owner = given.text().orElse("root:root");
        if (owner.matches("[a-z_][a-z0-9_-]{0,31}(:[a-z_][a-z0-9_-]{0,31})?")) {
            return owner;
        }
        notes.add("ignored the owner of " + path + ": '" + printable(owner) + "' is no user and group");
        return "root:root";
    }

    /** YAML reads {@code 0644} as a number written in octal, {@code "0644"} as a text; both mean the same. */
    private String permissions(YamlNode given, String path) {
        var octal = given.value() instanceof Integer number
                ? Integer.toOctalString(number)
                : given.text().map(text -> text.replaceFirst("^0[oO]", "")).orElse("644");
        if (octal.matches("[0-7]{1,5}") && Integer.parseInt(octal, 8) <= 07777) {
            return octal;
        }
        notes.add("ignored the permissions of " + path + ": '" + printable(octal) + "' are no octal digits");
        return "644";
    }

    /** A text is a line of shell; a list is a program and its arguments, none of which a shell may read. */
    private List<String> commands(YamlNode given, String key) {
        var lines = new ArrayList<String>();
        for (var command : given.items()) {
            if (command.isMap()) {
                notes.add("ignored a command of " + key + ": it is neither a text nor a list");
            } else if (command.isList()) {
                lines.add(ShellWords.quote(command.texts()));
            } else {
                lines.add(command.text().orElse(""));
            }
        }
        return lines;
    }

    private boolean accepts(Pattern pattern, String text, String what) {
        if (pattern.matcher(text).matches()) {
            return true;
        }
        notes.add("ignored " + what + " '" + printable(text) + "'");
        return false;
    }

    private static String printable(String text) {
        var shown = text.replaceAll("\\p{Cntrl}", "?");
        return shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
    }

    /** Keys and host name of {@code meta-data}; a document that is none says nothing. */
    static MetaData readMetaData(String metaData) {
        try {
            var document = YamlNode.parse(metaData);
            var keys = document.get("public-keys").isMap()
                    ? document.get("public-keys").entries().values().stream()
                            .flatMap(key -> keys(key).stream())
                            .toList()
                    : keys(document.get("public-keys"));
            var hostname = document.get("local-hostname").text().or(() -> document.get("hostname")
                    .text());
            return new MetaData(document.get("instance-id").text(), hostname, keys, List.of());
        } catch (IllegalArgumentException e) {
            return new MetaData(
                    Optional.empty(), Optional.empty(), List.of(), List.of("ignored meta-data: " + e.getMessage()));
        }
    }

    /**
     * What {@code meta-data} says.
     *
     * @param instanceId another one makes the next boot a first boot
     * @param hostname unless user-data names one
     * @param keys SSH public keys of the default user
     * @param notes what was ignored and why
     */
    record MetaData(Optional<String> instanceId, Optional<String> hostname, List<String> keys, List<String> notes) {}
}
