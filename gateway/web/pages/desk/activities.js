// activities: the editor's page of what citizens can sign up for.

import { chip, el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { moment, t } from './words.js';

const seconds = (value) => Math.floor(new Date(value).getTime() / 1000);

function field(name, props) {
  const { tag = 'input', ...more } = props;
  return el('p', { class: 'field' }, el('label', { for: `activity-${name}` }, t(`activity_${name}`)),
    el(tag, { id: `activity-${name}`, name, required: true, ...more }));
}

function maker(changed) {
  const form = el('form', { class: 'card activity', onsubmit: send },
    field('title', { maxlength: 60 }), field('place', { maxlength: 60 }), field('text', { tag: 'textarea', rows: 4, maxlength: 3000 }),
    el('div', { class: 'grid' }, field('starts', { type: 'datetime-local' }), field('ends', { type: 'datetime-local' }),
      field('closes', { type: 'datetime-local' }), field('seats', { type: 'number', min: 1, max: 5000, value: '30' }),
      field('keep', { type: 'number', min: 1, max: 90, value: '30' })),
    el('button', { type: 'submit', class: 'primary' }, t('activity_make')));

  async function send(event) {
    event.preventDefault();
    const of = (name) => form.elements[name].value;
    try {
      await post('activities', { id: 0, title: of('title'), place: of('place'), text: of('text'), starts: seconds(of('starts')),
        ends: seconds(of('ends')), closes: seconds(of('closes')), seats: Number(of('seats')), keep: Number(of('keep')) });
      form.reset();
      changed();
    } catch (error) {
      say(error.message, 'bad');
    }
  }
  return form;
}

function card(one, changed) {
  const act = (name, body = {}) => async () => {
    try {
      await post(`activities/${one.id}/${name}`, body);
      say(t('board_gone'), 'good');
    } catch (error) {
      say(error.message, 'bad');
    }
    changed();
  };
  const live = one.state === 'draft' || one.state === 'open';
  return el('article', { class: 'card', 'data-activity': one.id },
    el('div', { class: 'row' }, el('h2', {}, one.title), chip('plain', t(`activity_state_${one.state}`)), el('span', { class: 'gap' }),
      el('span', { class: 'small muted' }, `${one.taken} / ${one.seats} (+${one.waiting})`)),
    el('p', {}, `${moment(one.starts)} · ${one.place}`), el('p', { class: 'message' }, one.text),
    el('p', { class: 'row' },
      one.state === 'draft' ? el('button', { type: 'button', class: 'primary', 'data-act': 'ask', onclick: act('ask') }, t('board_ask')) : '',
      live ? el('button', { type: 'button', onclick: act('end', { reason: t('activity_off') }) }, t(one.state === 'open' ? 'activity_off' : 'board_drop')) : '',
      el('a', { href: `/desk/api/activities/${one.id}/people.csv`, download: '' }, t('activity_people'))));
}

export function makeActivities() {
  const box = el('div', { class: 'activity-list' });
  async function read() {
    try {
      const { activities } = await get('activities');
      fill(box, activities.length ? activities.map((one) => card(one, read)) : el('p', { class: 'empty' }, t('board_none')));
    } catch (error) {
      fill(box, el('p', { class: 'empty', role: 'alert' }, error.message));
    }
  }
  return {
    node: el('section', { class: 'activities' }, el('h1', {}, t('activities')), maker(read), box),
    start() { read(); },
    stop() {},
  };
}
