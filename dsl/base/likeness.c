/* likeness: a text is the set of its characters and of the pairs of neighbours; what tells nothing
 * (blanks, marks) parts neighbours. A word of letters and a number are one character each, and all
 * numbers the same. All that stands in a text counts the same, and together 1: a long sentence says
 * no more than a short one.
 *
 * Learned by small steps down the slope of the logistic loss, lesson by lesson. Nothing depends on
 * the machine or on chance: the lessons come by strides, another stride in each round. */
#include "dsl/base/likeness.h"

#include <float.h>
#include <limits.h>
#include <math.h>

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { HEARD_MAX = 80, READ_MAX = 160 /* characters */, TRAITS_MAX = 2 * READ_MAX };
enum { HEARD_LEAST = 12 /* bytes: four characters, or three words of letters */, ROUNDS = 12 };
static const float pace = 4, bias_pace = 0.4F;

static const int grades[LIKES] = {
#define LIKE(name, grade, heard) grade,
#include "dsl/base/like_table.h"
#undef LIKE
};

/* So much of the odds, together with those graver, is enough for a grade. To take danger for
 * certain somebody is called away from other work; a word too many only takes a line. */
static const float enough[] = {0.6F, 0.25F, 0};

/* A long text tells of much, so it is heard piece by piece: with each there is one more chance to
 * err. Of a long one only the gravest grade counts, and only where it is nearly certain. */
static const float enough_of_piece = 0.85F;
enum { PIECE_LEAST = 20 /* characters, then up to the next mark */ };

/* A character or a pair. */
struct trait {
    uint16_t slot, from, to; /* bytes of the text */
};

struct traits {
    struct trait at[TRAITS_MAX]; /* each slot once */
    size_t n;
    float share; /* of each */
};

static const char *const names[LIKES] = {
#define LIKE(name, grade, heard) #name,
#include "dsl/base/like_table.h"
#undef LIKE
};

const char *like_name(enum like like)
{
    return names[like];
}

enum like like_named(struct view name)
{
    int like = 0;
    while (like < LIKES && !view_is(name, names[like]))
        like++;
    return (enum like)like;
}

/* ---- what a text is made of ---- */

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || c == '\'';
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static size_t run_end(struct view text, size_t at, bool (*holds)(uint32_t))
{
    while (at < text.n && holds((unsigned char)text.p[at]))
        at++;
    return at;
}

/* The character, word or number at *at, as a number; 0: nothing that tells. Moves *at behind it,
 * and behind one blank where a word ends. */
static uint64_t next_unit(struct view text, size_t *at)
{
    size_t from = *at;
    uint32_t c = utf8_next_inline(text, at);
    if (utf8_is_han(c))
        return c;
    if (is_digit(c)) {
        *at = run_end(text, *at, is_digit);
        return '0';
    }
    if (!is_letter(c))
        return 0;
    *at = run_end(text, *at, is_letter);
    uint64_t word = hash_view(view_sub(text, from, *at)) | 1;
    *at += *at < text.n && text.p[*at] == ' ';
    return word;
}

struct reading {
    struct traits *traits;
    uint64_t seen[LIKENESS_SLOTS / 64];
};

static void add(struct reading *reading, uint64_t hash, size_t from, size_t to)
{
    size_t slot = hash_mix(hash) % LIKENESS_SLOTS;
    uint64_t *seen = &reading->seen[slot / 64], bit = (uint64_t)1 << slot % 64;
    if (!(*seen & bit))
        reading->traits->at[reading->traits->n++] =
            (struct trait){(uint16_t)slot, (uint16_t)from, (uint16_t)to};
    *seen |= bit;
}

/* Of the beginning of a long text. */
static void read_traits(struct traits *traits, struct view text)
{
    struct reading reading = {.traits = traits};
    uint64_t before = 0;
    size_t at = 0, last = 0;
    text = view_sub(text, 0, text.n < UINT16_MAX ? text.n : UINT16_MAX);
    traits->n = 0;
    for (int n = 0; n < READ_MAX && at < text.n; n++) {
        size_t from = at;
        uint64_t unit = next_unit(text, &at);
        if (unit)
            add(&reading, unit, from, at);
        if (unit && before)
            add(&reading, hash_mix(before) + unit, last, at);
        before = unit;
        last = from;
    }
    traits->share = traits->n ? 1 / sqrtf((float)traits->n) : 0;
}

