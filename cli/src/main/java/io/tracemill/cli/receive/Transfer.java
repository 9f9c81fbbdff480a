package io.tracemill.cli.receive;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One upload, from its first byte until its trace is published. */
final class Transfer {

    private final String id;
    private final Upload upload;
    private final String token;
    private final Path directory;
    private final Room.Share share;
    private @Nullable Consumer<Outcome> waiting;

    Transfer(String id, Upload upload, String token, Path directory, Room.Share share) {
        this.id = id;
        this.upload = upload;
        this.token = token;
        this.directory = directory;
        this.share = share;
    }

    /** What its address ends in; nobody can guess it. */
    String id() {
        return id;
    }

    Upload upload() {
        return upload;
    }

    /** Name of the token that it came with. */
    String token() {
        return token;
    }

    /** Its own directory, which is removed in the end. */
    Path directory() {
        return directory;
    }

    /** Where its body is. */
    Path body() {
        return directory.resolve("body.json");
    }

    Room.Share share() {
        return share;
    }

    /** The client waits for the outcome. */
    synchronized void waits(Consumer<Outcome> client) {
        waiting = client;
    }

    /** Answers the client, if it still waits. */
    void answer(Outcome outcome) {
        Consumer<Outcome> client;
        synchronized (this) {
            client = waiting;
            waiting = null;
        }
        if (client != null) {
            client.accept(outcome);
        }
    }
}
