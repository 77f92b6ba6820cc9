// Suggestions from the first word to the public page, wishes to their thanks, members, points: as
// citizens, an editor, a unit and a second person live it, and as somebody who wants more than that.
'use strict';
const { spawnSync, execFileSync } = require('child_process');
const path = require('path');
const { Citizen, Gateway, dayHolds, request, until } = require('./gateway');
const { App } = require('./app');
const { officers } = require('./desk');
const { PIXEL } = require('./platform');

const SCRIPT = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const sql = (gateway, text) => execFileSync('sqlite3', ['-cmd', '.timeout 60000', path.join(gateway.data, 'zhida.db'), text]).toString().trim();
const zhida = (gateway, ...args) => spawnSync(gateway.binary, args, { encoding: 'utf8' });
const idOf = (number) => { const [, day, counter] = /(\d{8})-(\d{6})$/.exec(number); return Number(day) * 10000000 + Number(counter); };

async function suggest(gateway, name, text) {
  const citizen = new Citizen(gateway, name);
  await citizen.say(text);
  const reply = await citizen.pick(/^对$/);
  const found = /([A-Z]+J\d{8}-\d{6})，查询码([0-9A-Z]{8})/.exec(reply);
  if (!found) throw new Error(`no suggestion in: ${reply}`);
  return { citizen, number: found[1], code: found[2], id: idOf(found[1]) };
}

async function app(gateway) {
  const one = await new App(gateway).connect();
  await one.hear(/直达/);
  return one;
}

// ---- a suggestion ----

async function campaign(gateway, checks, { bianji, chengguan }) {
  const now = Math.floor(Date.now() / 1000);
  const made = await bianji.post('campaigns', { topic: '老旧小区怎么停车', body: SCRIPT, starts: now - 60, ends: now + 86400 });
  checks.ok('an editor makes a campaign', made.status === 200 && made.json.id, made.json);
  checks.ok('nobody else does', (await chengguan.post('campaigns', { topic: '不该有的征集', body: '', starts: 1, ends: 2 })).status === 403);
  checks.ok('nor one that ends before it starts', (await bianji.post('campaigns', { topic: '倒着的', starts: 9, ends: 3 })).status === 400);
  return made.json.id;
}

async function steps(gateway, checks, people) {
  const { bianji, admin, chengguan, zhujian } = people;
  const one = await app(gateway);
  await one.say(`建议在柳浪广场边上划临时车位 ${SCRIPT} 电话 19900001234`);
  const filed = await one.choose(/参加「老旧小区怎么停车」/);
  const number = /[A-Z]+J\d{8}-\d{6}/.exec(filed.text)[0], id = idOf(number);
  checks.ok('filed with its campaign', sql(gateway, `SELECT campaign > 0 FROM idea WHERE id = ${id}`) === '1');
  checks.ok('its words are sealed', !sql(gateway, `SELECT cast(body AS TEXT) FROM idea WHERE id = ${id}`).includes('临时车位'));
  checks.ok('a unit does not see what is not sorted', (await chengguan.get(`ideas/${id}`)).status === 404);
  checks.ok('without a unit it is not accepted', (await bianji.post(`ideas/${id}/accept`)).status === 422);
  checks.ok('nor with one that is none', (await bianji.post(`ideas/${id}/accept`, { unit: '没有这个局' })).status === 422);
  checks.ok('accepted', (await bianji.post(`ideas/${id}/accept`, { unit: '城管局' })).status === 200);
  await one.hear(/已受理/);
  checks.ok('another unit finds nothing', (await zhujian.get(`ideas/${id}`)).status === 404);
  checks.ok('nor comments on it', (await zhujian.post(`ideas/${id}/comment`, { text: '不归我们', verdict: 'not' })).status === 404);
  const seen = await chengguan.get(`ideas/${id}`);
  checks.ok('the unit reads it without the number', seen.status === 200 && !JSON.stringify(seen.json).includes('19900001234'));
  checks.ok('the unit replies in its own name', (await chengguan.post(`ideas/${id}/comment`, { text: '已列入明年计划', verdict: 'adopted', unit: '住建局' })).status === 200);
  await one.hear(/责任单位回应：已列入明年计划/);
  checks.ok('a unit proposes nothing', (await chengguan.post(`ideas/${id}/propose`, { title: 'x', shown: 'y' })).status === 409);
  checks.ok('the editor proposes', (await bianji.post(`ideas/${id}/propose`, { title: `晚间车位 ${SCRIPT}`, shown: '建议划临时车位，电话19900001234', reply: '明年实施' })).status === 200);
  const alone = await bianji.post(`ideas/${id}/publish`);
  checks.ok('and cannot approve what they proposed', alone.status === 409 && alone.json.error.code === 'two_people', alone.json);
  checks.ok('nothing is public before', !(await request(gateway.port, 'GET', '/suggestions', '')).body.toString().includes('晚间车位'));
  checks.ok('a second person approves', (await admin.post(`ideas/${id}/publish`)).status === 200);
  await one.hear(/已采用，并在建议公开页公布/);
  await one.hear(/记10分/);
  const page = (await request(gateway.port, 'GET', '/suggestions', '')).body.toString();
  checks.ok('the public page shows it', page.includes('晚间车位') && page.includes('明年实施') && page.includes('区城市管理局'));
  checks.ok('no script of anybody', !page.includes('<img src=x') && !page.includes('<script>alert'));
  checks.ok('nor a number', !page.includes('19900001234') && page.includes('199****'));
  const json = JSON.parse((await request(gateway.port, 'GET', '/suggestions.json', '')).body);
  checks.ok('as JSON too', json.ideas.length === 1 && json.campaigns.length === 1 && json.ideas[0].number === number);
  const mine = await one.say('我的积分');
  checks.ok('my points', /您有10分/.test(mine.text), mine.text);
  return { one, id, account: Number(/积分账号(\d+)/.exec(mine.text)[1]) };
}

