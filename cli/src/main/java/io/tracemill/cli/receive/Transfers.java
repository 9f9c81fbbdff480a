package io.tracemill.cli.receive;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The uploads that a door knows: those under way, and the last of those that have ended. Thread-safe. */
final class Transfers {

    private static final int MOST_ENDED = 10_000;
    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Transfer> underWay = new HashMap<>();
    private final Map<Upload.Key, Transfer> byKey = new HashMap<>();
    private final Map<Upload.Key, Known> done = new HashMap<>();
    private final Map<String, Known> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            if (size() <= MOST_ENDED) {
                return false;
            }
            Upload.Key key = eldest.getValue().upload().key();
            if (key != null) {
                done.remove(key, eldest.getValue());
            }
            return true;
        }
    };

    /**
     * An upload that the door knows.
     *
     * @param outcome null while it is under way
     */
    record Known(String id, Upload upload, @Nullable Outcome outcome) {}

    /** A new id. */
    String nextId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Begins an upload, unless one of the same trace is under way or done, which is returned then. */
    synchronized Optional<Known> begin(Transfer transfer) {
        Optional<Known> same = same(transfer.upload());
        if (same.isEmpty()) {
            underWay.put(transfer.id(), transfer);
            Upload.Key key = transfer.upload().key();
            if (key != null) {
                byKey.put(key, transfer);
            }
        }
        return same;
    }

    /** An upload of the same trace that is under way or done. */
    synchronized Optional<Known> same(Upload upload) {
        Upload.Key key = upload.key();
        if (key == null) {
            return Optional.empty();
        }
        Transfer transfer = byKey.get(key);
        return transfer == null ? Optional.ofNullable(done.get(key)) : Optional.of(known(transfer));
    }

    /** The upload of an id. */
    synchronized Optional<Known> get(String id) {
        Transfer transfer = underWay.get(id);
        return transfer == null ? Optional.ofNullable(ended.get(id)) : Optional.of(known(transfer));
    }

    private static Known known(Transfer transfer) {
        return new Known(transfer.id(), transfer.upload(), null);
    }

    /** Ends an upload; what came of it is remembered if it may be. */
    synchronized void end(Transfer transfer, Outcome outcome) {
        underWay.remove(transfer.id());
        Upload.Key key = transfer.upload().key();
        if (key != null) {
            byKey.remove(key, transfer);
        }
        if (outcome.isKept()) {
            Known known = new Known(transfer.id(), transfer.upload(), outcome);
            if (key != null && outcome.isDone()) {
                done.put(key, known);
            }
            ended.put(transfer.id(), known);
        }
    }

    /** Uploads that are under way. */
    synchronized int underWay() {
        return underWay.size();
    }
}
