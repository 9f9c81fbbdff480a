package io.tracemill.bench.simulate.time;

import io.tracemill.bench.simulate.plan.GroupKind;
import io.tracemill.bench.simulate.plan.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One step of all ranks. Each goes on until it must wait, and is called again when what it waits for has come. */
final class StepSimulation {

    /** Least time from the begin of a receive to its end, in ns. */
    private static final long SHORTEST_RECEIVE = 120_000;

    private final Topology topology;
    private final long[] begins;
    private final List<Worker> workers = new ArrayList<>();
    private final Deque<Worker> ready = new ArrayDeque<>();
    private final Map<Place, Meeting> meetings = new HashMap<>();
    private final Map<Message, Long> sent = new HashMap<>();
    private final Map<Message, Worker> awaited = new HashMap<>();

    /** Which collective of a group. */
    private record Place(GroupKind kind, int firstRank, int number) {}

    private record Message(int sender, int receiver, long tag) {}

    /** A rank in the step. */
    static final class Worker {
        private final int rank;
        private final List<Action> actions;
        private final Map<GroupKind, Integer> collectives = new EnumMap<>(GroupKind.class);
        private final List<Timed> done = new ArrayList<>();
        private long now;
        private long linkFree;

        private Worker(int rank, List<Action> actions, long begin) {
            this.rank = rank;
            this.actions = actions;
            this.now = begin;
            this.linkFree = begin;
        }

        private boolean hasNext() {
            return done.size() < actions.size();
        }

        private Action next() {
            return actions.get(done.size());
        }

        private void finish(long end) {
            done.add(new Timed(next(), now, end));
            now = end;
        }

        List<Timed> done() {
            return done;
        }

        long end() {
            return Math.max(now, linkFree);
        }
    }

    /** Members of a group that have come to a collective. */
    private static final class Meeting {
        private final List<Worker> members = new ArrayList<>();
        private long latest;
        private long transfer;

        private void join(Worker worker, long nanos) {
            members.add(worker);
            latest = Math.max(latest, worker.now);
            transfer = Math.max(transfer, nanos);
        }
    }

    StepSimulation(Topology topology, long[] begins) {
        this.topology = topology;
        this.begins = begins;
    }

    /** Adds the actions of the next rank. */
    void add(List<Action> actions) {
        workers.add(new Worker(workers.size(), actions, begins[workers.size()]));
    }

    /** Runs all ranks to their ends. */
    List<Worker> run() {
        ready.addAll(workers);
        while (!ready.isEmpty()) {
            goOn(ready.poll());
        }
        for (Worker worker : workers) {
            if (worker.hasNext()) {
                throw new IllegalStateException("rank " + worker.rank + " waits for ever at " + worker.next());
            }
        }
        return workers;
    }

    private void goOn(Worker worker) {
        boolean goesOn = true;
        while (goesOn && worker.hasNext()) {
            goesOn = act(worker, worker.next());
        }
    }

    /** Whether the rank goes on at once. */
    private boolean act(Worker worker, Action action) {
        if (action instanceof Action.Collective collective) {
            return meet(worker, collective);
        }
        if (action instanceof Action.Receive receive) {
            return receive(worker, new Message(receive.sender(), worker.rank, receive.tag()));
        }
        if (action instanceof Action.Send send) {
            send(worker, send);
        } else {
            worker.finish(worker.now + own(action));
        }
        return true;
    }

    private static long own(Action action) {
        if (action instanceof Action.Compute compute) {
            return compute.nanos();
        }
        if (action instanceof Action.Copy copy) {
            return copy.nanos();
        }
        return action instanceof Action.Host host ? host.nanos() : 0;
    }

    private boolean meet(Worker worker, Action.Collective collective) {
        GroupKind kind = collective.group();
        Place place =
                new Place(kind, topology.first(kind, worker.rank), worker.collectives.merge(kind, 1, Integer::sum));
        Meeting meeting = meetings.computeIfAbsent(place, any -> new Meeting());
        meeting.join(worker, collective.nanos());
        if (meeting.members.size() == topology.size(kind)) {
            meetings.remove(place);
            for (Worker member : meeting.members) {
                member.finish(meeting.latest + meeting.transfer);
                ready.add(member);
            }
        }
        return false;
    }

    private void send(Worker worker, Action.Send send) {
        long start = Math.max(worker.now, worker.linkFree);
        worker.linkFree = start + send.nanos();
        worker.done.add(new Timed(send, start, worker.linkFree));
        Message message = new Message(worker.rank, send.receiver(), send.tag());
        sent.put(message, worker.linkFree);
        Worker receiver = awaited.remove(message);
        if (receiver != null) {
            ready.add(receiver);
        }
    }

    private boolean receive(Worker worker, Message message) {
        Long arrival = sent.remove(message);
        if (arrival == null) {
            awaited.put(message, worker);
            return false;
        }
        worker.finish(Math.max(worker.now + SHORTEST_RECEIVE, arrival));
        return true;
    }
}
