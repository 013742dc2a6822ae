package org.vmc.gateway.sessions;

import org.jspecify.annotations.Nullable;

/** @param token an API token, sent this once */
record NewSession(@Nullable String token) {}
