// From an entry of the conversation to what is seen of it. Text only ever becomes text; the few
// things that stand out in it (case number, query code, links) are found by pattern.
const MINUTES_APART = 5;
const FRESH_MS = 300;
const NUMBER = /[A-Z]{2,}\d{8}-\d{6}/;
const CODE = /(查询码|query code ?)([2-9A-HJ-NP-Z]{8})(?![2-9A-Za-z])/;
const SPECIAL = /(https?:\/\/[^\s，。）)]+|\/(?:documents|policies)\/[^\s，。）)]+|[A-Z]{2,}\d{8}-\d{6}|(?:查询码|query code ?)[2-9A-HJ-NP-Z]{8}(?![2-9A-Za-z]))/g;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

// Only addresses of this site or https become links.
function safeAddress(address) {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin || url.protocol === 'https:' ? url.href : '';
  } catch { return ''; }
}

function link(address, words) {
  const href = safeAddress(address);
  if (!href) return document.createTextNode(address);
  const progress = /^https?:\/\/[^/]+\/p\//.test(address);
  const made = element('a', '', progress ? words.track : address.startsWith('/') ? words.source : address);
  made.href = href;
  made.target = '_blank';
  made.rel = 'noopener';
  return made;
}

function special(text, words) {
  if (/^(?:https?:|\/)/.test(text)) return [link(text, words)]; // it may hold a case number
  if (NUMBER.test(text)) return [element('strong', 'case', text)];
  const code = CODE.exec(text);
  return [document.createTextNode(code[1]), element('strong', 'case', code[2])];
}

function fill(box, text, words) {
  let at = 0;
  SPECIAL.lastIndex = 0;
  for (let hit = SPECIAL.exec(text); hit; hit = SPECIAL.exec(text)) {
    box.append(text.slice(at, hit.index), ...special(hit[0], words));
    at = hit.index + hit[0].length;
  }
  box.append(text.slice(at));
}

// A browser without a clipboard of its own copies from a field that is there for a moment.
async function copy(text) {
  if (navigator.clipboard) {
    try { await navigator.clipboard.writeText(text); return; } catch { /* not allowed: the old way */ }
  }
  const field = element('textarea', 'hidden');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

function copyButton(text, words) {
  const [number, code] = [NUMBER.exec(text), CODE.exec(text)];
  if (!number || !code) return null;
  const button = element('button', 'copy', words.copy);
  button.type = 'button';
  button.addEventListener('click', async () => {
    await copy(`${number[0]} ${code[2]}`);
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 2000);
  });
  return button;
}

function picture(entry, words) {
  const image = element('img');
  image.src = entry.image;
  image.alt = words.sharedPhoto;
  return image;
}

// What became of a message of one's own, in words: colour alone says nothing to many.
export function mark(box, entry, words) {
  const note = box.querySelector('.note') || box.appendChild(element('span', 'note'));
  note.textContent = entry.failed ? entry.failed : entry.waiting ? words.sending : '';
  note.hidden = !note.textContent;
  box.classList.toggle('failed', Boolean(entry.failed));
}

export function bubble(entry, words) {
  const box = element('div', `bubble ${entry.mine ? 'mine' : 'theirs'}`);
  if (entry.id) box.dataset.id = entry.id;
  if (entry.image) box.append(picture(entry, words));
  if (entry.text) fill(box, entry.text, words);
  const button = entry.mine ? null : copyButton(entry.text, words);
  if (button) box.append(button);
  if (entry.mine) mark(box, entry, words);
  return box;
}

// The moment before an entry, where some time has gone by; else null.
export function moment(entry, before, words) {
  if (before && entry.at - before.at < MINUTES_APART * 60) return null;
  const date = new Date(entry.at * 1000);
  const today = date.toDateString() === new Date().toDateString();
  const made = element('time', 'moment', date.toLocaleString(words.lang, { hour: '2-digit', minute: '2-digit',
    ...(today ? {} : { month: 'long', day: 'numeric' }) }));
  made.dateTime = date.toISOString();
  return made;
}

// A button for each choice; take(choice) when one is tapped. For a moment new ones cannot be hit: the
// second tap of somebody who taps twice would answer the next question.
export function choiceButtons(box, choices, words, take) {
  box.textContent = '';
  box.classList.add('fresh');
  setTimeout(() => box.classList.remove('fresh'), FRESH_MS);
  for (const choice of choices) {
    const button = element('button', '', choice.label);
    button.type = 'button';
    const stars = /^★+$/.test(choice.label) ? choice.label.length : 0;
    if (stars) {
      button.className = 'stars';
      button.setAttribute('aria-label', words.stars(stars));
    }
    button.addEventListener('click', () => take(choice));
    box.append(button);
  }
}
