// The citizens' chat page: what the person does goes down the line, what comes up the line is shown.
import { forget, keep, recall } from './keep.js';
import { Line } from './line.js';
import { bubble, choiceButtons, mark, moment } from './view.js';
import { WORDS } from './words.js';

const KEPT = 200;
const PHOTO_MAX = 10 * 1024 * 1024;

const $ = (id) => document.getElementById(id);
const now = () => Math.floor(Date.now() / 1000);

let language = recall('language', (navigator.language || 'zh').startsWith('zh') ? 'zh' : 'en');
let words = WORDS[language];
let history = recall('history', []);
let choices = recall('choices', []);
let district = recall('district', null);
let lineState = 'ready';

// ---- what is seen ----

function nearEnd() {
  const log = $('log');
  return log.scrollHeight - log.scrollTop - log.clientHeight < 160;
}

function toEnd() {
  $('log').scrollTop = $('log').scrollHeight;
  $('newer').hidden = true;
}

function show(entry, before) {
  const when = moment(entry, before, words);
  if (when) $('log').append(when);
  const box = bubble(entry, words);
  $('log').append(box);
  for (const image of box.querySelectorAll('img')) image.addEventListener('load', toEnd);
}

function showAll() {
  $('log').textContent = '';
  history.forEach((entry, i) => show(entry, history[i - 1]));
  toEnd();
}

// A picture lives as long as the page; later only the word for it is left.
function keepHistory() {
  keep('history', history.map(({ image, ...rest }) => (image ? { ...rest, text: words.sharedPhoto } : rest)));
}

function add(entry) {
  const follow = entry.mine || nearEnd();
  show(entry, history[history.length - 1]);
  history = [...history, entry].slice(-KEPT);
  keepHistory();
  if (follow) toEnd();
  else $('newer').hidden = false;
}

function setChoices(list) {
  choices = list;
  keep('choices', list);
  showChoices();
}

// The bot's choices; where there is none and nothing was said yet, what people often say.
function showChoices() {
  const fresh = !choices.length && !history.some((entry) => entry.mine);
  const list = fresh ? words.starting.map((label) => ({ label })) : choices;
  $('choices').setAttribute('aria-label', fresh ? words.starters : words.choices);
  choiceButtons($('choices'), list, words, (choice) => {
    if (choice.key) say({ type: 'choice', key: choice.key, label: choice.label }, choice.label);
    else say({ type: 'text', text: choice.label }, choice.label);
  });
  if (nearEnd()) toEnd();
}

function status(text, button = '') {
  $('status-text').textContent = text;
  $('go-on').textContent = button;
  $('go-on').hidden = !button;
  $('status').hidden = !text;
}

function showState() {
  if (lineState === 'replaced') status(words.replaced, words.goOn);
  else status(lineState === 'broken' ? words.offline : '');
}

function label(id, text) {
  $(id).setAttribute('aria-label', text);
  $(id).title = text;
}

// Puts the page into the language.
function dress() {
  document.documentElement.lang = words.lang;
  $('subtitle').textContent = words.subtitle;
  $('send').textContent = words.send;
  $('text').placeholder = words.placeholder;
  $('text').setAttribute('aria-label', words.text);
  $('newer').textContent = words.newer;
  label('photo', words.photo);
  $('photo-label').title = words.photo;
  label('place', words.place);
  $('log').setAttribute('aria-label', words.log);
  $('language').textContent = words.other;
  $('language').lang = language === 'zh' ? 'en' : 'zh-CN';
  label('language', words.otherName);
  $('forget').textContent = words.forget;
  label('forget', words.forgetName);
  $('title').textContent = document.title = words.title(district ? district[language] : '');
}

// ---- the line ----

const line = new Line({
  message(frame) {
    add({ text: frame.text + (frame.link ? `\n${frame.link}` : ''), at: frame.at || now() });
    setChoices(frame.choices || []);
  },
  accepted(id, failure) {
    const entry = history.find((one) => one.id === id);
    if (!entry) return;
    entry.waiting = false;
    entry.failed = failure;
    keepHistory();
    const box = document.querySelector(`[data-id="${id}"]`);
    if (box) mark(box, entry, words);
  },
  state(state) {
    lineState = state;
    showState();
  },
  trouble: status,
});
line.language = language;

// ---- what the person does ----

// Shows a message at once and sends it when it can be sent.
function say(frame, text, image) {
  const id = line.say(frame);
  setTimeout(() => {
    const box = document.querySelector(`[data-id="${id}"]`);
    const entry = history.find((one) => one.id === id);
    if (box && entry && entry.waiting) mark(box, entry, words);
  }, 700);
  add({ mine: true, text, image, at: now(), id });
  history[history.length - 1].waiting = true;
  keepHistory();
  setChoices([]);
}

function fitText() {
  $('text').style.height = '';
  if ($('text').value) $('text').style.height = `${Math.min($('text').scrollHeight + 2, 140)}px`;
}

function sayText() {
  const text = $('text').value.trim();
  if (!text) return;
  $('text').value = '';
  fitText();
  say({ type: 'text', text }, text);
}

async function sendPhoto(file) {
  if (file.size > PHOTO_MAX) { status(words.tooLarge); return; }
  status(words.uploading);
  const answer = await fetch('/app/upload', { method: 'POST', body: file,
    headers: { authorization: `Bearer ${line.token}`, 'content-type': file.type || 'application/octet-stream' } });
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(result.message || (result.error && result.error.message) || answer.status);
  status('');
  say({ type: 'media', media_id: result.media_id, kind: 'image' }, '', URL.createObjectURL(file));
}

function sendPlace() {
  if (!navigator.geolocation) { status(words.noPlace); return; }
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    status('');
    say({ type: 'location', latitude: coords.latitude, longitude: coords.longitude, label: '' }, words.sharedPlace);
  }, () => status(words.noPlace), { timeout: 8000 });
}

function setLanguage(to) {
  language = to;
  words = WORDS[to];
  line.language = to;
  keep('language', to);
  dress();
  showAll();
  showChoices();
  showState();
}

$('say').addEventListener('submit', (event) => { event.preventDefault(); sayText(); $('text').focus(); });
$('text').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sayText();
});
$('text').addEventListener('input', fitText);
$('photo').addEventListener('change', () => {
  const file = $('photo').files[0];
  $('photo').value = '';
  if (file) sendPhoto(file).catch((error) => status(words.photoFailed + error.message));
});
$('place').addEventListener('click', sendPlace);
$('language').addEventListener('click', () => setLanguage(language === 'zh' ? 'en' : 'zh'));
$('forget').addEventListener('click', () => {
  if (!confirm(words.forgetSure)) return;
  forget(['token', 'seen', 'history', 'outgoing', 'choices']);
  location.reload();
});
$('go-on').addEventListener('click', () => { status(''); line.connect(); });
$('newer').addEventListener('click', toEnd);
$('log').addEventListener('scroll', () => { if (nearEnd()) $('newer').hidden = true; });

// ---- start ----

dress();
showAll();
showChoices();
line.connect();
fetch('/chat/info').then((answer) => answer.json()).then((info) => {
  district = info.district || null;
  keep('district', district);
  dress();
}).catch(() => {});
