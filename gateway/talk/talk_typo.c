/* talk_typo: a second reading. Who types by sound, speaks in dialect or writes by hand sends 噪因
 * for 噪音. The engine does not guess: a word is there or it is not, and what it decides can be
 * shown character by character. So guessing stands here, before the turn, where it can do least
 * harm:
 *
 * - only a text that said nothing is read again: no word of a category, a duty or the talk, and no
 *   longer than a message is;
 * - only towards words of the rules, at most a character in two or three off (dsl/engine/alike.h);
 * - each near word is tried by itself, and one is taken only if every other reading that says
 *   something says the same or says it far more weakly;
 * - the citizen's own words stay as they are in the case, and the read-back says what was read as
 *   what. A "no" there is as cheap as ever. */
#include "gateway/talk/talk_typo.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/alike.h"
#include "dsl/engine/cue.h"
#include "dsl/mention/mention.h"
#include "gateway/talk/talk_danger.h"

enum { TEXT_MOST = 60 /* characters */, TRIED = 8, TAKEN_MOST = 2, READ_AS_MAX = 600 };

/* A near word and what the text says with it. */
struct trial {
    struct alike alike;
    int meaning; /* category or area, by kind; NONE: nothing */
    int score;
};

/* ---- what a text says ---- */

static bool is_strong(const struct recognition *r)
{
    for (size_t i = 0; i < r->category_count; i++)
        if (r->categories[i].strong)
            return true;
    return false;
}

static bool names_area(const struct recognition *r)
{
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_AREA)
            return true;
    return false;
}

static bool heard_whole(const struct recognition *r)
{
    for (int list = 0; list < TALK_LISTS; list++)
        if (r->talk[list] == TALK_WHOLE)
            return true;
    return false;
}

static bool says_nothing(const struct recognition *r)
{
    return !is_strong(r) && !names_area(r) && !heard_whole(r) && !danger_heard(r);
}

/* The strongest category of its own words. */
static int strongest(const struct recognition *r, int *score)
{
    int best = NONE;
    *score = 0;
    for (size_t i = 0; i < r->category_count; i++)
        if (r->categories[i].strong && r->categories[i].score > *score) {
            best = r->categories[i].index;
            *score = r->categories[i].score;
        }
    return best;
}

/* ---- trying ---- */

static struct view put(struct arena *arena, struct view text, const struct alike *alike)
{
    struct buf out;
    buf_init(&out, text.n + alike->word.n + 1);
    buf_view(&out, view_sub(text, 0, alike->from));
    buf_view(&out, alike->word);
    buf_view(&out, view_sub(text, alike->to, text.n));
    struct view changed = buf_keep(&out, arena);
    buf_free(&out);
    return changed;
}

static void try(const struct rules *rules, struct arena *arena, struct view text,
                struct trial *trial)
{
    const struct recognition *r = recognise(rules, arena, put(arena, text, &trial->alike));
    trial->meaning = NONE;
    if (trial->alike.talk) {
        trial->score = heard_whole(r) ? 1 : 0;
        trial->meaning = trial->score ? 0 : NONE;
    } else if (trial->alike.area) {
        trial->score = trial->alike.length;
        trial->meaning = names_area(r) ? 0 : NONE;
    } else {
        trial->meaning = strongest(r, &trial->score);
    }
}

/* Says another trial something else, and not far more weakly? What overlaps and is a nearer or a
 * longer word counts as well. */
static bool is_rivalled(const struct trial *trials, size_t count, size_t at)
{
    const struct trial *one = &trials[at];
    for (size_t i = 0; i < count; i++) {
        const struct trial *other = &trials[i];
        bool same_kind =
            one->alike.area == other->alike.area && one->alike.talk == other->alike.talk;
        bool same_place = other->alike.from < one->alike.to && one->alike.from < other->alike.to;
        if (i == at || other->meaning == NONE)
            continue;
        if (same_place && view_eq(other->alike.word, one->alike.word))
            continue;
        if (!same_kind && !same_place)
            continue;
        if (other->meaning != one->meaning && other->score * 5 > one->score * 3)
            return true;
        if (one->alike.area && same_place && i < at)
            return true;
    }
    return false;
}

static bool overlaps(const struct alike *taken, size_t count, const struct alike *one)
{
    for (size_t i = 0; i < count; i++)
        if (taken[i].from < one->to && one->from < taken[i].to)
            return true;
    return false;
}

