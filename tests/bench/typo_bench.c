/* typo_bench: what the second reading (gateway/talk/talk_typo.h) does to well-written text, and to
 * text with typing errors.
 *
 *   typo_bench RULES [LETTERS]
 *
 * LETTERS: lines of "time, likes, text" with tabs between. Each letter, and each sentence of it as
 * if it were a message, is read twice; one whose strongest category changes is a false correction.
 * And in every example of the rules whose words are of a category's own, one character is replaced
 * by another of the same sound: how many were lost by that, and how many of these come back.
 * Prints JSON; --show prints what was read as what. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dsl/base/file.h"
#include "dsl/base/hash.h"
#include "dsl/base/sound.h"
#include "dsl/base/utf8.h"
#include "dsl/compile/compile.h"
#include "gateway/talk/talk_typo.h"

struct bench {
    struct rules rules;
    struct buf image;
    struct arena kept, scratch;
    struct model *model;
    bool show;
    long letters, letters_changed, sentences, sentences_changed;
    long typed, lost, back, wrong;
};

static bool open_rules(struct bench *b, const char *folder)
{
    struct view why;
    struct sources sources = {.arena = &b->kept};
    struct diags diags = {.arena = &b->kept, .sources = &sources};
    buf_init(&b->image, 256 << 20);
    return compile_folder(&b->kept, folder, &sources, &diags, &b->model, &b->image, &why) &&
           !diags.errors && rules_open(&b->rules, b->image.p, b->image.n) == RULES_OK;
}

static void fresh(struct bench *b)
{
    arena_free(&b->scratch);
    arena_init(&b->scratch, (size_t)1 << 30);
}

static int strongest(const struct recognition *r)
{
    int best = NONE, score = 0;
    for (size_t i = 0; i < r->category_count; i++)
        if (r->categories[i].strong && r->categories[i].score > score) {
            best = r->categories[i].index;
            score = r->categories[i].score;
        }
    return best;
}

/* Was it read as something else than it says? */
static bool is_changed(struct bench *b, struct view text)
{
    struct view read_as;
    int before = strongest(recognise(&b->rules, &b->scratch, text));
    int after = strongest(typo_recognise(&b->rules, &b->scratch, text, &read_as));
    if (b->show && read_as.n)
        printf("%.*s\n    %.*s\n", VIEW_FMT(text), VIEW_FMT(typo_tell(read_as, &b->scratch)));
    return before != after || read_as.n;
}

static void read_sentences(struct bench *b, struct view text)
{
    static const char *const ends[] = {"。", "！", "？", "；", "?", "!", ";"};
    for (size_t from = 0, at = 0; at <= text.n; at++) {
        size_t skip = at == text.n ? 1 : 0;
        for (size_t i = 0; !skip && i < sizeof ends / sizeof *ends; i++)
            if (view_starts(view_sub(text, at, text.n), view_of(ends[i])))
                skip = strlen(ends[i]);
        if (!skip)
            continue;
        if (at > from) {
            b->sentences++;
            b->sentences_changed += is_changed(b, view_sub(text, from, at));
        }
        from = at + skip;
    }
}

static void read_letters(struct bench *b, struct view all)
{
    view_cut(&all, '\n');
    while (all.n) {
        struct view line = view_cut(&all, '\n');
        view_cut(&line, '\t');
        view_cut(&line, '\t');
        if (!line.n)
            continue;
        fresh(b);
        b->letters++;
        b->letters_changed += is_changed(b, line);
        read_sentences(b, line);
    }
}

/* ---- typing errors ---- */

/* Another character of the same sound, by chance. */
static uint32_t misheard(uint32_t point, uint64_t chance)
{
    uint16_t sound =
        point >= SOUND_FIRST && point <= SOUND_LAST ? sound_table[point - SOUND_FIRST].sound : 0;
    for (uint32_t i = 0; sound && i <= SOUND_LAST - SOUND_FIRST; i++) {
        uint32_t other = SOUND_FIRST + (uint32_t)((chance + i) % (SOUND_LAST - SOUND_FIRST + 1));
        if (other != point && sound_table[other - SOUND_FIRST].sound == sound)
            return other;
    }
    return 0;
}

static void mistype(struct bench *b, struct view text, size_t at)
{
    size_t behind = at;
    uint32_t wrong = misheard(utf8_next(text, &behind), hash_mix(at + text.n));
    struct buf typed;
    struct view read_as;
    if (!wrong)
        return;
    buf_init(&typed, text.n + 8);
    buf_view(&typed, view_sub(text, 0, at));
    char bytes[4];
    buf_view(&typed, (struct view){bytes, utf8_put(wrong, bytes)});
    buf_view(&typed, view_sub(text, behind, text.n));
    int meant = strongest(recognise(&b->rules, &b->scratch, text));
    int heard = strongest(recognise(&b->rules, &b->scratch, buf_seen(&typed)));
    int again = strongest(typo_recognise(&b->rules, &b->scratch, buf_seen(&typed), &read_as));
    b->typed++;
    if (meant != NONE && heard == NONE) {
        b->lost++;
        b->back += again == meant;
        b->wrong += again != NONE && again != meant;
    }
    buf_free(&typed);
}

static void mistype_examples(struct bench *b)
{
    for (size_t i = 0; i < b->model->duties.n; i++)
        for (size_t k = 0; k < b->model->duties.at[i].examples.n; k++) {
            struct view text = b->model->duties.at[i].examples.at[k].text;
            fresh(b);
            for (size_t at = 0; at < text.n; utf8_next(text, &at))
                mistype(b, text, at);
        }
}

int main(int argc, char **argv)
{
    struct bench b = {0};
    bool show = argc > 1 && strcmp(argv[1], "--show") == 0;
    argv += show;
    argc -= show;
    arena_init(&b.kept, (size_t)1 << 30);
    arena_init(&b.scratch, (size_t)1 << 30);
    if (argc < 2 || !open_rules(&b, argv[1]))
        return 2;
    b.show = show;
    struct buf letters;
    buf_init(&letters, 1 << 30);
    if (argc > 2 && file_read(argv[2], &letters))
        read_letters(&b, buf_seen(&letters));
    mistype_examples(&b);
    printf("{\"letters\":%ld,\"letters_changed\":%ld,\"sentences\":%ld,\"sentences_changed\":%ld,"
           "\"mistyped\":%ld,\"lost\":%ld,\"understood_again\":%ld,\"misread\":%ld}\n",
           b.letters, b.letters_changed, b.sentences, b.sentences_changed, b.typed, b.lost, b.back,
           b.wrong);
    buf_free(&letters);
    return b.letters_changed != 0;
}
