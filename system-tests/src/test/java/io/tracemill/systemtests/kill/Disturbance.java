package io.tracemill.systemtests.kill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One thing that happens to a process.
 *
 * @param role whose process
 * @param instance which of them, from 0
 * @param fault what happens to it
 * @param traces how many traces are handed in before, so that there is work to disturb
 * @param delayMillis time between the two
 * @param downMillis time until a killed one is started again; a paused one goes on so long after its session is over
 * @param overlap how many more acts happen while it is paused
 */
record Disturbance(Role role, int instance, Fault fault, int traces, int delayMillis, int downMillis, int overlap) {

    private static final int LONGEST_DELAY_MILLIS = 4_000;
    private static final int LONGEST_DOWN_MILLIS = 1_500;

    /** What happens to a process. */
    enum Fault {
        /** It is gone between two instructions. */
        KILL,
        /** It stands still until all others take it for dead, and then goes on where it was: a zombie. */
        PAUSE
    }

    /** A process of a kind, and how many of it there are. */
    enum Role {
        /** Two, and their controller. */
        BROKER(3),
        INGEST(2),
        STREAM(2),
        ARCHIVE(2);

        private final int instances;

        Role(int instances) {
            this.instances = instances;
        }

        int instances() {
            return instances;
        }
    }

    private record Card(Role role, Fault fault) {}

    /** A schedule: a pure function of its seed. Every five acts kill each role once and pause one. */
    static List<Disturbance> schedule(long seed, int acts, TraceLoad load) {
        Random random = new Random(seed);
        List<Disturbance> schedule = new ArrayList<>();
        while (schedule.size() < acts) {
            List<Card> deck = new ArrayList<>();
            for (Role role : Role.values()) {
                deck.add(new Card(role, Fault.KILL));
            }
            deck.add(new Card(Role.values()[random.nextInt(Role.values().length)], Fault.PAUSE));
            Collections.shuffle(deck, random);
            for (int i = 0; i < deck.size(); i++) {
                schedule.add(act(deck.get(i), load.before(i, random), random));
            }
        }
        return List.copyOf(schedule.subList(0, acts));
    }

    private static Disturbance act(Card card, int traces, Random random) {
        return new Disturbance(
                card.role,
                random.nextInt(card.role.instances()),
                card.fault,
                traces,
                random.nextInt(LONGEST_DELAY_MILLIS),
                random.nextInt(LONGEST_DOWN_MILLIS),
                card.fault == Fault.PAUSE ? random.nextInt(3) : 0);
    }
}
