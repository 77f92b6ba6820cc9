/* case_talk: which turns an officer may read beside a case.
 *
 * A person's turns form one line over years. A case is entitled to a piece of it: from the
 * beginning of the talk in which it was filed up to the filing, and afterwards only the turns that
 * name the case. The talk begins behind the turn that filed another case, or behind a pause of six
 * hours. Everything else the person ever said stays closed. The line is walked backwards in pages,
 * at most WALK_PAGES of them: a case so old that its talk lies deeper still has its own text. */
#include "gateway/desk/case_talk.h"

enum { PAGE = 40, WALK_PAGES = 6, SHOWN_MOST = 80, PAUSE_SECONDS = 6 * 3600 };

struct walk {
    const struct case_full *of;
    struct turn_row *rows; /* newest first */
    size_t count;
    int64_t later;      /* time of the turn behind the one looked at */
    bool inside, ended; /* inside: in the talk that led to the filing */
};

static void keep(struct walk *walk, const struct turn_row *row)
{
    if (walk->count < SHOWN_MOST)
        walk->rows[walk->count++] = *row;
    else
        walk->ended = true;
    walk->later = row->at;
}

static void look(struct walk *walk, const struct turn_row *row)
{
    bool names_it = row->case_id == walk->of->line.id;
    bool of_other = row->case_id && !names_it;
    if (of_other && !row->spoken)
        return; /* a notice about another case that came in between */
    if (walk->inside && (of_other || walk->later - row->at > PAUSE_SECONDS)) {
        walk->ended = true;
        return;
    }
    if (names_it && row->at <= walk->of->line.filed)
        walk->inside = true;
    if (walk->inside || names_it)
        keep(walk, row);
    else if (row->at < walk->of->line.filed)
        walk->ended = true;
}

static void turn_round(struct turn_row *rows, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct turn_row row = rows[i];
        rows[i] = rows[count - 1 - i];
        rows[count - 1 - i] = row;
    }
}

enum store_error case_talk(struct store *store, const struct case_full *of, struct arena *arena,
                           struct turn_row **rows, size_t *count)
{
    struct walk walk = {.of = of, .rows = ARENA_ARRAY(arena, SHOWN_MOST, struct turn_row)};
    enum store_error error = STORE_OK;
    int64_t from = 0;
    for (int i = 0; i < WALK_PAGES && !walk.ended && error == STORE_OK && of->person; i++) {
        struct turn_row *page;
        size_t n = 0;
        error = turns_of_person(store, of->person, from, PAGE, arena, &page, &n);
        for (size_t k = 0; k < n && !walk.ended; k++)
            look(&walk, &page[k]);
        from = n ? page[n - 1].before : 0;
        walk.ended |= from == 0;
    }
    turn_round(walk.rows, walk.count);
    *rows = walk.rows;
    *count = walk.count;
    return error == STORE_NONE || error == STORE_SEALED ? STORE_OK : error;
}
