/* place_english: addresses as English writes them, narrow before wide: number 66, Lotus Road; No.
 * 12 Lotus Road; Lotus Road 12; building 3, unit 2, room 501.
 *
 * Of what else has a name a few kinds are known (Wanhe Plaza).
 *
 * The parts are those of Chinese addresses, so that all that is done with a place is done with
 * these. A road has a name before it, of one word, or of two where the first only tells of two
 * roads the one (West Lake Road): what stands before that is the sentence. A number is a house's
 * only beside a road; room 501 alone says where only to who lives there. */
#include "dsl/mention/seek.h"

enum { NUMBER_MOST = 5, NAME_MOST = 16, ROAD_WORDS = 4 };

static bool is_word(uint32_t c)
{
    return seek_is_latin(c) || seek_is_digit(c);
}

static bool begins_word(const struct seek *seek, uint32_t at)
{
    return !at || !is_word(seek->at[at - 1]);
}

/* Behind the first of the words (separated by blanks) that stands here whole; 0: none. */
static uint32_t whole_word(const struct seek *seek, uint32_t at, const char *words)
{
    uint32_t to = seek_follows_any(seek, at, words);
    return to && !is_word(seek->at[to]) ? to : 0;
}

static uint32_t pass(const struct seek *seek, uint32_t at, const char *marks)
{
    while (at < seek->n && seek_among(seek->at[at], marks))
        at++;
    return at;
}

/* Behind one of the words and its blanks; where none stands here the place itself. */
static uint32_t pass_word(const struct seek *seek, uint32_t at, const char *words)
{
    uint32_t to = whole_word(seek, at, words);
    return to ? pass(seek, to, " ") : at;
}

/* ---- numbers ---- */

/* 66, 12b, a single letter; 0: none ends here. */
static uint32_t read_number(const struct seek *seek, uint32_t at)
{
    uint32_t to = at;
    while (to < seek->n && to - at < NUMBER_MOST && seek_is_digit(seek->at[to]))
        to++;
    bool digits = to > at;
    to += seek_is_latin(seek->at[to]) && !is_word(seek->at[to + 1]);
    return to > at && !is_word(seek->at[to]) && (digits || !whole_word(seek, at, "a i")) ? to : 0;
}

/* number, no., #: behind it and the blanks; where none stands here the place itself. */
static uint32_t pass_numero(const struct seek *seek, uint32_t at)
{
    uint32_t to = seek_follows_any(seek, at, "no. no.: #");
    to = to ? to : whole_word(seek, at, "number no nr");
    return to ? pass(seek, to, " .") : at;
}

/* A number that does not say that it is one: it may count something. */
static bool is_bare(const struct seek *seek, uint32_t at)
{
    return pass_numero(seek, at) == at;
}

static uint32_t house_number(const struct seek *seek, uint32_t at)
{
    uint32_t number = pass_numero(seek, at);
    return seek_is_digit(seek->at[number]) ? read_number(seek, number) : 0;
}

/* ---- roads ---- */

static const char *const road_words = "road rd street avenue ave lane alley boulevard blvd";

/* Stand before "road" and are no name of one. */
static const char *const common_words =
    "the a an this that these those my our your his her their its same other another whole every "
    "each any no on in at near by of to from off along across beside behind and or with for is was "
    "are main busy bad broken big small narrow dark wrong public access side service ring cross "
    "dirt country one two next new old nearby local wide first entire front back middle shopping "
    "food night walking pedestrian which what";

static const char *const telling_words = "north south east west middle upper lower new old";

static uint32_t read_letters(const struct seek *seek, uint32_t at)
{
    uint32_t to = at;
    while (to < seek->n && to - at < NAME_MOST && seek_is_latin(seek->at[to]))
        to++;
    return to > at + 1 && !is_word(seek->at[to]) ? to : 0;
}

static uint32_t road_behind(const struct seek *seek, uint32_t name)
{
    return name && seek->at[name] == ' ' ? whole_word(seek, name + 1, road_words) : 0;
}

/* lotus road, west lake road, renmin north road; 0: none begins here. Most words have no road
 * behind them, so that is looked at first. */
static uint32_t read_road(const struct seek *seek, uint32_t at)
{
    uint32_t first = read_letters(seek, at), to = road_behind(seek, first);
    uint32_t second = first && !to && seek->at[first] == ' ' ? read_letters(seek, first + 1) : 0;
    to = to ? to : road_behind(seek, second);
    if (!to)
        return 0;
    bool telling = whole_word(seek, at, telling_words) != 0;
    if (!second)
        return telling || whole_word(seek, at, common_words) ? 0 : to;
    bool tells = telling != (whole_word(seek, first + 1, telling_words) != 0);
    return tells && (telling || !whole_word(seek, at, common_words)) ? to : 0;
}

