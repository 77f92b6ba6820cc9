// cases: many cases with a whole life each, as SQL for a gateway's database: filed over many days,
// dispatched, some returned and assigned again, answered in time or late, rated well or poorly,
// handled again, closed. No words: secrets and bodies are empty, as of erased cases. The numbers are
// drawn from the case's place in line, so the same call makes the same cases.
//
// Beside it the same statistics as plain SQL over cases and events: the peer that figures are held
// against.
'use strict';

const MOVE = { assign: 1, sign: 2, back: 3, answer: 4, good: 5, poor: 6, again: 7, close: 8, filed: 100, overdue: 102 };
const STATE = { received: 0, dispatched: 1, signed: 2, returned: 3, answered: 4, redo: 5, supervised: 6, closed: 9 };

const pick = (list, of) => `(CASE (${of}) % ${list.length} ${list.map((one, i) => `WHEN ${i} THEN '${one}'`).join(' ')} END)`;

/** cases: how many; perDay: filed a day; until: seconds, end of the last day. */
function make({ cases, perDay, until, units, duties, areas, first = 0 }) {
  const days = Math.ceil(cases / perDay);
  const start = Math.floor((until + 8 * 3600) / 86400) * 86400 - 8 * 3600 - (days - 1) * 86400;
  const chance = (salt, of) => `((((i + ${first}) * 2654435761 + ${salt} * 97780349) >> 9) % ${of})`;
  return `
PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; BEGIN;
CREATE TEMP TABLE life AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${cases}),
drawn AS (SELECT i, i / ${perDay} AS day, i % ${perDay} AS place,
  ${chance(1, 20)} = 0 AS by_hand, ${chance(2, 40)} = 0 AS back, ${chance(3, 30)} = 0 AS unhandled,
  ${chance(4, 1000)} AS slow, ${chance(5, 3)} > 0 AS rates, ${chance(6, 25)} AS mood,
  ${chance(7, 3)} AS speed, ${chance(8, 3)} AS result, ${chance(9, 5)} AS channel, ${chance(10, 6)} AS kind,
  ${chance(11, 9973)} AS what, ${chance(12, 9967)} AS who, ${chance(13, 9949)} AS place_r FROM n)
SELECT *, ${start} + day * 86400 + 25200 + (place * 54000 / ${perDay}) AS filed,
  CAST(strftime('%Y%m%d', ${start} + day * 86400 + 43200, 'unixepoch', '+8 hours') AS INTEGER) * 10000000 + place + 1 + ${first} AS id,
  600 + slow * slow * 4 / 10 AS took, ${pick(units, 'who * who')} AS unit, ${pick(units, 'who + 1')} AS other,
  ${pick(duties.map((d) => d.code), 'what * (what % 7)')} AS duty, ${pick(areas, 'place_r * (place_r % 3)')} AS area FROM drawn;
CREATE TEMP TABLE what(duty TEXT PRIMARY KEY, category TEXT);
INSERT INTO what VALUES ${duties.map((d) => `('${d.code}', '${d.category}')`).join(', ')};
CREATE TEMP TABLE told AS SELECT *, filed + took AS answered, filed + 5 * 86400 AS due,
  mood = 0 AND rates AS poor, mood = 0 AND rates AND slow % 4 = 0 AS poor_twice FROM life JOIN what USING(duty);
INSERT INTO cases(id, person, state, kind, channel, flags, category, duty, unit, role, area, filed, due, poor, confidence)
  SELECT id, NULL, CASE WHEN unhandled OR answered > ${until} THEN ${STATE.signed}
    WHEN poor_twice THEN ${STATE.supervised} WHEN rates OR answered + 604800 < ${until} THEN ${STATE.closed} ELSE ${STATE.answered} END,
    kind, channel, CASE WHEN by_hand THEN 0 ELSE 8 END, category, duty, unit, '', area, filed, due, poor, 900 FROM told;
INSERT INTO event(case_id, n, at, move, state, mover, user, unit, rating)
  SELECT id, 1, filed, ${MOVE.filed}, CASE WHEN by_hand THEN 0 ELSE 1 END, 1, 0, CASE WHEN by_hand THEN '' WHEN back THEN other ELSE unit END, 0 FROM told
  UNION ALL SELECT id, 2, filed + 60, ${MOVE.assign}, 1, 2, 1, CASE WHEN back THEN other ELSE unit END, 0 FROM told WHERE by_hand
  UNION ALL SELECT id, 3, filed + 120, ${MOVE.back}, 3, 4, 2, other, 0 FROM told WHERE back
  UNION ALL SELECT id, 4, filed + 180, ${MOVE.assign}, 1, 2, 1, unit, 0 FROM told WHERE back
  UNION ALL SELECT id, 5, filed + 300, ${MOVE.sign}, 2, 4, 2, unit, 0 FROM told
  UNION ALL SELECT id, 6, due, ${MOVE.overdue}, 2, 16, 0, unit, 0 FROM told WHERE (unhandled OR answered > due) AND due < ${until}
  UNION ALL SELECT id, 7, answered, ${MOVE.answer}, 4, 4, 2, unit, 0 FROM told WHERE NOT unhandled AND answered <= ${until}
  UNION ALL SELECT id, 8, answered + 900, CASE WHEN poor THEN ${MOVE.poor} ELSE ${MOVE.good} END, CASE WHEN poor THEN 5 ELSE 9 END, 8, 0, unit,
    CASE WHEN poor THEN 1122 ELSE (3 + speed) * 1000 + (3 + result) * 100 + 45 END FROM told WHERE rates AND NOT unhandled AND answered <= ${until}
  UNION ALL SELECT id, 9, answered + 1200, ${MOVE.sign}, 2, 4, 2, unit, 0 FROM told WHERE poor AND NOT unhandled AND answered <= ${until}
  UNION ALL SELECT id, 10, answered + 7200, ${MOVE.answer}, 4, 4, 2, unit, 0 FROM told WHERE poor AND NOT unhandled AND answered <= ${until}
  UNION ALL SELECT id, 11, answered + 9000, CASE WHEN poor_twice THEN ${MOVE.again} ELSE ${MOVE.good} END, CASE WHEN poor_twice THEN 6 ELSE 9 END, 8, 0, unit,
    CASE WHEN poor_twice THEN 1111 ELSE 4444 END FROM told WHERE poor AND NOT unhandled AND answered <= ${until}
  UNION ALL SELECT id, 12, answered + 604800, ${MOVE.close}, 9, 16, 0, unit, 0 FROM told WHERE NOT rates AND NOT unhandled AND answered + 604800 < ${until};
INSERT INTO fact_due SELECT id FROM told WHERE true ON CONFLICT DO NOTHING;
DROP TABLE told; DROP TABLE life; DROP TABLE what; COMMIT;
`;
}

