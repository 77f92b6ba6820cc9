// Units are told of their cases: an administrator names whom, and a provider that checks signatures and tokens by itself gets a
// short message and a WeCom card, once, without a word of the citizen. Whom a case is escalated to is a matter of the unit tests.
'use strict';
const { Citizen, Gateway, PATIENCE, until } = require('./gateway');
const { SmsProvider } = require('./sms_provider');
const { officers } = require('./desk');

const idOf = (number) => Number(/(\d{8})-/.exec(number)[1]) * 10000000 + Number(/-(\d{6})$/.exec(number)[1]);

async function contacts(admin, unit, checks) {
  const { accounts } = (await admin.get('contacts')).json;
  const by = (kind) => accounts.find((one) => one.kind === kind).id;
  const add = (account, address, of = unit) => admin.post('contacts', { act: 'add', unit: of, account, address });
  for (const [what, answer] of [['a number that is none', add(by('sms'), '12345')], ['a name with markup', add(by('wecom'), '<b>')], ['a unit that is none', add(by('sms'), '19900002001', '没有')],
    ['a channel that is none', add(999, '19900002001')], ['an empty one', add(by('wecom'), '')]])
    checks.ok(`units: not ${what}`, (await answer).status === 422);
  checks.ok('units: whom to tell is named', (await add(by('sms'), '19900002001')).status === 200 && (await add(by('wecom'), 'li.si')).status === 200);
  checks.ok('units: once', (await add(by('sms'), '19900002001')).status === 200 && (await admin.get('contacts')).json.contacts.length === 2);
  const shown = JSON.stringify((await admin.get('contacts')).json);
  checks.ok('units: and shown shortened', shown.includes('…2001') && !shown.includes('19900002001'), shown);
}

async function run(binary, checks) {
  const provider = new SmsProvider();
  const port = await provider.listen();
  const gateway = await new Gateway(binary, { upstream: `http://127.0.0.1:${port}` }).start();
  try {
    const people = await officers(gateway);
    for (const who of ['admin', 'dispatch', 'chengguan']) await people[who].signIn();
    checks.ok('units: whom to tell is the administrator’s', (await people.chengguan.get('contacts')).status === 403 && (await people.dispatch.post('contacts', { act: 'drop', id: 1 })).status === 403);
    await contacts(people.admin, '公安分局', checks); // at work day and night
    provider.wecomOver = 1;
    const filed = [await new Citizen(gateway, 'told_1').file('洒水车多久没来了，门口马路扬尘像沙漠', '松风路18号'), await new Citizen(gateway, 'told_2').file('隔壁工地半夜还在打桩，吵得睡不着', '松影苑')];
    for (const one of filed)
      checks.ok('units: a case goes to the unit', (await people.dispatch.act(idOf(one.number), 'assign', { unit: '公安分局', text: '请公安分局处理' })).status === 200);
    const told = await until(() => provider.messages.length && provider.cards.length, 3 * PATIENCE);
    checks.ok('units: by SMS and by WeCom', told, `${provider.messages.length} ${provider.cards.length}`);
    const text = provider.messages[0] ? provider.messages[0].text : '', card = provider.cards[0] || { template_card: {} };
    checks.ok('units: both cases in one message', /新派 2 件/.test(text) && text.includes(filed[1].number), text);
    checks.ok('units: to whom it was named', provider.messages[0].number === '+8619900002001' && card.touser === 'li.si');
    checks.ok('units: the card leads to the desk', card.template_card.card_action && card.template_card.card_action.url === `http://127.0.0.1:${gateway.admin}/desk#/case/${idOf(filed[1].number)}`, JSON.stringify(card));
    checks.ok('units: a token that was over was fetched anew, once', provider.wecomTokens === 2, String(provider.wecomTokens));
    checks.ok('units: nothing of the citizen in it', !/扬尘|打桩|松风路|松影苑|told_|199000012/.test(text + JSON.stringify(card)), text);
    const { number, account } = { number: '19900002002', account: (await people.admin.get('contacts')).json.accounts.find((one) => one.kind === 'sms').id };
    await people.admin.post('contacts', { act: 'add', unit: '城管局', account, address: number });
    await new Citizen(gateway, 'told_3').file('隔壁工地半夜还在打桩，吵得睡不着', '荷叶家园');
    checks.ok('units: what is urgent for another unit is told at the next look', await until(() => provider.messages.some((one) => one.number === `+86${number}`)));
    const twice = provider.messages.filter((one) => one.number !== `+86${number}`);
    checks.ok('units: and the first was told once', twice.length === 1 && provider.cards.length === 1, `${twice.length} ${provider.cards.length}`);
    const rows = (await people.admin.get('audit')).json.rows.map((row) => `${row.action} ${row.detail}`);
    checks.ok('units: in the record', rows.includes('contact.add 公安分局'), rows.slice(0, 8).join('; '));
    const [first] = (await people.admin.get('contacts')).json.contacts;
    checks.ok('units: a contact can go', (await people.admin.post('contacts', { act: 'drop', id: first.id })).status === 200 && (await people.admin.get('contacts')).json.contacts.length === 2);
  } finally {
    await gateway.stop();
    await provider.close();
  }
}

module.exports = { run };
