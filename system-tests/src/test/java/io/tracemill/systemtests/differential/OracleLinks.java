package io.tracemill.systemtests.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Launches, nesting, owners and steps, each found by its own scan over the whole trace. */
final class OracleLinks {
    private OracleLinks() {}

    /** Fills in what the events, in trace order, say of each other. */
    static void link(List<OracleEvent> events) {
        findLaunches(events);
        Map<String, List<OracleEvent>> lanes = new HashMap<>();
        for (OracleEvent event : events) {
            if (event.host()) {
                lanes.computeIfAbsent(event.lane(), lane -> new ArrayList<>()).add(event);
            }
        }
        lanes.values().forEach(OracleLinks::nest);
        for (OracleEvent event : events) {
            if (event.runtime()) {
                event.owner = ownerAmong(event.open);
            }
        }
        for (OracleEvent event : events) {
            if (event.onDevice() && event.launch != null) {
                event.owner = event.launch.owner;
            }
        }
        findSteps(events);
    }

    /** The first runtime call, in trace order, with the correlation of a device event. */
    private static void findLaunches(List<OracleEvent> events) {
        Set<Long> wanted = new HashSet<>();
        for (OracleEvent event : events) {
            if (event.onDevice() && event.correlation != null) {
                wanted.add(event.correlation);
            }
        }
        Map<Long, OracleEvent> launches = new HashMap<>();
        for (OracleEvent event : events) {
            Long correlation = event.correlation;
            if (event.runtime()
                    && correlation != null
                    && wanted.contains(correlation)
                    && launches.putIfAbsent(correlation, event) == null) {
                event.kind = "LAUNCH";
            }
        }
        for (OracleEvent event : events) {
            if (event.onDevice()) {
                event.launch = launches.get(event.correlation);
            }
        }
    }

    /** Nests the events of one thread, given in trace order. */
    private static void nest(List<OracleEvent> lane) {
        List<OracleEvent> open = new ArrayList<>();
        for (OracleEvent event : lane) {
            open.removeIf(span -> span.end() <= event.start);
            event.open = List.copyOf(open);
            if (event.operator()) {
                takeFromParents(event);
            }
            if (event.inRuntime()) {
                addToParents(event);
            }
            if (event.nests()) {
                open.add(event);
            }
        }
    }

    /** A child counts for all spans above it, up to the nearest operator, which is the last it counts for. */
    private static void takeFromParents(OracleEvent child) {
        for (int index = child.open.size() - 1; index >= 0; index--) {
            OracleEvent parent = child.open.get(index);
            parent.self -= Math.min(child.end(), parent.end()) - child.start;
            parent.children++;
            if (parent.operator()) {
                return;
            }
        }
    }

    /** A call counts for all spans above it, up to the nearest operator, unless it stands in an earlier call there. */
    private static void addToParents(OracleEvent call) {
        OracleEvent innermost = call.open.isEmpty() ? null : call.open.get(call.open.size() - 1);
        if (innermost == null || innermost.callsEnd > call.start) {
            return;
        }
        for (int index = call.open.size() - 1; index >= 0; index--) {
            OracleEvent parent = call.open.get(index);
            long nanos = Math.min(call.end(), parent.end()) - call.start;
            parent.self -= nanos;
            parent.runtime += nanos;
            parent.callsEnd = Math.max(parent.callsEnd, call.end());
            if (parent.operator()) {
                return;
            }
        }
    }

    private static @Nullable OracleEvent ownerAmong(List<OracleEvent> open) {
        OracleEvent annotation = null;
        OracleEvent operator = null;
        for (OracleEvent span : open) {
            if (span.operator()) {
                operator = span;
            } else {
                annotation = span;
            }
        }
        return operator == null ? annotation : operator;
    }

    private static void findSteps(List<OracleEvent> events) {
        Map<String, TreeMap<Integer, Integer>> startedAt = new HashMap<>();
        Map<OracleEvent, Integer> places = new HashMap<>();
        for (int place = 0; place < events.size(); place++) {
            OracleEvent event = events.get(place);
            places.put(event, place);
            Matcher step = OracleTrace.PROFILER_STEP.matcher(event.name);
            if (event.nests() && event.kind.equals("ANNOTATION") && step.matches()) {
                startedAt
                        .computeIfAbsent(String.valueOf(event.process), process -> new TreeMap<>())
                        .put(place, Integer.valueOf(step.group(1)));
            }
        }
        for (OracleEvent event : events) {
            OracleEvent at = event.onDevice() ? event.launch : event.host() ? event : null;
            TreeMap<Integer, Integer> steps = at == null ? null : startedAt.get(String.valueOf(at.process));
            if (at != null && steps != null) {
                Map.Entry<Integer, Integer> last = steps.floorEntry(places.get(at));
                event.step = last == null ? null : last.getValue();
            }
        }
    }
}
