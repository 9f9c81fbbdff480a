package io.tracemill.cli.serve;

import io.tracemill.cli.export.ExportRequest;
import io.tracemill.cli.export.TraceExport;
import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Parts of traces for a trace viewer. Each is written to a file first, as fast as the archive can be read, so that only
 * the file waits for a slow reader.
 */
final class Cuts {

    private static final Set<String> PARAMETERS = Set.of("id", "step", "from", "to");

    /** Files at a time. */
    private static final int MOST = 8;

    /** Spans of a part; a browser could not show many more. */
    private static final long MOST_SPANS = 2_000_000;

    private final Desk desk;
    private final Path data;
    private final TempDirectory directory;
    private final Semaphore room = new Semaphore(MOST);
    private final AtomicLong numbers = new AtomicLong();

    Cuts(Desk desk, Path data, TempDirectory directory) {
        this.desk = desk;
        this.data = data;
        this.directory = directory;
    }

    private record Part(
            String id,
            @Nullable Integer step,
            @Nullable Duration from,
            @Nullable Duration to) {

        /** Name for who saves it: what no file system minds. */
        String fileName() {
            String name = id.replaceAll("[^A-Za-z0-9-]", "");
            return "trace-" + name + (step == null ? "" : "-step" + step) + ".json.gz";
        }
    }

    /** Sends the part that a query names. */
    void send(String query, Reply reply) throws Refusal {
        Parameters parameters = Parameters.of(query, PARAMETERS);
        Part part = new Part(
                parameters.required("id"),
                parameters.number("step").orElse(null),
                parameters.offset("from").orElse(null),
                parameters.offset("to").orElse(null));
        if (!room.tryAcquire()) {
            throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, "too many parts are being read; try again later");
        }
        Path file = directory.path().resolve("cut-" + numbers.incrementAndGet() + ".json.gz");
        Request.addCompletionListener(reply.request(), failure -> room.release());
        desk.once(moment -> write(moment, part, file), new Taker<>() {
            @Override
            public void take(Path written) {
                send(part, written, reply);
            }

            @Override
            public void fail(Throwable error) {
                reply.fail(error);
            }
        });
    }

    private static void send(Part part, Path file, Reply reply) {
        reply.response()
                .getHeaders()
                .put(HttpHeader.CONTENT_DISPOSITION, "attachment; filename=\"" + part.fileName() + '"');
        reply.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try {
            long bytes = Files.size(file);
            InputStream in = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            reply.send("application/gzip", bytes, in);
        } catch (IOException e) {
            reply.fail(e);
        }
    }

    private Path write(Moment moment, Part part, Path file) throws IOException {
        TraceInfo trace = moment.trace(part.id);
        try (ArchiveSql sql = moment.connect(trace.getRun())) {
            TraceExport.run(request(part, trace, file), moment.archive(), sql, Cuts::checkSize);
            return file;
        } catch (TooLargeException e) {
            throw Refusal.malformed("the part is too large for a viewer; step, from or to names a smaller one");
        } catch (ArithmeticException e) {
            throw Refusal.malformed("from or to is not a time of the trace");
        } catch (Failure e) {
            throw Refusal.missing(String.valueOf(e.getMessage()));
        }
    }

    private static void checkSize(long spans) {
        if (spans > MOST_SPANS) {
            throw new TooLargeException();
        }
    }

    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private ExportRequest request(Part part, TraceInfo trace, Path file) throws Refusal {
        try {
            return new ExportRequest(data, trace, part.step, part.from, part.to, file);
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed(String.valueOf(e.getMessage()).replace("--", ""));
        }
    }
}