async function progress(gateway, checks) {
  const found = await suggest(gateway, 'oSuggests1', '建议公交站加个遮阳棚');
  const told = await found.citizen.say('我的建议怎么样了');
  checks.ok('how it stands', told.includes(found.number) && /待编辑审核/.test(told), told);
  const stranger = new Citizen(gateway, 'oStranger1');
  checks.ok('a stranger without the code learns nothing', !/遮阳棚/.test(await stranger.say(found.number)));
  checks.ok('with a wrong one neither', !/遮阳棚/.test(await stranger.say(`${found.number} ABCDEFGH`)));
  checks.ok('with the right one it is told', /遮阳棚/.test(await stranger.say(`${found.number} ${found.code}`)));
  checks.ok('a stranger cannot withdraw it', !/已撤回/.test(await stranger.say(`撤回 ${found.number}`)));
  checks.ok('whose it is can', /已撤回/.test(await found.citizen.say(`撤回 ${found.number}`)));
  checks.ok('and it is', sql(gateway, `SELECT state FROM idea WHERE id = ${found.id}`) === '12');
}

// ---- a flood ----

async function flood(gateway, checks) {
  await dayHolds();
  const citizen = new Citizen(gateway, 'oFlood1');
  let last = '';
  for (let i = 0; i < 13; i++) {
    last = await citizen.say(`建议第${i}条街多种${i}棵树，路口装${i}盏灯`);
    if (citizen.menu.some((item) => /^对$/.test(item.label))) last = await citizen.pick(/^对$/);
  }
  checks.ok('the eleventh of a day is not taken', /明天再告诉我/.test(last), last);
  checks.ok('ten are kept', Number(sql(gateway, 'SELECT max(n) FROM (SELECT count(*) AS n FROM idea GROUP BY person)')) === 10);
}

// ---- a snapshot ----

