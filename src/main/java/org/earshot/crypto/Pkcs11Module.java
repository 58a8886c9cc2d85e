package org.earshot.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The three calls of a PKCS#11 library which Java's provider does not offer: which slot a token
/// with a certain label is in, whether its PIN is locked, and to begin anew after a token was taken
/// away. Slot numbers change when a token moves, labels do not.
///
/// As in [PKCS #11
/// v2.40](https://docs.oasis-open.org/pkcs11/pkcs11-base/v2.40/pkcs11-base-v2.40.html) on 64-bit
/// Linux: `CK_ULONG` has 8 bytes. Calls are not made by two threads at once: [Pkcs11Token] holds a
/// lock.
@SuppressWarnings("restricted") // that is what this class is for
final class Pkcs11Module {

    private static final long OK = 0;
    private static final long ALREADY_INITIALIZED = 0x191;

    // Places in CK_FUNCTION_LIST, after its version.
    private static final int INITIALIZE = 0;
    private static final int FINALIZE = 1;
    private static final int GET_SLOT_LIST = 4;
    private static final int GET_TOKEN_INFO = 6;
    private static final int FUNCTIONS = 7;

    // CK_TOKEN_INFO begins with the label, padded with blanks; flags follow the other three names.
    private static final int LABEL_BYTES = 32;
    private static final int FLAGS_AT = 96;
    private static final int TOKEN_INFO_BYTES = 208;
    private static final long PIN_LOCKED = 0x40000;

    private static final int INITIALIZE_ARGS_BYTES = 48;
    private static final int INITIALIZE_FLAGS_AT = 32;
    private static final long OS_LOCKING = 2;

    private final MemorySegment functions;

    private Pkcs11Module(MemorySegment functions) {
        this.functions = functions;
    }

    /// A token that is there.
    record Found(long slot, boolean locked) {}

    private record Info(String label, boolean locked) {}

    /// Loads the library, once for the life of the process.
    static Pkcs11Module load(Path library) {
        if (!Files.isRegularFile(library)) {
            throw new KeysUnavailable(
                    "There is no PKCS#11 library '"
                            + library
                            + "'; install the module of your token, or correct module-path");
        }
        try (var arena = Arena.ofConfined()) {
            MemorySegment start =
                    SymbolLookup.libraryLookup(library, Arena.global())
                            .find("C_GetFunctionList")
                            .orElseThrow(IllegalArgumentException::new);
            MemorySegment pointer = arena.allocate(ADDRESS);
            check("C_GetFunctionList", call(handle(start, ADDRESS), pointer));
            MemorySegment list = pointer.get(ADDRESS, 0);
            return new Pkcs11Module(list.reinterpret((FUNCTIONS + 1) * ADDRESS.byteSize()));
        } catch (IllegalArgumentException unusable) {
            throw new KeysUnavailable(
                    "'"
                            + library
                            + "' cannot be loaded as a PKCS#11 library; install what it needs, or"
                            + " correct module-path",
                    unusable);
        }
    }

    /// @param anew a token did not answer: many libraries find it again only after a new beginning,
    ///   and a new one too
    Optional<Found> find(Pkcs11Uri.Place place, boolean anew) {
        return look(place, anew).or(() -> anew ? Optional.empty() : look(place, true));
    }

    private Optional<Found> look(Pkcs11Uri.Place place, boolean anew) {
        try (var arena = Arena.ofConfined()) {
            begin(arena, anew);
            for (long slot : slots(arena)) {
                Optional<Info> info = info(arena, slot);
                boolean wanted =
                        switch (place) {
                            case Pkcs11Uri.Place.Label(var label) ->
                                    info.filter(token -> token.label().equals(label)).isPresent();
                            case Pkcs11Uri.Place.Slot(var id) -> info.isPresent() && slot == id;
                        };
                if (wanted) {
                    return Optional.of(new Found(slot, info.orElseThrow().locked()));
                }
            }
            return Optional.empty();
        }
    }

    private void begin(Arena arena, boolean anew) {
        if (anew) {
            var _ = call(function(FINALIZE, ADDRESS), MemorySegment.NULL); // it may be over already
        }
        MemorySegment args = arena.allocate(INITIALIZE_ARGS_BYTES, ADDRESS.byteAlignment());
        args.set(JAVA_LONG, INITIALIZE_FLAGS_AT, OS_LOCKING);
        long answer = call(function(INITIALIZE, ADDRESS), args);
        if (answer != ALREADY_INITIALIZED) {
            check("C_Initialize", answer);
        }
    }

    private long[] slots(Arena arena) {
        MethodHandle list = function(GET_SLOT_LIST, JAVA_BYTE, ADDRESS, ADDRESS);
        MemorySegment count = arena.allocate(JAVA_LONG);
        check("C_GetSlotList", call(list, (byte) 1, MemorySegment.NULL, count));
        MemorySegment ids = arena.allocate(JAVA_LONG, Math.max(1, count.get(JAVA_LONG, 0)));
        check("C_GetSlotList", call(list, (byte) 1, ids, count));
        return ids.asSlice(0, count.get(JAVA_LONG, 0) * Long.BYTES).toArray(JAVA_LONG);
    }

    /// Empty when the token has just been taken away.
    private Optional<Info> info(Arena arena, long slot) {
        MemorySegment info = arena.allocate(TOKEN_INFO_BYTES, Long.BYTES);
        if (call(function(GET_TOKEN_INFO, JAVA_LONG, ADDRESS), slot, info) != OK) {
            return Optional.empty();
        }
        byte[] label = info.asSlice(0, LABEL_BYTES).toArray(JAVA_BYTE);
        return Optional.of(
                new Info(
                        new String(label, StandardCharsets.UTF_8).stripTrailing(),
                        (info.get(JAVA_LONG, FLAGS_AT) & PIN_LOCKED) != 0));
    }

    private MethodHandle function(int index, MemoryLayout... arguments) {
        return handle(functions.get(ADDRESS, (index + 1) * ADDRESS.byteSize()), arguments);
    }

    private static MethodHandle handle(MemorySegment at, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(at, FunctionDescriptor.of(JAVA_LONG, arguments));
    }

    private static long call(MethodHandle function, Object... arguments) {
        try {
            return (long) function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a native function threw", impossible);
        }
    }

    private static void check(String function, long answer) {
        if (answer != OK) {
            throw new KeysUnavailable(
                    "The PKCS#11 library answers %s with error 0x%x; ask its log why"
                            .formatted(function, answer));
        }
    }
}
