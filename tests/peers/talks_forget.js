// Somebody asks to be forgotten: the command shows what would go, does it beside the running gateway,
// and afterwards nothing of theirs can be read, while their case stays. And files that nobody named
// go after a day, their rows with them.
'use strict';
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Citizen, Gateway, filedIn, until } = require('./gateway');
const { App } = require('./app');
const { officers } = require('./desk');
const { PIXEL } = require('./platform');

const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';

const sql = (gateway, text) => execFileSync('sqlite3', ['-cmd', '.timeout 60000',
  path.join(gateway.data, 'zhida.db'), text]).toString().trim();
const erase = (gateway, ...args) => {
  const ran = spawnSync(gateway.binary, ['erase', ...args, '--data', gateway.data], { encoding: 'utf8' });
  return { code: ran.status, text: ran.stdout + ran.stderr };
};
const files = (gateway) => fs.readdirSync(path.join(gateway.data, 'media')).sort();
const upload = async (app) => JSON.parse((await app.upload(PIXEL, 'image/png')).body).media_id;
const number = (gateway) => sql(gateway, `SELECT count(*) FROM person WHERE secret IS NULL`);

// A case with a picture; a second picture in a talk that was broken off; a third that nobody named.
async function fileWithPictures(gateway) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  const kept = await upload(app);
  await app.say(NIGHT);
  let message = await app.ask({ type: 'media', media_id: kept, kind: 'image' });
  for (let i = 0; i < 4 && !/核对/.test(message.text); i++) message = await app.say('松影苑');
  message = await app.choose(/^对$/);
  const named = await upload(app);
  await app.say('小区门口的路灯坏了');
  await app.ask({ type: 'media', media_id: named, kind: 'image' });
  return { app, kept, named, loose: await upload(app), number: filedIn(message.text).number };
}

async function forgotten(gateway, checks) {
  const one = await fileWithPictures(gateway);
  checks.ok('forget: three files', files(gateway).length === 3, files(gateway).join());
  let ran = erase(gateway, one.number);
  checks.ok('forget: shown at first', ran.code === 0 && /将删除：称呼和谈话，2 个文件/.test(ran.text)
    && /没有改动/.test(ran.text), ran.text);
  checks.ok('forget: nothing was changed by that', number(gateway) === '0'
    && /已派单|办理/.test((await one.app.say('进度')).text));
  ran = erase(gateway, one.number, '--yes');
  checks.ok('forget: done', ran.code === 0 && /已删除/.test(ran.text) && /1 件事项照旧保留/.test(ran.text), ran.text);
  checks.ok('forget: the secret is gone', number(gateway) === '1');
  checks.ok('forget: it is on record', /person\.erase/.test(sql(gateway, 'SELECT action FROM audit ORDER BY id DESC LIMIT 1')));
  ran = erase(gateway, one.number, '--yes');
  checks.ok('forget: a second time there is nobody', ran.code === 1 && /已经删除/.test(ran.text), ran.text);
  return one;
}

async function afterwards(gateway, one, checks) {
  const people = await officers(gateway);
  await people.chengguan.signIn();
  await people.admin.signIn();
  const found = await people.chengguan.find(one.number);
  const sheet = found && (await people.chengguan.get(`cases/${found.id}`)).json;
  checks.ok('forget: the desk has the case still', sheet && sheet.text.includes('打桩'), JSON.stringify(sheet).slice(0, 300));
  checks.ok('forget: but not the talk', sheet && !JSON.stringify(sheet.talk || []).includes('路灯'));
  const signed = await people.chengguan.act(found.id, 'sign');
  const answered = await people.chengguan.act(found.id, 'answer', { text: '已到现场责令停工，夜间不再施工。' });
  checks.ok('forget: and can work it', signed.status === 200 && answered.status === 200, `${signed.status} ${answered.status}`);
  const picture = await gateway.get(`/desk/api/media/${one.kept}?case=${found.id}`, gateway.admin,
    { cookie: people.chengguan.cookie, host: `127.0.0.1:${gateway.admin}` });
  checks.ok('forget: its picture too', picture.status === 200 && picture.body.equals(PIXEL), picture.status);
  const audit = (await people.admin.get('audit')).json.rows.find((row) => row.action === 'person.erase');
  checks.ok('forget: the administrator sees that it was done', audit && audit.user === '' && !/\d{7}/.test(audit.detail),
    JSON.stringify(audit));
  const reply = await one.app.say('进度');
  checks.ok('forget: who comes back begins anew', !reply.text.includes(one.number), reply.text);
  one.app.close();
}

async function byName(gateway, checks) {
  const citizen = new Citizen(gateway, 'forget_me_please');
  await citizen.say(NIGHT);
  checks.ok('forget: nobody of that name', erase(gateway, 'wechat/demo', 'somebody_else').code === 1
    && erase(gateway, 'wechat/nowhere', citizen.name).code === 1 && erase(gateway, 'fax/demo', citizen.name).code === 1);
  const ran = erase(gateway, 'wechat/demo', citizen.name, '--yes');
  checks.ok('forget: by the name in the channel', ran.code === 0 && /0 件事项照旧/.test(ran.text), ran.text);
  const reply = await citizen.say('松影苑');
  checks.ok('forget: the broken-off talk is forgotten', !/核对/.test(reply), reply);
  const { number: filed } = await citizen.file(NIGHT, '松影苑');
  sql(gateway, `UPDATE cases SET state = 9 WHERE id = ${filed.replace(/\D/g, '').replace(/^(\d{8})(\d{6})$/, '$10$2')}`);
  const all = erase(gateway, filed, '--with-cases', '--yes');
  checks.ok('forget: closed cases too where that is asked', all.code === 0 && /1 件已结事项/.test(all.text)
    && sql(gateway, 'SELECT count(*) FROM cases WHERE secret IS NULL') === '1', all.text);
  checks.ok('forget: no such case', erase(gateway, 'YX20200101-000001').code === 1 && erase(gateway, 'nonsense').code === 1);
  checks.ok('forget: no data there', spawnSync(gateway.binary, ['erase', filed, '--data', '/nowhere']).status === 2);
}

// Another day: what nobody named is gone with its row, what a message named is not.
async function nextDay(gateway, checks) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  const [loose, named] = [await upload(app), await upload(app)];
  await app.say(NIGHT);
  await app.ask({ type: 'media', media_id: named, kind: 'image' });
  app.close();
  await gateway.stop();
  sql(gateway, `UPDATE media SET at = at - 90000`);
  await gateway.start();
  checks.ok('forget: files that nobody named go', await until(() => !files(gateway).includes(loose)
    && sql(gateway, `SELECT count(*) FROM media WHERE id = '${loose}'`) === '0'), files(gateway).join());
  checks.ok('forget: and those that were named stay', files(gateway).includes(named));
  return loose;
}

async function run(binary, checks) {
  const gateway = await new Gateway(binary).start();
  try {
    const one = await forgotten(gateway, checks);
    await afterwards(gateway, one, checks);
    await byName(gateway, checks);
    await nextDay(gateway, checks);
    checks.ok('forget: their files are removed', await until(() => {
      const left = files(gateway);
      return left.includes(one.kept) && !left.includes(one.named) && !left.includes(one.loose);
    }), files(gateway).join());
    checks.ok('forget: the log is quiet about it', !/ (error|warning) /.test(gateway.output), gateway.output.slice(-800));
  } finally {
    await gateway.stop();
  }
}

module.exports = { run };
