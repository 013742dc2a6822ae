/**
 * Who calls, and what they may do. The gateway authenticates people and programs and hands services a short-lived
 * signed token; a service verifies it and decides by role, action and owner. Everything under {@code /api/} needs
 * authentication unless a service's configuration says otherwise.
 */
@NullMarked
package org.vmc.http.identity;

import org.jspecify.annotations.NullMarked;
