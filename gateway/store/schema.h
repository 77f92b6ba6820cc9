/* The schema, as numbered steps: MIGRATION(number, sql). Steps are only added; each runs once, all
 * missing ones in a single transaction at start. What is sealed is said beside it. */
/* clang-format off */
#ifdef MIGRATION
MIGRATION(1,
    /* a known text under the gateway's own key: tells a wrong key file at start */
    "CREATE TABLE key_check(id INTEGER PRIMARY KEY, body BLOB NOT NULL);"
    "CREATE TABLE account(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL,"
    "  UNIQUE(kind, name));"
    "CREATE TABLE version(id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, at INTEGER NOT NULL);"
    /* one table a day, used in turn */
    "CREATE TABLE seen_day(slot INTEGER PRIMARY KEY, day INTEGER NOT NULL);"
    "CREATE TABLE seen_0(key INTEGER PRIMARY KEY, rest INTEGER NOT NULL, turn INTEGER, digest INTEGER);"
    "CREATE TABLE seen_1(key INTEGER PRIMARY KEY, rest INTEGER NOT NULL, turn INTEGER, digest INTEGER);"
    "CREATE TABLE seen_2(key INTEGER PRIMARY KEY, rest INTEGER NOT NULL, turn INTEGER, digest INTEGER);"
    "CREATE TABLE seen_3(key INTEGER PRIMARY KEY, rest INTEGER NOT NULL, turn INTEGER, digest INTEGER);"
    /* who: keyed hash of account and sender; secret: wrapped; sender: sealed */
    "CREATE TABLE person(id INTEGER PRIMARY KEY, who BLOB NOT NULL UNIQUE, account INTEGER NOT NULL,"
    "  since INTEGER NOT NULL, consent INTEGER NOT NULL DEFAULT 0, enterprise TEXT,"
    "  secret BLOB, sender BLOB);"
    /* state: sealed */
    "CREATE TABLE talk(person INTEGER PRIMARY KEY, turn INTEGER, at INTEGER, sequence INTEGER,"
    "  case_id INTEGER, state BLOB);"
    "CREATE TABLE consent(id INTEGER PRIMARY KEY, person INTEGER NOT NULL, given INTEGER NOT NULL,"
    "  at INTEGER NOT NULL, turn INTEGER);"
    "CREATE INDEX consent_person ON consent(person);"
    /* body: sealed */
    "CREATE TABLE turn(id INTEGER PRIMARY KEY, person INTEGER, before INTEGER, at INTEGER,"
    "  version INTEGER, case_id INTEGER, body BLOB);"
    /* body: sealed, of offers only */
    "CREATE TABLE outbox(id INTEGER PRIMARY KEY, person INTEGER NOT NULL, account INTEGER NOT NULL,"
    "  class INTEGER NOT NULL, state INTEGER NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL,"
    "  sequence INTEGER, about INTEGER, idempotent INTEGER, receipt BLOB, body BLOB);"
    "CREATE INDEX outbox_ready ON outbox(account, class, due) WHERE state = 0;"
    "CREATE INDEX outbox_busy ON outbox(state) WHERE state IN (1, 2);"
    "CREATE INDEX outbox_app ON outbox(person, sequence) WHERE state = 3;"
    "CREATE INDEX outbox_receipt ON outbox(receipt) WHERE receipt IS NOT NULL;"
    /* code, secret: wrapped or sealed; body, answer: sealed */
    "CREATE TABLE cases(id INTEGER PRIMARY KEY, person INTEGER, state INTEGER NOT NULL, kind INTEGER,"
    "  channel INTEGER, flags INTEGER, category TEXT, duty TEXT, unit TEXT NOT NULL, role TEXT,"
    "  area TEXT, filed INTEGER, due INTEGER, next_at INTEGER, poor INTEGER, confidence INTEGER,"
    "  version INTEGER, secret BLOB, body BLOB, answer BLOB);"
    "CREATE INDEX cases_person ON cases(person);"
    "CREATE INDEX cases_open ON cases(state, unit) WHERE state < 7;"
    "CREATE INDEX cases_next ON cases(next_at) WHERE next_at IS NOT NULL;"
    "CREATE TABLE event(case_id INTEGER, n INTEGER, at INTEGER, move INTEGER, state INTEGER,"
    "  mover INTEGER, user INTEGER, unit TEXT, body BLOB, PRIMARY KEY(case_id, n)) WITHOUT ROWID;"
    "CREATE TABLE desk_user(id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT, unit TEXT,"
    "  roles INTEGER NOT NULL, password TEXT, active INTEGER NOT NULL, changed INTEGER);"
    "CREATE TABLE session(token BLOB PRIMARY KEY, user INTEGER NOT NULL, started INTEGER,"
    "  seen INTEGER, ends INTEGER) WITHOUT ROWID;"
    "CREATE INDEX session_user ON session(user);"
    "CREATE TABLE audit(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, user INTEGER, action TEXT,"
    "  object INTEGER, detail TEXT);"
    /* source: sealed */
    "CREATE TABLE media(id TEXT PRIMARY KEY, state INTEGER NOT NULL, person INTEGER, account INTEGER,"
    "  at INTEGER, size INTEGER, type TEXT, kind INTEGER, attempts INTEGER, secret BLOB, source BLOB)"
    "  WITHOUT ROWID;"
    "CREATE INDEX media_wanted ON media(at) WHERE state = 0;"
    /* body: sealed */
    "CREATE TABLE parked(id INTEGER PRIMARY KEY, at INTEGER, account INTEGER, reason TEXT, body BLOB);")
