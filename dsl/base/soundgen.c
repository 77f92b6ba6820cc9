/* soundgen: writes sound_table.c, the table behind sound.h. It runs once per build, so that the
 * program itself needs no ICU: "Han-Latin; Latin-ASCII" gives each character its commonest reading
 * without the tone, from the Unihan data inside ICU. Syllables get numbers in the order in which
 * they are met, from 1 on; so do those that many people do not tell apart. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utrans.h>

#include "dsl/base/sound.h"
#include "dsl/base/utf8.h"

enum { SYLLABLES = 2000, LONGEST = 16, POINTS = SOUND_LAST - SOUND_FIRST + 1 };

struct names {
    char at[SYLLABLES][LONGEST];
    uint16_t n;
};

static uint16_t number_of(struct names *names, const char *text)
{
    if (!*text)
        return 0;
    for (uint16_t i = 0; i < names->n; i++)
        if (strcmp(names->at[i], text) == 0)
            return (uint16_t)(i + 1);
    if (names->n == SYLLABLES) {
        fprintf(stderr, "soundgen: too many syllables\n");
        exit(1);
    }
    snprintf(names->at[names->n++], LONGEST, "%s", text);
    return names->n;
}

/* ---- readings ---- */

static UTransliterator *open_reader(void)
{
    static const UChar id[] = u"Han-Latin; Latin-ASCII; Lower";
    UErrorCode error = U_ZERO_ERROR;
    UTransliterator *reader = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
    if (U_FAILURE(error)) {
        fprintf(stderr, "soundgen: ICU has no readings: %s\n", u_errorName(error));
        exit(1);
    }
    return reader;
}

/* The syllable in letters; empty where ICU knows none. */
static void read_point(const UTransliterator *reader, int point, char out[LONGEST])
{
    UChar text[64] = {(UChar)point};
    int32_t n = 1, limit = 1, kept = 0;
    UErrorCode error = U_ZERO_ERROR;
    utrans_transUChars(reader, text, &n, 64, 0, &limit, &error);
    for (int32_t i = 0; i < limit && kept < LONGEST - 1 && U_SUCCESS(error); i++)
        if (text[i] >= 'a' && text[i] <= 'z')
            out[kept++] = (char)text[i];
    out[kept] = 0;
}

/* What is not told apart becomes the same. */
static void blur(const char *syllable, char out[LONGEST])
{
    size_t kept = 0;
    for (size_t i = 0; syllable[i] && kept < LONGEST - 1; i++) {
        char c = syllable[i], before = i ? syllable[i - 1] : 0;
        bool hushed = c == 'h' && (before == 'z' || before == 'c' || before == 's');
        bool nasal = c == 'g' && before == 'n';
        if (!hushed && !nasal)
            out[kept++] = (char)(i == 0 && c == 'n' && syllable[1] ? 'l' : c);
    }
    out[kept] = 0;
}

/* ---- shapes ---- */

static void number_looks(struct sound *table)
{
    static const char *const groups[] = {
#define LOOK(characters) characters,
#include "dsl/base/look_table.h"
#undef LOOK
    };
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        struct view group = view_of(groups[i]);
        for (size_t at = 0; at < group.n;) {
            uint32_t point = utf8_next(group, &at);
            struct sound *one = &table[point - SOUND_FIRST];
            if (point < SOUND_FIRST || point > SOUND_LAST || one->look) {
                fprintf(stderr, "soundgen: a character of \"%s\" is in two groups\n", groups[i]);
                exit(1);
            }
            one->look = (uint16_t)(i + 1);
        }
    }
}

static int write_table(const char *path, const struct sound *table)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return 1;
    fputs("#include \"dsl/base/sound.h\"\n\nconst struct sound sound_table[] = {\n", out);
    for (int i = 0; i < POINTS; i++)
        fprintf(out, "{%d,%d,%d},%s", table[i].sound, table[i].near, table[i].look,
                i % 8 == 7 ? "\n" : "");
    fputs("};\n", out);
    return fclose(out) ? 1 : 0;
}

int main(int argc, char **argv)
{
    static struct sound table[POINTS];
    static struct names sounds, nears;
    UTransliterator *reader = open_reader();
    for (int i = 0; i < POINTS; i++) {
        char syllable[LONGEST], blurred[LONGEST];
        read_point(reader, SOUND_FIRST + i, syllable);
        blur(syllable, blurred);
        table[i].sound = number_of(&sounds, syllable);
        table[i].near = number_of(&nears, blurred);
    }
    utrans_close(reader);
    number_looks(table);
    return argc == 2 ? write_table(argv[1], table) : 1;
}
