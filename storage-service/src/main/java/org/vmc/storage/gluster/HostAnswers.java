package org.vmc.storage.gluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link InspectionScripts} print. */
final class HostAnswers {

    /** Size, free bytes, type. */
    private static final Pattern SPACE = Pattern.compile("\\s*([0-9]{1,18})\\s+([0-9]{1,18})\\s+(\\S+)\\s*");

    private HostAnswers() {}

    static HostFacts.Answered facts(String host, String text) {
        var missing = new ArrayList<String>();
        var facts = new HashMap<String, String>();
        text.lines()
                .map(line -> line.strip().split(" ", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> {
                    if (words[0].equals("missing")) {
                        missing.add(words[1]);
                    } else {
                        facts.put(words[0], words[1]);
                    }
                });
        return new HostFacts.Answered(host, facts.get("gluster"), facts.containsKey("daemon"), missing, root(facts));
    }

    private static HostFacts.@Nullable BrickRoot root(Map<String, String> facts) {
        var space = SPACE.matcher(facts.getOrDefault("space", ""));
        if (!space.matches()) {
            return null;
        }
        var mount = facts.getOrDefault("mount", "").split(" ", 2);
        var inode = facts.get("inode");
        return new HostFacts.BrickRoot(
                facts.containsKey("own"),
                mount[0],
                space.group(3),
                mount.length == 2 ? List.of(mount[1].strip().split(",")) : List.of(),
                Long.parseLong(space.group(1)),
                Long.parseLong(space.group(2)),
                inode == null ? null : Integer.valueOf(inode));
    }
}
