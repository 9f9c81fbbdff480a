package io.tracemill.streams.activity;

import io.tracemill.streams.state.ChangeState;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of activity of one thread, by time. Those that no gap can reach any more are dropped. If there are too many,
 * each two neighbouring intervals become one, with the activity of one of them. Of which one is decided by how much
 * time the activities have lost before, so that each keeps about its time, and all times together stay whole.
 */
final class History {

    private static final int FIRST_ROOM = 16;

    private long[] times = new long[FIRST_ROOM];
    private int[] activities = new int[FIRST_ROOM];

    /** Position of the oldest change and that behind the latest; their places in the arrays are modulo the room. */
    private long first;

    private long end;

    /** Position from which changes have not been saved. */
    private long unsaved;

    private boolean rewritten;

    boolean isEmpty() {
        return first == end;
    }

    int size() {
        return (int) (end - first);
    }

    private int slot(long position) {
        return (int) position & (times.length - 1);
    }

    long time(long position) {
        return times[slot(position)];
    }

    int activity(long position) {
        return activities[slot(position)];
    }

    /** Position behind the latest change. */
    long end() {
        return end;
    }

    /**
     * Notes that an activity begins.
     *
     * @param nanos its time, not before the latest change
     * @param reached time from which on gaps can refer to the history, in ns
     */
    void change(long nanos, int activity, long reached) {
        if (!isEmpty() && time(end - 1) == nanos) {
            activities[slot(end - 1)] = activity;
            unsaved = Math.min(unsaved, end - 1);
            return;
        }
        if (!isEmpty() && activity(end - 1) == activity) {
            return;
        }
        append(nanos, activity);
        while (first + 1 < end && time(first + 1) <= reached) {
            first++;
        }
    }

    private void append(long nanos, int activity) {
        if (size() == times.length) {
            resize(2 * times.length);
        }
        times[slot(end)] = nanos;
        activities[slot(end)] = activity;
        end++;
    }

    private void resize(int room) {
        long[] oldTimes = times;
        int[] oldActivities = activities;
        int mask = oldTimes.length - 1;
        times = new long[room];
        activities = new int[room];
        for (long position = first; position < end; position++) {
            times[slot(position)] = oldTimes[(int) position & mask];
            activities[slot(position)] = oldActivities[(int) position & mask];
        }
    }

    /** Makes one interval of each two, but not of the one that has not ended. Returns how many changes were lost. */
    int coarsen() {
        int before = size();
        IdleTimes lost = new IdleTimes();
        long to = first;
        long from = first;
        for (; from + 2 < end; from += 2) {
            long one = time(from + 1) - time(from);
            long two = time(from + 2) - time(from + 1);
            boolean keepsOne = one + lost.nanos(activity(from)) >= two + lost.nanos(activity(from + 1));
            long moved = keepsOne ? two : -one;
            lost.addTo(activity(from), -moved);
            lost.addTo(activity(from + 1), moved);
            move(from, keepsOne ? from : from + 1, to++);
        }
        for (; from < end; from++) {
            move(from, from, to++);
        }
        end = to;
        rewritten = true;
        return before - size();
    }

    private void move(long timeFrom, long activityFrom, long to) {
        times[slot(to)] = time(timeFrom);
        activities[slot(to)] = activity(activityFrom);
    }

    /** Position of the latest change at a time or before; that before the first one if there is none. */
    long at(long nanos) {
        long low = first - 1;
        long high = end;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (time(middle) <= nanos) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether a position is before the first change. */
    boolean isBefore(long position) {
        return position < first;
    }

    /** Whether the state of the changes since {@link #endPartial} replaces all earlier changes. */
    boolean isRewritten() {
        return rewritten;
    }

    /** State of the changes since {@link #endPartial}. */
    List<ChangeState> newChanges() {
        return states(rewritten ? first : Math.max(first, unsaved));
    }

    /** State of all changes. */
    List<ChangeState> allChanges() {
        return states(first);
    }

    private List<ChangeState> states(long from) {
        List<ChangeState> states = new ArrayList<>();
        long before = 0;
        for (long position = from; position < end; position++) {
            ChangeState state = new ChangeState();
            state.setAfterNs(time(position) - before);
            state.setActivity(activity(position));
            states.add(state);
            before = time(position);
        }
        return states;
    }

    void endPartial() {
        unsaved = end;
        rewritten = false;
    }

    void add(List<ChangeState> changes, boolean whole) {
        if (whole) {
            first = end;
        }
        long nanos = 0;
        for (ChangeState change : changes) {
            nanos += change.getAfterNs();
            if (!isEmpty() && time(end - 1) == nanos) {
                activities[slot(end - 1)] = change.getActivity();
            } else {
                append(nanos, change.getActivity());
            }
        }
        endPartial();
    }
}
