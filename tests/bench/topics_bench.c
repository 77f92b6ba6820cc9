/* topics_bench: what finding and joining the same matter costs a turn, and what it finds, on a list
 * of real messages (a table with tabs: time, likes, text, under a head). They are filed in order of
 * time into a fresh store, each by another person, without class or place, so that the words alone
 * decide: nearly copies are joined, everything else is left apart. Beside it stands the truth: the
 * exact likeness of all pairs of a fortnight.
 *
 *   topics_bench RULES DATABASE KEY MESSAGES text|title [show]
 *
 * title: only the first sentence is filed, which is about what a citizen types into a phone.
 * Prints one JSON object; with `show` the largest topics and the new words, for reading. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "dsl/base/file.h"
#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "dsl/base/vec.h"
#include "dsl/compile/compile.h"
#include "gateway/topics/grams.h"
#include "gateway/topics/signature.h"
#include "gateway/topics/topics.h"
#include "gateway/topics/weak.h"

enum { MEMORY = 1 << 30, SHOWN = 20, BATCH = 128, NEAR = 500 };

struct message {
    int64_t at, id, topic;
    struct view text;
    struct view pairs; /* the distinct pairs of characters as sorted numbers, for the truth */
    struct signature signature;
};

struct bench {
    struct world world;
    struct seal_key key;
    struct store store;
    struct arena arena, scratch;
    struct buf image, table;
    struct rules rules;
    struct sip_key sip;
    VEC(struct message) messages;
    int64_t now;
    bool titles, show;
    size_t pages, new_words;
    double page_seconds;
};

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "topics_bench: %s\n", what);
    exit(1);
}