MIGRATION(2,
    /* name: keyed hash of a desk login or of an address */
    "CREATE TABLE tries(name BLOB PRIMARY KEY, count INTEGER NOT NULL, since INTEGER NOT NULL,"
    "  closed_until INTEGER NOT NULL) WITHOUT ROWID;")
MIGRATION(3,
    /* an offer that was approved: once for each policy */
    "CREATE TABLE campaign(id INTEGER PRIMARY KEY, policy TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,"
    "  user INTEGER NOT NULL);")
MIGRATION(4,
    /* uploads that no message names yet, and files that are to be removed */
    "CREATE INDEX media_loose ON media(at) WHERE state IN (3, 4);")
MIGRATION(5,
    /* what a case's words were like: keyed hashes, no words (topics/signature.h, topics/grams.h).
       keys: under which it stands in alike; grams: empty once they are too old to matter */
    "CREATE TABLE likeness(case_id INTEGER PRIMARY KEY, topic INTEGER NOT NULL,"
    "  signature BLOB NOT NULL, keys BLOB NOT NULL, grams BLOB NOT NULL);"
    "CREATE INDEX likeness_topic ON likeness(topic) WHERE topic <> case_id;"
    "CREATE TABLE alike(key INTEGER NOT NULL, case_id INTEGER NOT NULL,"
    "  PRIMARY KEY(key, case_id)) WITHOUT ROWID;"
    /* one matter of several cases; id: the first of them */
    "CREATE TABLE topic(id INTEGER PRIMARY KEY, people INTEGER NOT NULL, cases INTEGER NOT NULL,"
    "  follows INTEGER NOT NULL, last INTEGER NOT NULL);"
    "CREATE TABLE follower(case_id INTEGER NOT NULL, person INTEGER NOT NULL, at INTEGER NOT NULL,"
    "  PRIMARY KEY(case_id, person)) WITHOUT ROWID;"
    "CREATE INDEX follower_person ON follower(person);"
    /* how many a day (yyyymmdd), of what and where */
    "CREATE TABLE tally(day INTEGER NOT NULL, category TEXT NOT NULL, area TEXT NOT NULL,"
    "  cases INTEGER NOT NULL, follows INTEGER NOT NULL, PRIMARY KEY(day, category, area))"
    "  WITHOUT ROWID;"
    "INSERT INTO tally SELECT id / 10000000, coalesce(category, ''), coalesce(area, ''), count(*), 0"
    "  FROM cases GROUP BY 1, 2, 3;"
    "CREATE INDEX cases_grave ON cases(id) WHERE flags & 5;")
