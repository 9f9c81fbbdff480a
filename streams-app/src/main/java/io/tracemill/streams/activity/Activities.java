package io.tracemill.streams.activity;

import io.tracemill.schemas.HostActivity;
import io.tracemill.streams.state.ActivityState;
import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Activities of a trace by id, in order of first occurrence. At most {@value #MOST} have an id of their own. Idle time
 * has rows for the first {@value #MOST_NAMES} names of each class that take any; what finds no room in either table is
 * the class with the name {@link SymbolTable#OTHER}.
 */
@SuppressWarnings("EnumOrdinal") // packed into keys, as they are looked up per event; never stored by ordinal
final class Activities {

    /** Id of the activity of a thread on which nothing is open. */
    static final int NOTHING = 0;

    static final int MOST = 1 << 16;
    static final int MOST_NAMES = 1 << 10;

    private static final int NAME_BITS = 28;

    private final int otherName;
    private final LongTable<Integer> ids = new LongTable<>();
    private final List<Activity> activities = new ArrayList<>();
    private byte[] ranks = new byte[64];

    /** By activity, the activity whose row its idle time counts for, plus 1; 0 before it has taken any. */
    private int[] rows = new int[64];

    private final List<Integer> withRows = new ArrayList<>();
    private final LongTable<Integer> namesWithRows = new LongTable<>();
    private final int[] namesByClass = new int[HostActivity.values().length];
    private int savedActivities;
    private int savedRows;

    /** Creates the table with the id of the name that stands for all names without room. */
    Activities(int otherName) {
        this.otherName = otherName;
        id(HostActivity.NOTHING_RECORDED, Activity.NONE, Activity.NONE);
        savedActivities = 1;
    }

    /** Id of an activity. */
    int id(HostActivity does, int name, int place) {
        long key = key(does, name, place);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        return activities.size() < MOST || name == otherName
                ? append(key, new Activity(does, name, place))
                : other(does);
    }

    /** Activity that stands for others of the class of an activity. */
    int otherThan(int id) {
        return other(get(id).does());
    }

    private int other(HostActivity does) {
        return id(does, otherName, Activity.NONE);
    }

    private static long key(HostActivity does, int name, int place) {
        return ((long) does.ordinal() << (2 * NAME_BITS)) | ((long) (name + 1) << NAME_BITS) | (place + 1);
    }

    private int append(long key, Activity activity) {
        int id = activities.size();
        if (id == ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * id);
            rows = Arrays.copyOf(rows, 2 * id);
        }
        ranks[id] = (byte) activity.rank();
        activities.add(activity);
        ids.put(key, id);
        return id;
    }

    Activity get(int id) {
        return activities.get(id);
    }

    /** The activity that explains more of two; the first one if they explain as much. */
    int better(int first, int second) {
        return ranks[second] > ranks[first] ? second : first;
    }

    /** Activity whose row the idle time of an activity counts for. */
    int row(int id) {
        int known = rows[id];
        return known != 0 ? known - 1 : findRow(id);
    }

    private int findRow(int id) {
        Activity activity = activities.get(id);
        long name = key(activity.does(), activity.name(), Activity.NONE);
        int place = activity.does().ordinal();
        int row = id;
        if (namesWithRows.get(name) == null) {
            if (namesByClass[place] < MOST_NAMES) {
                namesByClass[place]++;
                namesWithRows.put(name, id);
            } else {
                row = other(activity.does());
            }
        }
        rows[id] = row + 1;
        withRows.add(id);
        return row;
    }

    /** Activities since the last {@link #endPartial}. */
    List<ActivityState> newActivities() {
        return states(savedActivities);
    }

    /** All activities but the first. */
    List<ActivityState> allActivities() {
        return states(1);
    }

    private List<ActivityState> states(int from) {
        return activities.subList(from, activities.size()).stream()
                .map(activity -> new ActivityState(activity.does().name(), activity.name(), activity.place()))
                .toList();
    }

    /** Activities that have taken idle time for the first time since the last {@link #endPartial}. */
    List<Integer> newRows() {
        return List.copyOf(withRows.subList(savedRows, withRows.size()));
    }

    /** All activities that have taken idle time, in the order in which they first did. */
    List<Integer> allRows() {
        return List.copyOf(withRows);
    }

    void endPartial() {
        savedActivities = activities.size();
        savedRows = withRows.size();
    }

    void add(List<ActivityState> states, List<Integer> moreRows) {
        for (ActivityState state : states) {
            id(HostActivity.valueOf(state.getClass$()), state.getName(), state.getPlace());
        }
        moreRows.forEach(this::row);
        endPartial();
    }
}
