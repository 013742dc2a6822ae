package org.vmc.vm.firstboot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The two files of a NoCloud drive. They are written as JSON, which is YAML too, so that nothing needs other quoting.
 */
final class CloudConfig {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER = "#cloud-config\n";

    private CloudConfig() {}

    /** {@code meta-data}: a guest that is cloned under another id boots for the first time again. */
    static String metaData(String instanceId, String hostname) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("instance-id", instanceId);
        data.put("local-hostname", hostname);
        return text(data);
    }

    /** {@code user-data}. */
    static String userData(FirstBoot wanted, String hostname, List<String> keysOfService) {
        List<String> keys = Stream.concat(wanted.sshKeys().stream(), keysOfService.stream())
                .distinct()
                .toList();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("hostname", hostname);
        data.put("preserve_hostname", false);
        if (!keys.isEmpty()) {
            data.put("ssh_authorized_keys", keys);
        }
        if (wanted.user() != null) {
            data.put("users", List.of("default", user(wanted.user(), keys)));
        }
        List<String> atEveryBoot = new ArrayList<>();
        if (wanted.fsckEvery() != null) {
            atEveryBoot.add(fsckEvery(wanted.fsckEvery()));
        }
        if (!atEveryBoot.isEmpty()) {
            data.put("bootcmd", atEveryBoot);
        }
        return HEADER + text(data);
    }

    private static Map<String, Object> user(String name, List<String> keys) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("name", name);
        user.put("shell", "/bin/bash");
        user.put("sudo", "ALL=(ALL) NOPASSWD:ALL");
        user.put("lock_passwd", true);
        user.put("ssh_authorized_keys", keys);
        return user;
    }

    /** Only ext has a count of mounts; another file system is left alone. */
    private static String fsckEvery(int boots) {
        return "case \"$(findmnt -n -o FSTYPE /)\" in ext[234]) tune2fs -c " + boots
                + " \"$(findmnt -n -o SOURCE /)\" ;; esac";
    }

    private static String text(Map<String, Object> data) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