MIGRATION(6,
    /* what followers are still to be told (enum told + 1), since there may be thousands of them */
    "ALTER TABLE follower ADD COLUMN due INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX follower_due ON follower(case_id) WHERE due <> 0;")
MIGRATION(7,
    /* two more open states stand before the final ones */
    "UPDATE cases SET state = state + 2 WHERE state >= 7;"
    "UPDATE event SET state = state + 2 WHERE state >= 7;"
    "DROP INDEX cases_open;"
    "CREATE INDEX cases_open ON cases(state, unit) WHERE state < 9;"
    /* since: in this state; due_from, due_within: what the deadline was computed from;
       work_left: minutes of work to the deadline of a paused case; helpers: codes, a line each, a
       '+' behind those that gave their part; merged: the case it went into */
    "ALTER TABLE cases ADD COLUMN since INTEGER;"
    "ALTER TABLE cases ADD COLUMN due_from INTEGER;"
    "ALTER TABLE cases ADD COLUMN due_within INTEGER;"
    "ALTER TABLE cases ADD COLUMN work_left INTEGER;"
    "ALTER TABLE cases ADD COLUMN helpers TEXT;"
    "ALTER TABLE cases ADD COLUMN merged INTEGER;"
    "UPDATE cases SET since = filed, due_from = filed;"
    /* a deadline that the event set, and the duration it was computed from */
    "ALTER TABLE event ADD COLUMN due INTEGER;"
    "ALTER TABLE event ADD COLUMN within INTEGER;"
    /* which units are asked to help with which cases */
    "CREATE TABLE helper(unit TEXT NOT NULL, case_id INTEGER NOT NULL, PRIMARY KEY(unit, case_id))"
    "  WITHOUT ROWID;")
/* from here on rows of event and audit are never changed: they are links of a chain */
MIGRATION(8,
    /* the record as a chain, see chain.h. what: audit row, event row, or a row that was let go;
       object, part: which one; hash: over the link before and the row's bytes */
    "CREATE TABLE chain(id INTEGER PRIMARY KEY, what INTEGER NOT NULL, object INTEGER NOT NULL,"
    "  part INTEGER NOT NULL, hash BLOB NOT NULL);"
    "ALTER TABLE desk_user ADD COLUMN areas TEXT NOT NULL DEFAULT '';"
    /* held: may do nothing but set up the second factor */
    "ALTER TABLE session ADD COLUMN peer TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE session ADD COLUMN held INTEGER NOT NULL DEFAULT 0;"
    /* secret: sealed; since 0: not confirmed yet; step: the last one that was used */
    "CREATE TABLE factor(user INTEGER PRIMARY KEY, secret BLOB NOT NULL, since INTEGER NOT NULL,"
    "  step INTEGER NOT NULL);"
    /* code: keyed hash */
    "CREATE TABLE recovery(user INTEGER NOT NULL, code BLOB NOT NULL, PRIMARY KEY(user, code))"
    "  WITHOUT ROWID;"
    "CREATE TABLE desk_rule(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
    /* subject: keyed hash of issuer and subject */
    "CREATE TABLE identity(subject BLOB PRIMARY KEY, user INTEGER NOT NULL, at INTEGER NOT NULL)"
    "  WITHOUT ROWID;"
    /* shown, reason: sealed; digest: of what was shown */
    "CREATE TABLE approval(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, object TEXT NOT NULL,"
    "  state INTEGER NOT NULL, asked_by INTEGER NOT NULL, asked_at INTEGER NOT NULL,"
    "  ends INTEGER NOT NULL, decided_by INTEGER NOT NULL, decided_at INTEGER NOT NULL,"
    "  amount INTEGER NOT NULL, shown BLOB NOT NULL, reason BLOB);"
    "CREATE INDEX approval_open ON approval(kind, object) WHERE state = 0;"
    /* summary: sealed, what a dispatcher lets the unit read; complained: unit codes, by blanks */
    "CREATE TABLE confidential(case_id INTEGER PRIMARY KEY, complained TEXT NOT NULL, summary BLOB,"
    "  user INTEGER NOT NULL, at INTEGER NOT NULL);"
    /* what retention did on a day, and what it left */
    "CREATE TABLE retained(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL,"
    "  gone INTEGER NOT NULL, left_count INTEGER NOT NULL, oldest INTEGER NOT NULL);")
