// ideas: suggestions and wishes as an editor, a unit and whoever approves see them: a list by state, one
// opened beside what may be done with it now. Which moves there are, and what each needs, says the
// interface; the page only asks for it.

import { chip, el, fill, say } from './dom.js';
import { get, getBlob, post } from './api.js';
import { moment, named, t } from './words.js';

const NEEDS = { text: 1, unit: 2, verdict: 4, shown: 8, leader: 16, taker: 32, proof: 64 };
const STATES = {
  suggestion: ['new', 'accepted', 'commented', 'proposed', 'published', 'replied', 'declined', 'merged'],
  wish: ['new', 'proposed', 'open', 'taken', 'fulfilled', 'thanked', 'declined'],
};
const NAMES = {
  new: ['待审核', 'New'], accepted: ['待单位回应', 'With the unit'], commented: ['已回应', 'Replied by unit'], proposed: ['待复核', 'To approve'],
  published: ['已公开', 'Published'], replied: ['已答复', 'Replied'], declined: ['未采用', 'Declined'], merged: ['已合并', 'Merged'],
  open: ['待认领', 'Open'], taken: ['已认领', 'Taken'], fulfilled: ['待确认', 'To confirm'], thanked: ['已实现', 'Came true'],
};
const stateName = (code) => named({ zh: NAMES[code][0], en: NAMES[code][1] });

export function field(label, input) {
  return el('label', {}, el('span', { class: 'small' }, label), input);
}

function choice(name, list, empty) {
  return el('select', { name }, el('option', { value: '' }, empty), list.map((one) => el('option', { value: one.code }, named(one))));
}

export function pictures(title, ids, query) {
  if (!ids.length) return '';
  const box = el('div', { class: 'pictures' });
  for (const id of ids)
    getBlob(`media/${id}?${query}`).then((blob) => {
      const image = el('img', { alt: title });
      image.src = URL.createObjectURL(blob);
      image.addEventListener('load', () => URL.revokeObjectURL(image.src));
      box.append(image);
    }).catch(() => box.append(el('span', { class: 'muted' }, '—')));
  return el('section', {}, el('h3', {}, title), box);
}

/** The fields a move needs, as a form that appears when the move is chosen. */
function moveForm(idea, move, { units, categories }, send) {
  const needs = (name) => Boolean(move.needs & NEEDS[name]);
  const verdicts = ['adopted', 'part', 'not'].map((code) => ({ code, zh: t(`idea_${code}`), en: t(`idea_${code}`) }));
  const rows = [
    needs('unit') && field(t('idea_unit'), choice('unit', units, '—')),
    (needs('unit') || move.code === 'sort') && field(t('idea_category'), choice('category', categories, named(idea.category) || '—')),
    needs('verdict') && field(t('idea_verdict'), choice('verdict', verdicts, '—')),
    needs('leader') && field(t('idea_leader'), el('input', { name: 'leader', inputmode: 'numeric', value: String(idea.leader || '') })),
    needs('taker') && field(t('idea_taker'), el('input', { name: 'taker' })),
    needs('shown') && field(t('idea_title'), el('input', { name: 'title', value: idea.shown_title || idea.title })),
    needs('shown') && field(t('idea_shown'), el('textarea', { name: 'shown', value: idea.shown_text || '' })),
    needs('shown') && idea.reply && field(t('idea_reply'), el('textarea', { name: 'reply', value: idea.shown_reply || idea.reply })),
    (needs('text') || needs('proof')) && field(t('idea_reason'), el('textarea', { name: 'text' })),
  ].filter(Boolean);
  const alert = el('p', { class: 'alert', role: 'alert' });
  const form = el('form', { class: 'card', 'data-move': move.code, onsubmit: submit }, el('h3', {}, named(move)), rows, alert,
    el('div', { class: 'row' }, el('button', { type: 'submit', class: 'primary' }, named(move))));
  if (form.elements.unit && idea.unit) form.elements.unit.value = idea.unit.code || '';

  async function submit(event) {
    event.preventDefault();
    const body = {};
    for (const [name, value] of new FormData(form)) body[name] = name === 'leader' ? Number(value) || 0 : value;
    alert.textContent = '';
    try {
      await post(`ideas/${idea.id}/${move.code}`, body);
      send();
    } catch (error) {
      alert.textContent = error.message;
    }
  }
  return form;
}