/* Behind the number of a house the name may be longer: 25 south lake garden road. */
static uint32_t read_long_road(const struct seek *seek, uint32_t at)
{
    for (int words = 0; words < ROAD_WORDS; words++) {
        uint32_t end = read_letters(seek, at), to = road_behind(seek, end);
        if (!end || (whole_word(seek, at, common_words) && !whole_word(seek, at, telling_words)))
            return 0;
        if (to || seek->at[end] != ' ')
            return to;
        at = end + 1;
    }
    return 0;
}

/* number 66, lotus road; no. 66 on lotus road */
static uint32_t try_house(struct seek *seek, uint32_t at)
{
    uint32_t number = house_number(seek, at);
    uint32_t road = number ? pass(seek, number, ", ") : 0;
    if (!number || road == number)
        return 0;
    road = is_bare(seek, at) ? road : pass_word(seek, road, "on in");
    uint32_t to = read_road(seek, road);
    to = to ? to : read_long_road(seek, road);
    if (!to)
        return 0;
    seek_add_part(seek, PART_HOUSE, at, number);
    seek_add_part(seek, PART_ROAD, road, to);
    return to;
}

/* May a bare number that ends here be the house's? What counts something, nights or lamps, has that
 * behind it. */
static bool ends_address(const struct seek *seek, uint32_t at)
{
    uint32_t next = pass(seek, at, " ");
    return next == seek->n || seek_among(seek->at[next], ",.;:!?。)") ||
           whole_word(seek, next,
                      "is are was were has have had and or near opposite there where with since "
                      "for");
}

/* lotus road 12, lotus road, no. 12 */
static uint32_t try_road(struct seek *seek, uint32_t at)
{
    uint32_t to = read_road(seek, at);
    if (!to)
        return 0;
    seek_add_part(seek, PART_ROAD, at, to);
    uint32_t from = pass(seek, to, ", "), number = from > to ? house_number(seek, from) : 0;
    if (!number || (is_bare(seek, from) && !ends_address(seek, number)))
        return to;
    seek_add_part(seek, PART_HOUSE, from, number);
    return number;
}

/* wanhe plaza, lotus mall: one word of a name before it, as before a road. */
static uint32_t try_landmark(struct seek *seek, uint32_t at)
{
    uint32_t name = read_letters(seek, at);
    uint32_t to = name && seek->at[name] == ' '
                      ? whole_word(seek, name + 1, "plaza mall mansion hotel hospital")
                      : 0;
    if (!to || whole_word(seek, at, common_words) || whole_word(seek, at, telling_words) ||
        whole_word(seek, at, "city district county people children animal hotel"))
        return 0;
    seek_add_part(seek, PART_LANDMARK, at, to);
    return to;
}

/* ---- buildings ---- */

/* Does an address that stands before it go on here? */
static bool last_joins(const struct seek *seek, uint32_t at)
{
    return seek->parts.n && place_joins_english(seek, seek->parts.at[seek->parts.n - 1].to, at);
}

/* building 3, room 501, 5th floor; second floor behind one of these */
static uint32_t try_building(struct seek *seek, uint32_t at)
{
    uint32_t word = whole_word(seek, at,
                               "building bldg block tower unit room apartment apt flat floor "
                               "gate villa");
    uint32_t number = word ? pass_numero(seek, pass(seek, word, " ")) : 0;
    uint32_t to = number > word ? read_number(seek, number) : 0;
    if (!word && seek_is_digit(seek->at[at])) {
        number = at;
        while (seek_is_digit(seek->at[number]) && number - at < 2)
            number++;
        number = whole_word(seek, number, "st nd rd th");
        to = number && seek->at[number] == ' ' ? whole_word(seek, number + 1, "floor") : 0;
    }
    uint32_t ordinal =
        to ? 0 : whole_word(seek, at, "ground first second third fourth fifth sixth top");
    if (ordinal && seek->at[ordinal] == ' ' && last_joins(seek, at))
        to = whole_word(seek, ordinal + 1, "floor");
    if (to)
        seek_add_part(seek, PART_BUILDING, at, to);
    return to;
}

uint32_t place_try_english(struct seek *seek, uint32_t at)
{
    if (!begins_word(seek, at))
        return 0;
    uint32_t to = try_house(seek, at);
    to = to ? to : try_building(seek, at);
    to = to ? to : try_landmark(seek, at);
    return to ? to : try_road(seek, at);
}

bool place_joins_english(const struct seek *seek, uint32_t from, uint32_t to)
{
    if (!from || seek->at[from - 1] >= 0x80 || seek->at[to] >= 0x80)
        return false;
    uint32_t at = pass(seek, from, ", ");
    return at > from && pass_word(seek, at, "in of on at") == to;
}