async function snapshot(gateway, checks, people) {
  const one = await app(gateway);
  const media = JSON.parse((await one.upload(PIXEL, 'image/png')).body).media_id;
  await one.ask({ type: 'media', media_id: media, kind: 'image' });
  await one.say('松影苑楼下垃圾袋堆了三天没人管');
  const filed = await one.choose(/^对$/);
  const number = /[A-Z]+\d{8}-\d{6}/.exec(filed.text)[0], id = idOf(number);
  checks.ok('a case with picture and place is a snapshot', Number(sql(gateway, `SELECT flags & (1 << 20) FROM cases WHERE id = ${id}`)) > 0, filed.text);
  const unit = sql(gateway, `SELECT unit FROM cases WHERE id = ${id}`);
  sql(gateway, `UPDATE cases SET unit = '城管局' WHERE id = ${id}`);
  checks.ok('signed', (await people.chengguan.act(id, 'sign')).status === 200, unit);
  checks.ok('answered', (await people.chengguan.act(id, 'answer', { text: '已经清运，谢谢提醒' })).status === 200);
  await one.hear(/已经清运/);
  checks.ok('no points before it is over', sql(gateway, `SELECT count(*) FROM ledger WHERE reason = 2 AND object = ${id}`) === '0');
  await one.say('5 5 5 5');
  await one.hear(/随手拍属实.*记2分/);
  checks.ok('points once it is', sql(gateway, `SELECT points FROM ledger WHERE reason = 2 AND object = ${id}`) === '2');
}

// ---- members and wishes ----

async function member(gateway, checks, { bianji, chengguan }) {
  checks.ok('a unit registers nobody', (await chengguan.post('members', { name: '小林', kind: 'grid' })).status === 403);
  const made = await bianji.post('members', { name: '小林', kind: 'grid', area: '松影苑' });
  checks.ok('an editor gets a code', made.status === 200 && /^[0-9A-Z]{8}$/.test(made.json.code), made.json);
  const one = await app(gateway);
  await one.say(`成员码 ${made.json.code}`);
  await one.hear(/已登记为街面成员/);
  const other = await app(gateway);
  await other.say(`成员码 ${made.json.code}`);
  checks.ok('a code works once', sql(gateway, 'SELECT count(*) FROM member WHERE state = 2') === '1');
  return one;
}

async function street(gateway, checks, one, { dispatch, bianji }) {
  const upload = async () => JSON.parse((await one.upload(PIXEL, 'image/png')).body).media_id;
  await one.ask({ type: 'media', media_id: await upload(), kind: 'image' });
  const filed = await one.say('松影苑楼下垃圾袋堆了三天没人管');
  checks.ok('a member files in one step', /编号/.test(filed.text) && /处理后的照片/.test(filed.text), filed.text);
  const flags = Number(sql(gateway, 'SELECT flags FROM cases ORDER BY id DESC LIMIT 1'));
  checks.ok('the case says who filed it', (flags & 32) && (flags & (1 << 20)), flags);
  await one.ask({ type: 'media', media_id: await upload(), kind: 'image' });
  const done = await one.choose(/处理后的照片/);
  checks.ok('and resolves it on the spot', /当场办结/.test(done.text), done.text);
  const list = (await dispatch.get('checks')).json.checks;
  checks.ok('a new member is looked at', list.length === 1 && list[0].after.length === 1, list);
  checks.ok('an editor does not look', (await bianji.post(`checks/${list[0].case}/good`)).status === 403);
  const picture = await dispatch.get(`media/${list[0].after[0]}?case=${list[0].case}`);
  checks.ok('the dispatcher sees the picture of afterwards', picture.status === 200, picture.status);
  checks.ok('found right', (await dispatch.post(`checks/${list[0].case}/good`)).status === 200);
  checks.ok('once', (await dispatch.post(`checks/${list[0].case}/good`)).status === 409);
  await one.hear(/街面处置属实.*记3分/);
}

async function wish(gateway, checks, helper, { bianji, admin }) {
  const one = await app(gateway);
  await one.say('我有个心愿，想给独居的王奶奶换个灯泡，住松影苑3栋502');
  const filed = await one.choose(/^对$/);
  const id = idOf(/[A-Z]+X\d{8}-\d{6}/.exec(filed.text)[0]);
  checks.ok('the words of a wish are not public', !(await request(gateway.port, 'GET', '/wishes.json', '')).body.toString().includes('王奶奶'));
  checks.ok('not shown before it is approved', (await bianji.post(`ideas/${id}/post`, { title: '给独居老人换灯泡', shown: '松影苑一位独居老人想换个灯泡' })).status === 200);
  checks.ok('not by the one who wrote it', (await bianji.post(`ideas/${id}/show`)).status === 409);
  checks.ok('by another', (await admin.post(`ideas/${id}/show`)).status === 200);
  await one.hear(/已公开/);
  const page = (await request(gateway.port, 'GET', '/wishes', '')).body.toString();
  checks.ok('everybody reads what was approved', page.includes('独居老人') && !/王奶奶|\b502\b/.test(page));
  await helper.say('认领心愿');
  await helper.choose(/换灯泡/);
  await one.hear(/有人认领/);
  const media = JSON.parse((await helper.upload(PIXEL, 'image/png')).body).media_id;
  await helper.ask({ type: 'media', media_id: media, kind: 'image' });
  await helper.choose(/办到了/);
  const asked = await one.hear(/已经办到/);
  checks.ok('whoever wished is asked', asked.choices && asked.choices.length === 2, asked);
  await one.choose(/办到了，谢谢/);
  await helper.hear(/得到了确认/);
  await helper.hear(/记8分/);
}

