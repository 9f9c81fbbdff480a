package io.tracemill.streams.trace;

import io.tracemill.streams.state.ForwardModuleState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Modules of the operators of a forward pass, by the sequence number that their backward pass has, too. The operator
 * that started last counts. Of more than {@value #MOST} numbers, the oldest are forgotten.
 */
public final class ForwardModules {

    static final int MOST = 1 << 18;

    private final LongTable<ModulePath> byNumber = new LongTable<>();
    private final ArrayDeque<Long> numbers = new ArrayDeque<>();
    private final List<ForwardModuleState> changes = new ArrayList<>();
    private final ModulePath none = new ModulePath(0, null, "", null);

    /** Sets the module of an operator that starts now; null for none. */
    public void put(long number, @Nullable ModulePath module) {
        if (set(number, module)) {
            changes.add(new ForwardModuleState(number, ModulePaths.id(module)));
        }
    }

    private boolean set(long number, @Nullable ModulePath module) {
        @Nullable ModulePath known = byNumber.get(number);
        if (ModulePaths.id(known) == ModulePaths.id(module)) {
            return false;
        }
        byNumber.put(number, module == null ? none : module);
        if (known == null) {
            numbers.add(number);
            if (numbers.size() > MOST) {
                byNumber.remove(numbers.remove());
            }
        }
        return true;
    }

    /** Module of the latest operator with a number; null if there is none. */
    public @Nullable ModulePath get(long number) {
        @Nullable ModulePath module = byNumber.get(number);
        return module == none ? null : module;
    }

    /** Changes since the last {@link #endChanges}, in order. */
    public List<ForwardModuleState> changes() {
        return List.copyOf(changes);
    }

    /** Begins other changes. */
    public void endChanges() {
        changes.clear();
    }

    /** All numbers that are known, the oldest first: as changes they give the same. */
    public List<ForwardModuleState> all() {
        List<ForwardModuleState> all = new ArrayList<>(numbers.size());
        for (long number : numbers) {
            all.add(new ForwardModuleState(number, ModulePaths.id(byNumber.get(number))));
        }
        return all;
    }

    /** Restores changes after a restart. */
    public void restore(List<ForwardModuleState> states, ModulePaths paths) {
        states.forEach(state -> set(state.getNumber(), paths.at(state.getModule())));
    }
}