MIGRATION(9,
    /* whose question and answer may be published, by the citizen's last word */
    "CREATE TABLE agreed(case_id INTEGER PRIMARY KEY, given INTEGER NOT NULL, at INTEGER NOT NULL);")
MIGRATION(10,
    /* what is counted of a case (figure_table.h), and sums of it per period and one or two
       properties (gateway/figures/views.h); a case that was filed or moved is counted anew soon */
    "ALTER TABLE event ADD COLUMN rating INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE fact(case_id INTEGER PRIMARY KEY, category TEXT NOT NULL, duty TEXT NOT NULL,"
    "  unit TEXT NOT NULL, area TEXT NOT NULL, channel INTEGER NOT NULL, kind INTEGER NOT NULL,"
    "  marks INTEGER NOT NULL, bucket INTEGER NOT NULL" FIGURE_SUMS(FIGURE_MAKE_1) ");"
    "CREATE TABLE fact_due(case_id INTEGER PRIMARY KEY);"
    "INSERT INTO fact_due SELECT id FROM cases;"
    "CREATE TABLE figure(view INTEGER NOT NULL, period INTEGER NOT NULL, a TEXT NOT NULL,"
    "  b TEXT NOT NULL" FIGURE_MADE ", PRIMARY KEY(view, period, a, b)) WITHOUT ROWID;"
    "CREATE TABLE funnel(day INTEGER NOT NULL, channel INTEGER NOT NULL"
    FUNNEL_STEPS(FIGURE_STEP_MAKE) ", PRIMARY KEY(day, channel)) WITHOUT ROWID;")
