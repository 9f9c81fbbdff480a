package io.tracemill.systemtests.kill;

import java.util.Locale;
import java.util.Random;

/** Traces of a kind, and how they arrive. */
enum TraceLoad {
    /** One to three before each act, of very different sizes. */
    FEW(4, 1_000_000, 4_000_000) {
        @Override
        int before(int act, Random random) {
            return random.nextInt(1, 4);
        }
    },
    /** A run of simulated nodes whose telemetry came before, before every fifth act. */
    FLEET(8, 0, 0) {
        @Override
        int before(int act, Random random) {
            return act == 0 ? 8 : 0;
        }
    },
    /** 64 small ones of two runs at once, before every fifth act. */
    MANY(32, 1_000_000, 1_100_000) {
        @Override
        int before(int act, Random random) {
            return act == 0 ? 64 : 0;
        }
    };

    private final int ranks;
    private final int leastBytes;
    private final int mostBytes;

    TraceLoad(int ranks, int leastBytes, int mostBytes) {
        this.ranks = ranks;
        this.leastBytes = leastBytes;
        this.mostBytes = mostBytes;
    }

    /** How many are handed in before an act of five, from 0. */
    abstract int before(int act, Random random);

    /** Ranks of a run, each with a trace. */
    int ranks() {
        return ranks;
    }

    /** Size of a trace. */
    int bytes(Random random) {
        return random.nextInt(leastBytes, mostBytes);
    }

    /** Name of a run. */
    String run(int number) {
        return run() + number;
    }

    /** How the names of runs begin. */
    String run() {
        return name().toLowerCase(Locale.ROOT);
    }
}
