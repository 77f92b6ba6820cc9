/* entry: a case that a clerk took down on the phone or across a desk.
 *
 * It is filed like any other, by the one writer; what differs is who gave the words. The caller is
 * a person of ours only where they agreed to hear by SMS: then every later message of the case goes
 * to their number by itself. Otherwise the query code, which the clerk reads out, is their only key
 * to it. A number of the other platform stands beside the case and leads back to it. */
#include "gateway/turn/self.h"

#include "dsl/base/civil.h"
#include "gateway/store/entries.h"

enum { CODE_LETTERS = 8 };

static void make_code(struct turn *turn, struct desk_entry *entry)
{
    static const char letters[] = "ABCDEFGHJKMNPQRSTUVWXYZ23456789X";
    unsigned char random[CODE_LETTERS];
    const struct world *world = turn->setup.world;
    world->random(world->self, random, sizeof random);
    for (size_t i = 0; i < CODE_LETTERS; i++)
        entry->code[i] = letters[random[i] % 32];
    entry->code[CODE_LETTERS] = 0;
    entry->filing.code = (struct view){entry->code, CODE_LETTERS};
}

static struct account_entry *sms_account(const struct turn *turn)
{
    const struct accounts *accounts = turn->setup.accounts;
    for (size_t i = 0; i < accounts_count(accounts); i++)
        if (accounts_at(accounts, i)->adapter->kind == CHANNEL_SMS)
            return accounts_at(accounts, i);
    return NULL;
}

/* Nobody, or the holder of the number. */
static enum store_error find_person(struct turn *turn, const struct desk_entry *entry,
                                    struct person *person)
{
    struct account_entry *account = entry->phone.n ? sms_account(turn) : NULL;
    *person = (struct person){.id = 0};
    if (!account || entry->filing.anonymous)
        return STORE_OK;
    return people_meet(turn->store, account->id, entry->phone, turn->now, &turn->scratch, person);
}

void entry_begin(struct turn *turn, struct desk_entry *entry)
{
    cases_next_id(turn->store, civil_local_number(turn->now, CHINA_OFFSET_MINUTES));
    make_code(turn, entry);
    entry->case_id = turn->store->next_case;
}

enum store_error entry_file_for(struct turn *turn, struct desk_entry *entry, struct spoken *spoken)
{
    struct entry_row row = {.case_id = entry->case_id,
                            .user = entry->user,
                            .at = turn->now,
                            .visit = entry->visit,
                            .outside = entry->outside};
    enum store_error error = apply_filing(turn, &entry->filing, spoken);
    return error == STORE_OK ? entries_add(turn->store, &row) : error;
}

enum store_error entry_work(struct turn *turn, struct desk_entry *entry)
{
    struct person person;
    enum store_error error = find_person(turn, entry, &person);
    struct spoken spoken = {.person = &person};
    entry_begin(turn, entry);
    if (error == STORE_OK)
        error = entry_file_for(turn, entry, &spoken);
    return error == STORE_OK && person.id ? people_save_talk(turn->store, &person) : error;
}