MIGRATION(11,
    /* suggestions and small wishes. secret: wrapped; body: sealed; shown_*: what everybody may read,
       kept apart from what the citizen wrote; signature: keyed hashes, no words; leader: the first
       of those alike; second: the desk user whose last move somebody else must approve */
    "CREATE TABLE idea(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, state INTEGER NOT NULL,"
    "  person INTEGER, channel INTEGER, campaign INTEGER NOT NULL DEFAULT 0, leader INTEGER NOT NULL,"
    "  verdict INTEGER NOT NULL DEFAULT 0, category TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL"
    "  DEFAULT '', area TEXT NOT NULL DEFAULT '', filed INTEGER NOT NULL, moved INTEGER NOT NULL,"
    "  second INTEGER NOT NULL DEFAULT 0, member INTEGER NOT NULL DEFAULT 0, shown_title TEXT,"
    "  shown_text TEXT, shown_reply TEXT, signature BLOB, secret BLOB, body BLOB);"
    "CREATE INDEX idea_state ON idea(kind, state, id);"
    "CREATE INDEX idea_person ON idea(person, id);"
    "CREATE INDEX idea_leader ON idea(leader) WHERE leader <> id;"
    "CREATE INDEX idea_member ON idea(member, id) WHERE member <> 0;"
    /* body: sealed with the idea's secret */
    "CREATE TABLE idea_step(idea INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL,"
    "  move INTEGER NOT NULL, state INTEGER NOT NULL, mover INTEGER NOT NULL, user INTEGER NOT NULL,"
    "  body BLOB, PRIMARY KEY(idea, n)) WITHOUT ROWID;"
    "CREATE TABLE idea_campaign(id INTEGER PRIMARY KEY, topic TEXT NOT NULL, body TEXT NOT NULL,"
    "  starts INTEGER NOT NULL, ends INTEGER NOT NULL, areas TEXT NOT NULL, categories TEXT NOT NULL,"
    "  user INTEGER NOT NULL, at INTEGER NOT NULL);"
    /* people who report from the street. secret: wrapped; body: sealed */
    "CREATE TABLE member(id INTEGER PRIMARY KEY, person INTEGER NOT NULL, kind INTEGER NOT NULL,"
    "  state INTEGER NOT NULL, area TEXT NOT NULL, at INTEGER NOT NULL, user INTEGER NOT NULL,"
    "  code BLOB, secret BLOB, body BLOB);"
    "CREATE INDEX member_person ON member(person, id);"
    "CREATE UNIQUE INDEX member_code ON member(code) WHERE code IS NOT NULL;"
    /* cases a member resolved on the spot. sampled: a dispatcher looks at it; good: 0 not yet, 1, -1 */
    "CREATE TABLE resolved(case_id INTEGER PRIMARY KEY, member INTEGER NOT NULL, at INTEGER NOT NULL,"
    "  sampled INTEGER NOT NULL, good INTEGER NOT NULL DEFAULT 0, user INTEGER NOT NULL DEFAULT 0,"
    "  media TEXT NOT NULL);"
    "CREATE INDEX resolved_open ON resolved(case_id) WHERE sampled = 1 AND good = 0;"
    /* points: every row takes them from one account and gives them to another; nothing is ever
       changed. -1: all that was issued, -2: all that was redeemed; else the person.
       left_*: balances behind it; chain: keyed hash of this row and the one before */
    "CREATE TABLE ledger(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, source INTEGER NOT NULL,"
    "  target INTEGER NOT NULL, points INTEGER NOT NULL, reason INTEGER NOT NULL,"
    "  object INTEGER NOT NULL, user INTEGER NOT NULL, left_source INTEGER NOT NULL,"
    "  left_target INTEGER NOT NULL, chain BLOB NOT NULL, UNIQUE(reason, object, target));"
    "CREATE INDEX ledger_source ON ledger(source, id);"
    "CREATE INDEX ledger_target ON ledger(target, id);"
    "CREATE TABLE point_account(id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);"
    "CREATE TABLE point_rule(reason INTEGER PRIMARY KEY, points INTEGER NOT NULL);"
    "CREATE TABLE redemption(id INTEGER PRIMARY KEY, account INTEGER NOT NULL, points INTEGER NOT NULL,"
    "  gift TEXT NOT NULL, state INTEGER NOT NULL, at INTEGER NOT NULL, user INTEGER NOT NULL,"
    "  decided_at INTEGER NOT NULL DEFAULT 0, decided_by INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX redemption_open ON redemption(account) WHERE state = 0;"
    /* what is to be said to people soon. body: sealed */
    "CREATE TABLE note(id INTEGER PRIMARY KEY, person INTEGER NOT NULL, body BLOB NOT NULL);")
