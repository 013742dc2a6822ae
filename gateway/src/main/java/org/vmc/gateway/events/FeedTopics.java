package org.vmc.gateway.events;

import java.util.Set;
import org.vmc.contracts.Topics;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;

/** Which topics reach clients. */
final class FeedTopics {
    static final Set<String> ALL = Set.of(
            Topics.VM, Topics.HOST, Topics.STORAGE, Topics.BUILD, Topics.OPERATION, Topics.REQUESTS, Topics.AUDIT);

    private FeedTopics() {}

    static boolean isKnown(String topic) {
        return ALL.contains(topic);
    }

    /** Who did what, refusals included, is for those who run the cluster. */
    static boolean mayRead(Caller caller, String topic) {
        return !topic.equals(Topics.AUDIT) || caller.role().includes(Role.OPERATOR);
    }
}
