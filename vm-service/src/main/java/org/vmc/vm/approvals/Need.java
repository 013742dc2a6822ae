package org.vmc.vm.approvals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;

/**
 * That an approval is needed.
 *
 * @param reasons why, each a clause about the request
 * @param byRole least role of who decides
 * @param byTeam team of who decides; any when null
 */
public record Need(
        List<String> reasons, Role byRole, @Nullable String byTeam) {

    public Need {
        reasons = List.copyOf(reasons);
    }

    /** Who decides, to follow “approval by”. */
    public String by() {
        return who(byRole, byTeam);
    }

    /** Whether it is for this caller to decide what somebody else wants. */
    boolean isFor(Caller caller, String owner) {
        return !caller.user().equals(owner) && admits(caller, byRole, byTeam);
    }

    static String who(Role role, @Nullable String team) {
        String other = "another user with the role " + role.wireName();
        return team == null ? other : other + " in team " + team;
    }

    /** Whether somebody is of those who decide. That nobody decides their own request is another matter. */
    static boolean admits(Caller caller, Role role, @Nullable String team) {
        return caller.role().includes(role) && (team == null || team.equals(caller.team()));
    }
}