/* ---- how likely each cue is ---- */

typedef float odds[LIKES];

/* From sums of weights, to shares that add up to 1. */
static void share_out(odds sums)
{
    float most = sums[0], all = 0;
    for (int as = 1; as < LIKES; as++)
        most = fmaxf(most, sums[as]);
    for (int as = 0; as < LIKES; as++)
        all += sums[as] = expf(sums[as] - most);
    for (int as = 0; as < LIKES; as++)
        sums[as] /= all;
}

/* ---- learning ---- */

struct learning {
    odds bias, weights[LIKENESS_SLOTS];
};

static void step(struct learning *learning, const struct traits *traits, enum like right,
                 float length)
{
    odds wrong = {0};
    for (size_t i = 0; i < traits->n; i++)
        for (int as = 0; as < LIKES; as++)
            wrong[as] += learning->weights[traits->at[i].slot][as];
    for (int as = 0; as < LIKES; as++)
        wrong[as] = learning->bias[as] + traits->share * wrong[as];
    share_out(wrong);
    for (int as = 0; as < LIKES; as++) {
        wrong[as] = length * ((float)(as == (int)right) - wrong[as]);
        learning->bias[as] += bias_pace * wrong[as];
        wrong[as] *= pace * traits->share;
    }
    for (size_t i = 0; i < traits->n; i++)
        for (int as = 0; as < LIKES; as++)
            learning->weights[traits->at[i].slot][as] += wrong[as];
}

static void pack(struct likeness_model *likeness, const struct learning *learning)
{
    float greatest = FLT_MIN * SCHAR_MAX;
    for (size_t i = 0; i < LIKENESS_SLOTS; i++)
        for (int as = 0; as < LIKES; as++)
            greatest = fmaxf(greatest, fabsf(learning->weights[i][as]));
    likeness->scale = greatest / SCHAR_MAX;
    memcpy(likeness->bias, learning->bias, sizeof likeness->bias);
    for (size_t i = 0; i < LIKENESS_SLOTS; i++)
        for (int as = 0; as < LIKES; as++)
            likeness->weights[i][as] =
                (signed char)lrintf(learning->weights[i][as] / likeness->scale);
}

/* A number without a common factor with n: by its multiples every lesson is come to once. */
static size_t stride(size_t n, size_t round)
{
    for (size_t s = n / 3 + 7 * round + 1;; s++) {
        size_t a = n, b = s;
        for (size_t rest; b; a = b, b = rest)
            rest = a % b;
        if (a == 1)
            return s;
    }
}

void likeness_learn(struct likeness_model *likeness, struct arena *arena,
                    const struct likeness_lesson *lessons, size_t n)
{
    struct learning *learning = ARENA_NEW(arena, struct learning);
    struct traits *traits = ARENA_ARRAY(arena, n, struct traits);
    bool held_against = false;
    *likeness = (struct likeness_model){0};
    for (size_t i = 0; i < n; i++) {
        read_traits(&traits[i], lessons[i].text);
        held_against |= lessons[i].as == LIKES - 1;
    }
    for (size_t round = 0; held_against && round < ROUNDS; round++) {
        float length = 1 - (float)round / ROUNDS;
        size_t by = stride(n, round), at = 0;
        for (size_t i = 0; i < n; i++, at = (at + by) % n)
            step(learning, &traits[at], lessons[at].as, length);
    }
    if (held_against)
        pack(likeness, learning);
}

/* ---- hearing ---- */

/* All alike where nothing was learned. */
static void weigh(const struct likeness_model *likeness, const struct traits *traits, odds shares)
{
    int sums[LIKES] = {0};
    for (size_t i = 0; i < traits->n; i++)
        for (int as = 0; as < LIKES; as++)
            sums[as] += likeness->weights[traits->at[i].slot][as];
    for (int as = 0; as < LIKES; as++)
        shares[as] = likeness->bias[as] + (float)sums[as] * likeness->scale * traits->share;
    share_out(shares);
}

