package org.vmc.storage.hosts;

import java.time.Duration;
import java.util.function.Supplier;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.storage.gluster.GlusterRefused;
import org.vmc.storage.gluster.GlusterUnreachable;

/**
 * Turns the driver's failures into refusals that users read. No answer, and a lock held by another command, become a
 * 503: worth another try; a refusal in Gluster's own words becomes a 409.
 */
public final class GlusterProblems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private GlusterProblems() {}

    public static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (GlusterUnreachable e) {
            throw ProblemException.of(ProblemType.UPSTREAM_UNREACHABLE, sentence(e), e)
                    .retryAfter(RETRY_AFTER);
        } catch (GlusterRefused e) {
            if (e.isBusy()) {
                throw ProblemException.of(ProblemType.UPSTREAM_UNREACHABLE, sentence(e), e)
                        .retryAfter(RETRY_AFTER);
            }
            throw ProblemException.of(ProblemType.CONFLICT, sentence(e), e);
        }
    }

    public static void changing(Runnable change) {
        asking(() -> {
            change.run();
            return true;
        });
    }

    private static String sentence(RuntimeException failure) {
        var text = String.valueOf(failure.getMessage()).strip();
        return text.endsWith(".") ? text : text + ".";
    }
}