MIGRATION(12,
    /* the message board: masked and edited, so nothing in it is sealed. state: enum board_state;
       same: how many said that it happened to them too */
    "CREATE TABLE board(id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, state INTEGER NOT NULL,"
    "  title TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, category TEXT NOT NULL,"
    "  area TEXT NOT NULL, unit TEXT NOT NULL, filed INTEGER NOT NULL, answered INTEGER NOT NULL,"
    "  made_by INTEGER NOT NULL, made_at INTEGER NOT NULL, checked_by INTEGER, checked_at INTEGER,"
    "  ended_by INTEGER, ended_at INTEGER, reason TEXT NOT NULL DEFAULT '',"
    "  same INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX board_state ON board(state, id);"
    "CREATE INDEX board_case ON board(case_id);"
    /* words of what is published: hashes of pairs of characters */
    "CREATE TABLE board_word(word INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY(word, entry))"
    "  WITHOUT ROWID;"
    /* state: enum activity_state; ends: of the event; closes: last second to sign up; keep: days
       that names are kept after the event */
    "CREATE TABLE activity(id INTEGER PRIMARY KEY, state INTEGER NOT NULL, title TEXT NOT NULL,"
    "  text TEXT NOT NULL, place TEXT NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL,"
    "  closes INTEGER NOT NULL, seats INTEGER NOT NULL, keep INTEGER NOT NULL,"
    "  made_by INTEGER NOT NULL, made_at INTEGER NOT NULL, checked_by INTEGER, checked_at INTEGER,"
    "  ended_by INTEGER, ended_at INTEGER, reason TEXT NOT NULL DEFAULT '');"
    "CREATE INDEX activity_state ON activity(state, starts);"
    /* who, code: keyed hashes of the phone and of the cancel code; body: sealed name and phone */
    "CREATE TABLE signup(id INTEGER PRIMARY KEY, activity INTEGER NOT NULL, at INTEGER NOT NULL,"
    "  state INTEGER NOT NULL, who BLOB NOT NULL, code BLOB NOT NULL, secret BLOB, body BLOB,"
    "  UNIQUE(activity, who));"
    "CREATE INDEX signup_code ON signup(activity, code);")
MIGRATION(13,
    /* open cases by deadline, of all and of a unit, with what lists are narrowed by */
    "CREATE INDEX cases_wait ON cases(state, due, id, unit, area, category, channel, kind, flags)"
    "  WHERE state < 9;"
    "CREATE INDEX cases_mine ON cases(unit, state, due, id, area, category, channel, kind, flags)"
    "  WHERE state < 9;"
    "DROP INDEX cases_open;"
    "CREATE INDEX cases_over ON cases(state) WHERE state >= 9;"
    /* by what a case is found again: 32-bit keyed hashes, no words (topics/clues.h, find.h).
       clues: of one case; cases: FIND_BLOCK ids; places: of the cases that stand under the clue */
    "CREATE TABLE find_fresh(n INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, clues BLOB NOT NULL);"
    "CREATE TABLE find_block(block INTEGER PRIMARY KEY, low INTEGER NOT NULL, high INTEGER NOT NULL);"
    "CREATE TABLE find_cases(block INTEGER PRIMARY KEY, cases BLOB NOT NULL);"
    "CREATE TABLE find_list(block INTEGER NOT NULL, clue INTEGER NOT NULL, places BLOB NOT NULL,"
    "  PRIMARY KEY(block, clue)) WITHOUT ROWID;"
    /* cases below it were filed before there were clues and are still to be put */
    "CREATE TABLE find_mark(id INTEGER PRIMARY KEY, below INTEGER NOT NULL);"
    "INSERT INTO find_mark SELECT 1, coalesce(max(id) + 1, 0) FROM cases;"
    /* answers that a unit keeps ready; duty empty: for all of its duties */
    "CREATE TABLE canned(id INTEGER PRIMARY KEY, unit TEXT NOT NULL, duty TEXT NOT NULL,"
    "  title TEXT NOT NULL, body TEXT NOT NULL, used INTEGER NOT NULL, changed INTEGER NOT NULL,"
    "  user INTEGER NOT NULL);"
    "CREATE INDEX canned_unit ON canned(unit, used);"
    /* what a clerk took down; outside: the number another system gave it, or empty */
    "CREATE TABLE entry(case_id INTEGER PRIMARY KEY, user INTEGER NOT NULL, visit INTEGER NOT NULL,"
    "  at INTEGER NOT NULL, outside TEXT NOT NULL);"
    "CREATE INDEX entry_outside ON entry(outside) WHERE outside <> '';"
    /* calls back that did not reach anybody */
    "CREATE TABLE call_back(case_id INTEGER PRIMARY KEY, tries INTEGER NOT NULL,"
    "  next INTEGER NOT NULL, user INTEGER NOT NULL);"
    /* talks that a person is in, or is asked into (user 0) */
    "CREATE TABLE taken(person INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, user INTEGER NOT NULL,"
    "  asked INTEGER NOT NULL, until INTEGER NOT NULL);"
    "CREATE TABLE said_by(turn INTEGER PRIMARY KEY, user INTEGER NOT NULL);")
