package org.vmc.vm.vms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** Reads bodies that may be left out, whatever content type a client then says they have. */
@ApplicationScoped
class OptionalBody {

    private final ObjectMapper json;

    OptionalBody(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The body, or {@code absent}.
     *
     * @throws ProblemException 415 for a body that is not said to be JSON
     */
    <T> T read(@Nullable String contentType, @Nullable String body, Class<T> type, T absent)
            throws JsonProcessingException {
        if (body == null || body.isBlank()) {
            return absent;
        }
        if (contentType == null || !contentType.startsWith(MediaType.APPLICATION_JSON)) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body of this request is application/json, or left out.");
        }
        T read = json.readValue(body, type);
        return read == null ? absent : read;
    }
}