function sheetOf(idea, lists, { back, moved, open }) {
  const box = el('div', {});
  const ask = (move) => fill(box, moveForm(idea, move, lists, moved));
  const shown = idea.shown_text && el('section', { class: 'card' }, el('h2', {}, t('idea_public')),
    el('strong', {}, idea.shown_title), el('p', { class: 'words' }, idea.shown_text), idea.shown_reply && el('p', { class: 'words' }, idea.shown_reply));
  return el('article', { class: 'ideas', 'data-idea': idea.id },
    el('div', { class: 'row' }, el('button', { type: 'button', class: 'plain', onclick: back }, t('idea_back'))),
    el('h1', { tabindex: '-1' }, idea.title),
    el('div', { class: 'row' }, chip('code', idea.number), chip('open', named(idea.state)), idea.category && chip('', named(idea.category)),
      idea.unit && chip('', named(idea.unit)), idea.verdict.code && chip('done', named(idea.verdict)), idea.anonymous && chip('', t('idea_anonymous')),
      el('time', { class: 'muted' }, moment(idea.filed))),
    idea.leader ? el('p', {}, t('idea_first'), ' ', el('button', { type: 'button', class: 'plain small', onclick: () => open(idea.leader) }, String(idea.leader))) : '',
    el('section', { class: 'card' }, el('h2', {}, t('idea_words')),
      el('p', { class: 'words' }, idea.erased ? t('idea_erased') : idea.text), idea.place && el('p', {}, `${t('place')}：${idea.place}`),
      idea.contact && el('p', {}, `${t('contact')}：${idea.contact}`), idea.numbers ? el('p', { class: 'alert' }, t('idea_numbers')) : '',
      pictures(t('idea_media'), idea.media, `idea=${idea.id}`), pictures(t('idea_proof'), idea.proof, `idea=${idea.id}`)),
    shown || '',
    idea.moves.length ? el('div', { class: 'row moves-row' }, idea.moves.map((move) =>
      el('button', { type: 'button', 'data-move': move.code, onclick: () => ask(move) }, named(move)))) : '',
    box,
    idea.alike.length ? el('section', {}, el('h3', {}, t('idea_alike')), el('div', { class: 'row' }, idea.alike.map((id) =>
      el('button', { type: 'button', class: 'plain small', onclick: () => open(id) }, String(id))))) : '',
    el('section', {}, el('h3', {}, t('idea_steps')), el('ul', { class: 'steps' }, idea.steps.map((step) =>
      el('li', {}, el('time', { class: 'muted' }, moment(step.at)), ' ', named(step), step.by ? ` · ${step.by}` : '', step.text ? `：${step.text}` : '')))));
}

function rowOf(idea, open) {
  return el('li', {}, el('button', { type: 'button', class: 'idea-row', 'data-idea': idea.id, onclick: () => open(idea.id) },
    el('strong', {}, idea.title),
    el('span', { class: 'row small muted' }, idea.number, chip('open', named(idea.state)), idea.category && chip('', named(idea.category)),
      idea.leader ? chip('', t('idea_alike')) : '', el('time', {}, moment(idea.filed)))));
}

function fileForm(kind, done) {
  const text = el('textarea', { name: 'text', 'aria-label': t('idea_text') });
  const alert = el('p', { class: 'alert', role: 'alert' });
  return el('details', {}, el('summary', {}, t('idea_file')), el('form', { class: 'card', onsubmit: async (event) => {
    event.preventDefault();
    alert.textContent = '';
    try {
      done((await post('ideas/new', { kind, text: text.value })).id);
    } catch (error) {
      alert.textContent = error.message;
    }
  } }, field(t('idea_text'), text), alert, el('button', { type: 'submit', class: 'primary' }, t('idea_submit'))));
}

const seconds = (value) => Math.floor(Date.parse(`${value}T00:00:00+08:00`) / 1000);

