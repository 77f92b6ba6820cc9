/* entry: a clerk's words through the same reading as a citizen's.
 *
 * The text and the place are recognised together; the decision names candidates and its own next
 * question, which is what the clerk asks on the phone. A unit that the clerk chose overrules the
 * rules, as at the dispatch desk; where none was chosen the rules dispatch only what they have
 * decided, and the rest waits for a dispatcher. */
#include "gateway/desk/entry.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/cue.h"
#include "gateway/talk/talk_explain.h"

enum { TEXT_MOST = 4000, SUMMARY_LETTERS = 40, SURE_LEAST = 500 };

static struct view together(const struct entry_said *said, struct arena *arena)
{
    struct buf all;
    buf_init(&all, TEXT_MOST);
    buf_view(&all, utf8_head(said->text, TEXT_MOST / 2));
    if (said->place.n) {
        buf_byte(&all, '\n');
        buf_view(&all, utf8_head(said->place, TEXT_MOST / 4));
    }
    struct view text = buf_keep(&all, arena);
    buf_free(&all);
    return text;
}

static void add_choices(const struct rules *rules, const struct matter *matter,
                        const struct decision *decision, enum rules_noun noun,
                        struct entry_read *out)
{
    int values[8];
    bool of_fact = decision->ask == ASK_VARIABLE && decision->variable.kind == VAR_FACT;
    int count =
        of_fact ? decide_values(rules, matter, decision, values, 8) : decision->choice_count;
    for (int i = 0; i < count && i < 8; i++)
        for (int language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++)
            out->choices[i][language] =
                of_fact ? rules_value_display(rules, NOUN_FACT, decision->variable.index, values[i],
                                              (enum text_language)language)
                        : rules_display(rules, noun, decision->choices[i],
                                        (enum text_language)language);
    out->choice_count = (size_t)(count < 8 ? count : 8);
}

/* The engine's next question, as a clerk would ask it. */
static void ask(const struct rules *rules, struct entry_read *out)
{
    const struct decision *d = &out->decision;
    bool of_fact = d->ask == ASK_VARIABLE && d->variable.kind == VAR_FACT;
    for (int language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++) {
        bool zh = language == LANGUAGE_ZH;
        struct view *question = &out->question[language];
        if (of_fact)
            *question =
                rules_display(rules, NOUN_FACT, d->variable.index, (enum text_language)language);
        else if (d->ask == ASK_PLACE)
            *question = zh ? VIEW("具体在哪里？") : VIEW("Where exactly is it?");
        else if (d->ask == ASK_CATEGORY || d->ask == ASK_MATTER)
            *question = zh ? VIEW("说的是哪一种情况？") : VIEW("Which of these is it?");
        else if (d->ask != ASK_NONE)
            *question = zh ? VIEW("什么时候发生的？") : VIEW("When does it happen?");
    }
    if (d->ask == ASK_CATEGORY)
        add_choices(rules, &out->matter, d, NOUN_CATEGORY, out);
    else if (d->ask == ASK_MATTER)
        add_choices(rules, &out->matter, d, NOUN_DUTY, out);
    else if (d->ask == ASK_PLACE)
        add_choices(rules, &out->matter, d, NOUN_AREA, out);
    else if (of_fact)
        add_choices(rules, &out->matter, d, NOUN_FACT, out);
}

static struct view code_of(const struct rules *rules, enum rules_noun noun, int index)
{
    return index == NONE ? VIEW("") : rules_code(rules, noun, index);
}

void entry_read(const struct rules *rules, const struct entry_said *said, struct arena *arena,
                struct entry_read *out)
{
    struct view text = together(said, arena);
    struct civil_time now = civil_local(said->now, CHINA_OFFSET_MINUTES);
    *out = (struct entry_read){.matter = matter_empty()};
    const struct recognition *recognition = recognise(rules, arena, text);
    out->matter.channel = CHANNEL_PHONE;
    matter_reveal(rules, &out->matter, recognition, now);
    out->matter.emergency = cue_like(rules, recognition->text.text) < LIKE_near_danger;
    if (said->kind != NONE)
        out->matter.kind = said->kind;
    int duty = said->duty.n ? rules_find(rules, NOUN_DUTY, said->duty) : NONE;
    if (duty != NONE)
        out->matter.pinned_duty = duty;
    decide(rules, &out->matter, &out->decision);
    out->explained =
        talk_explain_pack(rules, &out->matter, &out->decision, text, HANDED_SURE, now, arena);
    out->category = code_of(rules, NOUN_CATEGORY, out->decision.category);
    out->duty = out->decision.status == DECIDE_DUTY ? code_of(rules, NOUN_DUTY, out->decision.duty)
                                                    : VIEW("");
    out->area =
        out->matter.place_count ? code_of(rules, NOUN_AREA, out->matter.places[0]) : VIEW("");
    ask(rules, out);
}

static int64_t deadline(const struct rules *rules, const struct decision *d, int unit, bool urgent,
                        int64_t now)
{
    struct duration within = d->within;
    int clock = d->clock != NONE ? d->clock : rules_default_clock(rules);
    if (!within.count && clock != NONE)
        within = rules_clock(rules, clock).handle;
    struct due due;
    return within.count && due_compute(rules, unit, within, urgent, now, &due) ? due.at : 0;
}

static struct view summary_of(struct view text, struct arena *arena)
{
    struct view line = view_cut(&text, '\n'), kept = view_keep(arena, line);
    size_t at = 0;
    for (int i = 0; i < SUMMARY_LETTERS && at < kept.n; i++)
        utf8_next(kept, &at);
    return view_sub(kept, 0, at);
}

void entry_file(const struct rules *rules, const struct entry_said *said,
                const struct entry_read *read, struct arena *arena, struct case_filing *filing)
{
    const struct decision *d = &read->decision;
    int chosen = said->unit.n ? rules_find(rules, NOUN_UNIT, said->unit) : NONE;
    bool sure = d->status == DECIDE_DUTY && d->target.unit != NONE && d->confidence >= SURE_LEAST;
    int unit = chosen != NONE ? chosen : sure ? d->target.unit : NONE;
    *filing = (struct case_filing){.kind = (enum matter_kind)read->matter.kind,
                                   .channel = CHANNEL_PHONE,
                                   .category = read->category,
                                   .duty = read->duty,
                                   .unit = code_of(rules, NOUN_UNIT, unit),
                                   .role = code_of(rules, NOUN_ROLE, d->target.role),
                                   .dispatched = unit != NONE,
                                   .urgent = d->urgent || said->urgent,
                                   .emergency = read->matter.emergency,
                                   .text = said->text,
                                   .summary = summary_of(said->text, arena),
                                   .place = said->place,
                                   .area = read->area,
                                   .contact = VIEW(""),
                                   .decision = read->explained,
                                   .confidence = d->confidence};
    filing->due = deadline(rules, d, unit, filing->urgent, said->now);
}
