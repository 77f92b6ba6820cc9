/* lexicon: the words in a hash table by their folded text, uses chained behind each. Words inside a
 * word are found by hashing its pieces; the first two characters of a piece say of which lengths
 * there are words that begin so, as in the matcher of the engine, and most places have none. What
 * stands inside each word is found once and kept. So a list of 45,000 words takes a few
 * milliseconds, where pairs would be two billion.
 *
 * Sequences are no words here: they neither hide nor are hidden. */
#include "dsl/lint/lexicon.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

static bool is_talk(struct view name)
{
    static const char *const names[] = {
#define LIST(enumerator, zh, en) zh, en,
#include "dsl/base/talk_words.h"
#undef LIST
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (view_is(name, names[i]))
            return true;
    return false;
}

/* ---- gathering ---- */

static void add_owner(struct lexicon *lexicon, enum lex_kind kind, size_t index, size_t value,
                      const words *list)
{
    struct lex_owner owner = {kind, (int)index, (int)value, list};
    if (list->n)
        VEC_ADD(lexicon->arena, &lexicon->owners, owner);
}

#define ADD_OWNERS(lexicon, kind, array)                                                           \
    for (size_t i_ = 0; i_ < (array).n; i_++)                                                      \
    add_owner((lexicon), (kind), i_, 0, &(array).at[i_].words)

static void add_owners(struct lexicon *lexicon, const struct model *model)
{
    ADD_OWNERS(lexicon, LEX_CATEGORY, model->categories);
    ADD_OWNERS(lexicon, LEX_DUTY, model->duties);
    for (size_t f = 0; f < model->facts.n; f++)
        for (size_t v = 0; v < model->facts.at[f].values.n; v++)
            add_owner(lexicon, LEX_VALUE, f, v, &model->facts.at[f].values.at[v].words);
    ADD_OWNERS(lexicon, LEX_PERIOD, model->periods);
    ADD_OWNERS(lexicon, LEX_AREA, model->areas);
    ADD_OWNERS(lexicon, LEX_POLICY, model->policies);
    ADD_OWNERS(lexicon, LEX_GUIDE, model->guides);
    for (size_t i = 0; i < model->lists.n; i++)
        add_owner(lexicon, is_talk(model->lists.at[i].name) ? LEX_TALK : LEX_LIST, i, 0,
                  &model->lists.at[i].words);
}

enum { LENGTHS = 1 << 15, MOST_COUNTED = 31, SEED = 7 };

/* A hash that grows byte by byte, as pieces of a text do. */
static uint64_t grow(uint64_t hash, const char *from, const char *to)
{
    for (; from < to; from++)
        hash = (hash ^ (unsigned char)*from) * 0x100000001b3u;
    return hash;
}

static size_t slot_at(const struct lexicon *lexicon, uint64_t hash, struct view text)
{
    size_t slot = (size_t)hash_mix(hash) & (lexicon->room - 1);
    while (lexicon->slots[slot] &&
           !view_eq(lexicon->entries.at[lexicon->slots[slot] - 1].text, text))
        slot = (slot + 1) & (lexicon->room - 1);
    return slot;
}

static size_t slot_of(const struct lexicon *lexicon, struct view text)
{
    return slot_at(lexicon, grow(SEED, text.p, text.p + text.n), text);
}

/* second: 0 where there is none */
static uint32_t *lengths_of(const struct lexicon *lexicon, uint32_t first, uint32_t second)
{
    return &lexicon->lengths[hash_mix((uint64_t)first << 32 | second) & (LENGTHS - 1)];
}

static uint32_t length_bit(size_t length)
{
    return 1u << (length < MOST_COUNTED ? length : MOST_COUNTED);
}

static void note_length(struct lexicon *lexicon, struct view text)
{
    size_t at = 0;
    uint32_t first = utf8_next(text, &at), second = at < text.n ? utf8_next(text, &at) : 0;
    *lengths_of(lexicon, first, second) |= length_bit(utf8_length(text));
}

static void add_use(struct lexicon *lexicon, const struct word *word, int owner)
{
    size_t slot = slot_of(lexicon, word->first);
    if (!lexicon->slots[slot]) {
        VEC_ADD(lexicon->arena, &lexicon->entries, ((struct lex_entry){word->first, NONE, 0, 0}));
        lexicon->slots[slot] = (uint32_t)lexicon->entries.n;
        note_length(lexicon, word->first);
    }
    int number = (int)lexicon->slots[slot] - 1;
    struct lex_entry *entry = &lexicon->entries.at[number];
    struct lex_use use = {word, owner, number, entry->first, false};
    entry->first = (int)lexicon->uses.n;
    VEC_ADD(lexicon->arena, &lexicon->uses, use);
}

static void make_room(struct lexicon *lexicon)
{
    size_t count = 0;
    for (size_t i = 0; i < lexicon->owners.n; i++)
        count += lexicon->owners.at[i].words->n;
    lexicon->room = 64;
    while (lexicon->room < 2 * count)
        lexicon->room *= 2;
    lexicon->slots = ARENA_ARRAY(lexicon->arena, lexicon->room, uint32_t);
    lexicon->lengths = ARENA_ARRAY(lexicon->arena, LENGTHS, uint32_t);
}

/* ---- words inside words ---- */

static bool latin(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* No word begins or ends inside a run of Latin letters and digits. */
static bool cuts_run(struct view text, size_t at)
{
    return at > 0 && at < text.n && latin(text.p[at - 1]) && latin(text.p[at]);
}

int lexicon_find(const struct lexicon *lexicon, struct view text)
{
    return (int)lexicon->slots[slot_of(lexicon, text)] - 1;
}

/* Words of the lengths given that begin at a byte of the text. */
static void look_from(struct lexicon *lexicon, struct view text, size_t from, uint32_t lengths)
{
    uint64_t hash = SEED;
    size_t length = 1;
    for (size_t to = from, before = from; to < text.n && lengths >> (length & 31); length++) {
        utf8_next_inline(text, &to);
        hash = grow(hash, text.p + before, text.p + to);
        before = to;
        if (!(lengths & length_bit(length)) || to - from == text.n || cuts_run(text, to))
            continue;
        int entry = (int)lexicon->slots[slot_at(lexicon, hash, view_sub(text, from, to))] - 1;
        if (entry != NONE)
            VEC_ADD(lexicon->arena, &lexicon->inside,
                    ((struct lex_inside){entry, (uint32_t)from, (uint32_t)to}));
        length -= length == MOST_COUNTED; /* the last bit stands for all that are longer */
    }
}

size_t lexicon_inside(struct lexicon *lexicon, struct view text)
{
    size_t before = lexicon->inside.n;
    for (size_t from = 0, next; from < text.n; from = next) {
        next = from;
        uint32_t first = utf8_next_inline(text, &next);
        size_t behind = next;
        uint32_t second = next < text.n ? utf8_next_inline(text, &behind) : 0;
        uint32_t lengths =
            *lengths_of(lexicon, first, second) | (*lengths_of(lexicon, first, 0) & length_bit(1));
        if (lengths && !cuts_run(text, from))
            look_from(lexicon, text, from, lengths);
    }
    return lexicon->inside.n - before;
}

/* ---- hidden words ---- */

/* One layer hides within itself: words of the matter. */
static bool of_matter(const struct lexicon *lexicon, int use)
{
    return lexicon->owners.at[lexicon->uses.at[use].owner].kind <= LEX_AREA;
}

static bool entry_has_owner(const struct lexicon *lexicon, int entry, int owner)
{
    for (int u = lexicon->entries.at[entry].first; u != NONE; u = lexicon->uses.at[u].next)
        if (lexicon->uses.at[u].owner == owner)
            return true;
    return false;
}

/* The longer word takes the place of the shorter, except for an owner that has both. */
static void mark_hidden(struct lexicon *lexicon, int longer, int shorter)
{
    for (int u = lexicon->entries.at[shorter].first; u != NONE; u = lexicon->uses.at[u].next)
        if (of_matter(lexicon, u) && !entry_has_owner(lexicon, longer, lexicon->uses.at[u].owner))
            lexicon->uses.at[u].hidden = true;
}

static void look_inside(struct lexicon *lexicon, int number)
{
    struct lex_entry *entry = &lexicon->entries.at[number];
    entry->inside = lexicon->inside.n;
    entry->inside_count = lexicon_inside(lexicon, entry->text);
    for (size_t i = 0; i < entry->inside_count && of_matter(lexicon, entry->first); i++)
        mark_hidden(lexicon, number, lexicon->inside.at[entry->inside + i].entry);
}

struct lexicon *lexicon_of(struct arena *arena, const struct model *model)
{
    struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon);
    lexicon->arena = arena;
    add_owners(lexicon, model);
    make_room(lexicon);
    for (size_t o = 0; o < lexicon->owners.n; o++) {
        const words *list = lexicon->owners.at[o].words;
        for (size_t i = 0; i < list->n; i++)
            if (!list->at[i].second.n)
                add_use(lexicon, &list->at[i], (int)o);
    }
    for (size_t i = 0; i < lexicon->entries.n; i++)
        look_inside(lexicon, (int)i);
    return lexicon;
}
