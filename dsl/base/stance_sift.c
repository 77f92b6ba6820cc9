/* stance_sift: which of the places that the sieve lets through are worth reading. The sieve looks
 * at characters with one bit each, and roughly for somebody near; here the second character is the
 * very one that the turn goes on with, and where a turn is about somebody, somebody must stand
 * where the turn looks for one. What is let through is read by
 * stance_deny.c and stance_report.c, byte by byte; what is not, they would have passed by.
 *
 * Only ever say no where they find nothing: a text read place by place (stance_find) and one read
 * through here must come out the same, and tests/unit/test_lanes.c holds them together. */
#include "dsl/base/stance_scan.h"

/* clang-format off */
#define TURNS_BEGIN(EACH) \
    EACH(U'不') EACH(U'并') EACH(U'绝') EACH(U'而') EACH(U'无') EACH(U'让') EACH(U'叫') EACH(U'要') \
    EACH('n') EACH('i')
#define TURNS_GO_ON(EACH) \
    EACH(U'是') EACH(U'非') EACH(U'关') EACH(U'我') EACH(U'你') EACH(U'业') EACH(U'求') EACH('o') \
    EACH('s')
#define SAYS_ALONE(EACH) EACH(U'说')
#define SAYS_BEGIN(EACH) \
    EACH(U'回') EACH(U'答') EACH(U'告') EACH(U'表') EACH(U'解') EACH(U'推') EACH(U'声') EACH(U'谎')
#define SAYS_GO_ON(EACH) \
    EACH(U'复') EACH(U'答') EACH(U'知') EACH(U'诉') EACH(U'示') EACH(U'释') EACH(U'说') EACH(U'给') \
    EACH(U'到') EACH(U'称')
#define ASKS_BEGIN(EACH) EACH(U'找') EACH(U'问') EACH(U'打') EACH(U'联')
#define ASKS_GO_ON(EACH) EACH(U'过') EACH(U'了') EACH(U'电') EACH(U'系')
#define TELLS(EACH) EACH(U'向') EACH(U'跟') EACH(U'和') EACH(U'给')
#define LACKS(EACH) EACH(U'没')
#define LACKED(EACH) EACH(',') EACH(U'关')
/* clang-format on */
const struct few_places stance_turns = {.first = FEW(TURNS_BEGIN), .second = FEW(TURNS_GO_ON)};
const struct few_places stance_says = {FEW(SAYS_ALONE), FEW(SAYS_BEGIN), FEW(SAYS_GO_ON)};
const struct few_places stance_asks = {.first = FEW(ASKS_BEGIN), .second = FEW(ASKS_GO_ON)};
const struct few stance_tells = FEW(TELLS), stance_lacks = FEW(LACKS), stance_lacked = FEW(LACKED);

enum {
    ASKED_FROM = 2, /* 找过|, 打电话给|...: where who is asked may stand, in characters */
    ASKED_TO = 6,
    TOLD_FROM = 1, /* 向|... */
    TOLD_TO = 4,
    TELLS_TO = 13,             /* 向****, its longest name, and what is told within five */
    MISSING_TO = STANCE_BEHIND /* 没有*****, */
};

static bool speaker_among(const struct fold_units *units, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i <= to && i < units->n; i++)
        if (few_begins(&stance_speakers, units->at + i))
            return true;
    return false;
}

/* Does somebody stand close enough before the verb? */
static bool speaker_near(const struct stance_scan *scan, const struct fold_units *units,
                         uint32_t place)
{
    size_t at = units->offsets[place];
    size_t least = at - scan->clause > STANCE_HEAD ? at - STANCE_HEAD : scan->clause;
    while (place-- > 0 && units->offsets[place] >= least)
        if (few_begins(&stance_speakers, units->at + place))
            return true;
    return false;
}

/* 说, 回复 ...: of somebody, or at the beginning of the clause. */
static bool saying(const struct stance_scan *scan, const struct fold_units *units, uint32_t place)
{
    return units->offsets[place] == scan->clause || speaker_near(scan, units, place);
}

