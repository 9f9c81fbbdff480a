package io.tracemill.bench.simulate.plan;

/**
 * A device of a node.
 *
 * @param index number within the node
 * @param uuid identity that its driver gives
 * @param pci address on the PCI bus
 * @param silicon how well it turned out, around 1: a better one takes less power for the same work
 */
public record Device(int index, String uuid, String pci, double silicon) {}
