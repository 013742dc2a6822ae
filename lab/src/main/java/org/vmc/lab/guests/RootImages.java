package org.vmc.lab.guests;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.lab.linux.RootImage;

/**
 * Prepared root file systems by the name of the template whose disks begin with them. Templates without one begin with
 * a root made of the machine's own programs.
 *
 * @param byTemplate image by template name
 */
public record RootImages(Map<String, RootImage> byTemplate) {

    /** None for any template. */
    public static final RootImages NONE = new RootImages(Map.of());

    public RootImages {
        byTemplate = Map.copyOf(byTemplate);
    }

    /** Looks at directories by template name; throws {@link IllegalArgumentException} saying what one lacks. */
    public static RootImages of(Map<String, Path> directories) {
        return new RootImages(directories.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new RootImage(entry.getValue()))));
    }

    Optional<RootImage> forTemplate(String template) {
        return Optional.ofNullable(byTemplate.get(template));
    }
}
