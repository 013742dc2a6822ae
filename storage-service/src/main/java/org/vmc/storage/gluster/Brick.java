package org.vmc.storage.gluster;

/**
 * A directory on a host that holds part of a volume.
 *
 * @param host name of the host among the peers
 * @param path absolute
 */
public record Brick(String host, String path) {

    /** Reads {@code host:/path}. */
    static Brick parse(String text) {
        var colon = text.indexOf(":/");
        if (colon < 1) {
            throw new IllegalArgumentException("not a brick: " + text);
        }
        return new Brick(text.substring(0, colon), text.substring(colon + 1));
    }

    /** As Gluster writes it. */
    @Override
    public String toString() {
        return host + ":" + path;
    }
}
