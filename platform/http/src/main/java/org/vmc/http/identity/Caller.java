package org.vmc.http.identity;

import org.vmc.http.problem.ProblemException;

/**
 * The authenticated user on whose behalf a request runs.
 *
 * @param user unique name
 * @param role greatest role held
 * @param team team that pays for what the user creates; empty when none
 */
public record Caller(String user, Role role, String team) {

    /** @throws ProblemException 403 naming the role that is needed */
    public void require(Role needed) {
        if (!role.includes(needed)) {
            throw ProblemException.forbidden(
                    "This needs the role %s; %s has %s.".formatted(needed.wireName(), user, role.wireName()));
        }
    }

    /** Whether the caller may change a thing of that owner: their own as an engineer, anyone's as an operator. */
    public boolean mayChange(String owner) {
        return role.includes(Role.OPERATOR) || (role.includes(Role.ENGINEER) && user.equals(owner));
    }

    /** @throws ProblemException 403 naming what is needed, unless {@link #mayChange} */
    public void requireOwner(String owner) {
        require(Role.ENGINEER);
        if (!mayChange(owner)) {
            throw ProblemException.forbidden(
                    "This belongs to %s; changing it needs its owner or the role %s, and %s has %s."
                            .formatted(owner, Role.OPERATOR.wireName(), user, role.wireName()));
        }
    }
}