function campaignForm(done) {
  const alert = el('p', { class: 'alert', role: 'alert' });
  const form = el('form', { class: 'card', onsubmit: submit },
    field(t('campaign_topic'), el('input', { name: 'topic', maxlength: 30 })), field(t('campaign_body'), el('textarea', { name: 'body' })),
    el('div', { class: 'two' }, field(t('campaign_starts'), el('input', { name: 'starts', type: 'date' })), field(t('campaign_ends'), el('input', { name: 'ends', type: 'date' }))),
    alert, el('button', { type: 'submit', class: 'primary' }, t('idea_submit')));
  async function submit(event) {
    event.preventDefault();
    alert.textContent = '';
    const { topic, body, starts, ends } = form.elements;
    try {
      await post('campaigns', { topic: topic.value, body: body.value, starts: seconds(starts.value) || 0, ends: (seconds(ends.value) || 0) + 86400 });
      done();
    } catch (error) {
      alert.textContent = error.message;
    }
  }
  return el('details', {}, el('summary', {}, t('campaign_new')), form);
}

function campaignsOf(answer, done) {
  return el('section', { class: 'card campaigns' }, el('h2', {}, t('campaigns')), el('ul', {}, answer.campaigns.map((one) =>
    el('li', { 'data-campaign': one.id }, el('strong', {}, one.topic), ' ', one.running ? chip('done', t('campaign_running')) : '',
      el('span', { class: 'small muted' }, ` ${one.ideas} ${t('campaign_ideas')} · ${t('campaign_send')}${one.id} · ${moment(one.starts)} – ${moment(one.ends - 1)}`)))),
  answer.may_make ? campaignForm(done) : '');
}

function makeIdeas(kind) {
  const box = el('div', { class: 'ideas' });
  let state = '', round = 0, units = [];

  function draw(answer, campaigns) {
    const open = (id) => show(id);
    const tab = (code, label, count) => el('button', { type: 'button', 'aria-pressed': String(code === state), 'data-state': code,
      onclick: () => { state = code; read(); } }, label, count === undefined ? '' : ` ${count}`);
    fill(box, el('h1', {}, t(kind === 'wish' ? 'wishes' : 'suggestions')), el('p', { class: 'muted' }, t(kind === 'wish' ? 'wishes_hint' : 'ideas_hint')),
      campaigns ? campaignsOf(campaigns, read) : '',
      el('div', { class: 'tabs', role: 'group' }, tab('', t('idea_all')), STATES[kind].map((code) => tab(code, stateName(code), answer.counts[code]))),
      answer.ideas.length ? el('ul', { class: 'idea-list' }, answer.ideas.map((idea) => rowOf(idea, open))) : el('p', { class: 'empty' }, t('idea_none')),
      answer.may_file ? fileForm(kind, (id) => { say(t('idea_done'), 'good'); show(id); }) : '');
  }

  async function read() {
    const mine = ++round;
    box.setAttribute('aria-busy', 'true');
    try {
      const [answer, campaigns] = await Promise.all([get(`ideas?kind=${kind}${state ? `&state=${state}` : ''}`),
        kind === 'suggestion' ? get('campaigns') : null]);
      if (mine === round) draw(answer, campaigns);
    } catch (error) {
      if (mine === round) fill(box, el('p', { class: 'empty', role: 'alert' }, error.message));
    } finally {
      box.removeAttribute('aria-busy');
    }
  }

  async function show(id) {
    const mine = ++round;
    try {
      const [idea, all] = await Promise.all([get(`ideas/${id}`), get(`ideas?kind=${kind}&state=new`)]);
      if (idea.moves.some((move) => move.needs & NEEDS.unit) && !units.length) units = (await get('units')).units;
      if (mine !== round) return;
      const moved = () => { say(t('idea_done'), 'good'); show(id); };
      fill(box, sheetOf(idea, { units, categories: all.categories }, { back: read, moved, open: show }));
      box.querySelector('h1').focus();
    } catch (error) {
      say(error.message, 'bad');
    }
  }

  return { node: box, start: read, stop: () => { round++; } };
}

export const makeSuggestions = () => makeIdeas('suggestion');
export const makeWishes = () => makeIdeas('wish');
