package io.tracemill.ingest.dialect;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one family of profilers writes its traces. Stateless. */
public interface Dialect {

    /** What {@link #deviceOf} answers for a process of the host. */
    int NO_DEVICE = -1;

    /** Name in headers and reports. */
    String name();

    /** Top-level members that only this dialect writes. */
    Set<String> telltaleMembers();

    /** Categories, in lower case, that only this dialect writes. */
    Set<String> telltaleCategories();

    /** Field of an argument, in the spelling of any vintage; null for none. */
    @Nullable
    ArgField argField(String name);

    /** Kind of a complete event of a category (in lower case; null for none), whatever its name. */
    EventKind kindOf(@Nullable String category);

    /** Whether flow events ({@code s}, {@code t}, {@code f}) only repeat what correlation ids say. */
    boolean flowsAreRedundant();

    /**
     * Whether flows of a category (in lower case; null for none) tie launches to device events: the start is the launch,
     * the end stands where the device event begins, and both carry its id.
     */
    default boolean linksByFlow(@Nullable String category) {
        return false;
    }

    /**
     * Whether flows of a category (in lower case; null for none) say when device events were submitted: the start is that
     * time, the end stands where the device event begins, and both have one id, which may be any text.
     */
    default boolean submitsByFlow(@Nullable String category) {
        return false;
    }

    /**
     * Whether flows say when device events were submitted. Then a device event that no flow links belongs to its submission:
     * to the call that was taken from a queue meanwhile, else to the place on its thread where it was submitted.
     */
    default boolean submits() {
        return false;
    }

    /**
     * Whether events of a category (in lower case; null for none) take a call from a queue: both carry its correlation id,
     * and what this thread submits meanwhile is of that call.
     */
    default boolean dequeues(@Nullable String category) {
        return false;
    }

    /** Kind of what a device did, by the type and the name of its task. */
    default EventKind kindOfTask(String type, String name) {
        return EventKind.OTHER;
    }

    /** Whether a task keeps devices in step, so that what its stream copies is part of a collective. */
    default boolean isOfCollectives(String type, String name) {
        return false;
    }

    /** Device that a process stands for; {@link #NO_DEVICE} for none. */
    default int deviceOf(long process) {
        return NO_DEVICE;
    }

    /** Whether correlation ids are times, and not given out one after the other. */
    default boolean idsAreTimes() {
        return false;
    }

    /** Process of the host that a process is, or is made from. */
    default long hostOf(long process) {
        return process;
    }

    /** Whether an operator that carries a correlation id is its own launch. */
    boolean operatorsLaunch();

    /** Completes an event whose fields and kind are known; its category is in lower case, null for none. */
    void complete(EventFields event, @Nullable String category);
}