/* 没关系, or soon ",就是", ",只是": 没有异味，就是吵. */
static bool missing(const struct fold_units *units, uint32_t place)
{
    for (uint32_t i = place + 1; i <= place + MISSING_TO && i < units->n; i++) {
        uint16_t next = units->at[i + 1];
        if ((units->at[i] == U'关' && next == U'系') ||
            (units->at[i] == ',' && (next == U'就' || next == U'只' || next == U'仅')))
            return true;
    }
    return false;
}

/* 说明, 说法: what begins so and says nothing. */
static bool says_nothing(uint16_t second)
{
    switch (second) {
    case U'明':
    case U'法':
    case U'话':
    case U'好':
    case U'清':
    case U'起':
    case U'到':
    case U'白':
    case U'实':
    case U'完':
        return true;
    default:
        return false;
    }
}

/* 让我找城管: behind whom is sent stands where to. */
static bool sends(const uint16_t *at)
{
    bool longer = at[1] == U'求' || at[1] == U'业'; /* 要求我, 让业主 */
    switch (at[2 + longer]) {
    case U'们':
    case U'去':
    case U'找':
    case U'打':
    case U'联':
    case U'问':
    case U'到':
    case U'等':
        return true;
    default:
        return false;
    }
}

static bool told(const struct fold_units *units, uint32_t place)
{
    for (uint32_t i = place + TOLD_FROM + 1; i <= place + TELLS_TO && i < units->n; i++)
        if (few_may(&stance_tells_begin, units->at[i]))
            return true;
    return false;
}

static bool begins_english(const struct fold_units *units, uint32_t place)
{
    uint16_t second = units->at[place] == 'n' ? 'o' : 's';
    return units->at[place + 1] == second && (place == 0 || units->at[place - 1] == ' ');
}

/* Does the character at the place, followed by this one, begin a turn as far as these two say? */
static bool goes_on(uint16_t first, uint16_t second)
{
    switch (first) {
    case U'不':
        return second == U'是';
    case U'并':
    case U'绝':
    case U'而':
        return second == U'非';
    case U'无':
        return second == U'关';
    case U'回':
        return second == U'复' || second == U'答';
    case U'答':
        return second == U'复';
    case U'告':
        return second == U'知' || second == U'诉';
    case U'表':
        return second == U'示';
    case U'解':
        return second == U'释';
    case U'推':
        return second == U'说' || second == U'给' || second == U'到';
    case U'声':
    case U'谎':
        return second == U'称';
    case U'让':
        return second == U'我' || second == U'你' || second == U'业';
    case U'叫':
        return second == U'我';
    case U'要':
        return second == U'我' || second == U'求';
    case U'打':
        return second == U'过' || second == U'了' || second == U'电';
    case U'找':
    case U'问':
        return second == U'过' || second == U'了';
    case U'联':
        return second == U'系';
    default:
        return true;
    }
}

bool stance_worth(const struct fold_units *units, uint32_t place)
{
    const uint16_t *at = units->at + place;
    if (!goes_on(at[0], at[1]))
        return false;
    switch (at[0]) {
    case U'找':
    case U'问':
    case U'打':
    case U'联':
        return speaker_among(units, place + ASKED_FROM, place + ASKED_TO);
    case U'向':
    case U'跟':
    case U'和':
    case U'给':
        return speaker_among(units, place + TOLD_FROM, place + TOLD_TO) && told(units, place);
    case U'让':
    case U'叫':
    case U'要':
        return sends(at);
    case U'说':
        return !says_nothing(at[1]);
    case U'没':
        return missing(units, place);
    case 'n':
    case 'i':
        return begins_english(units, place);
    default:
        return true;
    }
}

bool stance_worth_saying(const struct stance_scan *scan, const struct fold_units *units,
                         uint32_t place)
{
    switch (units->at[place]) {
    case U'说':
    case U'回':
    case U'答':
    case U'告':
    case U'表':
    case U'解':
    case U'推':
    case U'声':
    case U'谎':
        return saying(scan, units, place);
    default:
        return true;
    }
}
