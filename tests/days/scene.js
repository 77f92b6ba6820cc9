// What lies on everybody's desk before a day begins: cases in the states that the day's people have
// to do with, an idea, a draft, an activity, a leader. Made over the interface, as it comes in life.
'use strict';
const { Citizen } = require('../peers/gateway');
const { officers } = require('../peers/desk');

const DUST = '洒水车三天没来了，马路全是扬尘，我电话19900001234';
const LOST = ['那个东西今天又变成那样子了真的是', '就是上回跟你们讲过的那个事情嘛'];
const REASON = '现场核实这一段归市政道路，不属我单位。';

const idOf = (number) => { const [, day, counter] = /(\d{8})-(\d{6})$/.exec(number); return Number(day) * 10000000 + Number(counter); };
let round = 0;

class Scene {
  static async set(gateway) {
    const scene = new Scene();
    round += 1;
    Object.assign(scene, { gateway, people: await officers(gateway), name: (what) => `days-${round}-${what}` });
    for (const who of ['chengguan', 'dispatch', 'duban', 'bianji', 'admin', 'huawu']) await scene.people[who].signIn();
    await scene.cases();
    await scene.civic();
    await scene.leader();
    return scene;
  }

  async dust(what) {
    const citizen = new Citizen(this.gateway, this.name(what));
    return idOf((await citizen.file(DUST, '松影苑')).number);
  }

  must(answer, what) {
    if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.json)}`);
    return answer.json;
  }

  async act(who, id, act, body) { return this.must(await this.people[who].act(id, act, body), `${who} ${act}`); }

  async cases() {
    this.fresh = await this.dust('fresh');
    this.helped = await this.dust('helped');
    await this.act('chengguan', this.helped, 'sign');
    await this.act('chengguan', this.helped, 'invite', { helper: '松风街道办', unit: '松风街道办', text: '请街道一起到现场看看。' });
    this.answered = await this.dust('answered');
    await this.act('chengguan', this.answered, 'sign');
    await this.act('chengguan', this.answered, 'answer', { text: '洒水车已经恢复，今晚起每晚冲洗。' });
    this.disputed = await this.dust('disputed');
    await this.act('chengguan', this.disputed, 'return', { text: REASON });
    await this.act('dispatch', this.disputed, 'assign', { unit: '城管局', text: '' });
    await this.act('chengguan', this.disputed, 'dispute', { text: REASON });
    const lost = new Citizen(this.gateway, this.name('lost'));
    await lost.say('你好');
    for (const words of LOST) await lost.say(words);
    const pointing = new Citizen(this.gateway, this.name('point'));
    await pointing.say('隔壁工地半夜还在打桩，吵得睡不着');
    await pointing.send(pointing.message({ MsgType: 'location', Location_X: 30.2238, Location_Y: 120.0868, Scale: 16, Label: '松影苑门口' }));
    await pointing.pick(/^(对|是|确认)/);
  }

  async civic() {
    const citizen = new Citizen(this.gateway, this.name('idea'));
    await citizen.say('建议在临溪公园多装几个饮水机，孩子跑步没水喝');
    await citizen.pick(/^对$/);
    const now = Math.floor(Date.now() / 1000);
    const { id } = this.must(await this.people.bianji.post('activities', { id: 0, title: '政务开放日', text: '来看看热线怎么接、单子怎么派。', place: '区政务服务大厅',
      starts: now + 86400, ends: now + 90000, closes: now + 80000, seats: 20, keep: 30 }), 'activity');
    this.must(await this.people.bianji.post(`activities/${id}/ask`), 'ask');
    const [asked] = (await this.people.duban.get('approvals?open=1')).json.approvals;
    this.must(await this.people.duban.post(`approvals/${asked.id}`, { decision: 'grant' }), 'grant');
    this.activity = id;
  }

  async leader() {
    const login = `lingdao${round}`;
    const made = this.must(await this.people.admin.post('users', { login, name: '分管领导', roles: ['leader'], unit: '', areas: [] }), 'leader');
    this.lead = { login, password: made.password };
  }

  password(login) { return login === this.lead.login ? this.lead.password : this.gateway.logins()[login]; }
}

module.exports = { Scene, idOf };