MIGRATION(14,
    /* closed cases whose content is still there, oldest first: for retention */
    "CREATE INDEX cases_kept ON cases(since) WHERE state >= 9 AND secret IS NOT NULL;")
MIGRATION(15,
    /* questions to the rules' language model that are under way, what days cost, what it proposed:
       no words (aide.h) */
    "CREATE TABLE aide(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, use INTEGER NOT NULL,"
    "  object INTEGER NOT NULL, person INTEGER NOT NULL, tokens INTEGER NOT NULL);"
    "CREATE TABLE aide_day(day INTEGER PRIMARY KEY, requests INTEGER NOT NULL,"
    "  tokens INTEGER NOT NULL);"
    "CREATE TABLE aide_proposal(case_id INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
    "  model TEXT NOT NULL, lines TEXT NOT NULL);")
MIGRATION(16,
    /* what units are to be told. told: 0 not yet, when, or negative: at the desk alone */
    "CREATE TABLE unit_notice(id INTEGER PRIMARY KEY, unit TEXT NOT NULL, case_id INTEGER NOT NULL,"
    "  kind INTEGER NOT NULL, at INTEGER NOT NULL, urgent INTEGER NOT NULL, told INTEGER NOT NULL);"
    "CREATE INDEX unit_notice_waits ON unit_notice(unit, id) WHERE told = 0;"
    "CREATE INDEX unit_notice_told ON unit_notice(unit, told) WHERE told > 0;"
    /* whom of a unit to tell; the person's account and address stand with the person */
    "CREATE TABLE unit_contact(id INTEGER PRIMARY KEY, unit TEXT NOT NULL, person INTEGER NOT NULL,"
    "  at INTEGER NOT NULL, user INTEGER NOT NULL, UNIQUE(unit, person));")
MIGRATION(17,
    /* talks that an officer has (user), or that ask for one (user 0), see taken.h; nothing was ever
       written to the table of that name before. session: the mark of the officer's.
       said_by: who at the desk said a turn; failed: why it could not be delivered */
    "DROP TABLE taken;"
    "CREATE TABLE taken(person INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, user INTEGER NOT NULL,"
    "  why INTEGER NOT NULL, asked INTEGER NOT NULL, since INTEGER NOT NULL,"
    "  until INTEGER NOT NULL, session BLOB NOT NULL);"
    "ALTER TABLE said_by ADD COLUMN failed TEXT;")
MIGRATION(18,
    /* the keys that were seen last, in the order they came: number, rest, turn, digest of each, eight
       bytes a number; a row for each transaction (fresh.h) */
    "CREATE TABLE seen_batch(id INTEGER PRIMARY KEY, day INTEGER NOT NULL, keys BLOB NOT NULL);")
MIGRATION(19,
    /* why a case was decided as it was, for the desk. body: sealed with the case's secret; cases from
       before have it in their own body */
    "CREATE TABLE reasons(case_id INTEGER PRIMARY KEY, body BLOB NOT NULL);")
MIGRATION(20,
    /* keys of messages are hashed another way from here on (seal_quick); those of days up to this one
       may be there as they were hashed before */
    "CREATE TABLE seen_slow(id INTEGER PRIMARY KEY, day INTEGER NOT NULL);"
    "INSERT INTO seen_slow SELECT 1, max(day) FROM seen_day HAVING max(day) > 0;")
#endif
