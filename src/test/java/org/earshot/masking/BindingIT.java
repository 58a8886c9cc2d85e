package org.earshot.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractComparableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.earshot.cases.SettableClock;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.masking.BindingRefused.Reason;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Bindings on a real PostgreSQL")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class BindingIT {

    private static final AtomicInteger MASKS = new AtomicInteger(1_000);

    private final SettableClock clock = new SettableClock();
    private BindingDesk desk;

    @BeforeEach
    void open(Database db) {
        desk =
                new BindingDesk(
                        db,
                        new MaskPool(db),
                        new CallLogRepository(db, false),
                        CallLimits.NONE,
                        clock);
    }

    @Test
    void a_binding_is_found_as_it_was_made() {
        String x = mask(MaskMode.AXB);
        var made = new Binding.Axb(id(), x, person(), person(), Terms.open().about("R-1"));

        desk.bind(made);

        assertThat(desk.find(made.id()).binding()).isEqualTo(made);
        for (Party party : made.parties()) {
            var query =
                    new BindingQuery(
                            Optional.of(x), Optional.of(party), Optional.of("R-1"), true, 10);
            assertThat(desk.find(query)).extracting(KeptBinding::binding).containsExactly(made);
        }
    }

    @Test
    void every_mode_is_found_as_it_was_made() {
        Party a = person();
        var y = mask(MaskMode.AXYB);
        List<Binding> all =
                List.of(
                        new Binding.Ax(
                                id(),
                                mask(MaskMode.AX),
                                a,
                                Optional.of(person()),
                                Optional.of(clock.instant().plusSeconds(90)),
                                Terms.open()),
                        new Binding.Axe(
                                id(),
                                mask(MaskMode.AXE),
                                "0042",
                                a,
                                Optional.empty(),
                                Duration.ofHours(2),
                                Terms.open()),
                        new Binding.Axyb(id(), mask(MaskMode.AXYB), y, a, person(), Terms.open()),
                        new Binding.Axg(
                                id(),
                                mask(MaskMode.AXG),
                                a,
                                Set.of(person(), new Party.Agent("lee"), new Party.Agent("kim")),
                                Optional.empty(),
                                Terms.open().atMost(Duration.ofMinutes(3))));

        all.forEach(desk::bind);

        assertThat(all).allSatisfy(b -> assertThat(desk.find(b.id()).binding()).isEqualTo(b));
    }

    @Test
    void no_party_is_twice_on_the_same_x() {
        String x = mask(MaskMode.AXB);
        Party a = person();
        Party b = person();
        desk.bind(axb(x, a, b));

        assertRefused(() -> desk.bind(axb(x, b, person()))).isEqualTo(Reason.TAKEN);
        assertRefused(() -> desk.bind(axb(x, person(), a))).isEqualTo(Reason.TAKEN);
        assertThat(desk.bind(axb(x, person(), person())).endedAt()).isEmpty(); // CXD
        assertThat(desk.bind(axb(mask(MaskMode.AXB), a, b)).endedAt()).isEmpty(); // another X
    }

    @Test
    void one_x_carries_5000_pairs(DatabaseSettings settings) throws Exception {
        String x = mask(MaskMode.AXB);
        var last = desk.bind(axb(x, person(), person()));
        try (var connection =
                        DriverManager.getConnection(
                                settings.url(), settings.user(), settings.password());
                var copies = connection.createStatement()) {
            copies.execute(
                    """
                    insert into binding (id, mode, x, party_a, party_b, callback_kept_s, direction,
                        max_duration_s, last_minute_tone, ring_timeout_s, user_data, created_at, pair_slot)
                    select gen_random_uuid(), mode, x, party_a, party_b, 0, direction, 0, true, 45, '',
                        created_at, slot from binding, generate_series(2, 5000) slot where id = '%s'
                    """
                            .formatted(last.binding().id()));
        }

        assertRefused(() -> desk.bind(axb(x, person(), person()))).isEqualTo(Reason.FULL);
        desk.unbind(last.binding().id());
        var inBetween = desk.bind(axb(x, person(), person()));
        assertThat(inBetween.endedAt()).isEmpty();
        assertRefused(() -> desk.bind(axb(x, person(), person()))).isEqualTo(Reason.FULL);
    }

    @Test
    void x_of_ax_belongs_to_one_a_and_one_a_holds_five() {
        Party a = person();
        String x = mask(MaskMode.AX);
        desk.bind(ax(x, a));
        assertRefused(() -> desk.bind(ax(x, person()))).isEqualTo(Reason.TAKEN);
        var rest =
                IntStream.range(0, 4).mapToObj(_ -> desk.bind(ax(mask(MaskMode.AX), a))).toList();

        assertRefused(() -> desk.bind(ax(mask(MaskMode.AX), a))).isEqualTo(Reason.FULL);
        desk.unbind(rest.getFirst().binding().id());
        assertThat(desk.bind(ax(mask(MaskMode.AX), a)).endedAt()).isEmpty();
    }

    @Test
    void an_extension_is_one_a_s_and_one_a_may_have_many() {
        String x = mask(MaskMode.AXE);
        Party a = person();
        desk.bind(axe(x, "1", a));

        assertRefused(() -> desk.bind(axe(x, "1", person()))).isEqualTo(Reason.TAKEN);
        assertThat(desk.bind(axe(x, "2", a)).endedAt()).isEmpty();
    }

    @Test
    void y_is_for_many_and_the_pair_of_a_and_x_for_one() {
        String x1 = mask(MaskMode.AXYB);
        String x2 = mask(MaskMode.AXYB);
        String y = mask(MaskMode.AXYB);
        Party a1 = person();
        Party b = person();
        desk.bind(new Binding.Axyb(id(), x1, y, a1, b, Terms.open()));

        assertThat(desk.bind(new Binding.Axyb(id(), x2, y, person(), b, Terms.open())).endedAt())
                .isEmpty();
        assertRefused(() -> desk.bind(new Binding.Axyb(id(), x1, y, a1, person(), Terms.open())))
                .isEqualTo(Reason.TAKEN);
        assertRefused(() ->
                        desk.bind(
                                new Binding.Axyb(
                                        id(),
                                        x1,
                                        mask(MaskMode.AXYB),
                                        person(),
                                        person(),
                                        Terms.open())))
                .isEqualTo(Reason.TAKEN);
    }

    @Test
    void a_released_place_cools_down_unless_the_same_come_back() {
        String x = mask(MaskMode.AXB, Duration.ofMinutes(30));
        Party a = person();
        Party b = person();
        var first = desk.bind(axb(x, a, b));
        desk.unbind(first.binding().id());

        assertRefused(() -> desk.bind(axb(x, a, person()))).isEqualTo(Reason.COOLING);
        var again = desk.bind(axb(x, b, a));
        desk.unbind(again.binding().id());
        clock.advance(Duration.ofMinutes(31));
        assertThat(desk.bind(axb(x, a, person())).endedAt()).isEmpty();
    }

    @Test
    void what_has_expired_makes_room() {
        String x = mask(MaskMode.AX, Duration.ZERO);
        var until = clock.instant().plus(Duration.ofMinutes(5));
        var first =
                desk.bind(
                        new Binding.Ax(
                                id(),
                                x,
                                person(),
                                Optional.empty(),
                                Optional.empty(),
                                Terms.open().until(until)));
        assertRefused(() -> desk.bind(ax(x, person()))).isEqualTo(Reason.TAKEN);

        clock.advance(Duration.ofMinutes(6));

        assertThat(desk.bind(ax(x, person())).endedAt()).isEmpty();
        assertThat(desk.find(first.binding().id()).endedAt()).contains(until);
        assertThat(desk.find(first.binding().id()).endedBy()).contains("EXPIRED");
    }

    @Test
    void a_token_of_today_is_not_bound_beyond_today() {
        String x = mask(MaskMode.AXB);
        var today = new Binding.Axb(id(), x, Parties.ofToday('p'), person(), Terms.open());
        var tonight = today.terms().until(clock.instant().plus(Duration.ofHours(14)));

        assertRefused(() -> desk.bind(today)).isEqualTo(Reason.NOT_ALLOWED);
        var bound =
                desk.bind(new Binding.Axb(id(), x, today.a(), today.b(), tonight)); // to midnight
        assertRefused(() ->
                        desk.change(
                                bound.binding().id(),
                                BindingChange.expiry(clock.instant().plus(Duration.ofDays(2)))))
                .isEqualTo(Reason.NOT_ALLOWED);
    }

    @Test
    void a_binding_can_be_changed_while_it_holds() {
        String x = mask(MaskMode.AXE);
        var kept = desk.bind(axe(x, "5", person()));
        Party next = person();

        var changed = desk.change(kept.binding().id(), BindingChange.owner(next));

        assertThat(changed.binding().a()).isEqualTo(next);
        desk.unbind(kept.binding().id());
        assertRefused(() -> desk.change(kept.binding().id(), BindingChange.owner(person())))
                .isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void a_short_message_goes_to_the_other_side_with_the_mask_as_its_sender_and_nothing_added() {
        String x = mask(MaskMode.AXB);
        var a = Parties.enrolled(MASKS.incrementAndGet());
        var b = Parties.enrolled(MASKS.incrementAndGet());
        desk.bind(axb(x, a, b));
        Mask dialled = Mask.of(x, MaskMode.AXB);

        var way = (Resolution.Connect) desk.resolveText(dialled, Optional.of(b.token()));
        assertThat(SmsRelay.of(way, "at five")).isEqualTo(new SmsRelay(a, x, "at five"));
        assertThat(desk.resolveText(dialled, Optional.of(Parties.N.token())))
                .isEqualTo(new Resolution.Refuse(ResultCode.NO_BINDING));
    }

    @Test
    void a_short_message_keys_no_extension_and_hears_no_tone() {
        String x = mask(MaskMode.AXE);
        Party.Caller a = Parties.enrolled(MASKS.incrementAndGet());
        desk.bind(axe(x, "42", a));
        Mask dialled = Mask.of(x, MaskMode.AXE);

        assertThat(desk.resolveText(dialled, Optional.of(Parties.N.token())))
                .isEqualTo(new Resolution.Refuse(ResultCode.NO_BINDING));
        assertThat(desk.resolveText(dialled, Optional.of(a.token())))
                .isEqualTo(new Resolution.Refuse(ResultCode.NO_CALLBACK));
    }

    @Test
    void the_pool_gives_the_mask_that_can_be() {
        String area = "area" + MASKS.incrementAndGet();
        for (int i = 0; i < 2; i++) {
            desk.put(
                    new Mask(
                            "77" + MASKS.incrementAndGet(),
                            MaskMode.AXB,
                            area,
                            java.util.Locale.ENGLISH,
                            true,
                            Duration.ZERO));
        }
        Party a = person();

        var one = desk.bindAny(MaskMode.AXB, area, x -> axb(x, a, person()));
        var two = desk.bindAny(MaskMode.AXB, area, x -> axb(x, a, person()));

        assertThat(one.binding().x()).isNotEqualTo(two.binding().x());
        assertRefused(() -> desk.bindAny(MaskMode.AXB, area, x -> axb(x, a, person())))
                .isEqualTo(Reason.TAKEN);
    }

    @Test
    void of_many_at_once_exactly_those_that_may_be_are_made() throws Exception {
        String axb = mask(MaskMode.AXB);
        Party b = person();
        assertThat(made(8, _ -> axb(axb, person(), b))).isOne();
        String ax = mask(MaskMode.AX);
        assertThat(made(8, _ -> ax(ax, person()))).isOne();
        String axe = mask(MaskMode.AXE);
        assertThat(made(8, i -> axe(axe, String.valueOf(i % 2), person()))).isEqualTo(2);
        Party greedy = person();
        assertThat(made(8, _ -> ax(mask(MaskMode.AX), greedy))).isEqualTo(5);
        assertThat(made(8, _ -> axb(axb, person(), person()))).isEqualTo(8);
    }

    private interface Wish {
        Binding of(int index);
    }

    private int made(int wishes, Wish wish) throws Exception {
        var barrier = new CyclicBarrier(wishes);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var results =
                    IntStream.range(0, wishes)
                            .mapToObj(wish::of)
                            .map(binding ->
                                    (Callable<Boolean>)
                                            () -> {
                                                barrier.await();
                                                return isMade(binding);
                                            })
                            .map(pool::submit)
                            .toList();
            int made = 0;
            for (var result : results) {
                made += result.get() ? 1 : 0;
            }
            return made;
        }
    }

    private boolean isMade(Binding binding) {
        try {
            desk.bind(binding);
            return true;
        } catch (BindingRefused refused) {
            return false;
        }
    }

    private static AbstractComparableAssert<?, Reason> assertRefused(ThrowingCallable wish) {
        return assertThat(catchThrowableOfType(BindingRefused.class, wish).reason());
    }

    private String mask(MaskMode mode) {
        return mask(mode, Duration.ZERO);
    }

    private String mask(MaskMode mode, Duration coolDown) {
        String number = "88" + MASKS.incrementAndGet();
        desk.put(Mask.of(number, mode).coolingFor(coolDown));
        return number;
    }

    private static Party person() {
        return Parties.enrolled(MASKS.incrementAndGet());
    }

    private static Binding axb(String x, Party a, Party b) {
        return new Binding.Axb(id(), x, a, b, Terms.open());
    }

    private static Binding ax(String x, Party a) {
        return new Binding.Ax(id(), x, a, Optional.empty(), Optional.empty(), Terms.open());
    }

    private static Binding axe(String x, String extension, Party a) {
        return new Binding.Axe(
                id(), x, extension, a, Optional.empty(), Duration.ofHours(1), Terms.open());
    }

    private static UUID id() {
        return UUID.randomUUID();
    }
}