/* Those that win, from the back of the text to its front. */
static size_t choose(const struct trial *trials, size_t count, struct alike taken[TAKEN_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < count && n < TAKEN_MOST; i++) {
        if (trials[i].meaning == NONE || overlaps(taken, n, &trials[i].alike) ||
            is_rivalled(trials, count, i))
            continue;
        size_t at = n++;
        for (; at > 0 && taken[at - 1].from < trials[i].alike.from; at--)
            taken[at] = taken[at - 1];
        taken[at] = trials[i].alike;
    }
    return n;
}

static struct view pairs_of(struct arena *arena, struct view folded, const struct alike *taken,
                            size_t count)
{
    struct buf out;
    buf_init(&out, READ_AS_MAX);
    for (size_t i = count; i-- > 0;) {
        buf_view(&out, view_sub(folded, taken[i].from, taken[i].to));
        buf_byte(&out, '\t');
        buf_view(&out, taken[i].word);
        buf_byte(&out, '\n');
    }
    struct view pairs = buf_keep(&out, arena);
    buf_free(&out);
    return pairs;
}

/* "Half past ten" is no word that sounds like it. */
static bool in_time(const struct recognition *first, const struct alike *one)
{
    for (size_t i = 0; i < first->time_count; i++)
        if (one->from < first->times[i].to && first->times[i].from < one->to)
            return true;
    return false;
}

/* "Spring Wind Road" is a name, whatever word it is like; names of areas are looked for in it. */
static size_t without_names(struct arena *arena, const struct recognition *first,
                            struct alike *found, size_t count)
{
    struct civil_time never = {.minute = NONE};
    struct mentions names = mentions_find(arena, first->text.text, NULL, 0, never);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool in_name = in_time(first, &found[i]);
        for (size_t k = 0; k < names.n && !found[i].area; k++)
            in_name |= names.at[k].kind == MENTION_PLACE && names.at[k].exact &&
                       found[i].from < names.at[k].to && names.at[k].from < found[i].to;
        if (!in_name)
            found[kept++] = found[i];
    }
    return kept;
}

/* 老师您好: who is spoken to is no word of a matter. */
static struct view without_salutation(const struct rules *rules, struct arena *arena,
                                      struct view text)
{
    struct folded folded = fold_text(arena, text);
    size_t n = cue_leads(rules, CUE_salutes, folded.text);
    struct view rest = view_sub(folded.text, n, folded.text.n);
    bool salutes = n && rest.n && (cue_mark(rest) || cue_leads(rules, CUE_salutes_then, rest));
    return salutes ? fold_original(&folded, n, folded.text.n) : text;
}

struct recognition *typo_recognise(const struct rules *rules, struct arena *arena, struct view text,
                                   struct view *read_as)
{
    struct recognition *first = recognise(rules, arena, without_salutation(rules, arena, text));
    struct alike found[TRIED], taken[TAKEN_MOST];
    struct trial trials[TRIED];
    struct view folded = first->text.text;
    *read_as = VIEW("");
    first->act = cue_act(rules, first->text.text, false);
    first->like = cue_like(rules, first->text.text);
    if (!folded.n || utf8_length(folded) > TEXT_MOST || !says_nothing(first))
        return first;
    size_t count =
        without_names(arena, first, found, alike_words(rules, arena, first, found, TRIED));
    for (size_t i = 0; i < count; i++) {
        trials[i].alike = found[i];
        try(rules, arena, folded, &trials[i]);
    }
    size_t n = choose(trials, count, taken);
    if (!n)
        return first;
    *read_as = pairs_of(arena, folded, taken, n);
    for (size_t i = 0; i < n; i++)
        folded = put(arena, folded, &taken[i]);
    struct recognition *read = recognise(rules, arena, folded);
    read->act = cue_act(rules, folded, false);
    read->like = first->like;
    return read;
}

struct view typo_tell(struct view read_as, struct arena *arena)
{
    struct buf out;
    buf_init(&out, 2 * READ_AS_MAX);
    for (struct view rest = read_as; rest.n;) {
        struct view line = view_cut(&rest, '\n'), word = line, typed = view_cut(&word, '\t');
        buf_print(&out, "%s“%.*s”→“%.*s”", out.n ? "、" : "", VIEW_FMT(typed), VIEW_FMT(word));
    }
    struct view told = buf_keep(&out, arena);
    buf_free(&out);
    return told;
}
