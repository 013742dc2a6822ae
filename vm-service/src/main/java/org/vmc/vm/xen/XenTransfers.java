package org.vmc.vm.xen;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.vmc.vm.xen.XenLink.Repeat;

/**
 * Archives of VMs (XVA), streamed from and to a pool over its HTTP handlers {@code /export} and {@code /import}. Each
 * runs under a task of the pool, which says how it ended; nothing is held here but what is on its way.
 */
public final class XenTransfers implements AutoCloseable {

    /** A terabyte at 10 MiB/s; who sends it may give up before. */
    private static final Duration LONGEST_UPLOAD = Duration.ofHours(30);

    private final XenLink link;
    private final Duration replyTimeout;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    XenTransfers(XenLink link, PoolEndpoint endpoint) {
        this.link = link;
        this.replyTimeout = endpoint.replyTimeout();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(endpoint.connectTimeout())
                // A coordinator that does not reach the disks of a VM names the host that does.
                .followRedirects(HttpClient.Redirect.NORMAL)
                .sslContext(endpoint.trust().context())
                .executor(threads)
                .build();
    }

    /** Makes a task for a transfer to run under. */
    public TaskRef begin(String label) {
        return link.call(
                "Making task " + label,
                Repeat.UNSAFE,
                connection ->
                        new TaskRef(connection.value("task.create", label, "").toString()));
    }

    /**
     * Begins to read a VM or snapshot. Closing the stream before its end makes the pool give the export up.
     *
     * @throws PoolUnreachable when the pool sends nothing; the task may know why
     */
    public InputStream export(TaskRef task, String vmUuid) {
        HttpRequest request = HttpRequest.newBuilder(place("/export", task, "uuid=" + encoded(vmUuid)))
                .GET()
                .build();
        // A timeout of the request itself would count the body in, which may take hours.
        HttpResponse<InputStream> answer =
                answered(http.sendAsync(request, BodyHandlers.ofInputStream()), replyTimeout);
        if (answer.statusCode() != 200) {
            close(answer.body());
            throw broken(new IOException("HTTP status " + answer.statusCode()));
        }
        return answer.body();
    }

    /**
     * Sends an archive as it comes; returns when all of it was sent. The task says what became of it.
     *
     * @param lengthBytes exactly what will come
     * @throws PoolUnreachable when not all of it was sent or the pool did not want it; the task may know why
     */
    public void upload(TaskRef task, String srUuid, InputStream archive, long lengthBytes) {
        AtomicBoolean begun = new AtomicBoolean();
        HttpRequest request = HttpRequest.newBuilder(place("/import", task, "sr_uuid=" + encoded(srUuid)))
                .PUT(BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> once(archive, begun)), lengthBytes))
                .build();
        int status = answered(http.sendAsync(request, BodyHandlers.discarding()), LONGEST_UPLOAD)
                .statusCode();
        if (status != 200) {
            throw broken(new IOException("HTTP status " + status));
        }
    }

    /** Gives up what is on its way. */
    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    private static <T> HttpResponse<T> answered(CompletableFuture<HttpResponse<T>> answer, Duration within) {
        try {
            return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw broken(cause);
        } catch (TimeoutException silence) {
            answer.cancel(true);
            throw broken(silence);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw broken(interrupted);
        }
    }

    /** What has been sent in part cannot be sent again. */
    private static InputStream once(InputStream archive, AtomicBoolean begun) {
        if (begun.getAndSet(true)) {
            throw new IllegalStateException("An archive is a stream, which can be sent once");
        }
        return archive;
    }

    private URI place(String path, TaskRef task, String more) {
        XenLink.Place place = link.place();
        return place.coordinator()
                .resolve(path + "?session_id=" + encoded(place.session()) + "&task_id=" + encoded(task.value()) + "&"
                        + more);
    }

    private static PoolUnreachable broken(Throwable cause) {
        return new PoolUnreachable("The transfer broke off: " + cause, cause);
    }

    private static void close(InputStream body) {
        try (body) {
            // The pool has said all there is with its status.
        } catch (IOException ignored) {
            // It is closed all the same.
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