/* The likeliest of a grade. */
static enum like best_of(const odds shares, int grade)
{
    int best = LIKES - 1;
    for (int as = LIKES - 1; as >= 0; as--)
        if (grades[as] == grade && (grades[best] != grade || shares[as] >= shares[best]))
            best = as;
    return (enum like)best;
}

/* The odds of a text as a whole. */
static void hear(const struct likeness_model *likeness, struct view folded, odds shares)
{
    struct traits traits;
    read_traits(&traits, folded);
    weigh(likeness, &traits, shares);
}

static bool is_long(struct view folded)
{
    return utf8_length(folded) > HEARD_MAX;
}

/* From the beginning to a mark, or as much as is heard at once. */
static struct view first_piece(struct view text)
{
    size_t at = 0;
    for (int n = 0; n < HEARD_MAX && at < text.n; n++) {
        size_t from = at;
        if (!next_unit(text, &at) && n >= PIECE_LEAST)
            return view_sub(text, 0, from);
    }
    return view_sub(text, 0, at);
}

static float gravest_share(const odds shares)
{
    float sum = 0;
    for (int as = 0; as < LIKES && grades[as] == 0; as++)
        sum += shares[as];
    return sum;
}

/* Of a long text the piece that is most of the gravest grade, else all of it; and its odds. */
static struct view gravest_piece(const struct likeness_model *likeness, struct view folded,
                                 odds shares)
{
    struct view gravest = folded;
    hear(likeness, folded, shares);
    float most = -1;
    for (struct view rest = is_long(folded) ? folded : VIEW(""); rest.n;) {
        odds of_piece;
        struct view piece = first_piece(rest);
        rest = view_sub(rest, piece.n, rest.n);
        hear(likeness, piece, of_piece);
        if (gravest_share(of_piece) <= most)
            continue;
        most = gravest_share(of_piece);
        gravest = piece;
        memcpy(shares, of_piece, sizeof of_piece);
    }
    return gravest;
}

enum like likeness_of(const struct likeness_model *likeness, struct view folded)
{
    odds shares;
    float sum = 0;
    int as = 0;
    if (likeness->scale == 0 || folded.n < HEARD_LEAST)
        return LIKES - 1;
    gravest_piece(likeness, folded, shares);
    if (is_long(folded))
        return gravest_share(shares) < enough_of_piece ? LIKES - 1 : best_of(shares, 0);
    while ((sum += shares[as]) < enough[grades[as]])
        as++;
    return best_of(shares, grades[as]);
}

enum like likeness_gravest(const struct likeness_model *likeness, struct view folded)
{
    odds shares;
    gravest_piece(likeness, folded, shares);
    return best_of(shares, grades[0]);
}

static bool overlaps(const struct trait *trait, const struct trait *others, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (trait->from < others[i].to && trait->to > others[i].from)
            return true;
    return false;
}

/* What a pair says together with its two characters, against the last cue. */
static int says(const struct likeness_model *likeness, enum like as, const struct traits *traits,
                const struct trait *trait)
{
    int sum = 0;
    for (size_t i = 0; i < traits->n; i++) {
        const struct trait *one = &traits->at[i];
        if (one->from >= trait->from && one->to <= trait->to)
            sum += likeness->weights[one->slot][as] - likeness->weights[one->slot][LIKES - 1];
    }
    return sum;
}

size_t likeness_reasons(const struct likeness_model *likeness, enum like as, struct view folded,
                        struct view *reasons, size_t most)
{
    struct traits traits;
    struct trait told[TRAITS_MAX];
    odds shares;
    size_t n = 0;
    folded = gravest_piece(likeness, folded, shares);
    read_traits(&traits, folded);
    for (; n < most; n++) {
        const struct trait *best = NULL;
        int best_says = 0;
        for (size_t i = 0; i < traits.n; i++) {
            int sum = says(likeness, as, &traits, &traits.at[i]);
            if (sum <= best_says || overlaps(&traits.at[i], told, n))
                continue;
            best = &traits.at[i];
            best_says = sum;
        }
        if (!best)
            break;
        told[n] = *best;
        reasons[n] = view_trim(view_sub(folded, best->from, best->to));
    }
    return n;
}
