package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreeningRulesTest {

    private static final ScreeningRules RULES = ScreeningRules.builtIn();

    @ParameterizedTest
    @CsvSource({
        "en, hello i want to report a fraud, FRAUD, NORMAL",
        "en, there is a bomb in the school, TERRORISM, EMERGENCY",
        "en, my boss took a bribe from a foreign company, CORRUPTION, NORMAL",
        "en, i saw a suspicious man near the military base this morning, ESPIONAGE, HIGH",
        "en, someone threatened my family, THREAT, HIGH",
        "en, he leaked classified documents to an embassy, LEAK, HIGH",
        "en, He has a GUN!, VIOLENCE, HIGH",
        "en, the office computers were hacked, CYBERATTACK, HIGH",
        "en, call an ambulance please now, OTHER, EMERGENCY",
        "en, the road in my street is wrong, OTHER, NORMAL",
        "zh, 你好 我 要 举报 诈骗, FRAUD, NORMAL",
        "zh, 我的 同事 给 外国 公司 泄露 机密 文件, LEAK, HIGH",
        "zh, 一个 可疑 男人 在 军事 基地 附近, ESPIONAGE, HIGH",
        "zh, 学校 里面 有 炸 弹, TERRORISM, EMERGENCY",
        "zh, 学校里面有炸弹, TERRORISM, EMERGENCY",
        "zh, 有人 要 杀人, VIOLENCE, EMERGENCY",
        "zh, 领导 受贿, CORRUPTION, NORMAL",
        "zh, 他 有 枪, VIOLENCE, HIGH",
        "ko, 회사 사장이 뇌물을 받았습니다, CORRUPTION, NORMAL",
        "ko, 학교에 사제폭탄이 있어요, TERRORISM, EMERGENCY",
        "ko, 국가기밀을 외국에 유출했습니다, LEAK, HIGH",
        "ko, 보이스피싱을 당했어요, FRAUD, NORMAL",
        "ko, 길이 많이 막힙니다, OTHER, NORMAL",
    })
    void words_give_category_and_priority(
            String language, String text, Category category, Priority priority) {
        var screening = RULES.screen(text, Locale.forLanguageTag(language));

        assertThat(screening.category()).isEqualTo(category);
        assertThat(screening.priority()).isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "... ?!", "oh", "yes hello"})
    void too_few_words_are_unclear_and_no_fault(String text) {
        assertThat(RULES.screen(text, Locale.ENGLISH))
                .isEqualTo(
                        new Screening(
                                Category.UNCLEAR, Priority.NORMAL, List.of(), RULES.version()));
    }

    @Test
    void the_reasons_name_rule_and_keyword_once() {
        var screening = RULES.screen("fraud fraud and a bribe", Locale.ENGLISH);

        assertThat(screening.reasons())
                .containsExactly(
                        new Reason("fraud", "fraud", false),
                        new Reason("corruption", "bribe", false));
        assertThat(screening.toString()).doesNotContain("bribe");
    }

    @ParameterizedTest
    @CsvSource({
        "en, there is no bomb in the school, HIGH",
        "en, that was not a bomb, HIGH",
        "en, no. a bomb is in the school, EMERGENCY",
        "en, do not tell my boss about the bomb, EMERGENCY",
        "zh, 学校 里面 没有 炸弹, HIGH",
        "zh, 学校 里面 有没有 炸弹, EMERGENCY",
        "ko, 학교에 폭탄이 없습니다, HIGH",
        "ko, 학교에 폭탄이 있습니다, EMERGENCY",
    })
    void a_no_beside_the_word_lowers_it_by_one_step_only(
            String language, String text, Priority priority) {
        assertThat(RULES.screen(text, Locale.forLanguageTag(language)).priority())
                .isEqualTo(priority);
    }

    @Test
    void a_word_said_both_ways_counts_as_said() {
        var screening = RULES.screen("no bomb he said. there is a bomb", Locale.ENGLISH);

        assertThat(screening.priority()).isEqualTo(Priority.EMERGENCY);
        assertThat(screening.reasons()).extracting(Reason::negated).containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource({
        "en, my brother skilled workers",
        "en, a hacksaw and begun work here",
        "zh, 打开 手枪套 以外 的 架子",
        "ko, 복사기가 고장났습니다 회사 기계도",
    })
    void words_inside_other_words_do_not_count(String language, String text) {
        var matched = RULES.screen(text, Locale.forLanguageTag(language)).reasons();

        assertThat(matched).extracting(Reason::keyword).doesNotContain("枪", "사기", "gun", "hack");
    }

    @Test
    void a_language_without_rules_is_searched_with_all_of_them() {
        assertThat(RULES.screen("炸弹", Locale.FRENCH).priority()).isEqualTo(Priority.EMERGENCY);
        assertThat(RULES.screen("炸弹", Locale.ENGLISH).priority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void the_region_of_a_language_does_not_matter() {
        assertThat(RULES.screen("炸弹", Locale.TRADITIONAL_CHINESE).category())
                .isEqualTo(Category.TERRORISM);
    }

    @Test
    void a_long_report_is_sorted_well_within_three_seconds() {
        String text = "my boss took a bribe and there was something else ".repeat(2_000);
        long start = System.nanoTime();

        assertThat(RULES.screen(text, Locale.ENGLISH).category()).isEqualTo(Category.CORRUPTION);
        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "FRAUD, NORMAL, FRAUD, HIGH, true",
        "THREAT, HIGH, FRAUD, NORMAL, false",
        "UNCLEAR, NORMAL, FRAUD, NORMAL, true",
        "FRAUD, NORMAL, OTHER, NORMAL, false",
        "FRAUD, NORMAL, LEAK, NORMAL, true",
        "OTHER, HIGH, THREAT, HIGH, true",
        "FRAUD, NORMAL, FRAUD, NORMAL, false",
    })
    void a_later_screening_never_lowers_the_priority(
            Category was, Priority wasPriority, Category now, Priority priority, boolean replaces) {
        var before = new Screening(was, wasPriority, List.of(), "1");

        assertThat(new Screening(now, priority, List.of(), "1").replaces(before))
                .isEqualTo(replaces);
    }
}
