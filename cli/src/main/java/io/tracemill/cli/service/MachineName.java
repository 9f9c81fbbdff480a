package io.tracemill.cli.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The name of this machine, as its system has it. */
public final class MachineName {

    private MachineName() {}

    /** The name; null if the system does not know it. */
    public static @Nullable String get() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