// ---- points ----

async function points(gateway, checks, account, { bianji, admin, chengguan }) {
  checks.ok('a unit has nothing to do with points', (await chengguan.get('points')).status === 403);
  checks.ok('more than there is cannot be redeemed', (await bianji.post('points/redeem', { account, points: 500, text: '自行车' })).status === 409);
  checks.ok('asked for', (await bianji.post('points/redeem', { account, points: 6, text: '雨伞一把' })).status === 200);
  const { json } = await bianji.get(`points?account=${account}`);
  const asked = json.redemptions[0];
  checks.ok('the one who asked cannot grant it', !asked.may_grant && (await bianji.post(`points/grant/${asked.id}`)).status === 409);
  checks.ok('another can', (await admin.post(`points/grant/${asked.id}`)).status === 200);
  checks.ok('rules are the administrator\'s', (await bianji.post('points/rule', { reason: 'adopted', points: 900 })).status === 403
    && (await admin.post('points/rule', { reason: 'adopted', points: 12 })).status === 200);
  checks.ok('spent points are not booked back', (await bianji.post('points/reverse', { row: 1 })).status === 409);
  const good = zhida(gateway, 'points', gateway.data, '--check');
  checks.ok('the book holds', good.status === 0 && /账本相符/.test(good.stdout), good.stdout + good.stderr);
}

function forged(gateway, checks) {
  sql(gateway, 'UPDATE point_account SET balance = balance + 100 WHERE id > 0');
  const bad = zhida(gateway, 'points', gateway.data, '--check');
  checks.ok('a balance somebody wrote is found', bad.status === 1 && /不符/.test(bad.stdout), bad.stdout);
  sql(gateway, 'UPDATE point_account SET balance = balance - 100 WHERE id > 0');
  checks.ok('and taken back it holds again', zhida(gateway, 'points', gateway.data, '--check').status === 0);
}

async function strangers(gateway, checks, { fenxi, dispatch }) {
  for (const where of ['ideas', 'ideas/1', 'campaigns', 'points'])
    checks.ok(`an analyst gets nothing of ${where}`, (await fenxi.get(where)).status === 403);
  checks.ok('a dispatcher moves no suggestion', (await dispatch.post('ideas/1/accept', { unit: '城管局' })).status === 404);
  for (const where of ['ideas', 'members', 'points', 'checks']) {
    const answer = await request(gateway.admin, 'GET', `/desk/api/${where}`, '');
    checks.ok(`a stranger gets nothing of ${where}`, answer.status === 401);
    checks.ok(`from outside there is no ${where}`, (await request(gateway.port, 'GET', `/desk/api/${where}`, '')).status === 404);
  }
}

async function run(binary, checks) {
  const gateway = await new Gateway(binary).start();
  try {
    const people = await officers(gateway);
    for (const one of Object.values(people)) await one.signIn();
    await campaign(gateway, checks, people);
    const { account } = await steps(gateway, checks, people);
    await progress(gateway, checks);
    await flood(gateway, checks);
    await snapshot(gateway, checks, people);
    const helper = await member(gateway, checks, people);
    await street(gateway, checks, helper, people);
    await wish(gateway, checks, helper, people);
    await points(gateway, checks, account, people);
    await strangers(gateway, checks, people);
    checks.ok('nothing waits to be said', await until(() => sql(gateway, 'SELECT count(*) FROM note') === '0'));
    forged(gateway, checks);
  } finally {
    await gateway.stop();
  }
  checks.ok('ideas: the gateway ends cleanly', gateway.code === 0, gateway.output.slice(-500));
}

module.exports = { run };