/** What figures count, counted by SQL over the log: one line a key, columns as named. from, to: yyyymmdd. */
function peer({ by = "''", from, to, where = '1' }) {
  return `WITH c AS (SELECT * FROM cases WHERE id >= ${from}0000000 AND id < ${to + 1}0000000 AND ${where}),
e AS (SELECT event.* FROM event WHERE case_id >= ${from}0000000 AND case_id < ${to + 1}0000000),
first_answer AS (SELECT case_id, min(n) AS n FROM e WHERE move = ${MOVE.answer} GROUP BY case_id),
first_out AS (SELECT case_id, min(n) AS n FROM e WHERE state = 1 GROUP BY case_id),
last_answer AS (SELECT case_id, max(at) AS at FROM e WHERE move = ${MOVE.answer} GROUP BY case_id),
wrong AS (SELECT DISTINCT e.case_id FROM e JOIN first_out USING(case_id) LEFT JOIN first_answer USING(case_id)
  WHERE e.n > first_out.n AND e.n < coalesce(first_answer.n, 1000000) AND move IN (1, 3)),
late AS (SELECT DISTINCT case_id FROM e WHERE move = ${MOVE.overdue}),
marks AS (SELECT case_id, count(*) AS n, sum(rating / 1000) AS speed, sum(rating / 100 % 10) AS result,
  sum(rating / 10 % 10) AS experience, sum(rating % 10) AS feedback,
  sum(rating / 1000 + rating / 100 % 10 + rating / 10 % 10 + rating % 10 > 8) AS good FROM e WHERE rating > 0 GROUP BY case_id),
each AS (SELECT ${by} AS key, c.state = 9 AS closed, c.state NOT IN (10, 11) AS kept, c.state < 9 AS pending,
  c.state IN (4, 9) AND last_answer.at IS NOT NULL AS answered, last_answer.at - c.filed AS took, late.case_id IS NOT NULL AS late,
  first_out.n IS NOT NULL AS dispatched, wrong.case_id IS NOT NULL AS wrong, c.flags & 8 = 8 AS by_engine,
  marks.* FROM c LEFT JOIN last_answer ON last_answer.case_id = c.id LEFT JOIN late ON late.case_id = c.id
  LEFT JOIN first_out ON first_out.case_id = c.id LEFT JOIN wrong ON wrong.case_id = c.id LEFT JOIN marks ON marks.case_id = c.id)
SELECT key, count(*) AS filed, sum(closed) AS closed, sum(kept) AS kept, sum(pending) AS pending, sum(answered) AS answered,
  sum(answered AND NOT late) AS on_time, sum(answered OR late) AS timed, sum(late) AS overdue, sum(dispatched) AS dispatched,
  sum(dispatched AND NOT wrong) AS first_right, sum(by_engine) AS by_engine, sum(answered AND took <= 86400) AS one_day,
  sum(answered AND took <= 259200) AS three_days, total(n) AS ratings, total(good) AS good, total(speed) AS speed,
  total(result) AS result, total(experience) AS experience, total(feedback) AS feedback
FROM each GROUP BY key ORDER BY key`;
}

module.exports = { make, peer };
