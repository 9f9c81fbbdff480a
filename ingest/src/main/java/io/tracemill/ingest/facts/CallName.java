package io.tracemill.ingest.facts;

import io.tracemill.schemas.ActivityMark;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of calls that tell what their thread does in the runtime of a device: of CUDA's runtime and its driver, of HIP,
 * and of CANN, whose calls are named behind their layer ({@code AscendCL@aclrtMemcpy}).
 */
final class CallName {

    /** Calls that load code onto a device or build it there, and what CUPTI says of functions that are loaded late. */
    private static final KnownNames LOADING = new KnownNames(
            List.of(),
            List.of(
                    "cumoduleload",
                    "culibraryload",
                    "cudalibraryload",
                    "hipmoduleload",
                    "aclrtbinaryload",
                    "aclopcompile",
                    "lazy function loading",
                    "runtime triggered module loading"));

    private static final Pattern GRAPH_BUILD = Pattern.compile("graphinstantiate\\b");

    private static final KnownNames WAITS = new KnownNames(
            List.of("cudamemcpywithstream", "hipmemcpywithstream"),
            List.of(
                    "devicesynchronize",
                    "streamsynchronize",
                    "streamssynchronize",
                    "eventsynchronize",
                    "eventssynchronize",
                    "ctxsynchronize",
                    "contextsynchronize",
                    "aclrtsynchronize",
                    "streamwaitvalue",
                    "hsa_signal_wait"));

    /** Copies that return when the copy is done. */
    private static final Pattern COPY_THAT_WAITS =
            Pattern.compile("(?:cuda|hip|cu)memcpy(?:2d|3d|dtoh|htod|dtod)?(?:_v2)?|aclrtmemcpy");

    private static final KnownNames ALLOCATIONS = new KnownNames(
            List.of(
                    "cudamalloc",
                    "cudafree",
                    "cudahostalloc",
                    "cudahostregister",
                    "cudamempool",
                    "cumemalloc",
                    "cumemhostalloc",
                    "cumemfree",
                    "cumemcreate",
                    "cumemmap",
                    "cumemunmap",
                    "cumemrelease",
                    "cumemaddressreserve",
                    "cumemsetaccess",
                    "hipmalloc",
                    "hipfree",
                    "hiphostalloc",
                    "hiphostmalloc",
                    "hiphostfree",
                    "hiphostregister",
                    "hipmempool",
                    "hipextmallocwithflags",
                    "aclrtmalloc",
                    "aclrtfree"),
            List.of());

    private static final String COPY = "memcpy";

    private static final KnownNames LAUNCHES = new KnownNames(
            List.of(),
            List.of(
                    "launchkernel",
                    "launchcooperative",
                    "launchhost",
                    "modulelaunch",
                    "extlaunch",
                    "graphlaunch",
                    "memset",
                    "enqueue",
                    "aclnn",
                    "aclopexecute",
                    "kernellaunch",
                    "tasklaunch"));

    /** CANN's launch of an operator, {@code Node@launch}. */
    private static final String NODE_LAUNCH = "launch";

    private CallName() {}

    /** Activity that the name of a call tells; null if it tells none. */
    static @Nullable ActivityMark mark(String name) {
        String call = name.substring(name.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (loadsCode(call)) {
            return ActivityMark.MODULE_LOAD;
        }
        if (WAITS.has(call) || COPY_THAT_WAITS.matcher(call).matches()) {
            return ActivityMark.SYNC;
        }
        if (ALLOCATIONS.has(call)) {
            return ActivityMark.ALLOCATION;
        }
        if (call.contains(COPY)) {
            return ActivityMark.COPY;
        }
        return LAUNCHES.has(call) || call.equals(NODE_LAUNCH) ? ActivityMark.LAUNCH : null;
    }

    /** Whether a name in lower case contains that of a call which loads code or builds it. */
    static boolean loadsCode(String lower) {
        return LOADING.has(lower) || GRAPH_BUILD.matcher(lower).find();
    }
}
