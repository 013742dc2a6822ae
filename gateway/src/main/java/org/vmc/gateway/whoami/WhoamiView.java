package org.vmc.gateway.whoami;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who the caller is here.
 *
 * @param role viewer, engineer, operator or admin
 * @param team empty when none
 */
@Schema(name = "Whoami")
record WhoamiView(String user, String role, String team) {}
