/* wordgen: writes the chained words of word_table.h as C, at build time. */
#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/utf8.h"
#include "dsl/mention/seek.h"

enum { WORDS_MOST = 4096 };

enum word_list_name { LIST_NAMES, LIST_TIMES };

static const struct {
    enum word_list_name list;
    enum word_use use;
    const char *words;
} tables[] = {
#define WORDS(list, use, words) {LIST_##list, WORD_##use, words},
#include "dsl/mention/word_table.h"
#undef WORDS
};

struct chained {
    struct seek_word words[WORDS_MOST];
    uint16_t chains[SEEK_CHAINS];
    uint16_t n;
};

static void add_words(struct chained *chained, enum word_use use, const char *words)
{
    struct view rest = view_of(words);
    while (rest.p) {
        struct view text = view_cut(&rest, ' ');
        size_t at = 0;
        if (!text.n)
            continue;
        if (chained->n == WORDS_MOST)
            exit(1);
        uint32_t first = utf8_next(text, &at);
        uint16_t *chain = &chained->chains[SEEK_CHAIN_OF(first)];
        chained->words[chained->n++] =
            (struct seek_word){text, first, (uint16_t)utf8_length(text), (uint8_t)use, *chain};
        *chain = chained->n;
    }
}

static void put(FILE *out, const struct chained *chained, const char *name)
{
    fprintf(out, "static const struct seek_word %s_words[] = {\n", name);
    for (uint16_t i = 0; i < chained->n; i++) {
        const struct seek_word *word = &chained->words[i];
        fprintf(out, "    {{\"%.*s\", %zu}, %u, %u, %u, %u},\n", VIEW_FMT(word->text), word->text.n,
                word->first, word->points, word->use, word->next);
    }
    fprintf(out, "};\nstatic const uint16_t %s_chains[SEEK_CHAINS] = {", name);
    for (int i = 0; i < SEEK_CHAINS; i++)
        fprintf(out, "%s%u,", i % 16 ? " " : "\n    ", chained->chains[i]);
    fprintf(out, "\n};\nconst struct word_list seek_%s = {%s_words, %s_chains, %u};\n", name, name,
            name, chained->n);
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"names", "times"};
    static struct chained chained[2];
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out)
        return 1;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        add_words(&chained[tables[i].list], tables[i].use, tables[i].words);
    fputs("#include \"dsl/mention/seek.h\"\n\n", out);
    for (int i = 0; i < 2; i++)
        put(out, &chained[i], names[i]);
    return fclose(out) == 0 ? 0 : 1;
}