static double cpu(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int64_t now_of(void *self)
{
    return ((struct bench *)self)->now;
}

static void random_of(void *self, unsigned char *out, size_t n)
{
    (void)self;
    must(getrandom(out, n, 0) == (ssize_t)n, "no randomness");
}

/* ---- reading ---- */

/* "2019/2/28 11:25:05" or "2019-02-28 11:25:05", in China. */
static bool read_time(struct view text, int64_t *at)
{
    int64_t part[6] = {0};
    const char day = view_find(text, VIEW("-")) == SIZE_MAX ? '/' : '-';
    const char ends[] = {day, day, ' ', ':', ':'};
    for (size_t i = 0; i < 6; i++)
        if (!view_int(i < 5 ? view_cut(&text, ends[i]) : text, 0, 9999, &part[i]))
            return false;
    struct civil date = {(int)part[0], (int)part[1], (int)part[2]};
    struct civil_time time = {civil_to_day(date), (int)(part[3] * 60 + part[4]), (int)part[5]};
    *at = civil_seconds(time, CHINA_OFFSET_MINUTES);
    return civil_valid(date);
}

static void add_message(struct bench *b, struct view line)
{
    struct message message = {.at = 0};
    struct view when = view_cut(&line, '\t'), likes = view_cut(&line, '\t');
    size_t end = view_find(line, VIEW("。"));
    (void)likes;
    message.text = b->titles && end != SIZE_MAX ? view_sub(line, 0, end) : line;
    if (message.text.n && read_time(when, &message.at))
        VEC_ADD(&b->arena, &b->messages, message);
}

static int by_time(const void *a, const void *b)
{
    const struct message *x = a, *y = b;
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : view_compare(x->text, y->text);
}

static void read_messages(struct bench *b, const char *path)
{
    buf_init(&b->table, 1 << 30);
    must(file_read(path, &b->table), "the messages cannot be read");
    struct view rest = buf_seen(&b->table);
    view_cut(&rest, '\n'); /* the head */
    while (rest.p)
        add_message(b, view_cut(&rest, '\n'));
    must(b->messages.n > 1, "there are no messages");
    qsort(b->messages.at, b->messages.n, sizeof *b->messages.at, by_time);
}

static void open_rules(struct bench *b, const char *folder)
{
    struct view why;
    struct arena arena;
    arena_init(&arena, MEMORY);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    buf_init(&b->image, 256 << 20);
    must(compile_folder(&arena, folder, &sources, &diags, NULL, &b->image, &why) && !diags.errors,
         "the rules do not compile");
    must(rules_open(&b->rules, b->image.p, b->image.n) == RULES_OK, "the rules cannot be opened");
    arena_free(&arena);
}

/* ---- filing ---- */

static void add_case(struct bench *b, const struct message *message, int64_t person)
{
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(b->store.seal, wrapped);
    struct case_full full = {.line = {.id = message->id,
                                      .state = CASE_DISPATCHED,
                                      .unit = VIEW(""),
                                      .category = VIEW(""),
                                      .duty = VIEW(""),
                                      .area = VIEW(""),
                                      .filed = message->at},
                             .person = person,
                             .text = message->text,
                             .secret = {(const char *)wrapped, sizeof wrapped}};
    must(cases_add(&b->store, &full) == STORE_OK, "a case cannot be filed");
}

/* The page of new words as it would have been shown at that moment. */
static void look_for_words(struct bench *b)
{
    struct weak_signals out = {0};
    double before = cpu();
    must(weak_words(&b->store, &b->rules, b->now, &b->scratch, &out) == STORE_OK, "no words");
    b->page_seconds += cpu() - before;
    b->pages++;
    b->new_words += out.word_count;
    for (size_t i = 0; b->show && i < out.word_count; i++)
        printf("%d %.*s: %zu people\n", topics_day(b->now), VIEW_FMT(out.words[i].word),
               out.words[i].people);
    arena_reset(&b->scratch);
}

/* Processor seconds that joining took, filing left out. */
static double file_all(struct bench *b)
{
    double joining = 0;
    int day = 0;
    int64_t in_day = 0, looked = b->messages.at[0].at;
    must(store_begin(&b->store) == STORE_OK, "no transaction");
    for (size_t i = 0; i < b->messages.n; i++) {
        struct message *message = &b->messages.at[i];
        if (message->at - looked > WEAK_DAYS * 86400LL) {
            look_for_words(b);
            looked = message->at;
        }
        b->now = message->at;
        in_day = topics_day(b->now) == day ? in_day + 1 : 1;
        day = topics_day(b->now);
        message->id = topics_first_id(day) + in_day;
        add_case(b, message, (int64_t)i + 1);
        struct topics_matter matter = {
            .text = message->text, .person = (int64_t)i + 1, .now = message->at};
        double before = cpu();
        must(topics_join(&b->store, &b->rules, message->id, &matter, &b->scratch) == STORE_OK,
             "a case cannot be joined");
        joining += cpu() - before;
        arena_reset(&b->scratch);
        if (i % BATCH == BATCH - 1)
            must(store_commit(&b->store) == STORE_OK && store_begin(&b->store) == STORE_OK,
                 "no commit");
    }
    must(store_commit(&b->store) == STORE_OK, "no commit");
    return joining;
}

/* Processor seconds for a signature and the grams of every text. */
static double sign_all(struct bench *b)
{
    double before = cpu();
    for (size_t i = 0; i < b->messages.n; i++) {
        struct view folded = fold_text(&b->scratch, b->messages.at[i].text).text;
        signature_make(&b->sip, folded, &b->messages.at[i].signature);
        must(grams_pack(&b->sip, folded, &b->scratch).p != NULL, "no grams");
        arena_reset(&b->scratch);
    }
    return cpu() - before;
}

static double compare_all(struct bench *b, double *pairs)
{
    long sum = 0;
    double before = cpu();
    for (size_t i = 0; i < b->messages.n; i++)
        for (size_t k = 0; k < i; k++)
            sum +=
                signature_likeness(b->messages.at[i].signature.of, b->messages.at[k].signature.of);
    *pairs = (double)b->messages.n * (double)(b->messages.n - 1) / 2;
    must(sum >= 0, "no likeness");
    return cpu() - before;
}

/* ---- the truth ---- */

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static struct view pairs_of(struct bench *b, struct view text)
{
    struct view folded = fold_text(&b->scratch, text).text;
    uint64_t *pairs = ARENA_ARRAY(&b->arena, folded.n, uint64_t), before = 0;
    size_t n = 0, kept = 0, looked_at = 0;
    for (size_t at = 0; at < folded.n && looked_at < SIGNATURE_TEXT_MAX; looked_at++) {
        uint64_t c = utf8_next(folded, &at);
        if (!signature_takes((uint32_t)c))
            continue;
        if (before)
            pairs[n++] = before << 32 | c;
        before = c;
    }
    if (n)
        qsort(pairs, n, sizeof *pairs, by_number);
    for (size_t i = 0; i < n; i++)
        if (!kept || pairs[kept - 1] != pairs[i])
            pairs[kept++] = pairs[i];
    return (struct view){(const char *)pairs, kept * sizeof *pairs};
}

/* Jaccard, per mille. */
static int true_likeness(struct view a, struct view b)
{
    const uint64_t *x = (const void *)a.p, *y = (const void *)b.p;
    size_t n = a.n / sizeof *x, m = b.n / sizeof *y, i = 0, k = 0, both = 0;
    while (i < n && k < m) {
        both += x[i] == y[k];
        size_t next = i + (x[i] <= y[k]);
        k += y[k] <= x[i];
        i = next;
    }
    return n + m > both ? (int)(1000 * both / (n + m - both)) : 0;
}

struct held_against {
    long near, found; /* pairs of a fortnight at least half alike; of these in one topic */
    long joined, far; /* pairs in one topic; of these less than a third alike */
    double off;       /* of the estimate, root of the mean square, of pairs above a tenth */
    long estimated;
};

static void judge(struct held_against *truth, const struct message *a, const struct message *b)
{
    int likeness = true_likeness(a->pairs, b->pairs);
    bool joined = a->topic == b->topic;
    truth->near += likeness >= NEAR;
    truth->found += likeness >= NEAR && joined;
    truth->joined += joined;
    truth->far += joined && likeness < 333;
    if (likeness < 100)
        return;
    double off = (signature_likeness(a->signature.of, b->signature.of) - likeness) / 1000.0;
    truth->off += off * off;
    truth->estimated++;
}

static struct held_against hold_against_truth(struct bench *b)
{
    struct held_against truth = {0};
    for (size_t i = 0; i < b->messages.n; i++) {
        struct message *message = &b->messages.at[i];
        struct likeness row;
        message->pairs = pairs_of(b, message->text);
        message->topic = message->id;
        if (likeness_get(&b->store, message->id, &b->scratch, &row) == STORE_OK)
            message->topic = row.topic;
        arena_reset(&b->scratch);
        for (size_t k = i; k-- > 0 && b->messages.at[k].at > message->at - TOPICS_DAYS * 86400LL;)
            judge(&truth, message, &b->messages.at[k]);
    }
    return truth;
}

/* ---- what was found ---- */

static void show_topic(struct bench *b, const struct topic_row *topic)
{
    printf("%lld people:\n", (long long)topic->people);
    int shown = 0;
    for (size_t i = 0; i < b->messages.n && shown < 4; i++)
        if (b->messages.at[i].topic == topic->id) {
            struct view head = utf8_head(b->messages.at[i].text, 120);
            printf("    %.*s\n", VIEW_FMT(head));
            shown++;
        }
}

static size_t find_topics(struct bench *b, size_t *of_three)
{
    struct topic_row *rows = ARENA_ARRAY(&b->arena, b->messages.n, struct topic_row);
    size_t count;
    must(topic_list(&b->store, 0, b->messages.n, rows, &count) == STORE_OK, "no topics");
    *of_three = 0;
    for (size_t i = 0; i < count; i++)
        *of_three += rows[i].people >= 3;
    for (size_t i = 0; b->show && i < count && i < SHOWN; i++)
        show_topic(b, &rows[i]);
    return count;
}

static void open_all(struct bench *b, char **argv)
{
    b->world = (struct world){.self = b, .now = now_of, .random = random_of};
    b->titles = view_is(view_of(argv[5]), "title");
    b->show = argv[6] != NULL;
    arena_init(&b->arena, MEMORY);
    arena_init(&b->scratch, MEMORY);
    open_rules(b, argv[1]);
    read_messages(b, argv[4]);
    b->now = b->messages.at[0].at;
    must(seal_key_load(argv[3], true, &b->world, &b->key) == SEAL_OK, "no key");
    must(store_open(&b->store, argv[2], &b->world, &b->key) == STORE_OK, "no store");
    b->sip = topics_key(b->store.seal);
}

int main(int argc, char **argv)
{
    static struct bench b;
    size_t of_three;
    double pairs;
    must(argc >= 6, "RULES DATABASE KEY MESSAGES text|title [show]");
    open_all(&b, argv);
    double joining = file_all(&b), signing = sign_all(&b), comparing = compare_all(&b, &pairs);
    struct held_against truth = hold_against_truth(&b);
    size_t topics = find_topics(&b, &of_three);
    double n = (double)b.messages.n;
    printf("{\"texts\":%zu,\"texts_per_second\":%.0f,\"sign_us\":%.2f,\"join_us\":%.2f,"
           "\"pairs_per_second\":%.0f,\"topics\":%zu,\"topics_of_three\":%zu,\"near_pairs\":%ld,"
           "\"near_found\":%.4f,\"joined_pairs\":%ld,\"joined_far\":%ld,\"estimate_off\":%.4f,"
           "\"new_words\":%zu,\"pages\":%zu,\"page_ms\":%.2f}\n",
           b.messages.n, n / joining, 1e6 * signing / n, 1e6 * joining / n, pairs / comparing,
           topics, of_three, truth.near, truth.near ? (double)truth.found / (double)truth.near : 1,
           truth.joined, truth.far, truth.estimated ? sqrt(truth.off / (double)truth.estimated) : 0,
           b.new_words, b.pages, b.pages ? 1e3 * b.page_seconds / (double)b.pages : 0);
    store_close(&b.store);
    arena_free(&b.arena);
    arena_free(&b.scratch);
    buf_free(&b.image);
    buf_free(&b.table);
    return 0;
}
